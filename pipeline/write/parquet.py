"""Tables → Parquet: typed columns, for any number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from pipeline.arrow import TYPES, schema, typed
from pipeline.tables import Column


class ParquetSink:
    """Writes one table as a Parquet file, in row groups of some thousands of rows."""

    def __init__(self, path: Path, columns: Sequence[Column[Any]]) -> None:
        self._columns = columns
        empty = typed(schema(columns).empty_table(), columns)
        self._writer = parquet.ParquetWriter(path, empty.schema, compression="zstd")
        self._held: list[pa.Table] = []

    def append(self, table: pa.Table) -> None:
        """Add the rows of ``table``."""
        # A shard's table would keep the whole shard in memory while it is held.
        own = typed(table, self._columns).take(pa.array(range(table.num_rows)))
        self._held.append(own)
        if sum(t.num_rows for t in self._held) >= 1 << 16:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(pa.concat_tables(self._held))
            self._held = []

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()


def read_parquet(path: Path, columns: Sequence[Column[Any]]) -> pa.Table:
    """The Arrow table that :class:`ParquetSink` wrote; numbers stay float64."""
    types = {c.name: pa.float64() if c.kind == "number" else TYPES[c.kind] for c in columns}
    return parquet.read_table(path).cast(pa.schema(list(types.items())))


def header(path: Path) -> list[str]:
    """The column names of a Parquet file, or of the first in a folder of them."""
    if path.is_dir():
        path = min(path.glob("*.parquet"), default=path)
    names: list[str] = parquet.read_schema(path).names
    return names
