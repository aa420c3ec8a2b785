"""Text → words, as jieba cuts it.

The cut is jieba's, word for word (a test compares them), in less time: the graph of words and the
best route through it in one loop over logarithms taken beforehand, and a Viterbi search that is
linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import accumulate
from math import inf
from pathlib import Path

import jieba
from jieba import finalseg

from pipeline.document import Tokens
from pipeline.segment.dictionary import Dictionary
from pipeline.segment.unknown import viterbi

_BLOCK = jieba.re_han_default  # runs of what words are made of
_SPACE = jieba.re_skip_default
_HAN = finalseg.re_han
_ASCII = finalseg.re_skip
#: The length of what is cut once and kept, and how much is.
SHORT = 6
KEPT = 1 << 16

#: A piece of text → its words.
_Cut = Callable[[str], list[str]]


class Segmenter:
    """Cuts text into tokens with offsets and dictionary tags.

    ``userdict`` is the path of a jieba user dictionary: a word a line, optionally followed by its
    frequency and its tag. Raises OSError when it cannot be read and ValueError when it is malformed.
    """

    def __init__(self, userdict: Path | None = None) -> None:
        self._dictionary = Dictionary(userdict)
        # What is short comes again and again: two blocks of five with up to six characters, and
        # nearly all runs of single ones.
        self._short_block = lru_cache(KEPT)(self._cut_block)
        self._short_run = lru_cache(KEPT)(self._cut_singles)

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
        return self._cut_text(text, self._short_block, self._cut_block)

    def _cut_text(self, text: str, short: _Cut, cut: _Cut) -> list[str]:
        """The words of ``text``; ``cut`` gives those of a block, a run without marks and spaces."""
        words: list[str] = []
        for i, block in enumerate(_BLOCK.split(text)):
            if i % 2:  # what the pattern's group holds
                words += short(block) if len(block) <= SHORT else cut(block)
            elif len(block) == 1:
                words.append(block)
            elif block:
                for piece in _SPACE.split(block):
                    words += (piece,) if _SPACE.match(piece) else piece
        return words

    def _cut_block(self, block: str) -> list[str]:
        ends = self._route(block)
        words: list[str] = []
        start = 0
        single = 0  # where the run of single characters before ``start`` begins
        size = len(block)
        while start < size:
            end = ends[start]
            if end - start > 1:
                if single < start:
                    words += self._run(block[single:start])
                words.append(block[start:end])
                single = end
            start = end
        if single < size:
            words += self._run(block[single:])
        return words

    def _route(self, block: str) -> list[int]:
        """For each offset the end of the word that begins there on the best route to the end.

        Of equal routes the one with the longer word is taken, as jieba does.
        """
        dictionary = self._dictionary
        singles, pair, longer = dictionary.singles, dictionary.pairs.get, dictionary.longer.get
        start = size = len(block)
        scores = [0.0] * (size + 1)
        ends = [*range(1, size + 1)]
        following = 0.0
        for char in reversed(block):
            start -= 1
            best = singles[char] + following
            end = start + 2
            weight = pair(block[start:end])
            while weight is not None:
                score = weight + scores[end]
                if score >= best:
                    best = score
                    ends[start] = end
                if end == size:
                    break
                end += 1
                weight = longer(block[start:end])
            if best == -inf:  # no word begins here
                best = dictionary.unknown + following
                ends[start] = start + 1
            scores[start] = following = best
        return ends

    def _run(self, run: str) -> Iterable[str]:
        """The words of a run of characters between words."""
        if len(run) == 1:
            return run
        return self._short_run(run) if len(run) <= SHORT else self._cut_singles(run)

    def _cut_singles(self, run: str) -> list[str]:
        """Cut a run of single characters; several may make a word that the dictionary lacks."""
        if len(run) == 1 or run in self._dictionary:
            return [*run]
        words: list[str] = []
        for i, block in enumerate(_HAN.split(run)):
            if i % 2:
                for word in viterbi(block):
                    words += word if word in self._dictionary.split else (word,)
            else:
                words += filter(None, _ASCII.split(block))
        return words


@cache
def default_segmenter() -> Segmenter:
    """The segmenter with jieba's own dictionary, built once a process (under half a second)."""
    return Segmenter()
