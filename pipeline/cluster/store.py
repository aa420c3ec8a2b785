"""A cluster's output: shards of tables as Parquet files, in a folder or an object store."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from pipeline.arrow import typed
from pipeline.batch import WORK
from pipeline.batch.plan import Task
from pipeline.batch.shard import pack
from pipeline.errors import UsageError
from pipeline.reader.remote import changed
from pipeline.tables import TABLES


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

    def prune(self, tables: Iterable[str], *, shards: int | None = None) -> None:
        """Remove what an interrupted run left behind: the parts of shards, so that they are made
        anew, or, given their number, the ``shards`` from there on."""
        for table in tables:
            pattern = "*.parquet" if shards is not None else "*.*.parquet"
            for path in self._fs.glob(self.path(f"{table}/{pattern}")):
                number = int(posixpath.basename(path).partition(".")[0])
                if shards is None or number >= shards:
                    self._fs.rm_file(path)

    def clear(self, names: Iterable[str]) -> None:
        """Remove files and folders."""
        for name in names:
            if self._fs.exists(self.path(name)):
                self._fs.rm(self.path(name), recursive=True)


def write_tables(store: Store, name: str, tables: dict[str, pa.Table]) -> None:
    """Write the shard ``name`` of each table."""
    for table, rows in tables.items():
        if table in TABLES:
            rows = typed(rows, TABLES[table])
        sink = pa.BufferOutputStream()
        parquet.write_table(rows, sink, compression="zstd")
        store.write(f"{table}/{name}.parquet", sink.getvalue().to_pybytes())


def receipt_of(task: Task, tables: dict[str, pa.Table]) -> bytes:
    """What the client needs to know of a shard that is written."""
    labels = pc.value_counts(tables["mentions"]["label"])
    return pack(
        task.key,
        {
            "articles": tables["articles"],
            "extra": tables["extra"],
            "labels": pa.table({"label": labels.field("values"), "count": labels.field("counts")}),
            "rows": pa.table({n: [t.num_rows] for n, t in tables.items() if n != "extra"}),
        },
    )


def write_shard(store: Store, task: Task, tables: dict[str, pa.Table]) -> bytes:
    """Write the shard of ``task`` and its receipt, which is returned."""
    receipt = receipt_of(task, tables)
    write_tables(store, task.name, {n: t for n, t in tables.items() if n != "extra"})
    store.write(f"{WORK}/{task.name}.arrow", receipt)
    return receipt
