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
    kinds, words, starts = shape.kinds, shape.words, shape.starts
    score = 0.0
    opens = i == 0 or starts[i - 1] + len(words[i - 1]) != starts[i]
    if opens:
        score += 0.4
    else:
        score += _LEFT.get(kinds[i - 1], -0.2)
        if words[i - 1] == "、" and i > 1 and kinds[i - 2] in "NUM":
            score += 1.0
    if j == len(kinds) or starts[j - 1] + len(words[j - 1]) != starts[j]:
        return score + 0.4
    score += _RIGHT.get(kinds[j], 0.0)
    after = words[j]
    if kinds[j] == "r" and after[0] == "副":
        score += 2.5  # 唐军|副总裁
    if after[0] in "说称":
        score += 1.0
    elif opens and after == "等":
        score += 1.0  # a line that begins 尹力等
    return score
