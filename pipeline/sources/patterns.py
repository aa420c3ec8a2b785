"""A user's own names, in the form the field uses: spaCy EntityRuler patterns, one JSON object a line.

``{"label": "ORG", "pattern": "蓝鲸实验室", "id": "蓝鲸数据科学实验室"}`` is a phrase, found wherever its
characters stand. A list of objects is a pattern over tokens, here jieba's: ``[{"TEXT": "第"}, {"TEXT":
{"REGEX": "^[一二三]$"}, "OP": "?"}]``. What spaCy would match by other attributes is refused rather
than passed over. https://spacy.io/usage/rule-based-matching#entityruler
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pipeline.document import Document
from pipeline.errors import UsageError
from pipeline.extractors.names.candidates import USER, USER_PATTERN, Candidate
from pipeline.fold import fold
from pipeline.model import NameLabel
from pipeline.rules import source
from pipeline.sources.tokens import Automaton, Step, make_step

source(USER_PATTERN, why="a pattern of your own list matches, which outweighs every rule")
_LABELS: dict[str, NameLabel] = {label: label for label in get_args(NameLabel)}
_KEYS = frozenset({"label", "pattern", "id"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a pattern says of what it matches; ``name`` is its id, the canonical form."""

    label: NameLabel
    name: str


@dataclass(slots=True)
class Patterns:
    """Proposes what a user's patterns match. Phrases are matched longest first, by characters."""

    phrases: dict[str, Entry] = field(default_factory=dict)
    tokens: Automaton[Entry] = field(default_factory=Automaton)
    _sizes: dict[str, list[int]] = field(default_factory=dict)
    _gate: re.Pattern[str] | None = None

    def add(self, pattern: str | list[Step], entry: Entry) -> None:
        """Add a phrase or a pattern over tokens; of two for one phrase the first counts."""
        if not isinstance(pattern, str):
            self.tokens.add(pattern, entry)
            return
        phrase = fold(pattern)
        self.phrases.setdefault(phrase, entry)
        sizes = self._sizes.setdefault(phrase[:1], [])
        if len(phrase) not in sizes:
            sizes.append(len(phrase))
            sizes.sort(reverse=True)
        self._gate = None

    def __call__(self, document: Document) -> list[Candidate]:
        """What the patterns match in the sentences of ``document``."""
        found = [
            Candidate(start, end, entry.label, USER_PATTERN, USER, entry.name)
            for start, end, entry in [*self._phrases(document), *self.tokens.find(document.tokens)]
        ]
        return [c for c in found if document.sentence_at(c.start) >= 0]

    def _phrases(self, document: Document) -> Iterator[tuple[int, int, Entry]]:
        if not self.phrases:
            return
        if self._gate is None:
            self._gate = re.compile("[" + "".join(map(re.escape, self._sizes)) + "]")
        text = document.folded
        for m in self._gate.finditer(text):
            start = m.start()
            for size in self._sizes[m[0]]:
                entry = self.phrases.get(text[start : start + size])
                if entry and not _cuts_word(text, start, start + size):
                    yield start, start + size, entry
                    break


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins or ends within a word or number of ASCII characters."""
    return any(
        0 < at < len(text) and (text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum())
        for at in (start, end)
    )


def read_patterns(path: Path) -> Patterns:
    """The patterns in a JSONL file. Raises UsageError, with the line, for one that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{path}: {reason}") from None
    made = Patterns()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                made.add(*_entry(json.loads(line)))
            except (ValueError, RecursionError) as error:
                raise UsageError(f"{path} line {number}: {error}") from None
    return made


def _entry(row: Any) -> tuple[str | list[Step], Entry]:
    if not isinstance(row, dict) or not row.keys() >= {"label", "pattern"}:
        raise ValueError('no object with "label" and "pattern"')
    _refuse(row.keys() - _KEYS)
    given, pattern, name = row["label"], row["pattern"], row.get("id", "")
    if not isinstance(given, str) or given not in _LABELS:
        raise ValueError(f"label {given!r} is none of {' '.join(_LABELS)}")
    label = _LABELS[given]
    if not isinstance(name, str):
        raise ValueError(f"id {name!r} is no string")
    if isinstance(pattern, str) and pattern.strip():
        return pattern.strip(), Entry(label, name)
    if isinstance(pattern, list) and pattern:
        return [make_step(step) for step in pattern], Entry(label, name)
    raise ValueError(f"pattern {pattern!r} is neither a phrase nor a list of tokens")


def _refuse(keys: Iterable[str]) -> None:
    for key in sorted(keys):
        raise ValueError(f"unknown key {key!r}")
