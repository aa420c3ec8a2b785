"""Tables → one SQLite database, indexed by document."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.arrow import table_of
from pipeline.tables import Column, Kind

_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "category": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "flag": "INTEGER",
    "date": "TEXT",
}


class SqliteSink:
    """Writes one table into a database that several may share; dates are ISO 8601 text."""

    def __init__(self, path: Path, name: str, columns: Sequence[Column]) -> None:
        self._name, self._columns = name, columns
        self._db = sqlite3.connect(path)
        declared = ", ".join(f'"{c.name}" {_TYPES[c.kind]}' for c in columns)
        self._db.execute(f"CREATE TABLE {name} ({declared})")
        self._db.commit()
        marks = ", ".join("?" for _ in columns)
        self._insert = f"INSERT INTO {name} VALUES ({marks})"

    def append(self, lines: bytes) -> None:
        """Add the rows ``lines``."""
        table = table_of(lines, self._columns)
        columns = [_values(table[c.name], c.kind) for c in self._columns]
        with self._db:
            self._db.executemany(self._insert, zip(*columns, strict=True))

    def close(self) -> None:
        """Finish the table."""
        with self._db:
            self._db.execute(f"CREATE INDEX {self._name}_doc_id ON {self._name} (doc_id)")
        self._db.close()


def _values(cells: pa.ChunkedArray, kind: Kind) -> list[Any]:
    if kind == "date":
        cells = cells.cast(pa.string())
    elif kind == "number":
        cells = cells.cast(pa.float64())
    values: list[Any] = cells.to_pylist()
    return values
