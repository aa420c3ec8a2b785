"""A document as the name rules see it: its tokens, and the string of their kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.document import Document
from pipeline.extractors.names.kinds import Kinds


class _Memory:
    """The kinds worked out so far, for the dictionary last used: one a process, as a rule."""

    def __init__(self) -> None:
        self._kinds = Kinds({})

    def kinds(self, tags: Mapping[str, str]) -> Kinds:
        """The kinds of the words of the dictionary ``tags``."""
        if self._kinds.tags is not tags:
            self._kinds = Kinds(tags)
        return self._kinds


@lru_cache(maxsize=1)
def _memory() -> _Memory:
    return _Memory()


@dataclass(frozen=True, slots=True)
class Shape:
    """``kinds[i]`` is the kind of token ``i``, ``words[i]`` the token and ``starts[i]`` its offset.

    So a pattern over ``kinds`` is a grammar over tokens, matched at the speed of a string.
    """

    text: str
    kinds: str
    words: list[str]
    starts: list[int]
    tags: Mapping[str, str]

    def of(self, kinds: str) -> list[int]:
        """The tokens of one of ``kinds``; those of one kind in order of text.

        Most texts lack most kinds, and a string is searched for one character at the speed of memory.
        """
        found: list[int] = []
        find = self.kinds.find
        for kind in kinds:
            i = find(kind)
            while i >= 0:
                found.append(i)
                i = find(kind, i + 1)
        return found

    def end(self, i: int) -> int:
        """The offset after token ``i``."""
        return self.starts[i] + len(self.words[i])

    def span(self, i: int, j: int) -> str:
        """The text of the tokens from ``i`` up to, not including, ``j``."""
        return self.text[self.starts[i] : self.end(j - 1)]

    def joined(self, i: int) -> bool:
        """Whether token ``i`` follows its neighbour on the left without a gap."""
        return i > 0 and self.starts[i] == self.end(i - 1)


def shape_of(document: Document) -> Shape:
    """The shape of ``document``."""
    tokens = document.tokens
    memory = _memory().kinds(tokens.tags)
    kinds = "".join(map(memory.__getitem__, tokens.words))
    return Shape(document.folded, kinds, tokens.words, tokens.starts, tokens.tags)
