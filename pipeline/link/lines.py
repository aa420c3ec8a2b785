"""A sentence as its chunks (tokens, and mentions whole), with one letter a chunk."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document import Document
from pipeline.link.words import FUSED, classes_for
from pipeline.model import NUMBER_LABELS, TIME_LABELS, Mention

_NAME = {"GPE": "G", "LOC": "G", "FAC": "O", "ORG": "O", "PERSON": "P"}
#: How far a rule looks to either side of a figure, in chunks: what keeps a long sentence linear.
WINDOW = 40
_FUSED = frozenset(FUSED)
_ONE_STOP = str.maketrans(";:.", ",,,")


@dataclass(slots=True)
class Line:
    """A sentence: chunk ``i`` is ``text[starts[i]:starts[i + 1]]`` and of the class ``kinds[i]``.

    ``at`` gives the chunk of each mention by the mention's start; ``stops`` are the letters with
    every mark that ends a clause as a comma.
    """

    sentence: int
    text: str
    kinds: str = ""
    stops: str = ""
    starts: list[int] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)
    #: the TIMEX value of each time by its chunk
    times: dict[int, str] = field(default_factory=dict)
    #: the chunks of figures that count by a classifier, against those that measure
    counts: set[int] = field(default_factory=set)

    def note(self, mention: Mention, chunk: int) -> None:
        """Remember that ``mention`` is chunk ``chunk``."""
        self.at[mention.start] = chunk
        if mention.time:
            self.times[chunk] = mention.time.timex_value
        elif mention.label == "CARDINAL" and mention.quantity and mention.quantity.unit != "岁":
            self.counts.add(chunk)

    def word(self, i: int) -> str:
        """The text of chunk ``i``, empty before the first and after the last."""
        starts = self.starts
        return self.text[starts[i] : starts[i + 1]] if i + 1 < len(starts) else ""

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
        self._tokens = document.tokens
        self._classes = classes_for(document.tokens)

    def line(self, sentence: int, mentions: Sequence[Mention]) -> Line:
        """The line of sentence ``sentence``, whose mentions are ``mentions``, in order."""
        span = self._document.sentences[sentence]
        line = Line(sentence, self._document.folded)
        starts = line.starts
        kinds: list[str] = []
        here = span.start
        for mention in mentions:
            if here < mention.start:
                self._gap(here, mention.start, starts, kinds)
            line.note(mention, len(starts))
            starts.append(mention.start)
            kinds.append(letter(mention))
            here = mention.end
        if here < span.end:
            self._gap(here, span.end, starts, kinds)
        starts.append(max(here, span.end))
        line.kinds = "".join(kinds)
        line.stops = line.kinds.translate(_ONE_STOP)
        return line

    def _gap(self, start: int, end: int, starts: list[int], kinds: list[str]) -> None:
        """Add the tokens between two mentions, cut to fit where a mention cut one."""
        tokens, classes = self._tokens, self._classes
        first = bisect_left(tokens.starts, start)
        last = bisect_left(tokens.starts, end, first)
        if first == len(tokens.starts) or tokens.starts[first] != start:
            piece = self._document.folded[start : tokens.starts[first] if first < last else end]
            starts.append(start)
            kinds.append(classes[piece] if len(piece) < 20 else "n")
        if first == last:
            return
        words = tokens.words[first:last]
        if tokens.starts[last - 1] + len(words[-1]) > end:
            words[-1] = words[-1][: end - tokens.starts[last - 1]]
        letters = [classes[word] for word in words]
        if "_" in letters:
            _join_latin(letters, words)
        if not _FUSED.isdisjoint(letters):
            _split(letters, words, starts, kinds, tokens.starts[first])
        else:
            starts += tokens.starts[first:last]
            kinds += letters


def _join_latin(letters: list[str], words: list[str]) -> None:
    """Make the space in a Latin name (iPhone 11) part of the name."""
    for i in range(1, len(letters) - 1):
        if letters[i] == "_" and (words[i - 1] + words[i + 1]).isascii():
            letters[i] = "n"


def _split(
    letters: list[str], words: list[str], starts: list[int], kinds: list[str], at: int
) -> None:
    """Add the chunks of ``words``, which begin at ``at``; a token that joins two words as two."""
    for kind, word in zip(letters, words, strict=True):
        starts.append(at)
        if kind in FUSED:
            kinds += FUSED[kind][0]
            starts.append(at + len(word) - FUSED[kind][1])
        else:
            kinds.append(kind)
        at += len(word)
