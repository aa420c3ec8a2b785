"""A figure's own words, read left to right from a numeral: numbers, unit, denominator, range."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.extractors.quantities.scan import Run, Scan
from pipeline.extractors.quantities.trust import begins_word
from pipeline.lazy import lazy
from pipeline.model import Mod
from pipeline.numerals import SCALE_CHARS, Numeral
from pipeline.units import Unit, match_after, match_denominator, sense_at, unambiguous

#: Between the ends of a range. A dash may be doubled; （含） may stand before it.
CONNECTOR = re.compile(r"(?:[(（]含[)）])? ?(?:([-—–―~〜])\1?|至(?!少|多|今)|到) ?")
_BETWEEN = lazy(r"[和与]")
_BIG = "万亿兆"
_SCALE_TAIL = lazy(rf"[{SCALE_CHARS}]+$")
#: A second unit in brackets belongs to the first: 条(篇), 台（套）.
_BRACKETED = lazy(r"[(（]([一-鿿]{1,2})[)）]")
#: 把 is colloquial (百把人, 万把块), + stands for 以上 (100+家).
_MORE: dict[str, Mod] = {
    "多": "MORE_THAN",
    "余": "MORE_THAN",
    "来": "MORE_THAN",
    "把": "APPROX",
    "+": "EQUAL_OR_MORE",
}
_BARE = frozenset("百千万")
_BRACKETS = frozenset("(（")
_BRACKET = lazy("[(（]")
_JOINTS = frozenset("-—–―~〜至到(（和与 、")
_SPACES = " \u3000\xa0"


@dataclass(slots=True)
class Phrase:
    """What the numeral at ``run`` says together with the unit after it, before any rule judges it.

    ``start`` and ``end`` bound the numbers, unit and denominator; approximators come later.
    ``number_end`` is the offset after the (first) numeral. ``low`` and ``high`` are as stated.
    """

    scan: Scan
    run: Run
    text: str
    start: int
    number_end: int
    end: int
    low: Decimal
    high: Decimal | None = None
    unit: str = ""
    unit_start: int = -1
    per: str = ""
    mods: list[Mod] = field(default_factory=list)
    #: The sign before the first number has been taken in already.
    signed: bool = False
    #: A range has two written numbers; a pair or vague numeral has one with two ends.
    ranged: bool = False
    #: The last numeral's own text, for rules that judge by how a number is written.
    words: str = ""
    #: The sense of the unit here, None without one.
    sense: Unit | None = None

    @property
    def following(self) -> str:
        """The character after the phrase, '' at a limit."""
        return self.text[self.end] if self.end < self.run.ceiling else ""


def read(scan: Scan, run: Run) -> Phrase:
    """The phrase that begins with ``run``."""
    number, text, end = run.number, run.text, run.end
    p = Phrase(scan, run, text, run.start, end, end, number.low, number.high)
    p.words = text[run.start : end]
    if number.more or number.vague:
        _loosen(p, number)
    if end < run.ceiling:
        _unit(p)
        if p.end < run.ceiling and text[p.end] in _JOINTS:
            _range(p)
        if p.unit:
            if p.end < run.ceiling and text[p.end] in "/每":
                _denominator(p)
            p.sense = _sense(p)
    return p


def _sense(p: Phrase) -> Unit | None:
    """The sense of the unit that its neighbourhood calls for."""
    word = p.unit if p.unit[-1] not in ")）" else _BRACKET.split(p.unit, maxsplit=1)[0]
    return unambiguous().get(word) or sense_at(p.text, p.unit_start, word)


def alone(p: Phrase) -> bool:
    """Whether the phrase is the whole text: a cell, a bare answer."""
    size = len(p.text)
    return (
        size - (p.end - p.start) <= 8
        and not p.text[: p.start].strip(" -负")
        and not p.text[p.end :].strip()
    )


def take_unit(p: Phrase) -> None:
    """Read the unit at the phrase's end, for a rule that has read more of the number itself."""
    _unit(p)
    p.sense = _sense(p) if p.unit else None


def _loosen(p: Phrase, number: Numeral) -> None:
    if number.more:
        p.mods.append("MORE_THAN")
    if number.vague:
        p.mods.append("APPROX")


def _unit(p: Phrase) -> None:
    """多 余 来, then the longest unit word, with a half or a bracketed second unit."""
    text, at, limit = p.text, p.end, p.run.ceiling
    if at >= limit:
        return
    if text[at] in _MORE and (text[at] == "把" or not match_after(text, at)) and _more_fits(p, at):
        p.mods.append(_MORE[text[at]])
        at += 1
        p.end = p.number_end = at
    if at < limit and text[at] in _SPACES:
        at += 1
    word = match_after(text, at)
    if not word:
        return
    if at + len(word) > limit:
        word = match_after(text[at:limit], 0)
    if word and begins_word(text, p.run.doc.tokens, word, at):
        word = match_after(text[at : at + len(word) - 1], 0)  # 28分升至: no decilitres
        if word and begins_word(text, p.run.doc.tokens, word, at):
            return
    if not word:
        return
    p.unit, p.unit_start, p.end = word, at, at + len(word)
    after = text[p.end] if p.end < limit else ""
    if word == "个" and after == "亿" and p.end + 1 <= limit and _scaled_by_piece(p):
        return
    if after == "半":
        _half(p)
    second = _BRACKETED.match(text, p.end, limit) if after in _BRACKETS else None
    if second and match_after(text, p.end + 1) == second.group(1):
        p.unit += text[p.end : second.end()]
        p.end = second.end()


#: What 亿 begins after 个 when it is no scale: 3个|亿元村.
_HUNDRED_MILLIONS = lazy(r"[元吨级万千美港欧斤人家户]")


def _scaled_by_piece(p: Phrase) -> bool:
    """两个亿, 1.5个亿: speech counts hundred millions as pieces; 3个亿元村 are villages."""
    if _HUNDRED_MILLIONS.match(p.text, p.end + 1):
        return False
    p.low, p.high = p.low * 10**8, p.high and p.high * 10**8
    p.unit, p.unit_start = "", -1
    p.end = p.number_end = p.end + 1
    p.words += "亿"
    return True


def _half(p: Phrase) -> None:
    """三斤半, 一倍半: half a unit more, unless 半 begins a word of its own."""
    if p.high is None:
        tokens = p.run.doc.tokens
        i = tokens.at(p.end)
        if i < 0 or tokens.end(i) == p.end + 1:
            p.low += Decimal("0.5")
            p.end += 1


def _more_fits(p: Phrase, at: int) -> bool:
    """来 only after a round Han or Arabic ten (十来个), 把 after a bare scale; 多 not in a word (3多样)."""
    if p.text[at] == "+":
        return bool(match_after(p.text, at + 1))
    if p.text[at] == "把":
        return p.words in _BARE and bool(match_after(p.text, at + 1))
    if p.text[at] == "来":
        return p.text[at - 1] in "十百千0" and bool(match_after(p.text, at + 1))
    return p.text[at - 1] in "0十百千万亿兆" or bool(match_after(p.text, at + 1))


def _range(p: Phrase) -> None:
    """A second number after a connector, its scale and unit carried back to the first."""
    text = p.text
    connector = CONNECTOR.match(text, p.end, p.run.ceiling) or _or_so(p)
    between = None if connector else _BETWEEN.match(text, p.end, p.run.ceiling)
    found = connector or between
    if found is None or p.run.number.high is not None:
        return
    sign = _SIGN.match(text, found.end(), p.run.ceiling)
    run = p.scan.at(sign.end() if sign else found.end())
    if run is None or run.floor > p.start or run.number.high is not None or run.words == "首":
        return
    q = Phrase(p.scan, run, text, run.start, run.end, run.end, run.number.low)
    _loosen(q, run.number)
    _unit(q)
    if between and text[q.end : q.end + 2] != "之间":
        return
    if p.unit and q.unit and p.unit != q.unit:
        return
    if p.unit == "%" and not q.unit and text[found.start() : found.end()].strip() in ("至", "到"):
        return  # 美元指数上涨0.5%至89.3
    low = _carried(p.low, p.words, run) if not p.unit else p.low
    if q.words:
        low *= 10**8  # 3到5个亿
    own = _own_sign(p, signed=sign is not None)
    negative = sign is not None and sign.group() != "零上"
    low, high = -low if own else low, -q.low if negative else q.low
    if low >= high:
        return
    p.start -= own
    p.low, p.high, p.ranged, p.signed = low, high, True, own > 0
    p.unit, p.unit_start = q.unit or p.unit, q.unit_start if q.unit else p.unit_start
    p.end, p.words = q.end, run.words + q.words
    p.mods += q.mods


def carried_scale(p: Phrase, last: Phrase) -> Decimal:
    """``p``'s number with the big scale of ``last`` where it has none: 5和6万辆."""
    tail = _SCALE_TAIL.search(last.words)
    big = "".join(c for c in tail.group() if c in _BIG) if tail else ""
    return p.low * _power(big) if big and not set(p.words) & set(_BIG) and p.low < 1000 else p.low


#: What stands before the second number of a range: a sign, or 零上, which says that there is none.
_SIGN = lazy(r"零[下上]|负|[-−](?=\d)")


def _own_sign(p: Phrase, *, signed: bool) -> int:
    """The length of a sign that belongs to the first number alone: -5至3℃, 零下5℃至零下2℃.

    零下5至10度 is below zero at both ends; that sign is taken in later, for the whole.
    """
    before = p.text[max(p.start - 3, p.run.floor) : p.start]
    if before.endswith("零下") and (p.unit or signed):
        return 2
    if before.endswith("负") and (p.unit or signed):
        return 1
    first = before[-2:-1]
    return int(before.endswith(("-", "−")) and not (first.isascii() and first.isalnum()))


#: 三、四个 is three or four: neighbours about a comma, no list going on.
_OR_SO = lazy(r"、(?=([二三四五六七八九]|[2-9])(?!\d|[、.%十百千万亿]))")


def _or_so(p: Phrase) -> re.Match[str] | None:
    found = None if p.unit or len(p.words) > 1 else _OR_SO.match(p.text, p.end, p.run.ceiling)
    if found is None or p.text[p.start - 1 : p.start] == "、":
        return None
    following = p.scan.at(found.end())
    if following is None or following.number.low != p.low + 1:
        return None
    return found if match_after(p.text, following.end) else None


def _carried(low: Decimal, words: str, run: Run) -> Decimal:
    """``low`` with the scale of the range's other end where the sense demands it.

    5至7亿 carries back, 1000至1.2万 does not: the mantissas must rise (5 < 7, but 1000 > 1.2).
    A ten is never carried back (三到二十), a hundred or thousand only to a lone digit.
    """
    tail = _SCALE_TAIL.search(run.words)
    if tail is None:
        letter = _LETTER_SCALES.get(run.words[-1])
        return low * letter if letter and low * letter < run.number.low else low
    big = "".join(c for c in tail.group() if c in _BIG)
    if big and not set(words) & set(_BIG):
        scale = _power(big)
    elif not big and tail.group() in "百千佰仟" and len(words) == 1:
        scale = _power(tail.group())
    else:
        return low
    return low * scale if low < run.number.low / scale else low


_LETTER_SCALES = dict.fromkeys("kK", Decimal(1000)) | dict.fromkeys("wW", Decimal(10000))


def _power(scales: str) -> Decimal:
    value = Decimal(1)
    for c in scales:
        value *= {"百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8}.get(
            c, 10**12
        )
    return value


def _denominator(p: Phrase) -> None:
    """A denominator after a slash or 每: 394.7公斤/亩, 35微克每立方米."""
    if word := match_denominator(p.text, p.end + 1):
        p.per = word
        p.end += 1 + len(word)
