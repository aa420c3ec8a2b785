"""Words → classes: what part a word can play beside a figure, as one letter.

A sentence becomes a string of such letters, and a rule a pattern over that string (the way NLTK's
chunk parsers read tag strings). The letters:

====== ==================================================================================
``#``  a figure that becomes a fact; ``0`` an ordinal; ``t`` a time
``n``  noun; ``a`` attribute; ``G O P E`` place, organisation, person, other name
``w``  noun-like verb (创新 in 技术创新工作室); ``y`` verb used both ways (培训)
``v``  verb that always governs; ``u`` verb nothing is known of; ``s`` state (死亡, 受伤)
``x``  verb or noun of change; ``=`` equating verb; ``H`` 有; ``%`` 占; ``R`` verb of saying
``d``  adverb; ``m`` 计划; ``p`` preposition; ``B`` 比; ``b`` 相比; ``L`` 了
``D``  的; ``c`` 和; ``C`` 但; ``k`` 等; ``S`` 其中; ``M`` 中有; ``r`` 各; ``f`` 中; ``i`` 以上 in 市级以上
``T``  words a figure stands before without being theirs (台阶, 大关)
====== ==================================================================================

Punctuation stands for itself: ``, ; : . 、 ( ) { }`` (the braces are quotation marks) and ``_``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from pipeline.document import Tokens
from pipeline.lexicon import columns, rows

_LETTER = {
    "of": "D",
    "aspect": "L",
    "among": "S",
    "among-has": "M",
    "closer": "k",
    "comparison": "B",
    "versus": "b",
    "preposition": "p",
    "coordination": "c",
    "conjunction": "C",
    "localizer": "f",
    "level": "i",
    "determiner": "r",
    "that": "g",
    "adverb": "d",
    "copula": "=",
    "existential": "H",
    "share": "%",
    "modal": "m",
    "reporting": "R",
    "state": "s",
    "strong": "v",
    "spending": "v",
    "nounlike": "w",
    "either": "y",
    "noun": "n",
    "adjective": "a",
    "threshold": "T",
    "scope": "G",
    "army": "O",
    "grade": "n",
    "agent": "n",
}

#: jieba's dictionary tags by their first letter; what is not here is a noun.
_TAG = {
    "v": "u",
    "a": "a",
    "b": "a",
    "z": "a",
    "d": "d",
    "p": "p",
    "c": "C",
    "f": "f",
    "r": "r",
    "u": "d",
    "y": "d",
    "e": "d",
    "o": "d",
    "t": "d",
    "m": "r",
    "q": "n",
}
_WHOLE_TAG = {"vn": "w", "an": "n", "ad": "d", "zg": "n", "i": "a"}

_MARKS = {
    **dict.fromkeys("，,", ","),
    **dict.fromkeys("；;", ";"),
    **dict.fromkeys("：:", ":"),
    **dict.fromkeys("。.！？!?\n\r", "."),
    "、": "、",
    "·": "n",
    "-": "n",
    **dict.fromkeys("（(【[", "("),
    **dict.fromkeys("）)】]", ")"),
    **dict.fromkeys("“‘「『《〈", "{"),
    **dict.fromkeys("”’」』》〉", "}"),
    **dict.fromkeys(" \u3000\t\xa0_", "_"),
}


@cache
def word_classes() -> dict[str, str]:
    """The lexicon's words with their letters, change words and marks included."""
    table = {row["word"]: "x" for row in rows("link_changes")}
    found = columns("link_words")
    table.update(zip(found["word"], map(_LETTER.__getitem__, found["class"]), strict=True))
    table.update((row["word"], "x") for row in rows("link_changes"))
    table.update(_MARKS)
    return table


#: The letter of a token that joins two words, until it is parted.
FUSED = "F"


#: What jieba's guesses at unknown words end in that is a word by itself.
_SECOND = {
    "均": "nd",
    "已": "nd",
    "仅": "nd",
    "则": "nd",
    "在": "np",
    "由": "np",
    "以": "np",
    "等": "nk",
    "有": "nH",
}
_SECOND |= dict.fromkeys("涨跌升降增减", "nx")  # 沪指|涨, 营收|增
#: Adverbs that such a guess begins with: 仅|涨, 恐|达.
_ADVERBS_BEFORE = frozenset("仅再已共仍又均连只还也先齐缓竟更都则曾约最恐可应将或才")
#: What stands on a board: 指|报.
_QUOTED = "指价股盘"
#: Verbs that a measure is fused with.
_EQUATES = "约为达超"


def fused(word: str, tag: str) -> tuple[str, int] | None:
    """The two letters of a token that joins two words, and how long the second is; else None.

    A verb with its object (筹集资金), a subject with its change (物价上涨), an adverb with its
    change (同比增加), a measure with its verb (全长约, 率为), a noun with 均 or 在, a noun or an
    adverb with its change (指涨, 仅涨).
    """
    if len(word) == 4:
        if word_classes().get(word[:2]) == "v":
            return "vn", 2
        if word_classes().get(word[2:]) == "x":
            return ("dx" if word_classes().get(word[:2]) == "d" else "nx"), 2
    if not tag and len(word) == 3 and word[0] in "共已再均":
        verb = word_classes().get(word[1:], "")
        if verb and verb in "vwy":
            return "d" + verb, 2  # 共|出动
    if not tag and 1 < len(word) < 5:
        if word[-1] in _SECOND:
            letters = _SECOND[word[-1]]
            if len(word) > 3 and word_classes().get(word[-2:]) == "x":
                return "nx", 2  # 净利|预增
            return "dx" if letters == "nx" and word[:-1] in _ADVERBS_BEFORE else letters, 1
        if word[-1] == "有" and word[0] in "村县市镇乡校厂店":
            return "nH", 1  # 莲花|村有|养殖户
        if word == "股派":
            return "nv", 1  # 每10|股派|2元
        if word[-1] == "报" and word[-2] in _QUOTED:
            return "n=", 1  # 指|报
        if word[0] == "等" and len(word) < 4:
            return "kn", len(word) - 1  # 中美等国
    if word[-1] in _EQUATES and 1 < len(word) < 4:
        if word[0] in _ADVERBS_BEFORE and word[1:-1] in ("", *_REACHING):
            return "d=", 1  # 已高|达, 恐|达
        if word[:-1] == "比":
            return "B=", 1  # 占|比达
        measure = not tag or word[0] in "率量额数" or word_classes().get(word[:-1]) == "n"
        return ("n=", 1) if measure else None
    return None


@cache
def words_of(kind: str) -> frozenset[str]:
    """The lexicon's words of class ``kind``: spending, agent, grade …"""
    found = columns("link_words")
    return frozenset(w for w, c in zip(found["word"], found["class"], strict=True) if c == kind)


#: Words kept before a cache of letters starts again: news uses some 50,000.
_KEPT = 1 << 17


class WordClasses(dict[str, str]):
    """Letters of words under one dictionary's tags, filled as they are asked for."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        super().__init__()
        self._tags = tags

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        letter = self[word] = classify(word, self._tags.get(word, ""))
        return letter


class _Same:
    """A mapping compared by identity, so that it can key a cache."""

    __slots__ = ("mapping",)

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = mapping

    def __hash__(self) -> int:
        return id(self.mapping)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.mapping is other.mapping


@lru_cache(maxsize=2)
def _classes(tags: _Same) -> WordClasses:
    return WordClasses(tags.mapping)


def classes_for(tokens: Tokens) -> WordClasses:
    """The letters of words as the dictionary of ``tokens`` tags them, kept between documents."""
    return _classes(_Same(tokens.tags))


#: No token holds a NUL and anything else.
_PLACE = "\0"


def place(letter: str) -> str:
    """What holds the place of a mention's words where its class is ``letter``."""
    return _PLACE + letter


def classify(word: str, tag: str) -> str:
    """The letter of ``word``, whose dictionary tag is ``tag``.

    >>> classify("的", "uj"), classify("技术", "n"), classify("治理", "v"), classify("抽丝", "v")
    ('D', 'n', 'w', 'u')
    """
    known = word_classes().get(word)
    if known:
        return known
    if not word[0].isalnum():
        if word[0] == _PLACE:
            return word[1:] or "_"
        if word.isspace():
            return "."  # a run of blanks with a line break
        if len(word) == 1 and not tag:
            return "_"
    if tag == "m" and not _SIZES.isdisjoint(word):
        return "a"  # 万亿级产业
    return _by_shape(word, tag) or _by_tag(tag)


@cache
def _by_tag(tag: str) -> str:
    """The letter that jieba's dictionary gives a word by its tag."""
    return _WHOLE_TAG.get(tag) or _TAG.get(tag[:1], "n")


#: What verbs with a complement, names of measures and places end in, and adverbs fused with verbs.
_RESULTS, _RATES, _INSIDE = "起出入到成掉走作过得完", "率额量", "上内里下旁"
#: What nouns of three characters end in that jieba's dictionary has as verbs or attributes: 出场费, 无人机.
_NOUN_ENDS = frozenset("费率器机员证权案物者师款价版片品车客票")
#: What is low or high, or moves, before 至 and 到: what follows is a level.
_LEVELS = frozenset("高低多少长短快慢涨跌升降增减炒")
#: What verbs end in that name the sum they are about: 捐款, 减税, 讨薪.
_SUMS = "款资费税薪债汇贿贷赃"
#: What jieba cuts from 达 and 至 and gives to the adverb before it.
_REACHING = "高多低"
_ADVERBS = "再已均共拟将可仅因待获连独豪劲狂怒只还才"
#: What a word begins or ends with whose form tells anything, unless it has four characters.
_FIRST = frozenset("等被该每各这那" + _ADVERBS)
_LAST = frozenset(
    "".join(_SECOND)
    + "报派有"
    + _EQUATES
    + "到至部"
    + _RESULTS
    + _RATES
    + _INSIDE
    + _REACHING
    + _SUMS
)


def _by_shape(word: str, tag: str) -> str:
    """The letter that the form of a word gives it, or nothing."""
    size = len(word)
    if size == 3 and tag[:1] in ("v", "b", "i") and word[-1] in _NOUN_ENDS:
        return "n"
    if word[-1] not in _LAST and word[0] not in _FIRST and size != 4:
        return _threshold(word) if size == 3 else ""
    if fused(word, tag):
        return FUSED
    if size == 2 and word[1] in _SUMS and (not tag or tag[0] == "v"):
        return "y"
    if size == 2 and not tag and word[1] in _REACHING and word[0] in _ADVERBS_BEFORE:
        return "d"  # 已高|达, 竟高|达
    if word[0] == "被" and 1 < len(word) < 4 and tag in ("", "v"):
        return "s"
    if word[0] == "该" and 1 < len(word) < 4:
        return "g"
    if word[0] == "每" or (len(word) == 2 and word[0] in "各这那" and (word[0] == "各" or not tag)):
        return "r"
    if word[-1] in "到至" and _leads_to_level(word):
        return "="
    if 1 < len(word) < 4 and tag in ("", "i", "l") and word[-1] in _RESULTS:
        return "u"  # a verb with its complement
    if len(word) > 2 and word[-1] in _RATES:
        return "n"
    if tag == "f" and word[-1] == "部":
        return "n"
    if tag == "s" and word[-1] in _INSIDE:
        return "f"  # 车上, 境内
    if not tag and len(word) == 2 and word[0] in _ADVERBS:
        return "u"  # an adverb and its verb
    return _threshold(word) if size == 3 else ""


def _leads_to_level(word: str) -> bool:
    """Whether a level follows ``word``, which ends in 到 or 至: 缩减到, 低至, 涨到."""
    if len(word) == 3:
        return word_classes().get(word[:2]) == "x"
    return len(word) == 2 and word[0] in _LEVELS


#: What tells the size of a thing when no figure does: 千亿级.
_SIZES = frozenset("百千万亿")


def _threshold(word: str) -> str:
    """The letter of a word of three characters, if it is a threshold with its adjective: 新台阶."""
    return "T" if word_classes().get(word[1:]) == "T" else ""
