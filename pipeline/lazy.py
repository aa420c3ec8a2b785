"""Patterns that wait to be compiled until they are first used.

A text of one sentence asks a fifth of our patterns, and compiling them all takes longer than reading
it. What every text asks is compiled at once: a call of a waiting pattern costs a look-up more. A
process that reads many texts will ask them all, and has them compiled before it starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast
from weakref import WeakSet

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``, when a method of the pattern is first called.

    >>> lazy("[0-9]+").findall("3月5日")
    ['3', '5']
    """
    waiting = _Lazy(pattern, flags)
    _made.add(waiting)
    return cast("re.Pattern[str]", waiting)


def compile_all() -> None:
    """Compile every pattern that still waits, and make what is else made at first use."""
    for waiting in [*_made]:
        waiting.compile()
    _made.clear()
    while _makers:
        _makers.pop()()


def with_all(make: Callable[[], object]) -> Callable[[], object]:
    """Have ``make``, which keeps what it makes, called by :func:`compile_all` too."""
    _makers.append(make)
    return make


class _Lazy:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def compile(self) -> re.Pattern[str]:
        """The pattern compiled; from now on its methods are found before ``__getattr__`` is asked."""
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return compiled

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compile(), name)


_made: WeakSet[_Lazy] = WeakSet()
_makers: list[Callable[[], object]] = []
