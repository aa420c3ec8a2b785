"""Quarters, halves, seasons, months and their parts: they take a year, or choose one."""

from __future__ import annotations

from typing import cast

from pipeline.calendars import (
    make_date,
)
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.points.registry import step_rule
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_half,
    of_month,
    of_quarter,
    of_season,
    of_year,
)
from pipeline.model import Mod
from pipeline.rules import ex, rule


@step_rule("months")
@rule(
    "time-months",
    why="七八月 is July and August, of a year chosen as a month's is.",
    examples=[
        ex(
            "⟦七八月⟧雨水多",
            timex_value="2025-07/2025-08",
            date="2025-09-15",
            time_end="2025-08-31",
        )
    ],
)
def months(context: Context, when: When | None, step: Step) -> When | None:
    first, last = (month(context, when, Step("month", 4, number)) for number in (step.a, step.b))
    if first is None or last is None:
        return None
    return When(f"{first.value}/{last.value}", Grain.MONTH, first.start, last.end, first.year)


@step_rule("quarter")
@rule(
    "time-quarter",
    why="A quarter takes the year before it, else a year as a month does.",
    examples=[
        ex("台厂⟦第三季⟧營收成長", date="2025-11-05", timex_value="2025-Q3"),
        ex("公司⟦第二财季⟧净利润下降", date="2025-11-05", timex_value="2025-Q2"),
        ex("⟦二季度⟧产量回升", date="2022-07-20", timex_value="2022-Q2", time_end="2022-06-30"),
        ex("增速较⟦一季度⟧加快,年内将保持平稳", date="2023-08-20", timex_value="2023-Q1"),
        ex("⟦四季度⟧订单回落", date="2025-02-14", timex_value="2024-Q4"),
    ],
)
def quarter(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return of_quarter(context.year_within(when, 3 * step.a - 2), step.a)


@step_rule("quarters")
@rule(
    "time-quarters",
    why="二三季度 is both quarters, of a year chosen as a month's is.",
    examples=[
        ex(
            "⟦二三季度⟧用电平稳",
            date="2025-11-14",
            timex_value="2025-Q2/2025-Q3",
            time_end="2025-09-30",
        )
    ],
)
def quarters(context: Context, when: When | None, step: Step) -> When | None:
    first, last = (
        quarter(context, when, Step("quarter", 3, number)) for number in (step.a, step.b)
    )
    if first is None or last is None:
        return None
    return When(f"{first.value}/{last.value}", Grain.SEASON, first.start, last.end, first.year)


@step_rule("half")
@rule(
    "time-half",
    why="A half takes the year before it, else a year as a month does.",
    examples=[
        ex("⟦上半年⟧客流增加", date="2022-07-20", timex_value="2022-H1", time_end="2022-06-30"),
        ex("甲公司⟦上半年⟧净利降四成 拟派现2亿元", date="2009-08-21", timex_value="2009-H1"),
    ],
)
def half(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return of_half(context.year_within(when, 6 * step.a - 5), step.a)


@step_rule("season")
@rule(
    "time-season",
    why="Seasons are the meteorologists' three months; the year before it, else as a month does.",
    examples=[
        ex(
            "⟦2019年秋季⟧开学",
            timex_value="2019-FA",
            time_start="2019-09-01",
            time_end="2019-11-30",
        ),
        ex("⟦去冬⟧雨雪偏多", timex_value="2025-WI", time_end="2026-02-28"),
    ],
    never=["冬季奥运会吉祥物发布"],
)
def season(context: Context, when: When | None, step: Step) -> When | None:
    code = str(step.a)
    first_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    found = context.year_within(when, first_month)
    if step.b and found is not None and context.ref and context.ref.month < 5:
        found -= 1
    return of_season(found, code)


@step_rule("seasons")
@rule(
    "time-two-seasons",
    why="去冬今春 runs from last winter to this spring; anchored at the reference.",
    examples=[ex("⟦去冬今春⟧,当地持续干旱", timex_value="2025-WI/2026-SP", time_end="2026-05-31")],
)
def seasons(context: Context, when: When | None, step: Step) -> When | None:
    now = context.ref
    first_year = now.year + int(step.a or 0) if now else None
    first = of_season(first_year, str(step.b))
    last = of_season(None if first_year is None else first_year + 1, str(step.c))
    return When(f"{first.value}/{last.value}", Grain.SEASON, first.start, last.end, first_year)


@step_rule("month")
@rule(
    "time-month",
    why="A month takes the year before it. Without one: the year last mentioned if in the same"
    " sentence, else the reference's year, or last year's when it would lie far ahead.",
    examples=[
        ex("2012年5月开工,⟦10月⟧竣工", timex_value="2012-10"),
        ex("⟦12月⟧,他回到了家乡", date="2014-01-10", timex_value="2013-12"),
        ex("⟦9月⟧新增就业百万人,完成年度计划的88%", date="2025-12-08", timex_value="2025-09"),
        ex("新馆⟦12月⟧将对外开放", date="2014-01-10", timex_value="2014-12"),
        ex("⟦2月⟧,用电量回升", timex_value="2026-02", time_end="2026-02-28"),
        ex("项目⟦5月⟧开工", date="", timex_value="XXXX-05", time_start=""),
        ex("预计⟦明年6月⟧建成", date="", timex_value="XXXX-06", time_start=""),
    ],
)  # fmt: skip
def month(context: Context, when: When | None, step: Step) -> When | None:
    number = step.a
    assert isinstance(number, int)
    if not 1 <= number <= 12:
        return None
    if when is not None:
        return of_month(when.year, number)
    day_ = step.b if isinstance(step.b, int) else 1
    return of_month(context.year_for(lambda y: make_date(y, number, day_)), number)


def _running_month(context: Context) -> When:
    """The month last mentioned in this sentence or the one before, else the reference's."""
    last, now = context.last, context.ref
    if last is not None and last.month is not None and context.sentence - context.last_sentence < 2:
        return of_month(last.year, last.month)
    return of_month(now.year if now else None, now.month if now else None)


@step_rule("xun", "halfmonth")
@rule(
    "time-part-of-month",
    why="上旬 中旬 下旬 and 上半月 take the month before them, else the one last mentioned or the reference's; TIMEX3 has no"
    " value for them, so the value is the month and mod says which part.",
    examples=[
        ex("⟦6月中旬⟧开始收割", timex_value="2026-06", mod="MID", time_start="2026-06-11", time_end="2026-06-20"),
        ex("7月上旬偏旱,⟦下旬⟧转涝", timex_value="2025-07", mod="END", time_end="2025-07-31", date="2025-09-01"),
        ex("⟦上半月⟧气温偏高", timex_value="2026-03", mod="START", time_end="2026-03-15"),
    ],
)  # fmt: skip
def part_of_month(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    if when is None:
        when = _running_month(context)
    last = when.end.day if when.end else 31
    bounds: dict[str, list[tuple[int, int, Mod]]] = {"xun": [(1, 10, "START"), (11, 20, "MID"), (21, last, "END"), (1, 20, ""), (11, last, "")],
              "halfmonth": [(0, 0, ""), (1, 15, "START"), (16, last, "END")]}  # fmt: skip
    first, final, mod = bounds[step.kind][step.a]
    if when.start is None:
        return when._replace(mod=mod)
    days = when.start.replace(day=first), when.start.replace(day=final)
    return when._replace(start=days[0], end=days[1], mod=mod, grain=Grain.WEEK)


@step_rule("edge")
@rule(
    "time-edge",
    why="底 末 初 of a year, quarter or month are its last or first day; 年底 and 月底 alone take the"
    " reference's year and month. Of longer periods they give only the mod.",
    examples=[
        ex("截至⟦2011年底⟧,共有会员三千人", timex_value="2011", mod="END", time_start="2011-12-31", time_end="2011-12-31"),
        ex("桥于⟦光绪初年⟧重修", timex_value="1875/1908", mod="START"),
        ex("⟦6月初⟧开镰", timex_value="2026-06", mod="START", time_end="2026-06-01"),
        ex("力争⟦年底⟧完工", timex_value="2026", mod="END", time_start="2026-12-31"),
        ex("2006年,全市增长12%。⟦年末⟧,人口3万人", date="2007-01-19", timex_value="2006"),
        ex("⟦明年年初⟧动工", date="", timex_value="XXXX", mod="START"),
    ],
    never=["他到2013年中国馆参观年底层商铺"],
)  # fmt: skip
def edge(context: Context, when: When | None, step: Step) -> When | None:
    which, unit = step.a, step.b
    if when is None:
        now = context.ref
        if unit == "month":
            when = of_month(now.year if now else None, now.month if now else None)
        elif unit == "year":
            running = context.running_year()
            if running is None and which == "END" and context.looks_back:
                running = context.last.year if context.last else None
            when = of_year(running if running is not None else now.year if now else None)
        else:
            return None
    if which == "IN":
        return when
    if which == "MID" or when.grain in (Grain.CENTURY, Grain.DECADE) or when.start is None:
        return when._replace(mod=cast(Mod, which))
    at = when.end if which == "END" else when.start
    return when._replace(start=at, end=at, mod=cast(Mod, which))
