"""Places as spans with a depth, and the chains that they form: 榆中县新营乡杨家营村."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extractors.names.candidates import RULE, Candidate
from pipeline.extractors.names.gazetteer import Division, choose, heads_of
from pipeline.extractors.names.shape import Shape

#: How deep a kind of place lies: a chain goes from a country down to a village.
COUNTRY, STATE, CITY, COUNTY, TOWN, VILLAGE = 0.0, 1.0, 1.5, 3.0, 4.0, 5.0


class Place(NamedTuple):
    """What a chain needs to know of a place: its depth, and the divisions it may be.

    ``code`` is the GB/T 2260 code, where the name alone tells it.
    """

    depth: float
    divisions: tuple[Division, ...] = ()
    country: str = ""
    code: str = ""

    def holds(self, other: Place) -> bool:
        """Whether ``other``, right after this place, may lie in it and so continues the chain."""
        if self.depth >= other.depth:
            return False
        if other.depth > COUNTY:
            return bool(self.divisions) or self.depth >= TOWN
        if other.divisions:
            if not self.divisions:
                return self.country == "CN"
            return any(a.holds(b) for a in self.divisions for b in other.divisions)
        return bool(self.country) and self.country == other.country


@dataclass(slots=True)
class PlaceSpan:
    """A place found, by which rule, and what it is."""

    start: int
    end: int
    rule: str
    place: Place


def chains(places: Iterable[PlaceSpan]) -> list[PlaceSpan]:
    """Of ``places`` in order, those that touch and lie in one another become one: 榆中县新营乡杨家营村.

    The whole keeps the divisions of its last part that has any.
    """
    made: list[PlaceSpan] = []
    reach = -1
    for p in places:
        if p.start < reach:
            continue
        if p.start == reach and made[-1].place.holds(p.place):
            p = _joined(made.pop(), p)
        made.append(p)
        reach = p.end
    return made


def in_order(p: PlaceSpan) -> tuple[int, int]:
    """The key by which places are put in order of text, the longer of two that begin together first."""
    return p.start, -p.end


def _joined(outer: PlaceSpan, inner: PlaceSpan) -> PlaceSpan:
    """The span of both, with the divisions of ``inner`` that lie in ``outer``."""
    whole, part = outer.place, inner.place
    divisions = part.divisions
    if divisions and whole.divisions:
        divisions = tuple(b for b in divisions if any(a.holds(b) for a in whole.divisions))
    place = Place(part.depth, divisions or whole.divisions, part.country or whole.country)
    by = outer.rule if part.depth <= COUNTY else inner.rule
    return PlaceSpan(outer.start, inner.end, by, place)


def coded(places: list[PlaceSpan], text: str) -> Iterator[Candidate]:
    """Chains as candidates with their GB/T 2260 code, an ambiguous one read by the article's others."""
    heads: frozenset[str] | None = None
    for p in places:
        depth, divisions, _, code = p.place
        if not code and divisions:
            if heads is None:
                heads = heads_of(_certain(places))
            meant = choose(list(divisions), heads, text[p.start : p.end] if depth < TOWN else "")
            code = meant[0].code if len(meant) == 1 else ""
        yield Candidate(p.start, p.end, "GPE", p.rule, RULE, "", code)


def _certain(places: list[PlaceSpan]) -> Iterator[str]:
    """The codes of the places that can be but one division."""
    for p in places:
        if p.place.code:
            yield p.place.code
        elif len(p.place.divisions) == 1:
            yield p.place.divisions[0].code


def token_at(shape: Shape, offset: int, i: int) -> int:
    """The last token from ``offset`` back, searched for from token ``i`` on; -1 before the first."""
    return bisect_right(shape.starts, offset, max(i, 0)) - 1
