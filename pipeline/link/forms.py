"""What the form of a word tells of it where no lexicon has it: what it begins and ends with.

jieba guesses at unknown words, and runs two together now and then: 沪指涨, 仅增, 已高达.
"""

from __future__ import annotations

from pipeline.link.words import word_classes

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


def by_shape(word: str, tag: str) -> str:
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


def _threshold(word: str) -> str:
    """The letter of a word of three characters, if it is a threshold with its adjective: 新台阶."""
    return "T" if word_classes().get(word[1:]) == "T" else ""
