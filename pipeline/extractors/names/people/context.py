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


#: What marks a person's part in a clause, with the verb after: 由 and 据, 被 and 将.
_CASES = frozenset("据 由 被 将 与 请 让 给 对".split())
#: Before 的 and a name: how old who bears it is.
_AGES = frozenset(("岁", "周岁", "岁半"))
_GAPS, _ROLES = frozenset(" \u3000"), frozenset("rRK")
#: What follows people above all; of the marks, where 男 or 女 or an age follows them.
_SURE_AFTER = frozenset("今年 一起 一同 等人 二人 两人 夫妇 ， （ ( 、".split())


def _sure_after(shape: Shape, j: int) -> float:
    """What the word at ``j`` after a name adds: 今年35岁, ，男，, 一起; a person's name after 、."""
    word, after = shape.words[j], shape.words[j + 1 : j + 3]
    if word == "、":
        return 0.6 if shape.kinds[j + 1 : j + 2] == "N" else 0.0
    if word in "，（(":
        aged = after[1:] == ["岁"] and after[0].isdigit()
        return (
            2.0
            if aged or (after and after[0] in "男女" and after[1:] and after[1] in "，、)）")
            else 0.0
        )
    if word == "今年":
        return 2.0 if after[1:] == ["岁"] else 0.0
    return 1.0


#: Single characters and words that no given name holds.
HARD = frozenset("一起 一同 今年 等人 二人 两人 夫妇".split()) | frozenset(
    "的了是在不着过把被就也都而及与和或从对向于为以到等已将还又所其之说称"
)


def context(shape: Shape, i: int, j: int) -> float:
    """What stands before token ``i`` and from token ``j`` on, as evidence that a person stands between."""
    kinds, words, starts = shape.kinds, shape.words, shape.starts
    score = 0.0
    opens = i == 0 or starts[i - 1] + len(words[i - 1]) != starts[i]
    if opens:
        score += 0.4
    else:
        score += _LEFT.get(kinds[i - 1], -0.2)
        before = words[i - 1]
        if before == "、" and i > 1 and kinds[i - 2] in "NUM":
            score += 1.0
        elif before in _CASES:
            score += 0.8
        elif before in _GAPS and kinds[i - 2 : i - 1] in _ROLES:
            score += 2.6  # （记者 赵小棠）
        elif before == "的" and i > 2 and words[i - 2] in _AGES:
            score += 2.4  # 63岁的王大海
    return score + follows(shape, j, opens=opens)


def follows(shape: Shape, j: int, *, opens: bool = False) -> float:
    """What stands from token ``j`` on, as evidence that a person is named before it; ``opens`` a line."""
    kinds, words, starts = shape.kinds, shape.words, shape.starts
    if j == len(kinds) or starts[j - 1] + len(words[j - 1]) != starts[j]:
        return 0.4
    score = _RIGHT.get(kinds[j], 0.0)
    after = words[j]
    if kinds[j] == "r" and after[0] == "副":
        score += 2.5  # 唐军|副总裁
    if after[0] in "说称":
        score += 1.0
    elif after in _SURE_AFTER:
        score += _sure_after(shape, j)
    elif opens and after == "等":
        score += 1.0  # a line that begins 尹力等
    return score
