"""Parts of a body, named after it: a faculty, a section, the centre of a party."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.settled import Settled
from pipeline.extractors.names.shape import Shape
from pipeline.lazy import lazy
from pipeline.rules import ex, rule

#: The last word of a part; what ends so and is none.
_PART = lazy("(?:系|科|处|党组|党委|支部|总支|分厂|教研组|参谋部|司令部|政治部)$")
#: The last characters of those words.
_PART_LASTS = frozenset("系科处组委部支厂")
_NO_PART = lazy(
    "(?:[关体联派水谱]系|[本专学理文工百预]科|[到各好坏益害用之何深远近住难交界同四随去]处)$"
)
#: What a body has in other towns: 中国建设银行|广州|支行.
_BRANCHES = frozenset(
    "分院 分行 支行 分会 分社 分部 分校 分公司 分店 分中心 分局 支局 支公司".split()
)
#: What a body has within it: 中国地理学会|人文地理专业委员会.
_INNER = ("委员会", "专委会", "分会", "研究会", "课题组", "工作室")
_PARTIES = tuple("党盟革进会团")
#: What may stand between the body and the last word of its part: one word, such as 物理 or 企业.
_FIELD = frozenset("nzgp")


@rule(
    "name-part-of-body",
    why="a body's name goes on to the part of it that is meant: its faculty, its section, its Party group",
    examples=[
        ex("他在⟦江门市第二人民医院外科⟧实习。", label="ORG"),
        ex("名单由⟦农工党中央⟧公布。", label="ORG"),
        ex("他在⟦中国建设银行昆明分行⟧存了钱。", label="ORG"),
    ],
    never=["省教育厅关系到千家万户，各处都说好。"],
)
def parts(shape: Shape, settled: Settled) -> Iterator[Candidate]:
    """The organisations that are settled with the part of them that follows."""
    bodies = {c.start: c.end for c, _ in settled.bodies}
    for c, _ in settled.bodies:
        i = _follower(shape, c.end)
        if i < 0:
            continue
        end = _part_end(shape, i, c)
        if not end and c.end in bodies:
            end = _committee(shape, i, bodies[c.end])
        if end:
            yield Candidate(c.start, end, "ORG", "name-part-of-body", c.weight + 0.05)
    for c, _ in settled.places:
        i = _follower(shape, c.end) if c.source == "name-settlement" else -1
        if i >= 0 and shape.kinds[i] == "E":  # 柳树镇|医院
            end = shape.end(i)
            yield Candidate(c.start, end, "ORG", "name-part-of-body", c.weight + 0.05)


#: Marks that mostly follow a name, and begin no part of it.
_STOPS = frozenset("，。、；：“”（）《》\n")


def _follower(shape: Shape, end: int) -> int:
    """The token that begins at ``end``, right after a name, or -1 where none does that goes on with it."""
    if shape.text[end : end + 1] in _STOPS:
        return -1
    i = bisect_left(shape.starts, end)
    return i if i < len(shape.starts) and shape.starts[i] == end else -1


def _committee(shape: Shape, i: int, end: int) -> int:
    """``end``, where the body at token ``i`` ends, if that is a committee without a place of its own, or 0."""
    own = shape.kinds[i] in "GLOBCu" or shape.words[i][0] in "省市县区州镇乡全"
    return 0 if own or not shape.text.endswith(_INNER, shape.starts[i], end) else end


def _part_end(shape: Shape, i: int, c: Candidate) -> int:
    """The offset after the part that begins at token ``i``, right after the body ``c``, or 0."""
    kind, word = shape.kinds[i], shape.words[i]
    if kind == "G" and (branch := _branch_end(shape, i)):
        return branch
    if kind in "nO" and word.startswith("中央"):
        return shape.end(i) if shape.text.endswith(_PARTIES, c.start, c.end) else 0
    if _is_part(shape, i):
        return shape.end(i)
    known = kind in _FIELD and i + 1 < len(shape.words) and shape.joined(i + 1)
    return shape.end(i + 1) if known and _is_part(shape, i + 1) else 0


def _branch_end(shape: Shape, i: int) -> int:
    """The offset after a branch in the town that begins at token ``i``, or 0."""
    k = i
    while shape.kinds[k : k + 1] == "G" and shape.joined(k):
        k += 1
    named = i < k < len(shape.words) and shape.words[k] in _BRANCHES and shape.joined(k)
    return shape.end(k) if named else 0


def _is_part(shape: Shape, i: int) -> bool:
    word = shape.words[i]
    if word[-1] not in _PART_LASTS or shape.kinds[i] in "GLCTr" or not _PART.search(word):
        return False
    return not _NO_PART.search(shape.text, shape.starts[i] - 1, shape.end(i))
