"""What a run shows on the terminal: a bar while it lasts, a short table when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from pipeline import batch

#: Rows that a spreadsheet opens, the header included.
SHEET_ROWS = 1_048_576


@contextmanager
def bar(*, hidden: bool) -> Iterator[batch.Progress | None]:
    """A progress bar on standard error, with the rate and the time left."""
    if hidden:
        yield None
        return
    with Progress(
        TextColumn("{task.fields[articles]} articles"), BarColumn(), TextColumn("{task.percentage:3.0f}%"),
        TransferSpeedColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True,
    ) as shown:  # fmt: skip
        task = shown.add_task("", total=None, articles=0)
        yield lambda done, total, articles: shown.update(
            task, completed=done, total=total, articles=articles
        )


def complain(summary: batch.Summary) -> None:
    """Print a line for each input that could not be read: which, and why."""
    totals = summary.totals
    console = Console(stderr=True, highlight=False, markup=False)
    for failure in totals.failures:
        reason, name = failure["error"] or failure["status"], failure["doc_id"]
        named = name.partition(":")[0] in reason  # a record's name is its file's and its line
        console.print(reason if named else f"{name}: {reason}", soft_wrap=True)
    unnamed = sum(n for status, n in totals.statuses.items() if status != "ok")
    if unnamed > len(totals.failures):
        console.print(f"{unnamed - len(totals.failures):,} more; the articles table has them all.")


def show(summary: batch.Summary) -> None:
    """Print what was found, how long it took, and where it is."""
    totals = summary.totals
    table = Table(show_header=False, box=None)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_row("articles", f"{totals.rows['articles']:,}")
    for status, count in sorted(totals.statuses.items()):
        if status != "ok":
            table.add_row(f"  {status}", f"{count:,}")
    if totals.duplicates:
        table.add_row("  reprints", f"{totals.duplicates:,}")
    table.add_row("mentions", f"{totals.rows['mentions']:,}")
    for label, count in totals.labels.most_common():
        table.add_row(f"  {label}", f"{count:,}")
    table.add_row("facts", f"{totals.rows['facts']:,}")
    table.add_row("seconds", f"{summary.seconds:.1f}")
    console = Console(stderr=True, highlight=False)
    console.print(table)
    console.print(f"{', '.join(summary.files)} in {summary.out}", soft_wrap=True)
    for note in notes(summary):
        console.print(note, soft_wrap=True)


def notes(summary: batch.Summary) -> Iterator[str]:
    """What the user should know about the tables before opening them."""
    if summary.reused:
        yield f"{summary.reused} shards of the interrupted run were kept."
    big = [n for n, rows in summary.totals.rows.items() if rows >= SHEET_ROWS and n != "texts"]
    if big and any(name.endswith(".csv") for name in summary.files):
        yield (
            f"{' and '.join(big)}: more rows than a spreadsheet opens ({SHEET_ROWS:,}). "
            "Use --format parquet or sqlite, or xlsx, which is split by sheet."
        )
