"""Phrases told by their last word: where, to the left of a known ending, a name begins."""

from __future__ import annotations

from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon

_INSIDE = frozenset("GLCABOEWseXYQDHVSNUTJnpzghmu")
#: No name has more tokens before its ending than this.
_LONGEST = 14
#: After 和 inside a name, as in 发展和改革委员会: anything else begins a name of its own.
_AFTER_AND = frozenset(
    "改革 信息化 城乡 社会 计划生育 旅游 新闻 考古 技术 文化 体育 能源 移民 红新月 合作 区域".split()
)
_LEVELS = frozenset("省 市 县 区 州 镇 乡 自治区 国家 中央".split())


def walk(shape: Shape, i: int) -> int:
    """The first token of the run of name material that ends before token ``i``."""
    uses = lexicon().uses
    kinds, words, starts = shape.kinds, shape.words, shape.starts
    j, depth, after = i, 0, starts[i]
    last = max(i - _LONGEST, 0)
    while j > last:
        kind, word = kinds[j - 1], words[j - 1]
        if after != starts[j - 1] + len(word):
            break
        if kind in _INSIDE:
            if uses.get(word) == "outside" or (kind == "m" and word[0] in "一两几数每首"):
                break
        elif kind == "q":
            depth += 1 if word in "”’" else -1 if word in "“‘" else 0
            if depth < 0 or word not in "”’“‘":
                break
        elif not depth:
            if not _goes_on(shape, j, i) if kind == "c" else uses.get(word) != "inside":
                break
        elif kind not in "c." and uses.get(word) == "outside":
            break
        j -= 1
        after = starts[j]
    if depth > 0:  # an unopened quotation: begin after its closing mark
        while j < i and shape.words[j] not in "”’":
            j += 1
        j += 1
    return j


def _goes_on(shape: Shape, j: int, i: int) -> bool:
    """Whether the 和 before token ``j`` joins two words of one name: 中国物流与采购联合会.

    It does when a place or a body stands close before it and none after it.
    """
    if shape.words[j] in _AFTER_AND:
        return True
    before, after = shape.kinds[max(j - 4, 0) : j - 1], shape.kinds[j:i]
    if (
        j < 2
        or before[-1:] not in ("n", "g")
        or not (shape.kinds[j] in "nzg" or lexicon().uses.get(shape.words[j]))
    ):
        return False
    opened = max(before.rfind("G"), before.rfind("O"))
    return (
        i - j < 3
        and len(shape.words[j]) > 1
        and opened >= 0
        and not any(kind in "GLBOTNUu" for kind in after)
        and set(before[opened + 1 :]) <= set("nzg")
    )


def begin(shape: Shape, j: int, i: int, *, nearest: bool = False) -> tuple[int, bool]:
    """Where in ``[j, i)`` the name begins, and whether a place or a proper name opens it.

    The leftmost place or proper name opens it, or the ``nearest`` one; failing those an unknown word,
    a string of single characters, the level of an unnamed place (市, 省), or the first noun that says
    something.
    """
    if j >= i:
        return j, False
    kinds, words = shape.kinds, shape.words
    material = kinds[j:i]
    anchors: list[int] = []
    if not _OPENERS.isdisjoint(material):
        anchors = [k for k in range(j, i) if kinds[k] in _OPENERS and _opens(shape, k)]
    if not anchors and not _UNKNOWN.isdisjoint(material):
        anchors = [k for k in range(j, i) if kinds[k] in _UNKNOWN and len(words[k]) > 1]
    if not anchors and "m" in material:
        anchors = [k for k in range(j, i) if kinds[k] == "m" and _is_ordinal(shape, k)]
    level = _level(shape, j, anchors[0] if anchors else i)
    if level >= 0:
        return level, True
    anchors = anchors or _spelt(shape, j, i)
    if not anchors and kinds[i - 1] == "z":
        # 云江|海关, which the dictionary has for a place
        tag = shape.tags.get(words[i - 1])
        brand = tag == "nz" and lexicon().uses.get(words[i]) == "tail"  # 天宇|科技
        place = tag == "ns" and kinds[i] in "Ws"
        anchors = [i - 1] if kinds[i] in "EX" or place or brand else []
    if anchors:
        k = anchors[-1] if nearest else anchors[0]
        while nearest and k - 1 in anchors and kinds[k - 1] != "G":
            k -= 1
        return _with_quote(shape, j, k, i)
    uses = lexicon().uses
    k = j
    while k < i and (kinds[k] in "gDmchAXYQEWe" or uses.get(words[k]) == "outside"):
        k += 1
    return k, False


#: Kinds of a place, a body and a person, and of words that may be one; kinds of unknown words.
_OPENERS, _UNKNOWN = frozenset("GLBOTNCEsz"), frozenset("Uu")


def _opens(shape: Shape, k: int) -> bool:
    """Whether token ``k``, of one of the kinds that do, opens a name."""
    kind = shape.kinds[k]
    if kind in "Es":
        return len(shape.words[k]) > 3
    return kind != "z" or _is_division(shape, k)


def _is_division(shape: Shape, k: int) -> bool:
    """Whether token ``k`` is a place that the dictionary has, before its level: 云江|市."""
    return (
        shape.kinds[k + 1] == "D" and shape.joined(k + 1) and shape.tags.get(shape.words[k]) == "ns"
    )


def _level(shape: Shape, j: int, i: int) -> int:
    """Where in ``[j, i)`` the level of an unnamed place (市, 省) opens a name, with what touches it; or -1."""
    kinds, words = shape.kinds, shape.words
    if _LEVELS.isdisjoint(words[j:i]):
        return -1
    k = next((k for k in range(j, i) if words[k] in _LEVELS and not _counted(shape, k)), -1)
    if k < 0 or any(kind in "nz" for kind in kinds[j:k]):
        return -1
    while k > j and kinds[k - 1] in "uUhSNz" and words[k - 1] not in "前原现":
        k -= 1
    return k


def _with_quote(shape: Shape, j: int, k: int, i: int) -> tuple[int, bool]:
    """``k``, or the opening mark when ``k`` lies in quotation marks, which then say too little by themselves."""
    if "q" not in shape.kinds[k:i]:
        return k, True
    closing = next((q for q in range(k, i) if shape.words[q] in "”’“‘"), i)
    if closing == i or shape.words[closing] in "“‘":
        return k, True
    opening = next((q for q in range(k - 1, j - 1, -1) if shape.words[q] in "“‘"), -1)
    if opening < 0:
        return closing + 1, False
    return opening, shape.kinds[k] in "GLBOT"


def _is_ordinal(shape: Shape, k: int) -> bool:
    """Whether the numeral at ``k`` numbers a name: 第二|医院, but not 第二|个, 第一|大."""
    if shape.words[k][0] != "第":
        return False
    return shape.kinds[k + 1] in "nEWspzg" and shape.tags.get(shape.words[k + 1]) != "q"


def _counted(shape: Shape, k: int) -> bool:
    """Whether token ``k`` is counted rather than named: 12个国家, 各市."""
    return (
        k > 0
        and shape.joined(k)
        and (
            shape.tags.get(shape.words[k - 1]) in ("q", "m") or shape.words[k - 1][-1] in "个各两多"
        )
    )


#: Numerals that shops are named with.
_MANY = frozenset("百家 万家 千家".split())


def _spelt(shape: Shape, j: int, i: int) -> list[int]:
    """The first of two or more single characters right before ``i``: a word the segmenter does not know."""
    uses = lexicon().uses
    k = i
    while (
        k > j
        and len(shape.words[k - 1]) == 1
        and shape.kinds[k - 1] in "hSAm"
        and shape.words[k - 1] not in uses
    ):
        k -= 1
    brand = shape.kinds[i - 2] in "hSA" and shape.words[i - 2] not in "逾近超满达约共"
    if k == i > j + 1 and shape.words[i - 1] in _MANY and brand:
        return [i - 2]  # 惠|百家|超市
    return [k] if i - k >= 2 else []
