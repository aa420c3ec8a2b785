"""The texts that offsets refer to, one JSON object a line, as the workers made them."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from pipeline.write.csv import text_of


class TextSink:
    """Writes texts.jsonl."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")

    def append(self, table: pa.Table) -> None:
        """Add the lines of ``table``."""
        for chunk in table["line"].chunks:
            self._file.write(text_of(chunk))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
