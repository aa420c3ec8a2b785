"""Text → mentions: the extractors in their order, and how their finds are arbitrated."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.extractors import names, quantities, times
from pipeline.model import Mention


def extract(document: Document) -> list[Mention]:
    """Every mention of ``document``, in order of text, no two overlapping.

    Names are found over tokens; then times, which may not cut a name; then numbers, in what
    neither holds.
    """
    found = names.extract(document)
    found_times = times.extract(document, found)
    numbers = quantities.extract(document, [*found, *found_times])
    return sorted([*found, *found_times, *numbers], key=lambda m: m.start)
