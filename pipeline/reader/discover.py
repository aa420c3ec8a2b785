"""Paths as given → the input files, in a fixed order, each with its name below the input root.

Links are where a folder of other people's files becomes dangerous: a link may lead out of the
folder (to a private file) or back into it (an endless walk). Linked folders are never entered, and
a linked file is read only when it stays inside the folder it was found in.
"""

# ruff: noqa: PTH100, PTH110, PTH112, PTH114, PTH116, PTH118, PTH120, PTH207, PTH208
# Paths stay strings: a Path resolves, normalises and costs too much for a million
# files, and names that are no UTF-8 must pass through as they are.
from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.reader.inputs import Input, format_of
from pipeline.reader.remote import discover_remote, is_remote


def discover(
    paths: Iterable[str | os.PathLike[str]], *, exclude: Iterable[str | os.PathLike[str]] = ()
) -> Iterator[Input]:
    """The input files that ``paths`` (files, folders, glob patterns) mean, in a fixed order.

    Folders are walked to the bottom, names in code-point order; hidden files and files of other
    formats are passed over, as are the folders ``exclude``. A file named outright is taken
    whatever its suffix. Names are relative to the folder given; to a file's own folder; to the
    common parent when several paths are given, so that ``a/1.txt`` and ``b/1.txt`` differ.
    A path that leads nowhere, or a link that leads out, comes as an Input with its ``error``.
    A URL is a folder, object or pattern in an object store.
    """
    given = [_Given.of(os.fspath(path)) for path in paths]
    roots = [g.root for g in given if g.kind not in ("missing", "remote")]
    common = _common(roots) if len(roots) > 1 else ""
    left_out = {os.path.realpath(path) for path in exclude}
    seen: set[str] = set()
    for g in given:
        for found in g.files(common or g.root, left_out):
            if len(given) > 1:
                if found.name in seen:
                    continue
                seen.add(found.name)
            yield found


def _common(roots: list[str]) -> str:
    try:
        return os.path.commonpath(roots)
    except ValueError:  # different drives
        return ""


@dataclass(frozen=True, slots=True)
class _Given:
    """One path as given: what it is and the absolute folder its files are named from."""

    path: str
    kind: Literal["file", "folder", "glob", "missing", "remote"]
    root: str

    @classmethod
    def of(cls, path: str) -> _Given:
        if is_remote(path):
            return cls(path, "remote", "")
        full = os.path.abspath(path)
        if os.path.isdir(full):
            return cls(full, "folder", full)
        if os.path.lexists(full) or not glob.has_magic(path):
            kind: Literal["file", "missing"] = "file" if os.path.exists(full) else "missing"
            return cls(full, kind, os.path.dirname(full))
        root = full
        while glob.has_magic(root):
            root = os.path.dirname(root)
        return cls(full, "glob", root)

    def files(self, base: str, exclude: set[str]) -> Iterator[Input]:
        match self.kind:
            case "file":  # named outright: the user's own word, links and all
                yield _input(os.path.realpath(self.path), _name(self.path, base))
            case "remote":
                yield from discover_remote(self.path)
            case "missing":
                yield Input(_name(self.path, base), self.path, error="no such file or folder")
            case "folder":
                yield from _walk(self.path, base, os.path.realpath(self.root), exclude)
            case "glob":
                yield from self._matches(base, exclude)

    def _matches(self, base: str, exclude: set[str]) -> Iterator[Input]:
        matches = sorted(glob.glob(self.path, recursive=True))
        if not matches:
            yield Input(_name(self.path, base), self.path, error="the pattern matches nothing")
        inside = os.path.realpath(self.root)
        seen: set[str] = set()
        for path in matches:
            if os.path.isdir(path) and not os.path.islink(path):
                found = _walk(path, base, inside, exclude)
            else:
                found = _file(path, base, inside)
            for one in found:
                if one.name not in seen:
                    seen.add(one.name)
                    yield one


def _walk(folder: str, base: str, inside: str, exclude: set[str]) -> Iterator[Input]:
    """The files below ``folder``; an explicit stack, since a folder may be nested very deep."""
    stack = [folder]
    while stack:
        path = stack.pop()
        if not os.path.isdir(path) or (os.path.islink(path) and path != folder):
            yield from _file(path, base, inside)
            continue
        if os.path.realpath(path) in exclude:
            continue
        try:
            names = sorted(os.listdir(path), reverse=True)
        except OSError as error:
            yield Input(_name(path, base), path, error=_reason(error))
            continue
        stack.extend(os.path.join(path, name) for name in names if not name.startswith("."))


def _file(path: str, base: str, inside: str) -> Iterator[Input]:
    """The file at ``path``, when it is of our formats; a link only when it stays ``inside``."""
    if format_of(path)[0] is None:
        return
    name = _name(path, base)
    if not os.path.islink(path):
        yield _input(path, name)
        return
    target = os.path.realpath(path)
    if os.path.isdir(target):
        return
    if os.path.commonpath([target, inside]) != inside:
        yield Input(name, path, error="a symbolic link that leads out of the input folder")
    else:
        yield _input(target, name)


def _input(path: str, name: str) -> Input:
    form, gz = format_of(name)
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError as error:
        return Input(name, path, error=_reason(error))
    return Input(name, path, form or "text", gz, found.st_size, found.st_mtime_ns)


def _name(path: str, base: str) -> str:
    """``path`` from ``base`` in POSIX form; bytes that are no UTF-8 are spelt out, as ``\\xd6``."""
    relative = os.path.relpath(path, base) if base else path
    name = Path(relative).as_posix()
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
