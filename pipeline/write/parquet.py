"""Tables → Parquet: typed columns, for any number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from pipeline.arrow import TYPES, schema, table_of, typed
from pipeline.tables import Column

#: The lines that make a row group: some ten thousand.
_GROUP_BYTES = 1 << 24


class ParquetSink:
    """Writes one table as a Parquet file."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self._columns = columns
        empty = typed(schema(columns).empty_table(), columns)
        self._writer = parquet.ParquetWriter(path, empty.schema, compression="zstd")
        self._held = bytearray()

    def append(self, lines: bytes) -> None:
        """Add the rows ``lines``."""
        self._held += lines
        if len(self._held) >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            table = table_of(bytes(self._held), self._columns)
            self._writer.write_table(typed(table, self._columns))
            self._held.clear()

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()


def read_parquet(path: Path, columns: Sequence[Column]) -> pa.Table:
    """The Arrow table that :class:`ParquetSink` wrote; numbers stay float64."""
    types = {c.name: pa.float64() if c.kind == "number" else TYPES[c.kind] for c in columns}
    return parquet.read_table(path).cast(pa.schema(list(types.items())))


def header(path: Path) -> list[str]:
    """The column names of a Parquet file, or of the first in a folder of them."""
    if path.is_dir():
        path = min(path.glob("*.parquet"), default=path)
    names: list[str] = parquet.read_schema(path).names
    return names
