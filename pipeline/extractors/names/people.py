"""People: surname grammar, foreign names, and the context that tells a name from a word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.candidates import GUESS, LIKELY, RULE, Candidate
from pipeline.extractors.names.kinds import titled_part
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import (
    foreign_score,
    is_transliterated,
    lexicon,
    name_score,
)
from pipeline.rules import ex, rule

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
_HARD = frozenset("的了是在不着过把被就也都而及与和或从对向于为以到等已将还又所其之")
_STARTS = re.compile("[NU]|S(?=[uUhSNTnzAmDxJegG])")


def _context(shape: Shape, i: int, j: int) -> float:
    """What stands before token ``i`` and from token ``j`` on, as evidence that a person stands between."""
    score = 0.0
    if i > 0 and shape.joined(i):
        score += _LEFT.get(shape.kinds[i - 1], -0.2)
    else:
        score += 0.4
    if j < len(shape.kinds) and shape.joined(j):
        score += _RIGHT.get(shape.kinds[j], 0.0)
        if shape.words[j][0] in "说称":
            score += 1.0
    else:
        score += 0.4
    return score


@rule(
    "name-person",
    why="a surname and one or two characters that given names are made of, unless they read better as words",
    examples=[
        ex("记者⟦陶晓岚⟧报道。", label="PERSON"),
        ex("⟦欧阳慧敏⟧获得一等奖。", label="PERSON"),
        ex("校长⟦杜文博⟧说，学校会扩建。", label="PERSON"),
    ],
    never=["高质量发展，温暖人心。", "多云转晴，方便群众出行。"],
)
def chinese_people(shape: Shape) -> Iterator[Candidate]:
    """Chinese names, whatever way the segmenter cut them."""
    reach = -1
    for m in _STARTS.finditer(shape.kinds):
        i = m.start()
        if i < reach:
            continue
        best = max(_readings(shape, i), default=None)
        if best and best[0] > 0:
            score, j, end = best
            reach = j
            weight = RULE if score > 3 else LIKELY if score > 1 else GUESS
            yield Candidate(shape.starts[i], end, "PERSON", "name-person", weight)


def _readings(shape: Shape, i: int) -> Iterator[tuple[float, int, int]]:
    """Ways to read a name from token ``i``: score above its threshold, token after it, its end."""
    kind, word = shape.kinds[i], shape.words[i]
    if kind == "N" and word in lexicon().people:
        yield 4.0, i + 1, shape.end(i)
        return
    if i and kind == "S" and shape.words[i - 1] in _TOWARDS and shape.joined(i):
        return  # 驻韩|美军
    if kind == "N":
        yield (
            name_score(word) + _context(shape, i, i + 1) - (1.5 if len(word) == 2 else 0.0),
            i + 1,
            shape.end(i),
        )
        return
    if kind == "U":
        if len(word) > 2 and word[-1] in _HARD and word[:-1] not in shape.tags:
            end = shape.end(i) - 1
            yield name_score(word[:-1]) + _context(shape, i, i + 1) - 1.6, i + 1, end
            return
        bar = 1.2 if len(word) == 3 else 2.3
        yield name_score(word) + _context(shape, i, i + 1) - bar, i + 1, shape.end(i)
    if len(word) > 2 or i + 1 >= len(shape.kinds) or not shape.joined(i + 1):
        return
    room = 2 if kind == "S" else 1
    second = shape.words[i + 1]
    third = shape.words[i + 2] if i + 2 < len(shape.kinds) and shape.joined(i + 2) else ""
    if len(second) <= room and _given(second):
        penalty = _word_penalty(shape, i + 1)
        score = (
            name_score(word + second)
            - penalty
            - (0.5 if kind == "S" and len(second) == 2 and shape.kinds[i + 1] == "n" else 0)
        )
        bar = 3.2 if len(second) == 1 and kind == "S" else 2.6
        yield score + _context(shape, i, i + 2) - bar, i + 2, shape.end(i + 1)
    if kind == "S" and len(second) == len(third) == 1 and _given(second) and _given(third):
        score = name_score(word + second + third) - _verbal(shape, i + 2)
        yield score + _context(shape, i, i + 3) - 2.3, i + 3, shape.end(i + 2)


_TOWARDS = frozenset("驻 访 对 赴 援 抗 来 在 抵 离 涉".split())


def _given(piece: str) -> bool:
    return piece not in _HARD and all("一" <= c <= "鿿" and c not in _HARD for c in piece)


def _verbal(shape: Shape, i: int) -> float:
    """A last character that is a verb or a preposition by itself rather goes on: 王怡|谈."""
    return (
        1.5
        if shape.tags.get(shape.words[i]) in ("v", "p", "d", "u", "c", "f", "m", "r", "k")
        else 0.0
    )


def _word_penalty(shape: Shape, i: int) -> float:
    """A second token that is a common word speaks against a name: 高/质量, 温/度."""
    if len(shape.words[i]) == 1:
        return 0.0
    tag = shape.tags.get(shape.words[i], "")
    if shape.kinds[i] == "G":
        return 1.0
    if not tag or tag in ("nr", "nrt", "nrfg", "nz", "ns"):
        return 0.0
    return 0.5 if tag in ("a", "b", "z", "zg", "j") else 1.6


_DOT = "·•‧・∙"


@cache
def _dotted() -> re.Pattern[str]:
    """A dot or a dash that joins two parts of a transliterated name."""
    characters = "".join(sorted(lexicon().transliteration))
    return re.compile(
        f"[{_DOT}—-](?<=[{characters}A-Z].)(?=[{characters}A-Z])"
        f"(?:(?<=[{_DOT}])|(?<=[{characters}]{{2}}.)(?=[{characters}]{{2}}))"
    )


def _stretch(text: str, dot: int) -> tuple[int, int]:
    """The run of transliterating characters and dots around the one at ``dot``, eight to a part."""
    table = lexicon().transliteration
    start = dot
    while (
        start > 0
        and dot - start < 8
        and (
            text[start - 1] in table
            or text[start - 1] in _BESIDE_A_DOT
            or _initial(text, start - 1)
        )
    ):
        start -= 1
    end, part = dot + 1, dot
    while end < len(text) and end - part < 10:
        if text[end] in table or text[end] in _BESIDE_A_DOT or _initial(text, end):
            end += 1
        elif (
            text[end] in _JOINTS
            and text[end - 1] not in _JOINTS
            and end + 1 < len(text)
            and text[end + 1] in table
        ):
            part, end = end, end + 1
        else:
            break
    return start, end


_JOINTS = _DOT + "—-"
#: Further characters of Uyghur and other names, read only beside a dot.
_BESIDE_A_DOT = frozenset("拜仙买肉再吾阔合力牙黑玉素图依衣提江孜热汗古丽")


def _initial(text: str, at: int) -> bool:
    """Whether a single capital letter stands at ``at``."""
    return text[at].isupper() and text[at].isascii() and not text[at + 1 : at + 2].isalnum()


@rule(
    "name-person-foreign",
    why="foreign names are written with a small set of characters, their parts joined by a dot; one part alone needs the dictionary or a context",
    examples=[
        ex("总统⟦埃米利奥·罗萨莱斯⟧发表讲话。", label="PERSON"),
        ex("教练⟦施塔德勒⟧表示满意。", label="PERSON"),
    ],
    never=["他在里约热内卢和墨西哥城都住过。"],
)
def foreign_people(shape: Shape) -> Iterator[Candidate]:
    """Transliterated names, with and without a dot."""
    reach = -1
    for m in _dotted().finditer(shape.text):
        if m.start() < reach:
            continue
        start, end = _trim(shape, *_stretch(shape.text, m.start()))
        if end - start > 2:
            reach = end
            yield Candidate(start, end, "PERSON", "name-person-foreign", RULE + 0.2)
    reach = -1
    for m in _FOREIGN.finditer(shape.kinds):
        i = m.start()
        if i > reach:
            reach = _run_end(shape, i)
            found = _single(shape, _run_start(shape, i), reach)
            if found is not None:
                yield found


_FOREIGN = re.compile("T|G(?<=[hSA]G)")


def _spells(shape: Shape, i: int) -> bool:
    """Whether token ``i`` may be a piece of a transliterated name."""
    word = shape.words[i]
    return is_transliterated(word) and not (len(word) == 1 and shape.tags.get(word) in _SMALL)


def _run_start(shape: Shape, i: int) -> int:
    """Up to two tokens before ``i`` that the segmenter cut off the name."""
    k = i
    while (
        k > 0
        and i - k < 2
        and shape.joined(k)
        and shape.kinds[k - 1] in "uUShNAJ"
        and _spells(shape, k - 1)
    ):
        k -= 1
    return k


def _run_end(shape: Shape, i: int) -> int:
    """The token after the last piece of the name that begins at or before ``i``."""
    k = i + 1
    while k < len(shape.kinds) and k - i < 4 and shape.joined(k) and _spells(shape, k):
        if shape.kinds[k] not in "TuUhSA" and (shape.kinds[k] != "x" or len(shape.words[k]) < 2):
            break
        k += 1
    return k


#: Tokens that a part of a foreign name may be cut into.
_PARTS = frozenset("TuUhSNAJGLDemz")


def _trim(shape: Shape, start: int, end: int) -> tuple[int, int]:
    """Cut off the words at both ends that the run of characters took in: 雷斯|及, 同|马吉."""
    first = start
    while first < end and shape.text[first] not in _JOINTS:
        first += 1
    last = end
    while shape.text[last - 1] not in _JOINTS:
        last -= 1
    i = bisect_right(shape.starts, start) - 1
    while shape.end(i) < first:
        if shape.kinds[i] not in _PARTS or (shape.starts[i] < start and shape.kinds[i] not in "Tu"):
            start = shape.end(i)
        i += 1
    i = bisect_right(shape.starts, end - 1) - 1
    while i >= 0 and shape.starts[i] > last:
        word, kind = shape.words[i], shape.kinds[i]
        small = len(word) == 1 and shape.tags.get(word) in _SMALL
        spelt = kind in "TuUhSNA" or (len(word) > 1 and is_transliterated(word))
        if spelt and not small and shape.end(i) <= end:
            break
        end = shape.starts[i]
        i -= 1
    return start, end


_SMALL = frozenset("p c d u uj v r f".split())


def _single(shape: Shape, i: int, k: int) -> Candidate | None:
    """The tokens from ``i`` up to ``k``, which spell one foreign name, if its context does not deny it."""
    if "G" in shape.kinds[i:k] and k - i < 2:
        return None
    role = i > 0 and shape.kinds[i - 1] in "rR" and shape.joined(i)
    if (
        role
        and k < len(shape.kinds)
        and shape.kinds[k] == "x"
        and _spells(shape, k)
        and shape.joined(k)
    ):
        k += 1
    name = shape.span(i, k)
    weight = foreign_score(name)
    if not 2 <= len(name) <= 8 or weight <= 0.8:
        return None
    score = _context(shape, i, k) + 0.35 * len(name) + 0.35 * weight
    if score <= 1.6:
        return None
    sure = LIKELY if score > 3 else GUESS
    if k > i + 1 and weight > 2 and len(name) > 2:
        sure = RULE + 0.1  # over a shorter reading of its parts
    before = shape.words[i - 1] if i else ""
    after = shape.words[k] if k < len(shape.words) else ""
    if len(name) > 2 and (before in _WHERE or after in _REGION):
        return Candidate(shape.starts[i], shape.end(k - 1), "GPE", "name-foreign-division", sure)
    return Candidate(shape.starts[i], shape.end(k - 1), "PERSON", "name-person-foreign", sure)


#: A foreign name is a place's after these, or before those.
_WHERE = frozenset(
    "在 到 抵达 位于 前往 飞抵 城市 首都 小镇 港口 途经 经过 运抵 城镇 岛国 州府 首府".split()
)
_REGION = frozenset(
    "地区 市 附近 镇 城 省 州 机场 难民营 等地 郊区 境内 一带 方向 城区 港 岛 港口 市区".split()
)


@rule(
    "name-person-japanese",
    why="Japanese names put one to three characters, of any kind, after a surname from a short list",
    examples=[
        ex("首相⟦山口宏美⟧抵达。", label="PERSON"),
        ex("⟦高桥⟧首相表示遗憾。", label="PERSON"),
    ],
)
def japanese_people(shape: Shape) -> Iterator[Candidate]:
    """Japanese names: surname and given name, or the surname before a role."""
    for m in _JAPANESE.finditer(shape.kinds):
        i, j = m.start(), m.end()
        while j > i + 1 and (shape.end(j - 1) - shape.end(i) > 3 or shape.words[j - 1] in _HARD):
            j -= 1
        if j == i + 1 and _context(shape, i, j) < 1.5:
            continue
        if shape.kinds[j - 1] == "n" and _context(shape, i, j) < 0.7:
            continue
        if j > i + 1 and "x" in shape.kinds[i:j]:
            continue
        yield Candidate(shape.starts[i], shape.end(j - 1), "PERSON", "name-person-japanese", LIKELY)


_JAPANESE = re.compile("J[uUhSNTJDAmnz]{0,3}")


@rule(
    "name-person-title",
    why="a surname alone names a person before 先生 女士 总统 某 or after 老 小",
    examples=[
        ex("⟦薛⟧女士当天报了警。", label="PERSON"),
        ex("犯罪嫌疑人⟦魏某⟧已被抓获。", label="PERSON"),
    ],
    never=["于先生产前做好准备。"],
)
def titled_people(shape: Shape) -> Iterator[Candidate]:
    """Surnames with a form of address, and the anonymised names of reports."""
    for m in re.finditer("M", shape.kinds):
        start = shape.starts[m.start()]
        yield Candidate(
            start, start + titled_part(shape.words[m.start()]), "PERSON", "name-person-title", RULE
        )
    for m in re.finditer("S(?=[Ra])", shape.kinds):
        i = m.start()
        if (
            lexicon().surnames.get(shape.words[i]) in ("common", "compound")
            or shape.words[i + 1] in _ADDRESS
        ):
            yield Candidate(shape.starts[i], shape.end(i), "PERSON", "name-person-title", LIKELY)
    for m in _ANONYMOUS.finditer(shape.text) if "某" in shape.text else ():
        if lexicon().surnames.get(m[0][0]) in ("common", "usual"):
            yield Candidate(m.start(), m.end(), "PERSON", "name-person-title", RULE)


_ADDRESS = frozenset(
    "先生 女士 小姐 夫人 太太 同志 老师 师傅 大夫 大爷 大妈 教授 总统 主席 总理 老汉 阿姨 老人".split()
)
_ANONYMOUS = re.compile("[一-鿿](?:某某|某(?:[甲乙丙丁]|[一-鿿](?=[，。、（）：；]))?)(?![些种个])")


def find_people(shape: Shape) -> list[Candidate]:
    """Every person that the rules of this module find."""
    return [
        *chinese_people(shape),
        *foreign_people(shape),
        *japanese_people(shape),
        *titled_people(shape),
    ]
