"""Days, weekdays, parts of the day and clock times."""

from __future__ import annotations

import datetime as dt
from typing import cast

from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.points.registry import step_rule
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_date,
    of_day,
    of_week,
)
from pipeline.model import Mod
from pipeline.rules import ex, rule


@step_rule("day")
@rule(
    "time-day",
    why="A day takes the month before it. Without one: the month last mentioned while it runs on,"
    " else the reference's (the dateline's) month, or the one before.",
    examples=[
        ex("本报⟦10日⟧讯", date="2013-10-12", timex_value="2013-10-10"),
        ex("2025年11月以来多船遇袭;⟦7日⟧,货轮沉没", date="2026-03-10", timex_value="2026-03-07"),
        ex("船队2015年8月3日出海,⟦9日⟧返港", date="2015-08-20", timex_value="2015-08-09"),
        ex(
            "2024年3月开放口岸以来,截至⟦3月17日⟧,入境百万人次",
            date="2025-03-19",
            timex_value="2025-03-17",
        ),
        ex("据当地媒体⟦30日⟧报道", date="2021-05-02", timex_value="2021-04-30"),
        ex("报名于⟦2012-03-05⟧截止", timex_value="2012-03-05"),
        ex("⟦12月5日⟧,他回到了家乡", date="2014-01-10", timex_value="2013-12-05"),
        ex("展览⟦12月5日⟧将在市博物馆开幕", date="2014-01-10", timex_value="2014-12-05"),
        ex("本报⟦6月8日⟧讯", date="", timex_value="XXXX-06-08", time_start=""),
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


@step_rule("weekday")
@rule(
    "time-weekday",
    why="A weekday with 上 本 下 counts weeks from the reference; a bare one is the last before it,"
    " the next after it with a future tense or when it stands alone. After a date it only repeats it.",
    examples=[
        ex("⟦上周三⟧,两市成交放大", timex_value="2026-03-04"),
        ex("发言人⟦周三⟧表示", timex_value="2026-03-11"),
        ex("听证会将于⟦下周一⟧举行", timex_value="2026-03-16"),
        ex("⟦本周末⟧有雨", timex_value="2026-W11-WE", time_start="2026-03-14", time_end="2026-03-15"),
        ex("⟦5月第二周的周三⟧开会", timex_value="2026-05-13"),
        ex("10月12日(⟦星期六⟧)照常上班", date="2013-10-10", timex_value="2013-10-12"),
        ex("⟦10月12日星期六⟧照常上班", date="2013-10-12", timex_value="2013-10-12"),
    ],
    never=["每周一次的例会", "周末版报纸"],
)  # fmt: skip
def weekday(context: Context, when: When | None, step: Step) -> When | None:
    offset, number = step.a, step.b
    assert isinstance(number, int)
    if when is None and offset is None:
        when = context.aside()
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
    return week._replace(value=f"{week.value}-WE", start=monday + dt.timedelta(days=5))


@step_rule("part")
@rule(
    "time-part-of-day",
    why="上午 晚 take the day before them, else the last day mentioned, else the reference's; codes are"
    " TIMEX3's.",
    examples=[
        ex("⟦3月8日凌晨⟧,列车抵达", date="2019-03-08", timex_value="2019-03-08TMO", label="TIME"),
        ex("⟦今晚⟧有雷阵雨", timex_value="2026-03-15TEV"),
        ex(
            "⟦本周末下午⟧有雨",
            timex_value="2026-W11-WETAF",
            time_start="2026-03-14",
            time_end="2026-03-15",
        ),
        ex("他3月8日到京,⟦下午⟧返程", date="2019-03-10", timex_value="2019-03-08TAF"),
    ],
)
def part(context: Context, when: When | None, step: Step) -> When | None:
    base = when or context.day_for() or _today(context)
    if base.grain < Grain.DAY and not base.value.endswith("-WE"):
        return None
    if _several(base) and (when is not None or context.last_sentence == context.sentence):
        return _on_each(base, when, str(step.a))
    day_ = _whole_day(base)
    value = f"T{step.a}" if when is None and context.isolated else f"{day_.value}T{step.a}"
    return day_._replace(value=value, grain=Grain.PART)


def _several(when: When) -> bool:
    return when.start is not None and when.end is not None and when.start < when.end


def _on_each(days: When, said: When | None, hours: str) -> When:
    """Hours of each of several days: of a weekend (周末下午), of a range before (周一至周五8:00)."""
    weekend = "-WE" in days.value and said is not None
    before = days.value.partition("T")[0] if weekend else ""
    return days._replace(
        value=f"{before}T{hours}", grain=Grain.CLOCK if ":" in hours else Grain.PART
    )


def _whole_day(when: When) -> When:
    """The day of ``when``, without its time; of a weekday that recurs (每周三) that weekday."""
    if when.value.startswith("XXXX-W"):
        return when._replace(value=when.value.partition("T")[0], grain=Grain.DAY)
    return of_day(when.year, when.month, when.day)


def _today(context: Context) -> When:
    return of_date(context.ref) if context.ref else of_day(None, None, None)


@step_rule("clock")
@rule(
    "time-clock",
    why="A clock time takes the day before it, else the last day mentioned (a chronicle's running"
    " day), else the reference's; after 下午 or 晚 the hours are those of the afternoon.",
    examples=[
        ex("⟦5月6日14时⟧,渡轮离港", date="2011-05-09", timex_value="2011-05-06T14:00"),
        ex(
            "9月1日10时,警方赶到。⟦11时30分⟧,火被扑灭",
            date="2004-09-04",
            timex_value="2004-09-01T11:30",
        ),
        ex("⟦昨晚9时20分⟧,列车到站", timex_value="2026-03-14T21:20"),
        ex("⟦今晚零点三十分⟧开抢", timex_value="2026-03-16T00:30"),
        ex("今晚(3月15日)⟦8点⟧播出", timex_value="2026-03-15T20:00"),
        ex("今天开会,⟦下午4点半⟧散会", timex_value="2026-03-15T16:30"),
        ex("节目今天首播,⟦21:45⟧开始", timex_value="2026-03-15T21:45"),
    ],
    never=["他提了三点意见", "指数上涨12点", "物价上涨零点五个百分点", "水深一点六至三点九公尺"],
)
def clock(context: Context, when: When | None, step: Step) -> When | None:
    hour, minute, more = step.a, step.b, step.c
    assert isinstance(hour, int)
    base = when or context.day_for() or _today(context)
    if base.grain < Grain.DAY and not base.value.endswith("-WE"):
        return None
    if when is None or when.grain == Grain.PART:
        said = when.value.rpartition("T")[2] if when else context.part_for()
        hour = _afternoon(hour, said)
    if _several(base) and (when is not None or context.last_sentence == context.sentence):
        made = _on_each(base, when, f"{hour:02d}:{minute or 0:02d}")
        return made._replace(mod=cast(Mod, more)) if isinstance(more, str) else made
    day_ = _whole_day(base)
    if hour == 24 and minute and day_.date:  # 今晚零点三十分
        day_, hour = of_date(day_.date + dt.timedelta(days=1)), 0
    value = f"{day_.value}T{hour:02d}:{minute or 0:02d}"
    if isinstance(more, int):
        value += f":{more:02d}"
    if context.isolated and (when is None or when.value.startswith("T")):
        value = value.partition("T")[2]
        value = "T" + (value if minute is not None else value[:2])
    mod = more if isinstance(more, str) else ""
    return day_._replace(value=value, grain=Grain.CLOCK, mod=cast(Mod, mod))


def _afternoon(hour: int, part_: str) -> int:
    """The hour of the day from one said after a part of the day."""
    if (part_ in ("AF", "EV") and 0 < hour < 12) or (part_ == "NI" and 6 <= hour < 12):
        return hour + 12
    if part_ in ("EV", "NI") and hour in (0, 12):
        return 24
    return hour + 12 if part_ == "MI" and hour < 6 else hour
