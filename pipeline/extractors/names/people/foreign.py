"""Transliterated names, with a dot between their parts and without."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.candidates import GUESS, LIKELY, RULE, Candidate
from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.people.context import context
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import foreign_score, is_transliterated, lexicon
from pipeline.lazy import lazy
from pipeline.model import NameLabel
from pipeline.rules import ex, rule

_DOT = "·•‧・∙"
_JOINTS = _DOT + "—-"


#: Further characters of Uyghur, Western and other names, read only beside a dot.
_BESIDE_A_DOT = frozenset(
    "吐次仁卓扎旺堆增措央宗珠洛桑才让朝鲁勒逊何侯拜仙买肉再吾阔合力牙黑玉素图依衣提江孜热汗古丽白本冰玻岑柴陈冯富嘉焦霖柳露强顺伍旭尧郑藏察"
)


@cache
def _dotted() -> re.Pattern[str]:
    """A dot or a dash that joins two parts of a transliterated name."""
    characters = "".join(sorted({*lexicon().transliteration, *_BESIDE_A_DOT}))
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


#: What bears a person's name, by the kind of its ending: 乔治·梅森|大学.
_BEARERS: dict[str, NameLabel] = {"E": "ORG", "W": "ORG", "X": "FAC", "D": "GPE", "Q": "LOC"}
_ADDRESS = lazy("女士|先生|小姐|夫人|太太")


def _named_after(shape: Shape, start: int, end: int) -> Candidate:
    """The person at ``start``, or what bears the name: a university, a town."""
    i = bisect_right(shape.starts, end) - 1
    bearer = _BEARERS.get(shape.kinds[i]) if shape.starts[i] == end else None
    if bearer:
        return Candidate(start, shape.end(i), bearer, "name-person-foreign", RULE + 0.2)
    return Candidate(start, end, "PERSON", "name-person-foreign", RULE + 0.2)


#: What 通 begins after a name that the segmenter gave it to: 莫迪通|了|电话.
_CALL = lazy("[了过]?(?:一次)?电?话")


def _called(text: str, end: int) -> bool:
    """Whether the last character before ``end`` belongs to a call rather than to the name."""
    return text[end - 1] == "通" and _CALL.match(text, end) is not None


def _after_place(shape: Shape, dash: int) -> bool:
    """Whether the dash at ``dash`` leads from a place to another: 埃塞俄比亚—吉布提."""
    i = bisect_right(shape.starts, dash) - 2
    return i >= 0 and shape.kinds[i] in "GL" and shape.end(i) == dash


def _initial(text: str, at: int) -> bool:
    """Whether a single capital letter stands at ``at``."""
    return text[at].isupper() and text[at].isascii() and not text[at + 1 : at + 2].isalnum()


@rule(
    "name-person-foreign",
    why="foreign names are written with a small set of characters, their parts joined by a dot; one part alone needs the dictionary or a context",
    examples=[
        ex("总统⟦埃米利奥·罗萨莱斯⟧发表讲话。", label="PERSON"),
        ex("教练⟦施塔德勒⟧表示满意。", label="PERSON"),
        ex("她毕业于⟦路易斯·班克罗夫特大学⟧。", label="ORG"),
        ex("客人是⟦玛莎·格林伍德⟧女士。", label="PERSON"),
        ex("他与⟦施塔德勒⟧通了电话。", label="PERSON"),
        ex("村医⟦扎西·次仁⟧表示，要坚持。", label="PERSON"),
    ],
    never=["他在里约热内卢和墨西哥城都住过。"],
)
def foreign_people(shape: Shape) -> Iterator[Candidate]:
    """Transliterated names, with and without a dot."""
    reach = -1
    for m in _dotted().finditer(shape.text):
        if m.start() < reach or (m[0] not in _DOT and _after_place(shape, m.start())):
            continue
        start, end = _stretch(shape.text, m.start())
        address = _ADDRESS.search(shape.text, m.end(), end)
        start, end = _trim(shape, start, address.start() if address else end)
        end -= _called(shape.text, end)
        if end - start > 2:
            reach = end
            yield _named_after(shape, start, end)
    for m in _ROLE.finditer(shape.kinds):
        start = shape.end(m.start())
        spelt = _spelt().match(shape.text, start)
        if spelt and (shape.kinds[m.end()] != "G" or is_named_after(shape, m.end())):
            found = _after_role(shape, start, spelt.end())
            if found is not None:
                yield found
    reach = -1
    for m in _FOREIGN.finditer(shape.kinds):
        i = m.start()
        if i > reach:
            reach = _run_end(shape, i)
            found = _single(shape, _run_start(shape, i), reach)
            if found is not None:
                yield found


_ROLE = re.compile("[rRK](?=[uUhSNAxnzJG])")


@cache
def _spelt() -> re.Pattern[str]:
    """Three to seven characters that names are transliterated with."""
    return re.compile(f"[{''.join(sorted(lexicon().transliteration))}]{{3,7}}")


def _after_role(shape: Shape, start: int, end: int) -> Candidate | None:
    """A name after a role, spelt up to ``end``, that the segmenter cut into pieces: 行长|拉加|德."""
    i = bisect_right(shape.starts, end - 1) - 1
    while end - start > 2 and shape.end(i) > end and shape.words[i] in shape.tags:
        end = shape.starts[i]
        i -= 1
    if end - start < 3 or foreign_score(shape.text[start:end]) < 2.4:
        return None
    return Candidate(start, end, "PERSON", "name-person-foreign", LIKELY)


def is_named_after(shape: Shape, i: int) -> bool:
    """Whether token ``i``, a city abroad, is rather the person who has the role before it: 大使|特雷西."""
    return (
        i > 0
        and shape.kinds[i - 1] in "rRK"
        and shape.joined(i)
        and not shape.words[i - 1].endswith("记者")
        and lexicon().world.get(shape.words[i], "city") == "city"
        and not gazetteer().find(shape.words[i])
        and shape.kinds[i + 1 : i + 2] != "D"
    )


_FOREIGN = re.compile("[TG](?:(?<=T)|(?<=[hSA]G))")
_SMALL = frozenset("p c d u uj v r f".split())


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
        if (
            shape.words[k] != "克"
            and shape.kinds[k] not in "TuUhSA"
            and (shape.kinds[k] != "x" or len(shape.words[k]) < 2)
        ):
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
    if i < 0 or shape.end(i) <= start:
        return start, start  # boilerplate, which is not segmented
    while shape.end(i) < first:
        if shape.kinds[i] not in _PARTS or (shape.starts[i] < start and shape.kinds[i] not in "Tu"):
            start = shape.end(i)
        i += 1
    i = bisect_right(shape.starts, end - 1) - 1
    while i >= 0 and shape.starts[i] > last:
        word, kind = shape.words[i], shape.kinds[i]
        small = len(word) == 1 and shape.tags.get(word) in _SMALL
        spelt = kind in "TuUhSNA" or (
            len(word) > 1 and kind not in "xc" and is_transliterated(word)
        )
        if spelt and not small and shape.end(i) <= end:
            break
        if word not in shape.tags and shape.end(i) > end:
            break  # two words run together: 基|对
        end = shape.starts[i]
        i -= 1
    return start, end


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
    start, end = shape.starts[i], shape.end(k - 1)
    end -= _called(shape.text, end)
    name = shape.text[start:end]
    if name[-1] in "河湖岛":
        if len(name) < 3 or foreign_score(name[:-1]) < 1:
            return None
        return Candidate(start, end, "LOC", "name-foreign-division", LIKELY)
    weight = foreign_score(name)
    if not 2 <= len(name) <= 8 or weight <= 0.8:
        return None
    score = context(shape, i, k) + 0.35 * len(name) + 0.35 * weight
    if score <= 1.6:
        return None
    sure = LIKELY if score > 3 else GUESS
    if k > i + 1 and weight > 2 and len(name) > 2:
        sure = RULE + 0.1  # over a shorter reading of its parts
    before = shape.words[i - 1] if i else ""
    after = shape.words[k] if k < len(shape.words) else ""
    if len(name) > 2 and (before in _WHERE or after in _REGION):
        return Candidate(start, end, "GPE", "name-foreign-division", sure)
    return Candidate(start, end, "PERSON", "name-person-foreign", sure)


#: A foreign name is a place's after these, or before those.
_WHERE = frozenset(
    "在 到 抵达 位于 前往 飞抵 城市 首都 小镇 港口 途经 经过 运抵 城镇 岛国 州府 首府".split()
)


_REGION = frozenset(
    "地区 市 附近 镇 城 省 州 机场 难民营 等地 郊区 境内 一带 方向 城区 港 岛 港口 市区".split()
)
