"""A user's own names: the pattern files that spaCy's EntityRuler reads, without spaCy.

A file holds one JSON object a line: ``{"label": "ORG", "pattern": "兰石重装"}`` for a phrase, or
``{"label": "PRODUCT", "pattern": [{"TEXT": "兰石"}, {"REGEX": …}]}`` for tokens. A token is described by
TEXT or ORTH (the word), LOWER, REGEX or IN under them, LENGTH and IS_DIGIT, and repeated with OP
(``?`` ``*`` ``+`` ``!``). ``id``, where given, is the name's canonical form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pipeline.document import Document
from pipeline.extractors.names.candidates import USER, Candidate, Source
from pipeline.fold import fold
from pipeline.model import NameLabel

_LABELS = frozenset(get_args(NameLabel))
#: How many tokens an open-ended ``*`` or ``+`` may take, so that matching stays linear.
_MOST_REPEATS = 20


class PatternError(ValueError):
    """A pattern file has a line that cannot be read; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class TokenTest:
    """What one token must be: a regular expression over its text, and how often it stands."""

    text: re.Pattern[str]
    low: int = 1
    high: int = 1
    negated: bool = False

    def matches(self, word: str) -> bool:
        """Whether ``word`` is such a token."""
        return (self.text.fullmatch(word) is not None) != self.negated


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns ready to run; call it on a document for its candidates."""

    phrases: dict[str, tuple[NameLabel, str]]
    tokens: tuple[tuple[tuple[TokenTest, ...], NameLabel, str], ...]

    def __call__(self, document: Document) -> list[Candidate]:
        """The spans of ``document`` that a pattern matches."""
        return [*self._phrases(document.folded), *self._tokens(document)]

    def _phrases(self, text: str) -> Iterator[Candidate]:
        if not self.phrases:
            return
        for m in self._alternation().finditer(text):
            label, canonical = self.phrases[m[0]]
            yield Candidate(m.start(), m.end(), label, "user-pattern", USER, canonical)

    def _alternation(self) -> re.Pattern[str]:
        # ``re`` keeps the last patterns it compiled, so this is built once a list
        return re.compile("|".join(map(re.escape, sorted(self.phrases, key=len, reverse=True))))

    def _tokens(self, document: Document) -> Iterator[Candidate]:
        words = document.tokens.words
        for tests, label, canonical in self.tokens:
            i = 0
            while i < len(words):
                end = _match(tests, words, i)
                if end > i:
                    start = document.tokens.starts[i]
                    yield Candidate(
                        start, document.tokens.end(end - 1), label, "user-pattern", USER, canonical
                    )
                i = max(end, i + 1)


def _match(tests: Sequence[TokenTest], words: Sequence[str], i: int) -> int:
    """The token after the match of ``tests`` from token ``i`` on, each taking as many as it can; -1 for none."""
    ends = {i}
    for test in tests:
        reached: set[int] = set()
        for start in ends:
            at, count = start, 0
            if test.low == 0:
                reached.add(start)
            while at < len(words) and count < test.high and test.matches(words[at]):
                at, count = at + 1, count + 1
                if count >= test.low:
                    reached.add(at)
        ends = reached
        if not ends:
            return -1
    return max(ends)


def load_patterns(path: str | Path) -> Source:
    """Read the EntityRuler pattern file at ``path``.

    Raises OSError when it cannot be read and PatternError for a line that is no pattern, has a label
    that the tables do not know, or describes a token in a way that is not supported.
    """
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    return parse_patterns(lines, str(path))


def parse_patterns(lines: Iterable[str], name: str = "patterns") -> Patterns:
    """The patterns in ``lines`` of JSON; ``name`` is what errors call the file.

    >>> found = parse_patterns(['{"label": "ORG", "pattern": "青禾实业", "id": "青禾实业有限公司"}'])
    >>> found.phrases
    {'青禾实业': ('ORG', '青禾实业有限公司')}
    """
    phrases: dict[str, tuple[NameLabel, str]] = {}
    tokens: list[tuple[tuple[TokenTest, ...], NameLabel, str]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            label, pattern, canonical = entry["label"], entry["pattern"], str(entry.get("id", ""))
            if label not in _LABELS:
                raise ValueError(f"label {label!r} is none of {', '.join(sorted(_LABELS))}")
            if isinstance(pattern, str) and pattern:
                phrases[fold(pattern)] = (label, canonical)
            elif isinstance(pattern, list) and pattern:
                tokens.append((tuple(map(_token_test, pattern)), label, canonical))
            else:
                raise ValueError("the pattern is empty")
        except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
            reason = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise PatternError(f"{name}, line {number}: {reason}") from error
    return Patterns(phrases, tuple(tokens))


_REPEATS = {
    "": (1, 1),
    "1": (1, 1),
    "?": (0, 1),
    "*": (0, _MOST_REPEATS),
    "+": (1, _MOST_REPEATS),
    "!": (1, 1),
}


def _token_test(described: dict[str, Any]) -> TokenTest:
    operator = str(described.get("OP", ""))
    if operator not in _REPEATS:
        raise ValueError(f"OP {operator!r} is not supported")
    low, high = _REPEATS[operator]
    parts = [
        _attribute(key.upper(), value) for key, value in described.items() if key.upper() != "OP"
    ]
    # every attribute must hold: each is a lookahead over the whole token
    expression = "".join(f"(?=(?:{part})\\Z)" for part in parts) + "(?s:.*)"
    return TokenTest(re.compile(expression), low, high, operator == "!")


def _attribute(key: str, value: Any) -> str:
    """A regular expression for one attribute of a token."""
    if key in ("TEXT", "ORTH", "LOWER", "NORM"):
        flag = "(?i:{})" if key == "LOWER" else "{}"
        if isinstance(value, str):
            return flag.format(re.escape(fold(value)))
        if isinstance(value, dict) and "REGEX" in value:
            return flag.format(f"(?s:.*)(?:{value['REGEX']})(?s:.*)")
        if isinstance(value, dict) and "IN" in value:
            return flag.format("|".join(re.escape(fold(v)) for v in value["IN"]))
    if key == "LENGTH" and isinstance(value, int):
        return f"(?s:.){{{value}}}"
    if key == "IS_DIGIT":
        return "\\d+" if value else "(?s:.*?\\D(?s:.*))"
    raise ValueError(f"token attribute {key} with {value!r} is not supported")
