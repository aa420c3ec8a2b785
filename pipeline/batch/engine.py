"""How tasks become shards: in this process or on several, whatever becomes of a process."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from pipeline.batch.options import Options
from pipeline.batch.plan import Task
from pipeline.batch.shard import Shard, join_shards, write_shard
from pipeline.batch.work import Worker, lost, portion
from pipeline.process import collect_seldom

if TYPE_CHECKING:
    from pipeline.batch.pool import Outcome

Loss = Literal["killed", "timeout"]
_REASONS: dict[Loss, str] = {
    "killed": "the process that read it was killed (out of memory?)",
    "timeout": "it took longer than the time allowed (--timeout)",
}
#: What gives a process its function for tasks.
Make = Callable[[Options, Path], Callable[[Task], object]]
#: A task whose shard is written, and the shard where it is at hand still.
Done: TypeAlias = tuple[Task, Shard | None]


def shard_path(folder: Path, name: str) -> Path:
    """Where the shard of the task ``name`` lies."""
    return folder / f"{name}.shard"


def make_work(options: Options, folder: Path) -> Callable[[Task], Shard]:
    """The function that a process runs for each task: it makes the task's shard and writes it."""
    worker = Worker(options)

    def work(task: Task) -> Shard:
        shard = worker.shard(task.items)
        write_shard(shard_path(folder, task.name), task.key, shard)
        return shard

    return work


def make_work_in_worker(options: Options, folder: Path) -> Callable[[Task], Shard]:
    """:func:`make_work` for a process that does nothing else."""
    collect_seldom()
    return make_work(options, folder)


def in_process(tasks: Iterable[Task], options: Options, folder: Path) -> Iterator[Done]:
    """Run the tasks here, one after the other, and give back each when its shard is written."""
    work = make_work(options, folder)
    for task in tasks:
        yield task, work(task)


def on_pool(
    tasks: Iterable[Task],
    options: Options,
    folder: Path,
    *,
    workers: int,
    timeout: float,
    make: Make = make_work_in_worker,
) -> Iterator[Done]:
    """Run the tasks on ``workers`` processes, and give back each when its shard is written.

    A task that kills its worker, or takes longer than ``timeout`` seconds, is split until the
    article that does so is alone; that one gets an error row, and the others their own.
    """

    from pipeline.batch.pool import Pool  # and multiprocessing, where it is needed

    def give_up(task: Task, reason: Loss) -> None:
        write_shard(shard_path(folder, task.name), task.key, lost_shard(task, reason, options))

    recovery = Recovery(give_up)
    again: deque[Task] = deque()
    preload = () if options.userdict else ("pipeline.batch.preload",)
    with Pool(make, (options, folder), workers, timeout, preload) as pool:
        for task, outcome in pool.run(recovery.watch(tasks), again):
            again.extend(recovery.retry(task, outcome))
            if done := recovery.finished(task):
                whole, parts = done
                if len(parts) > 1:
                    paths = [shard_path(folder, part) for part in parts]
                    join_shards(paths, shard_path(folder, whole.name), whole.key)
                yield whole, None


def lost_shard(task: Task, reason: Loss, options: Options) -> Shard:
    """The shard of a task that no worker lives to finish: error rows."""
    return [portion(lost(item, reason, _REASONS[reason]), None, options) for item in task.items]


class Recovery:
    """Splits tasks whose worker was lost, down to the article at fault, and knows their parts.

    ``give_up`` is called with a task of that one article.
    """

    def __init__(self, give_up: Callable[[Task, Loss], None]) -> None:
        self._give_up = give_up
        self._whole: dict[str, Task] = {}
        self._open: Counter[str] = Counter()
        self._parts: dict[str, list[str]] = {}
        self._tried: set[str] = set()

    def watch(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """``tasks``, noted as they are handed out."""
        for task in tasks:
            self._whole[task.name] = task
            self._open[task.name] = 1
            self._parts[task.name] = []
            yield task

    def retry(self, task: Task, outcome: Outcome) -> tuple[Task, ...]:
        """What is to be run in place of ``task``; nothing when it is done with."""
        root = task.name.partition(".")[0]
        if outcome != "done":
            if len(task.items) > 1:
                self._open[root] += 1
                return task.split()
            # An only article may have died of its neighbours' hunger: it gets one more chance.
            if outcome == "killed" and task.name not in self._tried:
                self._tried.add(task.name)
                return (task,)
            self._give_up(task, outcome)
        self._open[root] -= 1
        self._parts[root].append(task.name)
        return ()

    def finished(self, task: Task) -> tuple[Task, list[str]] | None:
        """The whole task that ``task`` is or was a part of, and the names of its parts in order,
        once nothing of it is left to do."""
        root = task.name.partition(".")[0]
        if self._open[root]:
            return None
        del self._open[root]
        return self._whole.pop(root), sorted(self._parts.pop(root))
