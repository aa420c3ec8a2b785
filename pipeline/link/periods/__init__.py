"""The period a figure speaks of: the time that governs it in its clause or its sentence, else the
running time, the last that governed the report or event it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.document import Document
from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.lines import Line
from pipeline.link.periods.governing import (
    begins,
    dates_head,
    governs,
    has_intervals,
    is_local,
    is_over,
    is_standard,
    modifies,
)
from pipeline.link.periods.passage import PUBLISHES, Passage, dates_sentence, is_next
from pipeline.link.periods.rules import (
    FIRST,
    LATER,
    ONE_MOMENT,
    OWN,
    PeriodRule,
    Timeline,
    after,
    following,
    local,
)
from pipeline.link.periods.standing import is_specification, lasts, stands
from pipeline.link.periods.times import Period, anchored, period, since
from pipeline.model import Mention, Time


class Periods:
    """The running time of one document, read sentence by sentence in order."""

    def __init__(
        self, document: Document, headings: frozenset[int], reference: dt.date | None
    ) -> None:
        self._document = document
        self._headings = headings
        self._reference = reference
        self._passage = Passage(document)
        self._intervals = has_intervals(document.folded)
        self._publishes = PUBLISHES.search(document.folded) is not None

    def skim(self, number: int, times: Sequence[Mention]) -> None:
        """Read the times of a sentence that has no figures."""
        self._passage.enter(number)
        self._passage.quiet(number)
        end = self._document.sentences[number].end
        if number in self._headings and self._document.folded[end - 1] not in "：:":
            return
        ran, folded = False, self._document.folded
        start = self._document.sentences[number].start
        published = PUBLISHES.search(folded, start, end) if self._publishes else None
        for mention in times:
            if published:
                dates = published.end(1) == mention.start  # 公布了去年的成绩单
            else:
                dates = dates_sentence(self._document, number, mention)
                dates = dates or (not ran and self._passage.opens(number, mention))
            if dates:
                if ran and is_next(folded, mention.start):
                    continue
                self._passage.run(mention, self._period(number, mention))
                ran = True

    def fill(self, line: Line, made: Sequence[Draft]) -> None:
        """Fill the period of the figures ``made`` of a sentence."""
        self._passage.quiet(line.sentence)
        self._passage.enter(line.sentence)
        self._passage.figured = line.sentence
        title = line.sentence in self._headings
        if title:
            self._passage.restart()  # a headline with figures heads another report
        running = None if title else self._passage.running(line)
        timed = "t" in line.kinds
        if running is None and not timed:
            return
        if running is not None and any(map(is_specification, made)):
            running = None  # what else the sentence tells of the thing lasts as long
        timeline = Timeline(running, self._reference)
        drafts = {d.i: d for d in made}
        waiting: list[Draft] = []
        for k, mention in line.mentions.items():
            if mention.time is not None:
                self._time(timeline, line, k, mention, waiting, title)
            elif k in drafts:
                d = drafts[k]
                if stands(d):
                    _fill(d, timeline, ONE_MOMENT)
                elif lasts(d):
                    _fill(d, timeline, ONE_MOMENT if d.letter_after == "D" else OWN)
                elif not (timed and _fill(d, timeline, FIRST)):
                    waiting.append(d)
        for d in waiting:
            _fill(d, timeline, LATER)

    def _time(
        self,
        timeline: Timeline,
        line: Line,
        k: int,
        mention: Mention,
        waiting: list[Draft],
        title: bool,
    ) -> None:
        """Take up the time at chunk ``k``; figures that wait for a time in their clause get it."""
        time, made = mention.time, self._period(line.sentence, mention)
        if made is None or time is None:
            return
        if self._intervals and begins(line, k):
            made = since(made, self._reference)
        head = modifies(line, k)
        if line.words[k] in _CONTRASTS:
            self._passage.contrast(made)
        if head:
            timeline.modifiers.append((head, made))
        if is_standard(line, k):
            timeline.local = k, made
        if head or not governs(line, k):
            return
        timeline.by_chunk[k] = made
        if timeline.times and len(made.value) == 4 and _is_under(timeline, line, made):
            return
        if time.timex_type == "SET":
            self._passage.stop("paragraph")
        if made.runs == "vague":
            self._passage.run(mention, made)
        if not _minor(timeline, line, k, time, made):
            self._settle(timeline, k, made, waiting)
            timeline.times.append((k, made))
            ahead = len(timeline.times) > 1 and is_next(line.text, mention.start)
            if not (title or ahead or _is_of_part(line, k)):
                self._passage.run(mention, made)

    def _settle(self, timeline: Timeline, k: int, made: Period, waiting: list[Draft]) -> None:
        """Give the figures that wait the time at chunk ``k``, or else the running one."""
        for d in waiting:
            for one in (after, following):
                later = one.produce(d, k, made)
                if later:
                    _set(d, later, one.name)
                    break
            else:
                _fill(d, timeline, LATER)
        waiting.clear()

    def _period(self, number: int, mention: Mention) -> Period | None:
        folded, start = self._document.folded, mention.start
        made = period(mention, folded[start : mention.end], self._reference)
        now = made is not None and made.runs == "on" and folded.startswith("目前", start)
        if made is not None and now and _GOES_ON.match(folded, mention.end):
            return made._replace(runs="no")  # 目前正在医院接受治疗
        if made is not None and made.runs == "end" and folded.endswith(_STATED, 0, start):
            here = self._document.sentences[number].start
            if _STATES.fullmatch(folded, here, start):
                return made._replace(runs="on")
        return made

    def restart(self) -> None:
        """Forget the running time: another report begins."""
        self._passage.restart()


def _is_of_part(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` dates a part only, not what follows: 其中3日单日入园5万人."""
    return "S" in line.kinds[line.clause_start(k) : k]


_AS_OF = lazy(r"截至|截止|目前")
#: Words for now that contrast it with a time gone by.
_CONTRASTS = frozenset(("如今", "现在", "而今"))
#: What still goes on, without a figure.
_GOES_ON = lazy(r"[^，。；\n\d]{0,12}(?:正在|仍在|还在|尚在)[^，。；\n\d]{1,20}[，。；]")
_STATED = ("截至", "截止", "截至到", "截止到")
#: What a statement of the level at a date opens with: 报告显示，截至去年底, after which more follow.
_STATES = lazy(
    r"(?:[^。；\n]{0,40}(?:显示|获悉|了解到|介绍|称|表示|透露|统计|通报|悉)[，,：:])?[\s\u3000]*截[至止]到?"
)


def _is_under(timeline: Timeline, line: Line, made: Period) -> bool:
    """Whether the year ``made`` only says since when what the as-of date before it counts:
    截至目前，今年已发放…."""
    k, before = timeline.times[-1]
    as_of = _AS_OF.search(line.text, line.starts[max(0, k - 1)], line.end(k))
    return as_of is not None and before.value.startswith(made.value)


#: Words before a duration that make it the period of its clause: 连续9年稳定在….
_SPANNING = frozenset("连续 经过 历时 历经 上映 上线 开业 开园 开馆 开售 开播".split())
#: Verbs of a calling, whose length is the period of what was done in it: 从教20年，编书9本.
_CALLINGS = frozenset(
    "出道 入行 从影 从警 从教 从医 从业 从军 从艺 从政 执教 任教 任职 服役 扎根 驻守 戍边".split()
)
#: What ends a duration within which something comes about: 五年间增产, 三天内修好.
_WITHIN = ("间", "内", "里")


def _minor(timeline: Timeline, line: Line, k: int, time: Time, made: Period) -> bool:
    """Keep a time that rules less than its sentence where it belongs; False for one that does."""
    if time.timex_type == "SET":
        timeline.sets.append((k, made))
    elif is_local(line, k):
        timeline.local = k, made
    elif line.words[k - 1] in _SPANNING or is_over(line, k):
        timeline.small.append((_reach(line, k), made))
    elif made.runs == "vague":
        timeline.vague = made
        if k == 0 and line.stops.startswith(",", 1):  # 近日，…: another report begins
            timeline.running = None
    elif made.runs == "on" and dates_head(line, k):
        timeline.small.append((k, made))  # 去年的产量 dates its own clause only
    elif time.timex_type == "DURATION" and not anchored(time):
        if line.words[k - 1] in _CALLINGS:
            return False
        if line.words[k].endswith(_WITHIN):
            timeline.small.append((_reach(line, k), made))
    else:
        return False
    return True


#: 经过60个小时的救援，: a span that has a clause of its own.
_OWN_CLAUSE = lazy(r"tD?[nwyu]{0,3},")


def _reach(line: Line, k: int) -> int:
    """The chunk from which the span at chunk ``k`` governs: the next clause if its own is empty."""
    found = _OWN_CLAUSE.match(line.stops, k)
    return found.end() if found else k


def _fill(d: Draft, timeline: Timeline, order: Sequence[PeriodRule]) -> bool:
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
