"""Unit words and their senses, read from the lexicons once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from pipeline.lazy import lazy
from pipeline.lexicon import rows

_SENTENCE_END = lazy(r"[。！？!?\n\r]")
_CLAUSE_END = lazy(r"[。！？!?\n\r，,；;：:（(]")
_REACH_BACK, _REACH_AHEAD = 24, 8


@dataclass(frozen=True, slots=True)
class Unit:
    """One sense of a unit word.

    ``code`` is ISO 4217, else UCUM, else the word. A value in ``base_unit`` is
    ``(value + offset) * factor``. ``kind`` is ``unit``, ``currency``, ``rate`` or a classifier's
    kind (nominal, verbal, collective, container, compound, noun, ordinal). ``position`` says
    whether a currency stands before its number, after it, or both.
    """

    unit: str
    code: str
    dimension: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    base_unit: str = ""
    kind: str = "unit"
    position: str = "after"
    clues: tuple[str, ...] = ()


#: Most units share their factor with others, and a fraction is slow to read.
_fraction = cache(Fraction)


def _physical() -> list[Unit]:
    return [
        Unit(
            r["unit"],
            r["code"],
            r["dimension"],
            _fraction(r["factor"]),
            _fraction(r["offset"]),
            r["base_unit"],
            clues=tuple(r["clues"].split()),
        )
        for r in rows("units")
    ]


def _currencies() -> list[Unit]:
    return [
        Unit(
            r["name"],
            r["code"],
            "currency",
            _fraction(r["factor"]),
            base_unit=r["code"],
            kind="currency",
            position=r["position"],
        )
        for r in rows("currencies")
    ]


def _classifiers() -> list[Unit]:
    return [
        Unit(r["unit"], r["unit"], "count", base_unit=r["unit"], kind=r["kind"])
        for r in rows("classifiers")
    ]


@cache
def registry() -> dict[str, tuple[Unit, ...]]:
    """Every word with its senses, those without clues first; units, currencies, then classifiers."""
    senses: dict[str, list[Unit]] = defaultdict(list)
    for unit in (*_physical(), *_currencies(), *_classifiers()):
        senses[unit.unit].append(unit)
    return {
        word: tuple(sorted(found, key=lambda u: bool(u.clues))) for word, found in senses.items()
    }


def lookup(unit: str) -> Unit | None:
    """The default sense of ``unit``; None for a word of no lexicon, or one that always needs a clue.

    >>> lookup("亩").factor, lookup("万元"), lookup("牛")
    (Fraction(2000, 3), None, None)
    """
    found = registry().get(unit)
    return found[0] if found and not found[0].clues else None


@cache
def unambiguous() -> dict[str, Unit]:
    """The words of one sense that holds everywhere."""
    return {
        w: found[0] for w, found in registry().items() if len(found) == 1 and not found[0].clues
    }


@cache
def _clues(unit: str) -> tuple[tuple[str, Unit], ...]:
    """Every clue to a sense of ``unit``, with that sense."""
    return tuple((clue, found) for found in registry().get(unit, ()) for clue in found.clues)


def sense(unit: str, before: str, after: str = "") -> Unit | None:
    """The sense of ``unit`` that the words before and after it call for: the nearest clue decides.

    >>> sense("度", "居民月均用电").code, sense("度", "夏天用电多，气温高达").code
    ('kW.h', 'Cel')
    """
    best, nearest = lookup(unit), len(before) + len(after) + 1
    for clue, candidate in _clues(unit):
        left = before.rfind(clue)
        distance = len(before) - left - len(clue) if left >= 0 else nearest
        right = after.find(clue)
        if 0 <= right < distance:
            distance = right
        if distance < nearest:
            best, nearest = candidate, distance
    return best


def sense_at(text: str, start: int, unit: str) -> Unit | None:
    """The sense of the ``unit`` written at ``start`` of folded ``text``, by the words around it.

    Clues are looked for 24 characters back in its sentence and 8 ahead in its clause.

    >>> sense_at("主变容量为180度", 8, "度").code, sense_at("发动机推力800牛", 8, "牛").code
    ('Cel', 'N')
    """
    if found := unambiguous().get(unit):
        return found
    end = start + len(unit)
    before = _SENTENCE_END.split(text[max(start - _REACH_BACK, 0) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + _REACH_AHEAD], maxsplit=1)[0]
    return sense(unit, before, after)
