"""Towns and villages, told by their ending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extractors.names.kinds import is_han
from pipeline.extractors.names.places.spans import (
    COUNTY,
    TOWN,
    VILLAGE,
    Place,
    PlaceSpan,
    token_at,
)
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.rules import ex, rule

#: One class before the alternatives lets the search go at the speed of a class.
_SETTLEMENT = re.compile(
    r"[镇乡村街县](?:(?<![街县])(?!(?<=乡)[村镇]|(?<=村)镇)(?![民长官干务容貌级办企规里子头姑庄集口边中落寨风]|上(?![一-鿿]{1,3}村)|委会|支书|党支部)"
    r"|(?<=街)道(?!办|上|两|边)|(?<=县)(?![级城委政长里乡镇域内外区市]))"
)


_PIECES = frozenset("uUNnzhSTLAQXYsWZCmG")


@rule(
    "name-settlement",
    why="towns and villages are told by their ending; the name is the few characters between it and a boundary",
    examples=[
        ex("工作队住进⟦会宁县柳树乡孙家湾村⟧。", label="GPE", adcode="620422"),
        ex("⟦榆中县青城镇⟧的苹果熟了。", label="GPE", adcode="620123"),
        ex("地震发生在⟦甘肃省望岭县⟧。", label="GPE", adcode="620000"),
    ],
    never=["农村的孩子回到家乡，贫困村变了样。", "迈上乡村振兴新征程，黎巴嫩多个城镇停电。"],
)
def settlements(shape: Shape, known: Sequence[PlaceSpan]) -> Iterator[PlaceSpan]:
    """Towns and villages. ``known`` are the places of the gazetteer, in order."""
    endings = list(_SETTLEMENT.finditer(shape.text))
    ends = {p.end for p in known} if endings else set()
    index = 0
    for m in endings:
        index = token_at(shape, m.start(), index)
        if index < 0 or m.start() >= shape.end(index):
            continue  # boilerplate is not segmented
        if m[0] == "县":
            start = _new_county(shape, index, m.start(), ends)
        else:
            start = _settlement_start(shape, index, m.start(), ends)
        if start >= 0:
            place = Place(_DEPTHS.get(m[0], TOWN))
            ends.add(m.end())
            yield PlaceSpan(start, m.end(), "name-settlement", place)


_DEPTHS = {"县": COUNTY + 0.5, "村": VILLAGE}


def _new_county(shape: Shape, i: int, at: int, ends: set[int]) -> int:
    """Where a county begins that the gazetteer lacks, whose 县 stands at ``at``: right after its province, or -1."""
    start = _after_known(shape.text, at, ends)
    if start < 0 or not 1 < at - start < 4 or shape.kinds[i] == "G":
        return -1
    strange = any(k in "uUN" for k in shape.kinds[token_at(shape, start, 0) : i + 1])
    return start if strange and _is_name(shape, start, at) else -1


def _is_name(shape: Shape, start: int, at: int) -> bool:
    """Whether no verb or particle stands between ``start`` and ``at``."""
    i, j = token_at(shape, start, 0), token_at(shape, at, 0)
    return all(shape.tags.get(word) not in _VERBAL for word in shape.words[i:j])


_VERBAL = frozenset("v p d u uj ul c r vn y".split())


#: Kinds of settlement: 多个城镇, 军事重镇, 江南水乡.
_CLASSES = frozenset("城镇 重镇 集镇 市镇 水乡 家乡 故乡 异乡 他乡 侨乡 农村 渔村 乡村".split())
#: Inside a settlement's name none of these stands; a place before one of the second kind lists with it.
_BREAKS = "的和及与在了等、"
_LISTS = "、和及"
#: A word that ends in 镇 乡 村, tagged as one of these, is a word and no name.
_COMMON = frozenset("n v s t r i l".split())


def _settlement_start(shape: Shape, i: int, at: int, ends: set[int]) -> int:
    """Where the settlement's name begins whose ending stands at ``at`` in token ``i``, or -1."""
    if i < 0 or at >= shape.end(i):
        return -1
    generic, text = lexicon().settlement_words, shape.text
    start = _after_known(text, at, ends)
    word = shape.words[i]
    if word[-2:] in _CLASSES and at - start != 2 and (len(word) == 2 or word in shape.tags):
        return -1
    if start >= 0:
        plain = text[start:at] in generic or text[at - 2 : at] in generic
        return start if not plain and _is_name(shape, start, at) else -1
    if shape.starts[i] < at and _is_word(shape, i, at):
        return -1
    left, strange = _pieces(shape, i, at, ends)
    if at - left < 1 or text[left:at] in generic:
        return -1
    listed = left > 1 and text[left - 1] in _LISTS and left - 1 in ends
    return left if left in ends or listed or (strange and at - left > 1) else -1


def _after_known(text: str, at: int, ends: set[int]) -> int:
    """The nearest end of a known place up to six characters before ``at``, or -1."""
    for start in range(at - 1, max(at - 6, 0), -1):
        if not is_han(text[start]) or text[start] in _BREAKS:
            return -1
        if start in ends:
            return start
    return -1


def _is_word(shape: Shape, i: int, at: int) -> bool:
    """Whether token ``i``, which holds the ending at ``at``, is a place by itself or a common word."""
    return (
        shape.kinds[i] == "G"
        or shape.tags.get(shape.words[i]) in _COMMON
        or shape.text[shape.starts[i] : at] in lexicon().settlement_words
    )


def _pieces(shape: Shape, i: int, at: int, ends: set[int]) -> tuple[int, bool]:
    """Where the tokens that may spell the name begin, and whether one of them is no common word.

    A word that tells what kind of village it is (贫困村) leaves no name: then the answer is ``at``.
    """
    left = min(shape.starts[i], at)
    strange = left < at
    while i > 0 and shape.joined(i) and left not in ends:
        i -= 1
        kind = shape.kinds[i]
        if kind not in _PIECES or kind == "G" or at - shape.starts[i] > 4:
            break
        if shape.words[i] in lexicon().settlement_words:
            return at, False
        strange = strange or kind not in "nWsm"
        left = shape.starts[i]
    return left, strange
