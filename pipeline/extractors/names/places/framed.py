"""Counties by their short names that are people's names or brands as well, where the clause says that they are places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.places.known import known_place
from pipeline.extractors.names.places.spans import PlaceSpan
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.rules import ex, rule

#: What leads to a place, and what a person may be followed by after those words all the same.
_TOWARDS = frozenset(
    "在 赴 到 抵 抵达 前往 途经 位于 来到 到达 飞抵 驻 奔赴 走进 落户 途径".split()
)
_OF_PERSONS = frozenset(
    "看来 眼里 眼中 心中 手中 手里 手下 身上 身边 面前 之前 之后 领导 带领 率领 指导 陪同 主持 执教 任职 家 家里 家中 那里 这里 先生 女士 老师 等 和 与 、".split()
)
#: What a journey from a place goes on with.
_FROM = frozenset("来到 出发 到 至 开往 赶到 赶来 运往 返回 飞往 前往 赴 驶往 回到".split())
#: What only places are followed by.
_OF_PLACES = frozenset(
    "位于 地处 境内 警方 县委 县长 市长 区长 街头 城区 市区 市民 等地 一带 附近 地区 农村 山区 城乡 火车站 高铁站 机场 收费站 当地".split()
)


@cache
def _shorts() -> frozenset[str]:
    """The short names of today's counties that may stand for other things."""
    book = gazetteer()
    return frozenset(
        name
        for name in book.by_short
        if any(d.current for d in book.find(name)) and name not in lexicon().people
    )


@rule(
    "name-place-framed",
    why="a county's short name that is a person's as well is a place after 在 and 赴, and before 位于, 境内 or 警方",
    examples=[
        ex("婚礼在⟦昌平⟧举行。", label="GPE", adcode="110114"),
        ex("客商从⟦石狮⟧赶来。", label="GPE", adcode="350581"),
        ex("⟦武强⟧境内有三条河。", label="GPE", adcode="131123"),
    ],
    never=["在永丰村考察。", "在高平的带领下，销量大增。", "在武强看来，这不算难事。"],
)
def framed_places(shape: Shape) -> Iterator[PlaceSpan]:
    """Tokens that are short names of counties, in a clause that takes a place."""
    words, shorts = shape.words, _shorts()
    for i in shape.of("UNz"):
        if words[i] in shorts and _framed(shape, i):
            start = shape.starts[i]
            place = known_place(words[i])
            yield PlaceSpan(start, start + len(words[i]), "name-place-framed", place)


def _framed(shape: Shape, i: int) -> bool:
    before = shape.words[i - 1] if shape.joined(i) else ""
    after = shape.words[i + 1] if i + 1 < len(shape.words) and shape.joined(i + 1) else ""
    if after and shape.kinds[i + 1] in "DQXYEWse":
        return False  # 永丰|村
    if before in _TOWARDS:
        return after not in _OF_PERSONS and after[:1] != "的" and after[:1] not in "说称"
    if before == "从":
        return after in _FROM
    return after in _OF_PLACES and shape.kinds[i - 1 : i] not in ("r", "R", "K")
