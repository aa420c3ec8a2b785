"""What a time expression can govern: its period, and whether it is one for the figures near it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from pipeline.link.lines import Line
from pipeline.model import Mention, Time


@dataclass(frozen=True, slots=True)
class Period:
    """A period as a fact's cells have it; ``runs`` says how far it may carry on.

    A date carries on over paragraphs, an open interval (10年来, 2012年4月以来) within its paragraph.
    The end of a year ends what ran before it and rules its own sentence only; a vague time (近期)
    governs when nothing better does.
    """

    value: str
    start: dt.date | None
    end: dt.date | None
    runs: Literal["on", "paragraph", "end", "sentence", "vague", "no"]


_SINCE = re.compile(r"(?:来|起|至今)$")
_VAGUE = ("PAST_REF", "FUTURE_REF")


def period(mention: Mention, text: str, reference: dt.date | None) -> Period | None:
    """The period that ``mention``, whose words are ``text``, names; None when it is no time."""
    time = mention.time
    if time is None:
        return None
    if time.timex_value == "PRESENT_REF":
        return _present(time, text, reference)
    if time.timex_type in ("SET", "DURATION"):
        return Period(
            time.timex_value,
            time.start,
            time.end,
            "paragraph" if anchored(time) else "no",
        )
    if time.timex_value in _VAGUE:
        return Period(time.timex_value, time.start, time.end, "vague")
    if not (time.start or time.end):
        known = any(c.isdigit() for c in time.timex_value)
        return Period(time.timex_value, None, None, "no") if known else None
    if time.mod in ("START", "END") and time.start and time.start == time.end:
        return Period(time.start.isoformat(), time.start, time.end, "end")
    if time.mod == "BEFORE":
        return Period(time.timex_value, time.start, time.end, "sentence")
    if _SINCE.search(text):
        return _since(time, reference)
    return Period(time.timex_value, time.start, time.end, "on")


def anchored(time: Time) -> bool:
    """Whether a duration is placed in the calendar: 10年来, 过去三年."""
    return time.timex_type == "DURATION" and time.start is not None


#: Words for now that state as of when, and so rule what follows; 如今 and 现在 only contrast.
_AS_OF = re.compile(r"目前|当前|截至|截止|今")


def _present(time: Time, text: str, reference: dt.date | None) -> Period:
    day = time.end or reference
    if day is None:
        return Period("PRESENT_REF", None, None, "no")
    return Period(
        day.isoformat(),
        day,
        day,
        "on" if _AS_OF.search(text) and text != "如今" else "no",
    )


def _since(time: Time, reference: dt.date | None) -> Period:
    """An interval to the reference date: 2012年4月以来 is 2012-04/2013-10-12."""
    end = reference or time.end
    value = time.timex_value
    if "/" not in value and end is not None and (time.start is None or end >= time.start):
        value = f"{value}/{end.isoformat()}"
    return Period(value, time.start, end, "paragraph")


#: What follows the date of the report itself: 新华社北京5月10日电, 记者26日从市政府了解到.
REPORT = re.compile(
    r"(?:\s*[（(][^）)\n]{0,12}[）)])?"
    r"(?:[^，。；,;\n]{0,4}(?:电|讯|消息)(?=[\s（(：:，,]|$)"
    r"|[^，。；,;\n]{0,30}(?:了解到|获悉|得知))"
)
#: After 与 and a time, what makes it a comparison: 与去年几乎完全相同.
_ALIKE = re.compile(r"[^，。；,;\n]{0,12}(?:相比|相同|一样|持平|类似|相当|一致|接近|不同)")
#: After a time, what shows that it stands inside the modifier of another noun: 6日发生的强震.
_MODIFIER = re.compile(r"[uvysxw][^,;:.dLp]{0,12}?D(?![#f])")


def governs(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` may be the period of figures after it.

    The date of the report, what a figure is compared with, and a time in the modifier of a noun
    are none.
    """
    before = line.word(k - 1) if k else ""
    if before in ("比", "较") or REPORT.match(line.text, line.end(k)):
        return False
    if "届" in (line.word(k)[-1:], line.text[line.end(k) : line.end(k) + 1]) or (
        before == "的" and line.kinds[k + 1 : k + 2] == "n"
    ):
        return False
    if before in ("与", "同", "和", "跟") and _ALIKE.match(line.text, line.end(k)):
        return False
    return _MODIFIER.match(line.kinds, k + 1) is None


def is_local(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` belongs to the next figure only: 由2004年的2.55元变为….

    A time right after a preposition or 到, and right before its figure, with or without 的.
    """
    kinds = line.kinds
    return k > 0 and kinds[k - 1] in "p=" and kinds.startswith(("#", "D#"), k + 1)
