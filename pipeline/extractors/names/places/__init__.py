"""Places: from the gazetteer, by their ending, in chains, and shortened."""

from __future__ import annotations

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.places.abbreviations import abbreviations
from pipeline.extractors.names.places.foreign import foreign_places
from pipeline.extractors.names.places.known import known_places, named_places
from pipeline.extractors.names.places.settlements import settlements
from pipeline.extractors.names.places.spans import COUNTRY, chains, coded
from pipeline.extractors.names.shape import Shape


def find_places(shape: Shape) -> list[Candidate]:
    """Every place that the rules of this module find."""
    known = list(known_places(shape))
    countries = {
        name[0]: name
        for p in known
        if p.depth == COUNTRY
        and not p.divisions
        and (name := shape.text[p.start : p.end]) not in ("中国", "新中国")
    }
    known += settlements(shape, {p.end for p in known})
    found = list(coded(chains(known), shape.text))
    found += named_places(shape)
    found += abbreviations(shape, countries)
    found += foreign_places(shape)
    return found
