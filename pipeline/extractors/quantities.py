"""Not built yet."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document
from pipeline.model import Mention


def extract(document: Document, taken: Sequence[Mention] = ()) -> list[Mention]:
    """No mentions yet."""
    return []
