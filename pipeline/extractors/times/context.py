"""The two anchors, and what decides between them: the article's date and the time last mentioned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.calendars import add_months, make_date
from pipeline.extractors.times.lengths import Length
from pipeline.extractors.times.when import Grain, When
from pipeline.lazy import lazy

Tense = Literal["", "past", "future"]

_FUTURE = lazy(
    r"将|拟|预计|(?<!年度)计划(?!的?[0-9])|有望|力争|确保|即将|预报|预测|届时|可能|会有|要求|争取|目标"
    r"|完成(?!了|[^，。；]{0,14}[0-9])"
)
_PAST = lazy(r"[了曾]|已|称|表示|报道|发布|宣布|获悉|发生|举行|召开|透露|记者|通报|介绍|去世|遇难")
_TENSE = lazy(rf"(?P<future>{_FUTURE.pattern})|(?P<past>{_PAST.pattern})")
_LEFT_FUTURE = lazy(
    r"(?:将|拟|预计|计划|定|有望|力争|确保|推迟)[^，。；]{0,3}(?:(?:北京|当地|本地|美东|东部)时间)?$"
)
_ASIDE = lazy(r"[（(][^（()）]{1,12}[)）]")
_REPORT = lazy(r"[^，。]{0,6}(?:称|表示|报道|说|公布|发布|宣布|电|讯|消息|举行|会见|证实|透露)")
#: The end of a clause; in a headline, a space between two: 上半年净利降四成 拟派现2亿元.
_CLAUSE_END = lazy(r"[。；！？\n]|(?<=[一-鿿])(?<![电讯息])[ 　](?=[一-鿿])")
#: A time in the same calendar year but farther ahead than this is last year's, failing a tense.
_AHEAD = dt.timedelta(days=200)
#: No past tense makes last year's of a day as near as this: 对垒9月6日发布的新机.
_SOON = dt.timedelta(days=10)
_MONTH = dt.timedelta(days=31)
#: The last month in which reports of the year before come.
_TURN = 4
_WEEKS_AHEAD = _WEEKS_AGO = dt.timedelta(days=45)
_OVER = lazy(r"[了曾]|已|发生|去世|遇难|获悉|通报")
#: Words before a month or day that make it a plan as it stands: 目前11月的班次.
_NOW = lazy(r"(?:目前|当前|现在|眼下)(?:的)?$")
_LISTING = ("、", "和", "及", "与")
_BASIS = (
    *("比", "较", "与", "同", "超过", "高于", "低于", "多于", "少于", "优于", "大于", "小于"),
    *("好于", "快于", "慢于", "强于", "弱于", "早于", "晚于", "当于"),
)
#: The last characters of what ``note`` looks for before a time.
_BEFORE_BASIS = frozenset((*(word[-1] for word in _BASIS), "的"))


def _month(day: dt.date, months: int) -> tuple[int, int]:
    """The year and month some months from a day."""
    moved = add_months(day, months)
    return moved.year, moved.month


@dataclass(slots=True)
class Context:
    """What a time expression is resolved against.

    ``now`` is the article's reference moment; ``last`` the time last mentioned that governs (not
    the basis of a comparison, which ended at ``basis_end``), ``last_sentence`` and ``last_end`` where
    it stood; ``day`` the last day mentioned.
    """

    text: str
    now: dt.datetime | None
    start: int = 0
    end: int = 0
    sentence: int = -1
    last: When | None = None
    last_sentence: int = -1
    last_end: int = -1
    basis_end: int = -1
    day: When | None = None
    period: When | None = None
    #: The part of the day last mentioned and where: 今晚(5月4日)8点 is in the evening.
    part: str = ""
    part_end: int = -1
    #: What the article's date alone settles (``nodes.Point.fixed``), by the id of its node, which
    #: is kept with it so that no other takes that id.
    settled: dict[int, tuple[object, Any]] = field(default_factory=dict)
    #: What the SET last mentioned recurs by and where it ended: 每月5、15、25日.
    recurring: Length | None = None
    recurring_end: int = -1
    #: The reference day.
    ref: dt.date | None = field(init=False)
    _tense: dict[int, Tense] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ref = self.now.date() if self.now else None

    @property
    def alone(self) -> bool:
        """Whether the expression is all the text: a query or a cell, which has no tense."""
        return len(self.text) < 200 and not (
            self.text[: self.start].strip(" 从自在于") or self.text[self.end :].strip(" 。.")
        )

    @property
    def tense(self) -> Tense:
        """The tense that the words after the expression, or just before it, give it."""
        found = self._tense.get(self.start)
        if found is None:
            found = self._tense[self.start] = self._read_tense()
        return found

    def assume(self, tense: Tense) -> None:
        """Take the tense of the expression from its own words: 9月以来 is past."""
        self._tense[self.start] = tense

    def _read_tense(self) -> Tense:
        if _LEFT_FUTURE.search(self.text, max(0, self.start - 12), self.start):
            return "future"
        if _NOW.search(self.text, max(0, self.start - 3), self.start):
            return ""
        stop = _CLAUSE_END.search(self.text, self.end, self.end + 30)
        found = _TENSE.search(self.text, self.end, stop.start() if stop else self.end + 30)
        if found is None:
            return ""
        return "future" if found["future"] else "past"

    @property
    def opens_clause(self) -> bool:
        """Whether the expression stands at the start of a clause."""
        before = self.text[max(0, self.start - 4) : self.start].rstrip(" 　")[-1:]
        return not before or before in "，。；：！？、,;:!?\n\r“”（）()"

    def note(self, when: When) -> None:
        """Remember ``when`` as the time last mentioned, unless something is compared with it."""
        text, start = self.text, self.start
        if start > 1 and text[start - 1] in _BEFORE_BASIS and self._compares():
            self.basis_end = self.end
            return
        self.last, self.last_sentence, self.last_end = when, self.sentence, self.end
        if start > 1 and text[start - 1] == "于" and self._plans(when):
            return  # 将于10月30日发射: what follows need not happen then
        if when.day is not None and when.grain != Grain.WEEK:
            self.day = when
        if when.grain == Grain.PART:
            self.part, self.part_end = when.value.rpartition("T")[2], self.end
        if when.grain >= Grain.YEAR and not when.value.endswith("REF"):
            self.period = when

    def _compares(self) -> bool:
        """Whether something is compared with the time: 比2020年, 较去年同期.

        In 比“十三五”末的2020年增长 what explains the basis is the basis.
        """
        of_basis = self.basis_end == self.start - 1 and self.text[self.start - 1] == "的"
        return of_basis or self._is_basis()

    def _is_basis(self) -> bool:
        return self.text.endswith(_BASIS, max(0, self.start - 2), self.start)

    def _plans(self, when: When) -> bool:
        """Whether ``when`` lies ahead, or takes several days (原定于2日至3日访问)."""
        ahead = when.start is not None and self.ref is not None and when.start > self.ref
        return ahead or when.start != when.end

    @property
    def after_day(self) -> bool:
        """Whether the expression stands right after a day, in a list of days."""
        return (
            self.last is not None
            and self.last.day is not None
            and 0 < self.start - self.last_end < 3
        )

    def recurs(self, start: int) -> bool:
        """Whether what begins at ``start`` goes on with the days of a SET: 每月1日和15日."""
        return self.recurring is not None and self.text[self.recurring_end : start] in _LISTING

    @property
    def isolated(self) -> bool:
        """Whether the text is one line without a day: a query, which tells no running day."""
        return self.day is None and len(self.text) < 60 and "\n" not in self.text.strip()

    def running_year(self) -> int | None:
        """The year of the time last mentioned, if it still governs: in the same sentence."""
        last = self.last
        return last.year if last and self.last_sentence == self.sentence else None

    @property
    def looks_back(self) -> bool:
        """Whether a report at the turn of the year speaks of the year gone by: 至年末, 年末人口."""
        last, ref = self.last, self.ref
        if last is None or ref is None or last.year != ref.year - 1 or ref.month > _TURN:
            return False
        ends = self.text.startswith("年末", self.start) or self.text[self.start - 1] in "至止"
        return ends and self.tense != "future"

    def year_for(self, at: Callable[[int], dt.date | None]) -> int | None:
        """The year of something that falls on ``at(year)``.

        The running year governs within its sentence. Otherwise it is the reference's year, unless
        the tense or a distance of more than 200 days ahead says last year, or next.
        """
        running = self.running_year()
        ref = self.ref
        if running is not None and self._as_of(at):
            return self.now.year if self.now else None
        if running is not None and (ref is None or running != ref.year):
            return running
        if ref is None:
            return None
        year = ref.year
        day = at(year)
        if self.alone and day is not None:
            return year
        if day is None:  # 2月29日
            return next(
                (y for y in (year - 1, year + 1, year - 2, year + 2, year - 3) if at(y)), year
            )
        if day > ref and (self.tense == "past" or (day - ref > _AHEAD and self.tense != "future")):
            near = _SOON if self.tense != "past" or self._over() else _WEEKS_AHEAD
            return year - 1 if day - ref > near else year
        if day < ref - _WEEKS_AGO and self.tense == "future" and not self._is_basis():
            following = at(year + 1)
            return year + 1 if following and following - ref < _AHEAD else year
        return year

    def _as_of(self, at: Callable[[int], dt.date | None]) -> bool:
        """Whether it is the date that an account closes with, not long ago: 截至3月17日."""
        ref = self.ref
        if ref is None or not self.text.endswith(("截至", "截止"), 0, self.start):
            return False
        day = at(ref.year)
        return day is not None and dt.timedelta(0) <= ref - day < dt.timedelta(days=60)

    def _over(self) -> bool:
        """Whether the clause says that it is over: 了, 已; 举行 and 发布 may be still to come."""
        stop = _CLAUSE_END.search(self.text, self.end, self.end + 30)
        until = stop.start() if stop else self.end + 30
        return _OVER.search(self.text, self.end, until) is not None

    def year_within(self, when: When | None, first_month: int) -> int | None:
        """The year of a part of a year: the one before it, or chosen as a month's is."""
        if when is not None:
            return when.year
        return self.year_for(lambda year: dt.date(year, first_month, 1))

    def month_for(self, day: int) -> tuple[int | None, int | None]:
        """The year and month of a bare ``day`` of the month.

        The month last mentioned governs in its sentence and after a later day; otherwise the
        reference's month, or the one before when the day would lie ahead without a future tense.
        """
        last, ref = self.last, self.ref
        if last is not None and last.month is not None and self._continues(last, day):
            return last.year, last.month
        if ref is None:
            return None, None
        month = (ref.year, ref.month)
        ahead = make_date(*month, day)
        if day > ref.day and self.tense != "future":
            before = _month(ref, -1)
            far = ahead is None or ahead - ref > dt.timedelta(days=18)
            if make_date(*before, day) and (far or self.tense == "past"):
                return before
        late = day < ref.day - 20 and self.tense == "future"
        return _month(ref, 1) if late or ahead is None else month

    def _continues(self, last: When, day: int) -> bool:
        """Whether the month of ``last`` runs on to a bare ``day``."""
        near = self.sentence - self.last_sentence
        if last.grain == Grain.MONTH and last.start and last.end and last.end - last.start > _MONTH:
            return False  # 2023年11月以来 has run on to today
        if near > 2 or (near and (last.day is None or self._reports())):
            return False
        if last.year is None or self.ref is None:
            return True
        found = make_date(last.year, last.month or 1, day)
        if found is None:
            return False
        listed = near == 0 and last.start is not None and last.start > self.ref
        if found > self.ref and self.tense != "future" and not listed:
            return False
        return last.day is None or day >= last.day

    def _reports(self) -> bool:
        """Whether the day is that of a report: 7日公布, 28日电."""
        return _REPORT.match(self.text, self.end) is not None

    def weekday_for(self, weekday: int) -> dt.date | None:
        """The day of a bare weekday: the last one, the next with a future tense or when alone."""
        if self.ref is None:
            return None
        back = (self.ref.isoweekday() - weekday) % 7
        if self.alone:
            return self.ref + dt.timedelta(days=7 - back)
        if self.tense == "future":
            return self.ref + dt.timedelta(days=(7 - back) % 7)
        return self.ref - dt.timedelta(days=back)

    def aside(self) -> When | None:
        """The day just said, for what stands in parentheses after it: 10月12日(星期六)."""
        return self.day if self.text[self.last_end : self.start] in ("(", "（") else None

    def part_for(self) -> str:
        """The part of the day just said, for a clock time after a date in parentheses."""
        if not 0 <= self.start - self.part_end < 16:
            return ""
        between = self.text[self.part_end : self.start]
        return self.part if self.part_end >= 0 and _ASIDE.fullmatch(between) else ""

    def day_for(self) -> When | None:
        """The day of a bare clock time or part of the day: the last day mentioned, else today's."""
        return self.day
