"""What a run shows on the terminal: a bar while it lasts, a short table when it is done."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.batch import Progress, Summary

#: Rows that a spreadsheet opens, the header included.
SHEET_ROWS = 1_048_576
#: What would move a terminal's cursor or change its colours; an id may hold anything.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@contextmanager
def bar(*, hidden: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error, with the rate and the time left, where a person looks."""
    if hidden or not sys.stderr.isatty():
        yield None
        return
    from rich import progress
    from rich.console import Console

    with progress.Progress(
        progress.TextColumn("{task.fields[articles]} articles"),
        progress.BarColumn(),
        progress.TextColumn("{task.percentage:3.0f}%"),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        task = shown.add_task("", total=None, articles=0)
        yield lambda done, total, articles: shown.update(
            task, completed=done, total=total, articles=articles
        )


def complain(summary: Summary) -> None:
    """Print a line for each input that could not be read: which, and why."""
    totals = summary.totals
    for failure in totals.failures:
        reason, name = failure["error"] or failure["status"], failure["doc_id"]
        named = name.partition(":")[0] in reason  # a record's name is its file's and its line
        _say(reason if named else f"{name}: {reason}")
    unnamed = sum(n for status, n in totals.statuses.items() if status != "ok")
    if unnamed > len(totals.failures):
        _say(f"{unnamed - len(totals.failures):,} more; the articles table has them all.")


def show(summary: Summary) -> None:
    """Print what was found, how long it took, and where it is."""
    for name, cell in _rows(summary):
        _say(f" {name:<14}{cell:>12}")
    _say(f"{', '.join(summary.files)} in {summary.out}")
    for note in notes(summary):
        _say(note)


def _rows(summary: Summary) -> Iterator[tuple[str, str]]:
    totals = summary.totals
    yield "articles", f"{totals.rows['articles']:,}"
    for status, count in sorted(totals.statuses.items()):
        if status != "ok":
            yield f"  {status}", f"{count:,}"
    if totals.duplicates:
        yield "  reprints", f"{totals.duplicates:,}"
    yield "mentions", f"{totals.rows['mentions']:,}"
    for label, count in totals.labels.most_common():
        yield f"  {label}", f"{count:,}"
    yield "facts", f"{totals.rows['facts']:,}"
    yield "seconds", f"{summary.seconds:.1f}"


def notes(summary: Summary) -> Iterator[str]:
    """What the user should know about the tables before opening them."""
    if summary.reused:
        yield f"{summary.reused} shards of the interrupted run were kept."
    big = [n for n, rows in summary.totals.rows.items() if rows >= SHEET_ROWS and n != "texts"]
    if big and any(name.endswith(".csv") for name in summary.files):
        yield (
            f"{' and '.join(big)}: more rows than a spreadsheet opens ({SHEET_ROWS:,}). "
            "Use --format parquet or sqlite, or xlsx, which is split by sheet."
        )


def _say(line: str) -> None:
    print(_CONTROL.sub("\ufffd", line), file=sys.stderr)
