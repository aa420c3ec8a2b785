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
    j, depth = i, 0
    while j > 0 and i - j < _LONGEST:
        kind, word = kinds[j - 1], words[j - 1]
        if starts[j] != starts[j - 1] + len(word):
            break
        if kind == "q":
            depth += 1 if word in "”’" else -1 if word in "“‘" else 0
            if depth < 0 or word not in "”’“‘":
                break
        elif kind == "c":
            if not depth and not _goes_on(shape, j, i):
                break
        elif kind == ".":
            if not depth:
                break
        elif kind not in _INSIDE and not depth:
            if uses.get(word) != "inside":
                break
        elif uses.get(word) == "outside" or (kind == "m" and word[0] in "一两几数每首"):
            break
        j -= 1
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
    anchors = [
        k
        for k in range(j, i)
        if shape.kinds[k] in "GLBOTNC" or (shape.kinds[k] in "Es" and len(shape.words[k]) > 3)
    ]
    anchors = anchors or [
        k for k in range(j, i) if shape.kinds[k] in "Uu" and len(shape.words[k]) > 1
    ]
    ordinals = [k for k in range(j, i) if _is_ordinal(shape, k)]
    anchors = anchors or ordinals
    levels = [k for k in range(j, i) if shape.words[k] in _LEVELS and not _counted(shape, k)]
    if levels and (not anchors or levels[0] < anchors[0]) and not _says_more(shape, j, levels[0]):
        k = levels[0]
        while k > j and shape.kinds[k - 1] in "uUhSNz" and shape.words[k - 1] not in "前原现":
            k -= 1
        return k, True
    anchors = anchors or _spelt(shape, j, i)
    if not anchors and i > j and shape.kinds[i - 1] == "z" and shape.kinds[i] in "EX":
        anchors = [i - 1]
    if anchors:
        k = anchors[-1] if nearest else anchors[0]
        while nearest and k - 1 in anchors and shape.kinds[k - 1] != "G":
            k -= 1
        return _with_quote(shape, j, k, i)
    k = j
    while k < i and (
        shape.kinds[k] in "gDmchAXYQEWe" or lexicon().uses.get(shape.words[k]) == "outside"
    ):
        k += 1
    return k, False


def _with_quote(shape: Shape, j: int, k: int, i: int) -> tuple[int, bool]:
    """``k``, or the opening mark when ``k`` lies in quotation marks, which then say too little by themselves."""
    closing = next((q for q in range(k, i) if shape.words[q] in "”’“‘"), i)
    if closing == i or shape.words[closing] in "“‘":
        return k, True
    opening = next((q for q in range(k - 1, j - 1, -1) if shape.words[q] in "“‘"), -1)
    if opening < 0:
        return closing + 1, False
    return opening, shape.kinds[k] in "GLBOT"


def _says_more(shape: Shape, j: int, k: int) -> bool:
    return any(kind in "nz" for kind in shape.kinds[j:k])


def _is_ordinal(shape: Shape, k: int) -> bool:
    """Whether token ``k`` numbers a name: 第二|医院, but not 第二|个, 第一|大."""
    if shape.kinds[k] != "m" or shape.words[k][0] != "第":
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
    return [k] if i - k >= 2 else []
