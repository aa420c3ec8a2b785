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
#: Below any route's score: a route of a million characters scores about -20,000,000.
_WORST = -1e300
_HMM_KEPT = 6


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
                for word in viterbi(block):
                    words += word if word in self._dictionary.split else (word,)
            else:
                words += filter(None, _ASCII.split(block))
        return tuple(words)


@cache
def default_segmenter() -> Segmenter:
    """The segmenter with jieba's own dictionary, built once a process (under half a second)."""
    return Segmenter()
