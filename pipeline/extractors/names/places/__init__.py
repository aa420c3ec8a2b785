"""Places: from the gazetteer, by their ending, in chains, and shortened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.places.abbreviations import abbreviations
from pipeline.extractors.names.places.foreign import foreign_places
from pipeline.extractors.names.places.framed import framed_places
from pipeline.extractors.names.places.initials import initials
from pipeline.extractors.names.places.known import known_places, named_places
from pipeline.extractors.names.places.pieced import pieced_cities, pieced_divisions
from pipeline.extractors.names.places.settlements import settlements
from pipeline.extractors.names.places.spans import COUNTRY, PlaceSpan, chains, coded, in_order
from pipeline.extractors.names.shape import Shape


def find_places(shapes: Sequence[Shape]) -> list[list[Candidate]]:
    """Every place that the rules of this module find in each of ``shapes``."""
    known = [list(known_places.produce(shape)) for shape in shapes]
    countries = [_countries(k, shape.text) for k, shape in zip(known, shapes, strict=True)]
    for i, shape in enumerate(shapes):
        more = [*pieced_divisions.produce(shape), *pieced_cities.produce(shape)]
        if more := [*more, *framed_places.produce(shape)]:
            known[i] = sorted([*known[i], *more], key=in_order)
    for i, shape in enumerate(shapes):
        if towns := list(settlements.produce(shape, known[i])):
            known[i] = sorted([*known[i], *towns], key=in_order)
    found = [list(coded(chains(k), shape.text)) for k, shape in zip(known, shapes, strict=True)]
    for shape, candidates in zip(shapes, found, strict=True):
        candidates += named_places.produce(shape)
    for shape, candidates, named in zip(shapes, found, countries, strict=True):
        candidates += abbreviations.produce(shape, named)
        candidates += initials.produce(shape, named)
    for shape, candidates in zip(shapes, found, strict=True):
        candidates += foreign_places.produce(shape)
    return found


def _countries(known: list[PlaceSpan], text: str) -> dict[str, str]:
    """The foreign country that each first character stands for: the one the text names most often."""
    named = [
        text[p.start : p.end]
        for p in known
        if p.place.depth == COUNTRY and not p.place.divisions and text[p.start] != "中"
    ]
    often = reversed(Counter(named).most_common()) if named else ()
    return {name[0]: name for name, _ in often if name != "新中国"}
