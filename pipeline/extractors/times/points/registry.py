"""The rules of the steps, by the kind of step they resolve."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.when import When
from pipeline.rules import Rule

StepRule = Rule[[Context, When | None, Step], When | None]
#: The rule of each kind of step; the last step of a point names the mention's rule.
STEPS: dict[str, StepRule] = {}


def step_rule(*kinds: str) -> Callable[[StepRule], StepRule]:
    """Make the decorated rule the one that resolves steps of these kinds."""

    def register(made: StepRule) -> StepRule:
        STEPS.update(dict.fromkeys(kinds, made))
        return made

    return register
