"""Towns and villages, told by their ending."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extractors.names.kinds import is_han
from pipeline.extractors.names.places.spans import TOWN, VILLAGE, PlaceSpan, token_at
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.rules import ex, rule

_SETTLEMENT = re.compile(
    r"[镇乡村](?![民长官干务容貌级办企规里子头姑庄集口边中落寨风]|上(?![一-鿿]{1,3}村)|委会|支书|党支部)|街道(?!办|上|两|边)"
)


_PIECES = frozenset("uUNnzhSTLAQXYsWZCmG")


@rule(
    "name-settlement",
    why="towns and villages are told by their ending; the name is the few characters between it and a boundary",
    examples=[
        ex("工作队住进⟦会宁县柳树乡孙家湾村⟧。", label="GPE", adcode="620422"),
        ex("⟦榆中县青城镇⟧的苹果熟了。", label="GPE", adcode="620123"),
    ],
    never=["农村的孩子回到家乡，贫困村变了样。"],
)
def settlements(shape: Shape, known: set[int]) -> Iterator[PlaceSpan]:
    """Towns and villages. ``known`` holds the offsets at which a place in the gazetteer ends."""
    ends = set(known)
    index = 0
    for m in _SETTLEMENT.finditer(shape.text):
        index = token_at(shape, m.start(), index)
        start = _settlement_start(shape, index, m.start(), ends)
        if start >= 0:
            depth = VILLAGE if m[0] == "村" else TOWN
            ends.add(m.end())
            yield PlaceSpan(start, m.end(), "name-settlement", depth)


def _is_name(shape: Shape, start: int, at: int) -> bool:
    """Whether no verb or particle stands between ``start`` and ``at``."""
    i, j = token_at(shape, start, 0), token_at(shape, at, 0)
    return all(shape.tags.get(word) not in _VERBAL for word in shape.words[i:j])


_VERBAL = frozenset("v p d u uj ul c r vn y".split())


def _settlement_start(shape: Shape, i: int, at: int, ends: set[int]) -> int:
    """Where the settlement's name begins whose ending stands at ``at`` in token ``i``, or -1."""
    if i < 0 or at >= shape.end(i):
        return -1
    for start in range(at - 1, max(at - 6, 0), -1):
        if not is_han(shape.text[start]) or shape.text[start] in "的和及与在了等、":
            break
        if start in ends:
            generic = (
                shape.text[start:at] in lexicon().settlement_words
                or shape.text[at - 2 : at] in lexicon().settlement_words
            )
            return start if not generic and _is_name(shape, start, at) else -1
    left, strange = at, False
    if shape.starts[i] < at:
        if shape.kinds[i] == "G":
            return -1
        tag = shape.tags.get(shape.words[i], "")
        if shape.text[shape.starts[i] : at] in lexicon().settlement_words or tag in (
            "n",
            "v",
            "s",
            "t",
            "r",
            "i",
            "l",
        ):
            return -1
        left, strange = shape.starts[i], True
    while i > 0 and shape.joined(i) and left not in ends:
        piece = shape.words[i - 1]
        if (
            shape.kinds[i - 1] not in _PIECES
            or shape.kinds[i - 1] == "G"
            or at - shape.starts[i - 1] > 4
        ):
            break
        if piece in lexicon().settlement_words:
            return -1
        strange = strange or shape.kinds[i - 1] not in "nWsm"
        i -= 1
        left = shape.starts[i]
    listed = left > 1 and shape.text[left - 1] in "、和及" and left - 1 in ends
    if at - left < 1 or shape.text[left:at] in lexicon().settlement_words:
        return -1
    return left if left in ends or listed or (strange and at - left > 1) else -1
