"""Text → mentions: the extractors in their order, and how their finds are arbitrated."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.extractors import names, quantities, times
from pipeline.model import Mention
from pipeline.units import within_units


def extract(document: Document) -> list[Mention]:
    """Every mention of ``document``, in order of text, no two overlapping.

    Names are found over tokens; then times, which may not cut a name; then numbers, in what
    neither holds.
    """
    found = _without_units(document, names.extract(document))
    found_times = times.extract(document, found)
    numbers = quantities.extract(document, [*found, *found_times])
    return sorted([*found, *found_times, *numbers], key=lambda m: m.start)


def _without_units(document: Document, found: list[Mention]) -> list[Mention]:
    """``found`` without the names that are units after a number: 5牛顿, 20亿丹麦克朗."""
    units = within_units(document.folded, [(m.start, m.end) for m in found])
    return [m for m in found if (m.start, m.end) not in units] if units else found
