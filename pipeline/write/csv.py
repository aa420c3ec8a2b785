"""Arrow tables → CSV that opens right in a spreadsheet, and back.

A spreadsheet runs a cell that begins like a formula, so text that does gets a leading apostrophe;
so does text that begins with an apostrophe, and reading takes one off. Numbers are never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.arrow import TYPES
from pipeline.tables import Column, Kind

#: How a formula begins (the full-width forms do in Chinese spreadsheets), and the escape itself.
_HAZARD = r"^['=@\t\r\n+\-＝＠＋－]"
#: A signed number or percentage is data, though it begins as a formula may.
_NUMBER = r"^[+-][0-9]+(,[0-9]{3})*(\.[0-9]+)?%?$"
_SPECIAL = r'[",\r\n]'
#: The same, one by one. A look through a column's memory for the first byte of each is quick, and
#: spares a look at every cell.
_HAZARDS = tuple((h.encode()[:1], h) for h in "'=@\t\r\n+-＝＠＋－")
_SPECIALS = tuple(c.encode() for c in '",\r\n')
#: A table that is held keeps its whole shard in memory.
HELD_ROWS, HELD_TABLES = 1 << 14, 16
BOM = b"\xef\xbb\xbf"


def escape(cells: pa.Array) -> pa.Array:
    """Text with a leading apostrophe where a spreadsheet would run it as a formula.

    >>> escape(pa.array(["=1+1", "-3.2%", "-3.2亿元", "'90后"])).to_pylist()
    ["'=1+1", '-3.2%', "'-3.2亿元", "''90后"]
    """
    return _escape(cells, text_of(cells))


def _escape(cells: pa.Array, data: bytes) -> pa.Array:
    if not any(
        byte in data and pc.any(pc.starts_with(cells, hazard)).as_py() for byte, hazard in _HAZARDS
    ):
        return cells
    risky = pc.match_substring_regex(cells, _HAZARD)
    risky = pc.and_not(risky, pc.match_substring_regex(cells, _NUMBER))
    return pc.if_else(risky, pc.binary_join_element_wise("'", cells, ""), cells)


def unescape(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """The inverse of :func:`escape`."""
    return pc.replace_substring_regex(cells, "^'", "")


def _quote(cells: pa.Array, data: bytes) -> pa.Array:
    if not any(special in data for special in _SPECIALS):
        return cells
    special = pc.match_substring_regex(cells, _SPECIAL)
    doubled = pc.replace_substring(cells, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise('"', doubled, '"', ""), cells)


def _cells(cells: pa.Array, kind: Kind) -> pa.Array:
    match kind:
        case "text":
            data = text_of(cells)
            return _quote(_escape(cells, data), data)
        case "category":
            return _quote(cells, text_of(cells))
        case "number":
            return cells.fill_null("")
    return cells.cast(pa.string()).fill_null("")


def lines(table: pa.Table, columns: Sequence[Column[Any]]) -> bytes:
    """The rows of ``table`` as lines of CSV in UTF-8."""
    return b"".join(
        _lines([_cells(batch[c.name], c.kind) for c in columns])
        for batch in table.to_batches(max_chunksize=HELD_ROWS)  # an Arrow array ends at 2 GB
    )


def _lines(cells: list[pa.Array]) -> bytes:
    joined = pc.binary_join_element_wise(*cells[:-1], _line_end(cells[-1]), ",")
    return text_of(joined)


def _line_end(cells: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(cells, "", "\n")


def text_of(strings: pa.Array) -> bytes:
    """The strings one after the other: an Arrow array holds them so already."""
    _, offsets, data = strings.buffers()
    if data is None:
        return b""
    ends = memoryview(offsets).cast("i")
    first, last = ends[strings.offset], ends[strings.offset + len(strings)]
    return memoryview(data)[first:last].tobytes()


class CsvSink:
    """Writes one table as a CSV file.

    Rows are held until there are many: a call of Arrow's costs as much as a hundred cells.
    """

    def __init__(self, path: Path, columns: Sequence[Column[Any]]) -> None:
        self._columns = columns
        self._file: BinaryIO = path.open("wb")
        self._file.write(BOM + ",".join(c.name for c in columns).encode() + b"\n")
        self._held: list[pa.Table] = []

    def append(self, table: pa.Table) -> None:
        """Add the rows of ``table``."""
        self._held.append(table)
        if len(self._held) >= HELD_TABLES or sum(t.num_rows for t in self._held) >= HELD_ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            table = pa.concat_tables(self._held).combine_chunks()
            self._file.write(lines(table, self._columns))
            self._held = []

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._file.close()


def header(path: Path) -> list[str]:
    """The column names in the first line of a CSV file."""
    with path.open("rb") as file:
        first = file.readline(1 << 16).removeprefix(BOM)
    return first.decode("utf-8", "replace").strip("\r\n").split(",")


def read_csv(path: Path, columns: Sequence[Column[Any]]) -> pa.Table:
    """The Arrow table that :class:`CsvSink` wrote."""
    from pyarrow import csv

    table = csv.read_csv(
        path,
        # A row may be as long as the longest text; a block must hold it.
        read_options=csv.ReadOptions(block_size=1 << 26),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types={c.name: TYPES[c.kind] for c in columns},
            null_values=[""],
            strings_can_be_null=False,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    for i, column in enumerate(columns):
        if column.kind == "text":
            table = table.set_column(i, column.name, unescape(table[column.name]))
        elif column.kind == "number":
            cells = table[column.name]
            empty = pc.equal(cells, "")
            table = table.set_column(
                i, column.name, pc.if_else(empty, pa.scalar(None, pa.string()), cells)
            )
    return table
