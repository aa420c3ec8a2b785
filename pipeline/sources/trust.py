"""How sure the tagger must be of a find before it is taken: the less its words are a name's, the surer."""

from __future__ import annotations

import re

from pipeline.document import Document, Tokens
from pipeline.extractors.names.vocabulary import is_transliterated, lexicon
from pipeline.model import NameLabel
from pipeline.sources.mend import is_known

#: Of any find; of a person, and of what else, that consists of common words (the dictionary has many
#: names as such); more than the tagger ever is: not taken.
_ANY, _COMMON_PERSON, _SUFFIXED, _COMMON, _NEVER = 0.7, 0.75, 0.8, 0.94, 2.0
#: The dictionary's tags of words that are names, or may be: ICTCLAS' proper nouns and abbreviations.
_PROPER = frozenset("nr nrt nrfg ns nt nz j".split())
_MEASURE = frozenset("m q mq".split())
#: Words that no name of a body or a place holds.
_FUNCTION = frozenset("的 了 是 还 在 被 把 将 就 都 也 从 向 不 能".split())
#: Kinds of towns rather than a town: 大城市, 老城区.
_CLASS = re.compile(
    "[大中小老新旧各全主沿]{1,3}(?:城市?|城区|城镇|市区|乡镇|县城|山区|港口)"
    "|.*[一二三四五六七八九十两几数各多][省市县区乡镇村国州]|(?:联邦|中央|地方)政府"
    "|.{0,3}(?:乡村|村庄|农村|试验区|合作区|建成区|居民区|示范区|工业区|商业区)|[于在各]?城镇"
)
#: What a body ends in with one character; 会 is as often a meeting.
_ENDINGS = frozenset("队党军团厂局部")
#: What foreign names hold: a dot, Latin letters, a number of kings.
_FOREIGN = re.compile("[·•‧・∙A-Za-z—-]|[一二三四五六七八九十]世$")
_DIVISIONS = frozenset("省市县区旗州镇乡村盟岛山河江湖桥")


def least(document: Document, start: int, end: int, label: NameLabel) -> float:
    """The least probability at which the tagger's find is taken for a name."""
    tokens = document.tokens
    inside = tokens.between(start, end)
    words = [tokens.words[i] for i in inside]
    name = document.folded[start:end]
    if _cuts_word(tokens, start, name, label) or _is_none(name, label):
        return _NEVER
    if label != "PERSON" and not _FUNCTION.isdisjoint(words):
        return _NEVER
    if name in lexicon().not_names:
        return _COMMON  # a place that is a word as well: 安康
    if "".join(words) != name or not all(_is_common(tokens.tag(i)) for i in inside):
        return _ANY
    match label:
        case "GPE":
            if len(name) == 1 or is_known(name) or words[-1] in _DIVISIONS:
                return _ANY
            return _NEVER if _is_class(words[-1]) else _COMMON
        case "ORG":
            if _ends_as_body(name) and tokens.tag(inside[-1]) not in _MEASURE:
                return _ANY
            if name[-1] in _ENDINGS:
                return _SUFFIXED
            return _COMMON if len(words) == 1 else _NEVER
    return _COMMON_PERSON if len(words) == 1 or len(name) == 2 else _ANY


def _cuts_word(tokens: Tokens, start: int, name: str, label: NameLabel) -> bool:
    """Whether the find begins within a word of the dictionary, which only short forms of places do: 欧|美."""
    i = tokens.at(start)
    if i < 0 or tokens.starts[i] == start or not tokens.tag(i):
        return False
    return label != "GPE" or (len(name) > 1 and not is_known(name))


def _is_none(name: str, label: NameLabel) -> bool:
    """Whether ``name`` is an everyday word, a class of places, or letters: the tagger takes APP and GDP for bodies."""
    if label == "PERSON" and len(name) > 4 and not _FOREIGN.search(name):
        japanese = lexicon().surnames.get(name[:2]) == "japanese"
        return not japanese and not is_transliterated(name)  # two people side by side
    known = label == "GPE" and is_known(name)
    if label != "PERSON" and not known and _CLASS.fullmatch(name):
        return True
    if name.isascii() and (label != "PERSON" or name.isupper()):
        return True
    return not known and name in lexicon().not_names


def _is_common(tag: str) -> bool:
    return bool(tag) and tag not in _PROPER


def _is_class(word: str) -> bool:
    """Whether ``word`` says what kind of thing is meant: 国家公园, 高速公路."""
    words = lexicon()
    return word in words.endings or word in words.not_names


def _ends_as_body(name: str) -> bool:
    endings = lexicon().endings
    return any(endings.get(name[-size:]) == ("ORG", "strong") for size in (4, 3, 2))
