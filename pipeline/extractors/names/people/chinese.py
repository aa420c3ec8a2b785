"""Chinese names: a surname and one or two characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extractors.names.candidates import GUESS, LIKELY, RULE, Candidate
from pipeline.extractors.names.people.context import HARD, context, follows
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import NO_NAME, lexicon, name_score
from pipeline.rules import ex, rule

#: Where a name may begin, by the kind there. A rare surname is one after a role only (总经理|包|国富): then
#: the role is what is looked for, since most words are of the kind x. So is a name that the dictionary
#: has as another proper noun, unless it speaks (委员|罗干, 罗干|说).
_STARTS = re.compile(
    "[NUSzrRK](?:(?<=[NU])|(?<=S)(?=[uUhSNTnzAmDxJegG])"
    "|(?<=[rRK])(?=[hx][uUhSNzn])|(?<=[rRK]z)|(?<=z)(?=v))"
)
_ROLES = frozenset("rRK")


#: A way to read a name: its score above what it takes, the token after it, and where it ends.
Reading = tuple[float, int, int]


@rule(
    "name-person",
    why="a surname and one or two characters that given names are made of, unless they read better as words",
    examples=[
        ex("记者⟦陶晓岚⟧报道。", label="PERSON"),
        ex("⟦欧阳慧敏⟧获得一等奖。", label="PERSON"),
        ex("校长⟦杜文博⟧说，学校会扩建。", label="PERSON"),
        ex("球队主帅⟦井上靖⟧说，要赢。", label="PERSON"),
        ex("⟦薛峰⟧副厂长到会。", label="PERSON"),
        ex("据⟦祁一鸣⟧介绍，桃子熟了。", label="PERSON"),
        ex("冠军由⟦孙浩然⟧夺得。", label="PERSON"),
        ex("（记者 ⟦郗学文⟧）昨天下雪。", label="PERSON"),
        ex("店主⟦胡思远⟧今年35岁。", label="PERSON"),
        ex("63岁的⟦王大海⟧种了30亩玉米。", label="PERSON"),
        ex("厂长⟦曲向东⟧表示，要涨工资。", label="PERSON"),
    ],
    never=[
        "高质量发展，温暖人心。",
        "多云转晴，方便群众出行。",
        "陈列馆和纪念塔旁种着郁金香。",
        "股价曾高达百元，曾承诺分红。",
        "18岁的高中生和35岁的女子被救。",
    ],
)
def chinese_people(shape: Shape) -> Iterator[Candidate]:
    """Chinese names, whatever way the segmenter cut them."""
    reach = -1
    for m in _STARTS.finditer(shape.kinds):
        i = m.end() if m[0] in _ROLES else m.start()
        if i < reach:
            continue
        best = _reading(shape, i)
        if best and best[0] > 0:
            score, reach, end = best
            weight = RULE if score > 3 else LIKELY if score > 1 else GUESS
            yield Candidate(shape.starts[i], end, "PERSON", "name-person", weight)
    for i in shape.of("k"):
        if end := _led(shape, i):
            yield Candidate(shape.starts[i] + 1, end, "PERSON", "name-person", LIKELY)


def _reading(shape: Shape, i: int) -> Reading | None:
    """The best way to read a name from token ``i``."""
    kind = shape.kinds[i]
    if kind == "N":
        return None if i and shape.words[i - 1] == "驻" else _known(shape, i)  # 驻|韩美军
    if kind == "z":
        return _listed_otherwise(shape, i)
    if kind in "hx":
        if not _is_rare(shape, i):
            return None
        kind = "S"
    if i and kind == "S" and shape.words[i - 1] in _TOWARDS and shape.joined(i):
        return None  # 驻韩|美军
    if kind in "US" and shape.words[i][0] in _ADVERBS and _is_verbal(shape, i):
        return None  # 股价曾|高达
    whole = [_whole(shape, i)] if kind == "U" else []
    size = len(shape.words[i])
    pieced = i + 1 < len(shape.kinds) and size <= 2 and shape.joined(i + 1)
    return max([*whole, *_pieced(shape, i, kind)] if pieced else whole, default=None)


def _led(shape: Shape, i: int) -> int:
    """Where the name ends that begins in token ``i`` after a preposition, 0 for none: 由孙|浩然|夺得."""
    name, j = shape.words[i][1:], i + 1
    if len(name) == 1:
        if j == len(shape.words) or not shape.joined(j) or not _given(shape.words[j]):
            return 0
        name, j = name + shape.words[j], j + 1
    return shape.end(j - 1) if name_score(name) + 1.5 * follows(shape, j) > 2.6 else 0


#: Surnames that are adverbs too.
_ADVERBS = frozenset("曾应常时")
_VERBAL = frozenset("vda")


def _is_verbal(shape: Shape, i: int) -> bool:
    """Whether what follows the first character of token ``i`` is a verb or an adverb."""
    after = shape.words[i][1:] or (shape.words[i + 1] if i + 1 < len(shape.words) else "")
    return after == "高达" or shape.tags.get(after, "")[:1] in _VERBAL


def _is_rare(shape: Shape, i: int) -> bool:
    """Whether the role before token ``i`` and the words after it let a rare surname be one: 经理|包|国富|坦言."""
    given = shape.words[i + 1]
    return (
        shape.joined(i)
        and shape.words[i] in lexicon().surnames
        and len(given) == 2
        and shape.tags.get(given, "nr") in ("nr", "nz", "nrt", "ns", "j")
    )


def _known(shape: Shape, i: int) -> Reading:
    """Token ``i``, which the dictionary has as a name."""
    word, end = shape.words[i], shape.end(i)
    if word in lexicon().people:
        return max([(4.0, i + 1, end), *_longer(shape, i)])
    if len(word) > 3:  # 冈田武史
        return 2.0 + context(shape, i, i + 1), i + 1, end
    beside = context(shape, i, i + 1)
    own = name_score(word)
    if beside >= 2 and own > NO_NAME:
        own = max(own, 0.0)  # the dictionary and a role agree: 恽代英|烈士
    bar = 1.5 if len(word) == 2 else 1.2
    return max([(own + beside - bar, i + 1, end), *_longer(shape, i)])


def _longer(shape: Shape, i: int) -> Iterator[Reading]:
    """Token ``i``, a name of two characters in the dictionary, with the one after it: 胡思|远|教授."""
    last = shape.words[i + 1] if i + 1 < len(shape.words) and shape.joined(i + 1) else ""
    if len(shape.words[i]) == 2 and len(last) == 1 and last != "国" and _given(last):
        score = name_score(shape.words[i] + last) - _verbal(shape, i + 1)
        yield score + context(shape, i, i + 2) - 2.3, i + 2, shape.end(i + 1)


def _listed_otherwise(shape: Shape, i: int) -> Reading:
    """Token ``i``, a proper noun of another sort in the dictionary, beside a role or a verb of speech."""
    word, end = shape.words[i], shape.end(i)
    tag = shape.tags.get(word, "")
    whole = tag == "nr" and len(word) == 3
    if tag not in _PROPER or len(word) > 3 or (word[0] not in lexicon().surnames and not whole):
        return -1.0, i + 1, end
    own = max(name_score(word), 0.0 if whole else -1.0)
    return own + context(shape, i, i + 1) - 2.0, i + 1, end


_PROPER = frozenset(("nr", "ns", "nz"))


def _whole(shape: Shape, i: int) -> Reading:
    """Token ``i``, an unknown word that begins with a surname; what it took in of the next word is left out."""
    word, end = shape.words[i], shape.end(i)
    if word[0] == "和" and (word[1:] in lexicon().people or shape.tags.get(word[1:]) == "nr"):
        return -1.0, i + 1, end  # 和|普京
    bar = 1.2 if len(word) == 3 else 2.3
    glued = len(word) > 2 and (word[-1] in HARD or word[-1] == "作")
    if glued and shape.tags.get(word[:-1], "nr") == "nr":
        word, end, bar = word[:-1], end - 1, 1.6
    return name_score(word) + context(shape, i, i + 1) - bar, i + 1, end


def _pieced(shape: Shape, i: int, kind: str) -> Iterator[Reading]:
    """Token ``i`` with the one or two after it, into which the segmenter cut the given name."""
    word, second = shape.words[i], shape.words[i + 1]
    if not _given(second):
        return
    if len(second) <= (2 if kind == "S" else 1):
        score = name_score(word + second) - _word_penalty(shape, i + 1)
        if kind == "S" and len(second) == 2 and shape.kinds[i + 1] == "n":
            score -= 0.5
        bar = 3.2 if len(second) == 1 and kind == "S" else 2.6
        yield score + context(shape, i, i + 2) - bar, i + 2, shape.end(i + 1)
        if len(second) == 2 and second[1] in "说称" and kind == "S":  # 曹|明说
            score = name_score(word + second[0]) + context(shape, i, i + 2)
            yield score + 0.3, i + 2, shape.end(i + 1) - 1
    third = shape.words[i + 2] if i + 2 < len(shape.kinds) and shape.joined(i + 2) else ""
    if kind == "S" and len(second) == len(third) == 1 and _given(third):
        score = name_score(word + second + third) - _verbal(shape, i + 2)
        yield score + context(shape, i, i + 3) - 2.3, i + 3, shape.end(i + 2)


_TOWARDS = frozenset("驻 访 对 赴 援 抗 来 在 抵 离 涉".split())


#: Given names that begin with a function word.
_GIVEN = frozenset("向东 向阳 向前 向荣 向红 向明 向军 向华 向群 向党".split())


def _given(piece: str) -> bool:
    return piece in _GIVEN or (
        piece not in HARD and all("一" <= c <= "鿿" and c not in HARD for c in piece)
    )


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
