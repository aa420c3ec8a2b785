"""The stronger mode: jieba's neural tagger proposes names, and is asked about those of the rules.

The rules are surer of what they find; the tagger finds more, and sees the whole of a name of which
the rules know a part (瑞士联邦铁路局, where they see 瑞士). What both find is sure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from pipeline.document import Document
from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.gazetteer import resolve_place
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lac import LABELS, default_tagger, model_folder, spans
from pipeline.lac.weights import Array
from pipeline.model import NameLabel
from pipeline.rules import source
from pipeline.sources.mend import is_known, mended
from pipeline.sources.trust import least

LAC = source(
    "lac",
    why="jieba's neural tagger (Baidu's LAC) reads a name here, and no surer find of the rules denies it",
)
#: A person that the tagger does not see at all is none, unless a form of address or a list says so.
_UNSEEN = 0.05
_ADDRESSED = frozenset(("name-person-title", "name-person-japanese", "name-listed"))
#: What both find, below what the rules are sure of; above it, the whole of which a rule's find is a
#: part; and above other wholes, the chain of a place and one in it.
_BOTH, _WHOLE, _WHOLE_PERSON, _CHAIN = 1.9, 2.15, 2.25, 2.2
_DIVISION = tuple("省市县区旗州镇乡村盟")

_COLUMNS: dict[NameLabel, int] = {label: i for i, label in enumerate(LABELS.values())}
_COLUMN_OF: dict[NameLabel, int] = {**_COLUMNS, "LOC": _COLUMNS["GPE"], "FAC": _COLUMNS["GPE"]}


class Find(NamedTuple):
    """What the tagger found, mended; ``sure`` is the least probability of its characters."""

    start: int
    end: int
    label: NameLabel
    sure: float


class LacArbiter:
    """Adds what jieba's neural tagger finds, and drops the people that it will not have.

    Raises UsageError when the installed jieba carries no tagger. It is loaded with the first document.
    """

    def __init__(self) -> None:
        model_folder()

    def settle(self, document: Document, proposed: Sequence[Candidate]) -> list[Candidate]:
        """``proposed`` and the tagger's finds."""
        belief, found = _read(document)
        text = document.folded
        kept = [c for c in proposed if not _is_unseen(c, belief)]
        parts = _Parts(kept)
        taken = [
            Candidate(
                f.start, f.end, _label(text[f.start : f.end], f.label), LAC, _weight(f, parts)
            )
            for f in found
            if f.sure >= least(document, f.start, f.end, f.label)
        ]
        kept = _agreed(kept, taken)
        return [*kept, *taken, *_chains(text, kept, taken)]


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
            found.append(Find(start, end, label, sure))
    return belief, found


def _label(name: str, label: NameLabel) -> NameLabel:
    """What a find is by its last word, where the tagger tells only places and bodies: 艺术馆 are buildings."""
    if label == "PERSON" or len(name) < 3 or name.endswith(_DIVISION):
        return label
    words = lexicon()
    for size in (4, 3, 2):
        if len(name) > size and name[-size:] in words.endings:
            kind = words.endings[name[-size:]][0]
            return "FAC" if kind == "FAC" else "LOC" if kind == "LOC" and label == "GPE" else label
    kind = words.suffixes.get(name[-1], "") if label == "GPE" and not is_known(name) else ""
    return "FAC" if kind == "FAC" else "LOC" if kind == "LOC" else label


def _weight(f: Find, parts: _Parts) -> float:
    """What a find weighs: more when the rules know a part of it, and nothing that it is a part of."""
    if f.label == "GPE" or not parts.within(f.start, f.end):
        return LIKELY
    if f.label == "PERSON":
        return _WHOLE_PERSON
    return LIKELY if parts.covered(f.start, f.end) else _WHOLE


def _is_unseen(c: Candidate, belief: Array) -> bool:
    if c.label != "PERSON" or c.source in _ADDRESSED or c.weight > _WHOLE_PERSON:
        return False
    # Of a Chinese name it may see a part: 刘彦 of 刘彦随.
    end = c.start + 2 if c.source == "name-person" else c.end
    return float(belief[c.start : end, _COLUMNS["PERSON"]].min()) < _UNSEEN


def _agreed(kept: Iterable[Candidate], taken: Iterable[Candidate]) -> list[Candidate]:
    """``kept``, those of them with more weight that are also in ``taken``."""
    seen = {(c.start, c.end, _COLUMN_OF[c.label]) for c in taken}
    return [
        replace(c, weight=_BOTH)
        if c.weight < _BOTH and (c.start, c.end, _COLUMN_OF.get(c.label)) in seen
        else c
        for c in kept
    ]


def _chains(
    text: str, kept: Iterable[Candidate], taken: Iterable[Candidate]
) -> Iterator[Candidate]:
    """Places right before a division that the tagger found, as one: 四川省|青岭县."""
    sure = [c for c in kept if c.label == "GPE" and c.weight >= RULE]
    places = {c.end: c for c in sure}
    parts = _Parts(sure)
    for c in taken:
        if c.label != "GPE" or parts.covered(c.start, c.end):
            continue
        if text.endswith(_DIVISION, c.start, c.end):
            before = places.get(c.start)
            if before is not None:
                start, end = before.start, c.end
                code = before.adcode or resolve_place(text[start:end]).adcode
                c = Candidate(start, end, "GPE", LAC, _CHAIN, before.canonical, code)
                yield c
            places.setdefault(c.end, c)


class _Parts:
    """The rules' finds by their place, to tell which of them lie within a span."""

    def __init__(self, proposed: Iterable[Candidate]) -> None:
        self._finds = sorted((c.start, c.end) for c in proposed)
        self._reach = list(accumulate((end for _, end in self._finds), max))

    def within(self, start: int, end: int) -> bool:
        """Whether a find lies within ``[start, end)`` and is not all of it."""
        return any(e <= end and (s, e) != (start, end) for s, e in self._between(start, end))

    def covered(self, start: int, end: int) -> bool:
        """Whether a find holds all of ``[start, end)``."""
        i = bisect_left(self._finds, (start + 1, 0))
        return i > 0 and self._reach[i - 1] >= end

    def _between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for i in range(bisect_left(self._finds, (start, 0)), len(self._finds)):
            if self._finds[i][0] >= end:
                return
            yield self._finds[i]
