"""Tables → one Excel workbook (extra ``xlsx``), a table on as many sheets as it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.arrow import table_of
from pipeline.errors import ZhfactsError
from pipeline.tables import Column

#: A sheet's rows with its header, and a cell's characters: Excel's own limits.
SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767


class Workbook:
    """An Excel file. Text is written as text, never as a formula, number or link."""

    def __init__(self, path: Path) -> None:
        try:
            import xlsxwriter
        except ImportError:
            raise ZhfactsError("--format xlsx needs: pip install 'zhfacts[xlsx]'") from None
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._open = 0

    def table(self, name: str, columns: Sequence[Column]) -> XlsxSink:
        """A sink for the table ``name``."""
        self._open += 1
        return XlsxSink(self._book.add_worksheet, name, columns, self._date, self._close)

    def _close(self) -> None:
        self._open -= 1
        if not self._open:
            self._book.close()


class XlsxSink:
    """Writes one table onto sheets called ``name``, ``name 2``, …"""

    def __init__(
        self,
        add_sheet: Callable[[str], Any],
        name: str,
        columns: Sequence[Column],
        date: Any,
        done: Callable[[], None],
    ) -> None:
        self._add_sheet, self._name, self._columns = add_sheet, name, columns
        self._date, self._done = date, done
        self._sheets = 0
        self._next_sheet()

    def _next_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._add_sheet(self._name + (f" {self._sheets}" if self._sheets > 1 else ""))
        self._sheet.freeze_panes(1, 0)
        for i, column in enumerate(self._columns):
            self._sheet.write_string(0, i, column.name)
        self._row = 1

    def append(self, lines: bytes) -> None:
        """Add the rows ``lines``. Excel holds 32,767 characters in a cell; the rest is cut."""
        table = table_of(lines, self._columns)
        cells = [table[c.name].to_pylist() for c in self._columns]
        for row in zip(*cells, strict=True):
            if self._row == SHEET_ROWS:
                self._next_sheet()
            for i, (column, value) in enumerate(zip(self._columns, row, strict=True)):
                self._write(i, column, value)
            self._row += 1

    def _write(self, i: int, column: Column, value: Any) -> None:
        if value is None or value == "":
            return
        match column.kind:
            case "text" | "category":
                self._sheet.write_string(self._row, i, value[:CELL_CHARACTERS])
            case "integer":
                self._sheet.write_number(self._row, i, value)
            case "number":
                self._sheet.write_number(self._row, i, float(value))
            case "flag":
                self._sheet.write_boolean(self._row, i, value)
            case "date" if value.year >= 1900:  # Excel's calendar begins there
                self._sheet.write_datetime(self._row, i, value, self._date)
            case "date":
                self._sheet.write_string(self._row, i, value.isoformat())

    def close(self) -> None:
        """Finish the table, and with the last one the file."""
        self._done()
