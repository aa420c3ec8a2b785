"""A shard's rows as one file: a checksum, what the run must know of each article, then the lines.

A file cut short or zeroed by a power failure fails its checksum and is made again, so shards need
no fsync. Nothing in it is executable, as a pickle would be.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pipeline.tables.rows import ArticleRow


class Portion(NamedTuple):
    """What one article gives to the tables.

    ``lines`` are its rows in all tables but ``articles``, as their files hold them, and ``rows``
    how many they are; ``labels`` counts its mentions; ``body`` is a digest of its body.
    """

    row: ArticleRow
    lines: dict[str, bytes]
    rows: dict[str, int]
    labels: dict[str, int]
    body: str = ""


Shard: TypeAlias = list[Portion]


def pack(key: str, shard: Sequence[Portion]) -> bytes:
    """``shard`` as bytes; ``key`` says what it was made from."""
    told = [
        (p.row, {name: len(lines) for name, lines in p.lines.items()}, p.rows, p.labels, p.body)
        for p in shard
    ]
    lines = [each for p in shard for each in p.lines.values()]
    body = b"".join((json.dumps(told).encode("ascii"), b"\n", *lines))
    return _head(key, body) + body


def unpack(data: bytes, key: str | None = None) -> Shard | None:
    """The shard in ``data``; None when it is damaged, or not made from ``key``."""
    head, _, body = data.partition(b"\n")
    found = head.rpartition(b" ")[0].decode("ascii", "replace")
    if head + b"\n" != _head(key if key is not None else found, body):
        return None
    return [*_portions(body)]


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {zlib.crc32(body):08x}\n".encode("ascii")


def _portions(body: bytes) -> Iterator[Portion]:
    at = body.index(b"\n") + 1
    for row, sizes, rows, labels, digest in json.loads(body[:at]):
        lines = {}
        for name, size in sizes.items():
            lines[name] = body[at : at + size]
            at += size
        yield Portion(ArticleRow(*row), lines, rows, labels, digest)


def write_shard(path: Path, key: str, shard: Sequence[Portion]) -> None:
    """Write ``shard`` to ``path``, all or nothing."""
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(pack(key, shard))
    partial.replace(path)


def read_shard(path: Path, key: str | None = None) -> Shard | None:
    """The shard in ``path``; None when it is absent, damaged, or not made from ``key``."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return unpack(data, key)


def join_shards(parts: list[Path], path: Path, key: str) -> None:
    """Make one shard of its ``parts``, in order, and remove them."""
    write_shard(path, key, [p for part in parts for p in read_shard(part) or ()])
    for part in parts:
        part.unlink()
