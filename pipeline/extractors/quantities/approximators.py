"""约 近 超过 … before a figure, 多 以上 左右 … after it: how far they reach and what they say."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pipeline.document import Tokens
from pipeline.lazy import lazy
from pipeline.lexicon import rows
from pipeline.model import Mod

#: Of several, a strict bound goes before an inclusive one, and that before APPROX.
_STRICTNESS: tuple[Mod, ...] = (
    "MORE_THAN",
    "LESS_THAN",
    "EQUAL_OR_MORE",
    "EQUAL_OR_LESS",
    "APPROX",
)
Table = dict[str, list[tuple[str, Mod]]]


def strictest(mods: list[Mod]) -> Mod:
    """The modifier that wins among several, '' for none.

    >>> strictest(["APPROX", "EQUAL_OR_MORE"]), strictest([])
    ('EQUAL_OR_MORE', '')
    """
    if len(mods) < 2:
        return mods[0] if mods else ""
    return min(mods, key=_STRICTNESS.index)


@cache
def _table(sides: frozenset[str], edge: int) -> Table:
    table: Table = defaultdict(list)
    for row in sorted(rows("approximators"), key=lambda r: -len(r["word"])):
        if row["side"] in sides:
            mod: Mod = row["mod"]  # type: ignore[assignment]  # the column holds Mod's words
            table[row["word"][edge]].append((row["word"], mod))
    return dict(table)


_LEFT = _table(frozenset({"left"}), -1)
_SCALE = _table(frozenset({"left", "scale"}), -1)
_LIGHT = _table(frozenset({"light"}), -1)
_RIGHT = _table(frozenset({"right"}), 0)
#: What may stand right before a number that something loosens; most numbers end the lookup here.
BEFORE = frozenset([*_SCALE, *_LIGHT, " "])
#: What an approximator after a figure may begin with.
AFTER = frozenset(_RIGHT)


#: 找不到一家 fails to find one; it bounds nothing.
_FAILED = frozenset("找见看做办买得想用吃听碰遇")

#: 中超16支球队, 英超20队: a football league; 其中超16支 bounds the number.
_LEAGUE = lazy(r"(?:[英女法苏土沪]|(?:(?<![一-龥])|(?<=[在是届年入到夺季和与对]))中)超\Z")


def is_approximator(word: str) -> bool:
    """Whether ``word`` may stand before a number to loosen it.

    >>> is_approximator("近"), is_approximator("最近")
    (True, False)
    """
    return any(word == known for known, _ in _SCALE.get(word[-1:], ()))


def _ending(table: Table, text: str, end: int, floor: int) -> tuple[str, Mod] | None:
    for word, mod in table.get(text[end - 1 : end], ()):
        if end - len(word) >= floor and text.startswith(word, end - len(word)):
            return word, mod
    return None


def _inside_word(tokens: Tokens, start: int, word: str) -> bool:
    """Whether a one-character approximator is the end of another word: 最近 赶超 打破 至上.

    The dictionary has 全长约 and 耗资近 for words; what is left of them without 约 and 近 is one.
    """
    if len(word) > 1:
        return False
    i = tokens.at(start)
    if i < 0 or tokens.starts[i] == start or tokens.tag(i) == "":
        return False
    left = tokens.words[i][:-1]
    return word not in "约近超" or len(left) < 2 or not tokens.knows(left)


def before(
    text: str, tokens: Tokens, start: int, floor: int, *, scale: bool
) -> tuple[int, list[Mod]]:
    """Where the approximators that touch ``start`` begin, and their modifiers.

    ``scale``: the number is a bare scale word, which 上 and 过 may bound (上百). Where none
    touches, one that a light word parts from the number gives its modifier only.
    """
    mods: list[Mod] = []
    at = start
    if start <= floor or text[start - 1] not in BEFORE:
        return start, mods
    table = _SCALE if scale else _LEFT
    while at > floor:
        gap = at - 1 if text[at - 1] == " " else at
        found = _ending(table, text, gap, floor) if text[gap - 1] in table else None
        if found is None or _inside_word(tokens, gap - len(found[0]), found[0]):
            break
        if found[0] == "不到" and text[gap - 3 : gap - 2] in _FAILED:
            break
        if found[0] == "超" and _LEAGUE.search(text, max(gap - 4, 0), gap):
            break
        at = gap - len(found[0])
        mods.append(found[1])
    if at > floor and text[at - 1] in _LIGHT and (far := _parted(text, tokens, at, floor)):
        mods.append(far)
    return at, mods


def _parted(text: str, tokens: Tokens, start: int, floor: int) -> Mod | None:
    """The modifier of an approximator that one or two light words part from the number."""
    at = start
    for _ in range(2):
        light = _ending(_LIGHT, text, at, floor)
        if light is None:
            return None
        at -= len(light[0])
        found = _ending(_LEFT, text, at, floor)
        if found is not None:
            inside = _inside_word(tokens, at - len(found[0]), found[0])
            return None if inside else found[1]
    return None


def _adds(text: str, end: int, stop: int) -> bool:
    """Whether the + between two offsets joins two things: 3GB+32GB, 1300万像素+闪光灯.

    After a number, and at the end of a phrase, it stands for 以上.
    """
    following = text[stop : stop + 1]
    if following.isascii():
        return following.isalnum()
    return following.isalpha() and not text[end - 1].isdigit() and text[end - 1] not in "万亿"


def after(text: str, tokens: Tokens, end: int, ceiling: int) -> tuple[int, list[Mod]]:
    """Where the approximators that follow ``end`` end, and their modifiers."""
    mods: list[Mod] = []
    while end < ceiling:
        for word, mod in _RIGHT.get(text[end], ()):
            stop = end + len(word)
            if word == "+" and _adds(text, end, stop):
                continue
            if stop <= ceiling and text.startswith(word, end) and _free(tokens, stop):
                end = stop
                mods.append(mod)
                break
        else:
            break
    return end, mods


def _free(tokens: Tokens, end: int) -> bool:
    """Whether the word ends where a token does: 10元多, not 3人多次, 5人许诺 nor 3家上下游."""
    i = tokens.at(end - 1)
    return i < 0 or tokens.end(i) <= end
