"""Writes a concept into its draft."""

from __future__ import annotations

from pipeline.link.concepts.after import own_unit
from pipeline.link.draft import Draft


def set_phrase(d: Draft, found: tuple[int, int], name: str) -> None:
    """The phrase of the chunks ``found`` as the concept, by the rule ``name``."""
    start, end = found
    if start == d.i:
        set_unit(d)
        return
    d.phrase = found
    d.concept = d.line.starts[start], d.line.end(end - 1)
    d.rules.append(f"concept={name}")


def set_unit(d: Draft) -> None:
    """The unit's own word as the concept."""
    at = d.line.words[d.i].rfind(d.unit)
    if at >= 0:
        start = d.mention.start + at
        d.concept = start, start + len(d.unit)
        d.rules.append(f"concept={own_unit.name}")
