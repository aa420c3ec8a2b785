"""What is counted or measured: the noun phrase a figure belongs to, in the text's own words.

The rules are tried in order and the first that finds a phrase fills the cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.link.draft import Draft
from pipeline.link.lines import WINDOW, Line
from pipeline.link.phrases import (
    BEINGS,
    BRIDGE,
    HAPPENINGS,
    PEOPLE,
    is_measure,
    left_phrase,
    reversed_window,
    right_phrase,
    with_partner,
    without_owner,
)
from pipeline.rules import ex, rule
from pipeline.units import lookup


@dataclass(slots=True)
class Carried:
    """What earlier figures of a sentence leave to later ones."""

    last: Draft | None = None
    by_unit: dict[str, Draft] = field(default_factory=dict)
    among: Draft | None = None

    def remember(self, draft: Draft) -> None:
        """Keep ``draft`` for the figures after it."""
        if draft.concept:
            self.last = draft
            self.by_unit[_kind(draft.unit)] = draft


Found = tuple[int, int] | None


def _kind(unit: str) -> str:
    """``unit``, or one name for all that count people."""
    return "人" if unit in PEOPLE else unit


def _bridge(d: Draft) -> tuple[int, str]:
    """Where the words between the phrase on the left and the figure begin, and their letters."""
    window = d.free
    found = BRIDGE.match(window)
    width = found.end() if found else 0
    return d.i - width, window[:width]


_LEVEL_CHANGE = re.compile(r"[dL]*x")


#: Nouns that count themselves but take what they count after them all the same.
_COUNTING_NOUNS = frozenset(("人", "户", "大", "方面", "阶段", "位数", "品", "机"))


@rule(
    "link-concept-unit",
    why="7乡1镇, 两国: a noun that counts itself is its own concept",
    examples=[ex("洪水波及⟦7乡⟧1镇。", concept="乡")],
)
def own_unit(d: Draft) -> Found:
    """Whether the unit is such a noun: its chunk is the figure's."""
    if d.unit in _COUNTING_NOUNS or d.mention.label != "CARDINAL":
        return None
    unit = lookup(d.unit) if d.unit else None
    return (d.i, d.i + 1) if unit is not None and unit.kind == "noun" else None


@rule(
    "link-concept-right",
    why="a counted noun follows its classifier: 229名市级以上劳动模范, with or without 的",
    examples=[
        ex("大赛共评出⟦12名⟧优秀选手。", concept="优秀选手"),
        ex("公司筹措了⟦69万元⟧资金。", concept="资金"),
    ],
    never=["公司去年的收入是69万元。"],
)
def right(d: Draft) -> Found:
    """The phrase after the figure, unless the figure is a difference or a share."""
    kinds, nxt = d.line.kinds, d.i + 1
    of = kinds[nxt : nxt + 1] == "D"
    if d.unit == "人" or (d.unit in ("番", "倍", "个百分点") and not of):
        return None
    if kinds.startswith(("c#", "、#"), nxt) and _shares(d, nxt + 1):
        nxt += 2
    elif kinds.startswith("#", nxt) and d.mention.label == "CARDINAL":
        nxt += 2 if d.line.word(nxt + 1) in ("级", "的") else 1  # 3名18岁的学生
    elif d.mention.label != "CARDINAL" and _measured_before(d, of):
        return None
    if d.mention.label == "PERCENT" and _LEVEL_CHANGE.match(d.back):
        return None
    return right_phrase(d.line, nxt + of, d.mention.label, d.unit)


def _measured_before(d: Draft, of: bool) -> bool:
    """Whether what the figure measures stands before it, and what has it after: 总投资5亿元的项目."""
    if of:
        return bool(_left(d, d.i) or subject.produce(d))
    before = left_phrase(d.line, max(d.low, d.floor), d.i)
    return before is not None and is_measure(d.line, before[1] - 1)


def _shares(d: Draft, other: int) -> bool:
    """Whether the figure at chunk ``other`` shares the noun after it: 3只和5只国有股.

    It does when both have one unit and no noun stands before this figure.
    """
    if not d.unit or not d.line.word(other).endswith(d.unit):
        return False
    return d.i <= d.floor or d.line.kinds[d.i - 1] not in "nwyE}"


_IS_NOUN = re.compile(r"[d]*=")


@rule(
    "link-concept-is",
    why="其中259人是儿童: the figure is the subject and the noun after 是 or 为 says what it counts",
    examples=[ex("受伤的有三十人，其中⟦9人⟧是儿童。", concept="儿童")],
)
def is_noun(d: Draft) -> Found:
    """The phrase after the copula that follows a figure of people or a share."""
    if d.unit not in BEINGS and d.mention.label != "PERCENT":
        return None
    copula = _IS_NOUN.match(d.line.kinds, d.i + 1)
    if copula is None or d.line.word(copula.end() - 1) not in ("是", "为", "系"):
        return None
    return right_phrase(d.line, copula.end(), "CARDINAL", "")


_INSIDE = ("中", "当中", "之中", "里", "中有", "中共有", "中仅有")
_AMONG = re.compile(r"[dHS]*,?[fM](?=[nwEGO}])")


@rule(
    "link-concept-among",
    why="人质中至少有250人死亡: the noun before 中 is what a bare count is taken from",
    examples=[ex("乘客中有⟦5人⟧受伤。", concept="乘客")],
)
def among(d: Draft) -> Found:
    """The phrase before 中 that a figure of people is taken from."""
    if d.unit not in BEINGS:
        return None
    window = reversed_window(d.line, d.floor, d.i)
    found = _AMONG.match(window)
    if found is None or d.line.word(d.i - found.end()) not in _INSIDE:
        return None
    phrase = left_phrase(d.line, d.floor, d.i - found.end())
    if phrase and d.line.stops[: phrase[0] - 1][-1:] in ("", ",") and phrase[0] - 1 >= d.floor:
        opens = d.line.kinds[phrase[0] - 1] == "u"  # 遇险船员中: a clause opens with no bare verb
        return phrase[0] - opens, phrase[1]
    return phrase


_HAS = re.compile(r"d*H(?=[nwEGO}])")


@rule(
    "link-concept-has",
    why="特种兵有10多人战死: the noun before 有 is what is counted when only people follow",
    examples=[ex("消防员有⟦3人⟧负伤。", concept="消防员")],
)
def has(d: Draft) -> Found:
    """The phrase before 有 when a figure of people has its state after it."""
    if d.unit not in BEINGS or d.line.kinds[d.i + 1 : d.i + 2] != "s":
        return None
    found = _HAS.match(d.free)
    return left_phrase(d.line, max(d.low, d.floor), d.i - found.end()) if found else None


_STATE = re.compile(r"d{0,3}s")


@rule(
    "link-concept-state",
    why="3人死亡: where no noun is counted the state is the concept",
    examples=[ex("事故造成⟦3人⟧死亡。", concept="死亡")],
)
def state(d: Draft) -> Found:
    """The state after a figure of people."""
    if d.unit not in BEINGS or d.same_group:
        return None
    found = _STATE.match(d.line.kinds, d.i + 1)
    return (found.end() - 1, found.end()) if found else None


@rule(
    "link-concept-left",
    why="帮扶困难职工16.9万人次: a counted noun may stand right before its figure, after its verb",
    examples=[ex("全年培训骨干教师⟦600人次⟧。", concept="骨干教师")],
)
def left(d: Draft) -> Found:
    """The phrase right before the figure, or before 前 (职能前五位) or 等 (老人、儿童等30人)."""
    if d.unit in _TIMES_OVER and d.line.kinds[d.i + 1 : d.i + 2] in _ADVERBIAL:
        return None
    apart = d.i > 0 and (d.back[:1] == "k" or d.line.word(d.i - 1) == "前")
    return _left(d, d.i - apart)


#: 三次获奖 says how often, and counts nothing of its own.
_TIMES_OVER = frozenset("次度回")
_ADVERBIAL = frozenset("pvudyHx")
#: 高于全国平均水平2个百分点: what is compared with stands between the verb and the figure.
_COMPARES = frozenset(("高于", "低于", "多于", "少于", "超过", "高出", "超出", "领先", "落后"))


@rule(
    "link-concept-subject",
    why="覆盖率达到81.6%: the subject of an equating or a change verb is what the figure measures",
    examples=[
        ex("全县医保覆盖率达到⟦98%⟧。", concept="医保覆盖率"),
        ex("出租车的起步价下调了⟦2元⟧。", concept="起步价", concept_of="出租车"),
    ],
)
def subject(d: Draft) -> Found:
    """The phrase before the verb that leads to the figure."""
    begin, bridge = _bridge(d)
    if bridge[:1] == "p" and len(bridge) == 1 and d.line.word(d.i - 1) not in ("从", "由", "自"):
        return None
    return _left(d, begin) if bridge else None


_HEADING = re.compile(r"[d=]*(?=[nwyE}])")


@rule(
    "link-concept-heading",
    why="各型号售价分别为：A版售5499元: what stands before the colon is what the list gives",
    examples=[ex("各档门票价格为：成人⟦80元⟧，学生40元。", concept="门票价格", concept_of="成人")],
)
def heading(d: Draft) -> Found:
    """The phrase before the colon that opens the figure's list."""
    kinds = d.line.kinds
    colon = kinds.rfind(":", max(0, d.i - WINDOW), d.i)
    if colon < 1 or d.mention.label == "CARDINAL" or kinds.startswith("=#", d.i + 1):
        return None
    found = _HEADING.match(kinds[max(0, colon - WINDOW) : colon][::-1])
    if found is None or found.end() == 0 or not is_measure(d.line, colon - found.end() - 1):
        return None
    item = left_phrase(d.line, max(d.low, d.floor), d.i)
    if item and is_measure(d.line, item[1] - 1):
        return None
    if item:
        d.concept_of = d.line.span(*item)
    end = colon - found.end()
    return (end - 1, end) if d.line.word(end - 1) in _PRICES else left_phrase(d.line, 0, end)


_SHARE = re.compile(r"[^,;:.#]{0,12}?%[dL]*")


@rule(
    "link-concept-share",
    why="占出口总值的60%: the subject of 占 is what has the share, not the whole it is taken of",
    examples=[ex("市场很大，外地游客占总数的⟦60%⟧。", concept="外地游客")],
)
def share(d: Draft) -> Found:
    """The phrase before 占."""
    found = _SHARE.match(d.free) if "%" in d.back else None
    return _left(d, d.i - found.end()) if found else None


def _left(d: Draft, end: int) -> Found:
    """The phrase before chunk ``end``, trimmed to what the figure measures; fills concept_of."""
    line, floor = d.line, max(d.low, d.floor)
    found = left_phrase(line, floor, end)
    if found is None:
        return None
    start = _from_state(line, found[0], end)
    if d.mention.label == "PERCENT" and end == d.i:
        verb = start - 1 - (line.kinds[start - 1 : start] == "d")
        if verb >= floor and line.word(verb) in _COMPARES:
            return _left(d, verb)
    whole = _relative(d, start, end)
    if whole is not None:
        return whole, end
    partner = with_partner(line, start, end)
    if partner < start:
        return partner, end
    bare = _without_governor(d, without_owner(line, start, end), end)
    if line.word(end - 1) in _PRICES and bare + 1 < end:
        d.concept_of = d.concept_of or line.span(bare, end - 1)
        return end - 1, end
    head = line.kinds[end - 1]
    if (head == "y" or (head == "w" and bare + 1 == end)) and not _happens(d):
        return None
    if line.kinds[start - 1 : start] == "D" and start - 1 > floor:
        owner = left_phrase(line, floor, start - 1)
        if owner and not d.concept_of:
            d.concept_of = line.span(without_owner(line, *owner), owner[1])
    elif bare > start and not d.concept_of and line.kinds[start] == "E":
        d.concept_of = line.span(start, bare)
    return bare, end


_CLOSES = frozenset(("", ",", "、", "c", "(", ")"))


#: Prices stand for themselves, and what has them is concept_of: 高级经理年薪.
_PRICES = frozenset(("售价", "单价", "均价", "票价", "报价", "年薪", "月薪", "薪资", "工资"))


def _happens(d: Draft) -> bool:
    """Whether a verb alone can name what the figure measures: 亏损5亿元, 变轨4次."""
    if d.mention.label != "CARDINAL":
        return True
    return d.unit in HAPPENINGS and d.line.stops[d.i + 1 : d.i + 2] in _CLOSES


def _from_state(line: Line, start: int, end: int) -> int:
    """Leave out the owner before 死亡人数: a state and its measure stand for themselves."""
    return end - 2 if end - start > 2 and line.kinds[end - 2] == "s" else start


def _without_governor(d: Draft, start: int, end: int) -> int:
    """Leave out a verb that opens the phrase and governs the rest: 培训职工, not 培训费用."""
    kinds = d.line.kinds
    if kinds[start] == "y" and end - start > 1 and d.mention.label in ("CARDINAL", "QUANTITY"):
        before = kinds[start - 1 : start]
        if not (before and before in "vxuyLHw") and not is_measure(d.line, end - 1):
            return start + 1
    return start


_MODIFIER = re.compile(r"[uHsymw][^,;:.L]*D$")


def _relative(d: Draft, start: int, end: int) -> int | None:
    """Where a clause that restricts a counted noun begins: 愿意就业的学生有721人."""
    line = d.line
    if d.mention.label != "CARDINAL" or not d.unit or d.unit == "倍":
        return None
    if (
        is_measure(line, end - 1)
        or start <= d.low
        or line.kinds[start - 1] != "D"
        or "x" in line.kinds[end : d.i]
    ):
        return None
    begin = d.low
    while begin < start and line.kinds[begin] in "GOPdCtSrvR":
        begin += 1
    return begin if _MODIFIER.match(line.kinds[begin:start]) else None


RULES = (own_unit, right, is_noun, among, has, state, share, heading, left, subject)


def find(d: Draft, carried: Carried) -> None:
    """Fill the concept of ``d`` from its own clause, else from the figures before it."""
    group = carried.by_unit.get("人") if d.unit in PEOPLE else None
    d.same_group = group is not None and f"concept={has.name}" in group.rules
    for one in RULES:
        found = one.produce(d)
        if found is not None:
            _set(d, found, one.name)
            return
    earlier = _earlier(d, carried)
    if earlier is not None:
        d.concept, d.concept_of = earlier.concept, earlier.concept_of
        d.rules.append("concept=link-concept-carried")
    elif d.unit == "人":
        _set_unit(d)


def _set_unit(d: Draft) -> None:
    """The unit's own word as the concept."""
    words = d.line.word(d.i)
    start = d.mention.start + words.rindex(d.unit)
    d.concept = start, start + len(d.unit)
    d.rules.append(f"concept={own_unit.name}")


def _set(d: Draft, found: tuple[int, int], name: str) -> None:
    start, end = found
    line = d.line
    if start == d.i:
        _set_unit(d)
        return
    d.phrase = found
    d.concept = line.starts[start], line.end(end - 1)
    d.rules.append(f"concept={name}")


_NOMINAL = re.compile(r"[nEwyu]")


def _earlier(d: Draft, carried: Carried) -> Draft | None:
    """The earlier figure of the sentence that counted the same."""
    if d.change or d.mention.label == "PERCENT" or d.unit in ("倍", "番", ""):
        return carried.last
    equated = d.back[:1] == "=" and d.line.word(d.i - 1) not in ("售", "卖", "到", "至")
    if equated and not _NOMINAL.search(d.free):
        return carried.last
    return carried.by_unit.get(_kind(d.unit))
