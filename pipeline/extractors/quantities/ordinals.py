"""Ranks: 第三, 首次, 四级响应, 9楼."""

from __future__ import annotations

from pipeline.extractors.quantities.compose import figure
from pipeline.extractors.quantities.designations import enumerated
from pipeline.extractors.quantities.phrase import Phrase
from pipeline.extractors.quantities.senses import timed
from pipeline.extractors.quantities.words import inside_word, lexical_ordinal
from pipeline.lazy import lazy
from pipeline.model import Mention
from pipeline.rules import ex, rule
from pipeline.units import match_after

#: After 首 these are classifiers; elsewhere 首 makes words (首席 首都 首发 首领).
_FIRST_UNITS = lazy(
    r"(?:回合|[次批家个位款届例场座条台艘架部支只份项所间套辆列期任轮颗枚本张名幅笔单起处种类对趟段回篇册件组队波步架株头门站])"
    r"(?![席都相府先页脑要领长])"
)
#: After 第 and a number these make a name: 第76集团军, 第二中学, 第一人民医院.
_NAMED = lazy(
    r"集团军|军(?!事)|师(?!傅)|旅(?!游)|团(?!队)|舰队|空降|装甲|机步|支队|大队|中队|中学|小学|高中|初中|实验"
    r"|医院|人民医院|附属|大学|学院|建设|设计院|研究所|勘察|航空|农场|工程局|建筑|巡回|检察|法院|监狱|看守所"
    r"|副|夫人|共和|国际|航站楼|炼铁|钢铁|纺织|机床|汽车|机械厂"
)
#: 首个交易日 is a time, and 首期 in Hong Kong a down payment.
_FIRST_DAY = lazy(r"(?:完整)?(?:交易|工作|周末|月|季度|财年|学期)(?!球)")
_DOWN_PAYMENT = lazy(r"[需付款只为约达\d一二两三四五六七八九]")
_SHARED = lazy(r"(?:[、和与及至到]第)")


@rule(
    "number-ordinal",
    why="第 makes the number a rank; of several ranks the last one's unit is shared.",
    examples=[
        ex("这座城市的空气质量位列⟦第三⟧。", label="ORDINAL", value="3", unit=""),
        ex("代表队排名⟦第13位⟧。", label="ORDINAL", value="13", unit="位"),
        ex("两所高校分列⟦第15⟧和第24位。", label="ORDINAL", value="15", unit="位"),
        ex("她列倒数⟦第二⟧。", label="ORDINAL", value="2"),
        ex("这是他⟦第一次⟧登上高原。", label="ORDINAL", value="1", unit="次"),
    ],
    never=["驻村第一书记", "第三产业增加值", "学生就读于第二中学", "第一，加强领导。"],
)
def ordinal(p: Phrase) -> Mention | None:
    """第 + numeral (+ unit)."""
    if p.start == 0 or p.text[p.start - 1] != "第" or p.start - 1 < p.run.floor:
        return None
    if p.words in "一二三四五六七八九" and len(p.words) > 1:
        return None  # 第一二三产业
    if p.following == "+":
        return None  # 第45+2分钟
    if lexical_ordinal(p) or timed(p) or enumerated(p) or _NAMED.match(p.text, p.number_end):
        return None
    p.start -= 1
    return figure(
        p, "ORDINAL", "number-ordinal", unit=p.unit or _shared_unit(p), dimension="ordinal"
    )


def _shared_unit(p: Phrase) -> str:
    at = p.end
    for _ in range(6):
        joint = _SHARED.match(p.text, at, p.run.ceiling)
        run = p.scan.at(joint.end()) if joint else None
        if run is None:
            return ""
        if word := match_after(p.text, run.end):
            return word
        at = run.end
    return ""


@rule(
    "number-first",
    why="首 before a classifier is the ordinal one; before other characters it makes words.",
    examples=[
        ex("这是该市⟦首次⟧举办灯会。", label="ORDINAL", value="1", unit="次"),
        ex("⟦首批⟧学员顺利结业。", label="ORDINAL", value="1", unit="批"),
        ex("主队在⟦首回合⟧小胜。", label="ORDINAL", value="1", unit="回合"),
    ],
    never=[
        "两国元首回到会场。",
        "他是公司首席代表。",
        "首都机场客流回升。",
        "新车首发引来围观。",
        "节后首个交易日沪指高开。",
    ],
)
def first(p: Phrase) -> Mention | None:
    """首 + classifier."""
    if p.words != "首":
        return None
    found = _FIRST_UNITS.match(p.text, p.number_end, p.run.ceiling)
    if found is None or inside_word(p):
        return None
    if found.group() == "个" and _FIRST_DAY.match(p.text, found.end()):
        return None
    if found.group() == "期" and _DOWN_PAYMENT.match(p.text, found.end()):
        return None
    p.unit, p.end = found.group(), found.end()
    return figure(p, "ORDINAL", "number-first", dimension="ordinal")
