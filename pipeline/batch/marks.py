"""What only the whole run can know of an article: that its id was used, or its body, before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc


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


@dataclass(frozen=True, slots=True)
class Mark:
    """What the run says of an article: whether its rows are ``gone``, and what its own row gets."""

    status: str
    error: str | None = None
    duplicate_of: str = ""
    gone: bool = False


class Marker:
    """Marks the articles of shards that come in input order."""

    def __init__(self, seen: Seen, *, skip_duplicates: bool) -> None:
        self._seen = seen
        self._skip = skip_duplicates

    def marks(self, articles: pa.Table, extra: pa.Table) -> list[Mark]:
        """The mark of each of ``articles``; ``extra`` has the digests of their bodies."""
        ids, paths = articles["doc_id"].to_pylist(), articles["path"].to_pylist()
        statuses, bodies = articles["status"].to_pylist(), extra["body"].to_pylist()
        return [self._mark(*row) for row in zip(ids, paths, statuses, bodies, strict=True)]

    def _mark(self, doc_id: str, path: str, status: str, body: bytes) -> Mark:
        if status != "ok":
            return Mark(status)
        name = hashlib.blake2b(doc_id.encode(), digest_size=16, person=b"id").digest()
        if (first := self._seen.first(name, path)) is not None:
            error = f"{path}: the id {doc_id!r} was used already in {first}"
            return Mark("repeated", error, gone=True)
        original = self._seen.first(body, doc_id) if body else None
        return Mark("ok", None, original or "", gone=self._skip and original is not None)


def row_counts(articles: pa.Table, extra: pa.Table) -> dict[str, pa.ChunkedArray]:
    """How many rows each article has in the other tables of its shard."""
    return {
        "mentions": articles["n_mentions"],
        "facts": articles["n_facts"],
        "tokens": extra["tokens"],
        "texts": pc.cast(pc.equal(articles["status"], "ok"), pa.int64()),
    }


def marked(articles: pa.Table, marks: Sequence[Mark]) -> pa.Table:
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


def without(table: pa.Table, counts: pa.ChunkedArray, marks: Sequence[Mark]) -> pa.Table:
    """``table`` without the rows of the articles that are gone; ``counts`` are each one's rows."""
    if not any(mark.gone for mark in marks):
        return table
    stays: list[bool] = []
    for count, mark in zip(counts.to_pylist(), marks, strict=True):
        stays += [not mark.gone] * count
    return table.filter(pa.array(stays, pa.bool_()))
