"""What is written reads back, in Python and in a spreadsheet."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import document_of, money_of

from pipeline.arrow import TYPES, frame, schema, table_of
from pipeline.errors import ZhfactsError
from pipeline.model import Fact
from pipeline.tables import TABLES, Column, Kind
from pipeline.tables.cells import encoded, plain, split_cells, text_cell
from pipeline.tables.rows import ArticleRow, DocumentLines
from pipeline.write import open_sinks, read_table
from pipeline.write.csv import header_of

#: Text that breaks careless writers, and any other.
TEXT = st.one_of(
    st.sampled_from(["", "'", "''=", "=1+1", "-3.2%", "+5", "-1+cmd|'/c calc'!A0", "@x", "\t", "\r\n", 'a"b', "a,b", "＝1"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)  # fmt: skip
NUMBER = st.decimals(
    min_value=Decimal("-1e30"), max_value=Decimal("1e30"), allow_nan=False, allow_infinity=False
).map(plain)
CELLS: dict[Kind, st.SearchStrategy[Any]] = {
    "text": TEXT,
    "category": st.sampled_from(["", "MONEY", "DATE"]),
    "number": st.none() | NUMBER,
    "integer": st.none() | st.integers(-(2**53), 2**53),
    "flag": st.booleans(),
    "date": st.none() | st.dates(),
}


def _tables(columns: tuple[Column, ...]) -> st.SearchStrategy[pa.Table]:
    row = st.tuples(*(CELLS[c.kind] for c in columns))
    return st.lists(row, max_size=5).map(
        lambda rows: pa.Table.from_arrays(
            [pa.array([r[i] for r in rows], TYPES[c.kind]) for i, c in enumerate(columns)],
            schema=schema(columns),
        )
    )


def _lines(table: pa.Table, columns: tuple[Column, ...]) -> bytes:
    """The lines of any table."""
    rows = zip(*(table[c.name].to_pylist() for c in columns), strict=True)
    return encoded(",".join(map(_cell, row, columns)) + "\n" for row in rows)


def _cell(value: Any, column: Column) -> str:
    match column.kind:
        case "text":
            return text_cell(value)
        case "flag":
            return str(value).lower()
    return "" if value is None else str(value)


@pytest.mark.parametrize("name", TABLES)
def test_any_table_reads_back(name: str, tmp_path: Path) -> None:
    columns, path = TABLES[name], tmp_path / f"{name}.csv"

    @settings(max_examples=40, deadline=None)
    @given(_tables(columns))
    def check(table: pa.Table) -> None:
        lines, wanted = _lines(table, columns), frame(table, columns)
        path.write_bytes(header_of(columns) + lines)
        pd.testing.assert_frame_equal(read_table(path), wanted, check_exact=True)
        pd.testing.assert_frame_equal(frame(table_of(lines, columns), columns), wanted)

    check()


@settings(max_examples=300)
@given(TEXT)
def test_escape_is_undone_and_leaves_no_formula(text: str) -> None:
    (cell,) = split_cells(text_cell(text))
    assert cell.removeprefix("'") == text
    formula = cell[:1] in tuple("=@\t\r\n＝＠") or (
        cell[:1] in tuple("+-＋－") and not _is_number(cell)
    )
    assert not formula, cell


def _is_number(text: str) -> bool:
    try:
        Decimal(text.replace(",", "").removesuffix("%"))
    except ArithmeticError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("@echo", "'@echo"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-3.2%", "-3.2%"),
        ("+1,234.5", "+1,234.5"),
        ("-3.2亿元", "'-3.2亿元"),
        ("+1+1", "'+1+1"),
        ("'90后", "''90后"),
        ("3-5", "3-5"),
        ("", ""),
    ],
)
def test_escape(text: str, written: str) -> None:
    assert split_cells(text_cell(text)) == [written]


def _sample() -> dict[str, bytes]:
    lines = DocumentLines(document_of("收入67.79亿元。"))
    money = money_of(2, 9, "6779000000")
    return {
        "articles": encoded([ArticleRow("a", "a.txt", n_chars=11).line()]),
        "mentions": encoded(lines.mentions([money])),
        "facts": encoded(lines.facts([Fact(money, 0, concept="=收入")])),
        "texts": json.dumps({"doc_id": "a", "text": "收入"}).encode() + b"\n",
    }


def test_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    sinks = open_sinks(tmp_path, ["csv"], ["articles", "mentions", "facts"], texts=True)
    for name, lines in _sample().items():
        for sink in sinks.by_table[name]:
            sink.append(lines)
    sinks.close()
    assert [p.name for p in sinks.files] == [
        "articles.csv",
        "mentions.csv",
        "facts.csv",
        "texts.jsonl",
    ]
    assert (tmp_path / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbffact_id,")
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["value"], row["concept"]) == ("6779000000", "'=收入")
    assert read_table(tmp_path / "facts.csv")["concept"].tolist() == ["=收入"]
    assert json.loads((tmp_path / "texts.jsonl").read_text("utf-8")) == {
        "doc_id": "a",
        "text": "收入",
    }


def _write_sample(folder: Path, formats: list[str]) -> None:
    sinks = open_sinks(folder, formats, ["articles", "mentions", "facts"], texts=False)
    for name, lines in _sample().items():
        for sink in sinks.by_table.get(name, ()):
            sink.append(lines)
    sinks.close()


def test_every_format_holds_the_same_rows(tmp_path: Path) -> None:
    _write_sample(tmp_path, ["csv", "parquet", "sqlite", "xlsx"])
    workbook = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert workbook.sheetnames == ["articles", "mentions", "facts"]
    for name in workbook.sheetnames:
        df = read_table(tmp_path / f"{name}.csv")
        pd.testing.assert_frame_equal(read_table(tmp_path / f"{name}.parquet"), df)
        rows = list(workbook[name].iter_rows(values_only=True))
        assert list(rows[0]) == list(df.columns)
        with closing(sqlite3.connect(tmp_path / "tables.sqlite")) as db:
            stored = pd.read_sql(f"SELECT * FROM {name}", db)
        for other in (pd.DataFrame(rows[1:], columns=df.columns), stored):
            for column in df.columns:
                assert _same(other[column][0], df[column][0]), column


def _same(found: Any, wanted: Any) -> bool:
    if pd.isna(wanted) or wanted == "":
        return found is None or found == "" or bool(pd.isna(found))
    return bool(found == wanted)


def test_a_workbook_runs_no_formula_and_splits_its_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.write.xlsx.SHEET_ROWS", 3)
    columns = TABLES["tokens"]
    rows: dict[str, Any] = {"doc_id": "a", "text": "=1+1", "tag": "http://x.cn"}
    table = pa.table({c.name: pa.array([rows.get(c.name, 1)] * 5, TYPES[c.kind]) for c in columns})
    sinks = open_sinks(tmp_path, ["xlsx"], ["tokens"], texts=False)
    sinks.by_table["tokens"][0].append(_lines(table, columns))
    sinks.close()
    workbook = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert [(s.title, s.max_row) for s in workbook] == [
        ("tokens", 3),
        ("tokens 2", 3),
        ("tokens 3", 2),
    ]
    cell = workbook["tokens 2"]["E2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ZhfactsError, match=r"x\.csv: not a table of zhfacts"):
        read_table(path)
    with pytest.raises(ZhfactsError, match="'xls' is no format"):
        open_sinks(tmp_path, ["xls"], ["articles"], texts=False)


def test_a_cell_longer_than_a_block_reads_back(tmp_path: Path) -> None:
    columns = TABLES["tokens"]
    cells = {"doc_id": "a", "text": "字,\n" * 1_000_000, "tag": ""}
    table = pa.table({c.name: pa.array([cells.get(c.name, 1)], TYPES[c.kind]) for c in columns})
    (tmp_path / "tokens.csv").write_bytes(header_of(columns) + _lines(table, columns))
    assert read_table(tmp_path / "tokens.csv")["text"][0] == cells["text"]
