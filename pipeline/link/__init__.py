"""Mentions → facts: each figure with what it measures, when, whose and how it changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.document import Document
from pipeline.link import bases, changes, concepts, parts, predicates
from pipeline.link.draft import Draft
from pipeline.link.headings import headings, items, names_place
from pipeline.link.holders import Holders, spoken_of_whole
from pipeline.link.lines import Line, LineMaker, is_fact
from pipeline.link.periods import Periods
from pipeline.link.respective import Respective
from pipeline.model import Fact, Mention


def link(document: Document, mentions: list[Mention]) -> list[Fact]:
    """The facts of ``document``, in order of text; ``mentions`` come in order and do not overlap.

    A MONEY, PERCENT or QUANTITY becomes a fact, and a CARDINAL that counts something: one with a
    unit or a concept, and no article (一场活动).
    """
    linking = Linking(document, mentions)
    for step in PASSES:
        step(linking)
    return linking.facts


class Linking:
    """One article on its way from mentions to facts, pass by pass.

    Articles may go through each pass together: its rules then stay in the processor's cache.
    """

    def __init__(self, document: Document, mentions: list[Mention]) -> None:
        self.document = document
        self.mentions = mentions
        self.facts: list[Fact] = []
        #: the sentences with mentions up to the last with figures: what follows bears on none
        self._sentences = _sentences(document, mentions)
        self._lines: dict[int, Line] = {}
        self._drafts: dict[int, list[Draft]] = {}
        reference = document.reference
        self._day = reference.date() if reference else None

    def read(self) -> Linking:
        """Read the sentences with figures."""
        if self._sentences:
            self._maker = LineMaker(self.document)
            self._headings = headings(self.document)
            self._reports = _reports(self.document, self._headings, self._sentences)
        for number, mentions, figures in self._sentences:
            if figures:
                self._lines[number] = self._maker.line(number, mentions)
        return self

    def measure(self) -> Linking:
        """Find what the figures count or measure."""
        carried = concepts.Carried()
        for number, line in self._lines.items():
            if not line.kinds.startswith("S"):  # 其中…: what was counted before is counted on
                carried = carried.onward()
            self._drafts[number] = _figures(line, carried)
        return self

    def describe(self) -> Linking:
        """Find what else the figures' own sentences say of them."""
        respective = Respective()
        previous: list[Draft] = []
        for number, line in self._lines.items():
            made = self._drafts[number]
            hedged = predicates.is_hedged(line)
            for d in made:
                changes.find(d)
                predicates.find(d, hedged=hedged)
            changes.share(made)
            bases.find(line, made, previous, self._day)
            respective.fill(line, made)
            if "S" in line.kinds:
                parts.find(made, previous)
            previous = made
        return self

    def date(self) -> Linking:
        """Find the periods of the figures."""
        if not self._sentences:
            return self
        periods = Periods(self.document, self._headings, self._day)
        for number, mentions, figures in self._sentences:
            if number in self._reports:
                periods.restart()
            if figures:
                periods.fill(self._lines[number], self._drafts[number])
            elif times := [m for m in mentions if m.time is not None]:
                periods.skim(number, times)
        return self

    def own(self) -> Linking:
        """Find the holders of the figures."""
        if not self._sentences:
            return self
        holders = Holders(self.document, self.mentions, self._headings, self._maker)
        for number, mentions, figures in self._sentences:
            if number in self._reports:
                holders.restart(self._reports[number])
            if figures:
                holders.fill(self._lines[number], self._drafts[number])
            else:
                holders.skim(number, mentions)
        return self

    def finish(self) -> Linking:
        """Make the rows."""
        every = [d for made in self._drafts.values() for d in made]
        kept = [d for d in every if d.mention.label != "CARDINAL" or d.unit or d.concept]
        index = {id(d): n for n, d in enumerate(kept)}
        text = self.document.text
        self.facts = [d.fact(text, index.get(id(d.whole)) if d.whole else None) for d in kept]
        return self


PASSES = (
    Linking.read,
    Linking.measure,
    Linking.describe,
    Linking.date,
    Linking.own,
    Linking.finish,
)

#: A sentence's index, its mentions, and whether figures are among them.
_Sentence = tuple[int, Sequence[Mention], bool]


def _sentences(document: Document, mentions: Sequence[Mention]) -> list[_Sentence]:
    """The sentences of ``document`` with mentions, and those of a whole country, up to the last with
    figures."""
    figures = [m.start for m in mentions if m.quantity and is_fact(m)][::-1]
    starts = [mention.start for mention in mentions]
    whole = frozenset(spoken_of_whole(document) if figures else ())
    made: list[_Sentence] = []
    first = 0
    for number, sentence in enumerate(document.sentences):
        if not figures:
            break
        start, end = sentence.start, sentence.end
        if first < len(starts) and starts[first] < start:  # in no sentence that is read
            first = bisect_left(starts, start, first)
        following = bisect_left(starts, end, first)
        figured = False
        while figures and figures[-1] < end:
            figured |= figures.pop() >= start
        if first < following or number in whole:
            made.append((number, mentions[first:following], figured))
            first = following
    return made


def _reports(
    document: Document, found: frozenset[int], sentences: Sequence[_Sentence]
) -> dict[int, int]:
    """The sentences at which another report begins, each with the heading that it begins with."""
    begun: dict[int, int] = {}
    ahead = items(document, found)[::-1]
    for number, mentions, _ in sentences:
        if number and number in found and names_place(mentions):
            begun[number] = number
        while ahead and ahead[-1] <= number:
            begun[number] = ahead.pop()
    return begun


def _figures(line: Line, carried: concepts.Carried) -> list[Draft]:
    """The figures of a sentence with what each measures."""
    made: list[Draft] = []
    floor = 0
    for i, mention in line.mentions.items():
        quantity = mention.quantity
        if quantity is None or line.kinds[i] != "#":
            continue
        if floor > i:  # an earlier figure's phrase holds this one: 人数超过80人的车间
            floor = made[-1].i + 1
        elif made and floor > made[-1].i + 1:
            floor = concepts.reopened(made[-1], mention, i) or floor
        d = Draft(mention, quantity, line, i, floor)
        concepts.find(d, carried)
        carried.remember(d)
        floor = max(i + 1, d.phrase[1] if d.phrase else 0)
        made.append(d)
    return made
