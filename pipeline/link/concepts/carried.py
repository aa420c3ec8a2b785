"""Concepts that a figure takes from one before it in its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.phrases import BEINGS, BRIDGE, PEOPLE, is_measure
from pipeline.model import Mention
from pipeline.rules import ex, rule

#: Units that only say by how much: what they measure was named before.
_FACTORS = frozenset(("倍", "番", ""))
#: What a clause holds that names nothing.
_BARE = lazy(r"[dtm]+")
#: 较2009年的62亿元增长5%: the level that the next figure's change starts from, reversed.
_STANDARD = lazy(r"Dt{1,2}B")
_PART = lazy(r"d*S")
_OF_NAME = lazy(r"[d=]*[GO](?:D|$)")
#: Verbs that give an amount again in another unit, and units that count the same people.
_CONVERTS = frozenset(("约合", "折合", "合"))
_HEADS = frozenset("人户名")
#: Verbs that equate a price or a level with something of their own.
_OWN_LEVEL = frozenset(("售", "卖", "到", "至"))


@dataclass(slots=True)
class Carried:
    """What earlier figures of a sentence leave to later ones."""

    last: Draft | None = None
    by_unit: dict[str, Draft] = field(default_factory=dict)
    by_label: dict[str, Draft] = field(default_factory=dict)
    #: those of the sentence before
    before: dict[str, Draft] = field(default_factory=dict)

    def onward(self) -> Carried:
        """What is left to the sentence after this one."""
        return Carried(before=self.by_unit or self.before)

    def remember(self, draft: Draft) -> None:
        """Keep ``draft`` for the figures after it."""
        standard = draft.letter_after == "D" and draft.back[:1] == "B"
        if draft.concept and not standard:  # 较3元的发行价高出5%
            self.last = self.by_label[draft.mention.label] = draft
            before = self.by_unit.get(draft.among)
            if draft.phrase or before is None or before.concept != draft.concept:
                self.by_unit[draft.among] = draft


@rule(
    "link-concept-carried",
    why="种水稻30公顷，比去年多5公顷: what was measured before is measured on",
    examples=[
        ex("出口13亿元，增长⟦7.2%⟧。", concept="出口"),
        ex("征集论文200篇，推荐⟦28篇⟧。", concept="论文"),
        ex("净利润增长28%至⟦4.9亿元⟧。", concept="净利润"),
        ex("起步价由8元调整至⟦10元⟧。", concept="起步价"),
        ex("营收3亿元，比去年同期的⟦2亿元⟧增长50%。", concept="营收"),
        ex("开盘价3.15元，较2.95元的发行价高出⟦6.8%⟧。", concept="开盘价"),
    ],
    never=["货物价值300万元，重达12吨。"],
)
def carry(d: Draft, carried: Carried) -> Draft | None:
    """The earlier figure of the sentence that measured the same."""
    if d.unit == "倍" and d.back[:2] in ("Dn", "Dw", "Dy"):
        return None  # 按货款的三倍赔偿
    if d.change or d.mention.label == "PERCENT" or d.unit in _FACTORS:
        return carried.last
    if _STANDARD.match(d.free) and d.letter_after == "x":
        return carried.last
    if d.free[:1] == "p" and d.word_before in ("由", "从"):
        return carried.last
    if d.word_before.endswith(("到", "至")) and carried.last and _begun(carried.last, d.i):
        return carried.last
    if d.back.startswith(("DtB", "tB")) or (d.letter_after == "b" and "t" in d.back[:2]):
        return carried.last  # 营收2亿元，比上年的1亿元增长一倍
    if d.back.startswith("=#") and carried.last and carried.last.i == d.i - 2 and _led_to(d):
        return carried.last
    if d.word_before == "各" or (d.mention.label != "CARDINAL" and d.back.lstrip("d")[:2] == "、#"):
        return carried.last  # 泊位各1个; 跨过5万亿元、6万亿元
    if d.mention.label == "MONEY" and _PART.fullmatch(d.free):
        return carried.by_label.get("MONEY")  # 预算5亿元，其中2亿元用于…
    if d.mention.label == "MONEY" and d.low and _BARE.fullmatch(d.free) and d.free:
        return carried.last  # 今年有望达到8万亿元
    if d.mention.label == "MONEY" and _OF_NAME.match(d.free):
        return carried.by_label.get("MONEY")  # 北京月薪1万元，垫底的甘肃仅6000元
    if d.word_before in _CONVERTS:
        return carried.by_label.get(d.mention.label) or carried.last
    if d.unit in _HEADS and d.back.startswith("、#"):
        return carried.last  # 群众2300户、近万人
    if d.mention.label == "QUANTITY" and _measured_otherwise(d, carried.last):
        return None  # 货物价值300万元，重达12吨
    lead = BRIDGE.fullmatch(d.free.partition("(")[0])
    if lead and ("x" in lead[0] or ("=" in lead[0] and d.word_before not in _OWN_LEVEL)):
        return carried.last
    same = carried.by_unit.get(d.among) if d.mention.label != "MONEY" else None
    if same is None or same.phrase is None or d.unit not in PEOPLE:
        return same
    return None if set(same.line.kinds[slice(*same.phrase)]) == {"s"} else same  # 2人死亡


def _measured_otherwise(d: Draft, last: Draft | None) -> bool:
    """Whether the figure before names a measure, and of something else than this one."""
    if last is None or last.phrase is None or last.quantity.dimension == d.quantity.dimension:
        return False
    return is_measure(last.line, last.phrase[1] - 1)


def _begun(d: Draft, end: int) -> bool:
    """Whether ``d`` is where a change to the figure at chunk ``end`` began: 由8元调至10元."""
    return d.word_before in ("由", "从") and d.i >= end - 3 and end <= d.high


def _led_to(d: Draft) -> bool:
    """Whether the figure is what a change leads to: 销量增长28%至49.1万辆."""
    back = d.back[2:3] == "L"
    return d.word_before in ("到", "至") and d.back[2 + back : 3 + back] == "x"


_AMONG = lazy(r"d*(?:M|H?f)")
_HAVING = lazy(r"d*H")


def taken_from(d: Draft) -> bool:
    """Whether a count is taken from one before it: 17个职位中有13个, 20家企业有5家停产."""
    if d.mention.label != "CARDINAL" or not d.unit or d.unit in BEINGS:
        return False
    if _AMONG.match(d.free):
        return d.word_before[-1:] == "有"
    follows = d.letter_after
    return _HAVING.match(d.free) is not None and follows in ("v", "u", "d", "p", "s", "x", "")


_OF_THEM = lazy(r"fD?|d?M|f[dH]{1,3}")


def taken_of(d: Draft, last: Draft | None) -> bool:
    """Whether a count is taken of what the figure right before it counts: 50名学生中的12人."""
    if last is None or last.phrase is None or d.mention.label != "CARDINAL" or d.unit == "倍":
        return False
    end = last.phrase[1]
    return _OF_THEM.fullmatch(d.line.kinds, end, d.i) is not None and "中" in d.line.span(end, d.i)


#: Words for those of a list that have no name.
_REST = frozenset(("其余", "其他", "另外"))


def listed(d: Draft, carried: Carried) -> Draft | None:
    """The figure of the sentence before that one of a list of places and figures goes on from:
    新增病例271例。北京64例、广东51例。"""
    same = carried.before.get(d.among)
    if same is None or d.mention.label != "CARDINAL" or d.unit in _FACTORS:
        return None
    of_place = d.back[:1] in ("G", "O") and d.closes
    return same if of_place or d.word_before in _REST else None


def take(d: Draft, earlier: Draft) -> None:
    """Give ``d`` the concept of ``earlier``."""
    d.concept, d.concept_of = earlier.concept, earlier.concept_of
    d.rules.append(f"concept={carry.name}")


#: What leads from a noun to how many of it there are.
_NUMBERS = lazy(r"[dHL=]*")
_AGES = frozenset(("岁", "周岁"))


def reopened(last: Draft, mention: Mention, i: int) -> int:
    """The first chunk of the noun that ``last`` restricts and the figure at chunk ``i`` counts.

    60岁以上的老人有2300人: the noun after the one figure is what the other counts. 0 where it is not.
    """
    quantity, kinds = mention.quantity, last.line.kinds
    if last.phrase is None or last.phrase[0] < last.i or quantity is None or not quantity.unit:
        return 0
    if mention.label != "CARDINAL" or quantity.unit == "倍":
        return 0
    of = kinds.startswith("D", last.i + 1)
    bounds = of or last.mention.label != "CARDINAL" or last.unit in _AGES
    if not bounds or not _NUMBERS.fullmatch(kinds, last.phrase[1], i):
        return 0
    return last.i + 1 + of


#: What the prices of a list are of: 门票, 票价, 报价.
_PRICES = ("门票", "票", "价", "价格", "售价", "奖金", "补贴", "补助")
_TAGGED = lazy(r"[nad]{1,2}")


def priced_alike(d: Draft, carried: Carried) -> bool:
    """Give ``d`` the price that the list began with, when its clause names only what has it: 门票
    旺季230元，淡季150元."""
    before = carried.by_label.get("MONEY") if d.mention.label == "MONEY" else None
    if before is None or before.phrase is None or before.line is not d.line or d.quantity.per:
        return False
    if d.low == 0 or not (d.closes and _TAGGED.fullmatch(d.free)) or d.floor > d.low:
        return False
    named = d.line.words[before.phrase[1] - 1]
    if not named.endswith(_PRICES) or is_measure(d.line, d.i - 1):
        return False
    d.phrase = before.phrase[1] - 1, before.phrase[1]
    d.concept = d.line.starts[d.phrase[0]], d.line.starts[d.phrase[1]]
    d.concept_of = d.line.span(d.low, d.i)
    d.rules.append(f"concept={carry.name}")
    return True


_NOMINAL = frozenset("nEOP}")
VERBAL = frozenset("uvwy")
_DESTINATIONS = ("机关", "部门", "医院", "法院", "检察院")


def goes_on_counting(d: Draft, found: tuple[int, int], group: Draft | None) -> bool:
    """Whether only a verb stands before a figure of people who were named: 群众8万人，已转移5万人."""
    if group is None or group.phrase is None:
        return False
    kinds = d.line.kinds[slice(*found)]
    if d.unit in PEOPLE and d.line.words[found[1] - 1].endswith(_DESTINATIONS):
        return True  # 处分78人，移送司法机关4人
    bare = _NOMINAL.isdisjoint(kinds) and not VERBAL.isdisjoint(kinds)
    return bare and not _NOMINAL.isdisjoint(group.line.kinds[slice(*group.phrase)])


def own_verb(d: Draft, group: Draft | None) -> bool:
    """Whether a figure of people has a verb as another one before it had: 刑拘5人，逮捕3人."""
    if group is None or group.phrase is None or d.back[:1] not in VERBAL or not d.back:
        return False
    return _NOMINAL.isdisjoint(group.line.kinds[slice(*group.phrase)])
