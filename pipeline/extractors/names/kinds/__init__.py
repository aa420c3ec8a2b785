"""What each word may be in a name: one letter a word, worked out once and then remembered.

The letters are the alphabet of the name rules, which read a text as the string of its tokens' kinds:

Places: G division, country or city · L named region, river, mountain · C named building · A character
that shortens a place, B several of them in one token · P place with what belongs to it (中国政府) ·
D kind of division (省 市 县) · Q landscape ending · X strong and Y weak building ending.
Bodies: O organisation known as such · E strong and W weak ending · s word that ends in a one-character
ending, e such an ending by itself · K office with its holder's role (市委书记, 财政部长).
People: N person in the dictionary · S surname, J Japanese surname · U unknown word that begins with a
surname · T transliteration · M name with its title or doctrine (吴先生) · r role before a name, R on
either side, a form of address after one · k a preposition with the name that it leads · v verb of
speech · p other noun for a person.
Else: V strong and i weak event ending · H award ending · u unknown word · z other proper noun ·
n noun · g generic modifier (有关, 上市) · m numeral · c conjunction · h other single character ·
q quotation mark · . other mark · x anything else.

A text of news brings a new word every twenty, so each question about a word is asked only behind a
cheaper one that most words answer with no: mostly what its last, or its first two, characters are.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.extractors.names.kinds.listed import BY_TAG, kind_by_tag, lists, role_kind
from pipeline.extractors.names.kinds.nouns import common_kind, other_kind
from pipeline.extractors.names.kinds.people import person_kind
from pipeline.extractors.names.kinds.places import place_kind
from pipeline.extractors.names.vocabulary import lexicon

_FUNCTION_TAGS = frozenset("p u uj ul uz ug ud uv r d c y v".split())
_MARKS = frozenset('“”‘’「」『』"《》〈〉')


class Kinds(dict[str, str]):
    """The kind of each word, worked out when it is first met. ``tags`` are the segmenter's."""

    #: A long run over many texts meets ever new words; beyond this many the memory starts afresh.
    LIMIT = 400_000

    def __init__(self, tags: Mapping[str, str]) -> None:
        super().__init__()
        self.tags = tags

    def __missing__(self, word: str) -> str:
        if len(self) >= self.LIMIT:
            self.clear()
        kind = self[word] = classify(word, self.tags.get(word, ""))
        return kind


def is_han(character: str) -> bool:
    """Whether ``character`` is a common Chinese character."""
    return "一" <= character <= "鿿"


def classify(word: str, tag: str) -> str:
    """The kind of ``word``, which the segmenter's dictionary tags ``tag`` ('' when it has no such word)."""
    size = len(word)
    if size == 1:
        return _character(word, tag)
    if not "一" <= word[-1] <= "鿿":
        known = word in lexicon().organisations or word.upper() in lexicon().organisations
        return "O" if known else "u" if word[0].isascii() and word[0].isalpha() else "."
    if size == 4 and tag in _COMPANY_TAGS and word[2:] in _COMPANIES and word[:2] not in _SORTS:
        return "O"
    kind = lists().get(word)
    if kind is None:
        kind = common_kind(word, tag) if size == 2 else role_kind(word)
    elif kind in BY_TAG:
        kind = kind_by_tag(kind, word, tag)
    return kind or place_kind(word, tag) or person_kind(word, tag) or other_kind(word, tag)


_COMPANY_TAGS = frozenset(("nz", "nt"))
#: What companies in the segmenter's dictionary end in, and stems that tell a sort of thing: 公共汽车.
_COMPANIES = frozenset(
    "医药 生化 药业 石化 仪器 股份 电子 电器 制药 纸业 铝业 矿业 乳业 啤酒 水泥 航空 汽车 科技 能源".split()
)
_SORTS = frozenset(
    "一次 二次 信息 钢筋 高新 防爆 公共 国产 国内 国防 民办 民用 国际 海军 空军 时尚 集团 绿色 清洁 生物 家用 通用 微型 高端".split()
)


def _character(word: str, tag: str) -> str:
    if not is_han(word):
        return "q" if word in _MARKS else "."
    words = lexicon()
    if word in "和与及暨同跟":
        return "c"
    if words.context.get(word) == "speech":
        return "v"
    label = words.suffixes.get(word)
    if label == "GPE":
        return "D"
    if words.surnames.get(word) in ("common", "usual"):
        return "S"
    if label == "ORG" and tag not in ("v", "p", "d"):
        return "e"
    if word in words.abbreviations:
        return "A"
    if tag == "m" or word in "第一二三四五六七八九十":
        return "m"
    return "x" if tag in _FUNCTION_TAGS else "h"
