"""Han numerals that are part of a word: 统一 一线 三农 千方百计 进一步 二十四节气.

The lexicon ``not_numbers`` holds what the segmenter's dictionary does not settle; its tokens and
tags are evidence here, never boundaries.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from pipeline.extractors.quantities.compose import loosened
from pipeline.extractors.quantities.phrase import Phrase
from pipeline.extractors.quantities.scan import NUMERIC_TAGS
from pipeline.lazy import lazy
from pipeline.lexicon import rows
from pipeline.numerals import SCALE_CHARS

#: The five-year plans (“十四五”规划), when no unit makes them a pair (十四五岁).
_PLAN = lazy(r"十[一二三四五六七]?五(?=[”’」五规时期以开收])")
_ONES = frozenset("一二三四五六七八九")
_HAN_DIGITS = frozenset("一二三四五六七八九〇零")
#: 人数 总数 …: what 数 ends as a noun (the segmenter also cuts 人/数最多).
_COUNTED_NOUNS = frozenset("人总指参次件户个岁多少无为系对函基倍偶奇分位期周票点网求")
_NUMERAL_CHARS = frozenset("零一二两三四五六七八九十百千万亿几数半")

#: A word that hides a numeral: the numeral's offset in it, the word, what may save the figure.
_Hidden = tuple[int, str, re.Pattern[str] | None]


@cache
def _phrases() -> dict[str, tuple[_Hidden, ...]]:
    """The words that hide a numeral, by it and its neighbour: the next character, else the one before."""
    table: dict[str, list[_Hidden]] = defaultdict(list)
    for row in rows("not_numbers"):
        if row["kind"] == "whole":
            saved = re.compile(row["unless"]) if row["unless"] else None
            for at, char in enumerate(row["word"]):
                if char in _NUMERAL_CHARS:
                    word = row["word"]
                    pair = word[at : at + 2] if at + 1 < len(word) else word[at - 1 : at + 1]
                    table[pair].append((at, word, saved))
    return {key: tuple(words) for key, words in table.items()}


_WHOLE = _phrases()
_PREFIXES = frozenset(row["word"] for row in rows("not_numbers") if row["kind"] == "prefix")


def lexical(p: Phrase) -> bool:
    """A Han numeral that is part of a word: 统一 一线 三农 千方百计 进一步."""
    text, start = p.text, p.start
    if p.words == "一" and _prefixed(p):
        return True
    if _in_phrase(p):
        return True
    if p.words == "一" and _repeated(p):
        return True
    if not p.unit and (
        _PLAN.match(text, start) or text[p.number_end : p.number_end + 1] in _HAN_DIGITS
    ):
        return True
    if len(p.words) == 2 and p.unit != "折" and set(p.words) <= _ONES and not p.run.number.high:
        return True  # 五五分成, 三七开
    if p.words[0] == "零" and (p.unit == "两" or (len(p.words) > 1 and "点" not in p.words)):
        return True  # 三岁零两个月
    tokens = p.run.doc.tokens
    i = tokens.at(start)
    inner = i >= 0 and tokens.starts[i] < start
    if p.words[0] == "数" and text[start - 1 : start] in _COUNTED_NOUNS:
        return inner or len(p.words) == 1  # 人数最多, 少数几个; but 为数万名患者
    if inner and not p.unit and len(p.words) == 1 and not (bare_scale(p) and loosened(p)):
        return True  # a new word that the segmenter guessed
    j = i if p.number_end - 1 == start else tokens.at(p.number_end - 1)
    return j > i and tokens.end(j) > p.end and tokens.tag(j) not in NUMERIC_TAGS


def _in_phrase(p: Phrase) -> bool:
    """一起 四合院 最后一公里: set words of the lexicon around the numeral."""
    return bool(_hiding(p))


def _hiding(p: Phrase) -> list[tuple[int, str]]:
    """The set words around the numeral, each with the numeral's offset in it."""
    text, start = p.text, p.start
    hidden = _WHOLE.get(text[start : start + 2], ())
    if start:
        hidden += _WHOLE.get(text[start - 1 : start + 1], ())
    found: list[tuple[int, str]] = []
    for at, word, saved in hidden:
        if start >= at and text.startswith(word, start - at):
            end = start - at + len(word)
            if end >= p.number_end and not (saved and saved.match(text, end)):
                found.append((at, word))
    return found


def _repeated(p: Phrase) -> bool:
    """一项项 一个又一个 一对一 一村一品: repetition says each, or no number at all."""
    text, start, end = p.text, p.start, p.end
    unit = text[start + 1 : start + 2]
    if start > 2 and text[start - 1] in "又比" and text[start - 3] == "一":
        return True
    if text.startswith(("又一", "接着一", "接一", "比一"), end) or text.startswith("一", start + 2):
        return True
    if start and text[start - 1] == unit:
        return True  # 听一听
    return (p.unit != "" and text.startswith(unit, end)) or (start > 1 and text[start - 2] == "一")


def _prefixed(p: Phrase) -> bool:
    """这一问题, 前一天, 再一次; but 提前一轮 and 最后一支 end in words of their own."""
    before = p.text[p.start - 1] if p.start else ""
    if before not in _PREFIXES or (before == "又" and p.unit not in ("次", "个", "轮", "大", "")):
        return False
    tokens = p.run.doc.tokens
    i = tokens.at(p.start - 1)
    return i < 0 or tokens.end(i) > p.start or len(tokens.words[i]) == 1


def inside_word(p: Phrase) -> bool:
    """Whether the phrase's first character is the end of another word: 元首回到, 人数."""
    tokens = p.run.doc.tokens
    i = tokens.at(p.start)
    return i >= 0 and tokens.starts[i] < p.start


def bare_scale(p: Phrase) -> bool:
    """A scale word without a digit (百 千万): a figure only beside a unit or an approximator."""
    return not p.words.strip(SCALE_CHARS)


def lexical_ordinal(p: Phrase) -> bool:
    """A word that begins with 第: 第三产业, 第一书记."""
    if any(word[at - 1 : at] == "第" for at, word in _hiding(p)):
        return True
    start = p.start - 1
    tokens = p.run.doc.tokens
    i = tokens.at(start)
    return i >= 0 and tokens.end(i) > p.end and tokens.tag(i) not in NUMERIC_TAGS
