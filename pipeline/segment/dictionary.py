"""jieba's dictionary as weights and tags, with a user's words added as jieba adds them."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from itertools import chain, compress
from math import inf, log
from pathlib import Path

import jieba

jieba.setLogLevel(logging.WARNING)

#: What words are made of, to jieba.
CHARACTERS = "".join(jieba.re_han_default.findall("".join(map(chr, range(0x10000)))))
#: 24,000 of 349,000 words are said as often as this; nearly all text is made of them.
_FREQUENT = 200


class Dictionary:
    """Words with their weight, the logarithm of their share of all words; and their tags.

    Weights are kept by length, since most look-ups are of one character or two and small tables
    stay in the processor's cache. What only begins a word is there too, with the weight of minus
    infinity: the search for longer words goes on while its text is a key.
    """

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

    def _weigh(self, words: Sequence[str], frequencies: Sequence[int], total: int) -> None:
        all_words = log(total)
        weight = {n: log(n) - all_words if n else -inf for n in set(frequencies)}
        weighed = [*map(weight.__getitem__, frequencies)]
        sizes = [*map(len, words)]

        def of(wanted: Callable[[int], bool]) -> dict[str, float]:
            chosen = [*map(wanted, sizes)]
            return dict(zip(compress(words, chosen), compress(weighed, chosen), strict=True))

        # Bound methods of numbers, since they are asked a million times at every start.
        #: Of every character that words are made of.
        self.singles = dict.fromkeys(CHARACTERS, -inf) | of((1).__eq__)
        self.pairs = of((2).__eq__)
        self.longer = of((2).__lt__)
        self._add_beginnings()
        #: The weight of a character that the dictionary lacks.
        self.unknown = log(1) - all_words

    def _add_beginnings(self) -> None:
        for word in list(self.longer):
            beginning = word[:-1]
            while len(beginning) > 1:
                weights = self.longer if len(beginning) > 2 else self.pairs
                if beginning in weights:
                    break  # its own beginnings are there, or will be when the loop comes to it
                weights[beginning] = -inf
                beginning = beginning[:-1]

    def words(self) -> Iterator[str]:
        """All words of more than one character, and what they begin with."""
        return chain(self.pairs, self.longer)

    def __contains__(self, word: str) -> bool:
        """Whether ``word``, of more than one character, is one."""
        weights = self.pairs if len(word) == 2 else self.longer
        return weights.get(word, -inf) > -inf

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
        self._weigh([*tokenizer.FREQ], [*tokenizer.FREQ.values()], tokenizer.total)


def _shipped() -> tuple[list[str], list[int], list[str]]:
    """The words, frequencies and tags of the dictionary that jieba ships.

    The frequent words come first, and their strings side by side: the few that nearly every
    look-up finds then share memory that stays in the processor's cache.
    """
    fields = files(jieba).joinpath("dict.txt").read_text(encoding="utf-8").split()
    words, frequencies, tags = fields[0::3], list(map(int, fields[1::3])), fields[2::3]
    often = [*map(_FREQUENT.__le__, frequencies)]
    seldom = [*map(_FREQUENT.__gt__, frequencies)]
    return (
        [*" ".join(compress(words, often)).split(), *compress(words, seldom)],
        [*compress(frequencies, often), *compress(frequencies, seldom)],
        [*compress(tags, often), *compress(tags, seldom)],
    )


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
