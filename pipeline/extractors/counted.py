"""What is found like a name and belongs to a figure: 四个|山区乡, 日本 in 8月26日本赛季, the 牛顿 of 5牛顿."""

from __future__ import annotations

import re
from functools import cache

from pipeline.document import Document, Tokens
from pipeline.extractors.names.candidates import USER_PATTERN
from pipeline.extractors.times.vocabulary import eras
from pipeline.model import Mention
from pipeline.units import match_after, unit_pieces, within_units

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
#: What a figure may end in, or a name that begins one.
_IN_FIGURES = _NUMERAL | frozenset("零兆多余半")


def without_figures(document: Document, found: list[Mention]) -> list[Mention]:
    """The names ``found`` without those that count, date or measure.

    Nearly every name is cleared by what it is called and by the character before it.
    """
    text, clear = document.folded, _clear()
    return [
        m
        for m in found
        if (clear[text[m.start : m.end]] and text[m.start - 1] not in _NUMERAL)
        or not (_counts(document, m) or within_units(text, [(m.start, m.end)]))
    ]


class _Clear(dict[str, bool]):
    """Whether what a name is written with rules out that it counts, unless a numeral is right before it.

    So does it that it measures: no unit has such a stretch in it, and no numeral stands in the name.
    """

    #: A long run over many texts meets ever new names; beyond this many the memory starts afresh.
    LIMIT = 100_000

    def __missing__(self, name: str) -> bool:
        if len(self) >= self.LIMIT:
            self.clear()
        clear = self[name] = (
            name not in unit_pieces()
            and _IN_FIGURES.isdisjoint(name)
            and name[0] not in _CALENDAR
            and not _is_era(name)
            and not _COUNT.search(name)
        )
        return clear


@cache
def _clear() -> _Clear:
    return _Clear()


def _counts(document: Document, m: Mention) -> bool:
    """Whether ``m`` counts or dates rather than names.

    四个山区乡; after a number 万人流离失所, 支医疗队, 日开村; and 日本 in 8月26日本赛季.
    """
    text = document.folded
    if m.rule == USER_PATTERN:
        return False
    if text[m.start] in _CALENDAR and m.start and text[m.start - 1] in _DIGITS:
        return True
    if _is_era(text[m.start : m.end]):
        return True
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


def _is_era(name: str) -> bool:
    """Whether ``name`` is a dynasty and its era: 明嘉靖|三十五年."""
    return name[0] in _DYNASTIES and name[1:] in eras()


def _ends_at(tokens: Tokens, start: int) -> bool:
    """Whether the character at ``start`` is no part of a word that the dictionary has: 条涉|电信."""
    i = tokens.at(start)
    return tokens.is_edge(start + 1) or i < 0 or tokens.tag(i) == ""
