"""An input file, and the formats there are."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import splitext
from typing import Literal

Format = Literal["text", "html", "jsonl", "csv"]

#: The formats by file name suffix; each may be followed by ``.gz``.
FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".csv": "csv",
}


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: ``name`` is its POSIX path relative to the input root, ``path`` what to open.

    ``size`` is in bytes on disk, ``changed`` the time of its last change in nanoseconds since 1970
    (0 where a store does not tell); ``error`` says why it cannot be opened at all.
    """

    name: str
    path: str
    format: Format = "text"
    gz: bool = False
    size: int = 0
    changed: int = 0
    error: str = ""


def format_of(name: str) -> tuple[Format | None, bool]:
    """The format that a file's name promises (None when it is not ours), and whether gzipped.

    >>> format_of("a/1.TXT"), format_of("b.jsonl.gz"), format_of("notes.pdf")
    (('text', False), ('jsonl', True), (None, False))
    """
    lower = name.lower()
    gz = lower.endswith(".gz")
    return FORMATS.get(splitext(lower.removesuffix(".gz"))[1]), gz
