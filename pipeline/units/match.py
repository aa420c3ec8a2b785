"""The unit word beside a number: the longest one, found by its length (0.3 µs a look-up)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pipeline.lazy import lazy
from pipeline.units.convert import denominators
from pipeline.units.registry import registry, sense_at

#: The last character of a number that a unit may follow.
_NUMERAL = lazy("[0-9零一二两三四五六七八九十百千万亿兆几多余半]")
#: How far before a name the number may stand whose unit holds it: 66个量子比特.
_LOOK_BACK = 12
_ASCII_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


class _Index(NamedTuple):
    """The words that may stand on one side of a number.

    ``lengths`` are theirs by the two characters nearest the number, or the only one; ``clued`` are
    units only beside a clue.
    """

    words: frozenset[str]
    lengths: dict[str, tuple[int, ...]]
    clued: frozenset[str]


def _index(position: str) -> _Index:
    words = frozenset(
        w for w, found in registry().items() if any(s.position in (position, "both") for s in found)
    )
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[:2] if position == "after" else word[-2:]].add(len(word))
    for near, found in lengths.items():
        if near[0 if position == "after" else -1] in words:
            found.add(1)
    ordered = {near: tuple(sorted(found, reverse=True)) for near, found in lengths.items()}
    return _Index(words, ordered, frozenset(w for w in words if registry()[w][0].clues))


@cache
def _after() -> _Index:
    return _index("after")


@cache
def unit_pieces() -> dict[str, tuple[int, ...]]:
    """Every stretch of every word that may stand after a number, with how far into such words it begins.

    What begins one has no offset for that: it is known by the number right before it.
    """
    words = _after().words
    pieces: dict[str, set[int]] = defaultdict(set)
    for word in words:
        for start in range(len(word)):
            for end in range(start + 1, len(word) + 1):
                pieces[word[start:end]].add(start)
    return {piece: tuple(found - {0}) for piece, found in pieces.items()}


@cache
def _before() -> _Index:
    return _index("before")


def match_after(text: str, start: int) -> str:
    """The longest unit word of folded ``text`` at ``start``, '' when there is none.

    A Latin unit ends where its word does (the ``m`` of ``5mRNA`` is no metre), and a word that is a
    unit only beside a clue needs one nearby (``牛`` is a newton where a force is spoken of). A word
    of kind ``noun`` counts itself only where a token ends, which is for the caller to judge.

    >>> match_after("5平方公里多", 1), match_after("5mRNA", 1), match_after("3", 1)
    ('平方公里', '', '')
    >>> match_after("5牛", 1), match_after("推力5牛", 3)
    ('', '牛')
    """
    words, lengths, clued = _after()
    for length in lengths.get(text[start : start + 2]) or lengths.get(text[start : start + 1], ()):
        end = start + length
        word = text[start:end]
        if word not in words or (word[-1] in _ASCII_WORD and text[end : end + 1] in _ASCII_WORD):
            continue
        if word in clued and sense_at(text, start, word) is None:
            continue
        return word
    return ""


@cache
def _denominator_lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in denominators()}, reverse=True))


def match_denominator(text: str, start: int) -> str:
    """The longest word of folded ``text`` at ``start`` that a rate is reckoned by: a time or a unit.

    >>> match_denominator("公里/小时", 3), match_denominator("吨/亩", 2), match_denominator("t/a", 2)
    ('小时', '亩', 'a')
    """
    unit = match_after(text, start)
    for length in _denominator_lengths():
        end = start + length
        word = text[start:end]
        if length < len(unit):
            return unit
        if word in denominators() and not (
            word[-1] in _ASCII_WORD and text[end : end + 1] in _ASCII_WORD
        ):
            return word
    return unit


def match_before(text: str, end: int) -> str:
    """The longest currency word of folded ``text`` that ends at ``end``, '' when there is none.

    >>> match_before("投资人民币5亿元", 5), match_before("约US$3", 4)
    ('人民币', 'US$')
    """
    words, lengths, _ = _before()
    near = text[max(end - 2, 0) : end]
    for length in lengths.get(near) or lengths.get(near[-1:], ()):
        start = end - length
        word = text[start:end] if start >= 0 else ""
        if word in words and not (
            word[0] in _ASCII_WORD and start > 0 and text[start - 1] in _ASCII_WORD
        ):
            return word
    return ""


@cache
def _pairs(shortest: int) -> frozenset[str]:
    """Every two neighbouring characters of the unit words of ``shortest`` characters or more."""
    words = _after().words
    long = (word for word in words if len(word) >= shortest)
    return frozenset(word[i : i + 2] for word in long for i in range(len(word) - 1))


def within_units(
    text: str, spans: Iterable[tuple[int, int]], *, shortest: int = 2
) -> set[tuple[int, int]]:
    """Those of ``spans`` that a unit word of ``shortest`` (at least two) characters covers after a number.

    Many units are written like names and times; after a number they are units: 5 牛顿,
    20亿丹麦克朗, 140秒差距. A span that reaches beyond the unit is no part of it (一马克思).

    >>> within_units("造价20亿丹麦克朗", [(5, 9)]), within_units("20世纪马克思", [(4, 7)])
    ({(5, 9)}, set())
    """
    covered: set[tuple[int, int]] = set()
    pairs = _pairs(shortest)
    for start, end in spans:
        # Such a unit begins with the span's last character, or has the two last: most spans end here.
        if text[end - 2 : end] not in pairs and text[end - 1 : end + 1] not in pairs:
            continue
        for found in _NUMERAL.finditer(text, max(start - _LOOK_BACK - 1, 0), end - 1):
            at = found.end()
            word = match_after(text, at)
            if len(word) >= shortest and at + len(word) >= end:
                covered.add((start, end))
                break
    return covered
