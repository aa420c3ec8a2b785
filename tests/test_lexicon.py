"""Tables are read by row and by column, and one that is broken says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicon import columns, rows

TABLES = sorted(p.stem for p in (Path(__file__).parents[1] / "pipeline" / "lexicon").glob("*.tsv"))


@pytest.mark.parametrize("table", TABLES)
def test_rows_and_columns_hold_the_same(table: str) -> None:
    for name, cells in columns(table).items():
        assert [row[name] for row in rows(table)] == list(cells)


def test_a_broken_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.lexicon._FOLDER", tmp_path)
    (tmp_path / "mine.tsv").write_text("# by hand\nword\tkind\n\n米\tm\n克\n", "utf-8")
    with pytest.raises(ValueError, match=r"mine\.tsv line 5: 1 cells, not 2"):
        rows("mine")
