"""What each word may be in a name: one letter a word, worked out once and then remembered.

The letters are the alphabet of the name rules, which read a text as the string of its tokens' kinds:

G division, country or city · L named region, river, mountain · C named building · A one-character
abbreviation of a place · B several of them in one token · O organisation known as such ·
E strong and W weak organisation ending · s word that ends in a one-character organisation ending,
e such an ending by itself · X strong and Y weak building ending · Q landscape ending ·
D kind of division (省 市 县) · V strong and i weak event ending · H award ending · S surname ·
J Japanese surname · N person in the dictionary · U unknown word that begins with a surname ·
u other unknown word · T transliteration · M name with its title or doctrine (吴先生) ·
r role before a name · R role on either side · a form of address after one · K office with its
holder's role (市委书记, 财政部长) · P place with what belongs to it (中国政府, 东北地区) · v verb of speech · n noun, what names are made of ·
z other proper noun ·
g generic modifier (有关, 上市) · h other single character · m numeral · q quotation mark ·
. other mark · c conjunction · x anything else.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.vocabulary import NO_NAME, foreign_score, lexicon, name_score

Kind = str
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg"})
_NOUN_TAGS = frozenset("n vn nz j b ng l s f nt ns nr nrt nrfg an i a zg".split())
_FUNCTION_TAGS = frozenset("p u uj ul uz ug ud uv r d c y v".split())
_DIPLOMACY = frozenset("中美英法德俄日韩朝印巴越泰菲缅柬澳加意葡荷墨哈乌蒙欧非以叙苏")
_MARKS = frozenset('“”‘’「」『』"《》〈〉')
#: An unknown word with one of these is two words that the segmenter ran together.
_FUNCTION_CHARACTERS = frozenset(
    "的了是在不着被把就也都而及与或对为于到等将又由从向让使同和给所其之这那你我他她它们个"
)


class Kinds(dict[str, Kind]):
    """The kind of each word, worked out when it is first met. ``tags`` are the segmenter's."""

    #: A long run over many texts meets ever new words; beyond this many the memory starts afresh.
    LIMIT = 400_000

    def __init__(self, tags: Mapping[str, str]) -> None:
        super().__init__()
        self.tags = tags

    def __missing__(self, word: str) -> Kind:
        if len(self) >= self.LIMIT:
            self.clear()
        kind = self[word] = classify(word, self.tags.get(word, ""))
        return kind


def is_han(character: str) -> bool:
    """Whether ``character`` is a common Chinese character."""
    return "一" <= character <= "鿿"


def classify(word: str, tag: str) -> Kind:
    """The kind of ``word``, which the segmenter's dictionary tags ``tag`` ('' when it has no such word)."""
    if len(word) == 1:
        return _character(word, tag)
    if not is_han(word[-1]):
        known = word in lexicon().organisations or word.upper() in lexicon().organisations
        return "O" if known else "u" if word[0].isascii() and word[0].isalpha() else "."
    return _listed(word, tag) or _place(word, tag) or _person(word, tag) or _other(word, tag)


def _character(word: str, tag: str) -> Kind:
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
_LISTED_PLACES = {"GPE": "G", "LOC": "L", "FAC": "C"}


_PLAIN_NOUNS = frozenset("n vn b nz j l a an s ns".split())
#: Roles that stand right after an office in one word: 市委书记.
_OFFICERS = frozenset("书记 副书记 常委 主任 副主任 主席 副主席 委员 代表 副部长".split())


def _listed(word: str, tag: str) -> Kind:
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
    if word[0] == "副" and word[1:] in words.context:
        return "r"
    if words.uses.get(word) == "generic":
        return "g"
    if word in words.named_places:
        return _LISTED_PLACES[words.named_places[word]]
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


def _place(word: str, tag: str) -> Kind:
    words, book = lexicon(), gazetteer()
    if word in book.by_full or word in words.world:
        return "G"
    if word in book.by_short and _is_short(word, tag):
        return "G"
    if len(word) == 2 and not tag and all(c in "中美俄日韩印欧朝" for c in word):
        return "B"
    if len(word) <= 3 and tag in ("ns", "j", "nz", "nt") and all(c in _DIPLOMACY for c in word):
        return "B" if word not in ("美德", "中意", "中以", "日德", "英美") or word == "英美" else ""
    if place_part(word) and not _is_office(word):
        return "P"
    if tag == "ns" and len(word) > 2:
        return _by_suffix(word)
    if (
        tag in ("nr", "nrt", "nz")
        and len(word) > 2
        and word[-1] in "郡州县岛湖河湾峰省"
        and name_score(word) < 3
    ):
        return _by_suffix(word) or ("G" if word[-1] in "郡" else "")
    return ""


def place_part(word: str) -> int:
    """How many characters of a dictionary word are a country, province or region at its head.

    4 in 委内瑞拉政府, 2 in 东北地区; 0 when it does not begin with one.
    """
    words, book = lexicon(), gazetteer()
    for size in range(min(len(word) - 1, 6), 1, -1):
        part = word[:size]
        if words.world.get(part) in ("country", "place", "region") or words.named_places.get(
            part
        ) in ("LOC", "GPE"):
            return size
        if (
            part in book.by_short
            and book.find(part)[0].level != "county"
            and part not in _NOT_BY_THEMSELVES
        ):
            return size
    return 0


def _is_office(word: str) -> bool:
    """Whether a word that begins with a place goes on to name an organisation, a building or an event of it."""
    words = lexicon()
    if word.endswith(("政府", "总理", "总统", "军队", "地区")) and not word.endswith(
        ("省政府", "市政府", "县政府")
    ):
        return False
    last = any(len(word) > size and word[-size:] in words.endings for size in (4, 3, 2))
    return (
        last
        or words.suffixes.get(word[-1], "GPE" if word[-1] in "语话人" else "")
        in ("ORG", "FAC", "LOC")
        or (word[-1] in "战役赛会奖")
    )


def _by_suffix(word: str) -> Kind:
    """The kind of a place in the segmenter's dictionary alone, told by its last character."""
    label = lexicon().suffixes.get(word[-1], "")
    size = place_part(word)
    if size and word[size:] in lexicon().organisations:
        return "O"
    if word[:-1] in lexicon().settlement_words:
        return "n"
    if label in _LISTED_PLACES and word[-1] not in "沙洋城区邦郡府":
        return _LISTED_PLACES[label]
    if word.endswith(("半岛", "高原", "盆地", "山脉", "海峡", "平原", "群岛", "流域", "沙漠")):
        return "L"
    return "G" if foreign_score(word) > 1.5 else ""


_NOT_BY_THEMSELVES = frozenset("来宾 东方 海北 海西 海东 三明 白银 日照 黄石 黄山".split())


def _is_short(word: str, tag: str) -> bool:
    """Whether a division's short name may stand for it by itself: 安定, 合作 and 和平 are words."""
    top = gazetteer().find(word)[0]
    if top.level == "province" or tag == "ns" or not tag:
        return word != "新建"
    if top.level == "prefecture" and top.current:
        return word not in _NOT_BY_THEMSELVES
    return len(word) > 2 and tag in ("nr", "nrt", "nz")


_TITLES = (
    "先生",
    "女士",
    "小姐",
    "老师",
    "大娘",
    "大爷",
    "大妈",
    "师傅",
    "夫人",
    "太太",
    "老汉",
    "医生",
    "教授",
    "同志",
    "大夫",
    "阿姨",
    "主席",
    "总理",
    "总统",
    "理论",
    "思想",
    "主义",
)


def titled_part(word: str) -> int:
    """How many characters of a dictionary word are the name before a title or doctrine: 1 in 吴先生."""
    if len(word) > 2 and word.endswith(_TITLES):
        part = word[:-2]
        if len(part) == 1:
            return 1 if lexicon().surnames.get(part) in ("common", "usual") else 0
        if name_score(part) > 0 or foreign_score(part) > 2:
            return len(part)
    return 0


_PLACE_LIKE = frozenset("家氏庙杯宫寺县河湖村镇区路桥府埠湾乡岛站港寨屿")


def _person(word: str, tag: str) -> Kind:
    use = lexicon().surnames.get(word)
    if use == "japanese":
        return "J"
    if use == "compound":
        return "S"
    if titled_part(word):
        return "M"
    if (
        len(word) in (4, 5)
        and tag in ("n", "nr", "nz", "")
        and lexicon().surnames.get(word[:2]) == "japanese"
    ):
        return "N"
    if tag in _NAME_TAGS:
        return _tagged_person(word, tag)
    return _other_person(word, tag) if tag else _unknown_person(word)


def _tagged_person(word: str, tag: str) -> Kind:
    own, foreign = name_score(word), foreign_score(word)
    if (
        foreign > 2.2
        and foreign * len(word) > own + 3
        and (len(word) > 2 or tag == "nrt" or own < 1)
    ):
        return "T"
    if len(word) <= 4 and own > (-0.5 if len(word) > 2 else 0.8) and word[-1] not in _PLACE_LIKE:
        return "N"
    if foreign > 1.2 and (len(word) > 2 or tag == "nrt"):
        return "T"
    return "U" if len(word) == 2 and own > NO_NAME and tag == "nr" else ""


def _other_person(word: str, tag: str) -> Kind:
    """The dictionary tags many people as anything but nr."""
    bar = 3 if tag in ("n", "l") else 1.5
    may_be = len(word) == 3 and tag not in ("v", "vn", "a", "d") and word[-1] not in _PLACE_LIKE
    if may_be and name_score(word) > bar:
        return "N"
    foreign = foreign_score(word)
    return "T" if tag in ("nz", "n", "ns") and foreign > (2.5 if len(word) > 2 else 3.5) else ""


def _unknown_person(word: str) -> Kind:
    foreign, own = foreign_score(word), name_score(word)
    if any(c in _FUNCTION_CHARACTERS for c in word):
        if (
            foreign <= 2.5
            and own <= 2
            and not (word[-1] in _FUNCTION_CHARACTERS and name_score(word[:-1]) > 1)
        ):
            return "x"
        return "T" if foreign > 2.5 else "U"
    if len(word) > 2 and foreign > 2.2 and foreign * len(word) > own + 3:
        return "T"
    if own > -2:
        return "U"
    return "T" if foreign > 0.5 else ""


#: Nouns that end like one for a person and are none.
_NOT_PERSONS = frozenset(
    "国家 大家 人家 全家 自家 本家 家家 农家 万家 厂家 商家 买家 卖家 行家 玩家 增长 成长 生长 延长 特长 全长 家长里短 动员 官员 成员 人员 或者 前者 后者 记者站 高手 对手 选手村 着手 入手 双手 助手".split()
)


def _with_ending(word: str, tag: str, size: int) -> Kind:
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


def _other(word: str, tag: str) -> Kind:
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
    return "u" if not tag else "x"
