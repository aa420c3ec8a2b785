"""Worker processes, each with one task at a time, so that a lost worker names its task.

``concurrent.futures`` gives up all that is under way when one process dies and cannot say whose
fault it was; here the dead worker's task comes back as lost, and another worker takes its place.
"""

from __future__ import annotations

import logging
import math
import multiprocessing as mp
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Literal, Protocol, TypeVar

from pipeline.errors import WorkerError

T = TypeVar("T")
Outcome = Literal["done", "killed", "timeout"]
log = logging.getLogger(__name__)


class Process(Protocol):
    """What the pool needs of a process; every start method has its own class."""

    exitcode: int | None

    def start(self) -> None: ...
    def kill(self) -> None: ...
    def join(self) -> None: ...


@dataclass(slots=True)
class _Slot(Generic[T]):
    """A worker process, what it is doing and since when; infinity while it gets ready."""

    process: Process
    connection: Connection[Any, Any]
    task: T | None = None
    started: float = math.inf


def _serve(
    connection: Connection[Any, Any], make: Callable[..., Callable[[Any], object]], args: Any
) -> None:
    """A worker's life. It ends when its pipe does, so a killed parent leaves none behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    work: Callable[[Any], object] | None = None
    with suppress(EOFError, BrokenPipeError):
        while True:
            task = connection.recv()
            try:
                work = work or make(*args)
                connection.send("begun")  # from here on the task's time counts
                work(task)
            except Exception as error:
                reason = getattr(error, "strerror", None)
                connection.send(reason or f"{type(error).__name__}: {error}")
            else:
                connection.send("done")


class Pool(Generic[T]):
    """Runs tasks on ``workers`` processes; ``make(*args)`` gives each its function.

    ``timeout`` is in seconds for one task, 0 for none. ``preload`` are modules that workers share
    where processes can be forked. Leaving the ``with`` block kills whatever is still running.
    """

    def __init__(
        self,
        make: Callable[..., Callable[[T], object]],
        args: tuple[Any, ...],
        workers: int,
        timeout: float = 0,
        preload: Sequence[str] = (),
    ) -> None:
        methods = mp.get_all_start_methods()
        # A forked copy of a process with threads (Arrow has some) may hang; a fork server is clean.
        self._context: Any = mp.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            self._context.set_forkserver_preload(list(preload))
        self._make, self._args = make, args
        self._timeout = timeout
        self._slots: list[_Slot[T]] = []
        self._workers = workers

    def __enter__(self) -> Pool[T]:
        self._slots = [self._start() for _ in range(self._workers)]
        return self

    def __exit__(self, *_: object) -> None:
        for slot in self._slots:
            slot.connection.close()
            slot.process.kill()
        for slot in self._slots:
            slot.process.join()

    def _start(self) -> _Slot[T]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._make, self._args), daemon=True
        )
        process.start()
        theirs.close()
        return _Slot(process, ours)

    def run(self, tasks: Iterable[T], again: deque[T]) -> Iterator[tuple[T, Outcome]]:
        """The outcome of each task as it comes. What the caller puts into ``again`` goes first.

        Raises WorkerError when a task raises.
        """
        todo = iter(tasks)
        while True:
            for i, slot in enumerate(self._slots):
                if slot.task is None:
                    task = again.popleft() if again else next(todo, None)
                    if task is None:
                        break
                    self._slots[i] = self._give(slot, task)
            busy = [slot for slot in self._slots if slot.task is not None]
            if not busy:
                return
            yield from self._collect(busy)

    def _give(self, slot: _Slot[T], task: T) -> _Slot[T]:
        try:
            slot.connection.send(task)
        except OSError:  # it died while idle
            slot = self._replace(slot)
            slot.connection.send(task)
        slot.task, slot.started = task, math.inf
        return slot

    def _replace(self, slot: _Slot[T]) -> _Slot[T]:
        slot.connection.close()
        slot.process.kill()
        slot.process.join()
        log.warning("a worker ended with exit code %s", slot.process.exitcode)
        fresh = self._start()
        self._slots[self._slots.index(slot)] = fresh
        return fresh

    def _collect(self, busy: list[_Slot[T]]) -> Iterator[tuple[T, Outcome]]:
        ready = wait([slot.connection for slot in busy], self._patience(busy))
        now = time.monotonic()
        for slot in busy:
            task = slot.task
            assert task is not None  # busy ones have one
            if slot.connection in ready:
                outcome = self._answer(slot)
                if outcome is None:
                    continue
                if outcome == "killed":
                    self._replace(slot)
                slot.task = None
                yield task, outcome
            elif self._timeout and now - slot.started >= self._timeout:
                self._replace(slot)
                yield task, "timeout"

    def _patience(self, busy: list[_Slot[T]]) -> float | None:
        if not self._timeout:
            return None
        first = min(slot.started for slot in busy)
        return None if first == math.inf else max(0.0, first + self._timeout - time.monotonic())

    def _answer(self, slot: _Slot[T]) -> Outcome | None:
        """What the worker says; None when it has only begun."""
        try:
            answer = slot.connection.recv()
        except (EOFError, OSError):
            return "killed"
        if answer == "begun":
            slot.started = time.monotonic()
            return None
        if answer != "done":
            raise WorkerError(answer)
        return "done"
