"""Bureaus of local government by the short name of their field, however the segmenter cuts it: 市人|社局."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.candidates import RULE, Candidate
from pipeline.extractors.names.kinds.places import place_part
from pipeline.extractors.names.phrases import begin, walk
from pipeline.extractors.names.shape import Shape
from pipeline.lazy import lazy
from pipeline.lexicon import rows
from pipeline.rules import ex, rule

#: What a bureau ends in, and where that begins a word of its own: 办法, 委员, 局面.
_BODY = lazy("[局厅委办]")
_WORD = lazy("[局委][员托派任面限势]|厅级|办(?:公室|[法理学事案证])")
#: What an unnamed place is called by before its bureau, and what may stand before that in one token: 从省|环保局.
_LEVELS = frozenset("省市县区州盟旗镇")
_COUNTS = frozenset("一二两三四五六七八九十几各多")
_BEFORE = frozenset("从由在向与和及经据为对让请被到")


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    """The fields by their last character and what follows them, the longest first."""
    made: dict[str, list[str]] = {}
    for row in rows("bureaus"):
        for body in row["bodies"]:
            made.setdefault(row["field"][-1] + body, []).append(row["field"])
    return {key: tuple(sorted(found, key=len, reverse=True)) for key, found in made.items()}


@rule(
    "name-bureau",
    why="a field of government and 局 厅 委 办 name a body of the place before them, wherever the segmenter cuts",
    examples=[
        ex("⟦海盐县人社局⟧发布通告。", label="ORG"),
        ex("据⟦云南省农业农村厅⟧介绍，春播过半。", label="ORG"),
        ex("消息来自⟦湘西州发改局⟧。", label="ORG"),
        ex("记者从⟦省文旅厅⟧获悉，门票降价。", label="ORG"),
    ],
    never=["全国扶贫办法出台。", "各地审计局面对难题。"],
)
def bureaus(shape: Shape) -> Iterator[Candidate]:
    """Bureaus whose place stands right before their field."""
    text, fields = shape.text, _fields()
    for m in _BODY.finditer(text):
        body = m.start()
        found = fields.get(text[body - 1 : body + 1])
        if found is None or _WORD.match(text, body):
            continue
        field = next((f for f in found if text.endswith(f, 0, body)), None)
        start = _start(shape, body - len(field)) if field else -1
        if start >= 0:
            yield Candidate(start, body + 1, "ORG", "name-bureau", RULE)


def _start(shape: Shape, at: int) -> int:
    """Where the place before a field that begins at ``at`` does, or -1 where none stands there."""
    i = bisect_right(shape.starts, at) - 1
    head = shape.text[shape.starts[i] : at]  # 市 of 市人|社局
    k, anchored = begin(shape, walk(shape, i), i)
    level = shape.text[at - 1 : at] in _LEVELS
    if level and shape.text[at - 2 : at - 1] in _COUNTS:
        return -1  # 三省一市, 各县
    if head and not (level or place_part(shape.words[i]) == len(head)):
        return -1
    if anchored and k < i and (k := _nearest(shape, k, i)) < i:
        return shape.starts[k]
    if head:
        return at - 1 if head[0] in _BEFORE and level else shape.starts[i]
    own = level and shape.joined(i) and (len(w := shape.words[i - 1]) == 1 or w[0] in _BEFORE)
    return at - 1 if own else -1


#: Kinds of places and of what they are cut into, and of bodies.
_PLACES = frozenset("GLDOACPBuUzhSTN")


def _nearest(shape: Shape, k: int, i: int) -> int:
    """The first token from ``k`` on with nothing but places and bodies between it and token ``i``."""
    for j in range(i - 1, k, -1):
        if shape.kinds[j] not in _PLACES and shape.words[j] not in ("国家", "中央"):
            return j + 1
    return k
