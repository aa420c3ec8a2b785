"""Units counted within a period: 第三周, 前10个月, 五月的第二个星期六."""

from __future__ import annotations

import datetime as dt

from pipeline.calendars import add_months, nth_weekday
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.points.registry import step_rule
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_date,
    of_month,
    of_quarter,
    of_week,
    of_year,
)
from pipeline.rules import ex, rule


@step_rule("nth")
@rule(
    "time-nth",
    why="第三周, 第九个月 count within the period before them: weeks of a year as ISO numbers them,"
    " weeks of a month from its first Monday.",
    examples=[
        ex("⟦2019年第三周⟧销量回升", timex_value="2019-W03", time_start="2019-01-14"),
        ex("⟦今年3月第三周⟧气温回升", timex_value="2026-W12", time_start="2026-03-16"),
        ex("⟦去年第九个月⟧才完成验收", timex_value="2025-09"),
    ],
    never=["他连续第三天打卡"],
)
def nth(context: Context, when: When | None, step: Step) -> When | None:
    number, unit = step.a, step.b
    assert isinstance(number, int)
    if when is None and context.alone and context.ref and unit in ("day", "year"):
        return _nth_from(context.ref, number, unit)
    if when is None or when.year is None or when.start is None or when.end is None:
        return None
    if unit == "month":
        return of_month(when.year, number % 13)
    if unit == "quarter":
        return of_quarter(when.year, number % 5)
    if unit == "day":
        return of_date(when.start + dt.timedelta(days=number - 1) if number > 0 else when.end)
    return of_week(_monday(when, number))


def _months_before(ref: dt.date, count: int) -> When:
    """前两个月 as a query, with nothing to say of which year: the whole months before this one."""
    first = add_months(ref.replace(day=1), -count)
    last = ref.replace(day=1) - dt.timedelta(days=1)
    a, b = of_month(first.year, first.month), of_month(last.year, last.month)
    return When(f"{a.value}/{b.value}", Grain.MONTH, a.start, b.end, a.year)


def _year_so_far(context: Context, months: int) -> int | None:
    """The year whose first months are meant: last year's while most of them lie ahead."""
    running, ref = context.running_year(), context.ref
    if ref is None or running is not None:
        return running
    return ref.year - 1 if months > ref.month + 4 and context.tense != "future" else ref.year


def _nth_from(ref: dt.date, number: int, unit: str) -> When:
    """第三天 and 第七年 of a query: the first is the reference's own."""
    if unit == "year":
        return of_year(ref.year + number - 1)
    return of_date(ref + dt.timedelta(days=number - 1))


def _monday(when: When, number: int) -> dt.date:
    """The Monday of the n-th week of a year (ISO's) or of a month (from its first Monday)."""
    assert when.start
    assert when.end
    if number < 0:
        return when.end - dt.timedelta(days=when.end.weekday())
    if when.grain == Grain.MONTH:
        first = when.start + dt.timedelta(days=-when.start.weekday() % 7)
    else:
        january = when.start.replace(day=4)
        first = january - dt.timedelta(days=january.weekday())
    return first + dt.timedelta(days=7 * (number - 1))


@step_rule("nthweekday")
@rule(
    "time-nth-weekday",
    why="五月的第二个星期六 counts weekdays within the month before it.",
    examples=[ex("比赛定于⟦2022年5月第二个星期六⟧举行", timex_value="2022-05-14")],
)
def weekday_of_month(context: Context, when: When | None, step: Step) -> When | None:
    if when is None or when.year is None or when.start is None:
        return None
    month_ = when.month or 1
    assert isinstance(step.a, int)
    assert isinstance(step.b, int)
    found = nth_weekday(when.year, month_, step.a, step.b)
    return of_date(found) if found else None


@step_rule("head")
@rule(
    "time-first-units",
    why="前三季度, 前10个月, 最后3周 are the first or last units of the period before them; quarters"
    " and months without one, of a year chosen as a month's is.",
    examples=[
        ex("⟦今年前三季度⟧利润增长", date="2013-10-12", timex_value="2013-01/2013-09", time_end="2013-09-30"),
        ex("⟦前10个月⟧货运量下降", date="2013-11-12", timex_value="2013-01/2013-10"),
        ex("⟦2009年首月⟧实现开门红", timex_value="2009-01"),
        ex("⟦今年的前20天⟧没有降雨", timex_value="2026-01-01/2026-01-20"),
    ],
)  # fmt: skip
def first_units(context: Context, when: When | None, step: Step) -> When | None:
    count, unit, side = step.a, step.b, step.c
    assert isinstance(count, int)
    if when is None:
        if unit not in ("quarter", "month") or side != 1:
            return None
        if unit == "month" and context.alone and context.ref:
            return _months_before(context.ref, count)
        when = of_year(_year_so_far(context, count * 3 if unit == "quarter" else count))
    months = count * 3 if unit == "quarter" else count if unit == "month" else 0
    if months:
        first, last = (1, months) if side == 1 else (13 - months, 12)
        if not 1 <= first <= last <= 12:
            return None
        if first == last:
            return of_month(when.year, first)
        a, b = of_month(when.year, first), of_month(when.year, last)
        return When(f"{a.value}/{b.value}", Grain.MONTH, a.start, b.end, when.year)
    if when.start is None or when.end is None:
        return None
    start, end = when.start, when.end
    if unit == "week":  # whole weeks
        start += dt.timedelta(days=-start.weekday() % 7)
        end -= dt.timedelta(days=(end.weekday() + 1) % 7)
    length = dt.timedelta(days=(7 if unit == "week" else 1) * count - 1)
    start, end = (start, start + length) if side == 1 else (end - length, end)
    return When(f"{start}/{end}", Grain.WEEK, start, end, start.year)
