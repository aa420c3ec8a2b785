"""The lines of a text and what can be told from the shape of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import Literal, cast, get_args

from pipeline.fold import fold
from pipeline.layout.blanks import BLANK
from pipeline.lexicon import columns, rows

#: A line that is not blank, without the blanks around it.
_LINE = re.compile(rf"[^{BLANK}][^\n\r\u2028\u2029]*+")
_INDENT = " \t\xa0\u3000"
_STOPS = "。！？!?；;…"
_CLOSERS = "”’」』）)》】\"'"
#: From this length on, a line with two clauses is prose even when nothing ends it.
_LONG = 28
#: The shortest line that a full stop makes prose.
_SHORT = 10

#: The widths in characters at which text is wrapped.
_NARROWEST, _WIDEST = 15, 100

#: What a line may begin like; the other furniture words stand within a dateline.
Cue = Literal["", "end", "links", "caption"]


@dataclass(slots=True)
class Line:
    """A line and where it starts, blanks stripped.

    ``prose``: it reads like running text, by its length and marks. ``indented``: it begins with
    two blanks or more. ``cue``: the kind of page furniture it begins like, if any.
    """

    text: str
    start: int
    prose: bool
    indented: bool
    cue: Cue

    @property
    def end(self) -> int:
        """The offset after the line."""
        return self.start + len(self.text)

    def __len__(self) -> int:
        return len(self.text)


def lines_of(text: str, most: int | None = None) -> list[Line]:
    """The lines of ``text`` that are not blank, in order, ``most`` of them at most."""
    return list(islice(_lines(text), most))


def _lines(text: str) -> Iterator[Line]:
    cues, firsts = _cues(), _cue_starts()
    for found in _LINE.finditer(text):
        line = found[0].rstrip()
        start = found.start()
        cue = cues.match(fold(line[:12])) if line[0] in firsts else None
        yield Line(
            line,
            start,
            is_prose(line),
            start > 1 and text[start - 1] in _INDENT and text[start - 2] in _INDENT,
            cast(Cue, cue.lastgroup) if cue else "",
        )


def is_prose(line: str) -> bool:
    """Whether ``line`` reads like running text.

    >>> is_prose("全市粮食总产量达到320万吨。"), is_prose("首页 新闻 财经 体育")
    (True, False)
    """
    if len(line) >= _SHORT:
        last = line[-1] if line[-1] not in _CLOSERS else line.rstrip(_CLOSERS)[-1:]
        if last in _STOPS or (last == "." and line[-2] > "\x7f"):
            return True
    return len(line) >= _LONG and sum(map(line.count, "，,。；、")) >= 2


def is_wrapped(lines: list[Line]) -> bool:
    """Whether the lines were broken at a fixed width, so that a line end ends no sentence.

    Most lines that another follows at once are then about as long as the longest, and stop where no
    sentence does.
    """
    width = max(map(len, lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    followed = [a for a, b in pairwise(lines) if b.start - a.end <= 2 and not b.indented]
    broken = [x for x in followed if len(x) >= 0.85 * width and x.text[-1] not in _STOPS + _CLOSERS]
    stops = sum(line.text.count("。") for line in lines)
    return len(broken) >= max(4, 0.6 * len(followed)) and 8 * stops >= len(broken)


def cue_rows() -> list[dict[str, str]]:
    """The furniture words that a line may begin with."""
    return [row for row in rows("page_furniture") if row["kind"] in get_args(Cue)]


@cache
def _cues() -> re.Pattern[str]:
    """One alternation of all furniture words, a named group for each kind; longer words first."""
    words: dict[str, list[str]] = {kind: [] for kind in get_args(Cue) if kind}
    for row in sorted(cue_rows(), key=lambda row: -len(row["word"])):
        words[row["kind"]].append(re.escape(row["word"]))
    return re.compile("|".join(f"(?P<{kind}>{'|'.join(w)})" for kind, w in words.items()))


@cache
def _cue_starts() -> frozenset[str]:
    """What a furniture word may begin with, as written: few lines do, and folding costs."""
    folded = {row["word"][0] for row in cue_rows()}
    found = columns("traditional")
    pairs = zip(found["traditional"], found["simplified"], strict=True)
    return frozenset(folded.union(t for t, simplified in pairs if simplified in folded))
