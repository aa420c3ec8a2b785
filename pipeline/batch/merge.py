"""Shards in order → the final tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.batch.marks import Marker, marked, row_counts, without
from pipeline.batch.shard import Tables

#: So many failures are named in the run's manifest; ``articles`` has them all.
FAILURES_NAMED = 100


class Sink(Protocol):
    """Where the rows of one table go."""

    def append(self, table: pa.Table) -> None: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class Totals:
    """Counts of what was written; ``statuses`` counts the articles by their status."""

    rows: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)

    def add(self, name: str, table: pa.Table) -> None:
        """Count the rows of a table."""
        self.rows[name] += table.num_rows
        if name == "mentions":
            for pair in pc.value_counts(table["label"]).to_pylist():
                self.labels[pair["values"]] += pair["counts"]
        elif name == "articles":
            self._add_articles(table)

    def _add_articles(self, articles: pa.Table) -> None:
        self.statuses.update(articles["status"].to_pylist())
        self.duplicates += pc.sum(pc.not_equal(articles["duplicate_of"], "")).as_py() or 0
        room = FAILURES_NAMED - len(self.failures)
        if room > 0:
            bad = articles.filter(pc.not_equal(articles["status"], "ok"))
            self.failures += bad.select(["doc_id", "status", "error"]).slice(0, room).to_pylist()


class Merger:
    """Appends shards, in input order, to the sinks of their tables."""

    def __init__(self, sinks: Mapping[str, Sequence[Sink]], marker: Marker) -> None:
        self._sinks = sinks
        self._marker = marker
        self.totals = Totals()

    def append(self, shard: Tables) -> None:
        """Add a shard: mark repeated ids and bodies, and write the rows that stay."""
        articles, extra = shard["articles"], shard["extra"]
        marks = self._marker.marks(articles, extra)
        self._write("articles", marked(articles, marks))
        for name, counts in row_counts(articles, extra).items():
            if name in shard:
                self._write(name, without(shard[name], counts, marks))

    def _write(self, name: str, table: pa.Table) -> None:
        for sink in self._sinks[name]:
            sink.append(table)
        self.totals.add(name, table)
