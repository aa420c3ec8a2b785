"""Names: what the rules and other sources propose, arbitrated and given their full form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from pipeline.document import Document
from pipeline.extractors.names.bureaus import bureaus
from pipeline.extractors.names.candidates import Arbiter, Candidate, Source, arbitrate
from pipeline.extractors.names.canonical import full_names
from pipeline.extractors.names.enumerated import enumerated
from pipeline.extractors.names.events import awards, buildings, named_events
from pipeline.extractors.names.listed import listed
from pipeline.extractors.names.memory import abbreviated, again, agreed, introduced
from pipeline.extractors.names.organisations import by_ending, known, offices, societies
from pipeline.extractors.names.parts import parts
from pipeline.extractors.names.people import (
    chinese_people,
    foreign_people,
    japanese_people,
    titled_people,
)
from pipeline.extractors.names.places import find_places
from pipeline.extractors.names.settled import Settled
from pipeline.extractors.names.shape import Shape, shape_of
from pipeline.extractors.names.works import products, titles
from pipeline.model import Mention


class _Finder(NamedTuple):
    """What a rule starts from, a token of one of these kinds or one of these characters, and the rule."""

    kinds: str
    characters: str
    find: Callable[[Shape], Iterable[Candidate]]

    def may_find(self, shape: Shape) -> bool:
        """Whether anything that the rule starts from is in the text."""
        kinds, text = shape.kinds, shape.text
        for kind in self.kinds:
            if kind in kinds:
                return True
        for character in self.characters:  # noqa: SIM110  # any() with a generator takes thrice the time
            if character in text:
                return True
        return False


#: Rules that look at every text.
_SEARCHES = (chinese_people.produce, foreign_people.produce, listed.produce, products.produce)
#: Rules that have nothing to do in most texts are not called there.
_FINDERS = (
    _Finder("MS", "某老", titled_people.produce),
    _Finder("J", "", japanese_people.produce),
    _Finder("EWse", "", by_ending.produce),
    _Finder("", "学", societies),
    _Finder("", "局厅委办", bureaus.produce),
    _Finder("KRrp", "", offices.produce),
    _Finder("O", "政队", known.produce),
    _Finder("GXY", "", buildings.produce),
    _Finder("Vi", "大", named_events.produce),
    _Finder("H", "", awards.produce),
    _Finder("", "《", titles.produce),
)
#: Rules that go by what the others found.
_RECALLS = (
    again.produce,
    introduced.produce,
    abbreviated.produce,
    parts.produce,
    enumerated.produce,
)


def extract(document: Document, sources: Sequence[Source] = ()) -> list[Mention]:
    """The names in ``document``, in order of text, no two overlapping.

    ``sources`` are further proposers (a user's patterns, a tagger, a model), heard beside the rules.
    """
    [settled] = settle([document], sources)
    return mentions(document, settled)


def settle(documents: Sequence[Document], sources: Sequence[Source] = ()) -> list[Settled]:
    """The names in each of ``documents``: what the rules and ``sources`` propose, arbitrated.

    Each rule goes over all documents before the next one does. What it needs then stays in the
    processor's cache, which together they do not fit into: of sixteen documents that saves a seventh.
    """
    shapes = [shape_of(document) for document in documents]
    proposed = _proposed(shapes)
    for source in sources:
        for i, document in enumerate(documents):
            if isinstance(source, Arbiter):
                proposed[i] = source.settle(document, proposed[i])
            else:
                proposed[i] += source(document)
    settled = [
        Settled(shape.text, arbitrate(candidates))
        for shape, candidates in zip(shapes, proposed, strict=True)
    ]
    return _recalled(shapes, settled)


def _proposed(shapes: Sequence[Shape]) -> list[list[Candidate]]:
    """What the rules find in each of ``shapes`` by itself."""
    proposed = find_places(shapes)
    for search in _SEARCHES:
        for shape, candidates in zip(shapes, proposed, strict=True):
            candidates += search(shape)
    for finder in _FINDERS:
        for shape, candidates in zip(shapes, proposed, strict=True):
            if finder.may_find(shape):
                candidates += finder.find(shape)
    return proposed


def _recalled(shapes: Sequence[Shape], settled: list[Settled]) -> list[Settled]:
    """``settled`` with what the names in them lead to."""
    more: list[list[Candidate]] = [[] for _ in shapes]
    for recall in _RECALLS:
        for shape, names, candidates in zip(shapes, settled, more, strict=True):
            candidates += recall(shape, names)
    for i, candidates in enumerate(more):
        text = shapes[i].text
        if candidates:
            settled[i] = Settled(text, arbitrate([*settled[i].kept, *candidates]))
        settled[i] = agreed(text, settled[i])
    return settled


def mentions(
    document: Document, settled: Settled, *, apart: Collection[int] = frozenset()
) -> list[Mention]:
    """The names ``settled`` in ``document`` with their full form, but for those that begin at ``apart``."""
    names = full_names(settled, document.folded, document.text)
    return [
        Mention(c.start, c.end, c.label, c.source, None, None, name)
        for c, name in zip(settled.kept, names, strict=True)
        if c.start not in apart
    ]
