"""Names: what the rules and other sources propose, arbitrated and given their full form."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document
from pipeline.extractors.names.candidates import Arbiter, Candidate, Source, arbitrate
from pipeline.extractors.names.canonical import named
from pipeline.extractors.names.enumerated import enumerated
from pipeline.extractors.names.events import awards, buildings, named_events
from pipeline.extractors.names.listed import listed
from pipeline.extractors.names.memory import abbreviated, again, agreed, introduced
from pipeline.extractors.names.organisations import find_organisations
from pipeline.extractors.names.parts import parts
from pipeline.extractors.names.people import find_people
from pipeline.extractors.names.places import find_places
from pipeline.extractors.names.shape import shape_of
from pipeline.extractors.names.works import products, titles
from pipeline.model import Mention


def extract(document: Document, sources: Sequence[Source] = ()) -> list[Mention]:
    """The names in ``document``, in order of text, no two overlapping.

    ``sources`` are further proposers (a user's patterns, a tagger, a model), heard beside the rules.
    """
    shape = shape_of(document)
    proposed: list[Candidate] = [
        *find_places(shape),
        *find_people(shape),
        *find_organisations(shape),
        *listed(shape),
        *buildings(shape),
        *named_events(shape),
        *awards(shape),
        *titles(shape),
        *products(shape),
    ]
    for source in sources:
        if isinstance(source, Arbiter):
            proposed = source.settle(document, proposed)
        else:
            proposed += source(document)
    kept = arbitrate(proposed)
    more = [
        *again(shape, kept),
        *introduced(shape, kept),
        *abbreviated(shape, kept),
        *parts(shape, kept),
        *enumerated(shape, kept),
    ]
    if more:
        kept = arbitrate([*kept, *more])
    kept = agreed(shape.text, kept)
    return [
        Mention(c.start, c.end, c.label, c.source, name=name)
        for c, name in zip(kept, named(document.folded, kept, document.text), strict=True)
    ]
