"""CSV rows from lines (RFC 4180, and what Excel writes).

The standard library's reader refuses cells over a limit that can only be raised for the whole
process, and an article is easily longer than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.reader.lines import Line

#: What may part the cells: the first of these that the first line has.
_DELIMITERS = ",\t;"
_BARE = {d: re.compile(rf"[^{d}\r\n]*") for d in _DELIMITERS}


@dataclass(slots=True)
class Row:
    """A row of cells and the line it starts on; ``too_long`` when it was cut off at the cap."""

    number: int
    cells: list[str] = field(default_factory=list)
    too_long: bool = False


def table_rows(lines: Iterable[Line], limit: int) -> Iterator[Row]:
    """The rows of a CSV file, whose first line shows what parts the cells (``,``, tab, ``;``). Quoted cells may hold commas, line ends and doubled quotes.

    Line ends inside a cell stay as they are. A row longer than ``limit`` characters is dropped as
    it comes.
    """
    row: Row | None = None
    cell: list[str] | None = None  # the pieces of a quoted cell that is still open
    held = 0
    delimiter = ""
    for line in lines:
        delimiter = delimiter or next((d for d in _DELIMITERS if d in line.text), ",")
        row = row or Row(line.number)
        held += len(line.text)
        row.too_long = row.too_long or line.too_long or held > limit
        cell = _read(line.text, row, cell, delimiter)
        if cell is None:
            yield row
            row, held = None, 0
        elif row.too_long:
            cell.clear()
    if row is not None:
        row.cells.append("".join(cell or ()))
        yield row


def _read(text: str, row: Row, cell: list[str] | None, delimiter: str) -> list[str] | None:
    """Add the cells of a line to ``row``; gives back the quoted cell that the line leaves open."""
    i = 0
    while True:
        if cell is None and text.startswith('"', i):
            cell, i = [], i + 1
        if cell is not None:
            i = _quoted(text, i, cell)
            if i < 0:
                return cell
        bare = _BARE[delimiter].match(text, i)
        assert bare is not None  # the pattern matches anywhere, if only nothing
        row.cells.append("".join(cell or ()) + bare[0])
        cell, i = None, bare.end()
        if not text.startswith(delimiter, i):
            return None
        i += 1


def _quoted(text: str, i: int, cell: list[str]) -> int:
    """Add what is quoted from ``i`` on to ``cell``; the offset after its end, -1 when still open."""
    while True:
        end = text.find('"', i)
        if end < 0:
            cell.append(text[i:])
            return -1
        cell.append(text[i:end])
        if not text.startswith('"', end + 1):
            return end + 1
        cell.append('"')
        i = end + 2
