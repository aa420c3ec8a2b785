"""The calendar: lunar dates, solar terms and festivals as days of the Gregorian calendar.

The astronomy comes from the cnlunar package (MIT; tables of the Hong Kong Observatory, 1901–2100),
imported on first use; which day a festival falls on is a row of ``lexicon/festivals.tsv``.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.lexicon import rows

#: The lunar years that the kept library knows.
FIRST_YEAR, LAST_YEAR = 1901, 2099

_FIRST_DAY, _LAST_DAY = dt.date(1901, 2, 19), dt.date(2100, 2, 8)

Interval = tuple[dt.date, dt.date]


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month.

    >>> month_end(2012, 2)
    datetime.date(2012, 2, 29)
    """
    if month == 2:
        return dt.date(year, 2, 29 if calendar.isleap(year) else 28)
    return dt.date(year, month, 30 if month in (4, 6, 9, 11) else 31)


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has none (2月30日).

    >>> make_date(2013, 2, 29) is None
    True
    """
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def add_months(day: dt.date, months: int) -> dt.date:
    """``day`` moved by whole months; a day the month lacks becomes its last.

    >>> add_months(dt.date(2013, 3, 31), -1)
    datetime.date(2013, 2, 28)
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(years, 1), 9999)
    return dt.date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def solar_to_lunar(day: dt.date) -> tuple[int, int, int, bool]:
    """``day`` as lunar year, month, day and whether the month is a leap month.

    Raises ValueError outside 1901-02-19 … 2100-02-08.

    >>> solar_to_lunar(dt.date(2020, 6, 1))
    (2020, 4, 10, True)
    """
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError(f"no lunar calendar for {day}")
    begun = day.year <= LAST_YEAR and day >= lunar_months(day.year)[1, False][0]
    year = day.year if begun else day.year - 1
    months = lunar_months(year)
    month, leap = [key for key, (first, _) in months.items() if first <= day][-1]
    return year, month, (day - months[month, leap][0]).days + 1, leap


@lru_cache(maxsize=4096)
def lunar_to_solar(year: int, month: int, day: int, *, leap: bool = False) -> dt.date | None:
    """The Gregorian day of a lunar date, None where the lunar calendar has no such day.

    >>> lunar_to_solar(2012, 1, 15)
    datetime.date(2012, 2, 6)
    """
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    months = lunar_months(year)
    start = months.get((month, leap))
    if start is None or not 1 <= day <= start[1]:
        return None
    return start[0] + dt.timedelta(days=day - 1)


@lru_cache(maxsize=256)
def lunar_months(year: int) -> dict[tuple[int, bool], tuple[dt.date, int]]:
    """Each month of a lunar year, ``(month, is leap)``, with its first day and its length.

    Raises ValueError outside 1901 … 2099.

    >>> lunar_months(2020)[4, True]
    (datetime.date(2020, 5, 23), 29)
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no lunar calendar for {year}")
    from cnlunar.config import lunarMonthData, lunarNewYearList

    # Its Lunar class reckons the whole almanac of a day; these are the tables that it reads.
    new_year, sizes = lunarNewYearList[year - FIRST_YEAR], lunarMonthData[year - FIRST_YEAR]
    leap_month, long_leap = sizes >> 13, sizes >> 12 & 1
    found: dict[tuple[int, bool], tuple[dt.date, int]] = {}
    day = dt.date(year, new_year >> 5, new_year & 31)
    for month in range(1, 13):
        lengths = [29 + (sizes >> month - 1 & 1)]
        if month == leap_month:
            lengths.append(29 + long_leap)
        for leap, length in enumerate(lengths):
            found[month, bool(leap)] = (day, length)
            day += dt.timedelta(days=length)
    return found


@lru_cache(maxsize=256)
def solar_terms(year: int) -> dict[str, dt.date]:
    """The 24 solar terms of a Gregorian year (1901–2100), empty outside.

    >>> solar_terms(2024)["冬至"]
    datetime.date(2024, 12, 21)
    """
    if not FIRST_YEAR <= year <= LAST_YEAR + 1:
        return {}
    from cnlunar.config import SOLAR_TERMS_NAME_LIST
    from cnlunar.solar24 import getTheYearAllSolarTermsList

    days = enumerate(getTheYearAllSolarTermsList(year))  # two in each month
    return {SOLAR_TERMS_NAME_LIST[i]: dt.date(year, i // 2 + 1, day) for i, day in days}


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus 1991).

    >>> easter(2013)
    datetime.date(2013, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * week) // 451
    month, day = divmod(h + week - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the Eastern churches, as a Gregorian day, for 1900–2099 (Meeus 1991).

    >>> orthodox_easter(2013)
    datetime.date(2013, 5, 5)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(days=13)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> dt.date | None:
    """The ``nth`` (from 1; -1 the last) ``weekday`` (1 Monday … 7 Sunday) of a month.

    >>> nth_weekday(2021, 6, 3, 7)
    datetime.date(2021, 6, 20)
    """
    last = month_end(year, month)
    if nth < 0:
        return last - dt.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = last.replace(day=1)
    offset = (weekday - first.isoweekday()) % 7 + 7 * (nth - 1)
    return first + dt.timedelta(days=offset) if offset < last.day else None


class Festival(NamedTuple):
    """A named day: its rule, the year its anniversaries count from (0: none), and what must
    follow the name for it to be the day (周年 or 节气, mostly nothing)."""

    rule: str
    since: int
    needs: str


@cache
def festivals() -> dict[str, Festival]:
    """The named days of ``lexicon/festivals.tsv`` by name."""
    return {
        r["name"]: Festival(r["rule"], int(r["since"] or 0), r["needs"]) for r in rows("festivals")
    }


@lru_cache(maxsize=1024)
def festival(name: str, year: int) -> Interval | None:
    """The days of a festival in ``year``: the lunar year for one that the lunar calendar sets.

    Raises KeyError for an unknown name; None when the calendar library does not reach the year.

    >>> festival("端午节", 2006)
    (datetime.date(2006, 5, 31), datetime.date(2006, 5, 31))
    """
    rule = festivals()[name].rule
    if "/" in rule:
        first, last = (_day_of(part, year) for part in rule.split("/"))
    else:
        first = last = _day_of(rule, year)
    return (first, last) if first and last else None


def _day_of(rule: str, year: int) -> dt.date | None:
    """A festival rule: ``MM-DD``, ``L…`` lunar, ``T…`` term, ``E±n`` and ``O±n`` Easter, ``MM.n.w``."""
    kind, rest = rule[0], rule[1:]
    if kind == "L":
        if rest == "eve":  # 2024年除夕 is the eve of the lunar year 2024
            after = lunar_to_solar(year, 1, 1)
            return after and after - dt.timedelta(days=1)
        return lunar_to_solar(year, *map(int, rest.split("-")))
    if kind == "T":
        return solar_terms(year).get(rest)
    if kind in "EO":
        sunday = easter(year) if kind == "E" else orthodox_easter(year)
        return sunday + dt.timedelta(days=int(rest))
    if "." in rule:
        return nth_weekday(year, *map(int, rule.split(".")))
    return make_date(year, *map(int, rule.split("-")))
