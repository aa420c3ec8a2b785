"""Names in a list of names: what stands between two marks 、 is of the kind of its neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.extractors.names.candidates import LIKELY, Candidate
from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.settled import Settled
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon, name_score
from pipeline.lazy import lazy
from pipeline.rules import ex, rule

#: An item of two or three characters with what closes it; the marks stay for the next item.
_ITEM = lazy("、([一-鿿]{2,3}?)(?=[、，。；（(]|等|和|及|与|报道|表示|[说称])")
#: The dictionary's tags of words that are or may be names.
_NAMES = frozenset(("", "nr", "nrt", "nrfg", "nz", "ns"))


@rule(
    "name-enumerated",
    why="in a list of people or places what could be one is one, though by itself it is a word",
    examples=[
        ex("演员陶晓岚、杜文博、⟦苗圃⟧、祁望舟等到场。", label="PERSON"),
        ex("河津市、⟦闻喜⟧、绛县等地普降小雨。", label="GPE", adcode="140823"),
    ],
    never=["他谈到北京、合作、发展等话题。"],
)
def enumerated(shape: Shape, settled: Settled) -> Iterator[Candidate]:
    """People and places between two of their kind that are settled, or after two."""
    listed = "、" in shape.text and len(settled.people) + len(settled.places) > 1
    items = list(_ITEM.finditer(shape.text)) if listed else []
    if not items:
        return
    names = [c for c, _ in (*settled.people, *settled.places)]
    ends = {c.end: c for c in names}
    starts = {c.start: c for c in names}
    for m in items:
        before, after = ends.get(m.start()), starts.get(m.end() + 1)
        first = before and ends.get(before.start - 1)
        second = after or (first if shape.text[m.end()] in "、等和及" else None)
        if before and second and before.label == second.label:
            c = _item(shape, m.start(1), m.end(), before)
            if c is not None:
                ends[c.end] = c
                yield c


def _item(shape: Shape, start: int, end: int, like: Candidate) -> Candidate | None:
    name = shape.text[start:end]
    i = bisect_left(shape.starts, start)
    whole = i < len(shape.starts) and shape.starts[i] == start and shape.words[i] == name
    if whole and shape.tags.get(name, "") not in _NAMES:
        return None
    if like.label == "GPE":
        known = [d for d in gazetteer().find(name) if d.current]
        code = known[0].code if len({d.code for d in known}) == 1 else ""
        return Candidate(start, end, "GPE", "name-enumerated", LIKELY, "", code) if known else None
    good = name_score(name) > 0 or (whole and name[0] in lexicon().surnames)
    return Candidate(start, end, "PERSON", "name-enumerated", LIKELY) if good else None
