"""Numbers without a unit of their own: bare counts, 一 as an article, members of a row."""

from __future__ import annotations

from pipeline.extractors.quantities.compose import figure, loosened
from pipeline.extractors.quantities.designations import named
from pipeline.extractors.quantities.phrase import Phrase, alone, carried_scale, read
from pipeline.extractors.quantities.words import bare_scale
from pipeline.lazy import lazy
from pipeline.model import Mention, NumberLabel
from pipeline.numerals import DIGIT_CHARS, SCALE_CHARS
from pipeline.rules import ex, rule
from pipeline.units import Unit

#: Tags of what may stand before 一 and its noun: a place, an organisation, a position in one.
_BODY = lazy(r"[队军师旅团院局处科所中小]$|分区$")
_PLACES = frozenset({"ns", "nt", "s", "f"})


@rule(
    "number-article",
    why="一 between a place and a bare noun is an article: 某县一村民.",
    examples=[
        ex(
            "浙江杭州⟦一⟧工厂起火。",
            label="CARDINAL",
            value="1",
            unit="",
            indefinite="true",
        )
    ],
    never=["全市一开学就忙起来", "两地间一小时即达"],
)
def article(p: Phrase) -> Mention | None:
    """place 一 noun."""
    if p.words != "一" or p.unit or p.start == 0:
        return None
    tokens = p.run.doc.tokens
    i = tokens.at(p.end)
    if i < 1 or tokens.starts[i] != p.end or len(tokens.words[i]) < 2 or tokens.tag(i) != "n":
        return None
    if _BODY.search(tokens.words[i]):
        return None  # 北京一总队 is one of several, by its number
    j = tokens.at(p.start - 1)
    if p.run.floor != p.start and (j < 0 or tokens.tag(j) not in _PLACES):
        return None
    return figure(p, "CARDINAL", "number-article", unit="", dimension="count", indefinite=True)


_LISTED = lazy(r"[、和与及]")


@rule(
    "number-shared-unit",
    why="Of numbers in a row the last one's unit, and its scale where the sizes agree, hold for all.",
    examples=[
        ex("两项指标分别上升⟦3.1⟧和2.1个百分点。", label="PERCENT", value="3.1", unit="个百分点"),
        ex("两厂分别生产⟦5⟧和6万辆汽车。", label="CARDINAL", value="50000", unit="辆"),
    ],
    never=["参展商1200家、观众3万人"],
)
def shared_unit(p: Phrase) -> Mention | None:
    """number 、 number 和 number unit."""
    if p.unit or p.ranged or not p.run.arabic or p.run.number.high is not None:
        return None
    at, last = p.end, None
    for _ in range(5):
        joint = _LISTED.match(p.text, at, p.run.ceiling)
        run = p.scan.at(joint.end()) if joint else None
        if run is None or not run.arabic:
            return None
        last = read(p.scan, run)
        if last.unit:
            break
        at = last.end
    if last is None or last.sense is None or last.ranged:
        return None
    low = carried_scale(p, last)
    unit, sense, end = last.unit, last.sense, p.end
    if sense.kind in ("ordinal", "noun") or not last.low / 50 < low < last.low * 50:
        return None
    p.low, p.sense = low, sense
    label = _label(sense)
    made = figure(p, label, "number-shared-unit", unit=unit, sense=sense)
    return made if made.end >= end else None


def _label(sense: Unit) -> NumberLabel:
    if sense.dimension == "currency":
        return "MONEY"
    if sense.unit in ("%", "‰", "成", "折") or sense.dimension == "percentage_point":
        return "PERCENT"
    counted = sense.kind != "unit" or sense.dimension in ("ratio", "count", "score")
    return "CARDINAL" if counted else "QUANTITY"


_YEAR_LIKE = lazy(r"(?:19[3-9]|20[0-4])\d")
_COUNTED = lazy(r"(?:共|达|为|是|有|约|近|超过?|逾|等于|总数|[+=<>≥≤])$")
_HAN_NUMBER = lazy(rf"[{DIGIT_CHARS}几数]*[{SCALE_CHARS}廿卅卌点].*")
_ANSWER_BEFORE = lazy(r"(?:^|[是为到得前，,：: ])$")
_ANSWER_AFTER = lazy(r"$|[。！？；，,那不却的]")
_QUOTES = frozenset({"“”", "「」", "『』", "‘’"})


@rule(
    "number-bare",
    why="A number without unit is a bare count; a lone Han digit only where it stands as a number.",
    examples=[
        ex("全市⟦2089⟧各类企业参加。", label="CARDINAL", value="2089", unit=""),
        ex("⟦三十八⟧", label="CARDINAL", value="38"),
        ex("用户数增至⟦1.2亿⟧。", value="120000000"),
        ex("⟦上千⟧群众参加。", value="1000", mod="EQUAL_OR_MORE"),
        ex("⟦逾万⟧乘客受阻。", value="10000", mod="MORE_THAN"),
    ],
    never=[
        "新一代5G网络",
        "搭载A13芯片",
        "歼-20编队飞行",
        "拨打12345热线",
        "三、加强领导",
        "（1）目标",
        "商店靠近百货大楼",
        "1#、2#楼已封顶",
    ],
)
def bare(p: Phrase) -> Mention | None:
    """number, no unit."""
    if p.unit:
        return None
    if not alone(p) and not _stands(p):
        return None
    return figure(p, "CARDINAL", "number-bare", unit="", dimension="count")


def _ends_word(p: Phrase) -> bool:
    """Whether the numeral is no head of a longer word: 逾万|乘客, not 近|百货."""
    tokens = p.run.doc.tokens
    i = tokens.at(p.number_end - 1)
    return len(p.words) > 1 or i < 0 or tokens.end(i) == p.number_end


def _stands(p: Phrase) -> bool:
    if named(p):
        return False
    if p.run.arabic:
        left = p.text[max(p.start - 3, 0) : p.start]
        if p.ranged and "-" in p.text[p.start : p.end]:
            return p.text.startswith("之间", p.end)
        return not _YEAR_LIKE.fullmatch(p.words) or bool(_COUNTED.search(left)) or p.ranged
    if p.ranged:
        return True
    if bare_scale(p) or p.words == "半":
        return p.words != "半" and _ends_word(p) and loosened(p)
    if len(p.words) > 1 and _HAN_NUMBER.match(p.words):
        return p.run.number.vague is False or p.text[p.end - 1] in SCALE_CHARS
    left = p.text[max(p.start - 1, 0) : p.start]
    if left + p.following in _QUOTES:
        return True
    return bool(_ANSWER_BEFORE.search(left) and _ANSWER_AFTER.match(p.text, p.end))
