"""The period that a time expression names, and how far it carries."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from pipeline.lazy import lazy
from pipeline.model import Mention, Time


class Period(NamedTuple):
    """A period as a fact's cells have it; ``runs`` says how far it may carry on.

    A date carries on over paragraphs, an open interval (10年来, 2012年4月以来) within its paragraph.
    The end of a year ends what ran before it and rules its own sentence only; a vague time (近期)
    governs when nothing better does.
    """

    value: str
    start: dt.date | None
    end: dt.date | None
    runs: Literal["on", "paragraph", "end", "sentence", "vague", "no"]


_SINCE = ("来", "起", "至今")
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
            time.timex_value, time.start, time.end, "paragraph" if anchored(time) else "no"
        )
    if time.timex_value in _VAGUE:
        return Period(time.timex_value, time.start, time.end, "vague")
    if time.start is None and time.end is None:
        known = any(c.isdigit() for c in time.timex_value)
        return Period(time.timex_value, None, None, "on") if known else None
    if time.mod:
        if time.mod in ("START", "END") and time.start and time.start == time.end:
            return Period(time.start.isoformat(), time.start, time.end, "end")
        if time.mod == "BEFORE":
            return Period(time.timex_value, time.start, time.end, "sentence")
    if text.endswith(_SINCE):
        return since(Period(time.timex_value, time.start, time.end, "paragraph"), reference)
    return Period(time.timex_value, time.start, time.end, "on")


def anchored(time: Time) -> bool:
    """Whether a duration is placed in the calendar: 10年来, 过去三年."""
    return time.timex_type == "DURATION" and time.start is not None


#: Words for now that state as of when, and so rule what follows; 如今 and 现在 only contrast.
_AS_OF = lazy(r"目前|当前|截至|截止|今")


def _present(time: Time, text: str, reference: dt.date | None) -> Period:
    day = time.end or reference
    if day is None:
        return Period("PRESENT_REF", None, None, "no")
    return Period(
        day.isoformat(), day, day, "on" if _AS_OF.search(text) and text != "如今" else "no"
    )


def since(made: Period, reference: dt.date | None) -> Period:
    """The interval from ``made`` to the reference date: 2012年4月以来 is 2012-04/2013-10-12."""
    end, value = reference or made.end, made.value
    if "/" not in value and end is not None and (made.start is None or end > made.start):
        value = f"{value}/{end.isoformat()}"
    return Period(value, made.start, end, "paragraph")
