"""Counts with their classifier, and grades."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extractors.quantities.compose import figure, loosened
from pipeline.extractors.quantities.context import alternation
from pipeline.extractors.quantities.phrase import Phrase, alone
from pipeline.extractors.quantities.words import bare_scale
from pipeline.lazy import lazy
from pipeline.model import Mention
from pipeline.rules import ex, rule
from pipeline.units import registry

_ORDINAL_UNITS = frozenset({"楼", "等", "级", "年级", "号"})
#: 百亿级 and 五千亿级 are classes of size, no ranks.
_CLASS_SCALES = frozenset("百千万亿兆")
_RANKS = _ORDINAL_UNITS | {"层", "套"}
_STEPS = lazy(r"台阶|石阶|阶梯|楼梯")
_TIERS = lazy(r"[省市县区乡镇村户][、]?$|[上下]$")
_ALERT = lazy(r"应急|响应|预警|防[汛风台]|保护|公路|医院|文物|市场|标准")
_RAISED = lazy(r"(?:响应|预警|应急|级别)[^，。]{0,6}$|国家$|省级$")
#: What N points are made of, where 点 is neither a clock's nor an index's.
_POINTS = lazy(alternation("points"))
#: Sessions of congresses and their plenums are names: 十四届全国人大三次会议.
_CONGRESS = lazy(r"[一二三四五六七]中全会|全国|中央|人大|政协|省委|市委|常委|历次|全会")
_MEETING = lazy(r"会议|全会|全体")
_HOST = lazy(r"(?:人大|政协|大会|委员会|中央|纪委|届|代会)$")
_PHASED = lazy(r"[分了共设]$")
_FLOOR = lazy(r"(?:地下|地上|位于|负|第)$")
#: 二套房 is the second that a household buys, as its first is 首套房; 三套住房 are three.
_HOME = lazy(r"房(?!源|屋)|(?<=二套)(?:自住|普通)?住房")
_PRIZE = lazy(r"奖|功|舱|座|残|品")
_RANKED = lazy(r"种子|选手|球员|门将")
_POINT_NOUN = lazy(alternation("index"))
_NOT_INDEFINITE = lazy(r"(?:仅|只|共|各|达|包括|其中|另有|至少|不到|同|唯)[有为了一]?$")


@rule(
    "number-grade",
    why="楼 等 级 号 after a number rank it, as 第 does; steps and quakes are counted and measured.",
    examples=[
        ex("火势从⟦9楼⟧蔓延。", label="ORDINAL", value="9", unit="楼"),
        ex("省里启动⟦四级⟧应急响应。", label="ORDINAL", value="4", unit="级"),
        ex("应急响应提升至⟦Ⅲ级⟧。", label="ORDINAL", value="3", unit="级"),
        ex("书店位于⟦二层⟧。", label="ORDINAL", value="2", unit="层"),
        ex("⟦二套⟧房首付比例提高。", label="ORDINAL", value="2", unit="套"),
        ex("台风逼近，防风⟦三级⟧响应启动。", label="ORDINAL", value="3", unit="级"),
    ],
    never=["发生6.2级地震"],
)
def grade(p: Phrase) -> Mention | None:
    """number + 楼/等/级/号."""
    unit = p.unit or p.following
    if unit not in _RANKS or p.ranged:
        return None
    if unit == "层" and not (
        p.words == "二" or _FLOOR.search(p.text[max(p.start - 2, 0) : p.start])
    ):
        return None
    found = p.sense
    after = p.end if p.unit else p.end + 1
    if unit == "级" and not _is_rank(p, after, measured=found is not None and found.kind == "unit"):
        return None
    if unit == "套" and not (p.words in ("二", "三") and _HOME.match(p.text, after)):
        return None
    if unit == "等" and not _PRIZE.match(p.text, after):
        return None
    if unit == "号" and not (p.run.arabic and _RANKED.match(p.text, after)):
        return None
    if not p.unit:
        p.unit, p.end = unit, after
    return figure(p, "ORDINAL", "number-grade", dimension="ordinal")


def _is_rank(p: Phrase, after: int, *, measured: bool) -> bool:
    """级 ranks, unless it counts steps or tiers (县乡两级), or measures a quake or the wind."""
    left = p.text[max(p.start - 8, 0) : p.start]
    if p.words[-1] in _CLASS_SCALES or _STEPS.match(p.text, after) or _TIERS.search(left):
        return False
    return not measured or bool(_ALERT.match(p.text, after) or _RAISED.search(left))


@rule(
    "number-count",
    why="A classifier or counting noun makes the number a count; 一 before one is often an article.",
    examples=[
        ex(
            "培训职工⟦近30万人次⟧。",
            label="CARDINAL",
            value="300000",
            unit="人次",
            mod="APPROX",
            dimension="count",
        ),
        ex("⟦24.96万多名⟧职工参加。", value="249600", mod="MORE_THAN", unit="名"),
        ex("来了⟦两三百名⟧游客。", value="200", value_max="300", unit="名"),
        ex("来了⟦十几个⟧游客。", value="11", value_max="19", mod="APPROX"),
        ex("刊发稿件⟦600多条（篇）⟧。", value="600", unit="条（篇）", mod="MORE_THAN"),
        ex("开展了⟦一场⟧大规模的活动。", value="1", unit="场", indefinite="true"),
        ex("⟦三大⟧产业协同发展。", value="3", unit="大"),
        ex("⟦近百家⟧媒体到场。", value="100", unit="家", mod="APPROX"),
        ex("合作社吸纳⟦百把人⟧就业。", value="100", unit="人", mod="APPROX"),
        ex("平台入驻⟦100+家⟧企业。", value="100", unit="家", mod="EQUAL_OR_MORE"),
        ex("结成帮扶⟦1984对⟧。", value="1984", unit="对"),
        ex("综指收于⟦3584.55点⟧。", label="QUANTITY", value="3584.55", dimension="index_point"),
        ex("涉及⟦1000至1.2万人⟧。", value="1000", value_max="12000", unit="人"),
    ],
    never=[
        "设计产值达到万亿级",
        "迈入世界500强",
        "统一部署",
        "一起参加",
        "进一步加强",
        "一带一路",
        "全国一大亮点",
        "二十大精神",
        "惠百家超市开业",
    ],
)
def count(p: Phrase) -> Mention | None:
    """number + classifier."""
    found = p.sense
    if p.unit == "块":  # money has been judged; what is left counts pieces
        found = next(u for u in registry()["块"] if u.dimension == "count")
    if found is None or not _counts(p, found.dimension, found.kind):
        return None
    if p.unit == "点" and found.kind != "unit" and (p.low >= 1000 or p.low % 1):
        index = next(u for u in registry()["点"] if u.dimension == "index_point")
        return figure(p, "QUANTITY", "number-count", sense=index)  # no list has 3584.55 points
    return figure(p, "CARDINAL", "number-count", sense=found, indefinite=_indefinite(p))


def _counts(p: Phrase, dimension: str, kind: str) -> bool:
    if kind == "currency" or (kind == "unit" and dimension not in ("count", "score", "points")):
        return False
    if p.unit in _ORDINAL_UNITS and (p.unit != "级" or p.words[-1] in _CLASS_SCALES):
        return False
    if kind == "ordinal" and p.unit != "级":
        return False
    if p.words == "零":
        return alone(p)
    if bare_scale(p):
        if p.following == "级":
            return False  # 亿吨级油田 and 万台级产能 are classes
        if (kind == "noun" or p.unit == "家") and not p.mods and not loosened(p):
            return False  # 百城千校万企, 惠百家: slogans and names
    if p.words == "数" and p.unit in ("居", "联"):
        return False
    special = _SPECIAL.get(p.unit)
    return special is None or special(p)


def _great(p: Phrase) -> bool:
    """大 counts before a noun (三大产业); 二十大 is a congress."""
    most = 100 if p.run.arabic else 10
    return 1 < p.low <= most and _han(p.following)


def _points(p: Phrase) -> bool:
    if p.low >= 100:
        return True  # no clock strikes that
    near = p.text[max(p.start - 30, 0) : p.start]
    return bool(_POINT_NOUN.search(near) or _POINTS.match(p.text, p.end))


def _terms(p: Phrase) -> bool:
    return p.low < 10 and not _CONGRESS.match(p.text, p.end)


def _times(p: Phrase) -> bool:
    left = p.text[max(p.start - 3, 0) : p.start]
    return not (_MEETING.match(p.text, p.end) and _HOST.search(left))


def _phases(p: Phrase) -> bool:
    """一期工程 names a phase; 分三期 counts them."""
    return p.run.arabic or bool(_PHASED.search(p.text[max(p.start - 1, 0) : p.start]))


#: Classifiers that count only in certain company.
_SPECIAL: dict[str, Callable[[Phrase], bool]] = {
    "强": lambda p: p.low < 100,  # 世界500强 and 百强 are lists' names
    "大": _great,
    "点": _points,
    "届": _terms,
    "次": _times,
    "期": _phases,
    "室": lambda p: p.low < 100,
    "方": lambda p: p.words != "几",  # 几内亚's side
}


def _han(char: str) -> bool:
    return "一" <= char <= "鿿" or char in "“《" if char else False


def _indefinite(p: Phrase) -> bool:
    if p.words != "一" or p.low != 1 or p.mods or p.ranged:
        return False
    return not _NOT_INDEFINITE.search(p.text, max(p.start - 4, 0), p.start)
