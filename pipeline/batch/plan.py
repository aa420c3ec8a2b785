"""Inputs → tasks: about a hundred articles each, in a fixed order."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Source
from pipeline.reader import Input, ReadOptions, discover, read_input

#: A file that holds one document is read by the worker; records are read here and sent.
Item = Input | Source
SHARD_ITEMS = 100
SHARD_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """Articles to extract together: ``name`` sorts as the inputs do, ``size`` is their share of
    the input's bytes, ``key`` a digest of what they are made from."""

    name: str
    items: tuple[Item, ...]
    size: int
    key: str

    def split(self) -> tuple[Task, Task]:
        """The two halves of a task of several items."""
        middle = len(self.items) // 2
        first, second = self.items[:middle], self.items[middle:]
        half = self.size // 2
        return (
            Task(self.name + ".0", first, half, self.key),
            Task(self.name + ".1", second, self.size - half, self.key),
        )


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to read, before it is read; ``newest`` is the latest change of a file."""

    files: int
    size: int
    newest: int
    digest: str


def survey(paths: Sequence[str | os.PathLike[str]], reading: ReadOptions) -> Inputs:
    """Count the inputs, without opening any."""
    count = size = newest = 0
    digest = hashlib.sha256()
    for found in discover(paths, exclude=reading.exclude):
        count += 1
        size += found.size
        newest = max(newest, found.changed)
        digest.update(f"{found.name}\0{found.size}\0{found.error}\n".encode())
    return Inputs(count, size, newest, digest.hexdigest())


def tasks(
    paths: Sequence[str | os.PathLike[str]], reading: ReadOptions, options_key: str
) -> Iterator[Task]:
    """The tasks of a run, made as they are asked for, so that memory stays flat."""
    held: list[tuple[Item, int]] = []
    size = count = 0
    for item, weight in _items(paths, reading):
        held.append((item, weight))
        size += weight
        if len(held) == SHARD_ITEMS or size >= SHARD_BYTES:
            yield _task(count, held, options_key)
            held, size, count = [], 0, count + 1
    if held:
        yield _task(count, held, options_key)


def _items(
    paths: Sequence[str | os.PathLike[str]], reading: ReadOptions
) -> Iterator[tuple[Item, int]]:
    for found in discover(paths, exclude=reading.exclude):
        if found.format in ("text", "html") or found.error:
            yield found, found.size
        else:
            yield from _records(found, reading)


def _records(found: Input, reading: ReadOptions) -> Iterator[tuple[Source, int]]:
    """The records of a file with their share of its bytes, which add up to its size."""
    left = found.size
    before: Source | None = None
    for source in read_input(found, reading):
        if before is not None:
            # Three bytes a character, a fourth of it when packed: near enough for a progress bar.
            weight = min(left, len(before.text) * 3 // (4 if found.gz else 1))
            left -= weight
            yield before, weight
        before = source
    if before is not None:
        yield before, left


def _task(number: int, held: Iterable[tuple[Item, int]], options_key: str) -> Task:
    items = tuple(item for item, _ in held)
    digest = hashlib.sha256(options_key.encode())
    for item in items:
        digest.update(_identity(item))
    return Task(f"{number:08}", items, sum(weight for _, weight in held), digest.hexdigest())


def _identity(item: Item) -> bytes:
    if isinstance(item, Input):
        return f"{item.name}\0{item.size}\0{item.changed}\0{item.error}\n".encode()
    parts = (item.doc_id, item.sha256, item.title, item.source, item.date, item.status, item.error)
    return ("\0".join(parts) + "\n").encode("utf-8", "surrogatepass")
