"""Gold fixtures: hand-made annotations of an article, as CSV beside its text.

``index.csv`` in the gold folder records, for every stem, the SHA-256 of the article's bytes (a gold
file is refused when its text has changed), a reference date that overrides the dateline, whether
the text is read as plain body, and which labels were annotated.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import GoldError
from pipeline.model import LABELS, MODS

Flag = Literal["", "indefinite", "optional"]


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One annotated expression; the columns are those of the tables, and ``when`` is a fact's period.

    ``flag`` is ``indefinite`` for 一 used as an article (no fact) and ``optional`` for what two
    careful readers could decide either way: found or not, it does not count.
    """

    start: int
    end: int
    text: str
    label: str
    value: Decimal | None
    value_max: Decimal | None
    mod: str
    unit: str
    per: str
    timex_type: str
    timex_value: str
    time_start: str
    time_end: str
    concept: str
    concept_of: str
    holder: str
    change: str
    basis: str
    when: str
    flag: Flag


COLUMNS = tuple(f.name for f in fields(GoldRow))


@dataclass(frozen=True, slots=True)
class GoldEntry:
    """A line of ``index.csv``: which text a gold file is for and how that text is to be read."""

    stem: str
    sha256: str
    date: str
    plain: bool
    labels: frozenset[str]


def load_gold(path: Path, text: str | None = None) -> list[GoldRow]:
    """Read one gold CSV; with ``text``, check that every span holds the text it claims.

    Raises GoldError, naming file and line, for a missing column, a bad cell or a wrong span.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise GoldError(f"{path}: no column {', '.join(sorted(missing))}")
        found = [_row(path, line, cells) for line, cells in enumerate(reader, 2)]
    for row in found if text is not None else ():
        if text is not None and text[row.start : row.end] != row.text:
            raise GoldError(f"{path}: {row.start}-{row.end} is not {row.text!r} in the text")
    return found


def _row(path: Path, line: int, cells: dict[str, str]) -> GoldRow:
    try:
        values: dict[str, object] = {name: cells[name] for name in COLUMNS}
        values |= {name: int(cells[name]) for name in ("start", "end")}
        values |= {n: Decimal(cells[n]) if cells[n] else None for n in ("value", "value_max")}
        row = GoldRow(**values)  # type: ignore[arg-type]  # every column is there, as checked
    except (ValueError, InvalidOperation) as error:
        raise GoldError(f"{path} line {line}: {error}") from None
    if row.label not in LABELS or row.mod not in ("", *MODS) or row.flag not in get_args(Flag):
        raise GoldError(f"{path} line {line}: unknown label, mod or flag")
    return row


def load_index(folder: Path) -> list[GoldEntry]:
    """Read ``index.csv`` of a gold folder. Raises GoldError when it is missing or malformed."""
    path = folder / "index.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [_entry(path, row) for row in csv.DictReader(file)]
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from None


def _entry(path: Path, row: dict[str, str]) -> GoldEntry:
    try:
        labels = LABELS if row["labels"] in ("", "all") else tuple(row["labels"].split())
        plain = row["plain"].lower() == "true"
        return GoldEntry(row["stem"], row["sha256"], row["date"], plain, frozenset(labels))
    except KeyError as error:
        raise GoldError(f"{path}: no column {error.args[0]}") from None


def pairs(raw: Path, gold: Path) -> Iterator[tuple[GoldEntry, Path, Path]]:
    """Every indexed article with its text file below ``raw`` and its gold file.

    Raises GoldError when either file is missing or the text is not the one that was annotated.
    """
    for entry in load_index(gold):
        texts = sorted(p for p in raw.rglob(f"{entry.stem}.*") if p.is_file())
        table = gold / f"{entry.stem}.csv"
        if not texts:
            raise GoldError(f"{raw}: no article {entry.stem}, which the gold index names")
        if not table.is_file():
            raise GoldError(f"{table}: no such gold file")
        if hashlib.sha256(texts[0].read_bytes()).hexdigest() != entry.sha256:
            raise GoldError(f"{texts[0]}: the text has changed since it was annotated")
        yield entry, texts[0], table
