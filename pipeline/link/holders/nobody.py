"""Figures that no named body owns: what is counted or measured has no holder, or its own."""

from __future__ import annotations

from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.lines import WINDOW
from pipeline.link.subjects import NOBODY, PERSONS, Subjects, is_party, is_term
from pipeline.rules import ex, rule

#: 21岁的广东选手林一鸣: from the age to the person.
_AGED = lazy(r"D?[nGOaw]{0,4}P")


@rule(
    "link-holder-apposition",
    why="甲、乙、丙等12位专家: names that the figure counts do not own it",
    examples=[ex("王建国、李长春等⟦12位⟧专家作了报告。", holder="")],
)
def apposition(d: Draft, line: Subjects) -> str:
    """Nobody, when the names right before the figure are what it counts; asked of counts."""
    kinds = d.line.kinds
    for one in (*line.found[-1:], *line.owners[-1:]):
        if one.end != d.i:
            continue
        letters = kinds[one.start : one.end]
        if letters == "P" and d.unit not in PERSONS:
            continue  # 张建国三次夺冠
        if letters[-1] in "kP" or "、" in letters or "c" in letters:
            return _subject_before(d, line, one.start)
    if kinds[d.i - 1 : d.i] == "k" and _LISTED.match(kinds[max(0, d.i - 12) : d.i][::-1]):
        return _subject_before(d, line, d.i)
    return ""


#: Back from 等 over a name, with its titles, to the mark between it and the one before.
_LISTED = lazy(r"k[naw]{0,3}[GOPE][nawGOP]{0,6}[、c]")


_VERB = lazy("[uvxyp]")


def _subject_before(d: Draft, line: Subjects, before: int) -> str:
    """The subject of the figure's clause that stands before a list of what it counts."""
    for one in line.found:
        if d.low <= one.start and one.end < before and _VERB.search(d.line.kinds, one.end, before):
            return one.name
    return NOBODY


@rule(
    "link-holder-group",
    why="两国领导人, 三方代表: parties named by their number are owners themselves",
    examples=[ex("中国队昨日抵达。会谈落实⟦两国⟧领导人共识。", holder="")],
    never=["榆中县下辖8县。"],
)
def group(d: Draft, line: Subjects) -> str:
    """Nobody, for parties counted in a Han numeral, unless a name right before counts them."""
    if not is_party(d):
        return ""
    own = bool(line.found) and line.found[-1].end == d.i
    listed = own and d.line.kinds[line.found[-1].start - 1 : line.found[-1].start] in ("、", "c")
    return "" if own and not listed else NOBODY


@rule(
    "link-holder-term",
    why="“四种形态”, “两个维护”: the number in a term belongs to the term",
    examples=[ex("中国队昨日抵达。会议学习了“⟦四种⟧形态”。", holder="")],
    never=["会议说：“3000人报名，全部录取。”"],
)
def term(d: Draft, line: Subjects) -> str:
    """Nobody, for a figure that a short quotation begins with."""
    return NOBODY if is_term(d) else ""


#: Labels of what someone made.
_MADE = frozenset(("PRODUCT", "WORK_OF_ART"))


@rule(
    "link-holder-product",
    why="神舟九号飞船经过4次变轨: a product that is the clause's subject ends the running subject",
    examples=[ex("中国队昨日抵达。神舟九号飞船经过⟦4次⟧变轨。", holder="")],
)
def product(d: Draft, line: Subjects) -> str:
    """Nobody, when the figure's clause or its sentence opens with a product."""
    for low in {d.low, 0}:
        first = low
        while d.line.kinds[first : first + 1] in ("t", "d", ",", "C", "_", "{"):
            first += 1
        named = d.line.mentions.get(first) if first < d.i else None
        if named is not None and named.label in _MADE:
            return NOBODY
    return ""


@rule(
    "link-holder-distance",
    why="新港距离地铁站约500米: a distance belongs to no one",
    examples=[ex("兰州市新建的客运港距离地铁站⟦约500米⟧。", holder="")],
)
def distance(d: Draft, line: Subjects) -> str:
    """Nobody, from one thing to another; asked of lengths."""
    return NOBODY if "距" in d.line.span(d.low, d.i) else ""


#: Things, which stay things as part of another noun: 手机出货量.
_THINGS = frozenset(
    "手机 机型 芯片 飞船 火箭 卫星 列车 影片 电影 该片 新片 大片 该剧 电视剧 专辑 单曲 游戏 该机 新机 屏幕 "
    "电池 处理器 机身 探测器 着陆器 航天器 望远镜 彗星 小行星 行星 客机 机器人".split()
)
_CLASSES = _THINGS | frozenset("企业 毕业生 大学生 求职者 行业 消费者 网友 人们 投资者 公众 航天员 受访者 人类 患者 孩子".split())  # fmt: skip
#: The nouns that open a clause, after times and adverbs.
_OPENS = lazy(r"(?:^|(?<=[,;:]))[tdC_S]{0,4}(n[nwa]{0,4})")


@rule(
    "link-holder-class",
    why="工厂往往只要四五名学徒: a class of people or things is no holder, and ends the running one",
    examples=[ex("兰州市总工会工作扎实。调查发现，企业今年只招⟦三名⟧毕业生。", holder="")],
)
def general(d: Draft, line: Subjects) -> str:
    """Nobody, when the figure's clause or one before it opens with a class."""
    if _CLASSES.isdisjoint(d.line.words[max(0, d.i - WINDOW) : d.i]):
        return ""
    for found in _OPENS.finditer(d.line.kinds, max(0, d.i - WINDOW), d.i):
        first, end = found.span(1)
        if d.line.words[first] in _CLASSES:
            return NOBODY
        if any(d.line.words[k] in _THINGS for k in range(first, end)):
            return NOBODY
    return ""


#: Measures that places have and events, not only things.
OF_PLACES = frozenset(("magnitude", "temperature", "area", "energy", "power"))
_AGGREGATE = 10_000


@rule(
    "link-holder-specification",
    why="显示屏6.1英寸: a small physical measure is a thing's, not that of the subject before",
    examples=[ex("苏州高科集团昨日举行发布会。新屏幕厚度为⟦6.1毫米⟧。", holder="")],
)
def specification(d: Draft, line: Subjects) -> str:
    """Nobody, unless it is an aggregate; asked of quantities that only things have."""
    value = d.quantity.value
    return NOBODY if value is not None and value < _AGGREGATE and not d.change else ""


#: The units of ages.
AGES = frozenset(("岁", "周岁"))


@rule(
    "link-holder-age",
    why="21岁的广东选手林一鸣: an age is the person's who follows, or before; else nobody's",
    examples=[
        ex("⟦21岁⟧的广东选手林建国夺冠。", holder="林建国"),
        ex("兰州市公安局接到一名⟦72岁⟧老人报警。", holder=""),
    ],
)
def age(d: Draft, line: Subjects) -> str:
    """The person after 岁的, or right before; asked of ages."""
    found = _AGED.match(d.line.kinds, d.i + 1)
    if found:
        return d.line.words[found.end() - 1]
    before = [one for one in line.found[-1:] if d.line.kinds[one.end - 1] == "P"]
    return before[0].name if before else NOBODY
