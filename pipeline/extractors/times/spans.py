"""Lengths, sets, ranges and open intervals: what is built over points in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.calendars import add_months
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.grammar import Between, Lasting, Node, Open, Point, Repeated
from pipeline.extractors.times.lengths import Length
from pipeline.extractors.times.points import resolve, rule_of
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_date,
    of_day,
    of_month,
    of_year,
)
from pipeline.model import Mod
from pipeline.rules import ex, rule

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved expression: its time, its type, and the rule that made it."""

    when: When
    type: TimexType
    rule: str


def evaluate(context: Context, node: Node) -> Found | None:
    """What ``node`` means in ``context``, None when it means nothing."""
    match node:
        case Point():
            when = resolve(context, node.steps)
            return Found(when, _type(when), rule_of(node.steps)) if when else None
        case Open():
            return opened(context, node)
        case Between():
            return between(context, node)
        case Lasting():
            return lasting(context, node)
        case Repeated():
            return repeated(context, node)
    return None


def _type(when: When) -> TimexType:
    return "TIME" if when.grain > Grain.DAY else "DATE"


_BEFORE = frozenset("以前 之前 前 及以前 及之前 或以前 或之前 前夕 前夜".split())
_AFTER = frozenset("以后 之后 后 及以后 及之后 或以后 或之后".split())


@rule(
    "time-open",
    why="以来 runs from the time to the reference date, 起 and 后 from it, 前 is a deadline; 期间 and 内"
    " are the time itself, 左右 and 许 make it approximate.",
    examples=[
        ex("⟦2012年4月以来⟧,工会走访企业", date="2013-10-12", timex_value="2012-04", time_start="2012-04-01", time_end="2013-10-12"),
        ex("须在⟦7月30日前⟧完成整改", date="2020-07-26", timex_value="2020-07-30", mod="BEFORE", time_start="", time_end="2020-07-30"),
        ex("⟦2019年起⟧实行新标准", timex_value="2019", time_start="2019-01-01", time_end=""),
        ex("⟦今年以来⟧,价格平稳", timex_value="2026", time_end="2026-03-15"),
        ex("⟦9时左右⟧,雨势减弱", timex_value="2026-03-15T09:00", mod="APPROX"),
    ],
)  # fmt: skip
def opened(context: Context, node: Open) -> Found | None:
    inner = evaluate(context, node.inner)
    if inner is None or inner.type in ("DURATION", "SET"):
        return inner
    when, word = inner.when, node.word
    if when.value.endswith("_REF"):
        return inner if word in ("起", "为止") else None
    name = opened.name
    if word in ("以来", "来"):
        made = replace(when, end=context.ref if when.start else None)
        made = made if _ordered(made) else when
    elif word == "至今":
        ref = context.ref
        made = replace(
            when, value=f"{when.value}/{ref or 'PRESENT_REF'}", end=ref if when.start else None
        )
        made = made if _ordered(made) else when
    elif word in ("起",):
        made = replace(when, end=_closed(context, when.start, when.start))
    elif word in _BEFORE:
        made = replace(when, start=_closed(context, context.ref, when.end), mod="BEFORE")
    elif word in _AFTER:
        made = replace(when, end=None, mod="AFTER")
    elif word in ("左右", "前后", "上下", "许"):
        made = replace(when, mod=when.mod or "APPROX")
    elif word == "当晚" and when.grain == Grain.DAY:
        made = replace(when, value=f"{when.value}TEV", grain=Grain.PART)
    else:
        return inner
    return Found(made, "TIME" if made.grain > Grain.DAY else inner.type, name)


def _closed(context: Context, first: dt.date | None, last: dt.date | None) -> dt.date | None:
    """The reference day, as the open side of a query's interval when it lies on that side."""
    ref = context.ref
    if not context.alone or ref is None or first is None or last is None:
        return None
    return ref if first <= ref <= last or first == last <= ref else None


def _ordered(when: When) -> bool:
    return not (when.start and when.end and when.start > when.end)


@rule(
    "time-range",
    why="A range runs from the first day of its first time to the last of its second; each takes from"
    " the other what it does not say (2008年5月至8月, 1至5月).",
    examples=[
        ex("⟦2008年至2012年⟧,产量翻番", timex_value="2008/2012", time_start="2008-01-01", time_end="2012-12-31"),
        ex("⟦去年12月到今年2月⟧,雨雪偏多", timex_value="2025-12/2026-02", time_end="2026-02-28"),
        ex("⟦1日晚到2日⟧,多地降雨", date="2026-03-02", timex_value="2026-03-01TEV/2026-03-02", label="TIME"),
        ex("会议⟦9月2日至3日⟧举行", date="2004-09-04", timex_value="2004-09-02/2004-09-03"),
        ex("⟦1至5月⟧,进口下降", date="2019-06-12", timex_value="2019-01/2019-05", time_end="2019-05-31"),
        ex("预计⟦25日08时至26日08时⟧有大雨", date="2020-07-25", timex_value="2020-07-25T08:00/2020-07-26T08:00"),
    ],
)  # fmt: skip
def between(context: Context, node: Between) -> Found | None:
    if isinstance(node.first, Lasting):
        return _range_of_lengths(context, node)
    first = evaluate(context, node.first.inner if isinstance(node.first, Open) else node.first)
    if first is None or not isinstance(node.last, Point | Open):
        return None
    points = node.last.inner if isinstance(node.last, Open) else node.last
    if not isinstance(points, Point):
        return None
    a = first.when
    b = resolve(context, points.steps, _base(a, node.first, points))
    if b is None or a.value.endswith("PAST_REF"):
        return None
    b = _after(a, b, points)
    if a.value.startswith("T") and "T" in b.value:
        b = replace(b, value="T" + b.value.partition("T")[2])
    last_value = str(context.ref) if b.value == "PRESENT_REF" and context.ref else b.value
    made = When(
        f"{a.value}/{last_value}", max(a.grain, b.grain), a.start, b.end, a.year, a.month, a.day
    )
    if not _ordered(made):
        return None
    if isinstance(node.last, Open) and node.last.word in ("以来", "来"):
        made = replace(made, end=context.ref)
    return Found(made, "TIME" if made.grain > Grain.DAY else "DATE", between.name)


def _base(first: When, said: Node, last: Point) -> When | None:
    """What the second time of a range takes from the first: all that is coarser than itself."""
    step = last.steps[0]
    if step.kind in ("rel", "ref", "year", "weekday", "bc", "century", "plan", "era", "both"):
        return None
    if step.kind == "decade":
        return When(first.value[:2], Grain.CENTURY) if first.grain <= Grain.DECADE else None
    if step.rank <= Grain.MONTH or step.kind in ("fest", "fixed"):
        return of_year(first.year) if first.year is not None or first.start is None else None
    if step.rank <= Grain.DAY:
        return of_month(first.year, first.month) if first.month is not None else None
    if first.grain < Grain.DAY:
        return None
    day = of_day(first.year, first.month, first.day)
    code = _afternoon_of(said, last)
    return replace(day, value=f"{day.value}T{code}", grain=Grain.PART) if code else day


def _afternoon_of(first: Node, last: Point) -> str:
    """The part of the day that a range's first clock time lends its second: 下午2时至5时."""
    if not isinstance(first, Point) or last.steps[0].kind != "clock":
        return ""
    part = next((s for s in first.steps if s.kind == "part"), None)
    hour, until = first.steps[-1].a, last.steps[0].a
    if part is None or not isinstance(hour, int) or not isinstance(until, int):
        return ""
    return str(part.a) if hour < until < 12 else ""


def _after(first: When, last: When, point: Point) -> When:
    """``last``, moved on when it would lie before ``first`` (8月至2月, 28日至3日, 20时至6时)."""
    if first.grain == last.grain == Grain.CLOCK and first.date and last.date == first.date:
        if last.value.partition("T")[2] < first.value.partition("T")[2] and point.steps[0].kind in (
            "clock",
            "part",
        ):
            day = of_date(first.date + dt.timedelta(days=1))
            return replace(day, value=day.value + last.value[10:], grain=Grain.CLOCK)
        return last
    if not (first.start and last.end and last.end < first.start):
        return last
    if last.grain == Grain.MONTH and last.year is not None and last.month is not None:
        return of_month(last.year + 1, last.month)
    if last.grain == Grain.DAY and last.date and point.steps[0].kind == "day":
        return of_date(add_months(last.date, 1))
    if last.grain == Grain.DAY and last.date and point.steps[0].kind == "month":
        return of_date(add_months(last.date, 12))
    return last


def _range_of_lengths(context: Context, node: Between) -> Found | None:
    first, last = node.first, node.last
    if not isinstance(first, Lasting) or not isinstance(last, Lasting):
        return None
    value = f"{first.length.value}/{last.length.value}"
    when = When(value, Grain.CLOCK if first.length.below_day else Grain.DAY)
    return Found(when, "DURATION", between.name)


_PAST = frozenset("近 过去 最近 此前 之前 前 这".split())
_NEXT = frozenset("未来 今后 接下来 此后 之后 随后 后".split())
_BOUNDS: dict[str, Mod] = {
    "内": "EQUAL_OR_LESS", "以内": "EQUAL_OR_LESS", "之内": "EQUAL_OR_LESS",
    "左右": "APPROX", "上下": "APPROX", "前后": "APPROX",
}  # fmt: skip
_APPROX: dict[str, Mod] = {
    "约": "APPROX", "大约": "APPROX", "大概": "APPROX", "将近": "APPROX", "接近": "APPROX",
    "超过": "MORE_THAN", "逾": "MORE_THAN", "超": "MORE_THAN", "至少": "EQUAL_OR_MORE",
    "不足": "LESS_THAN", "不到": "LESS_THAN", "不超过": "EQUAL_OR_LESS", "最多": "EQUAL_OR_LESS",
}  # fmt: skip


@rule(
    "time-length",
    why="A length of time is a DURATION; 近, 过去 and 来 end it at the reference, 未来 starts it the day"
    " after, 连续 ends it with the time last mentioned when that is counted in the same unit.",
    examples=[
        ex("⟦10多年来⟧,累计植树万亩", date="2013-10-12", timex_value="P10Y", mod="MORE_THAN", time_start="2003-10-12", time_end="2013-10-12"),
        ex("⟦近两年来⟧,企业加大投入", date="2013-10-12", timex_value="P2Y", mod="", time_start="2011-10-12"),
        ex("⟦未来三天⟧有小雨", date="2023-12-21", timex_value="P3D", time_start="2023-12-22", time_end="2023-12-24"),
        ex("搜救持续了⟦60多个小时⟧", timex_value="PT60H", mod="MORE_THAN", label="TIME"),
        ex("须在⟦48小时内⟧答复", timex_value="PT48H", mod="EQUAL_OR_LESS", timex_type="DURATION"),
        ex("二季度出口增长,连续⟦7个季度⟧回升", date="2025-07-14", timex_value="P7Q", time_start="2023-10-01", time_end="2025-06-30"),
        ex("工期为⟦一年零三个月⟧", timex_value="P1Y3M", time_start=""),
    ],
    never=["三年级学生", "百日咳疫苗", "24小时便利店"],
)  # fmt: skip
def lasting(context: Context, node: Lasting) -> Found | None:
    if node.after in ("前", "之前", "以前") and node.before not in _APPROX.keys() - {"约", "大约"}:
        return ago(context, node)
    if node.after in ("后", "之后", "以后"):
        return hence(context, node)
    length = node.length
    mod = _BOUNDS.get(node.after) or length.mod or _APPROX.get(node.before, "")
    start, end = _bounds(context, node)
    grain = Grain.CLOCK if length.below_day else Grain.DAY
    when = When(length.value, grain, start, end, mod=mod)
    return Found(when, "DURATION", lasting.name)


def _bounds(context: Context, node: Lasting) -> tuple[dt.date | None, dt.date | None]:
    now, length = context.now, node.length
    if now is None:
        return None, None
    if node.before in ("上", "下"):
        return _whole_units(now.date(), node)
    if node.before in _PAST or node.after in ("来", "以来"):
        start = length.shift(now, -1)
        return (start.date(), now.date()) if start else (None, None)
    if node.before in _NEXT or node.before == "还剩":
        end = length.shift(now, 1)
        if end is None:
            return None, None
        first = now.date() if length.below_day else now.date() + dt.timedelta(days=1)
        return (first, end.date()) if first <= end.date() else (None, None)
    if node.after in ("内", "以内", "之内") and context.alone:
        end = length.shift(now, 1)
        return now.date(), end.date() if end else None
    if node.before == "连续":
        return _consecutive(context, length)
    return None, None


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
        ex("⟦两年前⟧,公司得知消息", date="", timex_value="XXXX", time_start=""),
    ],
)
def ago(context: Context, node: Lasting) -> Found | None:
    when = _moved(context.now, node.length, -1)
    if node.length.mod:
        when = replace(when, mod=node.length.mod)
    return Found(when, "TIME" if when.grain > Grain.DAY else "DATE", ago.name)


@rule(
    "time-hence",
    why="三年后 at the start of a clause is that far after the time last mentioned, or after the"
    " reference with a future tense; after other words (签订一年后) it is a length from their event.",
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
        grain = Grain.CLOCK if length.below_day else Grain.DAY
        return Found(When(length.value, grain, mod=length.mod), "DURATION", hence.name)
    last = context.last
    now = context.now
    if last is not None and last.start is not None and context.tense != "future":
        now = dt.datetime.combine(last.start, dt.time())
    when = _moved(now, length, 1)
    return Found(when, "TIME" if when.grain > Grain.DAY else "DATE", hence.name)


def _moved(now: dt.datetime | None, length: Length, sign: int) -> When:
    """The time ``length`` away from ``now``, as fine as its coarsest unit."""
    moved = length.shift(now, sign) if now else None
    unit = length.parts[-1][0]
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
    return replace(day, value=f"{day.value}T{moved.strftime(form)}", grain=Grain.CLOCK)


@rule(
    "time-set",
    why="每年 每周二 每两天 recur: a SET whose value is the period, or the part of it that recurs.",
    examples=[
        ex("⟦每年⟧减免费用百万元", timex_type="SET", timex_value="P1Y", time_start=""),
        ex("⟦每周二⟧闭馆", timex_type="SET", timex_value="XXXX-WXX-2"),
        ex("⟦每两年⟧举办一届", timex_value="P2Y"),
        ex("⟦每年9月⟧开学", timex_value="XXXX-09"),
        ex("⟦每天上午9时⟧开门", timex_value="XXXX-XX-XXT09:00", label="TIME"),
    ],
)
def repeated(context: Context, node: Repeated) -> Found | None:
    bare = Context(context.text, None, context.start, context.end)
    base = None
    if node.period is not None and node.period.value == "P1Y":
        base = of_year(None)
    elif node.period is not None and node.period.value == "P1M":
        base = of_month(None, None)
    inner = resolve(bare, node.steps, base) if node.steps else None
    if inner is not None and inner.value not in ("XXXX", "XXXX-XX"):
        last = (
            resolve(bare, node.until, _base(inner, node, Point(0, 0, node.until)))
            if node.until
            else None
        )
        value = f"{inner.value}/{last.value}" if last else inner.value
        return Found(When(value, inner.grain), "SET", repeated.name)
    if node.period is None:
        return None
    grain = Grain.CLOCK if node.period.below_day else Grain.DAY
    return Found(When(node.period.value, grain), "SET", repeated.name)
