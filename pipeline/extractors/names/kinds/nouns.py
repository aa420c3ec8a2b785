"""What a word is that is no listed name, no place and no person: one with an ending, or any other word."""

from __future__ import annotations

from pipeline.extractors.names.kinds.places import place_part
from pipeline.extractors.names.vocabulary import foreign_score, lexicon

ENDING_KINDS = {
    ("ORG", "strong"): "E",
    ("ORG", "weak"): "W",
    ("FAC", "strong"): "X",
    ("FAC", "weak"): "Y",
    ("LOC", "strong"): "Q",
    ("GPE", "strong"): "D",
    ("EVENT", "strong"): "V",
    ("EVENT", "weak"): "i",
    ("WORK_OF_ART", "strong"): "H",
}
_NOUN_TAGS = frozenset("n vn nz j b ng l s f nt ns nr nrt nrfg an i a zg".split())
#: What words that are no names are by their tag.
_COMMON = {
    tag: "m" if tag == "m" else "n" if tag in _NOUN_TAGS else "x"
    for tag in "n v vn vd a ad an d b z m t r s f q ng c p u y l i".split()
}
#: An unknown word that begins or ends with one of these is two words: 称荷, 起自.
_FUNCTION = frozenset("的了是在和与及称将被把从自于")
_BODY_TAGS = frozenset("n nt nz j ns vn".split())
_PROPER_TAGS = frozenset("nz ns nr nrt j".split())
_PERSONS = frozenset("长员家师者手")
#: Nouns that end like one for a person and are none.
_NOT_PERSONS = frozenset(
    "国家 大家 人家 全家 自家 本家 家家 农家 万家 厂家 商家 买家 卖家 行家 玩家 增长 成长 生长 延长 特长 全长 家长里短 动员 官员 成员 人员 或者 前者 后者 记者站 高手 对手 选手村 着手 入手 双手 助手".split()
)


def common_kind(word: str, tag: str) -> str:
    """The kind of an unlisted word of two characters that is no more than its tag says, '' of any other.

    So few hold neither an ending with something before it nor a place with something after.
    """
    kind, words = _COMMON.get(tag, ""), lexicon()
    if not kind or word[1] in words.unlike:
        return ""
    if tag == "n":
        if word[0] in words.transliterating and foreign_score(word) > 3.5:
            return ""
        if word[1] in _PERSONS and word not in _NOT_PERSONS:
            return "p"
    return kind


def other_kind(word: str, tag: str) -> str:
    """The kind of a word that is on no list and neither a place nor a person."""
    words, last = lexicon(), word[-1]
    if last in words.unlike and word.endswith(words.unlike[last]) and not _is_ending(word):
        return "n" if tag in _NOUN_TAGS or tag in ("v", "") else "x"
    if last in words.ending_sizes and (size := words.ending_size(word)):
        return _with_ending(word, tag, size)
    if not tag:
        return "x" if word[0] in _FUNCTION or last in _FUNCTION else "u"
    if len(word) > 2 and tag in _BODY_TAGS and words.suffixes.get(last) == "ORG":
        return "O" if tag == "nt" and len(word) > 3 else "s"
    if tag == "n":
        return "p" if last in _PERSONS and word not in _NOT_PERSONS else "n"
    if tag == "m":
        return "m"
    if tag in _PROPER_TAGS and len(word) < 4:
        return "z"
    return "n" if tag in _NOUN_TAGS else "x"


def _is_ending(word: str) -> bool:
    """Whether ``word`` is an ending of names or has one of two or three characters: 江苏电视台."""
    endings = lexicon().endings
    return word in endings or word[-2:] in endings or (len(word) > 3 and word[-3:] in endings)


def _with_ending(word: str, tag: str, size: int) -> str:
    """The kind of a word that goes on before the ending in its last ``size`` characters."""
    words = lexicon()
    stem = word[:-size]
    label, strength = words.endings[word[-size:]]
    if label == "ORG":
        use = words.uses.get(stem)
        if use in ("generic", "inside"):
            return "n" if strength != "strong" or use == "generic" else "E"  # 上市公司
        if tag == "nt" and len(stem) > 1 and (strength == "strong" or place_part(word)):
            return "O"
    return ENDING_KINDS[label, strength]
