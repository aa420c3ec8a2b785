"""Atoms → expressions: the shape of what a run says, before the calendar is asked.

A point in time is a chain of steps from coarse to fine (2013年 · 10月 · 12日 · 上午 · 9时). Lengths,
sets, ranges and open intervals are built over points. Everything here is pure, so it is cached by
the run's text.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.calendars import festivals
from pipeline.extractors.times.atoms import Atom, lex
from pipeline.extractors.times.cursor import OPENERS, Cursor
from pipeline.extractors.times.decode import Step, decode
from pipeline.extractors.times.joints import (
    closes,
    follows,
    is_fixed,
    is_next,
    join,
    rolls,
    unit_of,
)
from pipeline.extractors.times.lengths import read_length
from pipeline.extractors.times.nodes import Between, Lasting, Node, Open, Point, Repeated
from pipeline.extractors.times.when import Grain
from pipeline.lazy import lazy

#: The unit of the second number of a range, which the first one shares.
_SHARED = lazy(r"[0-9.,〇零一二三四五六七八九十百千万两廿卅]+\s?(\D+)")
_AS_UNIT = {"月": ("月", "month"), "月份": ("月", "month"), "日": ("日", "day"), "号": ("号", "day"),
            "时": ("时", "clock"), "点": ("点", "clock"), "世纪": ("世纪", "century"), "年": ("年", "year")}  # fmt: skip
#: What 农历 may stand before.
_LUNAR = frozenset(("lunarday", "lunarmonth", "month", "year", "fest", "day"))
#: The pieces of an hour.
_HOURS = frozenset(("clock", "part", "part1"))
_DIGITS = frozenset("0123456789一二三四五六七八九十两几数")


@lru_cache(maxsize=8192)
def parse(run: str) -> tuple[Node, ...]:
    """The expressions of a run, in order."""
    return tuple(_Parser(lex(run)).parse())


class _Parser(Cursor):
    """Reads atoms left to right; each production takes what it can from ``at``."""

    def parse(self) -> list[Node]:
        found: list[Node] = []
        while self.at < len(self.atoms):
            before = self.at
            node = self._expression()
            if node is None:
                self.at = before + 1
            else:
                found.append(node)
        return found

    def _expression(self) -> Node | None:
        first = self._simple()
        if first is None:
            return None
        return self._range(first)

    def _range(self, first: Node) -> Node:
        """A second expression after a connector makes a range; 和 needs 之间 after it."""
        back = self.at
        self.blank()
        conn = self.peek()
        if conn.kind != "conn" or conn.text == "、":
            self.at = back
            return first
        self.at += 1
        self.blank()
        last = self._simple()
        last = self._without_hours(first, last)
        if conn.text.startswith("起") and isinstance(last, Open):
            last = None
        if conn.text in "和与" and (last is None or not closes(last)):
            last = None
        joined = None if last is None else join(first, last)
        if joined is None:
            self.at = back
            return first
        return joined

    def _without_hours(self, first: Node, last: Node | None) -> Node | None:
        """7月1日至8月31日9:00—17:00: the hours, which hold for each day, are a range of their own."""
        if not (isinstance(first, Point) and isinstance(last, Point)):
            return last
        whole = first.steps[-1].rank <= Grain.DAY and last.steps[0].rank <= Grain.DAY
        hours = self.peek().kind == "conn" and self.peek(1).kind in _HOURS
        if not (whole and hours and last.steps[-1].kind == "clock"):
            return last
        while self.atoms[self.at - 1].kind in _HOURS or not self.atoms[self.at - 1].text.strip():
            self.at -= 1
        days = tuple(step for step in last.steps if step.rank <= Grain.DAY)
        return last._replace(end=self.atoms[self.at - 1].end, steps=days)

    def _shared_unit(self) -> Node | None:
        """1至5月, 3到5个小时: the first number has the unit of the second."""
        atom = self._lent_unit()
        if atom is None:
            return None
        last = self._simple()
        start, end = atom.start, atom.end
        length, steps = read_length(atom.text), decode(atom)
        if isinstance(last, Lasting) and length:
            return Between(start, last.end, Lasting(start, end, length, start), last)
        if last is None or not steps:
            return None
        return Between(start, last.end, Point(start, end, steps), last)

    def _lent_unit(self) -> Atom | None:
        """The number at hand with the unit of the one after the connector, which comes next."""
        first = self.peek()
        self.at += 1
        self.blank()
        conn = self.peek()
        self.at += 1
        self.blank()
        second = self.peek()
        unit = _SHARED.match(second.text)
        if (
            conn.kind != "conn"
            or unit is None
            or (conn.text == "、" and not is_next(first, second))
        ):
            return None
        said, kind = _AS_UNIT.get(unit[1].strip(), (unit[1], "dur"))
        if kind == "day" and second.kind != "day":
            said, kind = "日", "dur"
        return Atom(kind, first.text + said, first.start, first.end)

    def _simple(self) -> Node | None:
        kind = self.peek().kind
        if kind == "num":
            return self._shared_unit()
        if kind in ("every", "everyday", "each"):
            return self._repeated()
        if kind == "approx":
            return self._approximate()
        if kind in ("pre", "dur"):
            return self._lasting()
        if kind == "head" and rolls(self.peek()):
            return self._rolling()
        return self._point()

    def _approximate(self) -> Node | None:
        """约三年, 不到5秒, 大约晚上十点: the approximator is in the span."""
        approx = self.peek()
        self.at += 1
        self.blank()
        made = self._simple()
        if isinstance(made, Lasting) and not made.before:
            return made._replace(start=approx.start, before=approx.text)
        if isinstance(made, Point) and made.steps[-1].kind == "clock":
            return Open(approx.start, made.end, made, "左右")
        return made

    def _repeated(self) -> Node | None:
        atom = self.peek()
        self.at += 1
        end = atom.end
        steps: tuple[Step, ...] = ()
        if atom.kind == "each":
            dur = self.peek()
            period = read_length(dur.text)
            if dur.kind != "dur" or period is None:
                return None
            self.at += 1
            return Repeated(atom.start, dur.end, period)
        period = None if atom.kind == "everyday" else read_length(unit_of(atom.text))
        found = decode(atom) if atom.kind == "everyday" else ()
        if self.peek().kind == "num":
            shared = self._shared_unit()
            if (
                isinstance(shared, Between)
                and isinstance(shared.first, Point)
                and isinstance(shared.last, Point)
            ):
                return Repeated(
                    atom.start, shared.end, period, shared.first.steps, shared.last.steps
                )
        rest = self._chain(found)
        if rest is not None:
            steps, end = rest.steps, max(end, rest.end)
        return Repeated(atom.start, end, period, steps or found)

    def _lasting(self) -> Node | None:
        before = self.peek() if self.peek().kind == "pre" else None
        if before:
            self.at += 1
        start = (before or self.peek()).start
        own = self.peek().start
        if before and self.peek().kind == "num":
            return self._range_after(before)
        length, end = self.length()
        if length is None:
            return None
        after = self.after()
        word = before.text.removesuffix("的").strip() if before else ""
        if word in ("连续", "持续", "还剩"):
            start = before.end if before else start
        if word == "过" and after is None:
            return Lasting(start, end, length, own, "", "后")
        return Lasting(
            start, after.end if after else end, length, own, word, after.text if after else ""
        )

    def _range_after(self, before: Atom) -> Node | None:
        """未来三到五年: the word before holds for both ends."""
        made = self._shared_unit()
        if not isinstance(made, Between) or not isinstance(made.first, Lasting):
            return made
        word = before.text.removesuffix("的").strip()
        first = made.first._replace(start=before.start, before=word)
        return made._replace(start=before.start, first=first)

    def _rolling(self) -> Node | None:
        """前两周, 后1年: the last or next units, where nothing encloses them."""
        atom = self.peek()
        word = next((w for w in ("前", "后", "後") if atom.text.startswith(w)), "")
        counted = atom.text.removeprefix(word).removeprefix("的").lstrip()
        length = read_length(counted)
        self.at += 1
        if not word or length is None or not any(c in _DIGITS for c in atom.text):
            return None
        own = atom.end - len(counted)
        after = self.after() if self.peek().text in ("内", "之内", "以内") else None
        end, said = (after.end, after.text) if after else (atom.end, "")
        return Lasting(atom.start, end, length, own, word.replace("後", "后"), said)

    def _point(self) -> Node | None:
        made = self._chain(())
        if made is None:
            return None
        if self.peek().kind == "num":  # 今年1至10月
            back = self.at
            shared = self._shared_unit()
            if (
                isinstance(shared, Between)
                and isinstance(shared.first, Point)
                and isinstance(shared.last, Point)
                and follows(made.steps[-1], shared.first.steps[0], 0)
            ):
                first = made._replace(end=shared.first.end, steps=made.steps + shared.first.steps)
                return Between(made.start, shared.end, first, shared.last)
            self.at = back
        return self._open(made)

    def _open(self, node: Node) -> Node:
        """Words such as 以来 and 前 after a point; two at most (7月30日左右以来)."""
        while self.peek().kind == "post" and self.peek().text in OPENERS:
            atom = self.peek()
            self.at += 1
            node = Open(node.start, atom.end, node, atom.text)
        return node

    def _chain(self, steps: tuple[Step, ...]) -> Point | None:
        start = end = -1
        while True:
            skip = self.joint()
            atom = self.peek(skip)
            made = decode(atom)
            if made and self._only_for_anniversary(made[0], skip + 1):
                break
            if steps and atom.kind == "rel" and atom.text[0] in "这那":
                break
            if made and made[0].kind == "lunar" and self.peek(skip + 1).kind not in _LUNAR:
                break
            if not made or (steps and not follows(steps[-1], made[0], skip)):
                break
            start = atom.start if start < 0 else start
            end = atom.end
            steps += made
            self.at += skip + 1
        if start < 0:
            return None
        return Point(start, end, steps, is_fixed(steps[0]))

    def _only_for_anniversary(self, step: Step, following: int) -> bool:
        """Whether a founding (新中国成立) stands without the anniversary that makes it a day."""
        if step.kind != "fest" or festivals()[str(step.a)].needs != "周年":
            return False
        return self.peek(following).kind != "anniv"
