"""Rows → Arrow columns → pandas.

Arrow holds a number as its exact digits, since that is what a CSV cell shows; pandas and the other
formats get float64, which reads the same from those digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.document import Document
from pipeline.tables import BLANK, Column, Kind, plain
from pipeline.tables.views import Part

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
T = TypeVar("T")
_SURROGATES = re.compile("[\ud800-\udfff]")


def schema(columns: Sequence[Column[Any]]) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([(c.name, TYPES[c.kind]) for c in columns])


def build(
    columns: Sequence[Column[T]], groups: Sequence[tuple[Document | None, Sequence[T]]]
) -> pa.Table:
    """The rows of some documents (articles have none) as one Arrow table.

    Many documents at once are much quicker than one by one.
    """
    view = columns[0].view(groups)
    places: dict[Part, pa.Array] = {}
    arrays = []
    for column in columns:
        cells = column.cells(view)
        if column.part is None:
            arrays.append(_array(column, cells))
            continue
        if column.part not in places:
            places[column.part] = _places(view.parts[column.part])
        spread = _array(column, [BLANK.get(column.kind), *cells])
        arrays.append(spread.take(places[column.part]))
    return pa.Table.from_arrays(arrays, schema=schema(columns))


def _places(parts: Sequence[object | None]) -> pa.Array:
    """Of each row that has a part its number, from 1; of the others 0."""
    has = pa.array([part is not None for part in parts], pa.bool_())
    return pc.if_else(has, pc.cumulative_sum(has.cast(pa.int32())), 0)


def _array(column: Column[Any], cells: Sequence[Any]) -> pa.Array:
    if column.kind == "number":
        cells = [None if x is None else _digits(x) for x in cells]
    try:
        return pa.array(cells, TYPES[column.kind])
    except UnicodeEncodeError:
        # Half a character cannot be written in any of our formats; its offset is kept.
        return pa.array([_SURROGATES.sub("\ufffd", x) for x in cells], TYPES[column.kind])


def _digits(number: Decimal) -> str | None:
    """The digits of a number; none of one that float64 cannot hold."""
    text = str(number)
    if text.isdecimal() and len(text) < 300:  # nearly all are
        return text
    return plain(number) if -300 < number.adjusted() < 300 else None


def typed(table: pa.Table, columns: Sequence[Column[Any]]) -> pa.Table:
    """``table`` with its numbers as float64."""
    numbers = {c.name for c in columns if c.kind == "number"}
    fields = [(f.name, pa.float64() if f.name in numbers else f.type) for f in table.schema]
    return table.cast(pa.schema(fields))


def frame(table: pa.Table, columns: Sequence[Column[Any]]) -> pd.DataFrame:
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
