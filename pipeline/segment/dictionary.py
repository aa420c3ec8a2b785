"""jieba's dictionary as weights and tags, with a user's words added as jieba adds them."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import compress
from math import inf, log
from pathlib import Path

import jieba

jieba.setLogLevel(logging.WARNING)

#: What words are made of, to jieba.
CHARACTERS = "".join(jieba.re_han_default.findall("".join(map(chr, range(0x10000)))))


class Dictionary:
    """Words with their weight, the logarithm of their share of all words; and their tags."""

    def __init__(self, userdict: Path | None = None) -> None:
        words, frequencies, tags = _shipped()
        self.tags = dict(zip(words, map(sys.intern, tags), strict=True))
        self.split: frozenset[str] = frozenset()
        #: What a user dictionary adds, with its frequency, and what jieba knew before it came.
        self.added: dict[str, int] = {}
        self.redeclared: list[str] = []
        if userdict is None:
            self._weigh(words, frequencies, sum(frequencies))
        else:
            self._extend(dict(zip(words, frequencies, strict=True)), userdict)

    def _weigh(self, words: Iterable[str], frequencies: Sequence[int], total: int) -> None:
        all_words = log(total)
        weight = {n: log(n) - all_words if n else -inf for n in set(frequencies)}
        #: Of each word; minus infinity is the weight of what is none, but two characters begin one.
        self.weights = dict(zip(words, map(weight.__getitem__, frequencies), strict=True))
        #: The weight of a character that the dictionary lacks.
        self.unknown = log(1) - all_words
        longer = compress(self.weights, map((2).__lt__, map(len, self.weights)))
        #: The length of the longest word that two characters begin, where it is more than two.
        self.reach = {word[:2]: len(word) for word in sorted(longer, key=len)}
        self.weights |= dict.fromkeys(self.reach.keys() - self.weights.keys(), -inf)

    def __contains__(self, word: str) -> bool:
        """Whether ``word`` is one."""
        return self.weights.get(word, -inf) > -inf

    def words(self) -> Iterator[str]:
        """Every word."""
        return compress(self.weights, map((-inf).__lt__, self.weights.values()))

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
        self._weigh(tokenizer.FREQ, [*tokenizer.FREQ.values()], tokenizer.total)


def _shipped() -> tuple[list[str], list[int], list[str]]:
    """The words, frequencies and tags of the dictionary that jieba ships."""
    fields = files(jieba).joinpath("dict.txt").read_text(encoding="utf-8").split()
    return fields[0::3], [*map(int, fields[1::3])], fields[2::3]


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
