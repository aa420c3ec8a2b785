"""Divisions of China that the segmenter's dictionary lacks, and so cuts into pieces: 静|海区, 崇明|区."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.places.spans import Place, PlaceSpan, token_at
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.rules import ex, rule

_ENDING = re.compile("[区县市旗州]")
#: How many tokens such a name is cut into at most, and how many characters it has.
#: One of two (北区) is hardly ever meant.
_PIECES, _SHORTEST, _LONGEST = 6, 3, 16
#: Dictionary tags of proper names; a word that the dictionary lacks has none.
_PROPER = frozenset(("", "nr", "ns", "nt", "nz", "nrt", "nrfg", "j"))
#: Kinds of what stands before a name whose pieces are all common words: a mark, a place, 和; and words.
_BEFORE = frozenset(".qGPDc")
_TOWARD = frozenset("在 从 到 了 于 赴 来自 位于 前往 抵达 由 为 让 把 对 向 是".split())


@rule(
    "name-division",
    why="districts founded since the segmenter's dictionary was made are in the gazetteer, though it cuts them; one whose pieces are words needs a boundary before it",
    examples=[
        ex("⟦崇明区⟧昨天举行长跑比赛。", label="GPE", adcode="310151"),
        ex("演出队昨天到了⟦静海区⟧。", label="GPE", adcode="120118"),
        ex("⟦庐山市⟧的云雾茶上市了。", label="GPE", adcode="360483"),
    ],
    never=["老城区改造后，其中山区占一半，新建区域更大。", "项目建成后，以上城区都将受益。"],
)
def pieced_divisions(shape: Shape) -> Iterator[PlaceSpan]:
    """Divisions by their full names, where they begin and end with a token."""
    index = 0
    for m in _ENDING.finditer(shape.text):
        index = token_at(shape, m.start(), index)
        if index < 0 or shape.end(index) != m.end():
            continue
        first = _first(shape, index)
        if first >= 0:
            found = gazetteer().by_full[shape.span(first, index + 1)]
            place = Place(float(found[0].depth), tuple(found))
            yield PlaceSpan(shape.starts[first], m.end(), "name-division", place)


def _first(shape: Shape, last: int) -> int:
    """The first token of the longest division that ends with token ``last``, or -1."""
    names, starts, end = gazetteer().by_full, shape.starts, shape.end(last)
    best = -1
    low = max(last - _PIECES, -1)
    for first in range(last, low, -1):
        if end - starts[first] > _LONGEST:
            break
        name = shape.text[starts[first] : end]
        if len(name) >= _SHORTEST and name in names and _is_meant(shape, first, last):
            best = first
        if not shape.joined(first):
            break
    return best


def _is_meant(shape: Shape, first: int, last: int) -> bool:
    """Whether the tokens from ``first`` to ``last`` are no common words, or a boundary precedes them."""
    words, tags = shape.words, shape.tags
    if shape.span(first, last + 1) in lexicon().not_names:
        return False
    if first == last:
        return shape.kinds[first] != "G"  # which is found as a place by itself
    if any(len(word) > 1 and tags.get(word, "") in _PROPER for word in words[first : last + 1]):
        return True
    return (
        first == 0
        or not shape.joined(first)
        or shape.kinds[first - 1] in _BEFORE
        or words[first - 1] in _TOWARD
    )
