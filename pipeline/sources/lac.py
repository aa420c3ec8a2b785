"""The stronger mode: jieba's neural tagger proposes names, and is asked about those of the rules.

The rules are surer of what they find; the tagger finds more, and sees the whole of a name of which
the rules know a part (故宫博物院, where 故宫 is a building of theirs).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.document import Document
from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.lac import LABELS, Array, default_tagger, spans
from pipeline.model import NameLabel
from pipeline.sources.mend import mended

#: The least probability of a find's characters: of any, and of one that is a common word.
_LEAST, _LEAST_WORD = 0.7, 0.9
#: A person that the rules are in doubt about and the tagger does not see at all is none.
_UNSEEN = 0.05
#: Between a rule's find and its guess; and above a rule's find, for the whole of which it is a part.
_WEIGHT, _WHOLE = 1.2, 2.15
#: The dictionary's tags of words that are names, or may be: ICTCLAS' proper nouns and abbreviations.
_PROPER = frozenset("nr nrt nrfg ns nt nz j".split())

_KINDS: dict[NameLabel, int] = {
    **{label: i for i, label in enumerate(LABELS.values())},
    "LOC": 1,
    "FAC": 1,
}


class LacArbiter:
    """Adds what jieba's neural tagger finds, and drops the people that it will not have."""

    def settle(self, document: Document, proposed: Sequence[Candidate]) -> list[Candidate]:
        """``proposed`` and the tagger's finds."""
        belief, found = _read(document)
        kept = [c for c in proposed if not _is_unseen(c, belief)]
        parts = _Parts(kept)
        for start, end, label in found:
            least = float(belief[start:end, _KINDS[label]].min())
            if least >= (_LEAST_WORD if _is_word(document, start, end) else _LEAST):
                whole = label != "GPE" and parts.within(start, end)
                weight = _WHOLE if whole else _WEIGHT
                kept.append(Candidate(start, end, label, "lac", weight))
        return kept


def _read(document: Document) -> tuple[Array, list[tuple[int, int, NameLabel]]]:
    """The probability of each kind of name for each character, and the names the tagger finds."""
    text = document.folded
    texts = [text[s.start : s.end] for s in document.sentences]
    belief = np.zeros((len(text), len(LABELS)), dtype=np.float32)
    found: list[tuple[int, int, NameLabel]] = []
    for sentence, row in zip(document.sentences, default_tagger().entities(texts), strict=True):
        belief[sentence.start : sentence.end] = row[:, ::2] + row[:, 1::2]
        at = sentence.start
        found += (
            span for a, b, label in spans(row) for span in mended(text, at + a, at + b, label)
        )
    return belief, found


def _is_unseen(c: Candidate, belief: Array) -> bool:
    doubtful = c.label == "PERSON" and c.weight <= LIKELY
    return doubtful and float(belief[c.start : c.end, _KINDS["PERSON"]].min()) < _UNSEEN


def _is_word(document: Document, start: int, end: int) -> bool:
    """Whether the span is one token, which the dictionary has as something else than a name."""
    tokens = document.tokens
    i = tokens.at(start)
    if i < 0 or tokens.starts[i] != start or tokens.end(i) != end:
        return False
    return tokens.tag(i) not in _PROPER | {""}


class _Parts:
    """The rules' finds by their place, to tell which of them lie within a span."""

    def __init__(self, proposed: Sequence[Candidate]) -> None:
        self._finds = sorted((c.start, c.end) for c in proposed if c.weight <= RULE + 0.5)

    def within(self, start: int, end: int) -> bool:
        """Whether a find lies within ``[start, end)`` and is not all of it."""
        return any(e <= end and (s, e) != (start, end) for s, e in self._between(start, end))

    def _between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for i in range(bisect_left(self._finds, (start, 0)), len(self._finds)):
            if self._finds[i][0] >= end:
                return
            yield self._finds[i]
