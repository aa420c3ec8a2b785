"""Times said from an anchor: 去年 from the article, 同年 from the time last mentioned."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.calendars import (
    add_months,
    month_end,
)
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.points.registry import step_rule
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_century,
    of_date,
    of_day,
    of_month,
    of_quarter,
    of_week,
    of_year,
)
from pipeline.rules import ex, rule

#: The century meant by 本世纪 in a text without a date: that of the language described here.
_THIS_CENTURY = 20


@step_rule("rel")
@rule(
    "time-relative",
    why="今天 去年 上月 count from the reference; 当天 同年 次日 上年 from the time last mentioned, and"
    " from the reference when there is none.",
    examples=[
        ex("⟦今天⟧,展馆开放", timex_value="2026-03-15", time_start="2026-03-15"),
        ex("⟦去年⟧产量下降", timex_value="2025"),
        ex("他2008年入职,⟦同年⟧获奖", timex_value="2008"),
        ex("他5月3日到京,⟦次日⟧返回", date="2013-10-12", timex_value="2013-05-04"),
        ex("5月3日上涨。本周累计涨2元,⟦当天⟧成交3亿元", date="2013-05-04", timex_value="2013-05-03"),
        ex("2012年销量大增,比⟦上年⟧增长两成", timex_value="2011"),
        ex("⟦去年的今天⟧,大桥通车", timex_value="2025-03-15"),
        ex("指数较⟦前一交易日⟧上涨", date="2026-03-16", timex_value="2026-03-13"),
        ex("⟦上周⟧股市震荡", timex_value="2026-W10", time_start="2026-03-02", time_end="2026-03-08"),
        ex("预计⟦明年⟧建成", date="", timex_value="XXXX", time_start=""),
    ],
)  # fmt: skip
def relative(context: Context, when: When | None, step: Step) -> When | None:
    unit, offset, anchor = step.a, step.b, step.c
    assert isinstance(offset, int)
    if when is not None:  # 去年的今天, 4月当月
        if unit != "day" or when.grain != Grain.YEAR:
            return when
        ref = context.ref
        return of_day(when.year, ref.month if ref else None, ref.day if ref else None)
    base = context.last if anchor == "last" else None
    if unit in ("day", "workday"):
        return _relative_day(context, offset, anchor == "last", unit == "workday")
    now = (base.start if base else None) or context.ref
    if base is not None and base.start is None and base.year is None:
        now = None
    if unit == "year":
        known = base.year if base and base.year is not None else now.year if now else None
        return of_year(None if known is None else known + offset)
    if unit == "century":
        return of_century((now.year // 100 if now else _THIS_CENTURY) + offset)
    return _relative_from(now, str(unit), offset)


def _relative_from(now: dt.date | None, unit: str, offset: int) -> When:
    """The month, quarter or week some way from the one that holds ``now``."""
    if now is None:
        unknown = {"week": "XXXX-WXX", "quarter": "XXXX-QX", "month": "XXXX-XX"}
        return When(unknown[unit], Grain.MONTH if unit == "month" else Grain.WEEK)
    if unit == "week":
        return of_week(now - dt.timedelta(days=now.weekday() - 7 * offset))
    moved = add_months(now, 3 * offset if unit == "quarter" else offset)
    if unit == "month":
        return of_month(moved.year, moved.month)
    return of_quarter(moved.year, (moved.month + 2) // 3)


def _relative_day(context: Context, offset: int, running: bool, working: bool) -> When:
    base = context.day if running else None
    now = base.start if base else context.ref
    if base is not None and base.start is None and offset == 0:
        return of_day(base.year, base.month, base.day)
    if now is not None and working:
        offset = _weekdays(now, offset)
    return of_date(now + dt.timedelta(days=offset)) if now else of_day(None, None, None)


def _weekdays(day: dt.date, offset: int) -> int:
    """The days from ``day`` to the weekday before or after it; no table of closed days is kept."""
    weekday = day.isoweekday()
    if offset < 0:
        return {1: -3, 7: -2}.get(weekday, -1)
    return {5: 3, 6: 2}.get(weekday, 1)


@step_rule("both")
@rule(
    "time-two-years",
    why="今明两年 is both years, counted from the reference.",
    examples=[ex("⟦今明两年⟧将新建学校十所", timex_value="2026/2027", time_end="2027-12-31")],
)
def both(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.b, int)
    assert isinstance(step.c, int)
    first, last = (
        relative(context, None, Step("rel", 2, step.a, offset, "ref"))
        for offset in (step.b, step.c)
    )
    assert first
    assert last
    return When(f"{first.value}/{last.value}", first.grain, first.start, last.end, first.year)


@step_rule("same")
@rule(
    "time-same-period",
    why="同期 is the period last mentioned; after 去年 the same one that many years earlier.",
    examples=[
        ex("上半年客流增加。⟦同期⟧,货运下降", date="2022-07-20", timex_value="2022-H1"),
        ex(
            "上半年客流增加,高于⟦去年同期⟧",
            date="2025-07-14",
            timex_value="2024-H1",
            time_end="2024-06-30",
        ),
    ],
)
def same_period(context: Context, when: When | None, step: Step) -> When | None:
    period = context.period
    if period is None:
        return when
    if when is None:
        return period
    if when.year is None or period.start is None or period.end is None:
        return when
    years = when.year - period.end.year
    start = add_months(period.start, 12 * years)
    end = add_months(period.end, 12 * years)
    if period.end == month_end(period.end.year, period.end.month):
        end = month_end(end.year, end.month)
    value = re.sub(r"\d{4}", lambda m: f"{int(m[0]) + years:04d}", period.value)
    return period._replace(value=value, start=start, end=end, year=start.year)


@step_rule("ref")
@rule(
    "time-vague",
    why="目前 is the reference day; 日前 近日 此前 and 今后 name no day.",
    examples=[
        ex("⟦目前⟧,道路已经畅通", timex_value="PRESENT_REF", time_start="2026-03-15", time_end="2026-03-15"),
        ex("该市⟦日前⟧出台办法", timex_value="PAST_REF", time_start=""),
    ],
)  # fmt: skip
def vague(context: Context, when: When | None, step: Step) -> When | None:
    ref = context.ref if step.a == "PRESENT_REF" else None
    return When(str(step.a), Grain.DAY, ref, ref)


@step_rule("whole")
@rule(
    "time-whole-year",
    why="全年 is the year before it; alone at the start of a clause or of what was done the year last"
    " mentioned, in this sentence or the two before, else the reference's.",
    examples=[
        ex("预计⟦今年全年⟧增速为5%", timex_value="2026"),
        ex("2025年经济向好。⟦全年⟧出口增长两成", timex_value="2025", time_end="2025-12-31"),
        ex("2025年经济向好。全省法院⟦全年⟧受理案件增长两成", timex_value="2025"),
    ],
    never=["提高全年级的成绩", "景区全年开放"],
)
def whole_year(context: Context, when: When | None, step: Step) -> When | None:
    if when is not None:
        return when
    last, ref = context.last, context.ref
    if last and last.year is not None and context.sentence - context.last_sentence <= 2:
        return of_year(last.year)
    return of_year(ref.year if ref else None)
