"""Points in time: each step narrows what stands before it, or asks an anchor."""

from __future__ import annotations

from functools import lru_cache

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
    if len(steps) > 1:
        steps = _together(steps)
    when = base
    for step in steps:
        when = STEPS[step.kind].produce(context, when, step)
        if when is None:
            return None
    return when


@lru_cache(maxsize=4096)
def _together(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, told what those after or before them say."""
    kinds = [step.kind for step in steps]
    if kinds[:2] == ["month", "day"]:  # the year must have that day
        steps = (steps[0]._replace(b=steps[1].a), *steps[1:])
    if kinds[-1] == "anniv":  # counted from the festival's founding
        steps = (*steps[:-2], steps[-2]._replace(b=steps[-1].a), steps[-1])
    if "lunar" in kinds:
        steps = tuple(_in_lunar(step) for step in steps if step.kind != "lunar")
    return steps


def _in_lunar(step: Step) -> Step:
    """A month or day after 农历."""
    if step.kind in ("month", "day"):
        return step._replace(kind=f"lunar{step.kind}", b=0)
    return step


def rule_of(steps: tuple[Step, ...]) -> str:
    """The name of the rule that a point is credited to: that of its finest step."""
    return STEPS[steps[-1].kind].name
