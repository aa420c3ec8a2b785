"""A file's lines one by one, in memory that does not grow with the file or with a line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.reader.decode import choose
from pipeline.reader.errors import RefusedError

_CHUNK = 1 << 16
#: gzip cannot pack tighter than 1032 to 1, and text packs about 5 to 1: beyond this, with more than
#: one document's worth unpacked, a file is a bomb.
_BOMB_RATIO = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A decoded line with its end as given; ``number`` counts from 1. ``too_long`` has no text."""

    number: int
    text: str
    too_long: bool = False


def read_capped(stream: BinaryIO, limit: int) -> bytes:
    """All of ``stream``. Raises RefusedError (too_large) when it holds more than ``limit`` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise RefusedError("too_large", f"more than {limit} bytes (max_bytes)")
    return data


def lines(
    stream: BinaryIO, limit: int, *, encoding: str | None = None, packed: int = 0
) -> tuple[str, Iterator[Line]]:
    """The encoding of ``stream`` and its lines, each capped at ``limit`` bytes.

    The encoding is chosen from the start of the file. Bytes that break it later become lone
    surrogates, so that only their own record is lost. ``packed`` is the size on disk of a gzipped
    file, from which a bomb is told. Raises RefusedError as ``choose`` does.
    """
    head = stream.read(1 << 20)
    name = encoding or choose(head, whole=False)
    try:
        decoder = codecs.getincrementaldecoder(name)(errors="surrogateescape")
    except LookupError:
        raise RefusedError("undecodable", f"no encoding is called {name!r}") from None
    # A file of carriage returns only (old Mac) has no other line end in its first megabyte.
    end = "\r" if b"\r" in head and b"\n" not in head else "\n"
    return name, _split(_chunks(stream, head, limit, packed), decoder, end, limit)


def _chunks(stream: BinaryIO, head: bytes, limit: int, packed: int) -> Iterator[bytes]:
    total = len(head)
    for start in range(0, total, _CHUNK):
        yield head[start : start + _CHUNK]
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if packed and total > max(limit, packed * _BOMB_RATIO):
            raise RefusedError("too_large", f"unpacks to over {_BOMB_RATIO} times its size")
        yield chunk


def _split(
    chunks: Iterator[bytes], decoder: codecs.IncrementalDecoder, end: str, limit: int
) -> Iterator[Line]:
    """Decoded chunks cut into lines; an overlong one is dropped as it comes and told of once."""
    number, parts, held = 1, [], 0
    for chunk in chunks:
        pieces = _decoded(decoder, chunk).split(end)
        for piece in pieces[:-1]:
            parts.append(piece + end)
            yield Line(number, "" if held > limit else "".join(parts), held > limit)
            number, parts, held = number + 1, [], 0
        held += len(chunk) if len(pieces) == 1 else len(pieces[-1])
        parts = [] if held > limit else [*parts, pieces[-1]]
    tail = "".join([*parts, _decoded(decoder, b"")])
    if tail or held > limit:
        yield Line(number, tail, held > limit)


def _decoded(decoder: codecs.IncrementalDecoder, chunk: bytes) -> str:
    """``chunk`` decoded, the end when empty. Where half a UTF-16 unit is lost, so is the rest."""
    try:
        return decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        raise RefusedError("undecodable", f"not {error.encoding}: {error.reason}") from None
