"""Segmentation with jieba: the only file that knows it.

One owned tokenizer builds its prefix dictionary itself: jieba's cache lies in a shared temporary
folder that other users can write, and reading it back saves nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import jieba

from pipeline.document import Tokens

jieba.setLogLevel(logging.WARNING)


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba ships no types
    """jieba's tokenizer over the dictionary it ships, without its cache, its log and its lock."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}
        frequencies: dict[str, int] = {}
        text = files(jieba).joinpath("dict.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            word, frequency, tag = line.split(" ")
            frequencies[word] = int(frequency)
            self.tags[word] = tag
        self.total = sum(frequencies.values())
        for word in list(frequencies):
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
        self.FREQ = frequencies
        self.initialized = True

    def add_word(self, word: str, freq: int | None = None, tag: str | None = None) -> None:
        super().add_word(word, freq, tag)
        if tag:
            self.tags[word] = tag


class Segmenter:
    """Cuts text into tokens with offsets and dictionary tags.

    ``userdict`` is the path of a jieba user dictionary: a word a line, optionally followed by its
    frequency and its tag. Raises OSError when it cannot be read and ValueError when it is malformed.
    """

    def __init__(self, userdict: Path | None = None) -> None:
        self._tokenizer = _Tokenizer()
        if userdict is not None:
            self._tokenizer.load_userdict(str(userdict))

    def tokens(self, text: str, spans: Iterable[tuple[int, int]]) -> Tokens:
        """The tokens of the given spans of ``text``, in order."""
        starts: list[int] = []
        words: list[str] = []
        for start, end in spans:
            offset = start
            for word in self._cut(text[start:end]):
                starts.append(offset)
                words.append(word)
                offset += len(word)
        return Tokens(starts, words, self._tokenizer.tags)

    def _cut(self, text: str) -> Iterator[str]:
        cut: Iterator[str] = self._tokenizer.cut(text)
        return cut


@cache
def default_segmenter() -> Segmenter:
    """The segmenter with jieba's own dictionary, built once a process (about half a second)."""
    return Segmenter()
