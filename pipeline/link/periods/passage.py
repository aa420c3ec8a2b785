"""The running time: what carries on from sentence to sentence, and where it ends."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.lazy import lazy
from pipeline.link.headings import after_byline
from pipeline.link.lines import Line
from pipeline.link.periods.governing import REPORT, SOURCE
from pipeline.link.periods.times import Period
from pipeline.model import Mention

#: 本次大会, 此次展会: what has gone on for the whole time that the report began with.
_WHOLE = lazy(r"(?:本次|本届|此次|这次|本轮|此轮)(?!记者)")
#: What may follow a time inside a sentence that it dates: 运动会于5月10日至18日举行, 国防部10日称.
_DATES = lazy(
    r"(?:\s*[（(][^）)\n]{0,12}[）)])?(?:起|早|晨|上午|中午|下午|晚|凌晨|夜)?(?:在[^，。；,;\n]{1,14})?"
    r"(?:正式|隆重|成功|顺利|全面|全线)?(?:举行|举办|召开|开幕|闭幕|落幕|开赛|收官|启动|开工|竣工|建成|投产|投运|投用"
    r"|开通|通车|贯通|发射|升空|起飞|抵达|发生|爆发|进入|登陆|遭遇|遭到|受到|出现|实施|施行|生效|上线|开馆|开放|开始|结束|完成)"
    r"|(?:称|表示|宣布|通报|发布)(?![的会])"
)

#: What may stand before a time that opens its sentence.
_LEADS = "截至止到自从在于 \u3000\t\n\r“‘【"


def dates_sentence(document: Document, number: int, mention: Mention) -> bool:
    """Whether the time ``mention`` of a sentence without figures governs what comes after it."""
    folded, end = document.folded, mention.end
    sentence = document.sentences[number]
    before = folded[mention.start - 1 : mention.start]
    opens = mention.start == sentence.start or before in "，,：:　 "
    opens = opens or after_byline(folded, sentence.start, mention.start)
    opens = opens or folded[sentence.end - 1] in "：:"  # a heading over a list
    if not opens and before in "至到":
        return False
    dates = opens or _DATES.match(folded, end) or SOURCE.match(folded, end)
    return bool(dates) and REPORT.match(folded, end) is None


_CLAUSES = frozenset("，,；;")
_NEXT = ("将于", "将在", "定于", "拟于", "预计于", "计划于")


def is_next(text: str, start: int) -> bool:
    """Whether the time at offset ``start`` is that of what comes next: 今天开幕，将于明天开赛."""
    return text.endswith(_NEXT, 0, start)


#: 公布了2010年电影市场成绩单。: what follows is of the time of what is published.
PUBLISHES = lazy(
    r"((?:公布|发布|通报|披露|晒出)了?)[^，。；\n]{0,24}"
    r"(?:数据|统计|公报|报告|成绩单|账单|年报|财报|季报|业绩|榜单|情况)(?=[。，；]|$)"
)
#: After a time that stands in the modifier of a noun.
_OF_NOUN = lazy(r"[^，。；,;\n]{0,12}的")


class Passage:
    """The running time of one document, with the time that opened its paragraph and its report."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._running: Period | None = None
        #: the time that opened the paragraph, and the first one of the report
        self._frame: Period | None = None
        self._lead: Period | None = None
        #: whether the running time stood first in its sentence
        self._opened = False
        #: the last sentence that had figures or a time that runs
        self.figured = -1
        self._number = -1
        self._paragraph = 0

    def enter(self, number: int) -> None:
        """Begin sentence ``number``; an open interval that did not open its paragraph ends there."""
        sentences = self._document.sentences
        start = sentences[number].start
        if self._number >= 0:
            gap = self._document.folded[sentences[self._number].end : start]
            if "\n" in gap or "\r" in gap:
                if self._running is not self._frame or self._is_span():
                    self.stop("paragraph")
                self._frame = None
                self._paragraph = start
        elif number == 0:
            self._paragraph = start
        if self._frame and not self._opened:
            self._running = self._frame
        self._number = number

    def opens(self, number: int, mention: Mention) -> bool:
        """Whether ``mention``, inside sentence ``number``, is the day of an event that nothing dates
        yet: 联赛昨晚战罢首轮。"""
        if self._running is not None or self._lead is not None:
            return False
        time, folded = mention.time, self._document.folded
        day = time is not None and time.start is not None and time.start == time.end
        past = mention.label == "TIME" or folded[mention.start] == "昨"
        if not (day and past) or _OF_NOUN.match(folded, mention.end):
            return False
        before = folded[self._document.sentences[number].start : mention.start]
        return before[-1:].isalpha() and before[-1:] not in "据至到于的"

    def quiet(self, number: int) -> None:
        """End an open interval after two sentences without figures."""
        if number - self.figured > 2:
            self.stop("paragraph")

    def running(self, line: Line) -> Period | None:
        """The time that carries on into ``line``."""
        text, start = line.text, line.starts[0]
        if self._lead and self._within(self._lead) and _WHOLE.match(text, start):
            self._running, self._opened = self._lead, True
        return self._running

    def _within(self, whole: Period) -> bool:
        here = self._running
        if here is None or not (here.start and here.end and whole.start and whole.end):
            return False
        return whole.start <= here.start and here.end <= whole.end

    def run(self, mention: Mention, made: Period | None) -> None:
        """Let ``made``, the period of ``mention``, govern what follows."""
        if made is None:
            return
        if made.runs == "vague":
            if self._first(mention, self._document.sentences[self._number].start):
                self._running = self._frame = None  # 近日，…: another report begins
        elif made.runs in ("on", "paragraph"):
            self._opened = self._first(mention, self._document.sentences[self._number].start)
            first = self._opened and self._first(mention, self._paragraph)
            if first or self._succeeds(mention, made):
                self._frame = made
            self._running = made
            self._lead = self._lead or made
            self.figured = self._number
        elif made.runs == "end":
            self._running = None

    def _succeeds(self, mention: Mention, made: Period) -> bool:
        """Whether ``made`` opens a clause and comes after the time that opened the paragraph: 前年
        春天，…，去年夏天，…."""
        before, here = self._frame, self._document.folded[mention.start - 1 : mention.start]
        if before is None or not (before.end and made.start):
            return False
        return here in _CLAUSES and before.end < made.start

    def _first(self, mention: Mention, start: int) -> bool:
        """Whether ``mention`` stands first after ``start``, but for 截至 or a mark."""
        folded = self._document.folded
        between = folded[start : mention.start]
        opens = len(between) < 6 and not between.strip(_LEADS)
        return opens or after_byline(folded, start, mention.start)

    def _is_span(self) -> bool:
        """Whether the running time is a span without a date of its own: 10年来."""
        return self._running is not None and self._running.value.startswith("P")

    def stop(self, runs: str) -> None:
        """End the running time when it runs as ``runs``."""
        if self._running and self._running.runs == runs:
            self._running = None

    def contrast(self, now: Period) -> None:
        """End a time gone by, which 如今 contrasts with ``now``."""
        here = self._running
        if here and here.end and now.start and here.end < now.start:
            self._running = self._frame = None

    def restart(self) -> None:
        """Forget the running time: another report begins."""
        self._running = self._frame = self._lead = None
