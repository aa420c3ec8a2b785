"""Records, one article each, from JSON Lines and CSV files, one by one.

A record has ``id`` and ``text``, and may have ``title``, ``date`` and ``source``. A record that is
broken becomes a row of its own and costs no other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.layout.blanks import is_blank
from pipeline.layout.dates import read_date
from pipeline.model import Source
from pipeline.reader.errors import RefusedError
from pipeline.reader.lines import Line
from pipeline.reader.table import Row, table_rows

_MORE = ("title", "date", "source")


def jsonl(lines: Iterable[Line], path: str, encoding: str, limit: int) -> Iterator[Source]:
    """The records of a JSON Lines file; blank lines are passed over."""
    for line in lines:
        if not line.too_long and not line.text.strip():
            continue
        try:
            yield record(_json(line, limit), path, line.number, encoding)
        except RefusedError as refused:
            yield broken(path, line.number, refused, encoding)


def csv(lines: Iterable[Line], path: str, encoding: str, limit: int) -> Iterator[Source]:
    """The records of a CSV file whose first row names the columns."""
    header: list[str] = []
    for row in table_rows(lines, limit):
        try:
            if not header:
                header = _header(row, limit)
                continue
            if row.cells == [""]:
                continue
            yield record(_cells(header, row, limit), path, row.number, encoding)
        except RefusedError as refused:
            yield broken(path, row.number, refused, encoding)
            if not header:
                return


def record(fields: Mapping[str, Any], path: str, line: int, encoding: str) -> Source:
    """The record ``fields`` as a source. Raises RefusedError when it lacks a usable id or text."""
    doc_id = _identity(fields.get("id"))
    try:
        return _record(fields, doc_id, path, line, encoding)
    except RefusedError as refused:
        return broken(path, line, refused, encoding, doc_id)


def broken(
    path: str, line: int, refused: RefusedError, encoding: str = "", doc_id: str = ""
) -> Source:
    """The row of a record that cannot be used; without an id it is called by file and line."""
    reason = f"{path} line {line}: {refused.reason}"
    return Source(
        doc_id or f"{path}:{line}",
        path,
        encoding=encoding,
        kind="record",
        status=refused.status,
        error=reason,
        line=line,
    )


def _record(fields: Mapping[str, Any], doc_id: str, path: str, line: int, encoding: str) -> Source:
    text = fields.get("text")
    if not isinstance(text, str):
        raise RefusedError("invalid", "no field 'text'" if text is None else "'text' is no text")
    if is_blank(text):
        raise RefusedError("empty", "the text is empty")
    if "\x00" in text:
        raise RefusedError("binary", f"binary data: NUL at character {text.index(chr(0))}")
    more = {name: _plain(fields.get(name)) for name in _MORE}
    for name, value in more.items():
        _encoded(name, value)
    digest = hashlib.sha256(_encoded("text", text)).hexdigest()
    return Source(
        doc_id,
        path,
        text,
        encoding,
        digest,
        title=more["title"],
        source=more["source"],
        date=more["date"],
        kind="record",
        error=_warning(more["date"], path, line),
        line=line,
    )


def _warning(date: str, path: str, line: int) -> str:
    """A record with a date that cannot be read is read all the same, and says so."""
    if not date.strip() or read_date(date):
        return ""
    return f"{path} line {line}: no full date in {date[:40]!r}"


def _encoded(name: str, value: str) -> bytes:
    try:
        return value.encode()
    except UnicodeEncodeError as error:
        reason = f"{name!r} has half a character at {error.start}"
        raise RefusedError("undecodable", reason) from None


def _identity(value: object) -> str:
    doc_id = _plain(value).strip()
    if not doc_id:
        raise RefusedError(
            "invalid", "no field 'id'" if value is None else "'id' is no text or number"
        )
    _encoded("id", doc_id)
    if "\x00" in doc_id:
        raise RefusedError("binary", "NUL in 'id'")
    return doc_id


def _plain(value: object) -> str:
    """A field as text: numbers as they print, nothing for what is neither."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _json(line: Line, limit: int) -> Mapping[str, Any]:
    if line.too_long:
        raise RefusedError("too_large", f"a line of more than {limit} bytes (max_bytes)")
    try:
        value = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise RefusedError("invalid", f"not JSON: {reason.partition(' (char')[0]}") from None
    if not isinstance(value, dict):
        raise RefusedError("invalid", "not a JSON object")
    return value


def _header(row: Row, limit: int) -> list[str]:
    if row.too_long:
        raise RefusedError("too_large", f"a row of more than {limit} characters (max_bytes)")
    names = [name.strip().lower() for name in row.cells]
    if missing := [name for name in ("id", "text") if name not in names]:
        raise RefusedError("invalid", f"no column {' and '.join(map(repr, missing))}")
    return names


def _cells(header: list[str], row: Row, limit: int) -> dict[str, str]:
    if row.too_long:
        raise RefusedError("too_large", f"a row of more than {limit} characters (max_bytes)")
    if len(row.cells) != len(header):
        raise RefusedError(
            "invalid", f"{len(row.cells)} cells, not {len(header)} as the header has"
        )
    return dict(zip(header, row.cells, strict=True))
