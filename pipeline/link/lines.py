"""A sentence as its chunks (tokens, and mentions whole), with one letter a chunk."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.document import Document
from pipeline.link.words import FUSED, classes_for, fused
from pipeline.model import Mention

#: The class of a mention's chunk by its label.
_LETTER = {
    **dict.fromkeys(("MONEY", "PERCENT", "QUANTITY", "CARDINAL"), "#"),
    **dict.fromkeys(("DATE", "TIME"), "t"),
    **dict.fromkeys(("GPE", "LOC"), "G"),
    **dict.fromkeys(("FAC", "ORG"), "O"),
    **dict.fromkeys(("EVENT", "PRODUCT", "WORK_OF_ART", "LAW"), "E"),
    "ORDINAL": "0",
    "PERSON": "P",
}
#: How far a rule looks to either side of a figure, in chunks: what keeps a long sentence linear.
WINDOW = 40
#: No word is longer: what a mention leaves of a longer token is not looked up.
_LONGEST = 20
#: The letters of 占 and 比 where jieba cuts 占比.
_RATIO = "%B"


@dataclass(slots=True)
class Line:
    """A sentence: chunk ``i`` is ``text[starts[i]:starts[i + 1]]`` and of the class ``kinds[i]``.

    ``mentions`` are those of the sentence by their chunk, in order; ``stops`` are the letters with
    every mark that ends a clause as a comma.
    """

    sentence: int
    text: str
    kinds: str
    stops: str
    starts: list[int]
    mentions: dict[int, Mention]

    def counts(self, i: int) -> bool:
        """Whether chunk ``i`` is a figure that counts by a classifier, against one that measures."""
        mention = self.mentions.get(i)
        if mention is None or mention.quantity is None or mention.label != "CARDINAL":
            return False
        return mention.quantity.unit != "岁"

    def word(self, i: int) -> str:
        """The text of chunk ``i``, empty before the first and after the last."""
        starts = self.starts
        try:
            return self.text[starts[i] : starts[i + 1]]
        except IndexError:
            return ""

    def end(self, i: int) -> int:
        """The offset after chunk ``i``."""
        return self.starts[i + 1]

    def span(self, first: int, last: int) -> str:
        """The text from chunk ``first`` to before chunk ``last``."""
        return self.text[self.starts[first] : self.starts[last]] if first < last else ""

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


class LineMaker:
    """Makes the lines of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._tokens = document.tokens
        self._classes = classes_for(document.tokens)

    def line(self, sentence: int, mentions: Sequence[Mention]) -> Line:
        """The line of sentence ``sentence``, whose mentions are ``mentions``, in order."""
        span, folded = self._document.sentences[sentence], self._document.folded
        words = self._words(span.start, max(span.end, mentions[-1].end))
        starts, kinds, at = self._merge(*words, mentions)
        if "_" in kinds:
            kinds = _join_latin(kinds, starts, folded, at)
        if FUSED in kinds or _RATIO in kinds:
            starts, kinds = self._part(starts, kinds)
            at = {bisect_left(starts, m.start): m for m in mentions}
        stops = kinds.replace(";", ",").replace(":", ",").replace(".", ",")
        return Line(sentence, folded, kinds, stops, starts, at)

    def _words(self, start: int, end: int) -> tuple[list[int], list[str]]:
        """Where the words between two offsets begin, and where they end; and the words."""
        tokens = self._tokens
        first = bisect_left(tokens.starts, start)
        last = bisect_left(tokens.starts, end, first)
        starts = tokens.starts[first:last]
        words = tokens.words[first:last]
        starts.append(end)
        if starts[0] != start:  # the sentence begins inside a token
            words.insert(0, self._document.folded[start : starts[0]][:_LONGEST])
            starts.insert(0, start)
        return starts, words

    def _merge(
        self, sources: list[int], words: list[str], mentions: Sequence[Mention]
    ) -> tuple[list[int], str, dict[int, Mention]]:
        """The chunks of words and mentions: where they begin, their letters, and the mentions.

        What a mention holds is not looked up: numbers and names are the most of all new words.
        """
        letter = self._classes.__getitem__
        starts: list[int] = []
        kinds: list[str] = []
        at: dict[int, Mention] = {}
        i = 0
        for mention in mentions:
            start, end = mention.start, mention.end
            first, i = i, bisect_left(sources, start, i)
            if first < i:
                starts += sources[first:i]
                kinds += map(letter, words[first:i])
            if sources[i] != start:
                self._cut(starts, kinds, start)
            at[len(starts)] = mention
            starts.append(start)
            kind = _LETTER[mention.label]
            kinds.append(kind if kind != "#" or is_fact(mention) else "r")
            i = bisect_left(sources, end, i)
            if sources[i] != end:
                starts.append(end)
                kinds.append(self._piece(end, sources[i]))
        starts += sources[i:]
        kinds += map(letter, words[i:])
        return starts, "".join(kinds), at

    def _cut(self, starts: list[int], kinds: list[str], end: int) -> None:
        """End the last word at ``end``, where a mention begins."""
        if starts[-1] == end:
            del starts[-1], kinds[-1]
        else:
            kinds[-1] = self._piece(starts[-1], end)

    def _piece(self, start: int, end: int) -> str:
        """The letter of what a mention leaves of a token."""
        return self._classes[self._document.folded[start:end]] if end - start < _LONGEST else "n"

    def _part(self, starts: list[int], kinds: str) -> tuple[list[int], str]:
        """``starts`` and ``kinds`` with each token that joins two words parted.

        占 with 比 right after it is one word, the noun 占比 that jieba's dictionary lacks.
        """
        made_starts: list[int] = []
        made_kinds: list[str] = []
        for i, kind in enumerate(kinds):
            if kind == "B" and made_kinds[-1:] == ["%"] and starts[i + 1] - starts[i - 1] == 2:
                made_kinds[-1] = "n"
                continue
            made_starts.append(starts[i])
            word = self._document.folded[starts[i] : starts[i + 1]] if kind == FUSED else ""
            parted = fused(word, self._tokens.tags.get(word, "")) if word else None
            if parted is not None:
                made_starts.append(starts[i + 1] - parted[1])
            made_kinds.append(parted[0] if parted else kind)
        made_starts.append(starts[-1])
        return made_starts, "".join(made_kinds)


def _join_latin(kinds: str, starts: list[int], text: str, mentions: Mapping[int, Mention]) -> str:
    """Make the space in a Latin name (iPhone 11), which no mention holds, part of the name."""
    made = list(kinds)
    for i in range(1, len(made) - 1):
        if kinds[i] != "_" or i - 1 in mentions or i + 1 in mentions:
            continue
        if (text[starts[i - 1] : starts[i]] + text[starts[i + 1] : starts[i + 2]]).isascii():
            made[i] = "n"
    return "".join(made)
