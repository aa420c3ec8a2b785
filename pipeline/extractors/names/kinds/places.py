"""Whether a word is a place, and which part of a longer word is one."""

from __future__ import annotations

from functools import cache

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.vocabulary import foreign_score, lexicon, name_score
from pipeline.model import NameLabel

LISTED_PLACES: dict[NameLabel, str] = {"GPE": "G", "LOC": "L", "FAC": "C"}

_DIPLOMACY = frozenset("中美英法德俄日韩朝印巴越泰菲缅柬澳加意葡荷墨哈乌蒙欧非以叙苏")
#: Those that the segmenter runs together though no dictionary has the word.
_PAIRED = frozenset("中美俄日韩印欧朝")
#: Characters that shorten countries and make a word together.
_NO_PAIRS = frozenset("美德 中意 中以 日德".split())
_NOT_BY_THEMSELVES = frozenset(
    "沿河 盐湖 滨海 双湖 兴国 龙江 长顺 东至 来宾 东方 海北 海西 海东 三明 白银 日照 黄石 黄山".split()
)
#: Counties known by their short names, which the segmenter's dictionary has as words of other sorts.
_BY_THEMSELVES = frozenset(
    "义乌 常熟 慈溪 余姚 乐清 即墨 寿光 增城 顺德 萧山 余杭 龙岗 宝安 阳朔 瑞丽 永嘉 德清 安吉 淳安 吴江 如皋 海门 句容"
    " 仪征 福清 普宁 陆丰 廉江 招远 文登 乳山 诸城 高密 邹城 滕州 巩义 登封 林州 大冶 崇州 江油 遵化 辛集 介休 瓦房店"
    " 庄河 公主岭 延吉 景洪 腾冲 仁怀 凯里 桂平 岑溪 万宁".split()
)
_DIVISION_LASTS = frozenset("郡州县岛湖河湾峰省")


def place_kind(word: str, tag: str) -> str:
    """The kind of ``word`` as a place that no list has, '' when it is none."""
    size, first, last = len(word), word[0], word[-1]
    if size < 4 and first in _DIPLOMACY and _is_block(word, tag):
        return "" if word in _NO_PAIRS else "B"
    if size == 2:
        return ""
    if size == 3 and _provinces().issuperset(word):
        return "B"  # 苏浙皖
    if last == "马" and word.endswith("国家杜马"):
        return "O"
    part = place_part(word)
    if part and tag == "nt" and size > part + 1 and word.endswith(_BODIES):
        return "O"
    divided = last in _DIVISION_LASTS and tag in _NAME_TAGS
    if not (part or tag == "ns" or divided) or _is_none(word):
        return ""
    if part and not _is_office(word):
        return "P"
    if tag == "ns":
        return _by_suffix(word)
    if divided and name_score(word) < 3:
        return _by_suffix(word) or ("G" if last == "郡" else "")
    return ""


def _is_none(word: str) -> bool:
    """Whether what looks like a place is none: 太阳能, and what the dictionary has of 浪漫|的花海."""
    sun = word[:2] == "太阳" and word[2] in "能镜帽伞花风灯辐"
    return sun or word[0] in "的在" or word.endswith(("科学", "物理", "化学"))


_NAME_TAGS = frozenset(("nr", "nrt", "nz"))


@cache
def _provinces() -> frozenset[str]:
    """The characters that shorten provinces."""
    meant = lexicon().abbreviations.items()
    return frozenset(character for character, kinds in meant if "province" in kinds)


def _is_block(word: str, tag: str) -> bool:
    """Whether ``word`` is two or three characters that shorten countries: 中美."""
    if not tag:
        return len(word) == 2 and _PAIRED.issuperset(word)
    return tag in ("ns", "j", "nz", "nt") and _DIPLOMACY.issuperset(word)


def place_part(word: str) -> int:
    """How many characters of a dictionary word are a country, province or region at its head.

    4 in 委内瑞拉政府, 2 in 东北地区; 0 when it does not begin with one.
    """
    for place in _heads().get(word[:2], ()):
        if word.startswith(place) and len(place) < len(word):
            return len(place)
    return 0


@cache
def _heads() -> dict[str, list[str]]:
    """The places that a longer word may begin with, by their first two characters; the longest first."""
    words, book = lexicon(), gazetteer()
    places = {name for name, kind in words.world.items() if kind != "city"}
    places |= {name for name, label in words.named_places.items() if label != "FAC"}
    places |= {
        name
        for name in book.by_short.keys() - _NOT_BY_THEMSELVES
        if book.find(name)[0].level != "county"
    }
    heads: dict[str, list[str]] = {}
    for name in sorted(places, key=len, reverse=True):
        if 2 <= len(name) <= 6:
            heads.setdefault(name[:2], []).append(name)
    return heads


#: What the segmenter's dictionary has bodies end in that are no endings by themselves.
_CLASSES = ("城市", "都市", "超市", "省市", "门市", "城区", "市区", "集市", "夜市", "股市", "楼市")
_BODIES = ("组织", "法庭", "分行", "事务处", "务省", "部省")


def _is_office(word: str) -> bool:
    """Whether a word that begins with a place goes on to name an organisation, a building or an event of it."""
    words, last = lexicon(), word[-1]
    if word[place_part(word) :] in ("政府", "当局", "总理", "总统", "首相", "军队", "地区"):
        return False
    return (
        words.ending_size(word) > 0
        or words.suffixes.get(last, "GPE" if last in "语话人" else "") in ("ORG", "FAC", "LOC")
        or last in "战役赛会奖"
    )


def _by_suffix(word: str) -> str:
    """The kind of a place in the segmenter's dictionary alone, told by its last character."""
    label = lexicon().suffixes.get(word[-1], "")
    size = place_part(word)
    if size and word[size:] in lexicon().organisations:
        return "O"
    if word[:-1] in lexicon().settlement_words or word.endswith(_CLASSES):
        return "n"
    if label in LISTED_PLACES and word[-1] not in "沙洋城区邦郡府":
        return LISTED_PLACES[label]
    if word.endswith(("半岛", "高原", "盆地", "山脉", "海峡", "平原", "群岛", "流域", "沙漠")):
        return "L"
    return "G" if foreign_score(word) > 1.5 else ""


def is_short(word: str, tag: str) -> bool:
    """Whether a division's short name may stand for it by itself: 安定, 合作 and 和平 are words."""
    top = gazetteer().find(word)[0]
    if word in _NOT_BY_THEMSELVES:
        return False
    if word in _BY_THEMSELVES:
        return True
    if top.level == "province" or tag == "ns" or not tag:
        return word != "新建"
    if top.level == "prefecture" and top.current:
        return True
    return len(word) > 2 and tag in ("nr", "nrt", "nz")
