"""Years and longer: no anchor is needed."""

from __future__ import annotations

import datetime as dt

from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.points.registry import step_rule
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_century,
    of_decade,
    of_year,
)
from pipeline.rules import ex, rule


@step_rule("year")
@rule(
    "time-year",
    why="A four-digit number before 年 (年度, 财年), a year of an era, a two-digit year where a month"
    " or season follows: no anchor is needed.",
    examples=[
        ex("⟦2013年⟧粮食总产量再创新高", timex_value="2013", time_start="2013-01-01", time_end="2013-12-31", label="DATE"),
        ex("该桥于⟦二〇〇八年⟧通车", timex_value="2008"),
        ex("公司⟦2015年度⟧净利润下滑", timex_value="2015"),
        ex("他⟦08年⟧调入厂里", timex_value="2008"),
        ex("石碑立于⟦民国三十年⟧,保存完好", timex_value="1941"),
        ex("⟦114年度⟧總預算案三讀", timex_value="2025"),
        ex("李白生于长安元年(⟦701年⟧)", timex_value="0701", time_start="0701-01-01"),
    ],
    never=["展馆收藏了1984对瓷瓶", "他已教书30年"],
)  # fmt: skip
def year(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return of_year(step.a) if step.a > 0 else None


@step_rule("bc")
@rule(
    "time-before-christ",
    why="TIMEX3 writes years before the common era BC0221; the calendar of days does not reach them.",
    examples=[ex("⟦公元前221年⟧,秦统一六国", timex_value="BC0221", time_start="")],
)
def before_christ(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return When(f"BC{step.a:0{4 if step.b else 2}d}", Grain.YEAR if step.b else Grain.CENTURY)


@step_rule("century")
@rule(
    "time-century",
    why="20世纪 is the years 19xx, written 19; no anchor.",
    examples=[ex("⟦18世纪⟧的瓷器", timex_value="17", time_start="1700-01-01")],
)
def century(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    return of_century(step.a)


@step_rule("decade")
@rule(
    "time-decade",
    why="A decade belongs to the century named before it; alone, 20 to 90 to the 20th century and"
    " 00 and 10 to the 21st, as the language uses them.",
    examples=[
        ex("⟦上世纪90年代⟧,这里办起了服装厂", timex_value="199", time_start="1990-01-01", time_end="1999-12-31"),
        ex("⟦上世纪八九十年代⟧,外出务工的人多了", timex_value="198/199", time_end="1999-12-31"),
        ex("⟦八十年代⟧,他南下经商", timex_value="198"),
        ex("⟦十九世纪七十年代⟧的铁路", timex_value="187"),
    ],
)  # fmt: skip
def decade(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    if isinstance(step.b, int):
        first, last = (decade(context, when, Step("decade", 1, d)) for d in (step.a, step.b))
        assert first
        assert last
        return When(f"{first.value}/{last.value}", Grain.DECADE, first.start, last.end)
    if step.a >= 100:
        return of_decade(step.a)
    if when is not None:
        return of_decade(int(when.value) * 10 + step.a)
    return of_decade((200 if step.a < 2 else 190) + step.a)


@step_rule("plan")
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


@step_rule("schoolyear")
@rule(
    "time-school-year",
    why="A school year runs from September to the next August; no anchor.",
    examples=[
        ex(
            "⟦2013学年⟧招生工作启动",
            timex_value="2013",
            time_start="2013-09-01",
            time_end="2014-08-31",
        ),
        ex(
            "⟦2024/2025学年⟧招生结束",
            timex_value="2024",
            time_start="2024-09-01",
            time_end="2025-08-31",
        ),
    ],
)
def school_year(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    days = dt.date(step.a, 9, 1), dt.date(step.a + 1, 8, 31)
    return When(f"{step.a:04d}", Grain.YEAR, *days, step.a)


@step_rule("twoyears")
@rule(
    "time-two-year-season",
    why="A season named by two years (2025/26赛季) begins in the summer of the first and ends before"
    " the next one's: July to June, as leagues and sugar mills reckon.",
    examples=[
        ex(
            "⟦2025/26赛季⟧联赛收官",
            timex_value="2025/2026",
            time_start="2025-07-01",
            time_end="2026-06-30",
        )
    ],
    never=["赔率为2025/26"],
)
def two_years(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    days = dt.date(step.a, 7, 1), dt.date(step.a + 1, 6, 30)
    return When(f"{step.a:04d}/{step.a + 1:04d}", Grain.YEAR, *days)


@step_rule("reign")
@rule(
    "time-reign",
    why="康熙年间 is the whole of the era, 光绪初年 its beginning: the years of the lexicon.",
    examples=[
        ex(
            "祠堂建于⟦康熙年间⟧,保存完好",
            timex_value="1662/1722",
            time_start="1662-01-01",
            time_end="1722-12-31",
        ),
    ],
)
def reign(context: Context, when: When | None, step: Step) -> When | None:
    first, last = map(int, str(step.a).split("/"))
    days = dt.date(first, 1, 1), dt.date(last, 12, 31)
    return When(f"{first:04d}/{last:04d}", Grain.DECADE, *days)
