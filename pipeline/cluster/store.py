"""A cluster's output: shards of tables as Parquet files, in a folder or an object store."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from pipeline.arrow import table_of, typed
from pipeline.batch import WORK
from pipeline.batch.options import Options
from pipeline.batch.plan import Task
from pipeline.batch.shard import Shard, pack
from pipeline.errors import UsageError
from pipeline.reader.remote import changed
from pipeline.tables import TABLES
from pipeline.tables.cells import encoded
from pipeline.tables.rows import ArticleRow


class Store:
    """The output: a local folder or an object store's URL. ``write`` is all or nothing.

    Raises UsageError for a URL whose package is not installed, or of no kind that fsspec knows.
    """

    def __init__(self, url: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise UsageError("--engine dask needs: pip install 'zhfacts[dask]'") from None
        try:
            self._fs, self._root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise UsageError(f"{url}: {error}") from None
        self._local = "file" in (self._fs.protocol, *self._fs.protocol)

    def path(self, name: str) -> str:
        """Where ``name`` lies."""
        return posixpath.join(self._root, name)

    def write(self, name: str, data: bytes) -> None:
        """Write a file; an object store shows it when it is whole, a folder by renaming."""
        path = self.path(name)
        self._fs.makedirs(posixpath.dirname(path), exist_ok=True)
        partial = path + ".part" if self._local else path
        self._fs.pipe_file(partial, data)
        if self._local:
            Path(partial).replace(path)

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None when there is none."""
        try:
            data: bytes = self._fs.cat_file(self.path(name))
        except FileNotFoundError:
            return None
        return data

    def written(self, name: str) -> int:
        """When a file was last written, in nanoseconds since 1970; 0 where there is none."""
        try:
            return changed(self._fs.info(self.path(name)))
        except FileNotFoundError:
            return 0

    def prune(self, tables: Iterable[str], keep: Callable[[str], bool]) -> None:
        """Remove of ``tables`` the shards that ``keep``, asked with their names, says no to."""
        for table in tables:
            for path in self._fs.glob(self.path(f"{table}/*.parquet")):
                if not keep(posixpath.basename(path).removesuffix(".parquet")):
                    self._fs.rm_file(path)

    def clear(self, names: Iterable[str]) -> None:
        """Remove files and folders."""
        for name in names:
            if self._fs.exists(self.path(name)):
                self._fs.rm(self.path(name), recursive=True)


def write_table(store: Store, table: str, shard: str, rows: pa.Table) -> None:
    """Write one shard of a table."""
    sink = pa.BufferOutputStream()
    parquet.write_table(rows, sink, compression="zstd")
    store.write(f"{table}/{shard}.parquet", sink.getvalue().to_pybytes())


def write_articles(store: Store, shard: str, rows: Iterable[ArticleRow]) -> None:
    """Write one shard of the table of articles."""
    lines = encoded(row.line() for row in rows)
    write_table(store, "articles", shard, _typed("articles", lines))


def write_shard(store: Store, task: Task, portions: Shard, options: Options) -> bytes:
    """Write the shard of ``task`` and its receipt, which is returned: all but the lines."""
    write_articles(store, task.name, [p.row for p in portions])
    for name in tables_of(options):
        lines = [p.lines.get(name, b"") for p in portions]
        if name == "texts":
            rows = pa.table({"line": pa.array([x.decode() for x in lines if x], pa.string())})
        else:
            rows = _typed(name, b"".join(lines))
        write_table(store, name, task.name, rows)
    receipt = pack(task.key, [p._replace(lines={}) for p in portions])
    store.write(f"{WORK}/{task.name}.shard", receipt)
    return receipt


def tables_of(options: Options) -> list[str]:
    """The tables beside ``articles`` that a run writes."""
    names = ["mentions", "facts"]
    names += ["tokens"] if options.tokens else []
    names += ["texts"] if options.texts else []
    return names


def _typed(table: str, lines: bytes) -> pa.Table:
    columns = TABLES[table]
    return typed(table_of(lines, columns), columns)
