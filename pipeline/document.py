"""What the extractors read: an article, its text folded for matching, and its tokens."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from pipeline.model import Article, Sentence


class Tokens:
    """The segmentation as columns: token ``i`` is ``words[i]``, from ``starts[i]``.

    Tokens are evidence, never boundaries: jieba cuts ``36.57/亿元`` and ``人/数最多``. Boilerplate is
    not segmented, so the tokens of an article may leave gaps.
    """

    __slots__ = ("_tags", "starts", "words")

    def __init__(self, starts: list[int], words: list[str], tags: Mapping[str, str]) -> None:
        self.starts = starts
        self.words = words
        self._tags = tags

    def __len__(self) -> int:
        return len(self.words)

    @property
    def tags(self) -> Mapping[str, str]:
        """The dictionary's tag of each word that it has."""
        return self._tags

    def at(self, offset: int) -> int:
        """The index of the token that covers ``offset``, or -1 where no token does."""
        i = bisect_right(self.starts, offset) - 1
        return i if i >= 0 and offset < self.starts[i] + len(self.words[i]) else -1

    def end(self, i: int) -> int:
        """The offset after token ``i``."""
        return self.starts[i] + len(self.words[i])

    def tag(self, i: int) -> str:
        """The dictionary's tag of token ``i`` (ICTCLAS set: n, v, m, q, nr, ns, nt …), else ''."""
        return self._tags.get(self.words[i], "")

    def knows(self, word: str) -> bool:
        """Whether the segmenter's dictionary has ``word``."""
        return word in self._tags

    def is_edge(self, offset: int) -> bool:
        """Whether a token starts at ``offset``."""
        i = bisect_left(self.starts, offset)
        return i < len(self.starts) and self.starts[i] == offset

    def between(self, start: int, end: int) -> range:
        """The indices of the tokens that start in ``[start, end)``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


@dataclass(slots=True)
class Document:
    """An article made ready for the extractors.

    ``folded`` is ``article.text`` with each code point replaced by at most one other (full-width
    to half-width, traditional to simplified), so offsets in it are offsets in the article.
    ``sentences`` are those the extractors read, in order.
    """

    article: Article
    folded: str
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    _sentence_starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._sentence_starts = [s.start for s in self.sentences]

    @property
    def text(self) -> str:
        """The article's text as given."""
        return self.article.text

    @property
    def reference(self) -> dt.datetime | None:
        """The moment that relative times are reckoned from."""
        return self.article.reference

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds ``offset``, or -1 (boilerplate, blank lines)."""
        i = bisect_right(self._sentence_starts, offset) - 1
        return i if i >= 0 and offset < self.sentences[i].end else -1

    def sentences_at(self, offsets: Iterable[int]) -> list[int]:
        """:meth:`sentence_at` of each of ``offsets``, which ascend: one walk, without a search."""
        found: list[int] = []
        ahead = iter(self.sentences)
        number, start, end = -1, 0.0, 0.0
        for offset in offsets:
            while offset >= end:
                number += 1
                sentence = next(ahead, None)
                start, end = (sentence.start, sentence.end) if sentence else (inf, inf)
            found.append(number if offset >= start else -1)
        return found
