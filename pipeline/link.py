"""Not built yet."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document
from pipeline.model import Fact, Mention


def link(document: Document, mentions: Sequence[Mention]) -> list[Fact]:
    """No facts yet."""
    return []
