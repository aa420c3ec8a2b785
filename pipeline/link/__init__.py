"""Mentions → facts: each figure with what it measures, when, whose and how it changed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document
from pipeline.link import changes, concepts
from pipeline.link.draft import Draft
from pipeline.link.holders import Holders
from pipeline.link.lines import LineMaker, is_fact
from pipeline.link.periods import Periods
from pipeline.model import Fact, Mention


def link(document: Document, mentions: Sequence[Mention]) -> list[Fact]:
    """The facts of ``document``, in order of text.

    A MONEY, PERCENT or QUANTITY becomes a fact, and a CARDINAL that counts something: one with a
    unit or a concept, and no article (一场活动).
    """
    maker = LineMaker(document)
    periods, holders = Periods(document), Holders(document, mentions)
    drafts: list[Draft] = []
    start = 0
    while start < len(mentions):
        sentence = document.sentence_at(mentions[start].start)
        stop = start + 1
        while (
            stop < len(mentions)
            and sentence >= 0
            and mentions[stop].start < document.sentences[sentence].end
        ):
            stop += 1
        here = mentions[start:stop]
        if sentence >= 0 and any(is_fact(m) for m in here):
            drafts.extend(_sentence(maker, periods, holders, sentence, here))
        elif sentence >= 0:
            periods.skim(sentence, here)
            holders.skim(sentence, here)
        start = stop
    return [d.fact(document.text) for d in drafts]


def _sentence(
    maker: LineMaker, periods: Periods, holders: Holders, sentence: int, mentions: Sequence[Mention]
) -> list[Draft]:
    line = maker.line(sentence, mentions)
    carried = concepts.Carried()
    made: list[Draft] = []
    floor = 0
    for mention in mentions:
        quantity = mention.quantity
        if quantity is None or not is_fact(mention):
            continue
        i = line.at[mention.start]
        if floor > i:  # an earlier figure's phrase holds this one: 规模超过100人的企业
            floor = made[-1].i + 1
        d = Draft(mention, quantity, line, i, line.clause_start(i), line.clause_end(i), floor)
        concepts.find(d, carried)
        changes.find(d, made[-1] if made else None)
        carried.remember(d)
        floor = max(i + 1, d.phrase[1] if d.phrase else 0)
        made.append(d)
    by_start = {d.mention.start: d for d in made}
    periods.fill(line, mentions, by_start)
    holders.fill(line, mentions, by_start)
    return [d for d in made if d.mention.label != "CARDINAL" or d.unit or d.concept]
