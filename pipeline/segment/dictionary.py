"""jieba's dictionary as weights and tags, with a user's words added as jieba adds them."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from math import inf, log
from pathlib import Path

import jieba

jieba.setLogLevel(logging.WARNING)


class Dictionary:
    """Words with their weight, the logarithm of their share of all words; and their tags.

    What only begins a word is there too, with the weight of minus infinity: the search for longer
    words goes on while its text is a key.
    """

    def __init__(self, userdict: Path | None = None) -> None:
        text = files(jieba).joinpath("dict.txt").read_text(encoding="utf-8")
        fields = text.split()  # three a line: word, frequency, tag
        words, frequencies = fields[0::3], list(map(int, fields[1::3]))
        self.tags = dict(zip(words, map(sys.intern, fields[2::3]), strict=True))
        self.split: frozenset[str] = frozenset()
        #: What a user dictionary adds, with its frequency, and what jieba knew before it came.
        self.added: dict[str, int] = {}
        self.redeclared: list[str] = []
        if userdict is None:
            self._weigh(words, frequencies, sum(frequencies))
        else:
            self._extend(dict(zip(words, frequencies, strict=True)), userdict)

    def _weigh(self, words: Iterable[str], frequencies: Iterable[int], total: int) -> None:
        frequencies = list(frequencies)
        all_words = log(total)
        weight = {n: log(n) - all_words if n else -inf for n in set(frequencies)}
        weights = dict(zip(words, map(weight.__getitem__, frequencies), strict=True))
        for word in list(weights):
            # A key's own beginnings are keys already, or will be when the loop comes to it.
            beginning = word[:-1]
            while beginning and beginning not in weights:
                weights[beginning] = -inf
                beginning = beginning[:-1]
        self.weights, self.unknown = weights, log(1) - all_words

    def _extend(self, frequencies: dict[str, int], userdict: Path) -> None:
        """Add the words of a user dictionary as jieba does, but leave jieba's globals alone."""
        tokenizer = _Stock(frequencies)
        with userdict.open("rb") as file:
            tokenizer.load_userdict(file)
        self.added = {word: tokenizer.FREQ[word] for word in tokenizer.added}
        again = (word for word, times in Counter(tokenizer.added).items() if times > 1)
        self.redeclared = [*filter(self.tags.__contains__, self.added), *again, *tokenizer.split]
        self.tags |= tokenizer.user_word_tag_tab
        self.split = frozenset(tokenizer.split)
        self._weigh(tokenizer.FREQ, tokenizer.FREQ.values(), tokenizer.total)


class _Stock(jieba.Tokenizer):  # type: ignore[misc]  # jieba ships no types
    """jieba's own tokenizer, which suggests a frequency for a user's word that has none."""

    def __init__(self, frequencies: dict[str, int]) -> None:
        super().__init__()
        self.total = sum(frequencies.values())
        for word in list(frequencies):
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
        self.FREQ = frequencies
        self.initialized = True
        self.split: set[str] = set()
        self.added: list[str] = []

    def add_word(self, word: str, freq: str | None = None, tag: str | None = None) -> None:
        self.added.append(word)
        if freq is not None and int(freq) == 0:
            # jieba would note for the whole process that the word is never to be put together.
            self.split.add(word)
            self.FREQ[word] = 0
            return
        super().add_word(word, freq, tag)
