"""Ranges: what each side takes from the other."""

from __future__ import annotations

import datetime as dt

from pipeline.calendars import add_months
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.measure import measured
from pipeline.extractors.times.nodes import Between, Lasting, Node, Point
from pipeline.extractors.times.spans.durations import bounds
from pipeline.extractors.times.spans.found import Found
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_date,
    of_day,
    of_month,
    of_week,
    of_year,
)


def base_for(first: When, said: Node, last: Point) -> When | None:
    """What the second time of a range takes from the first: all that is coarser than itself."""
    step = last.steps[0]
    if step.kind == "weekday" and step.a is None and first.date:  # 周一到周五
        return of_week(first.date - dt.timedelta(days=first.date.weekday()))
    if step.kind in ("rel", "ref", "year", "weekday", "bc", "century", "plan", "era", "both"):
        return None
    if step.kind == "edge" and step.b == "month":  # 9月初到月末
        return of_month(first.year, first.month) if first.month is not None else None
    if step.kind == "lunarday":
        return first
    if step.kind == "decade":
        return When(first.value[:2], Grain.CENTURY) if first.grain <= Grain.DECADE else None
    if step.rank <= Grain.MONTH or step.kind in ("fest", "fixed"):
        return of_year(first.year) if first.year is not None or first.start is None else None
    if step.rank <= Grain.DAY:
        return of_month(first.year, first.month) if first.month is not None else None
    if first.grain < Grain.DAY or (first.start and first.end and first.start < first.end):
        return None
    day = of_day(first.year, first.month, first.day)
    code = _afternoon_of(said, last)
    return day._replace(value=f"{day.value}T{code}", grain=Grain.PART) if code else day


def _afternoon_of(first: Node, last: Point) -> str:
    """The part of the day that a range's first clock time lends its second: 下午2时至5时."""
    if not isinstance(first, Point) or last.steps[0].kind != "clock":
        return ""
    part = next((s for s in first.steps if s.kind == "part"), None)
    hour, until = first.steps[-1].a, last.steps[0].a
    if part is None or not isinstance(hour, int) or not isinstance(until, int):
        return ""
    return str(part.a) if hour < until < 12 else ""


def moved_on(first: When, last: When, point: Point) -> When:
    """``last``, moved on when it would lie before ``first`` (8月至2月, 28日至3日, 20时至6时)."""
    if first.grain == last.grain == Grain.CLOCK and first.date and last.date == first.date:
        if last.value.partition("T")[2] < first.value.partition("T")[2] and point.steps[0].kind in (
            "clock",
            "part",
        ):
            day = of_date(first.date + dt.timedelta(days=1))
            return day._replace(value=day.value + last.value[10:], grain=Grain.CLOCK)
        return last
    if not (first.start and last.end and last.end < first.start):
        return last
    if point.steps[0].kind == "weekday" and last.date:
        return of_date(last.date + dt.timedelta(days=7))
    said = point.steps[0].kind  # 今年2月 says which February
    if last.grain == Grain.MONTH and last.year is not None and last.month and said == "month":
        return of_month(last.year + 1, last.month)
    if last.grain == Grain.DAY and last.date and said == "day":
        return of_date(add_months(last.date, 1))
    if last.grain == Grain.DAY and last.date and said == "month":
        return of_date(add_months(last.date, 12))
    return last


def moved_back(first: When, last: When, point: Point) -> When:
    """``first``, moved back when it would lie after ``last``, which stays (23日到今天, on the 16th)."""
    if not (first.start and last.end and last.end < first.start):
        return first
    months = {"day": 1, "month": 12}.get(point.steps[0].kind, 0)
    if first.grain == Grain.MONTH and first.year is not None and first.month and months:
        return of_month(first.year - 1, first.month)
    if not first.date:
        return first
    day = of_date(add_months(first.date, -months))
    return day._replace(value=day.value + first.value[10:], grain=first.grain)


def range_of_lengths(context: Context, node: Between) -> Found | None:
    first, last = node.first, node.last
    if not isinstance(first, Lasting) or not isinstance(last, Lasting):
        return None
    value = f"{first.length.value}/{last.length.value}"
    start, end = (
        bounds(context, last._replace(before=first.before)) if first.before else (None, None)
    )
    when = When(value, Grain.CLOCK if first.length.below_day else Grain.DAY, start, end)
    return Found(when, "DURATION", "time-range", measured(first.length, last.length))
