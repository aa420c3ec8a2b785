"""Numeral text → exact Decimal: Han, Arabic, grouped, mixed, formal, vague and paired numerals.

Everything here is pure: a string in, a value out, no context. Text is expected folded (half-width
digits, Simplified characters: 萬 is 万, 兩 is 两, 參 is 参).
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.lazy import lazy
from pipeline.units import decimal

#: Longer runs are serial numbers or hostile input, not figures.
LONGEST = 64

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "俩": 2, "仨": 3, "参": 3, "幺": 1}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}

DIGIT_CHARS = "".join(_DIGITS)
SCALE_CHARS = "".join([*_SMALL, *_BIG])

_TOKEN = re.compile(rf"\d+(?:\.\d+)?|[{DIGIT_CHARS}]+|[{SCALE_CHARS}廿卅卌]")
_DECIMAL = re.compile(rf"(.+)点([{DIGIT_CHARS}]+|\d+)([{SCALE_CHARS}]*)")
#: 三四十, 两三百: neighbours read as "three or four"; 三五 and 百八十 are the idiomatic gaps.
_PAIRS = frozenset(a + b for a, b in pairwise("一二三四五六七八九")) | {"一两", "两三", "三五"}
#: The commonest shapes of news, read without the grammar: 1,234.5, 24.96万, 3万亿.
_SCALES = {
    "千": Decimal(10**3),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}
_PLAIN = re.compile(r"(\d[\d,]*(?:\.\d+)?)(千|万亿|[万亿])?", re.ASCII)
_PAIR = lazy(rf"(?<![{DIGIT_CHARS}点\d])({'|'.join(sorted(_PAIRS))})(?![{DIGIT_CHARS}点\d])")
_WHOLE = {"半": Decimal("0.5"), "半百": Decimal(50)}
#: Roman numerals, as one character or as letters: Ⅳ级 and IV级.
_WHOLE |= {chr(0x2160 + i): Decimal(i + 1) for i in range(12)}
_WHOLE |= {w: Decimal(i) for i, w in enumerate("I II III IV V VI VII VIII IX X".split(), 1)}
_VAGUE = lazy(r"[几数]")
#: 数 stands at the head only, and 几 there or after a scale: 一数 and 三几 are no numerals.
_STRAY = lazy(rf"(?<!^)数|[{''.join(c for c in DIGIT_CHARS if c not in '零〇')}1-9]几")
_MORE = lazy(r"[多余来]")


class Numeral(NamedTuple):
    """What a numeral says: its value, or lower and upper end when it is vague or a pair.

    ``more`` is set by 多, 余 and 来 inside the numeral (十余万), ``vague`` by 几 and 数 (几十万).
    """

    low: Decimal
    high: Decimal | None = None
    more: bool = False
    vague: bool = False


@lru_cache(maxsize=8192)
def parse(text: str) -> Numeral | None:
    """The value of the whole of ``text`` read as a cardinal numeral, None when it is none.

    >>> parse("3万5千").low, parse("一千零一").low, parse("1,234.5亿").low
    (Decimal('35000'), Decimal('1001'), Decimal('123450000000.0'))
    >>> parse("七八百万").low, parse("七八百万").high
    (Decimal('7000000'), Decimal('8000000'))
    >>> parse("十几"), parse("十余万").more, parse("万千")
    (Numeral(low=Decimal('11'), high=Decimal('19'), more=False, vague=True), True, None)
    """
    if len(text) > LONGEST:
        return None
    if plain := _PLAIN.fullmatch(text):
        digits, scales = plain.groups()
        plain_value = Decimal(digits.replace(",", ""))
        return Numeral(plain_value * _SCALES[scales] if scales else plain_value)
    bare = _MORE.sub("", text).replace(",", "").replace(" ", "")
    if bare.startswith("."):
        bare = "0" + bare
    more = _MORE.search(text) is not None
    if bare in _WHOLE:
        return Numeral(_WHOLE[bare], more=more)
    if _VAGUE.search(bare):
        if _STRAY.search(bare):
            return None
        ends = _vague(bare)
    elif pair := _PAIR.search(bare):
        cut = pair.start()
        ends = (bare[: cut + 1] + bare[cut + 2 :], bare[:cut] + bare[cut + 1 :])
    else:
        value = exact(bare)
        return None if value is None else Numeral(value, more=more)
    low, high = exact(ends[0]), exact(ends[1])
    if low is None or high is None:
        return None
    return Numeral(low, high, more, vague=bare.count("几") + bare.count("数") == 1)


def _vague(bare: str) -> tuple[str, str]:
    """几 and 数 as the digits they may stand for: 2–9 at the head, 1–9 after a ten or a zero."""
    if found := re.fullmatch(r"(\d*[1-9])0几([万亿]*)", bare):
        head, tail = found.groups()
        return f"{head}1{tail}", f"{head}9{tail}"
    least = "一" if re.search(r"[十百千万亿零]几", bare) else "二"
    return _VAGUE.sub(least, bare), _VAGUE.sub("九", bare)


def exact(text: str) -> Decimal | None:
    """The one value of ``text``, a numeral without vagueness, grouping or spaces; else None.

    A lone digit after a scale counts that scale's tenths (一万三 is 13000), as in speech; two or
    more digits without a scale are a digit string (二〇一三).

    >>> exact("两千点零"), exact("九十二万四"), exact("二〇一三"), exact("五十五兆一十二亿")
    (Decimal('2000.0'), Decimal('924000'), Decimal('2013'), Decimal('55001200000000'))
    >>> exact("四万万"), exact("百二万"), exact("二百三百"), exact("")
    (Decimal('400000000'), Decimal('1200000'), None, None)
    """
    if found := _DECIMAL.fullmatch(text):
        head, places, scales = found.groups()
        whole = exact(head)
        if whole is None or whole != whole.to_integral_value():
            return None
        value = Decimal(f"{whole:f}.{_digits(places)}")
        return _scaled(value, scales)
    tokens = _TOKEN.findall(text)
    if not tokens or sum(map(len, tokens)) != len(text):
        return None
    return _Reader().read(tokens)


def _digits(text: str) -> str:
    return "".join(str(_DIGITS.get(c, c)) for c in text)


def _scaled(value: Decimal, scales: str) -> Decimal | None:
    if not scales:
        return value
    scale = exact(scales)
    return None if scale is None else value * scale


class _Reader:
    """Reads a numeral's tokens left to right into groups of 万, 亿 and 兆."""

    __slots__ = ("digit", "groups", "last", "section", "zero")

    def __init__(self) -> None:
        self.groups: list[tuple[Decimal, int]] = []
        self.section: Decimal | None = None
        self.digit: Decimal | None = None
        #: The scale just read, which a lone digit after it counts the tenths of.
        self.last = 0
        self.zero = False

    def read(self, tokens: list[str]) -> Decimal | None:
        for token in tokens:
            if token in _SMALL:
                fits = self._small(_SMALL[token])
            elif token in _BIG:
                fits = self._big(_BIG[token])
            else:
                fits = self._number(token)
            if not fits:
                return None
        self._close()
        return sum((v for v, _ in self.groups), self.section or Decimal(0))

    def _number(self, token: str) -> bool:
        if self.digit is not None:
            return False
        if token in _TENS:
            if self.section is not None and self.last < 100:
                return False
            self.section = (self.section or Decimal(0)) + _TENS[token]
            self.last = 10
            return True
        digits = _digits(token)
        if self.last and self._too_long(digits):
            return False
        self.zero = digits.startswith("0")
        if self.zero and not digits.strip("0"):
            return self._zeros(digits)
        self.digit = Decimal(digits)
        # 一百零五 is 105 and 1百01 is 101, never 150; two digits are no tenths either.
        if self.zero or len(digits) > 1:
            self.last = 0
        return True

    def _too_long(self, digits: str) -> bool:
        return "." in digits or len(digits.lstrip("0")) >= len(str(self.last))

    def _zeros(self, digits: str) -> bool:
        if self.section is None and not self.groups:
            self.digit = Decimal(digits)
        self.last = 0
        return True

    def _small(self, scale: int) -> bool:
        if self.section is not None and self._lowest() <= scale:
            return False
        if self.digit is None and scale > 10 and (self.groups or self.section is not None):
            return False  # 万千, 千百: words, not numbers
        count = self.digit or Decimal(1)
        self.section = (self.section or Decimal(0)) + count * scale
        self.digit = None
        self.last = scale
        return True

    def _lowest(self) -> int:
        """The smallest scale already in the section: 二百三百 is two numbers."""
        assert self.section is not None
        whole = int(self.section)
        zeros = len(str(whole)) - len(str(whole).rstrip("0"))
        return int(10**zeros)

    def _close(self, *, inner: bool = False) -> None:
        """Add the pending digit to the section, as tenths of the last scale where it follows one.

        ``inner``: a 万 or 亿 follows, so 5亿1万 has no elided tenth but 百二万 has one.
        """
        if self.digit is None:
            return
        tenth = self.last // 10 if self.last >= 100 and not (inner and self.section is None) else 1
        self.section = (self.section or Decimal(0)) + self.digit * tenth
        self.digit = None

    def _big(self, scale: int) -> bool:
        self._close(inner=True)
        value = self.section
        while self.groups and self.groups[-1][1] < scale:
            value = self.groups.pop()[0] + (value or Decimal(0))
        if value is None:
            if not self.groups:
                value = Decimal(1)
            elif self.groups[-1][1] == scale:  # 万万
                value = self.groups.pop()[0]
            else:
                return False
        self.groups.append((value * scale, scale))
        self.section, self.last = None, scale
        return True


def fraction(numerator: str, denominator: str, whole: str = "") -> Decimal | None:
    """``whole`` and ``numerator`` over ``denominator``: all digits if they end, else 12.

    >>> fraction("一", "三"), fraction("3", "4"), fraction("一", "三", "三百五")
    (Decimal('0.333333333333'), Decimal('0.75'), Decimal('350.333333333'))
    >>> fraction("一", "零") is None
    True
    """
    parts = [exact(t.replace(",", "")) for t in (numerator, denominator, whole or "零")]
    top, bottom, base = parts
    if top is None or not bottom or base is None:
        return None
    return decimal(Fraction(base) + Fraction(top) / Fraction(bottom))
