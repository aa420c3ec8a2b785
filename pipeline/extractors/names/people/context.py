"""What stands beside a name, as evidence that it is a person's."""

from __future__ import annotations

from pipeline.extractors.names.shape import Shape

#: What the neighbours of a name add to its score.
_LEFT = {
    "r": 3.0,
    "R": 2.5,
    "K": 2.5,
    "p": 1.5,
    "v": 0.0,
    ".": 0.4,
    "q": 0.0,
    "c": 0.6,
    "O": 0.3,
    "G": 0.0,
    "E": 0.3,
}


_RIGHT = {"R": 2.5, "v": 2.5, "a": 2.5, ".": 0.4, "c": 0.6, "r": -0.5, "n": -0.6, "D": -2.0}


HARD = frozenset("的了是在不着过把被就也都而及与和或从对向于为以到等已将还又所其之说称")


def context(shape: Shape, i: int, j: int) -> float:
    """What stands before token ``i`` and from token ``j`` on, as evidence that a person stands between."""
    score = 0.0
    if i > 0 and shape.joined(i):
        score += _LEFT.get(shape.kinds[i - 1], -0.2)
        if shape.words[i - 1] == "、" and i > 1 and shape.kinds[i - 2] in "NUM":
            score += 1.0
    else:
        score += 0.4
    if j < len(shape.kinds) and shape.joined(j):
        score += _RIGHT.get(shape.kinds[j], 0.0)
        if shape.kinds[j] == "r" and shape.words[j][0] == "副":
            score += 2.5  # 唐军|副总裁
        if shape.words[j][0] in "说称":
            score += 1.0
        elif shape.words[j] == "等" and not (i > 0 and shape.joined(i)):
            score += 1.0  # a line that begins 尹力等
    else:
        score += 0.4
    return score
