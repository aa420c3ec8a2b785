"""The stronger mode: jieba's neural tagger proposes names, and is asked about those of the rules.

The rules are surer of what they find; the tagger finds more, and sees the whole of a name of which
the rules know a part (故宫博物院, where 故宫 is a building of theirs).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

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
#: Between a rule's find and its guess; above a rule's find, for the whole of which it is a part; and
#: above other wholes, for the chain of a place and one in it.
_WEIGHT, _WHOLE, _CHAIN = 1.2, 2.15, 2.2
#: The dictionary's tags of words that are names, or may be: ICTCLAS' proper nouns and abbreviations.
_PROPER = frozenset("nr nrt nrfg ns nt nz j".split())
#: Words that no name of a body or a place holds.
_FUNCTION = frozenset("的 了 是 还 在 被 把 将 就 都 也 从 向 不 能".split())
_DIVISION = tuple("省市县区旗州镇乡村盟")

_COLUMNS: dict[NameLabel, int] = {label: i for i, label in enumerate(LABELS.values())}


class Find(NamedTuple):
    """What the tagger found, mended; ``sure`` is the least probability of its characters."""

    start: int
    end: int
    label: NameLabel
    sure: float


class LacArbiter:
    """Adds what jieba's neural tagger finds, and drops the people that it will not have."""

    def settle(self, document: Document, proposed: Sequence[Candidate]) -> list[Candidate]:
        """``proposed`` and the tagger's finds."""
        belief, found = _read(document)
        kept = [c for c in proposed if not _is_unseen(c, belief)]
        parts = _Parts(kept)
        taken = []
        for f in found:
            if f.sure >= (_LEAST_WORD if _is_word(document, f) else _LEAST):
                whole = f.label != "GPE" and parts.within(f.start, f.end)
                weight = _WHOLE if whole else _WEIGHT
                taken.append(Candidate(f.start, f.end, f.label, "lac", weight))
        return [*kept, *taken, *_chains(document.folded, kept, taken)]


def _read(document: Document) -> tuple[Array, list[Find]]:
    """The probability of each kind of name for each character, and the names the tagger finds."""
    text = document.folded
    texts = [text[s.start : s.end] for s in document.sentences]
    entities = np.zeros((len(text), 2 * len(LABELS)), dtype=np.float32)
    for sentence, row in zip(document.sentences, default_tagger().entities(texts), strict=True):
        entities[sentence.start : sentence.end] = row
    belief: Array = entities[:, ::2] + entities[:, 1::2]
    found: list[Find] = []
    for first, last, tag in spans(entities):
        for start, end, label in mended(text, first, last, tag):
            sure = float(belief[start:end, _COLUMNS[tag]].min())
            if label == "PERSON" or not _holds_function_word(document, start, end):
                found.append(Find(start, end, label, sure))
    return belief, found


def _is_unseen(c: Candidate, belief: Array) -> bool:
    doubtful = c.label == "PERSON" and c.weight <= LIKELY
    return doubtful and float(belief[c.start : c.end, _COLUMNS["PERSON"]].min()) < _UNSEEN


def _is_word(document: Document, find: Find) -> bool:
    """Whether the find is one token, which the dictionary has as something else than a name."""
    tokens = document.tokens
    i = tokens.at(find.start)
    if i < 0 or tokens.starts[i] != find.start or tokens.end(i) != find.end:
        return False
    return tokens.tag(i) not in _PROPER | {""}


def _holds_function_word(document: Document, start: int, end: int) -> bool:
    tokens = document.tokens
    return any(tokens.words[i] in _FUNCTION for i in tokens.between(start, end))


def _chains(
    text: str, kept: Iterable[Candidate], taken: Iterable[Candidate]
) -> Iterator[Candidate]:
    """Places right before a division that the tagger found, as one: 四川省|青岭县."""
    places = {c.end: c for c in kept if c.label == "GPE" and c.weight >= RULE}
    for c in taken:
        if c.label == "GPE" and text.endswith(_DIVISION, c.start, c.end):
            before = places.get(c.start)
            if before is not None:
                c = Candidate(
                    before.start, c.end, "GPE", "lac", _CHAIN, before.canonical, before.adcode
                )
                yield c
            places.setdefault(c.end, c)


class _Parts:
    """The rules' finds by their place, to tell which of them lie within a span."""

    def __init__(self, proposed: Iterable[Candidate]) -> None:
        self._finds = sorted((c.start, c.end) for c in proposed)

    def within(self, start: int, end: int) -> bool:
        """Whether a find lies within ``[start, end)`` and is not all of it."""
        return any(e <= end and (s, e) != (start, end) for s, e in self._between(start, end))

    def _between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for i in range(bisect_left(self._finds, (start, 0)), len(self._finds)):
            if self._finds[i][0] >= end:
                return
            yield self._finds[i]
