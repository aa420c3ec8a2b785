"""Whether a word is a place, and which part of a longer word is one."""

from __future__ import annotations

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.vocabulary import foreign_score, lexicon, name_score

_DIPLOMACY = frozenset("中美英法德俄日韩朝印巴越泰菲缅柬澳加意葡荷墨哈乌蒙欧非以叙苏")


LISTED_PLACES = {"GPE": "G", "LOC": "L", "FAC": "C"}


def place_kind(word: str, tag: str) -> str:
    """The kind of ``word`` as a place, '' when it is none."""
    words, book = lexicon(), gazetteer()
    if word in book.by_full or word in words.world:
        return "G"
    if word in book.by_short and _is_short(word, tag):
        return "G"
    if len(word) == 2 and not tag and all(c in "中美俄日韩印欧朝" for c in word):
        return "B"
    if len(word) <= 3 and tag in ("ns", "j", "nz", "nt") and all(c in _DIPLOMACY for c in word):
        return "B" if word not in ("美德", "中意", "中以", "日德") else ""
    if len(word) == 3 and all("province" in words.abbreviations.get(c, ()) for c in word):
        return "B"  # 苏浙皖
    size = place_part(word)
    if word.endswith("国家杜马") or (
        size and tag == "nt" and len(word) > size + 1 and word.endswith(_BODIES)
    ):
        return "O"
    science = word.endswith(("科学", "物理", "化学"))
    if science or word[0] in "的在" or (word[:2] == "太阳" and word[2:3] in "能镜帽伞花风灯辐"):
        return ""  # what the segmenter's dictionary has of 浪漫|的花海; 太阳能
    if size and not _is_office(word):
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


#: What the segmenter's dictionary has bodies end in that are no endings by themselves.
_CLASSES = ("城市", "都市", "超市", "省市", "门市", "城区", "市区", "集市", "夜市", "股市", "楼市")
_BODIES = ("组织", "法庭", "分行", "事务处", "务省", "部省")


def _is_office(word: str) -> bool:
    """Whether a word that begins with a place goes on to name an organisation, a building or an event of it."""
    words = lexicon()
    if word[place_part(word) :] in ("政府", "当局", "总理", "总统", "首相", "军队", "地区"):
        return False
    last = any(len(word) > size and word[-size:] in words.endings for size in (4, 3, 2))
    return (
        last
        or words.suffixes.get(word[-1], "GPE" if word[-1] in "语话人" else "")
        in ("ORG", "FAC", "LOC")
        or (word[-1] in "战役赛会奖")
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


_NOT_BY_THEMSELVES = frozenset(
    "沿河 盐湖 滨海 双湖 兴国 龙江 长顺 东至 来宾 东方 海北 海西 海东 三明 白银 日照 黄石 黄山".split()
)


def _is_short(word: str, tag: str) -> bool:
    """Whether a division's short name may stand for it by itself: 安定, 合作 and 和平 are words."""
    top = gazetteer().find(word)[0]
    if word in _NOT_BY_THEMSELVES:
        return False
    if top.level == "province" or tag == "ns" or not tag:
        return word != "新建"
    if top.level == "prefecture" and top.current:
        return True
    return len(word) > 2 and tag in ("nr", "nrt", "nz")
