"""Segmentation with jieba: the only package that knows it.

One owned dictionary, built from the one that jieba ships: jieba's cache lies in a shared temporary
folder that other users can write, and reading it back saves nothing.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError
from pipeline.segment.cutter import Segmenter, default_segmenter

__all__ = ["Segmenter", "default_segmenter", "make_segmenter"]


def make_segmenter(name: str = "jieba", userdict: Path | None = None) -> Segmenter:
    """The segmenter ``jieba`` or ``fast``, whose words are the same.

    Raises UsageError for another name, and for a user dictionary that cannot be used.
    """
    try:
        if name == "fast":
            from pipeline.segment.fast import FastSegmenter

            return FastSegmenter(userdict)
        if name == "jieba":
            return Segmenter(userdict) if userdict else default_segmenter()
    except (OSError, ValueError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{userdict}: {error}") from None
    raise UsageError(f"{name!r} is no segmenter; there are jieba and fast")
