"""The same tasks on a Dask cluster (extra ``dask``): each worker writes Parquet shards itself.

Nothing but a few columns comes back, so one client can look after many machines: the ids and the
digests of bodies, by which repeated ids and reprints are marked in input order as in a run on one
machine. The output is a folder or an object store's URL with a folder a table:
``mentions/00000012.parquet``. A shard is done when its receipt is written, which is last.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pyarrow as pa
from pyarrow import parquet

from pipeline.batch import WORK, Progress, Summary
from pipeline.batch.engine import Loss, Recovery, lost_shard
from pipeline.batch.manifest import NAME, finished_as, manifest
from pipeline.batch.marks import Mark, Marker, Seen, marked
from pipeline.batch.merge import Totals
from pipeline.batch.options import Options
from pipeline.batch.plan import Task, survey, tasks
from pipeline.batch.shard import Shard, unpack
from pipeline.batch.work import Worker
from pipeline.cluster.store import Store, tables_of, write_articles, write_shard, write_table
from pipeline.errors import RunError, UsageError, ZhfactsError
from pipeline.tables import TABLES

Client: TypeAlias = Any  # distributed is imported when a cluster is asked for
Future: TypeAlias = Any

log = logging.getLogger(__name__)
#: Tasks sent for each thread of the cluster: enough to keep it busy, few enough to stay flat.
_AHEAD = 4
#: A task that raised (a store that did not answer) is tried so often again.
_RETRIES = 3


@lru_cache(1)
def _worker(options: Options) -> Worker:
    return Worker(options)


def work(task: Task, options: Options, out: str, timeout: float) -> bytes:
    """Run ``task`` on a worker of the cluster.

    Dask cannot stop a task, so one that overruns ends its process; the cluster starts another.
    """
    worker = _worker(options)
    watchdog = threading.Timer(timeout, os._exit, (1,)) if timeout else None
    if watchdog:
        watchdog.daemon = True
        watchdog.start()
    try:
        return write_shard(Store(out), task, worker.shard(task.items), options)
    finally:
        if watchdog:
            watchdog.cancel()


@contextmanager
def connect(scheduler: str, workers: int) -> Iterator[Client]:
    """The cluster at ``scheduler``, or one of ``workers`` processes on this machine."""
    try:
        dask, distributed = import_module("dask"), import_module("distributed")
    except ImportError:
        raise UsageError("--engine dask needs: pip install 'zhfacts[dask]'") from None
    if scheduler:
        try:
            client = distributed.Client(scheduler)
        except (OSError, ValueError) as error:
            raise ZhfactsError(f"no Dask scheduler answers at {scheduler}: {error}") from None
        with client:
            yield client
        return
    # A task that ends its worker is split at once: no need to let it end three more.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@dataclass(slots=True)
class _Dispatch:
    """Sends tasks to the cluster, a few ahead, and gives back each with the parts it was cut in."""

    client: Client
    store: Store
    options: Options
    out: str
    timeout: float

    def run(self, planned: Iterable[Task]) -> Iterator[tuple[Task, list[str]]]:
        """Each task of ``planned`` when it is done, with the names of its shard's parts."""
        recovery = Recovery(self._give_up)
        waiting = recovery.watch(planned)
        sent: dict[Future, Task] = {}
        futures = import_module("distributed").as_completed()
        room = _AHEAD * max(1, sum(self.client.nthreads().values()))
        # Dask blames a dead worker's end on all it was given. Who is to be believed guilty dies
        # alone: an article that was there is tried again when nothing else is under way.
        suspects: deque[Task] = deque()
        while True:
            while len(sent) < room and (task := next(waiting, None)):
                self._send(task, sent, futures)
            if not sent and suspects:
                self._send(suspects.popleft(), sent, futures)
            if not sent:
                return
            future = next(futures)
            task = sent.pop(future)
            again = recovery.retry(task, self._outcome(future))
            if again == (task,):
                suspects.append(task)
            else:
                for part in again:
                    self._send(part, sent, futures)
            if done := recovery.finished(task):
                yield done

    def _send(self, task: Task, sent: dict[Future, Task], futures: Any) -> None:
        arguments = (task, self.options, self.out, self.timeout)
        future = self.client.submit(work, *arguments, pure=False, retries=_RETRIES)
        sent[future] = task
        futures.add(future)

    def _outcome(self, future: Future) -> Any:
        error = future.exception()
        if error is None:
            return "done"
        if isinstance(error, import_module("distributed").KilledWorker):
            return "killed"
        reason = f"a worker of the cluster failed: {type(error).__name__}: {error}"
        raise RunError(f"{reason}; add --resume to go on from here")

    def _give_up(self, task: Task, reason: Loss) -> None:
        reason = "timeout" if self.timeout else reason  # its watchdog is the likelier end
        shard = lost_shard(task, reason, self.options)
        write_shard(self.store, task, shard, self.options)


@dataclass(slots=True)
class _Ledger:
    """Goes through finished shards in input order: marks them, and counts."""

    store: Store
    marker: Marker
    tables: Sequence[str]
    totals: Totals
    parts: dict[str, list[str]] = field(default_factory=dict)
    next: int = 0
    cut: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, parts: list[str]) -> None:
        """Note that the shard ``name`` is written in ``parts``."""
        self.parts[name] = parts
        if parts != [name]:
            self.cut[name] = parts
        while (name := f"{self.next:08}") in self.parts:
            for part in self.parts.pop(name):
                self._enter(part)
            self.next += 1

    def has(self, part: str) -> bool:
        """Whether ``part`` is of the run's result. A worker that is given up for lost may have
        written a shard whole, or be writing it yet, whose articles others have in their parts."""
        name = part.partition(".")[0]
        return int(name) < self.next and part in self.cut.get(name, [name])

    def _enter(self, part: str) -> None:
        receipt = unpack(self.store.read(f"{WORK}/{part}.shard") or b"")
        if receipt is None:
            raise ZhfactsError(f"{self.store.path(part)}: the shard's receipt is lost; run again")
        rows = [portion.row for portion in receipt]
        marks = self.marker.marks(receipt)
        changed = [marked(row, mark) for row, mark in zip(rows, marks, strict=True)]
        self.totals.add_articles(changed)
        for portion, mark in zip(receipt, marks, strict=True):
            if not mark.gone:
                self.totals.add_portion(portion)
        if any(mark.gone for mark in marks):
            self._rewrite(part, receipt, marks)
        if changed != rows:
            write_articles(self.store, part, changed)

    def _rewrite(self, part: str, receipt: Shard, marks: Sequence[Mark]) -> None:
        """Take the rows of the articles that are gone out of a shard."""
        for name in self.tables:
            counts = [portion.rows.get(name, 0) for portion in receipt]
            data = self.store.read(f"{name}/{part}.parquet")
            if data is None:
                continue
            table = parquet.read_table(pa.BufferReader(data))
            if table.num_rows == sum(counts):  # else an interrupted run has done it
                stays = [
                    not mark.gone
                    for count, mark in zip(counts, marks, strict=True)
                    for _ in range(count)
                ]
                table = table.filter(pa.array(stays, pa.bool_()))
                write_table(self.store, name, part, table)


def _absolute(path: str | os.PathLike[str]) -> str:
    """A path that means the same in a worker, which stands in a folder of its own."""
    return str(path) if "://" in str(path) else str(Path(path).absolute())


@contextmanager
def _in_one_line() -> Iterator[None]:
    """A store that refuses or fails stops the run, and says why."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise RunError(f"{reason}; add --resume to go on from here") from error


@_in_one_line()
def run_on_dask(
    inputs: Sequence[str | os.PathLike[str]],
    out: str,
    options: Options | None = None,
    *,
    scheduler: str = "",
    workers: int = 1,
    timeout: float = 0,
    resume: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Extract every article in ``inputs`` into Parquet shards in ``out``, on a Dask cluster.

    Paths must be the same on every machine; URLs (``s3://…``) are read and written through fsspec.
    The rest is as for :func:`pipeline.batch.run`. Raises ZhfactsError for what the user can mend,
    RunError when the run has to stop.
    """
    started = time.monotonic()
    out, inputs = _absolute(out), [_absolute(path) for path in inputs]
    options, store = options or Options(), Store(out)
    options.reference()
    reading, key = options.reading(exclude=(out,)), options.key()
    found = survey(inputs, reading)
    if resume and (before := finished_as(store.read(NAME) or b"", store.written(NAME), found, key)):
        files = sorted({f"{path.partition('/')[0]}/" for path in before[0]})
        return Summary(out, files, before[1], time.monotonic() - started)
    if resume:
        store.prune([*TABLES, "texts"], lambda shard: "." not in shard)  # parts are made anew
    else:
        store.clear([*TABLES, "texts", WORK, NAME])
    names = ["articles", *tables_of(options)]
    done_size = done_articles = reused = 0

    def pending(ledger: _Ledger) -> Iterator[Task]:
        nonlocal reused
        for task in tasks(inputs, reading, key):
            if resume and unpack(store.read(f"{WORK}/{task.name}.shard") or b"", task.key):
                reused += 1
                ledger.add(task.name, [task.name])
            else:
                yield task

    with TemporaryDirectory() as scratch, connect(scheduler, workers) as client:
        seen = Seen(Path(scratch) / "seen.sqlite")
        marker = Marker(seen, skip_duplicates=options.skip_duplicates)
        ledger = _Ledger(store, marker, tables_of(options), Totals.of(names))
        dispatch = _Dispatch(client, store, options, out, timeout)
        for task, parts in dispatch.run(pending(ledger)):
            ledger.add(task.name, parts)
            done_size += task.size
            done_articles += len(task.items)
            if progress:
                progress(done_size, found.size, done_articles)
        seen.close()
    store.prune([*TABLES, "texts"], ledger.has)
    resources = [{"name": n, "path": f"{n}/*.parquet", "format": "parquet"} for n in names]
    store.write(NAME, manifest(resources, found, options, key, ledger.totals))
    store.clear([WORK])
    files = [f"{name}/" for name in names]
    return Summary(out, files, ledger.totals, time.monotonic() - started, reused)
