"""What a change is reckoned from: the year before (yoy), the period before (qoq), or a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.lines import Line
from pipeline.model import Time
from pipeline.rules import ex, rule

_WORDS = {"同比": "yoy", "环比": "qoq"}
_YEAR_BEFORE = lazy(r"(?:上年|去年|上一年|前一年)(?:全年|度|同期|同月|同季|水平|的)*$|^同期$")
#: A comparison with something else than a time: 较各项贷款增速.
_UNDATED = "-"


def find(
    line: Line,
    made: Sequence[Draft],
    previous: Sequence[Draft],
    reference: dt.date | None,
) -> None:
    """Fill the basis of the changes among ``made``, the figures of ``line``.

    ``previous`` are the figures of the sentence before: 其中 goes on with what they are compared with.
    """
    last = ""
    if line.kinds[:1] == "S":
        last = next((d.basis for d in previous if d.basis), "")
    for d in made:
        if not d.change:
            continue
        own = clause.produce(d, reference)
        d.basis = own or carried.produce(d, last) or ""
        if d.basis == _UNDATED:
            d.basis = ""
        elif d.basis:
            last = d.basis
            d.rules.append(f"basis={(clause if own else carried).name}")


@rule(
    "link-basis-clause",
    why="同比, 环比, 比2008年: the clause says what the change is reckoned from",
    examples=[
        ex("财政收入同比增长⟦3.4%⟧。", basis="yoy"),
        ex("会员比2008年增长了⟦14倍⟧。", basis="2008"),
        ex("与2008年相比，会员增长了⟦14倍⟧。", basis="2008"),
        ex("存款比年初增加⟦3亿元⟧。", date="2024-05-10", basis="2024-01-01"),
        ex("菜价比上周下降⟦3元⟧。", date="2024-05-10", basis="2024-W18"),
    ],
)
def clause(d: Draft, reference: dt.date | None) -> str:
    """The basis that the words before the figure name, the nearest first; ``_UNDATED`` for none."""
    line, low = d.line, d.low
    if line.kinds[max(0, low - 2) : low] == "b,":  # 与去年相比，
        low = line.clause_start(low - 2)
    for k in range(d.i - 1, low - 1, -1):
        word, kind = line.words[k], line.kinds[k]
        if word in _WORDS:
            return _WORDS[word]
        if kind == "B" or (kind == "c" and "b" in line.kinds[k : d.i]):
            at = max(k, line.kinds.find("t", k + 1, min(k + 3, d.i)))
            named = line.mentions.get(at + 2 if line.kinds.startswith("Dt", at + 1) else at)
            if named is None or named.time is None:
                return "yoy" if line.words[k + 1] == "同期" else _UNDATED
            words = line.text[named.start : named.end]
            return compared_with(words) or _value(named.time, reference) or _UNDATED
    return ""


@rule(
    "link-basis-carried",
    why="同比增长3%；乙增长2%: a comparison holds for the changes after it, and over 其中",
    examples=[
        ex("网点比2008年增长了14倍，会员增长⟦10倍⟧。", basis="2008"),
        ex("进出口同比增长3%。其中，出口5亿元，增长⟦2%⟧。", basis="yoy"),
    ],
    never=["进出口同比增长3%。出口增长2%。"],
)
def carried(d: Draft, last: str) -> str | None:
    """The basis of the change before, in the same sentence or the one that 其中 goes on with."""
    return last or None


def _value(time: Time, reference: dt.date | None) -> str:
    """A time as a basis: the day of 年初, 年末 and 目前, else its TIMEX value."""
    if time.timex_value == "PRESENT_REF":
        return reference.isoformat() if reference else ""
    if time.mod in ("START", "END") and time.start and time.start == time.end:
        return time.start.isoformat()
    known = any(c.isdigit() for c in time.timex_value) and time.timex_type != "DURATION"
    return time.timex_value if known else ""


def compared_with(words: str) -> str:
    """yoy when ``words``, the time after 比, are the year before, else nothing.

    >>> compared_with("上年同期"), compared_with("去年"), compared_with("去年末")
    ('yoy', 'yoy', '')
    """
    return "yoy" if _YEAR_BEFORE.search(words) else ""
