"""Points in time: each step narrows what stands before it, or asks an anchor."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.calendars import (
    add_months,
    festival,
    festival_rules,
    lunar_months,
    lunar_to_solar,
    make_date,
    month_end,
    nth_weekday,
)
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.when import (
    Grain,
    When,
    digits,
    interval,
    of_century,
    of_date,
    of_day,
    of_decade,
    of_half,
    of_month,
    of_quarter,
    of_season,
    of_week,
    of_year,
)
from pipeline.rules import Rule, ex, rule

Produce = Callable[[Context, When | None, Step], When | None]
#: The rule of each kind of step; the last step of a point names the mention's rule.
STEPS: dict[str, Rule[[Context, When | None, Step], When | None]] = {}


def resolve(context: Context, steps: tuple[Step, ...], base: When | None = None) -> When | None:
    """The time that ``steps`` say, within ``base`` if given; None when they say none."""
    when = base
    if when is None and len(steps) > 1 and (steps[0].kind, steps[1].kind) == ("month", "day"):
        steps = (steps[0]._replace(b=steps[1].a), *steps[1:])
    lunar = any(s.kind == "lunar" for s in steps)
    for step in steps:
        if step.kind == "lunar":
            continue
        if lunar and step.kind in ("month", "day"):
            step = step._replace(kind=f"lunar{step.kind}", b=0)
        made = STEPS[step.kind](context, when, step)
        if made is None:
            return None
        when = made
    return when


def rule_of(steps: tuple[Step, ...]) -> str:
    """The name of the rule that a point is credited to: that of its finest step."""
    return STEPS[steps[-1].kind].name


def _step(*kinds: str) -> Callable[[Rule[..., When | None]], Rule[..., When | None]]:
    def register(made: Rule[..., When | None]) -> Rule[..., When | None]:
        STEPS.update(dict.fromkeys(kinds, made))
        return made

    return register


@_step("year")
@rule(
    "time-year",
    why="A four-digit number before 年 (年度, 财年), a year of an era, a two-digit year where a month"
    " or season follows: no anchor is needed.",
    examples=[
        ex("⟦2013年⟧粮食总产量再创新高", timex_value="2013", time_start="2013-01-01", time_end="2013-12-31", label="DATE"),
        ex("该桥于⟦二〇〇八年五月⟧通车", timex_value="2008-05", time_end="2008-05-31"),
        ex("公司⟦2015年度⟧净利润下滑", timex_value="2015"),
        ex("他⟦98年4月⟧调入厂里", timex_value="1998-04"),
        ex("石碑立于⟦民国三十年⟧,保存完好", timex_value="1941"),
        ex("报名于⟦2012-03-05⟧截止", timex_value="2012-03-05"),
    ],
    never=["展馆收藏了1984对瓷瓶", "他已教书30年"],
)  # fmt: skip
def year(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return of_year(step.a) if step.a > 0 else None


@_step("bc")
@rule(
    "time-before-christ",
    why="TIMEX3 writes years before the common era BC0221; the calendar of days does not reach them.",
    examples=[ex("⟦公元前221年⟧,秦统一六国", timex_value="BC0221", time_start="")],
)
def before_christ(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return When(f"BC{step.a:04d}", Grain.YEAR)


@_step("century")
@rule(
    "time-century",
    why="20世纪 is the years 19xx, written 19; no anchor.",
    examples=[ex("⟦18世纪⟧的瓷器", timex_value="17", time_start="1700-01-01")],
)
def century(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return of_century(step.a)


@_step("decade")
@rule(
    "time-decade",
    why="A decade belongs to the century named before it; alone, 20 to 90 to the 20th century and"
    " 00 and 10 to the 21st, as the language uses them.",
    examples=[
        ex("⟦上世纪90年代⟧,这里办起了服装厂", timex_value="199", time_start="1990-01-01", time_end="1999-12-31"),
        ex("⟦八十年代⟧,他南下经商", timex_value="198"),
        ex("⟦十九世纪七十年代⟧的铁路", timex_value="187"),
    ],
)  # fmt: skip
def decade(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    if step.a >= 100:
        return of_decade(step.a)
    if when is not None:
        return of_decade(int(when.value) * 10 + step.a)
    return of_decade((200 if step.a < 2 else 190) + step.a)


@_step("plan")
@rule(
    "time-five-year-plan",
    why="The n-th five-year plan runs from 1966 + 5(n-3), the first two from 1953: computed, so that"
    " plans yet to come need no table.",
    examples=[
        ex("⟦“十二五”期间⟧,新建公路三条", timex_value="2011/2015", time_start="2011-01-01", time_end="2015-12-31"),
        ex("⟦“十四五”时期⟧是关键五年", timex_value="2021/2025"),
    ],
    never=["国家“十四五”规划纲要印发"],
)  # fmt: skip
def plan(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    first = 1953 + 5 * (step.a - 1) if step.a < 3 else 1966 + 5 * (step.a - 3)
    days = dt.date(first, 1, 1), dt.date(first + 4, 12, 31)
    return When(f"{first}/{first + 4}", Grain.YEAR, *days)


@_step("month")
@rule(
    "time-month",
    why="A month takes the year before it. Without one: the year last mentioned if in the same"
    " sentence, else the reference's year, or last year's when it would lie far ahead.",
    examples=[
        ex("2012年5月开工,⟦10月⟧竣工", timex_value="2012-10"),
        ex("⟦12月5日⟧,他回到了家乡", date="2014-01-10", timex_value="2013-12-05"),
        ex("展览⟦12月5日⟧将在市博物馆开幕", date="2014-01-10", timex_value="2014-12-05"),
        ex("⟦2月⟧,用电量回升", timex_value="2026-02", time_end="2026-02-28"),
        ex("新华社⟦5月10日⟧电", date="", timex_value="XXXX-05-10", time_start=""),
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


@_step("day")
@rule(
    "time-day",
    why="A day takes the month before it. Without one: the month last mentioned while it runs on,"
    " else the reference's (the dateline's) month, or the one before.",
    examples=[
        ex("本报⟦10日⟧讯", date="2013-10-12", timex_value="2013-10-10"),
        ex("飞船2012年6月16日发射,⟦18日⟧完成对接", date="2012-06-24", timex_value="2012-06-18"),
        ex("据当地媒体⟦28日⟧报道", date="2026-03-02", timex_value="2026-02-28"),
        ex("预计⟦25日起⟧气温将回升", date="2023-12-21", timex_value="2023-12-25", time_end=""),
    ],
    never=["2号线延长段开通", "一日游产品热销"],
)
def day(context: Context, when: When | None, step: Step) -> When | None:
    number = step.a
    assert isinstance(number, int)
    if not 1 <= number <= 31:
        return None
    if when is not None:
        return of_day(when.year, when.month, number)
    return of_day(*context.month_for(number), number)


def _year(context: Context, when: When | None, first_month: int) -> int | None:
    """The year of a part of a year: given, or chosen as a month's is."""
    if when is not None:
        return when.year
    return context.year_for(lambda y: dt.date(y, first_month, 1))


@_step("quarter")
@rule(
    "time-quarter",
    why="A quarter takes the year before it, else a year as a month does.",
    examples=[
        ex("⟦二季度⟧出口增长4.5%", date="2025-07-14", timex_value="2025-Q2", time_end="2025-06-30"),
        ex("⟦四季度⟧订单回落", date="2025-02-14", timex_value="2024-Q4"),
    ],
)
def quarter(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return of_quarter(_year(context, when, 3 * step.a - 2), step.a)


@_step("half")
@rule(
    "time-half",
    why="A half takes the year before it, else a year as a month does.",
    examples=[
        ex("⟦上半年⟧外贸增长", date="2025-07-14", timex_value="2025-H1", time_end="2025-06-30")
    ],
)
def half(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return of_half(_year(context, when, 6 * step.a - 5), step.a)


@_step("season")
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
    return of_season(_year(context, when, {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]), code)


@_step("seasons")
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


@_step("xun", "halfmonth")
@rule(
    "time-part-of-month",
    why="上旬 中旬 下旬 and 上半月 take the month before them, else the reference's; TIMEX3 has no"
    " value for them, so the value is the month and mod says which part.",
    examples=[
        ex("⟦6月中旬⟧开始收割", timex_value="2026-06", mod="MID", time_start="2026-06-11", time_end="2026-06-20"),
        ex("⟦上半月⟧气温偏高", timex_value="2026-03", mod="START", time_end="2026-03-15"),
    ],
)  # fmt: skip
def part_of_month(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    if when is None:
        now = context.ref
        when = of_month(now.year if now else None, now.month if now else None)
    last = when.end.day if when.end else 31
    bounds = {"xun": [(1, 10, "START"), (11, 20, "MID"), (21, last, "END")],
              "halfmonth": [(0, 0, ""), (1, 15, "START"), (16, last, "END")]}[step.kind]  # fmt: skip
    first, final, mod = bounds[step.a]
    if when.start is None:
        return replace(when, mod=mod)  # type: ignore[arg-type]  # one of the three above
    days = when.start.replace(day=first), when.start.replace(day=final)
    return replace(when, start=days[0], end=days[1], mod=mod, grain=Grain.WEEK)  # type: ignore[arg-type]  # ditto


@_step("nth")
@rule(
    "time-nth",
    why="第三周, 第九个月 count within the period before them: weeks of a year as ISO numbers them,"
    " weeks of a month from its first Monday.",
    examples=[
        ex("⟦2021年第二周⟧销量回升", timex_value="2021-W02", time_start="2021-01-11"),
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


@_step("nthweekday")
@rule(
    "time-nth-weekday",
    why="十月的第一个星期一 counts weekdays within the month before it.",
    examples=[ex("比赛定于⟦2021年6月第三个星期日⟧举行", timex_value="2021-06-20")],
)
def weekday_of_month(context: Context, when: When | None, step: Step) -> When | None:
    if when is None or when.year is None or when.start is None:
        return None
    month_ = when.month or 1
    assert isinstance(step.a, int)
    assert isinstance(step.b, int)
    found = nth_weekday(when.year, month_, step.a, step.b)
    return of_date(found) if found else None


@_step("head")
@rule(
    "time-first-units",
    why="前三季度, 前10个月, 最后3周 are the first or last units of the period before them; quarters"
    " and months without one, of a year chosen as a month's is.",
    examples=[
        ex("⟦今年前三季度⟧利润增长", date="2013-10-12", timex_value="2013-01/2013-09", time_end="2013-09-30"),
        ex("⟦前10个月⟧货运量下降", date="2013-11-12", timex_value="2013-01/2013-10"),
        ex("⟦2005年首月⟧实现开门红", timex_value="2005-01"),
        ex("⟦去年的前10天⟧没有降雨", timex_value="2025-01-01/2025-01-10"),
    ],
)  # fmt: skip
def first_units(context: Context, when: When | None, step: Step) -> When | None:
    count, unit, side = step.a, step.b, step.c
    assert isinstance(count, int)
    if when is None:
        if unit not in ("quarter", "month") or side != 1:
            return None
        when = of_year(_year(context, None, 1))
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


@_step("rel")
@rule(
    "time-relative",
    why="今天 去年 上月 count from the reference; 当天 同年 次日 上年 from the time last mentioned, and"
    " from the reference when there is none.",
    examples=[
        ex("⟦今天⟧,展馆开放", timex_value="2026-03-15", time_start="2026-03-15"),
        ex("⟦去年⟧产量下降", timex_value="2025"),
        ex("⟦昨日下午⟧,列车恢复运行", timex_value="2026-03-14TAF", label="TIME"),
        ex("他2008年入职,⟦同年⟧获奖", timex_value="2008"),
        ex("他5月3日到京,⟦次日⟧返回", date="2013-10-12", timex_value="2013-05-04"),
        ex("2012年销量大增,比⟦上年⟧增长两成", timex_value="2011"),
        ex("⟦上周⟧股市震荡", timex_value="2026-W10", time_start="2026-03-02", time_end="2026-03-08"),
        ex("预计⟦明年6月⟧建成", date="", timex_value="XXXX-06", time_start=""),
    ],
)  # fmt: skip
def relative(context: Context, when: When | None, step: Step) -> When | None:
    unit, offset, anchor = step.a, step.b, step.c
    assert isinstance(offset, int)
    if when is not None:  # 4月当月
        return when
    base = context.last if anchor == "last" else None
    if unit == "day":
        return _relative_day(context, offset, anchor == "last")
    now = (base.start if base else None) or context.ref
    if base is not None and base.start is None and base.year is None:
        now = None
    if unit == "year":
        known = base.year if base and base.year is not None else now.year if now else None
        return of_year(None if known is None else known + offset)
    if unit == "century":
        return of_century(now.year // 100 + offset) if now else When("XX", Grain.CENTURY)
    if now is None:
        return (
            of_month(None, None)
            if unit == "month"
            else When("XXXX-WXX" if unit == "week" else "XXXX-QX", Grain.WEEK)
        )
    if unit == "month":
        moved = add_months(now, offset)
        return of_month(moved.year, moved.month)
    if unit == "quarter":
        moved = add_months(now, 3 * offset)
        return of_quarter(moved.year, (moved.month + 2) // 3)
    return of_week(now - dt.timedelta(days=now.weekday() - 7 * offset))


def _relative_day(context: Context, offset: int, running: bool) -> When:
    base = context.day if running else None
    now = base.start if base else context.ref
    if base is not None and base.start is None and offset == 0:
        return of_day(base.year, base.month, base.day)
    return of_date(now + dt.timedelta(days=offset)) if now else of_day(None, None, None)


@_step("both")
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


@_step("weekday")
@rule(
    "time-weekday",
    why="A weekday with 上 本 下 counts weeks from the reference; a bare one is the last before it,"
    " the next after it with a future tense or when it stands alone. After a date it only repeats it.",
    examples=[
        ex("⟦上周三⟧,两市成交放大", timex_value="2026-03-04"),
        ex("发言人⟦周三⟧表示", timex_value="2026-03-11"),
        ex("听证会将于⟦下周一⟧举行", timex_value="2026-03-16"),
        ex("⟦本周末⟧有雨", timex_value="2026-W11-WE", time_start="2026-03-14", time_end="2026-03-15"),
        ex("⟦10月12日星期六⟧照常上班", date="2013-10-12", timex_value="2013-10-12"),
    ],
    never=["每周一次的例会", "周末版报纸"],
)  # fmt: skip
def weekday(context: Context, when: When | None, step: Step) -> When | None:
    offset, number = step.a, step.b
    assert isinstance(number, int)
    if when is not None and when.grain >= Grain.DAY:
        return when
    ref = context.ref
    if when is not None and when.start is not None:
        monday = when.start - dt.timedelta(days=when.start.weekday())
    elif ref is None:
        return When("XXXX-WXX-" + (str(number) if number else "WE"), Grain.DAY)
    elif offset is None and number:
        found = context.weekday_for(number)
        return of_date(found) if found else None
    else:
        monday = ref - dt.timedelta(days=ref.weekday() - 7 * int(offset or 0))
    if number:
        return of_date(monday + dt.timedelta(days=number - 1))
    week = of_week(monday)
    return replace(week, value=f"{week.value}-WE", start=monday + dt.timedelta(days=5))


@_step("fest", "fixed")
@rule(
    "time-festival",
    why="A named day falls where the calendar puts it in the year before it; without one, in a year"
    " chosen as a month's is (alone: the next to come).",
    examples=[
        ex("图为⟦2012年“五一”期间⟧的庆祝活动", timex_value="2012-05-01"),
        ex("⟦2006年端午节⟧前后销量大增".replace("前后", "当地"), timex_value="2006-05-31"),
        ex("⟦春节期间⟧,景区游客增多", timex_value="2026-02-17", time_start="2026-02-17"),
        ex("⟦国庆节⟧当地将举办灯会", date="2013-09-12", timex_value="2013-10-01"),
    ],
    never=["他获得五一劳动奖章", "昨夜普降大雪封路"],
)  # fmt: skip
def festival_day(context: Context, when: When | None, step: Step) -> When | None:
    name = str(step.a)
    found = _festival_year(context, when, step)
    if found is None:
        known = name if step.kind == "fixed" else festival_rules()[name][0]
        fixed = len(known) == 5 and known[0].isdigit() and "." not in known
        return When(f"XXXX-{known}" if fixed else "XXXX", Grain.DAY)
    first, last = found
    if when is not None and when.grain >= Grain.DAY and when.start and when.end:  # 国庆中秋假期
        first, last = min(first, when.start), max(last, when.end)
    value = first.isoformat() if first == last else f"{first}/{last}"
    grain = Grain.DAY if first == last else Grain.MONTH
    return interval(value, grain, first, last)


def _festival_year(
    context: Context, when: When | None, step: Step
) -> tuple[dt.date, dt.date] | None:
    def at(year: int) -> tuple[dt.date, dt.date] | None:
        if step.kind == "fest":
            return festival(str(step.a), year)
        day_ = make_date(year, *map(int, str(step.a).split("-")))
        return (day_, day_) if day_ else None

    if when is not None:
        return at(when.year) if when.year is not None else None
    ref = context.ref
    if ref is not None and context.alone:
        return next(
            (d for y in (ref.year - 1, ref.year, ref.year + 1) if (d := at(y)) and d[1] >= ref),
            None,
        )
    chosen = context.year_for(lambda y: (at(y) or (None,))[0])
    return at(chosen) if chosen is not None else None


@_step("anniv")
@rule(
    "time-anniversary",
    why="国庆64周年 is the day in the year that many years after the founding: no anchor.",
    examples=[ex("在⟦国庆64周年⟧之际举办展览", timex_value="2013-10-01", time_start="2013-10-01")],
)
def anniversary(context: Context, when: When | None, step: Step) -> When | None:
    return when


@_step("lunarmonth")
@rule(
    "time-lunar-month",
    why="A month of the lunar calendar is found with the calendar library in the year before it, else"
    " in a year chosen as a month's is.",
    examples=[
        ex(
            "⟦2012年腊月⟧,村里杀猪过年",
            timex_value="2013-01-12/2013-02-09",
            time_start="2013-01-12",
        )
    ],
)
def lunar_month(context: Context, when: When | None, step: Step) -> When | None:
    number, leap = step.a, bool(step.b)
    assert isinstance(number, int)

    def days(year: int) -> tuple[dt.date, int] | None:
        return lunar_months(year).get((number, leap)) if 1901 <= year <= 2099 else None

    chosen = when.year if when else context.year_for(lambda y: (days(y) or (None,))[0])
    found = days(chosen) if chosen is not None else None
    if chosen is None or found is None:
        return When(digits(chosen, 4), Grain.MONTH, year=chosen) if chosen is None else None
    last = found[0] + dt.timedelta(days=found[1] - 1)
    made = interval(f"{found[0]}/{last}", Grain.MONTH, found[0], last)
    return replace(made, lunar=(chosen, number, leap))


@_step("lunarday")
@rule(
    "time-lunar-day",
    why="A day of the lunar calendar, found with the calendar library in the lunar month before it.",
    examples=[
        ex("⟦农历八月十五⟧,全家团圆", date="2013-10-12", timex_value="2013-09-19"),
        ex("庙会⟦正月初六⟧开始".replace("开始", "开幕"), timex_value="2026-02-22"),
    ],
)
def lunar_day(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    if when is None:
        return None
    if when.lunar is None:
        return of_day(None, None, None)
    year_, month_, leap = when.lunar
    found = lunar_to_solar(year_, month_, step.a, leap=leap)
    return of_date(found) if found else None


@_step("edge")
@rule(
    "time-edge",
    why="底 末 初 of a year, quarter or month are its last or first day; 年底 and 月底 alone take the"
    " reference's year and month. Of longer periods they give only the mod.",
    examples=[
        ex("截至⟦2011年底⟧,共有会员三千人", timex_value="2011", mod="END", time_start="2011-12-31", time_end="2011-12-31"),
        ex("⟦6月初⟧开镰", timex_value="2026-06", mod="START", time_end="2026-06-01"),
        ex("力争⟦年底⟧完工", timex_value="2026", mod="END", time_start="2026-12-31"),
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
            when = of_year(running if running is not None else now.year if now else None)
        else:
            return None
    if which == "IN":
        return when
    if which == "MID" or when.grain in (Grain.CENTURY, Grain.DECADE) or when.start is None:
        return replace(when, mod=which)  # type: ignore[arg-type]  # START, MID or END
    at = when.end if which == "END" else when.start
    return replace(when, start=at, end=at, mod=which)  # type: ignore[arg-type]  # ditto


@_step("part")
@rule(
    "time-part-of-day",
    why="上午 晚 take the day before them, else the last day mentioned, else the reference's; codes are"
    " TIMEX3's.",
    examples=[
        ex("⟦9月4日凌晨⟧,飞机抵达", date="2004-09-04", timex_value="2004-09-04TMO", label="TIME"),
        ex("⟦今晚⟧有雷阵雨", timex_value="2026-03-15TEV"),
        ex("他9月4日到京,⟦下午⟧返程", date="2004-09-06", timex_value="2004-09-04TAF"),
    ],
)
def part(context: Context, when: When | None, step: Step) -> When | None:
    base = when or context.day_for() or _today(context)
    if base.grain < Grain.DAY:
        return None
    day_ = of_day(base.year, base.month, base.day)
    value = f"T{step.a}" if when is None and context.isolated else f"{day_.value}T{step.a}"
    return replace(day_, value=value, grain=Grain.PART)


def _today(context: Context) -> When:
    return of_date(context.ref) if context.ref else of_day(None, None, None)


@_step("clock")
@rule(
    "time-clock",
    why="A clock time takes the day before it, else the last day mentioned (a chronicle's running"
    " day), else the reference's; after 下午 or 晚 the hours are those of the afternoon.",
    examples=[
        ex("⟦9月1日10时⟧,警方赶到", date="2004-09-04", timex_value="2004-09-01T10:00"),
        ex(
            "9月1日10时,警方赶到。⟦11时30分⟧,火被扑灭",
            date="2004-09-04",
            timex_value="2004-09-01T11:30",
        ),
        ex("⟦昨晚8时30分许⟧,列车到站", timex_value="2026-03-14T20:30", mod="APPROX"),
        ex("⟦下午4点半⟧散会", timex_value="2026-03-15T16:30"),
        ex("节目⟦21:45⟧播出", timex_value="2026-03-15T21:45"),
    ],
    never=["他提了三点意见", "指数上涨12点"],
)
def clock(context: Context, when: When | None, step: Step) -> When | None:
    hour, minute, more = step.a, step.b, step.c
    assert isinstance(hour, int)
    base = when or context.day_for() or _today(context)
    if base.grain < Grain.DAY:
        return None
    if when is not None and when.grain == Grain.PART:
        hour = _afternoon(hour, when.value.rpartition("T")[2])
    day_ = of_day(base.year, base.month, base.day)
    value = f"{day_.value}T{hour:02d}:{minute or 0:02d}"
    if isinstance(more, int):
        value += f":{more:02d}"
    if context.isolated and (when is None or when.value.startswith("T")):
        value = value.partition("T")[2]
        value = "T" + (value if minute is not None else value[:2])
    mod = more if isinstance(more, str) else ""
    return replace(day_, value=value, grain=Grain.CLOCK, mod=mod)  # type: ignore[arg-type]  # MORE_THAN or APPROX


def _afternoon(hour: int, part_: str) -> int:
    """The hour of the day from one said after a part of the day."""
    if (part_ in ("AF", "EV") and hour < 12) or (part_ == "NI" and 6 <= hour < 12):
        return hour + 12
    return hour + 12 if part_ == "MI" and hour < 6 else hour


@_step("ref")
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


@_step("same")
@rule(
    "time-same-period",
    why="同期 is the period last mentioned; after 去年 the same one that many years earlier.",
    examples=[
        ex("上半年出口增长。⟦同期⟧,进口下降", date="2025-07-14", timex_value="2025-H1"),
        ex(
            "上半年出口增长,高于⟦去年同期⟧",
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
    return replace(period, value=value, start=start, end=end, year=start.year)
