"""The parts of the README that the program itself writes: excerpts, columns, scores.

`python tests/readme.py` brings them up to date; tests/test_readme.py fails while they are not. A part
stands between ``<!-- name … -->`` and ``<!-- end -->``; the words after the name are its arguments.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from pipeline.evaluate import check, summary
from pipeline.tables import TABLES

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
USERS_ARTICLE = "000_3d017306b691c3a5.txt"
_PART = re.compile(r"<!-- (\w+)((?: [^\s>]+)*) -->\n.*?<!-- end -->", re.DOTALL)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in x) + " |\n" for x in lines
    )


@cache
def _rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "output" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["doc_id"] == USERS_ARTICLE]


def excerpt(table: str, columns: str, starts: str = "") -> str:
    """Rows of an output table for the user's article: the columns, the rows at these offsets."""
    names = columns.split(",")
    wanted = starts.split(",") if starts else []
    rows = [row for row in _rows(table) if not wanted or row["start"] in wanted]
    return _table(names, ([row[name] for name in names] for row in rows))


def columns(table: str) -> str:
    """Every column of a table with its meaning, as the program declares them."""
    return _table(
        [f"`{table}`", "kind", "meaning"],
        ((f"`{c.name}`", c.kind, c.meaning) for c in TABLES[table]),
    )


def scores() -> str:
    """What ``zhfacts check corpus/raw corpus/gold`` prints."""
    rows = summary(check(ROOT / "corpus" / "raw", ROOT / "corpus" / "gold"))
    spans = [row for row in rows if row[2] != "of"]
    cells = [(name, share, count) for name, share, of, count in rows if of == "of"]
    return (
        _table(["label", "precision", "recall", "F1"], spans)
        + "\n"
        + _table(["cell, of the matched", "right", "of"], cells)
    )


PARTS: dict[str, Callable[..., str]] = {"excerpt": excerpt, "columns": columns, "scores": scores}


def written(text: str) -> str:
    """``text`` with every part as the program writes it now."""

    def part(match: re.Match[str]) -> str:
        name, arguments = match[1], match[2].split()
        return f"<!-- {name}{match[2]} -->\n{PARTS[name](*arguments)}<!-- end -->"

    return _PART.sub(part, text)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
