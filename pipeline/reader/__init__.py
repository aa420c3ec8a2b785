"""Paths → sources: what was read, one document at a time, and why not when it could not be.

Nothing here raises for a bad file or record; each becomes a Source whose status and error say what
is wrong. Records are yielded one by one, so a file of any size needs the memory of its largest
record.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from pipeline.layout.blanks import is_blank
from pipeline.model import Source
from pipeline.reader import records
from pipeline.reader.decode import decode
from pipeline.reader.discover import discover
from pipeline.reader.errors import RefusedError
from pipeline.reader.inputs import Input
from pipeline.reader.lines import lines, read_capped
from pipeline.reader.remote import is_remote, open_remote

__all__ = ["Input", "ReadOptions", "discover", "read", "read_input", "repeated"]

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: ``encoding`` overrides detection (a Python codec's name); ``max_bytes`` is the
    largest document (file, record, page) that is taken; ``exclude`` are folders passed over."""

    encoding: str | None = None
    max_bytes: int = 32 * MIB
    exclude: tuple[str, ...] = ()


def read(
    paths: Iterable[str | os.PathLike[str]], options: ReadOptions | None = None
) -> Iterator[Source]:
    """Every document in ``paths`` (files, folders, globs), in a fixed order, one by one."""
    options = options or ReadOptions()
    for found in discover(paths, exclude=options.exclude):
        yield from read_input(found, options)


def read_input(found: Input, options: ReadOptions | None = None) -> Iterator[Source]:
    """The documents of one file: one, or each record of a JSONL or CSV file. Never raises."""
    options = options or ReadOptions()
    try:
        if found.error:
            raise RefusedError("unreadable", found.error)
        with _open(found) as stream:
            yield from _documents(stream, found, options)
    except RefusedError as refused:
        yield _refused(found, refused)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield _refused(found, RefusedError("unreadable", reason.lower()))
    except MemoryError:
        yield _refused(found, RefusedError("too_large", "does not fit into memory"))


def repeated(source: Source, first: str = "") -> Source:
    """The row of a document whose id another one has already; ``first`` is where."""
    where = f"{source.path} line {source.line}" if source.line else source.path
    reason = f"{where}: the id {source.doc_id!r} was used already" + (first and f" in {first}")
    return replace(source, text="", status="repeated", error=reason)


def _refused(found: Input, refused: RefusedError) -> Source:
    return Source(
        found.name,
        found.name,
        status=refused.status,
        error=f"{found.name}: {refused.reason}",
    )


@contextmanager
def _open(found: Input) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked."""
    with open_remote(found.path) if is_remote(found.path) else _open_local(found.path) as raw:
        if found.gz:
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            yield raw


def _open_local(path: str) -> BinaryIO:
    """The file at ``path``. A link was resolved when it was found; one made since is refused."""

    def opener(path: str, flags: int) -> int:
        # Without O_NONBLOCK a FIFO would wait for its writer for ever.
        return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))

    raw = open(path, "rb", opener=opener)  # noqa: SIM115 - closed by the caller
    if not stat.S_ISREG(os.fstat(raw.fileno()).st_mode):
        raw.close()
        raise RefusedError("unreadable", "not a regular file")
    return raw


def _documents(stream: BinaryIO, found: Input, options: ReadOptions) -> Iterator[Source]:
    if found.format in ("text", "html"):
        yield _document(stream, found, options)
        return
    packed = found.size if found.gz else 0
    encoding, each = lines(stream, options.max_bytes, encoding=options.encoding, packed=packed)
    parse = records.jsonl if found.format == "jsonl" else records.csv
    yielded = False
    for source in parse(each, found.name, encoding, options.max_bytes):
        yielded = True
        yield source
    if not yielded:
        raise RefusedError("empty", "no records")


def _document(stream: BinaryIO, found: Input, options: ReadOptions) -> Source:
    data = read_capped(stream, options.max_bytes)
    if not data.strip():
        raise RefusedError("empty", "the file is empty" if not data else "nothing but spaces")
    sha256 = hashlib.sha256(data).hexdigest()
    if found.format == "html":
        from pipeline.reader.html import charset, page

        markup, encoding = decode(data, options.encoding, charset(data))
        return page(markup, found.name, encoding, sha256)
    text, encoding = decode(data, options.encoding)
    if is_blank(text):
        raise RefusedError("empty", "nothing but spaces")
    return Source(found.name, found.name, text, encoding, sha256)
