"""Mentions → facts: each figure with what it measures, when, whose and how it changed."""

from __future__ import annotations

import datetime as dt
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
    sentences = _sentences(document, mentions)
    if not sentences:
        return []
    maker = LineMaker(document)
    day = document.reference.date() if document.reference else None
    read = _Reader(maker, day)
    figured = {number: read.figures(number, some) for number, some, figures in sentences if figures}
    heads = headings(document)
    reports = _reports(document, heads, sentences)
    _date(Periods(document, heads, day), sentences, figured, reports)
    _own(Holders(document, mentions, heads, maker), sentences, figured, reports)
    return _facts([d for _, made in figured.values() for d in made], document.text)


#: A sentence's index, its mentions, and whether figures are among them.
_Sentence = tuple[int, Sequence[Mention], bool]
#: A sentence with figures, and what is known of them.
_Figured = tuple[Line, list[Draft]]


def _sentences(document: Document, mentions: Sequence[Mention]) -> list[_Sentence]:
    """The sentences with mentions up to the last with figures: what follows bears on none."""
    starts = [mention.start for mention in mentions]
    numbers = document.sentences_at(starts)
    figured = {n for n, m in zip(numbers, mentions, strict=True) if m.quantity and is_fact(m)}
    figured.discard(-1)
    last = max(figured, default=-1)
    made: list[_Sentence] = []
    first = 0
    while first < len(starts) and (number := numbers[first]) <= last:
        if number < 0:
            first += 1
            continue
        following = bisect_left(starts, document.sentences[number].end, first)
        made.append((number, mentions[first:following], number in figured))
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


def _date(
    periods: Periods,
    sentences: Sequence[_Sentence],
    figured: dict[int, _Figured],
    reports: dict[int, int],
) -> None:
    """Fill the periods of all figures."""
    for number, mentions, figures in sentences:
        if number in reports:
            periods.restart()
        if figures:
            periods.fill(*figured[number])
        elif times := [m for m in mentions if m.time is not None]:
            periods.skim(number, times)


def _own(
    holders: Holders,
    sentences: Sequence[_Sentence],
    figured: dict[int, _Figured],
    reports: dict[int, int],
) -> None:
    """Fill the holders of all figures."""
    for number, mentions, figures in sentences:
        if number in reports:
            holders.restart(reports[number])
        if figures:
            holders.fill(*figured[number])
        else:
            holders.skim(number, mentions)


def _facts(drafts: Sequence[Draft], text: str) -> list[Fact]:
    """The finished rows of all figures that count or measure something."""
    kept = [d for d in drafts if d.mention.label != "CARDINAL" or d.unit or d.concept]
    index = {id(d): n for n, d in enumerate(kept)}
    return [d.fact(text, index.get(id(d.whole)) if d.whole else None) for d in kept]


class _Reader:
    """Reads the sentences with figures in order, for what their own words say of these."""

    def __init__(self, maker: LineMaker, day: dt.date | None) -> None:
        self._maker = maker
        self._day = day
        self._respective = Respective()
        self._previous: list[Draft] = []
        self._carried = concepts.Carried()

    def figures(self, number: int, mentions: Sequence[Mention]) -> _Figured:
        """The line of sentence ``number`` and its figures."""
        line = self._maker.line(number, mentions)
        parts_of = line.kinds[:1] == "S"  # 其中…: what was counted before is counted on
        self._carried = concepts.Carried() if not parts_of else self._carried
        made = _figures(line, self._carried)
        bases.find(line, made, self._previous, self._day)
        self._respective.fill(line, made)
        if "S" in line.kinds:
            parts.find(made, self._previous)
        self._previous = made
        return line, made


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
