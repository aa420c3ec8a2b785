"""Shards in order → the final tables, with what only the whole run can know: what came before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.batch.shard import Tables

#: So many failures are named in the run's manifest; ``articles`` has them all.
FAILURES_NAMED = 100


class Sink(Protocol):
    """Where the rows of one table go."""

    def append(self, table: pa.Table) -> None: ...
    def close(self) -> None: ...


class Seen:
    """The first document of every id and of every body, on disk so that memory stays flat."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)  # a killed run's, which may be broken
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def first(self, key: bytes, value: str) -> str | None:
        """What ``key`` was first seen with; None the first time, now with ``value``."""
        done = self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, value))
        if done.rowcount:
            return None
        found = self._db.execute("SELECT value FROM seen WHERE key = ?", (key,)).fetchone()
        return str(found[0])

    def close(self) -> None:
        """Close the file; it may be deleted."""
        self._db.close()


@dataclass(slots=True)
class Totals:
    """Counts of what was written; ``statuses`` counts the articles by their status."""

    rows: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)


class Merger:
    """Appends shards, in input order, to the sinks of their tables."""

    def __init__(
        self, sinks: Mapping[str, Sequence[Sink]], seen: Seen, *, skip_duplicates: bool
    ) -> None:
        self._sinks = sinks
        self._seen = seen
        self._skip = skip_duplicates
        self.totals = Totals()

    def append(self, shard: Tables) -> None:
        """Add a shard: mark repeated ids and bodies, and write the rows that stay."""
        before = shard["articles"]
        marks = self._marks(before, shard["extra"])
        gone = [m.gone for m in marks]
        counts = {
            "mentions": before["n_mentions"],
            "facts": before["n_facts"],
            "tokens": shard["extra"]["tokens"],
            "texts": pc.cast(pc.equal(before["status"], "ok"), pa.int64()),
        }
        articles = _marked(before, marks)
        self._write("articles", articles)
        for name, count in counts.items():
            if name in shard:
                self._write(name, _without(shard[name], count, gone))
        self._count(articles)

    def _marks(self, articles: pa.Table, extra: pa.Table) -> list[_Mark]:
        ids, paths = articles["doc_id"].to_pylist(), articles["path"].to_pylist()
        statuses, bodies = articles["status"].to_pylist(), extra["body"].to_pylist()
        return [self._mark(*row) for row in zip(ids, paths, statuses, bodies, strict=True)]

    def _mark(self, doc_id: str, path: str, status: str, body: bytes) -> _Mark:
        if status != "ok":
            return _Mark(status)
        name = hashlib.blake2b(doc_id.encode(), digest_size=16, person=b"id").digest()
        if (first := self._seen.first(name, path)) is not None:
            error = f"{path}: the id {doc_id!r} was used already in {first}"
            return _Mark("repeated", error, gone=True)
        original = self._seen.first(body, doc_id) if body else None
        return _Mark("ok", None, original or "", gone=self._skip and original is not None)

    def _write(self, name: str, table: pa.Table) -> None:
        for sink in self._sinks[name]:
            sink.append(table)
        self.totals.rows[name] += table.num_rows
        if name == "mentions":
            for pair in pc.value_counts(table["label"]).to_pylist():
                self.totals.labels[pair["values"]] += pair["counts"]

    def _count(self, articles: pa.Table) -> None:
        totals = self.totals
        totals.statuses.update(articles["status"].to_pylist())
        totals.duplicates += pc.sum(pc.not_equal(articles["duplicate_of"], "")).as_py() or 0
        room = FAILURES_NAMED - len(totals.failures)
        if room > 0:
            bad = articles.filter(pc.not_equal(articles["status"], "ok"))
            totals.failures += bad.select(["doc_id", "status", "error"]).slice(0, room).to_pylist()


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the run says of an article: whether its rows are ``gone``, and what its own row gets."""

    status: str
    error: str | None = None
    duplicate_of: str = ""
    gone: bool = False


def _marked(articles: pa.Table, marks: Sequence[_Mark]) -> pa.Table:
    """The articles with their marks; those whose rows are gone have none to count."""
    zero = pa.array([m.gone for m in marks])
    errors = [
        m.error if m.error is not None else e
        for m, e in zip(marks, articles["error"].to_pylist(), strict=True)
    ]
    changed = {
        "n_mentions": pc.if_else(zero, 0, articles["n_mentions"]),
        "n_facts": pc.if_else(zero, 0, articles["n_facts"]),
        "duplicate_of": pa.array([m.duplicate_of for m in marks], pa.string()),
        "status": pa.array([m.status for m in marks], pa.string()),
        "error": pa.array(errors, pa.string()),
    }
    for name, cells in changed.items():
        articles = articles.set_column(articles.schema.get_field_index(name), name, cells)
    return articles


def _without(table: pa.Table, counts: pa.ChunkedArray, gone: Sequence[bool]) -> pa.Table:
    """``table`` without the rows of the articles that are gone; ``counts`` are each one's rows."""
    if not any(gone):
        return table
    stays: list[bool] = []
    for count, is_gone in zip(counts.to_pylist(), gone, strict=True):
        stays += [not is_gone] * count
    return table.filter(pa.array(stays, pa.bool_()))
