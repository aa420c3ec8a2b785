"""A sentence as its chunks (tokens, and mentions whole), with one letter a chunk."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Document
from pipeline.link.words import WordClasses
from pipeline.model import NUMBER_LABELS, TIME_LABELS, Mention

_NAME = {"GPE": "G", "LOC": "G", "FAC": "O", "ORG": "O", "PERSON": "P"}
#: How far a rule looks to either side of a figure, in chunks: what keeps a long sentence linear.
WINDOW = 40


@dataclass(slots=True)
class Line:
    """A sentence: chunk ``i`` is ``text[starts[i]:ends[i]]`` and of the class ``kinds[i]``.

    ``at`` gives the chunk of each mention by the mention's start.
    """

    sentence: int
    text: str
    kinds: str
    starts: list[int]
    ends: list[int]
    at: dict[int, int]

    def word(self, i: int) -> str:
        """The text of chunk ``i``, empty beyond the sentence."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.starts) else ""

    def span(self, first: int, last: int) -> str:
        """The text from chunk ``first`` to before chunk ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def clause_start(self, i: int) -> int:
        """The first chunk of the clause that holds chunk ``i``, at most a window away."""
        low = max(0, i - WINDOW)
        kinds = self.kinds
        return max(low, *(kinds.rfind(mark, low, i) + 1 for mark in ",;:."))

    def clause_end(self, i: int) -> int:
        """The chunk after the clause that holds chunk ``i``, at most a window away."""
        high = min(len(self.kinds), i + WINDOW)
        ends = (self.kinds.find(mark, i, high) for mark in ",;:.")
        return min((e for e in ends if e >= 0), default=high)


def is_fact(mention: Mention) -> bool:
    """Whether ``mention`` is a figure that may get a row among the facts."""
    q = mention.quantity
    return q is not None and mention.label != "ORDINAL" and not q.indefinite


def letter(mention: Mention) -> str:
    """The class of a mention's chunk."""
    if mention.label in NUMBER_LABELS:
        if mention.label == "ORDINAL":
            return "0"
        return "#" if is_fact(mention) else "r"
    if mention.label in TIME_LABELS:
        return "t"
    return _NAME.get(mention.label, "E")


class LineMaker:
    """Makes the lines of one document; keeps what it learned of the words."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._classes = WordClasses(document.tokens)

    def line(self, sentence: int, mentions: Sequence[Mention]) -> Line:
        """The line of sentence ``sentence``, whose mentions are ``mentions``, in order."""
        span = self._document.sentences[sentence]
        made = Line(sentence, self._document.folded, "", [], [], {})
        kinds: list[str] = []
        here, count = span.start, 0
        for mention in mentions:
            for part in self._gap(here, mention.start, made):
                kinds.append(part)
                count += len(part)
            made.at[mention.start] = count
            made.starts.append(mention.start)
            made.ends.append(mention.end)
            kinds.append(letter(mention))
            count += 1
            here = mention.end
        kinds.extend(self._gap(here, span.end, made))
        made.kinds = "".join(kinds)
        return made

    def _gap(self, start: int, end: int, made: Line) -> Iterator[str]:
        """The letters of the tokens between two mentions, cut to fit where a mention cut one."""
        if start >= end:
            return
        tokens = self._document.tokens
        first = bisect_right(tokens.starts, start) - 1
        last = bisect_left(tokens.starts, end, max(first, 0))
        if first < 0 or tokens.starts[first] < start:
            covered = min(tokens.end(first), end) if first >= 0 else start
            if covered > start:
                yield self._piece(start, covered, made)
            first += 1
        cut = last > first and tokens.end(last - 1) > end
        whole = last - 1 if cut else last
        if first < whole:
            starts, words = tokens.starts[first:whole], tokens.words[first:whole]
            made.starts += starts
            made.ends += [s + len(w) for s, w in zip(starts, words, strict=True)]
            yield self._classes.letters(words, first)
        if cut:
            yield self._piece(tokens.starts[last - 1], end, made)

    def _piece(self, start: int, end: int, made: Line) -> str:
        made.starts.append(start)
        made.ends.append(end)
        return self._classes.letter(self._document.folded[start:end])
