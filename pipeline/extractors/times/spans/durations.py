"""Lengths of time: where they end, and what is so long ago or ahead."""

from __future__ import annotations

import datetime as dt

from pipeline.calendars import add_months
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.lengths import Length
from pipeline.extractors.times.measure import measured
from pipeline.extractors.times.nodes import Lasting
from pipeline.extractors.times.spans.found import Found
from pipeline.extractors.times.vocabulary import APPROXIMATORS
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_date,
    of_day,
    of_month,
    of_year,
)
from pipeline.lazy import lazy
from pipeline.model import Mod
from pipeline.rules import ex, rule

_SPENDING = lazy(r"(?:历时|时隔|历经|经过|经历|持续|长达|达|耗时|用时|花了?|用了|了|有)$")
_PAST = frozenset("近 过去 最近 此前 之前 前 这".split())
_NEXT = frozenset("未来 今后 接下来 后".split())
_THEN = frozenset("此后 之后 随后".split())
_BOUNDS: dict[str, Mod] = {
    "内": "EQUAL_OR_LESS", "以内": "EQUAL_OR_LESS", "之内": "EQUAL_OR_LESS",
    "有余": "MORE_THAN", "以上": "EQUAL_OR_MORE", "及以上": "EQUAL_OR_MORE", "以下": "LESS_THAN", "及以下": "EQUAL_OR_LESS",
    "左右": "APPROX", "上下": "APPROX", "前后": "APPROX",
}  # fmt: skip


@rule(
    "time-length",
    why="A length of time is a DURATION; 近, 过去 and 来 end it at the reference, 未来 starts it the day"
    " after, 连续 ends it with the time last mentioned when that is counted in the same unit.",
    examples=[
        ex("⟦10多年来⟧,累计植树万亩", date="2013-10-12", timex_value="P10Y", mod="MORE_THAN", time_start="2003-10-12", time_end="2013-10-12"),
        ex("⟦近两年来⟧,企业加大投入", date="2013-10-12", timex_value="P2Y", mod="", time_start="2011-10-12"),
        ex("⟦未来五天⟧有小雨", date="2024-06-11", timex_value="P5D", time_start="2024-06-12", time_end="2024-06-16"),
        ex("抢修持续了⟦30多个小时⟧", timex_value="PT30H", mod="MORE_THAN", label="TIME"),
        ex("官司历时⟦三年有余⟧", timex_value="P3Y", mod="MORE_THAN"),
        ex("处⟦三年以上⟧有期徒刑", timex_value="P3Y", mod="EQUAL_OR_MORE", value="3"),
        ex("排队时间⟦超过24小时⟧", timex_value="PT24H", mod="MORE_THAN"),
        ex("须在⟦48小时内⟧答复", timex_value="PT48H", mod="EQUAL_OR_LESS", timex_type="DURATION"),
        ex("三季度利润增长,连续⟦5个季度⟧回升", date="2023-10-20", timex_value="P5Q", time_start="2022-07-01", time_end="2023-09-30"),
        ex("工期为⟦一年零三个月⟧", timex_value="P1Y3M", time_start="", value="15", unit="月", unit_id="mo", dimension="duration"),
        ex("⟦三年来⟧,累计造林万亩", value="3", unit="年", unit_id="a", base_value="94672800", base_unit="s"),
        ex("手术持续了⟦两个半小时⟧", value="2.5", unit="小时", unit_id="h", base_value="9000"),
        ex("她以⟦2分27秒5⟧的成绩夺冠", timex_value="PT2M27.5S", value="147.5", unit="秒"),
        ex("冠军成绩为⟦2:21:45⟧", timex_value="PT2H21M45S", value="8505", unit="秒", label="TIME"),
        ex("她以⟦1:45.32⟧夺冠", timex_value="PT1M45.32S", value="105.32"),
        ex("他被判处有期徒刑⟦3年零2个月⟧", timex_value="P3Y2M", value="38", unit="月"),
        ex("他守岛⟦20余载⟧", timex_value="P20Y", value="20", unit="载", mod="MORE_THAN"),
        ex("他在山里住了⟦半年⟧", timex_value="P6M", value="0.5", unit="年"),
        ex("刘某被处以行政拘留⟦15日⟧", timex_value="P15D", value="15", unit="日"),
        ex("处5日以上⟦10日以下⟧拘留", timex_value="P10D", mod="LESS_THAN"),
        ex("⟦近几天⟧气温偏低", value="2", value_max="9", unit="天", unit_id="d"),
    ],
    never=["三年级学生", "百日咳疫苗", "24小时便利店"],
)  # fmt: skip
def lasting(context: Context, node: Lasting) -> Found | None:
    if node.after in ("前", "之前", "以前"):
        return ago(context, node)
    if node.after in ("后", "之后", "以后"):
        return hence(context, node)
    length = node.length
    mod = _strictest(_BOUNDS.get(node.after), APPROXIMATORS.get(node.before), length.mod)
    if node.before == "近" and _spends(context, node):
        nearly = When(length.value, _grain(length), mod=mod or "APPROX")
        return Found(nearly, "DURATION", lasting.name, measured(length))
    start, end = bounds(context, node)
    grain = Grain.CLOCK if length.below_day else Grain.DAY
    when = When(length.value, grain, start, end, mod=mod)
    return Found(when, "DURATION", lasting.name, measured(length))


#: Of several modifiers a strict bound goes first, an approximation last.
_STRICT: tuple[Mod, ...] = ("LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "APPROX")


def _strictest(*mods: Mod | None) -> Mod:
    for mod in _STRICT:
        if mod in mods:
            return mod
    return ""


def _grain(length: Length) -> int:
    return Grain.CLOCK if length.below_day else Grain.DAY


def _spends(context: Context, node: Lasting) -> bool:
    """Whether 近 means nearly: 历时近三年, and of hours unless 来 follows."""
    if node.after in ("来", "以来"):
        return False
    before = context.text[max(0, context.start - 3) : context.start]
    return node.length.below_day or _SPENDING.search(before) is not None


def bounds(context: Context, node: Lasting) -> tuple[dt.date | None, dt.date | None]:
    """The days that a length covers, as the words around it anchor them."""
    now, length = context.now, node.length
    if now is None or not (node.before or node.after):
        return None, None
    if node.before == "这" and length.value == "P1Y":
        last = context.last
        year = of_year(last.year if last and last.year is not None else now.year)
        return year.start, year.end
    if node.before in ("上", "下"):
        return _whole_units(now.date(), node)
    if node.before in _PAST or node.after in ("来", "以来"):
        start = length.shift(now, -1)
        return (start.date(), now.date()) if start else (None, None)
    if node.before in _THEN and context.last is not None:
        return _from_then(context.last, length)
    if node.before in _NEXT or node.before in _THEN or node.before == "还剩":
        end = length.shift(now, 1)
        if end is None:
            return None, None
        from_now = length.below_day or (context.alone and node.before == "未来")
        first = now.date() + dt.timedelta(days=0 if from_now else 1)
        return (first, end.date()) if first <= end.date() else (None, None)
    if node.after in ("内", "以内", "之内") and context.alone:
        end = length.shift(now, 1)
        return now.date(), end.date() if end else None
    if node.before == "连续":
        return _consecutive(context, length)
    return None, None


def _from_then(last: When, length: Length) -> tuple[dt.date | None, dt.date | None]:
    """此后三年: from the day after the time last mentioned."""
    if last.end is None:
        return None, None
    end = length.shift(dt.datetime.combine(last.end, dt.time()), 1)
    first = last.end + dt.timedelta(days=0 if length.below_day else 1)
    return (first, end.date()) if end and first <= end.date() else (None, None)


def _whole_units(today: dt.date, node: Lasting) -> tuple[dt.date | None, dt.date | None]:
    """上两周, 前两年, 下三个月: whole units before or after the current one."""
    unit, count, _ = node.length.parts[0]
    ahead = node.before == "下"
    if count is None or unit[0] == "T":
        return today, today
    size = int(count)
    if unit in ("Y", "M", "Q"):
        months = {"Y": 12, "M": 1, "Q": 3}[unit]
        first = today.replace(day=1, month=1 if unit == "Y" else today.month)
        start = add_months(first, months if ahead else -months * size)
        return start, add_months(start, months * size) - dt.timedelta(days=1)
    days = 7 if unit == "W" else 1
    first = today - dt.timedelta(days=today.weekday() if unit == "W" else 0)
    start = first + dt.timedelta(days=days if ahead else -days * size)
    return start, start + dt.timedelta(days=days * size - 1)


def _consecutive(context: Context, length: Length) -> tuple[dt.date | None, dt.date | None]:
    """连续8年 ends with the year that the sentence speaks of, 连续7个季度 with its quarter."""
    last = context.last
    count = length.parts[0][1]
    if last is None or last.end is None or last.start is None or count is None:
        return None, None
    if context.last_sentence != context.sentence or len(length.parts) > 1:
        return None, None
    if length.unit == "Y" and last.grain == Grain.YEAR:
        return add_months(last.start, -12 * (int(count) - 1)), last.end
    if length.unit == "Q" and "-Q" in last.value:
        return add_months(last.start, -3 * (int(count) - 1)), last.end
    if length.unit == "M" and last.grain == Grain.MONTH and last.month is not None:
        return add_months(last.start, 1 - int(count)), last.end
    return None, None


@rule(
    "time-ago",
    why="两年前 is the year two years before the reference, 三天前 the day: as fine as the unit counted.",
    examples=[
        ex("⟦两年前⟧,他开办了工厂", timex_value="2024", timex_type="DATE", time_start="2024-01-01"),
        ex("他⟦5天前⟧返回", timex_value="2026-03-10"),
        ex("他⟦半个月前⟧返回", timex_value="2026-02-28"),
        ex("⟦四年前⟧,她开了书店", date="", timex_value="XXXX", time_start=""),
    ],
)
def ago(context: Context, node: Lasting) -> Found | None:
    when = _moved(context.now, node.length, -1)
    mod = APPROXIMATORS.get(node.before) or node.length.mod
    if mod:
        when = when._replace(mod=mod)
    return Found(when, "TIME" if when.grain > Grain.DAY else "DATE", ago.name)


@rule(
    "time-hence",
    why="三年后 at the start of a clause is that far after the time last mentioned, or after the"
    " reference with a future tense; after other words (合龙半年后) it is a length from their event.",
    examples=[
        ex("他2008年入职。⟦三年后⟧,他当上了厂长", timex_value="2011"),
        ex("⟦两天后⟧将有新一轮降雨", timex_value="2026-03-17"),
        ex(
            "协议签订⟦一年后⟧,股权完成转让", timex_value="P1Y", timex_type="DURATION", time_start=""
        ),
    ],
)
def hence(context: Context, node: Lasting) -> Found | None:
    length = node.length
    if not context.opens_clause or (
        context.last is None and context.tense != "future" and not context.alone
    ):
        mod = APPROXIMATORS.get(node.before) or length.mod
        when = When(length.value, _grain(length), mod=mod)
        return Found(when, "DURATION", hence.name, measured(length))
    last = context.last
    now = context.now
    if length.below_day and not context.alone and context.tense != "future":
        mod = APPROXIMATORS.get(node.before) or length.mod
        when = When(length.value, Grain.CLOCK, mod=mod)
        return Found(when, "DURATION", hence.name, measured(length))
    if last is not None and last.start is not None and context.tense != "future":
        now = dt.datetime.combine(last.start, dt.time())
    when = _moved(now, length, 1)
    return Found(when, "TIME" if when.grain > Grain.DAY else "DATE", hence.name)


def _moved(now: dt.datetime | None, length: Length, sign: int) -> When:
    """The time ``length`` away from ``now``, as fine as its coarsest unit."""
    moved = length.shift(now, sign) if now else None
    unit = length.parts[-1][0]
    if unit == "M" and (length.parts[-1][1] or 1) < 1:  # 半个月后
        unit = "D"
    if length.parts[0][1] is None:  # 几周前, 多年后
        return When("PAST_REF" if sign < 0 else "FUTURE_REF", Grain.DAY)
    if moved is None:
        if unit in ("Y", "Q"):
            return of_year(None)
        if unit == "M":
            return of_month(None, None)
        return of_day(None, None, None)
    if unit == "Y":
        return of_year(moved.year)
    if unit in ("M", "Q"):
        return of_month(moved.year, moved.month)
    day = of_date(moved.date())
    if unit in ("D", "W"):
        return day
    form = "%H:%M:%S" if unit == "TS" else "%H:%M"
    return day._replace(value=f"{day.value}T{moved.strftime(form)}", grain=Grain.CLOCK)
