"""What only the whole run can know of an article: that its id was used, or its body, before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.shard import Portion
from pipeline.tables.rows import ArticleRow

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


#: The mark of nearly every article: nothing like it came before.
FIRST = Mark("ok")


class Marker:
    """Marks the articles of shards that come in input order."""

    def __init__(self, seen: Seen, *, skip_duplicates: bool) -> None:
        self._seen = seen
        self._skip = skip_duplicates

    def marks(self, shard: Sequence[Portion]) -> list[Mark]:
        """The mark of each article of ``shard``."""
        rows = [portion.row for portion in shard]
        marks = [FIRST if row.status == "ok" else Mark(row.status) for row in rows]
        read = [i for i, row in enumerate(rows) if row.status == "ok"]
        names = [_digest_of_id(rows[i].doc_id) for i in read]
        firsts = self._seen.before(names, [rows[i].path for i in read])
        for i, first in zip(read, firsts, strict=True):
            if first is not None:
                row = rows[i]
                error = f"{row.path}: the id {row.doc_id!r} was used already in {first}"
                marks[i] = Mark("repeated", error, gone=True)
        whole = [i for i in read if not marks[i].gone and shard[i].body]
        bodies = [bytes.fromhex(shard[i].body) for i in whole]
        firsts = self._seen.before(bodies, [rows[i].doc_id for i in whole])
        for i, first in zip(whole, firsts, strict=True):
            if first is not None:
                marks[i] = Mark("ok", None, first, gone=self._skip)
        return marks


def _digest_of_id(doc_id: str) -> bytes:
    return hashlib.blake2b(doc_id.encode(), digest_size=16, person=b"id").digest()


def marked(row: ArticleRow, mark: Mark) -> ArticleRow:
    """``row`` with its mark; when its article's rows are gone, it has none to count."""
    if mark is FIRST:
        return row
    return row._replace(
        n_mentions=0 if mark.gone else row.n_mentions,
        n_facts=0 if mark.gone else row.n_facts,
        duplicate_of=mark.duplicate_of,
        status=mark.status,
        error=row.error if mark.error is None else mark.error,
    )
