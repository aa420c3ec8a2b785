"""What a source of names proposes, and how proposals that overlap are settled.

Rules, a user's patterns, a neural tagger or a spaCy pipeline all hand in the same thing: spans with a
label and a weight. The heavier wins; of equals the longer; of those the earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, runtime_checkable

from pipeline.document import Document
from pipeline.model import NameLabel

#: Weights. Users' lists are taken at their word; a rule's find outweighs a guess.
USER, RULE, LIKELY, GUESS = 4.0, 2.0, 1.5, 1.0
#: The source of what a user's own list names.
USER_PATTERN = "user-pattern"


@dataclass(slots=True, unsafe_hash=True)
class Candidate:
    """A span that may be a name. ``source`` is the rule (or list, or model) that proposes it.

    ``canonical`` and ``adcode`` are filled by a source that knows them and otherwise worked out later.
    A value, never changed: what made it refuse to be would take longer than all the rest of making it.
    """

    start: int
    end: int
    label: NameLabel
    source: str
    weight: float = RULE
    canonical: str = ""
    adcode: str = ""


#: What else can propose names: a function from the document to candidates in any order.
Proposer = Callable[[Document], Sequence[Candidate]]


@runtime_checkable
class Arbiter(Protocol):
    """A proposer that also weighs what the rules propose: it may drop or add candidates."""

    def settle(self, document: Document, proposed: Sequence[Candidate]) -> list[Candidate]:
        """The candidates to go on with, in any order."""
        ...


Source = Proposer | Arbiter

_start = attrgetter("start")


def arbitrate(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates to keep, in order of text, no two overlapping.

    >>> short, long = Candidate(0, 2, "GPE", "a"), Candidate(0, 6, "ORG", "b")
    >>> [c.source for c in arbitrate([short, long, Candidate(6, 9, "PERSON", "c")])]
    ['b', 'c']
    """
    kept: list[Candidate] = []
    rivals: list[Candidate] = []  # the last of ``kept`` and what overlaps it, or one another
    reach = 0
    for c in sorted(candidates, key=_start):
        start, end = c.start, c.end
        if start >= end:
            continue
        if start < reach:
            rivals = rivals or [kept.pop()]
            rivals.append(c)
        else:
            if rivals:
                kept += _winners(rivals)
                rivals = []
            kept.append(c)
        if end > reach:
            reach = end
    return kept + _winners(rivals)


def _winners(rivals: list[Candidate]) -> list[Candidate]:
    """Of candidates that overlap their neighbours, the first of them first, those to keep in order."""
    if len(rivals) < 3:
        return [min(rivals, key=_rank)] if rivals else []
    base = rivals[0].start
    taken = bytearray(max([c.end for c in rivals]) - base)
    kept = []
    for c in sorted(rivals, key=_rank):
        start, end = c.start - base, c.end - base
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            kept.append(c)
    return sorted(kept, key=_start)


def _rank(c: Candidate) -> tuple[float, int, int, str, str, str, str]:
    """The key that puts the best candidate first, whatever order they come in."""
    return -c.weight, c.start - c.end, c.start, c.label, c.source, c.canonical, c.adcode
