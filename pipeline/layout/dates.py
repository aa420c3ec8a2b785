"""Dates as pages, records and options write them → the moment an article was published.

A date counts only with its year: ``新华社昆明4月3日电`` dates nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.fold import fold
from pipeline.lazy import lazy

#: Machine times in UTC are taken to China's clock, by which the articles reckon.
_CHINA = dt.timezone(dt.timedelta(hours=8))

_HAN = "〇零○一二三四五六七八九十"
_DIGITS = {"○": 0, **{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0}
_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2})|民国\s?(?P<roc>[0-9]{2,3}))"
_CLOCK = r"""
    (?: [T\s(（]{0,4} (?: (?:星期|周|礼拜)[一二三四五六日天] [)）]? )? [T\s]{0,4}
        (?P<half>凌晨|早上|上午|中午|下午|晚上)? \s?
        (?P<hour>[0-9]{1,2}) \s? (?: [:：] \s? (?P<minute>[0-9]{2}) | [时点] (?P<minutes>[0-9]{1,2}(?=分))? 分? )
        (?: \s? [:：] \s? (?P<second>[0-9]{2}) | (?P<seconds>[0-9]{1,2})秒 )?
        (?![0-9])
    )?
"""
_DATE = lazy(
    rf"""(?<![0-9]) {_YEAR}
    (?: \s?年\s? (?P<m1>[0-9]{{1,2}}) \s?月\s? (?P<d1>[0-9]{{1,2}}) \s?[日号]?
      | (?P<sep>[-/.]) (?P<m2>[0-9]{{1,2}}) (?P=sep) (?P<d2>[0-9]{{1,2}}) (?![0-9]) )
    {_CLOCK}""",
    re.VERBOSE,
)
_HAN_DATE = lazy(rf"([一二][{_HAN}]{{3}})年([{_HAN}]{{1,3}})月([{_HAN}]{{1,3}})日")
_COMPACT = lazy(r"((?:19|20)\d{2})([01]\d)([0-3]\d)(?:T?([0-2]\d)([0-5]\d)([0-5]\d)?)?\Z")
_EPOCH = lazy(r"(\d{10})(\d{3})?\Z")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a text at ``[start, end)``; ``clock`` tells whether it has a time of day."""

    when: dt.datetime
    clock: bool
    start: int
    end: int

    def iso(self) -> str:
        """The moment as precisely as it is known: a day, or a day and time."""
        return self.when.isoformat() if self.clock else self.when.date().isoformat()


def find_date(line: str) -> Stamp | None:
    """The first full date in ``line``, with the clock time that follows it.

    >>> find_date("发布时间：2021年3月4日 星期四 下午3:05")
    Stamp(when=datetime.datetime(2021, 3, 4, 15, 5), clock=True, start=5, end=25)
    >>> find_date("新华社昆明4月3日电") is None
    True
    """
    folded = fold(line)
    for found in _DATE.finditer(folded):
        if stamp := _stamp(found):
            return stamp
    for found in _HAN_DATE.finditer(folded):
        year = int("".join(str(_DIGITS.get(c, 0)) for c in found[1]))
        day = _moment(year, _han(found[2]), _han(found[3]))
        if day:
            return Stamp(day, False, *found.span())
    return None


def read_date(value: str) -> Stamp | None:
    """The moment that a record's field or an option gives, None when it gives no full date.

    ISO 8601, the forms of pages, ``20210304``, and seconds or milliseconds since 1970 are read.
    A time in UTC is told by China's clock, one with another offset by its own.

    >>> read_date("2021-03-03T20:00:00Z").iso(), read_date("2021/3/4").iso(), read_date("3月4日")
    ('2021-03-04T04:00:00', '2021-03-04', None)
    """
    return _kept(value) if len(value) <= _SHORT else _read(value)


def _read(value: str) -> Stamp | None:
    text = value.strip() if value.isascii() else fold(value.strip())
    if found := _EPOCH.match(text):
        moment = dt.datetime.fromtimestamp(int(found[1]), _CHINA).replace(tzinfo=None)
        return Stamp(moment, True, 0, len(text))
    if found := _COMPACT.match(text):
        day = _moment(*(int(part or 0) for part in found.groups()))
        return Stamp(day, found[4] is not None, 0, len(text)) if day else None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return find_date(text)
    if moment.tzinfo and not moment.utcoffset() and 1 < moment.year < 9999:
        moment = moment.astimezone(_CHINA)
    return Stamp(moment.replace(tzinfo=None, microsecond=0), ":" in text, 0, len(text))


#: What is read once and kept: records share their days, and are asked for them twice.
_SHORT = 40
_kept = lru_cache(1 << 10)(_read)


def _stamp(found: re.Match[str]) -> Stamp | None:
    part = found.groupdict()
    year = int(part["year"]) if part["year"] else int(part["roc"]) + 1911
    day = _moment(year, int(part["m1"] or part["m2"]), int(part["d1"] or part["d2"]))
    if day is None:
        return None
    if part["hour"] is None:
        return Stamp(day, False, *found.span())
    hour = int(part["hour"])
    if (
        part["half"] in ("中午", "下午", "晚上")
        and hour < 12
        and (hour, part["half"]) != (11, "中午")
    ):
        hour += 12
    minute = int(part["minute"] or part["minutes"] or 0)
    when = _moment(
        day.year, day.month, day.day, hour, minute, int(part["second"] or part["seconds"] or 0)
    )
    return Stamp(when, True, *found.span()) if when else Stamp(day, False, *found.span())


def _moment(*parts: int) -> dt.datetime | None:
    try:
        return dt.datetime(*parts)  # type: ignore[arg-type]  # as many parts as are known
    except ValueError:
        return None


def _han(numeral: str) -> int:
    """A Han numeral up to 31, as months and days are written."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in numeral))
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
