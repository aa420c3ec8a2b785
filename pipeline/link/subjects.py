"""Names as owners of figures: what part a name plays in its sentence, and which figure it owns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.link.draft import Draft
from pipeline.link.lines import Line
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
    for one in (*line.found[-1:], *line.owners[-1:]):
        if one.end in (d.i, start):
            return one.name
    return ""


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
    "link-holder-running",
    why="the subject carries on over sentences while no other is named",
    examples=[ex("兰州市总工会工作扎实。去年培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def running(d: Draft, line: Subjects) -> str:
    """The running subject."""
    return line.running


ORDER = (possessor, clause, sentence, speaker, event, running)


_PERSONS = PEOPLE | {"具"}


def is_casualty(d: Draft) -> bool:
    """Whether the figure counts people that something happened to."""
    if d.unit not in _PERSONS:
        return False
    kinds = d.line.kinds
    return kinds.find("s", d.low, d.high) >= 0 or (
        d.i + 1 < len(kinds) and "被" in d.line.span(d.i, min(d.i + 6, d.high))
    )


def role_of(line: Line, one: Subject) -> str:
    """What the name can be to the figures after it: found (a subject), owners, speakers or ''."""
    kinds, first = line.kinds, one.start
    before = kinds[first - 1] if first else ""
    if before == "{" or line.word(first - 1) in _OTHER_ROLE:
        return ""
    if before == "p" and line.word(first - 1) not in _CAUSES:
        return ""
    if before and before in "vuxyL=H":
        return "owners"
    if _SAYS.match(kinds, one.end):
        return "speakers" if kinds[one.end - 1] != "P" else ""
    low = max(0, first - 12)
    inside = _INSIDE_BEFORE.match(kinds[low:first][::-1])
    if inside and line.word(first - inside.end()) == "在" and _INSIDE_AFTER.match(kinds, one.end):
        return ""
    return "found"
