"""The corpus keeps its own rules: hashes, offsets, columns that belong together, words of the text."""

from __future__ import annotations

import csv
import datetime as dt
import doctest
import importlib.util
import io
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.gold import load_index, pairs
from pipeline.model import NUMBER_LABELS, TIME_LABELS
from pipeline.reader.decode import decode

CORPUS = Path(__file__).parents[1] / "corpus"
STEMS = [entry.stem for entry in load_index(CORPUS / "gold")]
QUANTITY_COLUMNS = ("value", "value_max", "unit", "per")
TIME_COLUMNS = ("timex_type", "timex_value", "time_start", "time_end")
FACT_COLUMNS = ("concept", "concept_of", "holder", "change", "basis", "when")


def text_of(stem: str) -> str:
    return decode((CORPUS / "raw" / f"{stem}.txt").read_bytes())[0]


def gold_of(stem: str) -> list[dict[str, str]]:
    with (CORPUS / "gold" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = [
    pytest.param(text_of(stem), row, id=f"{stem}-{row['start']}")
    for stem in STEMS
    for row in gold_of(stem)
]


@pytest.fixture(scope="module")
def annotate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotate", CORPUS / "annotate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_has_gold_and_every_gold_its_text() -> None:
    listed = sorted(STEMS)
    assert [p.stem for p in sorted((CORPUS / "raw").glob("*.txt"))] == listed
    assert [p.stem for p in sorted((CORPUS / "gold").glob("*.csv"))] == sorted([*listed, "index"])
    assert len(list(pairs(CORPUS / "raw", CORPUS / "gold"))) == len(listed)


def test_the_disaster_report_is_gb18030_and_more_than_gbk() -> None:
    data = (CORPUS / "raw" / "disaster.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("gbk")
    assert "何䶮" in data.decode("gb18030")


@pytest.mark.parametrize("stem", STEMS)
def test_rows_are_in_order_and_do_not_overlap(stem: str) -> None:
    spans = [(int(row["start"]), int(row["end"])) for row in gold_of(stem)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(("text", "row"), ROWS)
def test_a_row_speaks_the_words_of_its_text(text: str, row: dict[str, str]) -> None:
    assert text[int(row["start"]) : int(row["end"])] == row["text"]
    assert all(row[column] in text for column in ("concept", "concept_of", "unit"))
    assert row["holder"] == "中国" or row["holder"] in text


@pytest.mark.parametrize(("text", "row"), ROWS)
def test_the_cells_of_a_row_belong_to_its_label(text: str, row: dict[str, str]) -> None:
    filled = {column for column, cell in row.items() if cell}
    assert bool(filled & set(QUANTITY_COLUMNS)) == (row["label"] in NUMBER_LABELS)
    assert bool(filled & set(TIME_COLUMNS)) == (row["label"] in TIME_LABELS)
    figure = row["label"] in NUMBER_LABELS and row["label"] != "ORDINAL"
    if not figure or row["flag"] == "indefinite":
        assert not filled & set(FACT_COLUMNS)
    assert row["change"] in ("", "increase", "decrease")
    assert not row["basis"] or row["change"]


@pytest.mark.parametrize(("text", "row"), ROWS)
def test_numbers_and_days_are_written_plainly(text: str, row: dict[str, str]) -> None:
    for column in ("value", "value_max"):
        assert not row[column] or format(Decimal(row[column]), "f") == row[column]
    days = [dt.date.fromisoformat(row[c]) for c in ("time_start", "time_end") if row[c]]
    assert days == sorted(days)
    if row["unit"] and row["value_max"]:  # a score has no unit, and any order
        assert Decimal(row["value"]) < Decimal(row["value_max"])


@pytest.mark.parametrize("stem", STEMS)
def test_marking_and_reading_the_marks_gives_the_same_gold(stem: str, annotate: ModuleType) -> None:
    text, gold = annotate.parse(annotate.mark(text_of(stem), gold_of(stem)))
    assert (text, gold) == (text_of(stem), gold_of(stem))
    out = io.StringIO()
    annotate.write(gold, out)
    assert out.getvalue().encode() == (CORPUS / "gold" / f"{stem}.csv").read_bytes()


def test_marks_refuse_a_column_that_is_none(annotate: ModuleType) -> None:
    with pytest.raises(ValueError, match="no such column: colour"):
        annotate.parse("⟦3人|CARDINAL|colour=red⟧")


def test_the_examples_of_the_annotation_tool(annotate: ModuleType) -> None:
    assert doctest.testmod(annotate).failed == 0


def test_the_readme_names_every_text() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`raw/([^`/]+)\.txt`", readme)) - {"STEM"}
    assert named == set(STEMS)
