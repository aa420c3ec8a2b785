"""Lines of CSV → Arrow columns → pandas.

Arrow holds a number as its exact digits, since that is what a CSV cell shows; pandas and the other
formats get float64, which reads the same from those digits.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from pipeline.tables import Column, Kind

if TYPE_CHECKING:
    import pandas as pd

TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "category": pa.string(),
    "number": pa.string(),
    "integer": pa.int64(),
    "flag": pa.bool_(),
    "date": pa.date32(),
}


def schema(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([(c.name, TYPES[c.kind]) for c in columns])


def table_of(lines: bytes, columns: Sequence[Column]) -> pa.Table:
    """The table whose rows are ``lines``."""
    if not lines:
        return schema(columns).empty_table()
    names = [c.name for c in columns]
    # A row may be as long as the longest text; a block must hold it.
    options = csv.ReadOptions(column_names=names, block_size=len(lines) + 1, use_threads=False)
    return _read(pa.BufferReader(lines), options, columns)


def read_csv(path: str | os.PathLike[str], columns: Sequence[Column]) -> pa.Table:
    """The table in a file with a header."""
    return _read(path, csv.ReadOptions(block_size=1 << 26), columns)


def _read(source: Any, options: csv.ReadOptions, columns: Sequence[Column]) -> pa.Table:
    table = csv.read_csv(
        source,
        read_options=options,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema(columns),
            null_values=[""],
            strings_can_be_null=False,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    for i, column in enumerate(columns):
        cells = table[column.name]
        if column.kind == "text":
            cells = pc.replace_substring_regex(cells, "^'", "")  # see tables.cells
        elif column.kind == "number":
            cells = pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)
        else:
            continue
        table = table.set_column(i, column.name, cells)
    return table


def typed(table: pa.Table, columns: Sequence[Column]) -> pa.Table:
    """``table`` with its numbers as float64."""
    numbers = {c.name for c in columns if c.kind == "number"}
    fields = [(f.name, pa.float64() if f.name in numbers else f.type) for f in table.schema]
    return table.cast(pa.schema(fields))


def frame(table: pa.Table, columns: Sequence[Column]) -> pd.DataFrame:
    """``table`` as a DataFrame: strings, categoricals, Int64, float64, bool, datetime64[s].

    Text and categories are empty where nothing is known, so that ``df[df["mod"] == ""]`` and
    ``groupby`` keep the exact figures; categories are in code-point order.
    """
    import pandas as pd

    return pd.DataFrame({c.name: _series(table[c.name], c.kind) for c in columns})


def _series(cells: pa.ChunkedArray, kind: Kind) -> Any:
    import pandas as pd

    match kind:
        case "category":
            values = cells.to_pandas()
            return pd.Categorical(values, categories=sorted(pc.unique(cells).to_pylist()))
        case "number":
            return cells.cast(pa.float64()).to_pandas()
        case "integer":
            return cells.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
        case "date":
            # Nanoseconds would end in 1677; seconds hold every date there is.
            return cells.cast(pa.timestamp("s")).to_pandas()
        case "text":
            return cells.to_pandas(types_mapper={pa.string(): pd.StringDtype("pyarrow")}.get)
    return cells.to_pandas()
