"""What an expression turned out to mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.extractors.times.when import (
    When,
)

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved expression: its time, its type, and the rule that made it."""

    when: When
    type: TimexType
    rule: str
