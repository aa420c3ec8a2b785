"""What an atom decodes to, and who reads which kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from pipeline.extractors.times.atoms import Atom
from pipeline.numerals import exact


class Step(NamedTuple):
    """One step of a point in time. ``rank`` is its grain; ``a``, ``b`` and ``c`` depend on kind."""

    kind: str
    rank: int
    a: int | str | None = None
    b: int | str | None = None
    c: int | str | None = None


Reader = Callable[[str], tuple[Step, ...]]
_READERS: dict[str, Reader] = {}


def number(text: str) -> int:
    """A numeral of a date as an int; digits in a row (二〇一三) are read one by one."""
    value = exact(text.replace("○", "〇").replace(" ", ""))
    return -1 if value is None else int(value)


def decode(atom: Atom) -> tuple[Step, ...]:
    """The steps of an atom, empty when it is not part of a point in time."""
    return _decoded(atom.kind, atom.text)


@lru_cache(maxsize=16384)
def _decoded(kind: str, text: str) -> tuple[Step, ...]:
    read = _READERS.get(kind)
    return read(text) if read else ()


def reads(*kinds: str) -> Callable[[Reader], Reader]:
    """Make the decorated function the reader of these kinds of atom."""

    def register(read: Reader) -> Reader:
        _READERS.update(dict.fromkeys(kinds, read))
        return read

    return register
