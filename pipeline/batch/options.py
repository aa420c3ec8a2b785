"""What a run was asked for, and what else decides its tables."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline.errors import ZhfactsError
from pipeline.extractors.names.candidates import Source
from pipeline.reader import ReadOptions
from pipeline.sources import digest, make_sources
from pipeline.versions import VERSIONS


@dataclass(frozen=True, slots=True)
class Options:
    """How articles are read: all that changes what the tables hold.

    ``plain`` takes the whole text as body; ``date`` is the reference date or time in ISO 8601,
    over whatever the article says; ``encoding`` a Python codec's name, over detection;
    ``all_regions`` reads boilerplate too; ``tokens`` adds the table of tokens and ``texts`` the
    file of texts; ``userdict`` is a jieba user dictionary and ``segmenter`` jieba or fast;
    ``entities`` finds names by rules or with the tagger too (lac), ``patterns`` is a file of spaCy
    EntityRuler patterns and ``spacy_model`` a spaCy pipeline, which propose names beside the rules;
    ``max_bytes`` is the largest article taken;
    ``skip_duplicates`` leaves out the rows of an article whose body another one had before it.
    """

    plain: bool = False
    date: str = ""
    encoding: str = ""
    all_regions: bool = False
    tokens: bool = False
    texts: bool = True
    userdict: Path | None = None
    segmenter: str = "jieba"
    entities: str = "rules"
    patterns: Path | None = None
    spacy_model: str = ""
    skip_duplicates: bool = False
    max_bytes: int = 8 << 20

    def reading(self, exclude: tuple[str, ...] = ()) -> ReadOptions:
        """The reader's share of the options."""
        return ReadOptions(self.encoding or None, self.max_bytes, exclude)

    def reference(self) -> dt.datetime | None:
        """The reference date, when one is given. Raises ZhfactsError when it is no ISO date."""
        try:
            return dt.datetime.fromisoformat(self.date) if self.date else None
        except ValueError:
            raise ZhfactsError(f"{self.date!r} is no ISO 8601 date, such as 2013-10-12") from None

    def sources(self) -> tuple[Source, ...]:
        """What proposes names beside the rules. Raises ZhfactsError for what cannot be used."""
        return make_sources(self.entities, self.patterns, self.spacy_model)

    def describe(self) -> dict[str, object]:
        """The options as JSON values; of a dictionary, a list or a model, its content counts and not its place."""
        found = asdict(self)
        if self.userdict is not None:
            found["userdict"] = hashlib.sha256(self.userdict.read_bytes()).hexdigest()
        if self.patterns is not None:
            found["patterns"] = digest(self.patterns)
        if self.spacy_model:
            folder = Path(self.spacy_model)
            found["spacy_model"] = (
                digest(folder)
                if folder.exists()
                else f"{self.spacy_model} {_version(self.spacy_model)}"
            )
        return found

    def key(self) -> str:
        """A digest of all that decides the tables apart from the inputs."""
        parts = [self.describe(), VERSIONS, dictionary_hash()]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _version(package: str) -> str:
    """The version of an installed package, else ''."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


@cache
def dictionary_hash() -> str:
    """SHA-256 over jieba's dictionary and the lexicon, which no version number tells."""
    digest = hashlib.sha256(files("jieba").joinpath("dict.txt").read_bytes())
    lexicon = files("pipeline.lexicon")
    for table in sorted(lexicon.iterdir(), key=lambda entry: entry.name):
        if table.name.endswith(".tsv"):
            digest.update(table.name.encode() + b"\0" + table.read_bytes())
    return digest.hexdigest()
