"""What may follow what: the joints of the grammar."""

from __future__ import annotations

from pipeline.calendars import festivals
from pipeline.extractors.times.atoms import Atom
from pipeline.extractors.times.decode import Step, decode, number
from pipeline.extractors.times.lengths import Length, read_length
from pipeline.extractors.times.nodes import Between, Lasting, Node, Open, Point, Repeated
from pipeline.extractors.times.when import Grain


def rolls(atom: Atom) -> bool:
    """Whether 前N… with nothing before it counts back from now, and not from a year's start."""
    steps = decode(atom)
    return not steps or steps[0].b in ("day", "week") or steps[0].c == -1


def is_next(first: Atom, second: Atom) -> bool:
    """Whether 1、2月 are neighbours, and so a range."""
    a, b = number(first.text), decode(second)
    return bool(b) and b[0].kind == "month" and b[0].a == a + 1


def is_nights(atom: Atom) -> bool:
    return atom.kind == "dur" and atom.text[-1] in "夜晚"


def finer(atom: Atom) -> Length | None:
    """The length that may follow a coarser one; after it 20时 is twenty hours."""
    if atom.kind == "clock" and atom.text.endswith("时"):
        return read_length(atom.text[:-1] + "小时")
    return read_length(atom.text) if atom.kind in ("dur", "clock") else None


def is_fixed(step: Step) -> bool:
    return step.kind in ("year", "ref") or (step.kind == "rel" and step.c == "ref")


def unit_of(text: str) -> str:
    """每个月 → 一个月, for reading the length."""
    unit = text.lstrip("每隔逢").removeprefix("一").removeprefix("个")
    if unit == "周末":
        unit = "周"
    return unit if unit.startswith("半") else "一" + unit


def follows(previous: Step, step: Step, glued: int) -> bool:
    """Whether ``step`` may refine ``previous``."""
    if step.kind == "edge":
        return previous.kind in ("year", "rel", "month", "quarter", "half", "century", "decade",
                                 "plan", "era") and not glued and previous.rank <= 4  # fmt: skip
    if step.kind == "lunar":
        return previous.rank <= Grain.YEAR
    if step.kind == "whole":  # 今年全年
        return previous.rank == Grain.YEAR
    if step.kind == "same":
        return previous.kind in ("rel", "year")
    if step.kind == "anniv":
        return previous.kind == "fest" and festivals()[str(previous.a)].since > 0
    if step.kind == "weekday" and previous.rank == 6:
        return step.a is None
    if step.kind == "rel":  # 4月当月
        if step.a == "day" and step.b == 0 and step.c == "ref":  # 去年的今天
            return previous.kind == "rel" and previous.a == "year"
        return step.c == "last" and step.b == 0 and step.rank == previous.rank
    if step.kind == "ref":
        return False
    if step.kind == "fest":
        return previous.rank <= 4 or (previous.kind == "fest" and not glued)
    if previous.kind in ("ref", "edge"):
        return False
    return step.rank > previous.rank


def closes(node: Node) -> bool:
    """Whether a node ends in 之间 or 间."""
    return isinstance(node, Open) and node.word in ("之间", "间")


def _as_length(point: Point) -> Lasting | None:
    """2800年 as so many years, where a range begins with a length."""
    step = point.steps[0]
    if len(point.steps) > 1 or step.kind != "year" or step.c or not isinstance(step.a, int):
        return None
    years = read_length(f"{step.a}年")
    return Lasting(point.start, point.end, years, point.start) if years else None


def join(first: Node, last: Node) -> Node | None:
    """The range from ``first`` to ``last``, None where they do not make one."""
    if isinstance(first, Repeated) and first.steps and isinstance(last, Point):
        return Repeated(first.start, last.end, first.period, first.steps, last.steps)
    if isinstance(first, Repeated) or isinstance(last, Repeated):
        return None
    if isinstance(first, Open) and (first.word != "起" or isinstance(last, Open)):
        return None
    if isinstance(first, Lasting) and isinstance(last, Point):
        last = _as_length(last) or last  # 距今3300年至2800年
    if isinstance(first, Lasting) != isinstance(last, Lasting):
        return None
    if isinstance(last, Open) and last.word in ("前", "之前", "以前", "之间", "间", "期间", "为止"):
        return Between(first.start, last.end, first, last.inner)
    return Between(first.start, last.end, first, last)
