"""Further proposers of names, heard beside the rules: jieba's neural tagger, a user's list or model.

Each is a function from a document to candidates; what they propose is arbitrated with the rules' own
finds. Their heavy imports (numpy, spaCy) wait until one is asked for.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.extractors.names.candidates import Source

#: How names are found: by the rules alone, or by them and jieba's neural tagger.
ENTITIES = ("rules", "lac")


def make_sources(
    entities: str = "rules",
    patterns: str | os.PathLike[str] | None = None,
    spacy_model: str | os.PathLike[str] = "",
) -> tuple[Source, ...]:
    """The proposers asked for, ready to be given to ``analyse``.

    ``entities`` is ``rules`` or ``lac``; ``patterns`` the path of a spaCy EntityRuler file (JSONL);
    ``spacy_model`` the name or path of an installed spaCy pipeline. Raises UsageError for what
    cannot be used.

    >>> make_sources()
    ()
    """
    check_entities(entities)
    made: list[Source] = []
    if patterns is not None:
        from pipeline.sources.patterns import read_patterns

        made.append(read_patterns(Path(patterns)))
    if spacy_model:
        from pipeline.sources.spacy_model import SpacyModel

        made.append(SpacyModel(os.fspath(spacy_model)))
    if entities == "lac":
        from pipeline.sources.lac import LacArbiter

        made.append(LacArbiter())
    return tuple(made)


def check_entities(entities: str) -> None:
    """Raise UsageError unless ``entities`` is one of ENTITIES."""
    if entities not in ENTITIES:
        raise UsageError(f"entities {entities!r}: there are {' and '.join(ENTITIES)}")


def digest(path: Path) -> str:
    """SHA-256 of a file, or of all files of a folder with their names: what a run depends on."""
    found = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        found.update(file.relative_to(path).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
