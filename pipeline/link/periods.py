"""The period a figure speaks of: the time that governs it in its clause or its sentence, else the
running time, the last that governed the report or event it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.document import Document
from pipeline.lexicon import rows
from pipeline.link.draft import Draft
from pipeline.link.headings import is_heading
from pipeline.link.lines import Line
from pipeline.link.times import REPORT, Period, anchored, governs, is_local, period
from pipeline.model import Mention, Time
from pipeline.rules import Rule, ex, rule


@dataclass(slots=True)
class Timeline:
    """The times of one sentence up to the figure being read, with their chunks."""

    times: list[tuple[int, Period]] = field(default_factory=list)
    #: spans and dated nouns (连续9年, 去年的产量), which govern their clause only, and SETs
    small: list[tuple[int, Period]] = field(default_factory=list)
    sets: list[tuple[int, Period]] = field(default_factory=list)
    local: tuple[int, Period] | None = None
    vague: Period | None = None
    #: every time of the sentence by its chunk, for lists read respectively
    by_chunk: dict[int, Period] = field(default_factory=dict)
    running: Period | None = None


@rule(
    "link-period-local",
    why="由2004年的2.55元变为-0.05元: each end of a change has its own time",
    examples=[ex("水价由2019年的⟦3元⟧涨到5元。", time_value="2019")],
)
def local(d: Draft, line: Timeline) -> Period | None:
    """The time that belongs to this figure alone."""
    if d.own_time is not None:
        return line.by_chunk.get(d.own_time)
    if line.local and d.i - 2 <= line.local[0]:
        return line.local[1]
    return None


@rule(
    "link-period-clause",
    why="a time in the figure's own clause governs it, the nearest before it first",
    examples=[ex("2024年全县生产小麦⟦30万吨⟧。", time_value="2024")],
    never=["3月1日发生的地震造成5人死亡。"],
)
def clause(d: Draft, line: Timeline) -> Period | None:
    """The last governing time before the figure in its clause."""
    return line.times[-1][1] if line.times and line.times[-1][0] >= d.low else None


@rule(
    "link-period-small",
    why="连续9年, 去年的产量: a span or a time with 的 is the period of its own clause only",
    examples=[ex("去年的产量是⟦200吨⟧。", time_value="2025")],
)
def small(d: Draft, line: Timeline) -> Period | None:
    """The span or the dated noun of the figure's clause."""
    return line.small[-1][1] if line.small and line.small[-1][0] >= d.low else None


@rule(
    "link-period-set",
    why="每年资助200人: what repeats is the period only where the sentence names no other",
    examples=[ex("学校每年资助学生⟦200人⟧。", time_value="P1Y")],
)
def repeated(d: Draft, line: Timeline) -> Period | None:
    """The SET of the figure's clause."""
    return line.sets[-1][1] if line.sets and line.sets[-1][0] >= d.low else None


@rule(
    "link-period-sentence",
    why="a time that opens an earlier clause of the sentence governs the clauses after it",
    examples=[ex("2024年，全县农业增产，生产小麦⟦30万吨⟧。", time_value="2024")],
)
def sentence(d: Draft, line: Timeline) -> Period | None:
    """The last governing time earlier in the sentence."""
    return line.times[-1][1] if line.times else None


@rule(
    "link-period-running",
    why="a period carries on over sentences while no other time governs",
    examples=[
        ex("2024年全县农业增产。全县生产小麦⟦30万吨⟧。", time_value="2024"),
        ex("2024年，全县农业增产。\n全县生产小麦⟦30万吨⟧。", time_value="2024"),
    ],
    never=["记者3月12日从县政府了解到，全县有小麦30万亩。"],
)
def running(d: Draft, line: Timeline) -> Period | None:
    """The running time."""
    return line.running


@rule(
    "link-period-after",
    why="企业应在7月30日前完成整改: a time after the figure in its clause governs when none before does",
    examples=[ex("这⟦58款⟧软件应在2026年7月30日前完成整改。", time_value="2026-07-30")],
)
def after(d: Draft, k: int, made: Period) -> Period | None:
    """The governing time at chunk ``k``, after the figure, when it is in the figure's clause."""
    return made if k < d.high and made.runs != "no" else None


@rule(
    "link-period-vague",
    why="近期, 此前: a vague time is the period only when no other is known",
    examples=[ex("近期全县新建大棚⟦300座⟧。", time_value="PAST_REF")],
)
def vague(d: Draft, line: Timeline) -> Period | None:
    """The last vague time of the sentence."""
    return line.vague


_Rule = Rule[[Draft, Timeline], Period | None]
_ORDER: tuple[_Rule, ...] = (local, clause, small, sentence, repeated)
_LATER: tuple[_Rule, ...] = (running, vague)
#: Words before a duration that make it the period of its clause: 连续9年稳定在….
_SPANNING = frozenset(("连续", "经过", "历时", "历经"))
#: Words before a figure that make it a capacity, which no event's time governs.
_CAPACITY = frozenset(("年产", "月产", "日产", "时产", "亩产"))


@cache
def _standing_units() -> frozenset[str]:
    return frozenset(row["unit"] for row in rows("link_standing"))


def _stands(d: Draft) -> bool:
    """Whether the figure is a lasting property: a magnitude, a screen's size, a capacity."""
    return d.unit in _standing_units() or d.line.word(d.i - 1) in _CAPACITY


class Periods:
    """The running time of one document, read sentence by sentence in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._reference = document.reference.date() if document.reference else None
        self._running: Period | None = None
        #: the last sentence that had figures or a time that runs
        self._figured = -1
        self._number = -1

    def skim(self, number: int, mentions: Sequence[Mention]) -> None:
        """Read the times of a sentence that has no figures."""
        self._enter(number)
        if number - self._figured > 2:
            self._stop("paragraph")
        folded = self._document.folded
        for mention in mentions:
            before = folded[mention.start - 1 : mention.start]
            opens = mention.start == self._document.sentences[number].start or before in "，,：　 "
            if mention.time and opens and not REPORT.match(folded, mention.end):
                self._run(mention, self._period(mention))

    def fill(self, line: Line, mentions: Sequence[Mention], drafts: dict[int, Draft]) -> None:
        """Fill the period of the figures of a sentence; ``drafts`` are by their start."""
        if line.sentence - self._figured > 2:
            self._stop("paragraph")
        self._enter(line.sentence)
        self._figured = line.sentence
        timeline = Timeline(running=None if self._is_title() else self._running)
        waiting: list[Draft] = []
        for mention in mentions:
            k = line.at[mention.start]
            if mention.time:
                self._time(timeline, line, k, mention, waiting)
            elif mention.start in drafts:
                d = drafts[mention.start]
                if _stands(d):
                    _fill(d, timeline, (local,))
                elif not _fill(d, timeline, _ORDER):
                    waiting.append(d)
        for d in waiting:
            _fill(d, timeline, _LATER)

    def _time(
        self,
        timeline: Timeline,
        line: Line,
        k: int,
        mention: Mention,
        waiting: list[Draft],
    ) -> None:
        """Take up the time at chunk ``k``; figures that wait for a time in their clause get it."""
        made = self._period(mention)
        time = mention.time
        if made is None or time is None or not governs(line, k):
            return
        timeline.by_chunk[k] = made
        if time.timex_type == "SET":
            self._stop("paragraph")
        if not _minor(timeline, line, k, time, made):
            self._settle(timeline, k, made, waiting)
            timeline.times.append((k, made))
            self._run(mention, made)

    def _settle(self, timeline: Timeline, k: int, made: Period, waiting: list[Draft]) -> None:
        """Give the figures that wait the time at chunk ``k``, or else the running one."""
        for d in waiting:
            later = after.produce(d, k, made)
            if later:
                _set(d, later, after.name)
            else:
                _fill(d, timeline, _LATER)
        waiting.clear()

    def _period(self, mention: Mention) -> Period | None:
        words = self._document.folded[mention.start : mention.end]
        return period(mention, words, self._reference)

    def _enter(self, number: int) -> None:
        """Begin sentence ``number``; an open interval ends with its paragraph."""
        sentences = self._document.sentences
        if self._number >= 0:
            gap = self._document.folded[sentences[self._number].end : sentences[number].start]
            if "\n" in gap or "\r" in gap:
                self._stop("paragraph")
        self._number = number

    def _run(self, mention: Mention, made: Period | None) -> None:
        if made is None or self._is_title():
            return
        if made.runs in ("on", "paragraph"):
            self._running = made
            self._figured = self._number
        elif made.runs == "end":
            self._running = None

    def _stop(self, runs: str) -> None:
        if self._running and self._running.runs == runs:
            self._running = None

    def _is_title(self) -> bool:
        return is_heading(self._document, self._number)

    def restart(self) -> None:
        """Forget the running time: another report begins."""
        self._running = None


_FOUNDED = re.compile(r"[uvwy]pt,")


def _minor(timeline: Timeline, line: Line, k: int, time: Time, made: Period) -> bool:
    """Keep a time that rules less than its sentence where it belongs; False for one that does."""
    spans = line.word(k - 1) in _SPANNING
    if time.timex_type == "SET":
        timeline.sets.append((k, made))
    elif is_local(line, k):
        timeline.local = k, made
    elif spans or (_FOUNDED.match(line.kinds[k - 2 : k + 2]) and line.word(k - 1) == "于"):
        timeline.small.append((k, made))  # 成立于1998年 dates the founding only
    elif made.runs == "vague":
        timeline.vague = made
    elif made.runs == "on" and line.kinds[k + 1 : k + 2] == "D":
        timeline.small.append((k, made))  # 去年的产量 dates its own clause only
    else:
        return time.timex_type == "DURATION" and not anchored(time)
    return True


def _fill(d: Draft, timeline: Timeline, order: Sequence[_Rule]) -> bool:
    for one in order:
        made = one.produce(d, timeline)
        if made is not None:
            listed = one is local and d.own_time is not None
            _set(d, made, "link-respective-times" if listed else one.name)
            return True
    return False


def _set(d: Draft, made: Period, name: str) -> None:
    d.time_value, d.time_start, d.time_end = made.value, made.start, made.end
    d.rules.append(f"time={name}")
