"""Times that recur."""

from __future__ import annotations

from pipeline.extractors.times.context import Context
from pipeline.extractors.times.nodes import Point, Repeated
from pipeline.extractors.times.points import resolve
from pipeline.extractors.times.spans.found import Found
from pipeline.extractors.times.spans.ranges import base_for
from pipeline.extractors.times.when import (
    Grain,
    When,
    of_day,
    of_month,
    of_year,
)
from pipeline.rules import ex, rule


@rule(
    "time-set",
    why="每年 每周二 每两天 recur: a SET whose value is the period, or the part of it that recurs.",
    examples=[
        ex("⟦每年⟧减免费用百万元", timex_type="SET", timex_value="P1Y", time_start=""),
        ex("⟦每周二⟧闭馆", timex_type="SET", timex_value="XXXX-WXX-2"),
        ex("⟦每两年⟧举办一届", timex_value="P2Y"),
        ex("每月5、15、⟦25日⟧开放", timex_type="SET", timex_value="XXXX-XX-25"),
        ex("⟦每周三上午⟧义诊", timex_value="XXXX-WXX-3TMO", label="TIME"),
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
    elif node.period is not None and node.period.value == "P1D" and node.steps:
        base = of_day(None, None, None)
    inner = resolve(bare, node.steps, base) if node.steps else None
    if inner is not None and inner.value.strip("X-"):
        last = (
            resolve(bare, node.until, base_for(inner, node, Point(0, 0, node.until)))
            if node.until
            else None
        )
        value = f"{inner.value}/{last.value}" if last else inner.value
        return Found(When(value, inner.grain), "SET", repeated.name)
    if node.period is None:  # 逢年过节: whatever festivals there are
        return Found(When("XXXX", Grain.DAY), "SET", repeated.name)
    grain = Grain.CLOCK if node.period.below_day else Grain.DAY
    return Found(When(node.period.value, grain), "SET", repeated.name)
