"""Lines → a file; the header of a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from pipeline.tables import Column

#: By which a spreadsheet knows that a CSV file is in UTF-8.
BOM = b"\xef\xbb\xbf"


class LineSink:
    """Writes lines as they are: texts.jsonl, and, below a ``header``, a table."""

    def __init__(self, path: Path, header: bytes = b"") -> None:
        self._file: BinaryIO = path.open("wb")
        self._file.write(header)

    def append(self, lines: bytes) -> None:
        """Add ``lines``."""
        self._file.write(lines)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def header_of(columns: Sequence[Column]) -> bytes:
    """The first line of a table's file."""
    return BOM + ",".join(c.name for c in columns).encode() + b"\n"


def names_in(path: Path) -> list[str]:
    """The column names in the first line of a CSV file."""
    with path.open("rb") as file:
        first = file.readline(1 << 16).removeprefix(BOM)
    return first.decode("utf-8", "replace").strip("\r\n").split(",")
