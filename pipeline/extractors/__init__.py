"""Text → mentions: the extractors in their order, and how their finds are arbitrated."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from pipeline.document import Document
from pipeline.extractors import names, quantities, times
from pipeline.extractors.counted import figures
from pipeline.extractors.names.candidates import Source
from pipeline.model import Mention
from pipeline.units import within_units

_START = attrgetter("start")


def extract(document: Document, sources: Sequence[Source] = ()) -> list[Mention]:
    """Every mention of ``document``, in order of text, no two overlapping.

    Names are found over tokens; then times, which may not cut a name; then numbers, in what
    neither holds. ``sources`` propose names beside the rules.
    """
    return add_numbers(document, add_times(document, find_names(document, sources)))


def find_names(document: Document, sources: Sequence[Source] = ()) -> list[Mention]:
    """The names of ``document``: the first stage."""
    [found] = find_all_names([document], sources)
    return found


def find_all_names(
    documents: Sequence[Document], sources: Sequence[Source] = ()
) -> list[list[Mention]]:
    """The names of each of ``documents``: of several at once in less time than one after the other."""
    settled = names.settle(documents, sources)
    apart = [figures(document, s) for document, s in zip(documents, settled, strict=True)]
    return [
        names.mentions(d, s, apart=a) for d, s, a in zip(documents, settled, apart, strict=True)
    ]


def add_times(document: Document, found: list[Mention]) -> list[Mention]:
    """The names ``found``, and the times of ``document`` after them."""
    return found + _without_units(document, times.extract(document, found), shortest=3)


def add_numbers(document: Document, found: list[Mention]) -> list[Mention]:
    """Every mention of ``document``, in order of text: its names and times ``found``, and numbers."""
    taken = sorted(found, key=_START)
    every = sorted([*taken, *quantities.extract(document, taken)], key=_START)
    return _disjoint(document, every)


def _without_units(document: Document, found: list[Mention], shortest: int = 2) -> list[Mention]:
    """``found`` without what is a unit after a number: the name in 5牛顿, the time in 140秒差距."""
    spans = [(m.start, m.end) for m in found]
    units = within_units(document.folded, spans, shortest=shortest)
    return [m for m in found if (m.start, m.end) not in units] if units else found


def _disjoint(document: Document, mentions: list[Mention]) -> list[Mention]:
    """``mentions`` (in order) of the sentences to read, of two that overlap the longer: 1吨/帕斯卡.

    Text outside those sentences (a page's furniture) has no mentions, however they scan.
    """
    kept: list[Mention] = []
    sentences = iter(document.sentences)
    begun = ended = end = 0
    for mention in mentions:
        start = mention.start
        while start >= ended:
            if (sentence := next(sentences, None)) is None:
                return kept
            begun, ended = sentence.start, sentence.end
        if start >= begun and (start >= end or _outlasts(mention, kept)):
            kept.append(mention)
            end = mention.end
    return kept


def _outlasts(mention: Mention, kept: list[Mention]) -> bool:
    """Whether ``mention`` is longer than those of ``kept`` that it overlaps; the shorter ones go."""
    while kept and kept[-1].end > mention.start:
        if kept[-1].end - kept[-1].start >= mention.end - mention.start:
            return False
        kept.pop()
    return True
