"""Shards in order → the final tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.batch.marks import Marker, marked
from pipeline.batch.shard import Portion
from pipeline.tables.cells import encoded
from pipeline.tables.rows import ArticleRow

#: So many failures are named in the run's manifest; ``articles`` has them all.
FAILURES_NAMED = 100


class Sink(Protocol):
    """Where the rows of one table go, as lines of CSV."""

    def append(self, lines: bytes) -> None: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class Totals:
    """Counts of what was written; ``statuses`` counts the articles by their status."""

    rows: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Iterable[str]) -> Totals:
        """Nothing yet, of ``tables``."""
        return cls(Counter(dict.fromkeys(tables, 0)))

    def add_articles(self, rows: Sequence[ArticleRow]) -> None:
        """Count articles."""
        self.rows["articles"] += len(rows)
        for row in rows:
            self.statuses[row.status] += 1
            self.duplicates += row.duplicate_of != ""
            if row.status != "ok" and len(self.failures) < FAILURES_NAMED:
                told = {"doc_id": row.doc_id, "status": row.status, "error": row.error}
                self.failures.append(told)

    def add_portion(self, portion: Portion) -> None:
        """Count the rows of an article in the other tables."""
        for name, count in portion.rows.items():
            self.rows[name] += count
        for label, count in portion.labels.items():
            self.labels[label] += count


class Merger:
    """Appends shards, in input order, to the sinks of their tables."""

    def __init__(self, sinks: Mapping[str, Sequence[Sink]], marker: Marker) -> None:
        self._sinks = sinks
        self._marker = marker
        self.totals = Totals.of(sinks)

    def append(self, shard: Sequence[Portion]) -> None:
        """Add a shard: mark repeated ids and bodies, and write the rows that stay."""
        marks = self._marker.marks(shard)
        articles = [marked(p.row, mark) for p, mark in zip(shard, marks, strict=True)]
        staying = [p for p, mark in zip(shard, marks, strict=True) if not mark.gone]
        self.totals.add_articles(articles)
        for portion in staying:
            self.totals.add_portion(portion)
        for name, sinks in self._sinks.items():
            if name == "articles":
                lines = encoded(row.line() for row in articles)
            else:
                lines = b"".join([p.lines.get(name, b"") for p in staying])
            for sink in sinks:
                sink.append(lines)
