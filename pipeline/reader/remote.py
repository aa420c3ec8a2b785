"""Inputs in an object store (``s3://…``), through fsspec: only when the user names a URL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from posixpath import basename, relpath
from typing import Any, BinaryIO, cast

from pipeline.reader.errors import RefusedError
from pipeline.reader.inputs import Input, format_of


def is_remote(path: str) -> bool:
    """Whether ``path`` is a URL.

    >>> is_remote("s3://bucket/news"), is_remote("corpus/raw")
    (True, False)
    """
    return "://" in path


def discover_remote(url: str) -> Iterator[Input]:
    """The input files that ``url`` (an object, a folder, a pattern) means, in order of their names."""
    try:
        root, found = _find(url)
    except RefusedError as refused:
        yield Input(url, url, error=refused.reason)
        return
    if not found:
        yield Input(url, url, error="no such object, or nothing of our formats in it")
    for path in sorted(found):
        name = relpath(path, root) if path != root else basename(path)
        form, gz = format_of(name)
        yield Input(name, found[path][0], form or "text", gz, *found[path][1:])


def open_remote(url: str) -> BinaryIO:
    """The object at ``url``, to be read. Raises RefusedError when it cannot be."""
    try:
        return cast(BinaryIO, _fsspec().open(url, "rb").open())
    except RefusedError:
        raise
    except Exception as error:  # every store has exceptions of its own
        raise RefusedError("unreadable", f"{type(error).__name__}: {error}") from None


#: What stores call the time of an object's last change.
_CHANGED = ("LastModified", "last_modified", "mtime", "updated", "created")


def changed(info: Mapping[str, Any]) -> int:
    """When the object that a store describes was last changed, in nanoseconds since 1970; 0 where
    the store does not tell.

    >>> changed({"size": 3, "updated": "2026-03-15T09:00:00Z"})
    1773565200000000000
    """
    when = next((info[name] for name in _CHANGED if info.get(name)), 0)
    if isinstance(when, str):
        try:
            when = dt.datetime.fromisoformat(when)
        except ValueError:
            return 0
    seconds = when.timestamp() if isinstance(when, dt.datetime) else float(when)
    return round(seconds * 1e9)


def _find(url: str) -> tuple[str, dict[str, tuple[str, int, int]]]:
    """The path that names are relative to; and the URL, the size and the last change of each file
    by its path."""
    try:
        store, root = _fsspec().core.url_to_fs(url)
        if any(mark in root for mark in "*?["):
            listed = store.glob(root, detail=True)
            while any(mark in root for mark in "*?["):
                root = root.rpartition("/")[0]
        else:
            listed = store.find(root, detail=True)
        files = {
            path: (store.unstrip_protocol(path), int(info.get("size") or 0), changed(info))
            for path, info in listed.items()
            if info.get("type") != "directory" and (path == root or format_of(path)[0])
        }
    except RefusedError:
        raise
    except Exception as error:  # every store has exceptions of its own
        raise RefusedError("unreadable", f"{type(error).__name__}: {error}") from None
    return root, files


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError:
        raise RefusedError(
            "unreadable", "reading a URL needs: pip install 'zhfacts[dask]'"
        ) from None
    return fsspec
