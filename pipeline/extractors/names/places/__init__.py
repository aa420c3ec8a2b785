"""Places: from the gazetteer, by their ending, in chains, and shortened."""

from __future__ import annotations

from collections import Counter

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.places.abbreviations import abbreviations
from pipeline.extractors.names.places.foreign import foreign_places
from pipeline.extractors.names.places.known import known_places, named_places
from pipeline.extractors.names.places.settlements import settlements
from pipeline.extractors.names.places.spans import COUNTRY, PlaceSpan, chains, coded, in_order
from pipeline.extractors.names.shape import Shape


def find_places(shape: Shape) -> list[Candidate]:
    """Every place that the rules of this module find."""
    known = list(known_places.produce(shape))
    countries = _countries(known, shape.text)
    if towns := list(settlements.produce(shape, known)):
        known = sorted([*known, *towns], key=in_order)
    found = list(coded(chains(known), shape.text))
    found += named_places.produce(shape)
    found += abbreviations.produce(shape, countries)
    found += foreign_places.produce(shape)
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
