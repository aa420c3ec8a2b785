"""The line that says when, and from whom, an article comes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.fold import fold
from pipeline.layout.dates import Stamp, find_date
from pipeline.layout.lines import Line
from pipeline.lazy import lazy
from pipeline.lexicon import rows

#: A dateline is no longer than this, nor are the words it has besides its date.
_LONGEST = 120
_BARE_REST = 8
#: Running text: a clause after the date makes a line an opening sentence, or a headline.
_CLAUSE = lazy("[，。！？；]|,(?![^,:：]{0,6}[:：])")
#: A page's head shows the day it was opened, which dates no article.
_TODAY = lazy("今天是|今日是|现在是")
#: The opening of a report that states its year: 新华社北京2003年8月5日电.
_WIRE = re.compile(r"^.{0,25}?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s?(?:电|讯|消息|专电|报道)")
#: What only a line with a year has, at a glance.
_YEAR = re.compile("[12１２][09０９][0-9０-９]|[一二][〇零○九]|[民][国國]")
_MARKS = lazy(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line with the date, by index, its date, and how surely it is one (a rank)."""

    line: int
    stamp: Stamp
    rank: int


def find_dateline(lines: list[Line], first: int, last: int) -> Dateline | None:
    """The best dateline among ``lines[first:last]``: the surest, and of those the last.

    The last line of a text is none, for nothing follows that it could date.
    """
    best: Dateline | None = None
    for i in range(first, min(last, len(lines) - 1)):
        found = dateline(lines[i].text, i)
        if found and (best is None or found.rank >= best.rank):
            best = found
    return best


def dateline(line: str, index: int = 0) -> Dateline | None:
    """What ``line`` says as a dateline, None when it is none.

    >>> dateline("2021年3月4日 09:10 来源：江城晚报").stamp.iso()
    '2021-03-04T09:10:00'
    >>> dateline("2021年3月4日起施行的新办法受到好评") is None
    True
    """
    if len(line) > _LONGEST or not _YEAR.search(line):
        return None
    stamp = find_date(line)
    if stamp is None or _TODAY.search(line):
        return None
    rest = line[: stamp.start] + line[stamp.end :]
    labelled = bool(_labels().search(fold(rest)))
    bare = all(len(word) <= _BARE_REST for word in rest.split())
    if _CLAUSE.search(rest) or not (stamp.clock or labelled or bare):
        return None
    return Dateline(index, stamp, 2 * (stamp.clock or labelled) + labelled)


def wire_date(line: str) -> Stamp | None:
    """The date in the opening of a report, where it has its year.

    >>> wire_date("新华社北京2003年8月5日电 今年上半年……").iso(), wire_date("新华社北京8月5日电 ……")
    ('2003-08-05', None)
    """
    opening = line[:60]
    found = _WIRE.match(fold(opening)) if _YEAR.search(opening) else None
    return find_date(found[0]) if found else None


def source_in(line: str) -> str:
    """The medium that a labelled line names, or that stands right after a dateline's time.

    >>> source_in("2021-03-04 09:10 来源：江城晚报 作者：王小明"), source_in("2021-03-04 09:10 江城晚报")
    ('江城晚报', '江城晚报')
    """
    folded = fold(line)
    if found := _source().search(folded):
        return line[found.start(1) : found.end(1)]
    stamp = find_date(line)
    if stamp is None or _labels().search(folded):
        return ""
    words = line[stamp.end :].split()
    alone = len(words) == 1 and 2 <= len(words[0]) <= 15 and _MARKS.search(words[0]) is None
    return words[0] if alone else ""


@cache
def _labels() -> re.Pattern[str]:
    words = [r["word"] for r in rows("page_furniture") if r["kind"] in ("source", "field")]
    words.sort(key=lambda word: -len(word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s?[:：于(（]")


@cache
def _source() -> re.Pattern[str]:
    words = [r["word"] for r in rows("page_furniture") if r["kind"] == "source"]
    words.sort(key=lambda word: -len(word))
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, words))})\s?[:：]\s*([^\s|｜丨/,，;；()（）【】\[\]]{{1,30}})"
    )
