"""Segmentation with jieba: the only file that knows it.

One owned dictionary, built from the one that jieba ships: jieba's cache lies in a shared temporary
folder that other users can write, and reading it back saves nothing. The cut is jieba's, word for
word (a test compares them), in less time: the graph of words and the best route through it in one
loop over logarithms taken beforehand, and a Viterbi search that is linear in the text.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from math import inf, log
from pathlib import Path

import jieba
from jieba import finalseg

from pipeline.document import Tokens
from pipeline.errors import UsageError

jieba.setLogLevel(logging.WARNING)

_BLOCK = jieba.re_han_default  # runs of what words are made of
_SPACE = jieba.re_skip_default
_HAN = finalseg.re_han
_ASCII = finalseg.re_skip
#: Below any route's score: a route of a million characters scores about -20,000,000.
_WORST = -1e300
_HMM_KEPT = 6


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


class Segmenter:
    """Cuts text into tokens with offsets and dictionary tags.

    ``userdict`` is the path of a jieba user dictionary: a word a line, optionally followed by its
    frequency and its tag. Raises OSError when it cannot be read and ValueError when it is malformed.
    """

    def __init__(self, userdict: Path | None = None) -> None:
        self._dictionary = Dictionary(userdict)
        # Short runs of single characters come again and again (的, 在了); few differ.
        self._unknown_kept = lru_cache(1 << 16)(self._unknown)

    @property
    def tags(self) -> Mapping[str, str]:
        """The dictionary's tag of each word that has one."""
        return self._dictionary.tags

    def tokens(self, text: str, spans: Iterable[tuple[int, int]]) -> Tokens:
        """The tokens of the given spans of ``text``, in order."""
        starts: list[int] = []
        words: list[str] = []
        for start, end in spans:
            found = self.cut(text[start:end])
            starts += accumulate(map(len, found[:-1]), initial=start) if found else ()
            words += found
        return Tokens(starts, words, self._dictionary.tags)

    def cut(self, text: str) -> list[str]:
        """The words of ``text``, one after the other, without a gap.

        >>> default_segmenter().cut("国内生产总值增长5.2%。")
        ['国内', '生产总值', '增长', '5.2%', '。']
        """
        words: list[str] = []
        self._cut_text(text, words, self._cut_block)
        return words

    def _cut_text(
        self, text: str, words: list[str], cut_block: Callable[[str, list[str]], None]
    ) -> None:
        """Add the words of ``text``; ``cut_block`` adds those of a run without marks and spaces."""
        for i, block in enumerate(_BLOCK.split(text)):
            if i % 2:  # what the pattern's group holds
                cut_block(block, words)
            elif block:
                for piece in _SPACE.split(block):
                    words += (piece,) if _SPACE.match(piece) else piece

    def _cut_block(self, block: str, words: list[str]) -> None:
        ends = self._route(block)
        start = 0
        single = 0  # where the run of single characters before ``start`` begins
        size = len(block)
        while start < size:
            end = ends[start]
            if end - start > 1:
                if single < start:
                    self._cut_singles(block[single:start], words)
                words.append(block[start:end])
                single = end
            start = end
        if single < size:
            self._cut_singles(block[single:], words)

    def _route(self, block: str) -> list[int]:
        """For each offset the end of the word that begins there on the best route to the end.

        Of equal routes the one with the longer word is taken, as jieba does.
        """
        get, unknown = self._dictionary.weights.get, self._dictionary.unknown
        size = len(block)
        scores = [0.0] * (size + 1)
        ends = [0] * size
        for start in range(size - 1, -1, -1):
            best = _WORST
            best_end = end = start + 1
            weight = get(block[start])
            while weight is not None:
                score = weight + scores[end]
                if score >= best:
                    best, best_end = score, end
                if end == size:
                    break
                end += 1
                weight = get(block[start:end])
            scores[start] = best if best > _WORST else unknown + scores[start + 1]
            ends[start] = best_end
        return ends

    def _cut_singles(self, run: str, words: list[str]) -> None:
        """Cut a run of characters between words; several may make a word the dictionary lacks."""
        if len(run) == 1:
            words.append(run)
        elif self._dictionary.weights.get(run, -inf) > -inf:
            words += run
        elif len(run) <= _HMM_KEPT:
            words += self._unknown_kept(run)
        else:
            words += self._unknown(run)

    def _unknown(self, run: str) -> tuple[str, ...]:
        words: list[str] = []
        for i, block in enumerate(_HAN.split(run)):
            if i % 2:
                for word in _viterbi(block):
                    words += word if word in self._dictionary.split else (word,)
            else:
                words += filter(None, _ASCII.split(block))
        return tuple(words)


_EMIT_B, _EMIT_M, _EMIT_E, _EMIT_S = (finalseg.emit_P[state] for state in "BMES")
_NEVER = finalseg.MIN_FLOAT
_START = finalseg.start_P
(_B_E, _B_M), (_M_E, _M_M) = ((finalseg.trans_P[s]["E"], finalseg.trans_P[s]["M"]) for s in "BM")
(_E_B, _E_S), (_S_B, _S_S) = ((finalseg.trans_P[s]["B"], finalseg.trans_P[s]["S"]) for s in "ES")


def _viterbi(run: str) -> list[str]:
    """The words that jieba's hidden Markov model makes of characters: begin, middle, end, single.

    Of equal probabilities jieba takes the state that comes later in the alphabet.
    """
    first = run[0]
    b = _START["B"] + _EMIT_B.get(first, _NEVER)
    m = _START["M"] + _EMIT_M.get(first, _NEVER)
    e = _START["E"] + _EMIT_E.get(first, _NEVER)
    s = _START["S"] + _EMIT_S.get(first, _NEVER)
    back: list[tuple[str, str, str, str]] = []  # the state before B, M, E and S
    for char in run[1:]:
        emit_b, emit_m = _EMIT_B.get(char, _NEVER), _EMIT_M.get(char, _NEVER)
        emit_e, emit_s = _EMIT_E.get(char, _NEVER), _EMIT_S.get(char, _NEVER)
        eb, sb = e + _E_B + emit_b, s + _S_B + emit_b
        bm, mm = b + _B_M + emit_m, m + _M_M + emit_m
        be, me = b + _B_E + emit_e, m + _M_E + emit_e
        es, ss = e + _E_S + emit_s, s + _S_S + emit_s
        back.append(
            (
                "E" if eb > sb else "S",
                "B" if bm > mm else "M",
                "B" if be > me else "M",
                "E" if es > ss else "S",
            )
        )
        b, m, e, s = max(eb, sb), max(bm, mm), max(be, me), max(es, ss)
    return _words(run, back, "E" if e > s else "S")


def _words(run: str, back: list[tuple[str, str, str, str]], last: str) -> list[str]:
    """The words of ``run``, read off the best states from the last one back."""
    words: list[str] = []
    end, state = len(run), last
    for start in range(len(run) - 1, -1, -1):
        if state in "BS":
            words.append(run[start:end])
            end = start
        if start:
            state = back[start - 1]["BMES".index(state)]
    if end:
        words.append(run[:end])
    return words[::-1]


def make_segmenter(name: str = "jieba", userdict: Path | None = None) -> Segmenter:
    """The segmenter ``jieba`` or ``fast``, whose words are the same.

    Raises UsageError for another name, and for a user dictionary that cannot be used.
    """
    try:
        if name == "fast":
            from pipeline.segment_fast import FastSegmenter

            return FastSegmenter(userdict)
        if name == "jieba":
            return Segmenter(userdict) if userdict else default_segmenter()
    except (OSError, ValueError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{userdict}: {error}") from None
    raise UsageError(f"{name!r} is no segmenter; there are jieba and fast")


@cache
def default_segmenter() -> Segmenter:
    """The segmenter with jieba's own dictionary, built once a process (under half a second)."""
    return Segmenter()
