"""Many inputs → one set of tables: workers, progress, resume, error rows, atomic files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batch.engine import Done, in_process, on_pool, shard_path
from pipeline.batch.manifest import NAME, files_before, finished_before, write_manifest
from pipeline.batch.marks import Marker, Seen
from pipeline.batch.merge import Merger, Totals
from pipeline.batch.options import Options
from pipeline.batch.plan import Inputs, Task, survey, tasks
from pipeline.batch.shard import Shard, read_shard
from pipeline.errors import RunError, UsageError, WorkerError, ZhfactsError
from pipeline.tables import TABLES
from pipeline.write import Sinks, open_sinks

__all__ = ["Options", "Summary", "run"]

#: Unfinished work, inside the output folder; gone when the run has finished.
WORK = ".zhfacts"
#: Called with the bytes done, the bytes in all, and the articles done.
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a finished run wrote. ``reused`` is the number of shards an interrupted run had made."""

    out: Path | str
    files: list[str]
    totals: Totals
    seconds: float
    reused: int = 0


@dataclass(slots=True)
class _Run:
    """A run under way."""

    work: Path
    inputs: Inputs
    resume: bool
    progress: Progress | None
    merger: Merger = field(init=False)
    reused: int = 0
    size: int = 0
    articles: int = 0
    merged: int = 0
    ready: set[str] = field(default_factory=set)

    def pending(self, planned: Iterable[Task]) -> Iterator[Task]:
        """The tasks that have no shard yet."""
        for task in planned:
            path = shard_path(self.work, task.name)
            if self.resume and (shard := read_shard(path, task.key)) is not None:
                self.reused += 1
                self.done(task, shard)
            else:
                yield task

    def done(self, task: Task, shard: Shard | None) -> None:
        """Note that the ``shard`` of ``task`` is written, and merge what can be, in input order."""
        self.ready.add(task.name)
        self.size += task.size
        self.articles += len(task.items)
        if self.progress:
            self.progress(self.size, self.inputs.size, self.articles)
        while (name := f"{self.merged:08}") in self.ready:
            path = shard_path(self.work, name)
            # What has waited for its turn is read again, so that memory stays flat.
            following = shard if name == task.name else None
            if following is None and (following := read_shard(path)) is None:
                raise RunError(f"{path}: damaged on disk; add --resume")
            self.merger.append(following)
            self.ready.remove(name)
            self.merged += 1


def run(
    inputs: Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    options: Options | None = None,
    *,
    formats: Sequence[str] = ("csv",),
    workers: int = 1,
    timeout: float = 0,
    resume: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Extract every article in ``inputs`` (files, folders, globs) into tables in the folder ``out``.

    The tables are the same for any number of ``workers``. ``timeout`` is in seconds for a task of
    about a hundred articles, 0 for none. ``resume`` goes on where an interrupted run stopped; what
    changed since is done again. A file that cannot be read is a row of ``articles``, never an
    error. Raises UsageError for what makes no sense, and RunError when the run has to stop.
    """
    started = time.monotonic()
    if "://" in str(out):
        raise UsageError(f"{out}: an object store is written to with --engine dask")
    options, out = options or Options(), Path(out)
    options.reference()
    options.sources()  # what is wrong with them is said before any work
    reading = options.reading(exclude=(str(out),))
    found, key = survey(inputs, reading), options.key()
    if resume and (before := finished_before(out, found, key, formats)):
        return Summary(out, *before, time.monotonic() - started)
    work = _work_folder(out, resume=resume)
    planned = tasks(inputs, reading, key)
    state = _Run(work, found, resume, progress)

    def engine(pending: Iterator[Task]) -> Iterator[Done]:
        if workers > 1 or timeout:
            return on_pool(pending, options, work, workers=workers, timeout=timeout)
        return in_process(pending, options, work)

    try:
        files, totals = _execute(state, planned, engine, options, out, formats)
        write_manifest(out, found, options, key, files, totals)
        shutil.rmtree(work)
    except (OSError, sqlite3.Error, WorkerError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RunError(f"{out}: {reason}; add --resume to go on from here") from error
    return Summary(out, files, totals, time.monotonic() - started, state.reused)


def _execute(
    state: _Run,
    planned: Iterable[Task],
    engine: Callable[[Iterator[Task]], Iterator[Done]],
    options: Options,
    out: Path,
    formats: Sequence[str],
) -> tuple[list[str], Totals]:
    """Have ``engine`` make the shards, merge them, and move the finished files into ``out``."""
    sinks = open_sinks(state.work, formats, _names(options), texts=options.texts)
    with closing(Seen(state.work / "seen.sqlite")) as seen:
        marker = Marker(seen, skip_duplicates=options.skip_duplicates)
        state.merger = Merger(sinks.by_table, marker)
        for task, shard in engine(state.pending(planned)):
            state.done(task, shard)
    return _publish(sinks, out), state.merger.totals


def _names(options: Options) -> list[str]:
    return [name for name in TABLES if name != "tokens" or options.tokens]


def _work_folder(out: Path, *, resume: bool) -> Path:
    """The folder for unfinished work; empty unless an interrupted run is resumed."""
    work = out / WORK
    try:
        if not resume and work.exists():
            shutil.rmtree(work)
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ZhfactsError(f"{out}: {error.strerror}") from None
    for part in (*work.glob("*.*.shard"), *work.glob("*.part")):
        part.unlink()
    return work


def _publish(sinks: Sinks, out: Path) -> list[str]:
    """Move the finished files into ``out``, over those of an earlier run; the manifest is last."""
    sinks.close()
    names = [path.name for path in sinks.files]
    for stale in {NAME, *files_before(out)} - set(names):
        (out / stale).unlink(missing_ok=True)
    for path in sinks.files:
        path.replace(out / path.name)
    return names
