"""What only the whole run can know of an article: that its id was used, or its body, before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

#: SQLite's oldest limit of the parameters of a statement.
_PARAMETERS = 999


class Seen:
    """The first document of every id and of every body, on disk so that memory stays flat."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)  # a killed run's, which may be broken
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-64000"):
            self._db.execute(f"PRAGMA {pragma}")
        columns = "(key BLOB PRIMARY KEY, number INTEGER, value TEXT)"
        self._db.execute(f"CREATE TABLE seen {columns} WITHOUT ROWID")
        self._db.execute("BEGIN")
        self._count = 0

    def before(self, keys: Sequence[bytes], values: Sequence[str]) -> list[str | None]:
        """For each key what it was first seen with; None the first time, now with its value.

        >>> from contextlib import closing
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, closing(Seen(Path(folder) / "seen")) as seen:
        ...     seen.before([b"x", b"y", b"x"], ["1", "2", "3"]), seen.before([b"y"], ["4"])
        ([None, None, '1'], ['2'])
        """
        numbers = range(self._count, self._count + len(keys))
        self._count += len(keys)
        rows = zip(keys, numbers, values, strict=True)
        rows_before = self._db.total_changes
        self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", rows)
        if self._db.total_changes - rows_before == len(keys):
            return [None] * len(keys)
        first: dict[bytes, tuple[int, str]] = {}
        for start in range(0, len(keys), _PARAMETERS):
            some = keys[start : start + _PARAMETERS]
            marks = ",".join("?" * len(some))
            found = self._db.execute(f"SELECT * FROM seen WHERE key IN ({marks})", some)
            first |= {key: (number, value) for key, number, value in found}
        return [
            None if first[key][0] == number else first[key][1]
            for key, number in zip(keys, numbers, strict=True)
        ]

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
        marks = [Mark(status) for status in articles["status"].to_pylist()]
        read = [i for i, mark in enumerate(marks) if mark.status == "ok"]
        names = [
            hashlib.blake2b(ids[i].encode(), digest_size=16, person=b"id").digest() for i in read
        ]
        for i, first in zip(read, self._seen.before(names, [paths[i] for i in read]), strict=True):
            if first is not None:
                error = f"{paths[i]}: the id {ids[i]!r} was used already in {first}"
                marks[i] = Mark("repeated", error, gone=True)
        bodies = extra["body"].to_pylist()
        whole = [i for i in read if marks[i].status == "ok" and bodies[i]]
        firsts = self._seen.before([bodies[i] for i in whole], [ids[i] for i in whole])
        for i, first in zip(whole, firsts, strict=True):
            if first is not None:
                marks[i] = Mark("ok", None, first, gone=self._skip)
        return marks


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
