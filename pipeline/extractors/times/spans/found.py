"""What an expression turned out to mean."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.extractors.times.when import (
    When,
)
from pipeline.model import Quantity

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Found(NamedTuple):
    """A resolved expression: its time, its type, the rule that made it, and how long it lasts."""

    when: When
    type: TimexType
    rule: str
    length: Quantity | None = None
