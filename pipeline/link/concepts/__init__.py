"""What is counted or measured: the noun phrase a figure belongs to, in the text's own words.

The rules are tried in order and the first that finds a phrase fills the cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.link.concepts.after import EXTENTS, is_noun, own_unit, right, state
from pipeline.link.concepts.before import (
    among,
    distance,
    has,
    heading,
    is_fulfilled,
    left,
    share,
    subject,
)
from pipeline.link.draft import Draft, Found
from pipeline.link.measured import CLOSES
from pipeline.link.phrases import BEINGS, BRIDGE, HAPPENINGS, PEOPLE, left_phrase, without_owner
from pipeline.link.words import words_of
from pipeline.rules import ex, rule

_OF_BEINGS = (
    own_unit,
    right,
    is_noun,
    among,
    has,
    state,
    share,
    heading,
    left,
    subject,
)
_OF_OTHERS = (own_unit, right, is_noun, share, distance, heading, left, subject)
#: Units that only say by how much: what they measure was named before.
_FACTORS = frozenset(("倍", "番", ""))
#: What a clause holds that only leads to its figure, and the subject that opens the one before.
_LEADS = re.compile(r"[=xdLat]*[=x][=xdLat]*|pu[dt]*")
_FROM = re.compile(r"p[tDrG]*")
_TOPIC = re.compile(r"L?[uvy][dtLHm]*[nOG]?")
_SUBJECT = re.compile(r"[tdCSr,_]*([nEGOPawyi]+)(?=[dx=vuHt])")
#: What a clause holds that names nothing.
_BARE = re.compile(r"[dtm]+")
_PART = re.compile(r"d*S")
_DOES = re.compile(r"L?[uv][dt]*(?=n)")
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

    def remember(self, draft: Draft) -> None:
        """Keep ``draft`` for the figures after it."""
        if draft.concept:
            self.last = self.by_label[draft.mention.label] = draft
            before = self.by_unit.get(_kind(draft.unit))
            if draft.phrase or before is None or before.concept != draft.concept:
                self.by_unit[_kind(draft.unit)] = draft


def _kind(unit: str) -> str:
    """``unit``, or one name for all that count people."""
    return "人" if unit in PEOPLE else unit


def find(d: Draft, carried: Carried) -> None:
    """Fill the concept of ``d`` from its own clause, else from the figures before it."""
    group = carried.by_unit.get("人") if d.unit in PEOPLE else None
    d.same_group = group is not None and f"concept={has.name}" in group.rules
    if d.quantity.dimension == "score" and d.quantity.value_max is not None:
        return
    same = carried.by_unit.get(_kind(d.unit))
    if same is not None and same.concept and _taken_from(d):
        _take(d, same)
        return
    if d.quantity.dimension == "length" and _is_extent(d):
        _set(d, (d.i - 1, d.i), left.name)  # 长17公里、宽3公里
    elif not _own_clause(d, same if d.unit == "人次" else group):
        _earlier(d, carried, group)


def _own_clause(d: Draft, group: Draft | None) -> bool:
    """Fill the concept by the first rule that finds it in the clause; whether one did."""
    # Under 占 and 完成 what stands right before the figure is the whole, not the concept.
    shares = "%" in d.free or is_fulfilled(d)
    rules = _OF_BEINGS if d.unit in BEINGS else _OF_OTHERS
    for one in rules[: rules.index(share) + 1] if shares else rules:
        found = one.produce(d)
        if found is not None and not (one is left and _goes_on_counting(d, found, group)):
            _set(d, found, one.name)
            return True
    return False


def _earlier(d: Draft, carried: Carried, group: Draft | None) -> None:
    """Fill the concept from the figures before ``d``, else from what else its clause has."""
    if _own_verb(d, group):
        _set(d, (d.i - 1, d.i), left.name)
        return
    earlier = carry.produce(d, carried)
    if earlier is None:
        _fall_back(d)
    else:
        _take(d, earlier)


def _is_extent(d: Draft) -> bool:
    """Whether the word before a length says which one it is, and compares with nothing."""
    return d.line.word(d.i - 1) in EXTENTS and "B" not in d.back


_AMONG = re.compile(r"d*(?:M|H?f)")
_HAVING = re.compile(r"d*H")


def _taken_from(d: Draft) -> bool:
    """Whether a count is taken from one before it: 17个职位中有13个, 20家企业有5家停产."""
    if d.mention.label != "CARDINAL" or not d.unit or d.unit in BEINGS:
        return False
    if _AMONG.match(d.free):
        return d.line.word(d.i - 1)[-1:] == "有"
    follows = d.line.kinds[d.i + 1 : d.i + 2]
    return _HAVING.match(d.free) is not None and follows in ("v", "u", "d", "p", "s", "x", "")


def _take(d: Draft, earlier: Draft) -> None:
    """Give ``d`` the concept of ``earlier``."""
    d.concept, d.concept_of = earlier.concept, earlier.concept_of
    d.rules.append(f"concept={carry.name}")


_NOMINAL = frozenset("nEOP}")
_VERBAL = frozenset("uvwy")
_DESTINATIONS = ("机关", "部门", "医院", "法院", "检察院")


def _goes_on_counting(d: Draft, found: tuple[int, int], group: Draft | None) -> bool:
    """Whether only a verb stands before a figure of people who were named: 群众8万人，已转移5万人."""
    if group is None or group.phrase is None:
        return False
    kinds = d.line.kinds[slice(*found)]
    if d.unit in PEOPLE and d.line.word(found[1] - 1).endswith(_DESTINATIONS):
        return True  # 处分78人，移送司法机关4人
    bare = _NOMINAL.isdisjoint(kinds) and not _VERBAL.isdisjoint(kinds)
    return bare and not _NOMINAL.isdisjoint(group.line.kinds[slice(*group.phrase)])


def _own_verb(d: Draft, group: Draft | None) -> bool:
    """Whether a figure of people has a verb as another one before it had: 刑拘5人，逮捕3人."""
    if group is None or group.phrase is None or d.back[:1] not in _VERBAL or not d.back:
        return False
    return _NOMINAL.isdisjoint(group.line.kinds[slice(*group.phrase)])


def _fall_back(d: Draft) -> None:
    """Fill the concept of a figure that nothing in its clause and no figure before it names."""
    found = clause_before.produce(d)
    if found is not None:
        _set(d, found, clause_before.name)
        d.phrase = None  # it is no phrase of the figure's own clause
    elif d.unit == "人":
        closes = d.line.stops[d.i + 1 : d.i + 2] in CLOSES
        if closes and d.i - d.low == 1 and d.back[:1] == "v":
            _set(d, (d.i - 1, d.i), left.name)  # 刑拘314人，
        else:
            _set_unit(d)
    elif (
        d.unit in HAPPENINGS
        and d.back[:1] in _VERBAL
        and d.back
        and d.line.stops[d.i + 1 : d.i + 2] in CLOSES
    ):
        _set(d, (d.i - 1, d.i), left.name)  # 处理84起
    elif d.mention.label == "CARDINAL" and d.unit and d.back[:1] == "w":
        _set(d, (d.i - 1, d.i), left.name)  # 累计发船739艘次
    elif d.mention.label == "CARDINAL" and d.unit and agent.produce(d):
        _set(d, agent.produce(d) or (0, 0), agent.name)
    elif d.mention.label == "MONEY":
        spent = spending.produce(d)
        if spent is not None:
            _set(d, spent, spending.name)


@rule(
    "link-concept-agent",
    why="班列累计开行2928列: where no object is named, what does it is what is counted",
    examples=[ex("今年班列累计开行⟦300列⟧。", concept="班列")],
)
def agent(d: Draft) -> Found:
    """The subject of the verb right before a count that ends its clause."""
    led = _DOES.match(d.free)
    if led is None or d.line.stops[d.i + 1 : d.i + 2] not in CLOSES:
        return None
    phrase = left_phrase(d.line, max(d.low, d.floor), d.i - led.end())
    return (without_owner(d.line, *phrase), phrase[1]) if phrase else None


@rule(
    "link-concept-spending",
    why="累计投入5亿元: where nothing is named the verb of spending says what the amount is",
    examples=[
        ex("全县累计投入⟦5亿元⟧。", concept="投入"),
        ex("去年企业研发投入⟦5亿元⟧。", concept="企业研发投入"),
    ],
)
def spending(d: Draft) -> Found:
    """The verb of spending right before the amount, with the work that is spent on."""
    at = d.i - 1 - (d.back[:1] == "L")
    if d.line.word(at) not in words_of("spending"):
        return None
    spent_on = left_phrase(d.line, max(d.low, d.floor), at)
    if spent_on is None or d.line.kinds[at - 1] not in "wy":
        return at, at + 1
    return without_owner(d.line, *spent_on), at + 1


@rule(
    "link-concept-clause-before",
    why="下调贷款利率，从2.4%下调至1.7%: a clause that opens with 从 or 由 goes on about the last noun",
    examples=[ex("银行下调了贷款利率，从⟦2.4%⟧下调至1.7%。", concept="贷款利率")],
)
def clause_before(d: Draft) -> Found:
    """What the clause before names: its last phrase for one that opens with 从, or its topic.

    Its subject goes on when the figure's clause has nothing but what leads to the figure.
    """
    line = d.line
    if d.low < 2 or d.low - 1 < d.floor or d.i - d.low > 6 or line.stops[d.low - 1] != ",":
        return None
    if _FROM.fullmatch(line.kinds, d.low, d.i):
        phrase = left_phrase(line, d.floor, d.low - 1) if d.mention.label != "CARDINAL" else None
        return (without_owner(line, *phrase), phrase[1]) if phrase else None
    if _TOPIC.fullmatch(d.free) and d.mention.label == "CARDINAL":
        phrase = left_phrase(line, d.floor, d.low - 1)  # …的改革任务，已经推进了129项
        return phrase if phrase and line.kinds[phrase[0] - 1 : phrase[0]] == "D" else None
    if not _LEADS.fullmatch(d.free):
        return None
    found = _SUBJECT.match(line.kinds, max(line.clause_start(d.low - 1), d.floor), d.low)
    return (without_owner(line, *found.span(1)), found.end(1)) if found else None


@rule(
    "link-concept-carried",
    why="种水稻30公顷，比去年多5公顷: what was measured before is measured on",
    examples=[
        ex("出口13亿元，增长⟦7.2%⟧。", concept="出口"),
        ex("征集论文200篇，推荐⟦28篇⟧。", concept="论文"),
    ],
)
def carry(d: Draft, carried: Carried) -> Draft | None:
    """The earlier figure of the sentence that measured the same."""
    if d.change or d.mention.label == "PERCENT" or d.unit in _FACTORS:
        return carried.last
    if d.free[:1] == "p" and d.line.word(d.i - 1) in ("由", "从"):
        return carried.last
    if d.line.word(d.i - 1) == "各" or (d.mention.label != "CARDINAL" and d.back[:2] == "、#"):
        return carried.last  # 泊位各1个; 跨过5万亿元、6万亿元
    if d.mention.label == "MONEY" and _PART.fullmatch(d.free):
        return carried.by_label.get("MONEY")  # 预算5亿元，其中2亿元用于…
    if d.mention.label == "MONEY" and d.low and _BARE.fullmatch(d.free) and d.free:
        return carried.last  # 今年有望突破50万亿元
    if d.line.word(d.i - 1) in _CONVERTS:
        return carried.by_label.get(d.mention.label) or carried.last
    if d.unit in _HEADS and d.back.startswith("、#"):
        return carried.last  # 群众2300户、近万人
    lead = BRIDGE.fullmatch(d.free.partition("(")[0])
    if lead and ("x" in lead[0] or ("=" in lead[0] and d.line.word(d.i - 1) not in _OWN_LEVEL)):
        return carried.last
    same = carried.by_unit.get(_kind(d.unit)) if d.mention.label != "MONEY" else None
    if same is None or same.phrase is None or d.unit not in PEOPLE:
        return same
    return None if set(same.line.kinds[slice(*same.phrase)]) == {"s"} else same  # 2人死亡


def _set(d: Draft, found: tuple[int, int], name: str) -> None:
    start, end = found
    if start == d.i:
        _set_unit(d)
        return
    d.phrase = found
    d.concept = d.line.starts[start], d.line.end(end - 1)
    d.rules.append(f"concept={name}")


def _set_unit(d: Draft) -> None:
    """The unit's own word as the concept."""
    at = d.line.word(d.i).rfind(d.unit)
    if at >= 0:
        start = d.mention.start + at
        d.concept = start, start + len(d.unit)
        d.rules.append(f"concept={own_unit.name}")
