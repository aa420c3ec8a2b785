"""Parts of a whole: percent, percentage points, tenths."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pipeline.extractors.quantities.compose import figure
from pipeline.extractors.quantities.phrase import Phrase
from pipeline.lazy import lazy
from pipeline.model import Mention
from pipeline.numerals import exact
from pipeline.rules import ex, rule
from pipeline.units import decimal, lookup


@rule(
    "number-percent",
    why="% and ‰ after a number.",
    examples=[
        ex("覆盖率达到⟦90.4%⟧。", label="PERCENT", value="90.4", unit="%", base_value="0.904"),
        ex("涨幅在⟦3%-5%⟧。", value="3", value_max="5", unit="%"),
        ex("同比⟦-3.2%⟧。", value="-3.2"),
        ex("指数涨⟦0.5%⟧至89.3。", value="0.5"),
        ex("利润下降⟦负3.2%⟧。", value="-3.2"),
        ex("⟦80%以上⟧的农户参保。", value="80", mod="EQUAL_OR_MORE"),
    ],
    never=["网址 http://a.cn/x%2D9 已失效"],
)
def percent(p: Phrase) -> Mention | None:
    """number %."""
    if p.unit not in ("%", "‰"):
        return None
    return figure(p, "PERCENT", "number-percent", sense=lookup(p.unit))


@rule(
    "number-percentage-point",
    why="个百分点 measures a difference of percentages, never a percentage; 基点 is its hundredth.",
    examples=[
        ex(
            "增速加快⟦2.5个百分点⟧。",
            label="PERCENT",
            value="2.5",
            unit="个百分点",
            dimension="percentage_point",
            base_value="0.025",
        ),
        ex("利率下调⟦25个基点⟧。", label="PERCENT", value="25", base_value="0.0025"),
        ex("回落⟦1个多百分点⟧。", value="1", mod="MORE_THAN", unit="个百分点"),
    ],
)
def percentage_point(p: Phrase) -> Mention | None:
    """number 个百分点."""
    if p.unit == "个" and p.following not in _BEFORE_POINT:
        return None
    if p.unit == "个" and (found := _SPLIT_POINT.match(p.text, p.end, p.run.ceiling)):
        p.unit, p.end = "个" + found.group(1), found.end()
        p.mods.append("MORE_THAN")
    elif p.unit == "个" and (found := _SPACED_POINT.match(p.text, p.end, p.run.ceiling)):
        p.unit, p.end = "个百分点", found.end()
    sense = lookup(p.unit) if p.unit[-1:] == "点" else p.sense
    if sense is None or sense.dimension != "percentage_point":
        return None
    return figure(p, "PERCENT", "number-percentage-point", sense=sense)


#: What 个 and 百分点 may have between them.
_BEFORE_POINT = frozenset("多余百 ")
_SPLIT_POINT = lazy(r"[多余](百分点|基点)")
_SPACED_POINT = lazy(r" *百 *分 *点")


@rule(
    "number-tenths",
    why="成 and 折 count tenths, a digit or 半 after them hundredths; 打折 writes two digits (八五折).",
    examples=[
        ex(
            "⟦七成以上⟧企业盈利。",
            label="PERCENT",
            value="7",
            unit="成",
            mod="EQUAL_OR_MORE",
            base_value="0.7",
        ),
        ex("产量增加⟦三成五⟧。", value="3.5", unit="成"),
        ex("春播已⟦过八成⟧。", value="8", mod="MORE_THAN"),
        ex("门票打⟦8.5折⟧。", label="PERCENT", value="8.5", unit="折", base_value="0.85"),
        ex("门票打⟦八五折⟧。", value="8.5", unit="折"),
    ],
    never=["三成员组成小组", "通过三成员小组表决", "新机采用三折叠屏幕"],
)
def tenths(p: Phrase) -> Mention | None:
    """number 成/折 [digit]."""
    if p.unit not in ("成", "折") or (p.unit == "成" and _longer_word(p)):
        return None
    if p.high is None and 10 < p.low < 100:
        p.low = p.low / 10
    if p.low > 10:
        return None
    if p.high is None and (found := _HUNDREDTH.match(p.text, p.end, p.run.ceiling)):
        p.low += (exact(found.group(1)) or Decimal(5)) / 10
        p.end = found.end()
    return figure(p, "PERCENT", "number-tenths", sense=lookup(p.unit))


@rule(
    "number-in-ten-thousands",
    why="So many in a round number without a unit (15.1/10万) is a ratio; the round number is its per.",
    examples=[
        ex(
            "孕产妇死亡率降至⟦15.1/10万⟧。",
            label="CARDINAL",
            value="15.1",
            unit="",
            per="10万",
            dimension="ratio",
            base_value="0.000151",
        ),
        ex("发病率为⟦6/10万⟧。", value="6", per="10万"),
    ],
    never=["床位7张/万人"],
)
def in_ten_thousands(p: Phrase) -> Mention | None:
    """number / 10万."""
    if p.run.number.high is not None or p.unit or not p.run.arabic:
        return None
    found = _ROUND.match(p.text, p.number_end, p.run.ceiling)
    whole = exact(found.group(1)) if found else None
    if found is None or not whole:
        return None
    p.end, p.per = found.end(), found.group(1)
    share = decimal(Fraction(p.low) / Fraction(whole))
    return figure(p, "CARDINAL", "number-in-ten-thousands", unit="", dimension="ratio", base=share)


_ROUND = lazy(
    r" ?/ ?(10?万|百万|1000)(?![\d.万亿元米吨人公平千]|[^，。；、）)\s和与及以降升上左]{2})"
)
_HUNDREDTH = lazy(r" ?([一二三四五六七八九半])(?=[，。；、！？）)的左以]|$)")


def _longer_word(p: Phrase) -> bool:
    """Whether the unit's character begins a longer word: 三/成员."""
    tokens = p.run.doc.tokens
    i = tokens.at(p.unit_start)
    return (
        i >= 0 and tokens.starts[i] == p.unit_start and tokens.end(i) > p.unit_start + len(p.unit)
    )
