"""Places as spans with a depth, and the chains that they form: 榆中县新营乡杨家营村."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.extractors.names.candidates import RULE, Candidate
from pipeline.extractors.names.gazetteer import Division, choose, heads_of
from pipeline.extractors.names.shape import Shape

#: How deep a kind of place lies: a chain goes from a country down to a village.
COUNTRY, STATE, CITY, COUNTY, TOWN, VILLAGE = 0.0, 1.0, 1.5, 3.0, 4.0, 5.0


class PlaceSpan(NamedTuple):
    """A place found, with what a chain needs: its depth, and the divisions it may be.

    ``code`` is the GB/T 2260 code, where the name alone tells it.
    """

    start: int
    end: int
    rule: str
    depth: float
    divisions: tuple[Division, ...] = ()
    country: str = ""
    code: str = ""

    def holds(self, other: PlaceSpan) -> bool:
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


def chains(places: list[PlaceSpan]) -> list[PlaceSpan]:
    """Places that touch and lie in one another become one span: 榆中县新营乡杨家营村.

    The whole keeps the divisions of its last part that has any.
    """
    made: list[PlaceSpan] = []
    last = None
    for p in sorted(places, key=_in_order):
        if last is not None and p.start <= last.end:
            if p.start < last.end:
                continue
            if last.holds(p):
                last = made[-1] = _joined(last, p)
                continue
        made.append(p)
        last = p
    return made


def _in_order(p: PlaceSpan) -> tuple[int, int]:
    return p.start, -p.end


def _joined(outer: PlaceSpan, inner: PlaceSpan) -> PlaceSpan:
    """The span of both, with the divisions of ``inner`` that lie in ``outer``."""
    divisions = inner.divisions
    if divisions and outer.divisions:
        divisions = tuple(b for b in divisions if any(a.holds(b) for a in outer.divisions))
    return inner._replace(
        start=outer.start,
        rule=outer.rule if inner.depth <= COUNTY else inner.rule,
        divisions=divisions or outer.divisions,
        country=inner.country or outer.country,
        code="",
    )


def coded(places: list[PlaceSpan], text: str) -> Iterator[Candidate]:
    """Chains as candidates with their GB/T 2260 code, an ambiguous one read by the article's others."""
    heads: frozenset[str] | None = None
    for p in places:
        code = p.code
        if not code and p.divisions:
            if heads is None:
                heads = heads_of(
                    q.code or q.divisions[0].code for q in places if q.code or len(q.divisions) == 1
                )
            name = text[p.start : p.end] if p.depth < TOWN else ""
            meant = choose(list(p.divisions), heads, name)
            code = meant[0].code if len(meant) == 1 else ""
        yield Candidate(p.start, p.end, "GPE", p.rule, RULE, "", code)


def token_at(shape: Shape, offset: int, i: int) -> int:
    """The token that covers ``offset``, searched for from token ``i`` on."""
    return bisect_right(shape.starts, offset, i) - 1
