"""A resolved time: its TIMEX3 value, its interval, and the calendar fields that are known."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.calendars import add_months, make_date, month_end
from pipeline.model import Mod


class Grain:
    """How fine a time is; a finer one may refine a coarser one.

    Plain numbers: looking a member of an enumeration up takes as long as making a date.
    """

    CENTURY: Final = 0
    DECADE: Final = 1
    YEAR: Final = 2
    SEASON: Final = 3
    MONTH: Final = 4
    WEEK: Final = 5
    DAY: Final = 6
    PART: Final = 7
    CLOCK: Final = 8


UNIT_GRAINS = {
    "century": Grain.CENTURY,
    "decade": Grain.DECADE,
    "year": Grain.YEAR,
    "half": Grain.SEASON,
    "quarter": Grain.SEASON,
    "season": Grain.SEASON,
    "month": Grain.MONTH,
    "week": Grain.WEEK,
    "day": Grain.DAY,
    "workday": Grain.DAY,
}


class When(NamedTuple):
    """A time on the calendar, or as much of it as is known.

    ``year``, ``month`` and ``day`` are those of its first day, None where unknown or finer than
    ``grain``; ``start`` and ``end`` are its first and last day. ``lunar`` is the year, month and
    leap flag of a lunar month.
    """

    value: str
    grain: int
    start: dt.date | None = None
    end: dt.date | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    mod: Mod = ""
    lunar: tuple[int, int, bool] | None = None

    @property
    def date(self) -> dt.date | None:
        """The day, when the time lies within one that is known."""
        return self.start if self.grain >= Grain.DAY and self.start == self.end else None


def digits(number: int | None, width: int) -> str:
    """``number`` as TIMEX3 writes it: padded, X for the unknown."""
    return "X" * width if number is None else f"{number:0{width}d}"


def interval(value: str, grain: int, first: dt.date, last: dt.date, mod: Mod = "") -> When:
    """A time from its days."""
    return When(value, grain, first, last, first.year, first.month, first.day, mod)


#: News speaks of few years, months and days, again and again.
_kept = lru_cache(maxsize=4096)


@_kept
def of_year(year: int | None) -> When:
    """A calendar year."""
    if year is None or not 1 <= year <= 9999:
        return When(digits(year, 4), Grain.YEAR, year=year)
    return When(f"{year:04d}", Grain.YEAR, dt.date(year, 1, 1), dt.date(year, 12, 31), year)


@_kept
def of_month(year: int | None, month: int | None) -> When:
    """A calendar month, of an unknown year if need be."""
    if year is None or month is None:
        value = f"{digits(year, 4)}-{digits(month, 2)}"
        return When(value, Grain.MONTH, year=year, month=month)
    value = f"{year:04d}-{month:02d}"
    return When(value, Grain.MONTH, dt.date(year, month, 1), month_end(year, month), year, month)


@_kept
def of_day(year: int | None, month: int | None, day: int | None) -> When:
    """A calendar day, of an unknown month or year if need be."""
    found = make_date(year, month, day) if year and month and day else None
    if found is not None:
        return of_date(found)
    value = f"{digits(year, 4)}-{digits(month, 2)}-{digits(day, 2)}"
    return When(value, Grain.DAY, None, None, year, month, day)


@_kept
def of_date(day: dt.date) -> When:
    """A known day."""
    return When(day.isoformat(), Grain.DAY, day, day, day.year, day.month, day.day)


@_kept
def _whole_months(year: int | None, code: str, first: int, last: int) -> When:
    """The months ``first`` to ``last`` of a calendar year, which ``code`` names within it."""
    value = f"{digits(year, 4)}-{code}"
    if year is None:
        return When(value, Grain.SEASON)
    return When(value, Grain.SEASON, dt.date(year, first, 1), month_end(year, last), year)


def of_quarter(year: int | None, quarter: int) -> When:
    """A quarter of a calendar year."""
    return _whole_months(year, f"Q{quarter}", 3 * quarter - 2, 3 * quarter)


def of_half(year: int | None, half: int) -> When:
    """A half of a calendar year."""
    return _whole_months(year, f"H{half}", 6 * half - 5, 6 * half)


@_kept
def of_season(year: int | None, code: str) -> When:
    """A meteorological season: three months from March; winter runs into the next year."""
    value = f"{digits(year, 4)}-{code}"
    if year is None:
        return When(value, Grain.SEASON)
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    first = dt.date(year, month, 1)
    last = add_months(first, 3) - dt.timedelta(days=1)
    return When(value, Grain.SEASON, first, last, year)


@_kept
def of_week(monday: dt.date) -> When:
    """An ISO week."""
    year, week, _ = monday.isocalendar()
    return interval(f"{year}-W{week:02d}", Grain.WEEK, monday, monday + dt.timedelta(days=6))


def of_decade(prefix: int) -> When:
    """A decade by its first three digits (199)."""
    first = dt.date(prefix * 10, 1, 1)
    return When(f"{prefix:03d}", Grain.DECADE, first, dt.date(prefix * 10 + 9, 12, 31))


def of_century(prefix: int) -> When:
    """A century by its first two digits (19 is the 20th)."""
    first = dt.date(max(prefix * 100, 1), 1, 1)
    return When(f"{prefix:02d}", Grain.CENTURY, first, dt.date(prefix * 100 + 99, 12, 31))
