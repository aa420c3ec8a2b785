"""Whose figure it is: the organisation, place or person that is its subject or possessor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document import Document
from pipeline.link.draft import Draft
from pipeline.link.lines import Line
from pipeline.model import Mention
from pipeline.rules import ex, rule

_NAME_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON")
_COUNTRY = frozenset(("我国", "全国", "国内", "中国"))
#: Words for the whole of the place last spoken of, with that place's last character.
_WHOLE = {"全市": "市", "全省": "省", "全县": "县", "全区": "区", "全州": "州", "全镇": "镇", "全乡": "乡", "全村": "村", "我市": "市", "我省": "省", "我县": "县", "我区": "区", "本市": "市", "本省": "省"}  # fmt: skip

#: A name with the names joined to it: 黑龙江、新疆 or a place and its part.
_GROUP = re.compile(r"[GOP]+(?:(?:[、c]|、\b)[GOP]+)*k?")
#: Prepositions before a name that is nobody's subject: 向X推荐, 被X评为, 据X统计, 在X.
_OTHER_ROLE = frozenset(
    "对 向 给 被 据 根据 从 比 较 由 跟 至 到 往 赴 在 于 对于 因 按 经 通过 除 除了 距 离".split()
)
_SAYS = re.compile(r"[td(#),n]{0,6}R")


@dataclass(slots=True)
class Subject:
    """A name that may own figures, where it ends in its line and how strong its claim is."""

    end: int
    name: str


@dataclass(slots=True)
class Subjects:
    """The candidates of one sentence up to the figure being read."""

    found: list[Subject] = field(default_factory=list)
    speakers: list[Subject] = field(default_factory=list)
    running: str = ""


@rule(
    "link-holder-possessor",
    why="拉美12个国家, 青海省23人遇难: a place or organisation right before its figure owns it",
    examples=[ex("青海省⟦23人⟧遇难。", holder="青海省")],
)
def possessor(d: Draft, line: Subjects) -> str:
    """The name that ends where the figure, or the phrase before it, begins."""
    start = d.phrase[0] if d.phrase and d.phrase[1] <= d.i else d.i
    for one in reversed(line.found):
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
    for one in line.found:
        if one.end > d.low:
            return one.name
    return ""


@rule(
    "link-holder-sentence",
    why="a subject carries on over the clauses of its sentence",
    examples=[ex("兰州市总工会扎实工作，培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def sentence(d: Draft, line: Subjects) -> str:
    """The last subject of an earlier clause, a speaker only when there is no other."""
    if line.found:
        return line.found[-1].name
    return line.speakers[-1].name if line.speakers else ""


@rule(
    "link-holder-running",
    why="the subject carries on over sentences while no other is named",
    examples=[ex("兰州市总工会工作扎实。去年培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def running(d: Draft, line: Subjects) -> str:
    """The running subject."""
    return line.running


_ORDER = (possessor, clause, sentence, running)


class Holders:
    """The running subject and the known names of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._running = ""
        self._places: dict[str, str] = {}
        self._canonical = {
            m.start: m.name.canonical for m in mentions if m.name and m.name.canonical
        }

    def skim(self, number: int, mentions: Sequence[Mention]) -> None:
        """Read the names of a sentence that has no figures."""
        folded, start = self._document.folded, self._document.sentences[number].start
        taken = False
        for m in mentions:
            if m.label not in _NAME_LABELS:
                continue
            name = self._name_of(m)
            self._note_place(name)
            opens = m.start == start or folded[m.start - 1] in "，,；;"
            if opens and not taken and m.label != "PERSON":
                self._running, taken = name, True

    def fill(self, line: Line, mentions: Sequence[Mention], drafts: dict[int, Draft]) -> None:
        """Fill the holder of the figures of a sentence; ``drafts`` are by their start."""
        subjects = Subjects(running=self._running)
        at = {i: d for d in drafts.values() for i in (d.i,)}
        stops = sorted(at)
        begin = 0
        for i in stops:
            self._read(line, begin, i, subjects)
            begin = i
            self._figure(at[i], subjects)
        self._read(line, begin, len(line.kinds), subjects)
        if subjects.found:
            self._running = subjects.found[0].name

    def _figure(self, d: Draft, subjects: Subjects) -> None:
        for one in _ORDER:
            name = one.produce(d, subjects)
            if name:
                d.holder = name
                d.rules.append(f"holder={one.name}")
                return

    def _read(self, line: Line, begin: int, end: int, subjects: Subjects) -> None:
        """Take up the names between two figures."""
        for found in _GROUP.finditer(line.kinds, begin, end):
            first, last = found.span()
            name = self._group_name(line, first, last)
            self._note_place(name)
            before = line.word(first - 1) if first else ""
            if before in _OTHER_ROLE or line.kinds[first - 1 : first] in ("v", "x", "u"):
                if line.kinds[last : last + 1] == "#" and before not in _OTHER_ROLE:
                    subjects.found.append(Subject(last, name))
            elif _SAYS.match(line.kinds, last):
                subjects.speakers.append(Subject(last, name))
            else:
                subjects.found.append(Subject(last, name))

    def _group_name(self, line: Line, first: int, last: int) -> str:
        words = line.span(first, last)
        if words in _COUNTRY:
            return "中国"
        level = _WHOLE.get(words)
        if level:
            return self._places.get(level, words)
        if last == first + 1:
            return self._canonical.get(line.starts[first]) or words
        return words

    def _name_of(self, mention: Mention) -> str:
        return (
            self._canonical.get(mention.start) or self._document.folded[mention.start : mention.end]
        )

    def _note_place(self, name: str) -> None:
        """Remember ``name`` as the place that 全市, 全省 … will mean."""
        if name[-1:] in "市省县区州镇乡村":
            self._places[name[-1]] = name
        elif "市" in name[1:5]:
            self._places.setdefault("市", name[: name.index("市") + 1])
