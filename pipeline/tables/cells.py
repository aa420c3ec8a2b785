"""A value → the text of its cell in a CSV that opens right in a spreadsheet, and back.

A spreadsheet runs a cell that begins like a formula, so text that does gets a leading apostrophe;
so does text that begins with an apostrophe, and reading takes one off. Numbers are never touched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

#: How a formula begins (the full-width forms do in Chinese spreadsheets), and the escape itself.
_HAZARDS = frozenset("'=@\t\r\n+-＝＠＋－")
_HAZARD_BEGINS = re.compile(r"\n['=@\t+\-＝＠＋－]")
#: A signed number or percentage is data, though it begins as a formula may.
_NUMBER = re.compile(r"[+-][0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?")
_SPECIAL = re.compile(r'[",\r\n]')
_QUOTED = re.compile(r'[",\r]')
_SURROGATES = re.compile("[\ud800-\udfff]")
_CELL = re.compile(r'"((?:[^"]|"")*+)"|[^",\r\n]*+')


def text_cell(text: str) -> str:
    """The cell of a text.

    >>> text_cell("=1+1"), text_cell("-3.2%"), text_cell("-3.2亿元"), text_cell("'90后"), text_cell('a"b')
    ("'=1+1", '-3.2%', "'-3.2亿元", "''90后", '"a""b"')
    """
    if text[:1] in _HAZARDS and not _NUMBER.fullmatch(text):
        text = "'" + text
    return quoted(text)


def quoted(text: str) -> str:
    """``text`` in quotes where it would end its cell otherwise."""
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def text_cells(texts: list[str]) -> list[str]:
    """:func:`text_cell` of each of ``texts``: one look at all of them nearly always says that they
    stay as they are.

    >>> text_cells(["职工", "岗位"]), text_cells(["职工", "1,200人", "=某"])
    (['职工', '岗位'], ['职工', '"1,200人"', "'=某"])
    """
    joined = "\n".join(texts)
    if (
        _QUOTED.search(joined)
        or joined.count("\n") >= len(texts)
        or _HAZARD_BEGINS.search("\n" + joined)
    ):
        return [*map(text_cell, texts)]
    return texts


class TextCells(dict[str, str]):
    """:func:`text_cell` of texts that are few and come again.

    >>> TextCells()["1,200台"]
    '"1,200台"'
    """

    #: How many are kept, and up to which length.
    MOST, LONGEST = 1 << 12, 64

    def __missing__(self, text: str) -> str:
        if len(self) >= self.MOST:
            self.clear()
        made = text_cell(text)
        if len(text) <= self.LONGEST:
            self[text] = made
        return made


def number_cell(number: Decimal | None) -> str:
    """The digits of a number; none of one that float64 cannot hold, nor of None.

    >>> number_cell(Decimal("6.779E+9")), number_cell(Decimal("1e400")), number_cell(None)
    ('6779000000', '', '')
    """
    if number is None:
        return ""
    text = str(number)
    if text.isdecimal() and len(text) < 300:  # most are
        return text
    return plain(number) if -300 < number.adjusted() < 300 else ""


def plain(number: Decimal) -> str:
    """``number`` in positional digits that read back to the same number.

    >>> plain(Decimal("6.779E+9")), plain(Decimal("90.40")), plain(Decimal("-0.050"))
    ('6779000000', '90.4', '-0.05')
    """
    text = str(number)
    if "E" in text:
        text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(1 << 12)
def period_cells(start: dt.date | None, end: dt.date | None) -> str:
    """Three cells: the first day of an interval, its last, and the calendar year it lies within.

    >>> period_cells(dt.date(2012, 5, 1), dt.date(2012, 5, 31)), period_cells(dt.date(2011, 1, 1), None)
    ('2012-05-01,2012-05-31,2012', '2011-01-01,,')
    """
    if start is None or end is None:
        return f"{start or ''},{end or ''},"
    return f"{start},{end},{start.year if start.year == end.year else ''}"


def encoded(lines: Iterable[str]) -> bytes:
    """``lines`` in UTF-8. Half a character cannot be written; its offset is kept.

    >>> encoded(["a", chr(0xD800)]).decode()
    'a\ufffd'
    """
    text = "".join(lines)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text).encode()


def split_cells(line: str) -> list[str]:
    """The cells of a line of CSV, as they stand in it but for their quotes.

    >>> split_cells('1,"1,200",,c')
    ['1', '1,200', '', 'c']
    """
    cells: list[str] = []
    end = -1
    while end < 0 or line.startswith(",", end):
        found = _CELL.match(line, end + 1)
        assert found is not None  # the pattern matches anywhere, if only nothing
        inner: str | None = found[1]
        cells.append(found[0] if inner is None else inner.replace('""', '"'))
        end = found.end()
    return cells
