"""Parts of a body, named after it: a faculty, a section, the centre of a party."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.shape import Shape
from pipeline.rules import ex, rule

#: The last word of a part; what ends so and is none.
_PART = re.compile("(?:系|科|处|党组|党委|支部|总支|分厂|教研组|参谋部|司令部|政治部)$")
_NO_PART = re.compile(
    "(?:[关体联派水谱]系|[本专学理文工百预]科|[到各好坏益害用之何深远近住难交界同四随去]处)$"
)
_PARTIES = tuple("党盟革进会团")
#: What may stand between the body and the last word of its part: one word, such as 物理 or 企业.
_FIELD = frozenset("nzgp")


@rule(
    "name-part-of-body",
    why="a body's name goes on to the part of it that is meant: its faculty, its section, its Party group",
    examples=[
        ex("他在⟦江门市第二人民医院外科⟧实习。", label="ORG"),
        ex("名单由⟦农工党中央⟧公布。", label="ORG"),
    ],
    never=["省教育厅关系到千家万户，各处都说好。"],
)
def parts(shape: Shape, kept: Sequence[Candidate]) -> Iterator[Candidate]:
    """The organisations among ``kept`` with the part of them that follows."""
    for c in kept:
        if c.label == "ORG":
            end = _part_end(shape, bisect_left(shape.starts, c.end), c)
            if end:
                yield Candidate(c.start, end, "ORG", "name-part-of-body", c.weight + 0.05)


def _part_end(shape: Shape, i: int, c: Candidate) -> int:
    """The offset after the part that begins at token ``i``, right after the body ``c``, or 0."""
    if i >= len(shape.words) or shape.starts[i] != c.end:
        return 0
    if shape.words[i].startswith("中央") and shape.kinds[i] in "nO":
        return shape.end(i) if shape.text.endswith(_PARTIES, c.start, c.end) else 0
    if _is_part(shape, i):
        return shape.end(i)
    known = shape.kinds[i] in _FIELD and i + 1 < len(shape.words) and shape.joined(i + 1)
    return shape.end(i + 1) if known and _is_part(shape, i + 1) else 0


def _is_part(shape: Shape, i: int) -> bool:
    if shape.kinds[i] in "GLCTr" or not _PART.search(shape.words[i]):
        return False
    return not _NO_PART.search(shape.text, shape.starts[i] - 1, shape.end(i))
