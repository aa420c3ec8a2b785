"""Patterns that wait to be compiled until they are first used.

A text of one sentence asks a fifth of our patterns, and compiling them all takes longer than reading
it. What every text asks is compiled at once: a call of a waiting pattern costs a look-up more.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``, when a method of the pattern is first called.

    >>> lazy("[0-9]+").findall("3月5日")
    ['3', '5']
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


class _Lazy:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        # From now on they are found before this method is asked.
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return getattr(compiled, name)
