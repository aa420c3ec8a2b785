"""Text → mentions: the extractors in their order, and how their finds are arbitrated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from pipeline.document import Document, Tokens
from pipeline.extractors import names, quantities, times
from pipeline.extractors.names.candidates import USER_PATTERN, Source
from pipeline.extractors.times.vocabulary import eras
from pipeline.model import Mention
from pipeline.units import match_after, within_units


def extract(document: Document, sources: Sequence[Source] = ()) -> list[Mention]:
    """Every mention of ``document``, in order of text, no two overlapping.

    Names are found over tokens; then times, which may not cut a name; then numbers, in what
    neither holds. ``sources`` propose names beside the rules.
    """
    return add_numbers(document, add_times(document, find_names(document, sources)))


def find_names(document: Document, sources: Sequence[Source] = ()) -> list[Mention]:
    """The names of ``document``: the first stage."""
    found = _without_counts(document, names.extract(document, sources))
    return _without_units(document, found)


def add_times(document: Document, found: list[Mention]) -> list[Mention]:
    """The names ``found``, and the times of ``document`` after them."""
    return found + _without_units(document, times.extract(document, found), shortest=3)


def add_numbers(document: Document, found: list[Mention]) -> list[Mention]:
    """Every mention of ``document``, in order of text: its names and times ``found``, and numbers."""
    every = sorted([*found, *quantities.extract(document, found)], key=attrgetter("start"))
    # Text outside the sentences to read (a page's furniture) has no mentions, however they scan.
    return _disjoint([m for m in every if document.sentence_at(m.start) >= 0])


#: A count, which no place, building or body has in its name: 四个, 五大, 首座, 第一家; but 第一人民医院.
_COUNT = re.compile(
    r"(?:第?[0-9一二三四五六七八九十两几数首]|[0-9十百千万亿](?=[多余]?[个名座条处所项]))"
    r"[多余]?(?:[个名座条处所项]|大(?![学队道街连厦坝堤桥会院洋]))|第[一二三四1-4]季|人均"
)
_NUMERAL = frozenset("0123456789一二三四五六七八九十百千万亿两几数")
_DIGITS = frozenset("0123456789")
_CALENDAR = frozenset("年月日")
_DYNASTIES = frozenset("唐宋元明清")
_COUNTABLE = frozenset(("GPE", "LOC", "FAC", "ORG"))


def _without_counts(document: Document, found: list[Mention]) -> list[Mention]:
    """``found`` without what counts or dates rather than names.

    四个山区乡; after a number 万人流离失所, 支医疗队, 日开村; and 日本 in 8月26日本赛季.
    """
    text = document.folded

    def counts(m: Mention) -> bool:
        if m.rule == USER_PATTERN:
            return False
        if text[m.start] in _CALENDAR and m.start and text[m.start - 1] in _DIGITS:
            return True
        if text[m.start] in _DYNASTIES and text[m.start + 1 : m.end] in eras():
            return True  # 明嘉靖|三十五年
        if m.label not in _COUNTABLE:
            return False
        if _COUNT.search(text, m.start, m.end):
            return True
        if m.start == 0 or text[m.start - 1] not in _NUMERAL:
            return False
        return text[m.start] in _NUMERAL or (
            _ends_at(document.tokens, m.start)
            and (text[m.start] in "年月日" or bool(match_after(text, m.start)))
        )

    return [m for m in found if not counts(m)]


def _ends_at(tokens: Tokens, start: int) -> bool:
    """Whether the character at ``start`` is no part of a word that the dictionary has: 条涉|电信."""
    i = tokens.at(start)
    return tokens.is_edge(start + 1) or i < 0 or tokens.tag(i) == ""


def _without_units(document: Document, found: list[Mention], shortest: int = 2) -> list[Mention]:
    """``found`` without what is a unit after a number: the name in 5牛顿, the time in 140秒差距."""
    spans = [(m.start, m.end) for m in found]
    units = within_units(document.folded, spans, shortest=shortest)
    return [m for m in found if (m.start, m.end) not in units] if units else found


def _disjoint(mentions: list[Mention]) -> list[Mention]:
    """``mentions`` (in order) without the shorter of two that overlap: 1吨/帕斯卡 beside 帕斯卡."""
    kept: list[Mention] = []
    for mention in mentions:
        while kept and kept[-1].end > mention.start:
            if kept[-1].end - kept[-1].start >= mention.end - mention.start:
                break
            kept.pop()
        else:
            kept.append(mention)
    return kept
