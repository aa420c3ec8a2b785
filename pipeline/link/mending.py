"""What jieba's cut and the letters of words need put right in a line, by what stands beside a word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.model import Mention

#: 比 after what is compared with, as in 与去年比: the letter of 相比, as 相比去年 has that of 比.
_WITH_LAST = re.compile(r"(?<=ct)B(?!t)")


class Mending:
    """Mends the lines of one article; what its text lacks is looked for only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._miscut = "发现" in text or "售楼盘" in text
        self._aims = "预期" in text or "目标" in text
        self._adverbs = "最" in text or "平均" in text or "或" in text

    def cut(self, starts: list[int], words: list[str]) -> tuple[list[int], list[str]]:
        """The chunks with the tokens put right that jieba is known to cut wrong."""
        if self._miscut and not _MISCUT.keys().isdisjoint(words):
            return _recut(starts, words, self._text)
        return starts, words

    def letters(self, kinds: str, words: Sequence[str], mentions: Mapping[int, Mention]) -> str:
        """The letters ``kinds`` of chunks, with those that a neighbour changes."""
        if "_" in kinds:
            kinds = _join_latin(kinds, words, mentions)
        if "tB" in kinds or "bt" in kinds:
            kinds = _WITH_LAST.sub("b", kinds.replace("bt", "Bt"))
        if self._adverbs and ("a#" in kinds or "或" in words):
            kinds = _with_adverbs(kinds, words)
        if self._aims and not _AIMS.isdisjoint(words):
            kinds = _as_measures(kinds, words)
        return kinds


#: Words that right before a figure say how it was chosen, not what it is of: 票价最高300元.
_CHOSEN = frozenset("最高 最低 最多 最少 最大 最小 最长 最短 最快 最慢 平均".split())


def _with_adverbs(kinds: str, words: Sequence[str]) -> str:
    """The letters with those words as adverbs, and 或 before a verb of level or change."""
    made = list(kinds)
    for i in range(len(made) - 1):
        chosen = made[i] == "a" and made[i + 1] == "#" and words[i] in _CHOSEN
        may = words[i] == "或" and made[i - 1] in "nwy" and _reaches(made[i + 1], words[i + 1])
        if i and (chosen or may):
            made[i] = "d"
    return "".join(made)


def _reaches(letter: str, word: str) -> bool:
    return letter in "=x" or (letter == "#" and word.startswith(_REACHING))


#: How a figure begins that has the verb before it.
_REACHING = ("超", "突破", "逾", "近", "达", "不足", "高达")
#: What makes a measure of a change and what changes: 经济增长预期, 销量增长目标.
_AIMS = frozenset(("预期", "目标"))


def _as_measures(kinds: str, words: Sequence[str]) -> str:
    """The letters with nouns for a change and the aim after it, where a noun is before them."""
    made = list(kinds)
    for k in range(2, len(made)):
        if words[k] in _AIMS and kinds[k - 1] == "x" and kinds[k - 2] in "nwyE":
            made[k - 1 : k + 1] = "nn"
    return "".join(made)


#: Tokens that are none after one word and before another, whose first character they lack and
#: whose last is theirs: 派|发现|金 is 派发|现金, and 在|售楼盘 is 在售|楼盘.
_MISCUT = {"发现": ("派", "金"), "售楼盘": ("在", "")}


def _recut(starts: list[int], words: list[str], text: str) -> tuple[list[int], list[str]]:
    """The chunks with the tokens put right that jieba is known to cut wrong."""
    cuts = [*starts]
    for j in range(1, len(words)):
        before, after = _MISCUT.get(words[j], ("", ""))
        following = words[j + 1 : j + 2]
        if (
            before
            and words[j - 1].endswith(before)
            and (not after or (following and following[0].startswith(after)))
        ):
            cuts[j] += 1
            cuts[j + 1] += len(after)
    old = dict(zip(pairwise(starts), words, strict=True))
    made = sorted({*cuts})
    return made, [old.get(piece) or text[slice(*piece)] for piece in pairwise(made)]


def _join_latin(kinds: str, words: Sequence[str], mentions: Mapping[int, Mention]) -> str:
    """Make the space in a Latin name (iPhone 11), which no mention holds, part of the name."""
    made = list(kinds)
    for i in range(1, len(made) - 1):
        if kinds[i] != "_" or i - 1 in mentions or i + 1 in mentions:
            continue
        if words[i - 1].isascii() and words[i + 1].isascii():
            made[i] = "n"
    return "".join(made)
