"""What ``check`` shows on the terminal: the score as a table, then every difference."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from pipeline.evaluate import Score, summary


def show_score(result: Score, *, differences: bool) -> None:
    """Print precision, recall and F1 per label, the share of right cells, and what differs."""
    console = Console(highlight=False, markup=False)
    table = Table(box=None)
    table.add_column("label or cell", style="bold")
    for heading in ("precision", "recall", "F1"):
        table.add_column(heading, justify="right")
    for row in summary(result):
        table.add_row(*row)
    console.print(table)
    for d in result.differences if differences else ():
        console.print(
            f"{d.doc_id}: {d.kind} {d.label} {d.text!r}: "
            f"expected {d.expected!r}, got {d.got!r}\n    {d.sentence}",
            soft_wrap=True,
        )
