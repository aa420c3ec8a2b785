"""What each word may be in a name: one letter a word, worked out once and then remembered.

The letters are the alphabet of the name rules, which read a text as the string of its tokens' kinds:

Places: G division, country or city · L named region, river, mountain · C named building · A character
that shortens a place, B several of them in one token · P place with what belongs to it (中国政府) ·
D kind of division (省 市 县) · Q landscape ending · X strong and Y weak building ending.
Bodies: O organisation known as such · E strong and W weak ending · s word that ends in a one-character
ending, e such an ending by itself · K office with its holder's role (市委书记, 财政部长).
People: N person in the dictionary · S surname, J Japanese surname · U unknown word that begins with a
surname · T transliteration · M name with its title or doctrine (吴先生) · r role before a name, R on
either side, a form of address after one · v verb of speech · p other noun for a person.
Else: V strong and i weak event ending · H award ending · u unknown word · z other proper noun ·
n noun · g generic modifier (有关, 上市) · m numeral · c conjunction · h other single character ·
q quotation mark · . other mark · x anything else.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.extractors.names.kinds.people import person_kind
from pipeline.extractors.names.kinds.places import LISTED_PLACES, place_kind, place_part
from pipeline.extractors.names.vocabulary import lexicon

_NOUN_TAGS = frozenset("n vn nz j b ng l s f nt ns nr nrt nrfg an i a zg".split())
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
    if len(word) == 1:
        return _character(word, tag)
    if not is_han(word[-1]):
        known = word in lexicon().organisations or word.upper() in lexicon().organisations
        return "O" if known else "u" if word[0].isascii() and word[0].isalpha() else "."
    if tag in ("nz", "nt") and len(word) == 4 and word[2:] in _COMPANIES and word[:2] not in _SORTS:
        return "O"
    return (
        _listed(word, tag) or place_kind(word, tag) or person_kind(word, tag) or _other(word, tag)
    )


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


_ENDING_KINDS = {
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


_SIDES = {"before": "r", "both": "R", "after": "a", "speech": "v"}
_PLAIN_NOUNS = frozenset("n vn b nz j l a an s ns".split())


#: Roles that stand right after an office in one word: 市委书记.
_OFFICERS = frozenset(
    "书记 副书记 常委 主任 副主任 主席 副主席 委员 代表 副部长 校长 院长 所长 行长 馆长 台长 社长 园长 会长".split()
)


def _listed(word: str, tag: str) -> str:
    words = lexicon()
    if word in words.organisations:
        return "O"
    if word in words.people:
        return "N"
    if word in words.endings:
        return _ENDING_KINDS[words.endings[word]]
    if office_part(word):
        return "K"
    if word in words.context:
        return _SIDES[words.context[word]]
    if len(word) > 2 and _SIDES.get(
        words.context.get(word[1:] if word[0] == "副" else word[-2:], "")
    ) in ("r", "R"):
        return "r" if word[0] == "副" or len(word) > 3 else ""
    if words.uses.get(word) == "generic":
        return "g"
    if word in words.named_places:
        return LISTED_PLACES[words.named_places[word]]
    if word in words.not_names:
        return "n" if tag in _PLAIN_NOUNS else "x"
    return ""


def office_part(word: str) -> int:
    """How many characters of ``word`` name an office before its holder's role: 3 in 财政部长, else 0."""
    words = lexicon()
    for size in (1, 2, 3):
        part, role = word[:-size], word[-size:]
        if len(part) < 2 or not (
            part in words.organisations or words.endings.get(part, "")[:1] == ("ORG",)
        ):
            continue
        if size == 1 and role == "长" and part[-1] in "部厅局院校署":
            return len(part)
        if size > 1 and role in _OFFICERS:
            return len(part)
    return 0


#: Nouns that end like one for a person and are none.
_NOT_PERSONS = frozenset(
    "国家 大家 人家 全家 自家 本家 家家 农家 万家 厂家 商家 买家 卖家 行家 玩家 增长 成长 生长 延长 特长 全长 家长里短 动员 官员 成员 人员 或者 前者 后者 记者站 高手 对手 选手村 着手 入手 双手 助手".split()
)


def _with_ending(word: str, tag: str, size: int) -> str:
    """The kind of a word that goes on before the ending in its last ``size`` characters."""
    words = lexicon()
    stem = word[:-size]
    label, strength = words.endings[word[-size:]]
    if label == "ORG" and words.uses.get(stem) in ("generic", "inside"):
        return "n" if strength != "strong" or words.uses[stem] == "generic" else "E"  # 上市公司
    if (
        label == "ORG"
        and tag == "nt"
        and (strength == "strong" or place_part(word))
        and len(stem) > 1
    ):
        return "O"
    return _ENDING_KINDS[label, strength]


#: An unknown word that begins or ends with one of these is two words: 称荷, 起自.
_FUNCTION = frozenset("的了是在和与及称将被把从自于")


def _other(word: str, tag: str) -> str:
    words = lexicon()
    if word.endswith(words.unlike) and word not in words.endings:
        special = word[-2:]
        if special not in words.endings:
            return "n" if tag in _NOUN_TAGS or tag in ("v", "") else "x"
    for size in (4, 3, 2):
        if len(word) > size and word[-size:] in words.endings:
            return _with_ending(word, tag, size)
    nominal = tag in ("n", "nt", "nz", "j", "ns", "vn") and len(word) > 2
    if nominal and words.suffixes.get(word[-1]) == "ORG":
        return "O" if tag == "nt" and len(word) > 3 else "s"
    if tag in ("m", "t"):
        return "m" if tag == "m" else "x"
    if tag == "n" and word[-1] in "长员家师者手" and word not in _NOT_PERSONS:
        return "p"
    if tag in ("nz", "ns", "nr", "nrt", "j") and len(word) < 4:
        return "z"
    if tag in _NOUN_TAGS:
        return "n"
    if tag or word[0] in _FUNCTION or word[-1] in _FUNCTION:
        return "x"
    return "u"
