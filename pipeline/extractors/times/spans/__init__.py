"""Lengths, sets, ranges and open intervals: what is built over points in time."""

from __future__ import annotations

import datetime as dt

from pipeline.extractors.times.context import Context
from pipeline.extractors.times.nodes import Between, Lasting, Node, Open, Point, Repeated
from pipeline.extractors.times.points import resolve, rule_of
from pipeline.extractors.times.spans.durations import lasting
from pipeline.extractors.times.spans.found import Found, TimexType
from pipeline.extractors.times.spans.ranges import base_for, moved_back, moved_on, range_of_lengths
from pipeline.extractors.times.spans.sets import repeated
from pipeline.extractors.times.when import Grain, When
from pipeline.rules import ex, rule

__all__ = ["Found", "evaluate"]


def evaluate(context: Context, node: Node) -> Found | None:
    """What ``node`` means in ``context``, None when it means nothing."""
    if isinstance(node, Point):
        return _pointed(context, node)
    if isinstance(node, Lasting):
        return lasting.produce(context, node)
    if isinstance(node, Open):
        return opened.produce(context, node)
    if isinstance(node, Between):
        return between.produce(context, node)
    return repeated.produce(context, node) if isinstance(node, Repeated) else None


def _pointed(context: Context, node: Point) -> Found | None:
    if node.fixed and (kept := context.settled.get(id(node))):
        settled: Found | None = kept[1]
        return settled
    when = resolve(context, node.steps)
    found = Found(when, _type(when), rule_of(node.steps)) if when else None
    if node.fixed:
        context.settled[id(node)] = (node, found)
    return found


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
        ex("须在⟦8月20日前⟧缴清欠费", date="2020-08-01", timex_value="2020-08-20", mod="BEFORE", time_start="", time_end="2020-08-20"),
        ex("⟦2019年起⟧实行新标准", timex_value="2019", time_start="2019-01-01", time_end=""),
        ex("⟦今年以来⟧,价格平稳", timex_value="2026", time_end="2026-03-15"),
        ex("今天有雨,⟦9时左右⟧减弱", timex_value="2026-03-15T09:00", mod="APPROX"),
        ex("⟦昨晚9时20分许⟧,列车到站", timex_value="2026-03-14T21:20", mod="APPROX"),
        ex("预计⟦16日起⟧将恢复供水", date="2024-05-11", timex_value="2024-05-16", time_end=""),
    ],
)  # fmt: skip
def opened(context: Context, node: Open) -> Found | None:
    if node.word in ("以来", "来"):
        context.assume("past")
    inner = evaluate(context, node.inner)
    if inner is None or inner.type in ("DURATION", "SET"):
        return inner
    when = inner.when
    if when.value.endswith("_REF"):
        return inner
    made = _opened_at(context, when, node.word)
    if made is None or not _ordered(made):
        return inner
    return Found(made, "TIME" if made.grain > Grain.DAY else inner.type, opened.name)


def _opened_at(context: Context, when: When, word: str) -> When | None:
    """``when`` opened or bounded by ``word``, None when the word is part of the time itself."""
    ref = context.ref
    if word in ("以来", "来"):
        return when._replace(end=ref if when.start else None)
    if word == "至今":
        value = f"{when.value}/{ref or 'PRESENT_REF'}"
        return when._replace(value=value, end=ref if when.start else None)
    if word == "起":
        return when._replace(end=_closed(context, when.start, when.start))
    if word in _BEFORE:
        return when._replace(start=_closed(context, ref, when.end), mod="BEFORE")
    if word in _AFTER:
        return when._replace(end=None, mod="AFTER")
    if word in ("左右", "前后", "上下", "许"):
        return when._replace(mod=when.mod or "APPROX")
    if word == "当晚" and when.grain == Grain.DAY:
        return when._replace(value=f"{when.value}TEV", grain=Grain.PART)
    return None


def _closed(context: Context, first: dt.date | None, last: dt.date | None) -> dt.date | None:
    """The reference day, as the open side of a query's interval when it lies on that side."""
    ref = context.ref
    if not context.alone or ref is None or first is None or last is None:
        return None
    return ref if first <= ref <= last or first == last <= ref else None


def _within(context: Context, first: When, last: Point, said: Node) -> When | None:
    """The second time of a range: it takes from the first, which is the time last mentioned."""
    day, mentioned = context.day, context.last
    context.day = first if first.day is not None else day
    context.last = first
    found = resolve(context, last.steps, base_for(first, said, last))
    context.day, context.last = day, mentioned
    return found


def _ordered(when: When) -> bool:
    return not (when.start and when.end and when.start > when.end)


@rule(
    "time-range",
    why="A range runs from the first day of its first time to the last of its second; each takes from"
    " the other what it does not say (2008年5月至8月, 1至5月).",
    examples=[
        ex("⟦2008年至2012年⟧,产量翻番", timex_value="2008/2012", time_start="2008-01-01", time_end="2012-12-31"),
        ex("⟦去年12月到今年2月⟧,雨雪偏多", timex_value="2025-12/2026-02", time_end="2026-02-28"),
        ex("⟦23日到今天⟧,多地降雨", date="2024-07-16", timex_value="2024-06-23/2024-07-16"),
        ex("⟦7日晚到8日⟧,多地停电", date="2024-04-08", timex_value="2024-04-07TEV/2024-04-08", label="TIME"),
        ex("展览7月1日至8月31日⟦9:00—17:00⟧开放", timex_value="T09:00/T17:00", time_start="2026-07-01", time_end="2026-08-31"),
        ex("窗口⟦周一至周五⟧8:00-12:00办公", timex_value="2026-03-09/2026-03-13", time_end="2026-03-13"),
        ex("书展⟦6月4日至9日⟧举行", date="2018-06-10", timex_value="2018-06-04/2018-06-09"),
        ex("⟦1至5月⟧,进口下降", date="2019-06-12", timex_value="2019-01/2019-05", time_end="2019-05-31"),
        ex("接种后⟦10天至15天⟧见效", timex_value="P10D/P15D"),
        ex("预计⟦12日20时至13日20时⟧有大雨", date="2020-07-12", timex_value="2020-07-12T20:00/2020-07-13T20:00"),
    ],
)  # fmt: skip
def between(context: Context, node: Between) -> Found | None:
    if isinstance(node.first, Lasting):
        return range_of_lengths(context, node)
    first = evaluate(context, node.first.inner if isinstance(node.first, Open) else node.first)
    if first is None or not isinstance(node.last, Point | Open):
        return None
    points = node.last.inner if isinstance(node.last, Open) else node.last
    if not isinstance(points, Point):
        return None
    a = first.when
    b = _within(context, a, points, node.first)
    if b is None or a.value.endswith("PAST_REF"):
        return None
    b = moved_on(a, b, points)
    said = node.first.inner if isinstance(node.first, Open) else node.first
    if isinstance(said, Point):
        a = moved_back(a, b, said)
    if a.value.startswith("T") and "T" in b.value:
        clock = b.value.partition("T")[2]
        b = b._replace(value="T" + (clock if ":" in a.value else clock.removesuffix(":00")))
    last_value = str(context.ref) if b.value == "PRESENT_REF" and context.ref else b.value
    made = When(
        f"{a.value}/{last_value}", max(a.grain, b.grain), a.start, b.end, a.year, a.month, a.day
    )
    if points.steps[-1].kind == "schoolyear" and a.year is not None and b.year is not None:
        made = made._replace(start=dt.date(a.year, 9, 1), end=dt.date(b.year, 8, 31))
    if not _ordered(made):
        return None
    if isinstance(node.last, Open) and node.last.word in ("以来", "来"):
        since = made._replace(end=context.ref)
        made = since if _ordered(since) else made
    return Found(made, "TIME" if made.grain > Grain.DAY else "DATE", between.name)
