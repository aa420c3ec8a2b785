"""Tables → files: CSV that opens right in a spreadsheet and reads back exactly."""

from __future__ import annotations

import re

#: A text cell that a spreadsheet would run as a formula, or that begins with the apostrophe that
#: marks an escaped one. A signed number or percentage is data, not a formula.
_HAZARD = re.compile(r"(?![+-]\d+(?:,\d{3})*(?:\.\d+)?%?\Z)[=@\t\r\n+\-＝＠＋－']")
_FIRST = frozenset("=@\t\r\n+-＝＠＋－'")


def escape(text: str) -> str:
    """``text`` with a leading apostrophe where a spreadsheet would run it as a formula.

    >>> escape("=1+1"), escape("-3.2%"), escape("-3.2亿元"), escape("'90后")
    ("'=1+1", '-3.2%', "'-3.2亿元", "''90后")
    """
    return "'" + text if text[:1] in _FIRST and text and _HAZARD.match(text) else text


def unescape(text: str) -> str:
    """The inverse of :func:`escape`.

    >>> unescape("'=1+1"), unescape("-3.2%"), unescape("''90后")
    ('=1+1', '-3.2%', "'90后")
    """
    return text.removeprefix("'")
