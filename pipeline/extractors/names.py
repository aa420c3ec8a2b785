"""Not built yet."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.model import Mention


def extract(document: Document) -> list[Mention]:
    """No mentions yet."""
    return []
