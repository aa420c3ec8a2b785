"""Festivals, anniversaries and the lunar calendar."""

from __future__ import annotations

import datetime as dt

from pipeline.calendars import (
    festival,
    festivals,
    lunar_months,
    lunar_to_solar,
    make_date,
    solar_to_lunar,
)
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.points.registry import step_rule
from pipeline.extractors.times.when import (
    Grain,
    When,
    digits,
    interval,
    of_date,
    of_day,
)
from pipeline.rules import ex, rule


@step_rule("fest", "fixed")
@rule(
    "time-festival",
    why="A named day falls where the calendar puts it in the year before it, or the year last"
    " mentioned in the sentence. Else the one nearest to the reference: the last with a past tense,"
    " the next with a future tense or when it stands alone.",
    examples=[
        ex("⟦2016年“五一”期间⟧,景区免费开放", timex_value="2016-05-01"),
        ex("⟦2010年端午节⟧,江上赛龙舟", timex_value="2010-06-16"),
        ex("⟦春节期间⟧,景区游客增多", timex_value="2026-02-17", time_start="2026-02-17"),
        ex("⟦春节⟧就要到了", date="2025-01-20", timex_value="2025-01-29"),
        ex("⟦“五一”假期⟧第二天,预计客流两亿人次", date="2025-05-02", timex_value="2025-05-01"),
        ex("⟦国庆节⟧当地将举办灯会", date="2013-09-12", timex_value="2013-10-01"),
    ],
    never=["他获得五一劳动奖章", "昨夜普降大雪封路", "法国国庆日阅兵在巴黎举行"],
)  # fmt: skip
def festival_day(context: Context, when: When | None, step: Step) -> When | None:
    name = str(step.a)
    found = _festival_year(context, when, step)
    if found is None:
        known = name if step.kind == "fixed" else festivals()[name].rule
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

    if isinstance(step.b, int):
        return at(festivals()[str(step.a)].since + step.b)
    if when is not None:
        return at(when.year) if when.year is not None else None
    running, ref = context.running_year(), context.ref
    if ref is None or (running is not None and running != ref.year):
        return at(running) if running is not None else None
    near = [days for y in (ref.year - 1, ref.year, ref.year + 1) if (days := at(y))]
    if context.alone:
        return _nearest(near, ref, "future")
    return _at_hand(near, ref) or _nearest(near, ref, context.tense)


#: How long before its first day and after its last a festival is the one that is spoken of.
_COMING, _GOING = dt.timedelta(days=25), dt.timedelta(days=4)


def _at_hand(days: list[tuple[dt.date, dt.date]], ref: dt.date) -> tuple[dt.date, dt.date] | None:
    """The one that needs no tense: 春节就要到了, “五一”假期第二天预计…."""
    return next((d for d in days if d[0] - _COMING <= ref <= d[1] + _GOING), None)


def _nearest(
    days: list[tuple[dt.date, dt.date]], ref: dt.date, tense: str
) -> tuple[dt.date, dt.date] | None:
    """The occurrence meant: the last with a past tense, the next with a future, else the nearest."""
    past = [d for d in days if d[0] <= ref + dt.timedelta(days=1)]
    coming = [d for d in days if d[1] >= ref]
    if tense == "past" and past:
        return past[-1]
    if tense == "future" and coming:
        return coming[0]
    return min(days, key=lambda d: abs(d[0] - ref), default=None)


@step_rule("anniv")
@rule(
    "time-anniversary",
    why="国庆60周年 is the day in the year that many years after the founding: no anchor.",
    examples=[ex("在⟦国庆60周年⟧之际举办展览", timex_value="2009-10-01", time_start="2009-10-01")],
)
def anniversary(context: Context, when: When | None, step: Step) -> When | None:
    return when


@step_rule("lunarmonth")
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
    return made._replace(lunar=(chosen, number, leap))


@step_rule("lunarday")
@rule(
    "time-lunar-day",
    why="A day of the lunar calendar, found with the calendar library in the lunar month before it.",
    examples=[
        ex("⟦农历八月十五⟧,全家团圆", date="2013-10-12", timex_value="2013-09-19"),
        ex("庙会⟦正月初六⟧开幕", timex_value="2026-02-22"),
    ],
)
def lunar_day(context: Context, when: When | None, step: Step) -> When | None:
    assert isinstance(step.a, int)
    if when is None:
        return None
    if when.lunar is not None:
        year_, month_, leap = when.lunar
    elif when.start is not None:  # 大年初一至初七
        year_, month_, _, leap = solar_to_lunar(when.start)
    else:
        return of_day(None, None, None)
    found = lunar_to_solar(year_, month_, step.a, leap=leap)
    return of_date(found) if found else None
