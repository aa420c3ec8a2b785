"""Between a gold CSV and its text with the annotations marked in it, so that nobody counts offsets.

    python corpus/annotate.py mark economy  > economy.marked     # gold CSV → marked text
    python corpus/annotate.py gold economy  < economy.marked     # marked text → gold CSV on stdout

A mark is ``⟦text|LABEL|column=value|…⟧``; every column of the gold but ``start``, ``end``, ``text``
and ``label`` may follow, and those left out are empty. ``⟦!holder=云江市|when=2024-09⟧`` stands for
no text: it sets cells that the figures after it share until the next such mark (a figure's own cell
goes before). The text under the marks must be the article's own; the command refuses another one.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from pipeline.gold import COLUMNS
from pipeline.reader.decode import decode

HERE = Path(__file__).parent
_MARK = re.compile(r"⟦([^⟧]*)⟧")
_FIGURES = ("MONEY", "PERCENT", "QUANTITY", "CARDINAL")


def mark(text: str, gold: Iterable[dict[str, str]]) -> str:
    """``text`` with a mark around every row of ``gold``, which is in order of offsets.

    >>> row = {"start": "2", "end": "4", "text": "3人", "label": "CARDINAL", "value": "3"}
    >>> mark("共有3人", [row | {"unit": "人", "concept": ""}])
    '共有⟦3人|CARDINAL|value=3|unit=人⟧'
    """
    pieces, done = [], 0
    for row in gold:
        start, end = int(row["start"]), int(row["end"])
        cells = [f"{k}={v}" for k, v in row.items() if v and k not in COLUMNS[:4]]
        pieces += [text[done:start], f"⟦{'|'.join([text[start:end], row['label'], *cells])}⟧"]
        done = end
    return "".join(pieces) + text[done:]


def parse(marked: str) -> tuple[str, list[dict[str, str]]]:
    """The text under the marks and its gold rows.

    >>> text, gold = parse("⟦!holder=甲市⟧共有⟦3人|CARDINAL|value=3|unit=人⟧")
    >>> text, gold[0]["start"], gold[0]["end"], gold[0]["holder"]
    ('共有3人', '2', '4', '甲市')
    """
    text, gold, done = "", [], 0
    shared: dict[str, str] = {}
    for found in _MARK.finditer(marked):
        text, done = text + marked[done : found.start()], found.end()
        if found[1].startswith("!"):
            shared |= _cells(found[1][1:].split("|"))
            continue
        span, label, *rest = found[1].split("|")
        row = dict.fromkeys(COLUMNS, "") | _cells(rest)
        row |= {"start": str(len(text)), "end": str(len(text) + len(span))}
        row |= {"text": span, "label": label}
        if label in _FIGURES and not row["flag"] and (row["unit"] or row["concept"]):
            row |= {k: v for k, v in shared.items() if k not in _cells(rest)}
        gold.append(row)
        text += span
    return text + marked[done:], gold


def _cells(pairs: Iterable[str]) -> dict[str, str]:
    cells = dict(pair.split("=", 1) for pair in pairs)
    if unknown := set(cells) - set(COLUMNS):
        raise ValueError(f"no such column: {', '.join(sorted(unknown))}")
    return cells


def write(gold: Iterable[dict[str, str]], out: TextIO) -> None:
    """Write gold rows as the CSV that `zhfacts check` reads."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(gold)


def main(command: str, stem: str) -> None:
    """Run one of the two commands on the article ``stem`` of this corpus."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # real files
    text = decode((HERE / "raw" / f"{stem}.txt").read_bytes())[0]
    if command == "mark":
        with (HERE / "gold" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
            sys.stdout.write(mark(text, csv.DictReader(file)))
        return
    plain, gold = parse(sys.stdin.read())
    if plain != text:
        sys.exit(f"the text under the marks is not that of raw/{stem}.txt")
    write(gold, sys.stdout)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("mark", "gold"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
