"""A shard's rows as one file: a checksum, then one Arrow stream a table.

A file cut short or zeroed by a power failure fails its checksum and is made again, so shards need
no fsync. Nothing in it is executable, as a pickle would be.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

Tables = Mapping[str, pa.Table]


def pack(key: str, tables: Tables) -> bytes:
    """``tables`` as bytes; ``key`` says what they were made from."""
    sink = pa.BufferOutputStream()
    for name, table in tables.items():
        named = table.replace_schema_metadata({"table": name})
        with pa.ipc.new_stream(sink, named.schema) as stream:
            stream.write_table(named)
    body = sink.getvalue()
    return b"".join((_head(key, body), body))


def write_shard(path: Path, key: str, tables: Tables) -> None:
    """Write ``tables`` to ``path``, all or nothing."""
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(pack(key, tables))
    partial.replace(path)


def read_shard(path: Path, key: str | None = None) -> dict[str, pa.Table] | None:
    """The tables in ``path``; None when it is absent, damaged, or not made from ``key``."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return unpack(data, key)


def unpack(data: bytes, key: str | None = None) -> dict[str, pa.Table] | None:
    """The tables in ``data``; None when it is damaged, or not made from ``key``."""
    head, _, body = data.partition(b"\n")
    found = head.rpartition(b" ")[0].decode("ascii", "replace")
    if head + b"\n" != _head(key if key is not None else found, body):
        return None
    return _tables(body)


def _head(key: str, body: bytes | pa.Buffer) -> bytes:
    return f"{key} {zlib.crc32(body):08x}\n".encode("ascii")


def _tables(body: bytes) -> dict[str, pa.Table]:
    source = pa.BufferReader(body)
    tables: dict[str, pa.Table] = {}
    while source.tell() < len(body):
        with pa.ipc.open_stream(source) as stream:
            table = stream.read_all()
        tables[table.schema.metadata[b"table"].decode()] = table.replace_schema_metadata(None)
    return tables


def join_shards(parts: list[Path], path: Path, key: str) -> None:
    """Make one shard of its ``parts``, in order, and remove them."""
    read = [tables for part in parts if (tables := read_shard(part)) is not None]
    names = read[0].keys()
    write_shard(path, key, {name: pa.concat_tables([r[name] for r in read]) for name in names})
    for part in parts:
        part.unlink()
