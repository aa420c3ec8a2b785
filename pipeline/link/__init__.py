"""Mentions → facts: each figure with what it measures, when, whose and how it changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.document import Document
from pipeline.link import bases, changes, concepts, parts, predicates
from pipeline.link.draft import Draft
from pipeline.link.headings import headings, items, names_place
from pipeline.link.holders import Holders
from pipeline.link.lines import Line, LineMaker, is_fact
from pipeline.link.periods import Periods
from pipeline.link.respective import Respective
from pipeline.model import Fact, Mention


def link(document: Document, mentions: Sequence[Mention]) -> list[Fact]:
    """The facts of ``document``, in order of text; ``mentions`` come in order and do not overlap.

    A MONEY, PERCENT or QUANTITY becomes a fact, and a CARDINAL that counts something: one with a
    unit or a concept, and no article (一场活动).
    """
    starts = [mention.start for mention in mentions]
    numbers = document.sentences_at(starts)
    figured = {n for n, m in zip(numbers, mentions, strict=True) if m.quantity and is_fact(m)}
    figured.discard(-1)
    if not figured:
        return []
    linker = _Linker(document, mentions)
    last = max(figured)  # what follows the last figure bears on none
    first = 0
    while first < len(starts) and (number := numbers[first]) <= last:
        if number < 0:
            first += 1
            continue
        following = bisect_left(starts, document.sentences[number].end, first)
        linker.read(number, mentions[first:following], figures=number in figured)
        first = following
    return linker.facts()


class _Linker:
    """Reads one document's sentences in order, with what runs from one to the next."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._headings = headings(document)
        self._maker = LineMaker(document)
        self._periods = Periods(document, self._headings)
        self._holders = Holders(document, mentions, self._headings, self._maker)
        self._respective = Respective()
        self._drafts: list[Draft] = []
        self._previous: list[Draft] = []
        self._carried = concepts.Carried()
        #: the headings of a digest's items yet to come, the next one last
        self._items = items(document, self._headings)[::-1]

    def read(self, number: int, mentions: Sequence[Mention], *, figures: bool) -> None:
        """Read sentence ``number``, whose mentions are ``mentions``, some of them ``figures``."""
        heads = number if number in self._headings and number and names_place(mentions) else -1
        while self._items and self._items[-1] <= number:
            heads = self._items.pop()
        if heads >= 0:
            self._periods.restart()
            self._holders.restart(heads)
        if figures:
            self._figures(number, mentions)
            return
        times = [m for m in mentions if m.time is not None]
        if times:
            self._periods.skim(number, times)
        self._holders.skim(number, mentions)

    def _figures(self, number: int, mentions: Sequence[Mention]) -> None:
        """Read a sentence that has figures."""
        line = self._maker.line(number, mentions)
        parts_of = line.kinds[:1] == "S"  # 其中…: what was counted before is counted on
        self._carried = concepts.Carried() if not parts_of else self._carried
        made = _figures(line, self._carried)
        bases.find(line, made, self._previous, self._periods.reference)
        self._respective.fill(line, made)
        if "S" in line.kinds:
            parts.find(made, self._previous)
        self._periods.fill(line, {d.i: d for d in made})
        self._holders.fill(line, made)
        self._previous = made
        self._drafts += [d for d in made if d.mention.label != "CARDINAL" or d.unit or d.concept]

    def facts(self) -> list[Fact]:
        """The finished rows."""
        index = {id(d): n for n, d in enumerate(self._drafts)}
        text = self._document.text
        return [d.fact(text, index.get(id(d.whole)) if d.whole else None) for d in self._drafts]


def _figures(line: Line, carried: concepts.Carried) -> list[Draft]:
    """The figures of a sentence with what each measures and how it changed."""
    made: list[Draft] = []
    hedged = predicates.is_hedged(line)
    floor = 0
    for i, mention in line.mentions.items():
        quantity = mention.quantity
        if quantity is None or line.kinds[i] != "#":
            continue
        if floor > i:  # an earlier figure's phrase holds this one: 人数超过80人的车间
            floor = made[-1].i + 1
        d = Draft(mention, quantity, line, i, floor)
        concepts.find(d, carried)
        changes.find(d)
        predicates.find(d, hedged=hedged)
        carried.remember(d)
        floor = max(i + 1, d.phrase[1] if d.phrase else 0)
        made.append(d)
    return made
