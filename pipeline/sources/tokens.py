"""Patterns over tokens, as spaCy's Matcher has them, matched by one automaton in one pass.

Each pattern is a row of steps, each step a test of one token with an operator: none, ``?``, ``*``, ``+``.
All patterns are followed at once; of the ways to reach one state the earliest start is kept, so the
work for a token does not grow with the text before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pipeline.document import Tokens
from pipeline.fold import fold

T = TypeVar("T")
Test = Callable[[str], bool]
_OPERATORS = ("1", "?", "*", "+")


@dataclass(frozen=True, slots=True)
class Step:
    """One token of a pattern. ``words`` are the only ones that can pass, None when any may."""

    test: Test
    words: frozenset[str] | None
    optional: bool = False
    repeats: bool = False


def make_step(spec: Any) -> Step:
    """The step that a spaCy token pattern describes. Raises ValueError for what is not known here.

    >>> step = make_step({"LOWER": {"IN": ["gdp", "cpi"]}, "OP": "?"})
    >>> step.test("GDP"), step.optional
    (True, True)
    """
    if not isinstance(spec, dict):
        raise ValueError(f"token {spec!r} is no object")
    operator = spec.get("OP", "1")
    if operator not in _OPERATORS:
        raise ValueError(f"OP {operator!r}: there are ? * + and none")
    tests, words = [], None
    for key, value in spec.items():
        if key == "OP":
            continue
        if key not in ("TEXT", "ORTH", "LOWER"):
            raise ValueError(
                f"unknown key {key!r} for a token (TEXT, ORTH, LOWER and OP are known)"
            )
        test, only = _test(value, lower=key == "LOWER")
        tests.append(test)
        words = only if words is None else words

    def passes(word: str) -> bool:
        return all(test(word) for test in tests)

    return Step(passes, words, optional=operator in "?*", repeats=operator in "*+")


def _test(value: Any, *, lower: bool) -> tuple[Test, frozenset[str] | None]:
    """The test for one attribute, and the only words that pass it where they can be listed."""
    if isinstance(value, str):
        value = {"IN": [value]}
    if not isinstance(value, dict) or len(value) != 1:
        raise ValueError(f"{value!r} is neither a string nor one of IN, NOT_IN and REGEX")
    [(kind, given)] = value.items()
    if kind == "REGEX" and isinstance(given, str):
        try:
            pattern = re.compile(given)
        except re.error as error:
            raise ValueError(f"REGEX {given!r}: {error}") from None
        return lambda word: bool(pattern.search(word.lower() if lower else word)), None
    if kind in ("IN", "NOT_IN") and isinstance(given, list) and all(map(_is_text, given)):
        words = frozenset(map(fold, given))
        inside = kind == "IN"
        listed = words if inside and not lower else None
        return lambda word: ((word.lower() if lower else word) in words) == inside, listed
    raise ValueError(f"unknown test {kind!r}: {given!r}")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


@dataclass(slots=True)
class Automaton(Generic[T]):
    """Patterns over tokens, each with what it stands for."""

    steps: list[Step] = field(default_factory=list)
    #: What a pattern stands for, by its last step's number; a pattern's steps have running numbers.
    ends: dict[int, T] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    _listed: dict[str, list[int]] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)

    def add(self, pattern: list[Step], meaning: T) -> None:
        """Add a pattern. Raises ValueError for one that matches no token at all."""
        if all(step.optional for step in pattern):
            raise ValueError("the pattern matches nothing as well: one token must be required")
        first = len(self.steps)
        self.steps += pattern
        self.ends[len(self.steps) - 1] = meaning
        for number in self._reachable(first):
            words = self.steps[number].words
            if words is None:
                self._open.append(number)
            for word in words or ():
                self._listed.setdefault(word, []).append(number)

    def _reachable(self, number: int) -> Iterator[int]:
        """The steps that can take the next token when step ``number`` is the next one."""
        while number < len(self.steps):
            yield number
            if not self.steps[number].optional or number in self.ends:
                return
            number += 1

    def _done(self, number: int) -> int:
        """The last step of the pattern when it matches once step ``number`` has taken a token, else -1."""
        while number not in self.ends:
            number += 1
            if not self.steps[number].optional:
                return -1
        return number

    def find(self, tokens: Tokens) -> Iterator[tuple[int, int, T]]:
        """Matches as (start, end, meaning), for each end and pattern the longest."""
        if not self.steps:
            return
        active: dict[int, int] = {}  # a step that may take the next token → where its match began
        reach = -1
        begins: dict[str, list[int]] = {}
        for word, start in zip(tokens.words, tokens.starts, strict=True):
            if word == " " and start == reach:  # spaCy has no tokens for single spaces
                reach += 1
                continue
            waiting = active if start == reach else {}
            if word not in begins:
                begins[word] = self._first(word)
            active, reach = {}, start + len(word)
            done: dict[int, int] = {}
            for number, origin in (dict.fromkeys(begins[word], start) | waiting).items():
                if self.steps[number].test(word):
                    last = self._done(number)
                    done[last] = min(origin, done.get(last, origin))
                    for following in self._after(number):
                        active[following] = min(origin, active.get(following, origin))
            for last, origin in done.items():
                if last >= 0:
                    yield origin, start + len(word), self.ends[last]

    def _first(self, word: str) -> list[int]:
        """The steps at which a match may begin with ``word``."""
        return [*self._listed.get(word, ()), *(n for n in self._open if self.steps[n].test(word))]

    def _after(self, number: int) -> Iterator[int]:
        """The steps that may take the token after the one that step ``number`` took."""
        if self.steps[number].repeats:
            yield number
        if number not in self.ends:
            yield from self._reachable(number + 1)
