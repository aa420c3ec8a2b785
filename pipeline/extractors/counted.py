"""What is found like a name and belongs to a figure: 四个|山区乡, 日本 in 8月26日本赛季, the 牛顿 of 5牛顿."""

from __future__ import annotations

import re
from functools import cache

from pipeline.document import Document, Tokens
from pipeline.extractors.names.candidates import USER_PATTERN, Candidate
from pipeline.extractors.names.settled import Settled
from pipeline.extractors.times.vocabulary import eras
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
#: What a number before a name may end in.
_FIGURES = _NUMERAL | frozenset("零兆多余半")


def figures(document: Document, settled: Settled) -> set[int]:
    """Where those of the names ``settled`` begin that count, date or measure.

    Nearly every name is cleared by how it is written and by the character before it.
    """
    text, within = document.folded, _within()
    found = set()
    for c, name in zip(settled.kept, settled.texts, strict=True):
        start, offsets = c.start, within[name]
        if (
            text[start - 1] in _FIGURES
            or offsets is None
            or (offsets and any(k < start and text[start - 1 - k] in _FIGURES for k in offsets))
        ) and (_counts(document, c, name) or within_units(text, [(start, c.end)])):
            found.add(start)
    return found


class _Within(dict[str, tuple[int, ...] | None]):
    """How far into the name of a unit a name may stand: 2 for 克朗, of 5丹麦克朗; None if it may count by itself.

    So a numeral that far before the name, or right before it, is what makes a figure of it.
    """

    #: A long run over many texts meets ever new names; beyond this many the memory starts afresh.
    LIMIT = 100_000

    def __missing__(self, name: str) -> tuple[int, ...] | None:
        if len(self) >= self.LIMIT:
            self.clear()
        named = (
            _FIGURES.isdisjoint(name)
            and not _is_era(name)
            and not ("首" in name or "人均" in name)  # what counts without a numeral
        )
        offsets = self[name] = unit_pieces().get(name, ()) if named else None
        return offsets


@cache
def _within() -> _Within:
    return _Within()


def _counts(document: Document, c: Candidate, name: str) -> bool:
    """Whether ``c``, written as ``name``, counts or dates rather than names.

    四个山区乡; after a number 万人流离失所, 支医疗队, 日开村; and 日本 in 8月26日本赛季.
    """
    if c.source == USER_PATTERN:
        return False
    text, start = document.folded, c.start
    before = text[start - 1] if start else ""
    if name[0] in _CALENDAR and before in _DIGITS:
        return True
    if _is_era(name):
        return True
    if c.label == "PERSON":
        return before in _FIGURES and _counts_people(document.tokens, text, start, name)
    if c.label not in _COUNTABLE:
        return False
    if _COUNT.search(name):
        return True
    if before not in _NUMERAL:
        return False
    return name[0] in _NUMERAL or (
        _ends_at(document.tokens, start) and (name[0] in "年月日" or bool(match_after(text, start)))
    )


def _counts_people(tokens: Tokens, text: str, start: int, name: str) -> bool:
    """Whether ``name`` is a scale or a classifier and what it counts: 3|万栋, 36|张|主席台票, 120|项|健康检查.

    After a digit of one's own a name may stand (第一张志远); after 12 or 百 only what is no word is left one.
    """
    given = name[1:]
    if name[0] in _SCALES and not match_after(text, start):
        return not given or bool(match_after(text, start + 1)) or tokens.knows(given)
    if text[start - 1] not in _MANY or not match_after(text, start):
        return False
    return not given or tokens.knows(given)


#: Surnames that go on a number: 3万, 百余.
_SCALES = frozenset("万余")
#: What a number that a classifier follows ends in, and no rank or day.
_MANY = _DIGITS | frozenset("百千万亿多余")


def _is_era(name: str) -> bool:
    """Whether ``name`` is a dynasty and its era: 明嘉靖|三十五年."""
    return name[0] in _DYNASTIES and name[1:] in eras()


def _ends_at(tokens: Tokens, start: int) -> bool:
    """Whether the character at ``start`` is no part of a word that the dictionary has: 条涉|电信."""
    i = tokens.at(start)
    return tokens.is_edge(start + 1) or i < 0 or tokens.tag(i) == ""
