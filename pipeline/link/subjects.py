"""Names as owners of figures: what part a name plays in its sentence, and which figure it owns."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from pipeline.link.draft import Draft
from pipeline.link.lines import WINDOW, Line
from pipeline.link.phrases import PEOPLE
from pipeline.rules import ex, rule

#: Words before a name that is nobody's subject: 向X推荐, 被X评为, 据X统计, 在X.
_OTHER_ROLE = frozenset(["对", "向", "给", "来自", "被", "据", "根据", "从", "比", "较", "由", "跟", "至", "到", "往", "赴", "在", "于", "对于", "因", "按", "经", "通过", "除", "除了", "距", "离"])  # fmt: skip
#: Prepositions that make their name an agent after all.
_CAUSES = frozenset(("使", "让", "令", "将", "把"))
#: A name whose clause goes on to what it said.
_SAYS = re.compile(r"[tdn(#),]{0,6}R")
#: 在…的调解下: a name inside an adverbial is no subject.
_INSIDE_BEFORE = re.compile(r"[^,;:.vux]{0,12}p")
_INSIDE_AFTER = re.compile(r"[^,;:.#]{0,12}f")
#: A name whose people, figures or reports say something: 商务部负责人介绍.
_QUOTED = re.compile(r"[nawyOGP()]{1,8}(?:p[nOGP]{1,3})?[tdp]{0,4}R")
_RECKONS = frozenset(["测定", "测报", "测算", "监测", "监测到", "预计", "预测", "预报", "估算", "分析", "数据", "消息"])  # fmt: skip
#: 21岁的广东选手林一鸣: from the age to the person.
_AGED = re.compile(r"D?[nGOaw]{0,4}P")
_WHERE = frozenset(("在", "于", "位于"))
#: What a rule returns when it knows that no one owns the figure.
NOBODY = "-"


@dataclass(slots=True)
class Subject:
    """A name that may own figures: its first chunk, the chunk after it, and its full form."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class Subjects:
    """The candidates of one sentence up to the figure being read."""

    found: list[Subject] = field(default_factory=list)
    #: names that only own the figure right after them: 受到拉美12个国家…
    owners: list[Subject] = field(default_factory=list)
    speakers: list[Subject] = field(default_factory=list)
    #: where something happened: 在X…
    places: list[Subject] = field(default_factory=list)
    #: offsets of products, which own nothing and end what runs
    products: set[int] = field(default_factory=set)
    event: str = ""
    running: str = ""


@rule(
    "link-holder-possessor",
    why="拉美12个国家, 青海省23人遇难: a place or organisation right before its figure owns it",
    examples=[ex("青海省⟦23人⟧遇难。", holder="青海省")],
)
def possessor(d: Draft, line: Subjects) -> str:
    """The name that ends where the figure, or the phrase before it, begins."""
    start = d.phrase[0] if d.phrase and d.phrase[1] <= d.i else d.i
    owners = line.owners[-1:]
    if line.found and not (is_casualty(d) or _has_common_subject(d)):
        owners = []
    for one in (*line.found[-1:], *owners):
        if one.end in (d.i, start):
            return one.name
    return ""


_COMMON = re.compile(r"[tdC,_]{0,6}n[nd]{0,4}[vuyx=]")


def _has_common_subject(d: Draft) -> bool:
    """Whether the figure's clause has a subject that is no name: 地震造成…."""
    return _COMMON.match(d.line.kinds, d.low, d.i) is not None


@rule(
    "link-holder-clause",
    why="the named subject of the figure's clause owns it",
    examples=[ex("兰州市总工会今年培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def clause(d: Draft, line: Subjects) -> str:
    """The first name of the figure's clause that is a subject."""
    for one in line.found[-4:]:
        if one.start >= d.low:
            return one.name
    return ""


@rule(
    "link-holder-event",
    why="people counted later in a report of casualties belong to the place of the event",
    examples=[ex("青海省23人遇难。目前有⟦11人⟧失联。", holder="青海省")],
)
def event(d: Draft, line: Subjects) -> str:
    """The holder of the casualties that the report opens with, for figures of people."""
    return line.event if d.unit in _PERSONS else ""


@rule(
    "link-holder-sentence",
    why="a subject carries on over the clauses of its sentence",
    examples=[ex("兰州市总工会扎实工作，培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def sentence(d: Draft, line: Subjects) -> str:
    """The last subject of an earlier clause."""
    return line.found[-1].name if line.found else ""


@rule(
    "link-holder-speaker",
    why="美军中央司令部表示，有3名人员死亡: who speaks owns the figures when no other is named",
    examples=[ex("水利部表示，已派出⟦3个⟧工作组。", holder="水利部")],
)
def speaker(d: Draft, line: Subjects) -> str:
    """The last organisation or place of the sentence that says so."""
    return line.speakers[-1].name if line.speakers else ""


@rule(
    "link-holder-place",
    why="运动会在青岛市举行，…: where it happened owns figures that no agent owns",
    examples=[ex("运动会在青岛市举行，⟦2860名⟧运动员参加。", holder="青岛市")],
)
def place(d: Draft, line: Subjects) -> str:
    """The last place of the sentence at which something is or happens."""
    return line.places[-1].name if line.places else ""


@rule(
    "link-holder-accident",
    why="客机在机场与另一架飞机相撞，造成5人死亡: casualties belong to the place, not to a party",
    examples=[ex("一架日本海军的飞机在东京市坠毁，造成⟦5人⟧死亡。", holder="东京市")],
)
def accident(d: Draft, line: Subjects) -> str:
    """The place of the sentence's event, for casualties after it."""
    return line.places[-1].name if line.places and is_casualty(d) else ""


@rule(
    "link-holder-apposition",
    why="甲、乙、丙等12位专家: names that the figure counts do not own it",
    examples=[ex("王建国、李长春等⟦12位⟧专家作了报告。", holder="")],
)
def apposition(d: Draft, line: Subjects) -> str:
    """Nobody, when the names right before the figure are what it counts."""
    if d.mention.label != "CARDINAL":
        return ""
    for one in (*line.found[-1:], *line.owners[-1:]):
        kinds = d.line.kinds[one.start : one.end]
        if one.end == d.i and (kinds[-1] in "kP" or "、" in kinds or "c" in kinds):
            return NOBODY
    return ""


@rule(
    "link-holder-product",
    why="神舟九号飞船经过4次变轨: a product that is the clause's subject ends the running subject",
    examples=[ex("中国队昨日抵达。神舟九号飞船经过⟦4次⟧变轨。", holder="")],
)
def product(d: Draft, line: Subjects) -> str:
    """Nobody, when the figure's clause or its sentence opens with a product."""
    for low in {d.low, 0}:
        first = low
        while d.line.kinds[first : first + 1] in ("t", "d", ",", "C", "_"):
            first += 1
        if first < d.i and d.line.starts[first] in line.products:
            return NOBODY
    return ""


@rule(
    "link-holder-distance",
    why="新港距离地铁站约500米: a distance belongs to no one",
    examples=[ex("兰州市新建的客运港距离地铁站⟦约500米⟧。", holder="")],
)
def distance(d: Draft, line: Subjects) -> str:
    """Nobody, for a length from one thing to another."""
    if d.quantity.dimension != "length":
        return ""
    return NOBODY if "距" in d.line.span(d.low, d.i) else ""


@rule(
    "link-holder-age",
    why="21岁的广东选手林一鸣: an age is the person's who follows, or before; else nobody's",
    examples=[
        ex("⟦21岁⟧的广东选手林建国夺冠。", holder="林建国"),
        ex("兰州市公安局接到一名⟦72岁⟧老人报警。", holder=""),
    ],
)
def age(d: Draft, line: Subjects) -> str:
    """The person after 岁的, or right before."""
    if d.unit not in ("岁", "周岁"):
        return ""
    found = _AGED.match(d.line.kinds, d.i + 1)
    if found:
        return d.line.word(found.end() - 1)
    before = [one for one in line.found[-1:] if d.line.kinds[one.end - 1] == "P"]
    return before[0].name if before else NOBODY


@rule(
    "link-holder-running",
    why="the subject carries on over sentences while no other is named",
    examples=[ex("兰州市总工会工作扎实。去年培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def running(d: Draft, line: Subjects) -> str:
    """The running subject."""
    return line.running


ORDER = (
    distance,
    age,
    apposition,
    possessor,
    clause,
    accident,
    sentence,
    place,
    speaker,
    event,
    product,
    running,
)


_PERSONS = PEOPLE | {"具"}


def is_casualty(d: Draft) -> bool:
    """Whether the figure counts people that something happened to."""
    if d.unit not in _PERSONS:
        return False
    kinds = d.line.kinds
    return kinds.find("s", d.low, d.high) >= 0 or (
        d.i + 1 < len(kinds) and "被" in d.line.span(d.i, min(d.i + 6, d.high))
    )


def is_partner(d: Draft) -> bool:
    """Whether the name that a list gives the figure depends on a preposition: 对东盟、欧盟出口."""
    line = d.line
    at = line.text.find(d.own_holder, line.starts[0], line.starts[d.i])
    i = bisect_left(line.starts, at)
    if at < 0 or line.starts[i] != at:
        return False
    while i and line.kinds[i - 1] in "GOP、ck":
        i -= 1
    return i > 0 and line.kinds[i - 1] == "p" and line.word(i - 1) not in _CAUSES


def _is_quoted(kinds: str, i: int) -> bool:
    """Whether chunk ``i`` stands in quotation marks, with words of the quotation before it."""
    low = max(0, i - WINDOW)
    return kinds.rfind("{", low, i) > kinds.rfind("}", low, i)


def _reckons(line: Line, i: int) -> bool:
    """Whether what follows chunk ``i`` makes the name before it a source: 地震台网测定, 气象部门预计."""
    while line.kinds[i : i + 1] in ("d", "t", "a") and line.word(i) not in _RECKONS:
        i += 1
    return line.word(i) in _RECKONS


def role_of(line: Line, one: Subject) -> str:
    """What the name can be to the figures after it: a list of ``Subjects`` by name, or ''."""
    kinds, first = line.kinds, one.start
    before = kinds[first - 1] if first else ""
    word = line.word(first - 1)
    if word in _WHERE and one.name != "中国" and not _INSIDE_AFTER.match(kinds, one.end):
        return "places"
    if before == "{" or word in _OTHER_ROLE or _is_quoted(kinds, first):
        return ""
    if before == "p" and line.word(first - 1) not in _CAUSES:
        return ""
    if before in ("#", "0") or word in ("与", "同"):
        return ""  # 9艘伊朗海军舰艇: an attribute; 与甲公司组成联合体: a partner
    if before and before in "vuxyL=H":
        return "owners"
    if _SAYS.match(kinds, one.end):
        return "speakers" if kinds[one.end - 1] != "P" else ""
    if _QUOTED.match(kinds, one.end) or _reckons(line, one.end):
        return ""
    low = max(0, first - 12)
    inside = _INSIDE_BEFORE.match(kinds[low:first][::-1])
    if inside and line.word(first - inside.end()) == "在" and _INSIDE_AFTER.match(kinds, one.end):
        return ""
    return "found"
