"""What an expression turned out to mean."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.extractors.times.when import (
    When,
)

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Found(NamedTuple):
    """A resolved expression: its time, its type, and the rule that made it."""

    when: When
    type: TimexType
    rule: str
