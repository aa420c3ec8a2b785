"""Lengths of time: 两个半小时, 10多年, 一年零三个月 → an exact amount and its TIMEX3 value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from pipeline.calendars import add_months
from pipeline.extractors.times.vocabulary import UNITS, WORKDAYS, either
from pipeline.lazy import lazy
from pipeline.model import Mod
from pipeline.numerals import exact
from pipeline.numerals import parse as parse_numeral

_ORDER = ("Y", "Q", "M", "W", "D", "TH", "TM", "TS")
_LENGTH = lazy(
    r"(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?|[〇零一二三四五六七八九十百千万两俩数几廿卅多]*?)"
    r"(?P<more>[多余来])?(?P<scale>[十百千万亿]*)\s?(?P<ge>个)?(?P<more2>多)?(?P<half>半)?个?(?P<more3>多)?\s?"
    rf"(?P<unit>{either(UNITS)})份?度?(?P<tail>半钟?|多)?"
)
#: A result in a race: 10秒76, 2分27秒, 2分27秒5.
_RESULT = lazy(r"(?:([^分秒]+)分)?([^分秒]+)秒([0-9]{1,3})?")
#: The same in colons: 1:45.32, 2:21:45.
_COLONS = lazy(r"(?:([0-9]{1,2})[:：])?([0-9]{1,2})[:：]([0-9]{2}(?:\.[0-9]{1,2})?)")
#: Half of a unit as a whole number of a smaller one.
_HALVES = {"Y": ("M", 6), "D": ("TH", 12), "TH": ("TM", 30), "TM": ("TS", 30), "Q": ("M", 1.5)}

#: A unit with the lower amount of it and, for a vague one, the upper.
Part = tuple[str, Decimal | None, Decimal | None]


@dataclass(frozen=True, eq=False)
class Length:
    """A length of time: amounts by designator (Y Q M W D TH TM TS), coarse to fine.

    ``parts`` holds the lower and, for a vague one (两三年), the upper amount; None is an unknown
    number (几天). ``workdays`` leaves out weekends. ``said`` holds the same amounts as stated, by unit
    word: half a year is six months in ``parts``, and 0.5 年 in ``said``. A length equals itself alone,
    which makes it a cheap key: ``read_length`` gives the same one for the same text.
    """

    parts: tuple[Part, ...]
    mod: Mod = ""
    workdays: bool = False
    said: tuple[Part, ...] = ()

    @cached_property
    def value(self) -> str:
        """The TIMEX3 value: P10Y, PT60H, P1Y3M; P2Y/P3Y for a span of two."""
        low = self._value(1)
        return f"{low}/{self._value(2)}" if any(p[2] is not None for p in self.parts) else low

    def _value(self, end: int) -> str:
        date = time = ""
        for unit, low, high in self.parts:
            amount = low if end == 1 or high is None else high
            piece = ("X" if amount is None else f"{amount.normalize():f}") + unit[-1]
            if unit[0] == "T":
                time += piece
            else:
                date += piece
        return f"P{date}T{time}" if time else f"P{date}"

    @property
    def below_day(self) -> bool:
        """Whether the length is counted in hours or less."""
        return self.parts[0][0][0] == "T"

    @property
    def unit(self) -> str:
        """The coarsest designator."""
        return self.parts[0][0]

    def takes(self, finer: Length) -> bool:
        """Whether ``finer`` may follow: 一年零三个月, 两天又一个月."""
        return (
            finer.unit not in {unit for unit, _, _ in self.parts}
            and self.parts[-1][1] is not None
            and finer.parts[0][1] is not None
        )

    def follows(self, coarser: Length) -> bool:
        """Whether its unit is finer than the last of ``coarser``."""
        return _ORDER.index(self.unit) > _ORDER.index(coarser.parts[-1][0])

    def plus(self, finer: Length) -> Length:
        """Both together."""
        parts = sorted(self.parts + finer.parts, key=lambda part: _ORDER.index(part[0]))
        return Length(tuple(parts), self.mod or finer.mod, said=self.said + finer.said)

    def shift(self, moment: dt.datetime, sign: int) -> dt.datetime | None:
        """``moment`` moved by the (lower) amount; None where the number is unknown."""
        for unit, amount, _ in self.parts:
            if amount is None:
                return None
            if self.workdays:
                amount *= Decimal("1.4")
            moved = _shift(moment, unit, amount * sign)
            if moved is None:
                return None
            moment = moved
        return moment


def _shift(moment: dt.datetime, unit: str, amount: Decimal) -> dt.datetime | None:
    months = {"Y": 12, "Q": 3, "M": 1}.get(unit)
    try:
        if months:
            whole = int(amount * months)
            if not 0 < moment.year + whole // 12 < 9999:
                return None
            day = add_months(moment.date(), whole)
            day += dt.timedelta(days=int((amount * months - whole) * 30))
            return dt.datetime.combine(day, moment.time())
        seconds = {"W": 604800, "D": 86400, "TH": 3600, "TM": 60, "TS": 1}[unit]
        return moment + dt.timedelta(seconds=float(amount) * seconds)
    except OverflowError:
        return None


@lru_cache(maxsize=4096)
def read_length(text: str) -> Length | None:
    """A length from its text, None when it is none.

    >>> read_length("10多年").value, read_length("两个半小时").value, read_length("半年").value
    ('P10Y', 'PT2.5H', 'P6M')
    """
    text = text.strip().removeprefix("每").replace(" ", "").replace("○", "〇")
    if found := _RESULT.fullmatch(text):
        return _result(*found.groups())
    if found := _COLONS.fullmatch(text):
        return _coloned(*found.groups())
    found = _LENGTH.fullmatch(text)
    if not found:
        return None
    word = found["unit"]
    number = found["n"] + (found["scale"] or "")
    half = found["half"] is not None or (found["tail"] or "").startswith("半")
    more = bool(found["more"] or found["more2"] or found["more3"] or found["tail"] == "多")
    if number in ("", "多", "数"):
        if half:
            return _half(word, not text.startswith("半"), more)
        return _vague(word, text[0]) if text[0] in "多数几" else None
    return _counted(number, word, half, more)


def _result(minutes: str | None, seconds: str, hundredths: str | None) -> Length | None:
    if minutes is None and hundredths is None:
        return _counted(seconds, "秒", half=False, more=False)
    low = exact(f"{seconds}.{hundredths}" if hundredths else seconds)
    whole = exact(minutes) if minutes else None
    if low is None or (minutes and whole is None):
        return None
    parts: tuple[Part, ...] = (("TS", low, None),)
    said: tuple[Part, ...] = (("秒", low, None),)
    if minutes:
        parts, said = (("TM", whole, None), *parts), (("分", whole, None), *said)
    return Length(parts, said=said)


def _coloned(*numbers: str | None) -> Length:
    named = zip(("TH", "TM", "TS"), ("小时", "分", "秒"), numbers, strict=True)
    read = [(unit, word, Decimal(n)) for unit, word, n in named if n is not None]
    parts = tuple((unit, n, None) for unit, _, n in read)
    return Length(parts, said=tuple((word, n, None) for _, word, n in read))


def _half(word: str, and_a_half: bool, more: bool) -> Length:
    mod: Mod = "MORE_THAN" if more else ""
    unit, times = UNITS[word]
    said = Decimal("1.5") if and_a_half else Decimal("0.5")
    if and_a_half or times > 1:  # 个半小时, 半个世纪
        part = unit, said * times
    else:
        smaller, count = _HALVES.get(unit, (unit, 0.5))
        part = smaller, Decimal(str(count))
    return Length(((*part, None),), mod, said=((word, said, None),))


def _vague(word: str, number: str) -> Length:
    """几天 and 数天 are two to nine, as 几 and 数 are before any unit; 多年 says no number."""
    few = number != "多"
    said = (word, Decimal(2) if few else None, Decimal(9) if few else None)
    return Length(((UNITS[word][0], None, None),), said=(said,))


def _counted(number: str, word: str, half: bool, more: bool) -> Length | None:
    if number in ("几", "数"):
        return _vague(word, number)
    numeral = parse_numeral(number)
    if numeral is None:
        return None
    unit, times = UNITS[word]
    low, high = numeral.low, numeral.high
    if half:
        low += Decimal("0.5")
    mod: Mod = "MORE_THAN" if more or numeral.more else "APPROX" if numeral.vague else ""
    part = unit, low * times, None if high is None else high * times
    return Length((part,), mod, word in WORKDAYS, ((word, low, high),))
