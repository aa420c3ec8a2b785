"""Vocabulary as data: tab-separated tables, one row a word, each with an example and a provenance.

Lines that start with ``#`` say where a table's facts come from. The first other line names the
columns. An ``example`` cell marks the span with ⟦…⟧ as the rules' examples do.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def columns(table: str) -> dict[str, tuple[str, ...]]:
    """The columns of ``lexicon/<table>.tsv`` by name: what a big table is read by.

    Raises ValueError for a row whose number of cells differs from the header's, with its line.

    >>> dict(zip(columns("eras")["era"], columns("eras")["first"]))["康熙"]
    '1662'
    """
    text = (_FOLDER / f"{table}.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    try:
        made = list(zip(*cells, strict=True))
    except ValueError:
        size = len(cells[0])
        wrong = next(row for row in cells if len(row) != size)
        number = lines.index("\t".join(wrong)) + 1
        raise ValueError(f"{table}.tsv line {number}: {len(wrong)} cells, not {size}") from None
    return {column[0]: column[1:] for column in made}


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of ``lexicon/<table>.tsv`` as dicts. Raises ValueError as :func:`columns` does.

    >>> rows("units")[0].keys() >= {"unit", "code"}
    True
    """
    found = columns(table)
    cells = zip(*found.values(), strict=True)
    return tuple(dict(zip(found, row, strict=True)) for row in cells)
