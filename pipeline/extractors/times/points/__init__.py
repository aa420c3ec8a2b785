"""Points in time: each step narrows what stands before it, or asks an anchor."""

from __future__ import annotations

from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.points import (
    counted,
    days,
    festive,
    parts_of_year,
    relative,
    years,
)
from pipeline.extractors.times.points.registry import STEPS
from pipeline.extractors.times.when import When

__all__ = ["counted", "days", "festive", "parts_of_year", "relative", "resolve", "rule_of", "years"]


def resolve(context: Context, steps: tuple[Step, ...], base: When | None = None) -> When | None:
    """The time that ``steps`` say, within ``base`` if given; None when they say none."""
    when = base
    if when is None and len(steps) > 1 and (steps[0].kind, steps[1].kind) == ("month", "day"):
        steps = (steps[0]._replace(b=steps[1].a), *steps[1:])
    if len(steps) > 1 and steps[-1].kind == "anniv":
        steps = (*steps[:-2], steps[-2]._replace(b=steps[-1].a), steps[-1])
    lunar = any(s.kind == "lunar" for s in steps)
    for step in steps:
        if step.kind == "lunar":
            continue
        if lunar and step.kind in ("month", "day"):
            step = step._replace(kind=f"lunar{step.kind}", b=0)
        made = STEPS[step.kind].produce(context, when, step)
        if made is None:
            return None
        when = made
    return when


def rule_of(steps: tuple[Step, ...]) -> str:
    """The name of the rule that a point is credited to: that of its finest step."""
    return STEPS[steps[-1].kind].name
