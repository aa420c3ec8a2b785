"""Text → words, as jieba cuts it.

The cut is jieba's, word for word (a test compares them), in less time: the graph of words and the
best route through it in one loop over logarithms taken beforehand, kept for each stretch that comes
again; and a Viterbi search that is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, islice, repeat
from math import inf
from pathlib import Path

import jieba
from jieba import finalseg

from pipeline.document import Tokens
from pipeline.segment.dictionary import CHARACTERS, Dictionary
from pipeline.segment.stretches import LINE_END, Seams
from pipeline.segment.unknown import viterbi

BLOCK = jieba.re_han_default  # runs of what words are made of
_SPACE = jieba.re_skip_default
_HAN = finalseg.re_han
_ASCII = finalseg.re_skip
#: The length of a run of single characters that is cut once and kept, and how many are.
_SHORT, _KEPT = 6, 1 << 16
#: Routes whose logarithms differ by less may change places when those of a whole block are added.
_ROUNDING = 1e-6
#: What stands between texts that are cut at once: no character, so that it is in none, and part of
#: no word. And how many characters are.
_BETWEEN, _AT_ONCE = "\uffff", 1 << 18


class _CloseError(Exception):
    """Two routes through a stretch are so close that only the whole block tells which jieba takes."""


class _Stretches(dict[str, tuple[str, ...]]):
    """The words of each stretch, found when it is first met."""

    #: The longest stretch that is kept, and how many are: the common ones come early.
    LONGEST, LIMIT = 12, 1 << 17

    def __init__(self, words_of: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._words_of = words_of

    def __missing__(self, stretch: str) -> tuple[str, ...]:
        words = self._words_of(stretch)
        if len(stretch) <= self.LONGEST and len(self) < self.LIMIT:
            self[stretch] = words
        return words


#: ``s`` for each character that may be part of a word which the dictionary lacks; any word else is ``w``.
_SORTS = dict.fromkeys(CHARACTERS, "s")
_ELSE = repeat("w")
_SINGLES = re.compile("ss+")


class Segmenter:
    """Cuts text into tokens with offsets and dictionary tags.

    ``userdict`` is the path of a jieba user dictionary: a word a line, optionally followed by its
    frequency and its tag. Raises OSError when it cannot be read and ValueError when it is malformed.
    """

    def __init__(self, userdict: Path | None = None) -> None:
        self._dictionary = Dictionary(userdict)
        self._seams = Seams(self._dictionary.words(), CHARACTERS)
        self._stretches = _Stretches(self._words_of)
        self._short_run = lru_cache(_KEPT)(self._cut_singles)

    @property
    def tags(self) -> Mapping[str, str]:
        """The dictionary's tag of each word that has one."""
        return self._dictionary.tags

    def tokens(self, texts: Iterable[tuple[str, Sequence[tuple[int, int]]]]) -> list[Tokens]:
        """The tokens of each text's given spans, in order."""
        texts = [*texts]
        pieces = iter(self.cut_all([text[a:b] for text, spans in texts for a, b in spans]))
        made = []
        for _, spans in texts:
            starts: list[int] = []
            words: list[str] = []
            for (start, _), found in zip(spans, islice(pieces, len(spans)), strict=True):
                starts += accumulate(map(len, found[:-1]), initial=start) if found else ()
                words += found
            made.append(Tokens(starts, words, self._dictionary.tags))
        return made

    def cut_all(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each of ``texts``. What a cut costs whatever its length, these share.

        >>> default_segmenter().cut_all(["出口增长", "", "5.2%"])
        [['出口', '增长'], [], ['5.2%']]
        """
        together = "".join(f"{text}{_BETWEEN}" for text in texts)
        if len(together) > _AT_ONCE or together.count(_BETWEEN) > len(texts):
            return [*map(self.cut, texts)]
        words = self.cut(together)
        pieces = []
        start = 0
        for _ in texts:
            end = words.index(_BETWEEN, start)
            pieces.append(words[start:end])
            start = end + 1
        return pieces

    def cut(self, text: str) -> list[str]:
        """The words of ``text``, one after the other, without a gap.

        >>> default_segmenter().cut("国内生产总值增长5.2%。")
        ['国内', '生产总值', '增长', '5.2%', '。']
        """
        if not text:
            return []
        known = self._known(text)
        return self._joined(known, "".join(map(_SORTS.get, known, _ELSE)))

    def _known(self, text: str) -> list[str]:
        """The dictionary's words on the best route through ``text``, and what is left in singles."""
        try:
            stretches = self._seams.stretches(text)
            return [*chain.from_iterable(map(self._stretches.__getitem__, stretches))]
        except _CloseError:
            return [*self._known_by_block(text)]

    def _joined(self, known: list[str], sorts: str) -> list[str]:
        """``known`` with the words that the dictionary lacks put together from the runs of those that
        ``sorts``, a letter a word, has as ``s``."""
        words: list[str] = []
        start = 0
        for run in _SINGLES.finditer(sorts):
            first, after = run.span()
            words += known[start:first]
            words += self._run("".join(known[first:after]))
            start = after
        words += known[start:]
        return words

    def _words_of(self, stretch: str) -> tuple[str, ...]:
        """The words of a stretch; raises _CloseError where the text around it would tell."""
        if len(stretch) == 1 or stretch == LINE_END:
            return (stretch,)
        if len(stretch) == 2:
            return self._one_or_two(stretch)
        ends, close = self._route(stretch)
        if close:
            raise _CloseError
        return tuple(_along(stretch, ends))

    def _one_or_two(self, pair: str) -> tuple[str, ...]:
        """The words of two characters: most of the stretches that are new."""
        weights, unknown = self._dictionary.weights, self._dictionary.unknown
        first, second = pair[0], pair[1]
        gain = weights.get(pair, -inf) - weights.get(first, unknown) - weights.get(second, unknown)
        if abs(gain) < _ROUNDING:
            raise _CloseError
        return (pair,) if gain > 0 else (first, second)

    def _known_by_block(self, text: str) -> Iterator[str]:
        """What ``_known`` gives, by whole blocks: of routes as good as each other jieba's is taken."""
        for i, block in enumerate(BLOCK.split(text)):
            if i % 2:  # what the pattern's group holds
                yield from _along(block, self._route(block)[0])
            else:
                for piece in _SPACE.split(block):
                    yield from (piece,) if _SPACE.match(piece) else piece

    def _route(self, block: str) -> tuple[list[int], bool]:
        """For each offset the end of the word that begins there on the best route to the end, and
        whether another route comes close to it.

        Of equal routes the one with the longer word is taken, as jieba does.
        """
        weight_of, reach = self._dictionary.weights.get, self._dictionary.reach
        start = size = len(block)
        scores = [0.0] * (size + 1)
        ends = [*range(1, size + 1)]
        following = 0.0
        close = False
        padded = block + " "  # that no word has
        for char in reversed(block):
            start -= 1
            best = weight_of(char, -inf) + following
            end = start + 2
            word = padded[start:end]
            weight = weight_of(word)
            if weight is not None:
                last = min(start + reach[word], size) if word in reach else end
                while True:
                    score = weight + scores[end]
                    if score >= best:
                        close |= score < best + _ROUNDING
                        best = score
                        ends[start] = end
                    elif score > best - _ROUNDING:
                        close = True
                    if end == last:
                        break
                    end += 1
                    weight = weight_of(padded[start:end], -inf)
            if best == -inf:  # no word begins here
                best = self._dictionary.unknown + following
                ends[start] = start + 1
            scores[start] = following = best
        return ends, close

    def _run(self, run: str) -> Iterable[str]:
        """The words of a run of single characters."""
        return self._short_run(run) if len(run) <= _SHORT else self._cut_singles(run)

    def _cut_singles(self, run: str) -> list[str]:
        """Cut a run of single characters; several may make a word that the dictionary lacks."""
        if run in self._dictionary:
            return [*run]
        words: list[str] = []
        for i, block in enumerate(_HAN.split(run)):
            if i % 2:
                for word in viterbi(block) if len(block) > 1 else block:
                    words += word if word in self._dictionary.split else (word,)
            else:
                words += filter(None, _ASCII.split(block))
        return words


def _along(block: str, ends: list[int]) -> list[str]:
    """The words of ``block``, each from where the one before it ends."""
    words: list[str] = []
    start, size = 0, len(block)
    while start < size:
        end = ends[start]
        words.append(block[start:end])
        start = end
    return words


@cache
def default_segmenter() -> Segmenter:
    """The segmenter with jieba's own dictionary, built once a process (under half a second)."""
    return Segmenter()
