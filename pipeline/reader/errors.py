"""The one exception of the reader, which never leaves it: a document that has no text, and why."""

from __future__ import annotations

from pipeline.model import Status


class RefusedError(Exception):
    """A document that cannot be read; becomes a row with this status and one-line reason."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status: Status = status
        self.reason = reason
