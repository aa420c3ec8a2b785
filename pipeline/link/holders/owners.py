"""The names that may own a figure, nearest first."""

from __future__ import annotations

import re

from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.subjects import Subjects, is_casualty
from pipeline.rules import ex, rule


@rule(
    "link-holder-possessor",
    why="拉美12个国家, 青海省23人遇难: a place or organisation right before its figure owns it",
    examples=[ex("青海省⟦23人⟧遇难。", holder="青海省")],
)
def possessor(d: Draft, line: Subjects) -> str:
    """The name that ends where the figure, or the phrase before it, begins."""
    ends = (d.i, d.phrase[0] if d.phrase and d.phrase[1] <= d.i else d.i)
    if line.found and line.found[-1].end in ends:
        return line.found[-1].name
    if not line.owners or line.owners[-1].end not in ends:
        return ""
    alone = not line.found or is_casualty(d) or _has_common_subject(d)
    return line.owners[-1].name if alone else ""


#: 3名美军人员死亡: whose people are counted.
_THEIR = lazy(r"#O[nawy]{1,4}")


@rule(
    "link-holder-theirs",
    why="3名边防总队队员受伤: people that something happened to belong to the body named with them",
    examples=[ex("有⟦3名⟧兰州市公安局民警受伤。", holder="兰州市公安局")],
)
def theirs(d: Draft, line: Subjects) -> str:
    """The organisation between the figure and the people that it counts."""
    return d.line.words[d.i + 1] if _THEIR.match(d.line.kinds, d.i) and is_casualty(d) else ""


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
    """The holder of the casualties that the report opens with; asked of figures of people."""
    return line.event


@rule(
    "link-holder-sentence",
    why="a subject carries on over the clauses of its sentence",
    examples=[ex("兰州市总工会扎实工作，培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def sentence(d: Draft, line: Subjects) -> str:
    """The last subject of an earlier clause, before a list of examples."""
    for one in line.found[:-5:-1]:
        if not one.listed:
            return one.name
    return line.found[-1].name if line.found else ""


@rule(
    "link-holder-speaker",
    why="海岸警备队说，有2名船员失踪: who speaks owns the figures when no other is named",
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
    examples=[
        ex("一架日本海军的飞机在东京市坠毁，造成⟦5人⟧死亡。", holder="东京市"),
        ex("叙利亚军队对阿勒颇发动炮击，造成⟦4人⟧丧生。", holder="阿勒颇"),
    ],
)
def accident(d: Draft, line: Subjects) -> str:
    """The place of the sentence's event, for casualties after it."""
    return line.places[-1].name if line.places and is_casualty(d) else ""


@rule(
    "link-holder-running",
    why="the subject carries on over sentences while no other is named",
    examples=[ex("兰州市总工会工作扎实。去年培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def running(d: Draft, line: Subjects) -> str:
    """The running subject."""
    return line.running()
