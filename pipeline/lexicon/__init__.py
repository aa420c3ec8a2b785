"""Vocabulary as data: tab-separated tables, one row a word, each with an example and a provenance.

Lines that start with ``#`` say where a table's facts come from. The first other line names the
columns. An ``example`` cell marks the span with ⟦…⟧ as the rules' examples do.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of ``lexicon/<table>.tsv`` as dicts, checked for shape.

    Raises ValueError for a row whose number of cells differs from the header's, with its line.

    >>> rows("units")[0].keys() >= {"unit", "code"}
    True
    """
    text = files(__package__).joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    header: list[str] = []
    made: list[dict[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise ValueError(f"{table}.tsv line {number}: {len(cells)} cells, not {len(header)}")
        else:
            made.append(dict(zip(header, cells, strict=True)))
    return tuple(made)
