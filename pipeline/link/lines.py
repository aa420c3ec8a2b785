"""A sentence as its chunks (tokens, and mentions whole), with one letter a chunk."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Document
from pipeline.link.forms import FUSED, fused
from pipeline.link.letters import classes_for, place
from pipeline.link.mending import Mending
from pipeline.model import Mention

#: What holds the place of a mention's words by its label, and so gives the class of its chunk.
_PLACE = {
    **dict.fromkeys(("MONEY", "PERCENT", "QUANTITY", "CARDINAL"), place("#")),
    **dict.fromkeys(("DATE", "TIME"), place("t")),
    **dict.fromkeys(("GPE", "LOC"), place("G")),
    **dict.fromkeys(("FAC", "ORG"), place("O")),
    **dict.fromkeys(("EVENT", "PRODUCT", "WORK_OF_ART", "LAW"), place("E")),
    "ORDINAL": place("0"),
    "PERSON": place("P"),
}
#: The same for a figure that gets no row: 几个, 一些.
_INDEFINITE = place("r")
#: The words after the last chunk, and before the first.
_BEYOND = ("",) * 4
#: How far a rule looks to either side of a figure, in chunks: what keeps a long sentence linear.
WINDOW = 40
#: What ends a clause or an item: what may follow a figure whose happening was named before it
#: (变轨4次，).
CLOSES = frozenset(("", ",", "、", "c", "(", ")"))
#: The letters of 占 and 比 where jieba cuts 占比.
_RATIO = re.compile("%[Bu]")
#: What jieba makes of the second half of 占比, with what follows it.
_OF_RATIO = frozenset(("比", "比高", "比约", "比近", "比仅"))


@dataclass(slots=True)
class Line:
    """A sentence: chunk ``i`` is ``words[i]``, from ``starts[i]``, and of the class ``kinds[i]``.

    ``starts`` goes on to where the last chunk ends. Empty words stand after the last and, as a list
    is indexed, before the first: a rule may ask for a neighbour's word where there is none.
    ``mentions`` are those of the sentence by their chunk, in order; ``stops`` are the letters with
    every mark that ends a clause as a comma, and ``back`` the letters from the last to the first.
    """

    sentence: int
    text: str
    kinds: str
    stops: str
    back: str
    starts: list[int]
    words: list[str]
    mentions: dict[int, Mention]

    def counts(self, i: int) -> bool:
        """Whether chunk ``i`` is a figure that counts by a classifier, against one that measures."""
        mention = self.mentions.get(i)
        if mention is None or mention.quantity is None or mention.label != "CARDINAL":
            return False
        return mention.quantity.unit != "岁"

    def end(self, i: int) -> int:
        """The offset after chunk ``i``."""
        return self.starts[i + 1]

    def span(self, first: int, last: int) -> str:
        """The text from chunk ``first`` to before chunk ``last``."""
        return self.text[self.starts[first] : self.starts[last]] if first < last else ""

    def reach(self, pattern: re.Pattern[str], low: int, high: int) -> int:
        """How many chunks before chunk ``high``, the nearest first, ``pattern`` matches: 0 for none.

        It sees no further than to chunk ``low`` nor than a window, but may look behind at ``high``.
        """
        size, furthest = len(self.kinds), high - WINDOW
        start = size - high
        found = pattern.match(self.back, start, size - (low if low > furthest else furthest))
        return found.end() - start if found else 0

    def clause_start(self, i: int) -> int:
        """The first chunk of the clause that holds chunk ``i``, at most a window away."""
        low = i - WINDOW if i > WINDOW else 0
        found = self.stops.rfind(",", low, i)
        return found + 1 if found >= 0 else low

    def clause_end(self, i: int) -> int:
        """The chunk after the clause that holds chunk ``i``, at most a window away."""
        found = self.stops.find(",", i, i + WINDOW)
        return found if found >= 0 else min(len(self.kinds), i + WINDOW)


def is_fact(mention: Mention) -> bool:
    """Whether ``mention`` is a figure that may get a row among the facts."""
    q = mention.quantity
    return q is not None and mention.label != "ORDINAL" and not q.indefinite


def _place(figure: Mention) -> str:
    """What holds the place of the words of ``figure``."""
    return _PLACE[figure.label] if figure.label == "ORDINAL" or is_fact(figure) else _INDEFINITE


class LineMaker:
    """Makes the lines of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._tokens = document.tokens
        self._classes = classes_for(document.tokens)
        self._mending = Mending(document.folded)

    def line(self, sentence: int, mentions: Sequence[Mention]) -> Line:
        """The line of sentence ``sentence``, whose mentions are ``mentions``, in order."""
        span, folded = self._document.sentences[sentence], self._document.folded
        sources = self._words(span.start, max(span.end, mentions[-1].end))
        starts, words, at = self._merge(*sources, mentions)
        cut = len(starts)
        starts, words = self._mending.cut(starts, words)
        if len(starts) != cut:
            at = {bisect_left(starts, m.start): m for m in mentions}
        kinds = "".join(map(self._classes.__getitem__, words))
        for k, mention in at.items():
            words[k] = folded[mention.start : mention.end]
        kinds = self._mending.letters(kinds, words, at)
        if FUSED in kinds or ("%" in kinds and _RATIO.search(kinds)):
            starts, words, kinds = self._part(starts, words, kinds)
            at = {bisect_left(starts, m.start): m for m in mentions}
        words += _BEYOND
        stops = kinds.replace(";", ",").replace(":", ",").replace(".", ",")
        return Line(sentence, folded, kinds, stops, kinds[::-1], starts, words, at)

    def _words(self, start: int, end: int) -> tuple[list[int], list[str]]:
        """Where the words between two offsets begin, and where they end; and the words."""
        tokens = self._tokens
        first = bisect_left(tokens.starts, start)
        last = bisect_left(tokens.starts, end, first)
        starts = tokens.starts[first:last]
        words = tokens.words[first:last]
        if words and starts[-1] + len(words[-1]) > end:
            words[-1] = self._document.folded[starts[-1] : end]
        starts.append(end)
        if starts[0] != start:  # the sentence begins inside a token
            words.insert(0, self._document.folded[start : starts[0]])
            starts.insert(0, start)
        return starts, words

    def _merge(
        self, sources: list[int], words: list[str], mentions: Sequence[Mention]
    ) -> tuple[list[int], list[str], dict[int, Mention]]:
        """The chunks of words and mentions: where they begin, the words, and the mentions.

        A mention's words are not looked up, numbers and names being the most of all new words: what
        gives its letter holds their place.
        """
        starts: list[int] = []
        made: list[str] = []
        at: dict[int, Mention] = {}
        #: the chunks that are what a mention leaves of a token
        pieces: list[int] = []
        i = 0
        for mention in mentions:
            start, end = mention.start, mention.end
            if sources[i] < start:
                first, i = i, bisect_left(sources, start, i)
                starts += sources[first:i]
                made += words[first:i]
            if sources[i] != start:  # it begins inside a token
                if starts[-1] == start:
                    del starts[-1], made[-1], pieces[-1]
                else:
                    pieces.append(len(made) - 1)
            at[len(starts)] = mention
            starts.append(start)
            made.append(_PLACE[mention.label] if mention.quantity is None else _place(mention))
            if sources[i] < end:
                i += 1
                if sources[i] < end:
                    i = bisect_left(sources, end, i)
            if sources[i] != end:  # it ends inside one
                pieces.append(len(made))
                starts.append(end)
                made.append("")
        starts += sources[i:]
        made += words[i:]
        for k in pieces:
            made[k] = self._document.folded[starts[k] : starts[k + 1]]
        return starts, made, at

    def _part(
        self, starts: list[int], words: list[str], kinds: str
    ) -> tuple[list[int], list[str], str]:
        """The chunks with each token that joins two words parted.

        占 with 比 or 比高 right after it holds one word, the noun 占比 that jieba's dictionary lacks.
        """
        made_starts: list[int] = []
        made_words: list[str] = []
        made_kinds: list[str] = []
        for whole, token, letter in zip(starts, words, kinds, strict=False):
            if letter != FUSED and token not in _OF_RATIO:
                made_starts.append(whole)
                made_words.append(token)
                made_kinds.append(letter)
                continue
            parted = fused(token, self._tokens.tags.get(token, "")) if letter == FUSED else None
            pieces = [(whole, token, letter)]
            if parted is not None:
                letters, second = parted
                cut = len(token) - second
                pieces = [
                    (whole, token[:cut], letters[0]),
                    (whole + cut, token[cut:], letters[1]),
                ]
            for start, word, kind in pieces:
                if word in _OF_RATIO and made_words[-1:] == ["占"] and made_starts[-1] == start - 1:
                    made_words[-1] += "比"
                    made_kinds[-1] = "n"
                    if len(word) > 1:  # 占|比高|达
                        made_starts.append(start + 1)
                        made_words.append(word[1:])
                        made_kinds.append("d")
                else:
                    made_starts.append(start)
                    made_words.append(word)
                    made_kinds.append(kind)
        made_starts.append(starts[-1])
        return made_starts, made_words, "".join(made_kinds)
