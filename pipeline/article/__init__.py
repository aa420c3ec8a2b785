"""Source → article: regions, sentences, title, medium and the moment that times are reckoned from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from pipeline.article.sentences import boundaries, split
from pipeline.layout.dateline import dateline, find_dateline, source_in, wire_date
from pipeline.layout.dates import Stamp, read_date
from pipeline.layout.lines import Line, is_wrapped, lines_of
from pipeline.layout.regions import Layout, clean_title, layout
from pipeline.model import Article, Region, RegionKind, Sentence, Source

__all__ = ["parse_article", "plain_article", "read_date"]

DateSource = Literal["", "dateline", "record", "page", "option"]

#: In a text taken as it is, a dateline stands in one of the first lines.
_TOP = 5
#: The longest line of a date alone, with its indent.
_SIGNATURE = 60
#: So many lines tell whether such a text is wrapped.
_LOOKED_AT = 60


def plain_article(
    text: str, *, doc_id: str = "text", reference: dt.datetime | None = None
) -> Article:
    """``text`` as an article that is all body.

    >>> plain_article("产量增长5%。", reference=dt.datetime(2021, 3, 4)).published
    '2021-03-04'
    """
    return parse_article(Source(doc_id, "", text), date=reference, plain=True)


def parse_article(
    source: Source, *, date: dt.datetime | None = None, plain: bool = False
) -> Article:
    """The article that ``source`` holds: its regions, sentences, title, medium and date.

    ``date`` overrides whatever dates the article; ``plain`` takes the whole text as body. What a
    record or page says of itself goes before what its text says, but where both name one day the
    dateline's time of day is taken.

    >>> text = "棉花价格回升\\n2021-03-04 09:10 来源：江城晚报\\n昨日棉花每吨上涨120元，为今年来最高。"
    >>> article = parse_article(Source("1.txt", "1.txt", text))
    >>> article.title, article.source, article.published, article.date_source
    ('棉花价格回升', '江城晚报', '2021-03-04T09:10:00', 'dateline')
    >>> [region.kind for region in article.regions]
    ['title', 'dateline', 'body']
    """
    text = source.text
    lines = lines_of(text, _LOOKED_AT if plain else None)
    wrapped = is_wrapped(lines)
    if plain:
        made = _plain_layout(lines)
    else:
        made = layout(lines, source.title.strip(), extracted=source.kind == "page", wrapped=wrapped)
    stamp, date_source = _published(source, lines, made, date)
    regions = _regions(text, lines, made.kinds) if not plain else _whole(text)
    ends = boundaries(text, wrapped=wrapped)
    return Article(
        doc_id=source.doc_id,
        text=text,
        regions=regions,
        sentences=tuple(_sentences(text, regions, ends)),
        title=source.title.strip() or _title(lines, made),
        source=source.source.strip() or _medium(lines, made),
        published=stamp.iso() if stamp else "",
        reference=stamp.when if stamp else None,
        date_source=date_source,
        path=source.path,
        sha256=source.sha256,
        encoding=source.encoding,
    )


def _plain_layout(lines: list[Line]) -> Layout:
    found = find_dateline(lines, 0, _TOP)
    return Layout(["body"] * len(lines), dateline=found)


def _published(
    source: Source, lines: list[Line], made: Layout, date: dt.datetime | None
) -> tuple[Stamp | None, DateSource]:
    """The date that counts, and whose word it is: option, record or page, then the dateline."""
    line = made.dateline.stamp if made.dateline else None
    given: Stamp | None = None
    whose: DateSource = ""
    if date is not None:
        given, whose = Stamp(date, date.time() != dt.time(), 0, 0), "option"
    elif source.date and (given := read_date(source.date)):
        whose = "page" if source.kind == "page" else "record"
    if given is None:
        stamp = line or _wire(lines, made) or _closing(source.text)
        return stamp, "dateline" if stamp else ""
    if line and line.clock and not given.clock and line.when.date() == given.when.date():
        return line, whose
    return given, whose


def _wire(lines: list[Line], made: Layout) -> Stamp | None:
    """The date that the opening of the report states."""
    body = (x.text for x, kind in zip(lines, made.kinds, strict=True) if kind == "body")
    return next((stamp for line in islice(body, _TOP) if (stamp := wire_date(line))), None)


def _closing(text: str) -> Stamp | None:
    """The date that a notice is signed with: a bare last line under the text."""
    *above, last = ("", *(x.strip() for x in text[-2 * _SIGNATURE :].rstrip().splitlines()))
    found = dateline(last) if any(above) and len(last) <= _SIGNATURE else None
    bare = found is not None and found.stamp.end - found.stamp.start >= len(last) - 2
    return found.stamp if found and bare else None


def _title(lines: list[Line], made: Layout) -> str:
    if made.title is None:
        return ""
    return clean_title(lines[made.title].text)


def _medium(lines: list[Line], made: Layout) -> str:
    """The medium that the dateline names, or a line beside it."""
    if made.dateline is None:
        return ""
    at = made.dateline.line
    near = (i for i in (at, at + 1, at - 1, at + 2) if 0 <= i < len(lines))
    return next((m for i in near if (m := source_in(lines[i].text[:120]))), "")


def _whole(text: str) -> tuple[Region, ...]:
    return (Region("body", 0, len(text)),) if text else ()


def _regions(text: str, lines: list[Line], kinds: list[RegionKind]) -> tuple[Region, ...]:
    """The regions, which cover the text without gaps: blanks belong to what they follow."""
    if not lines:
        return _whole(text)
    starts = [0, *(lines[i].start for i in range(1, len(lines)) if kinds[i] != kinds[i - 1])]
    runs = [kinds[0], *(kinds[i] for i in range(1, len(lines)) if kinds[i] != kinds[i - 1])]
    return tuple(map(Region, runs, starts, [*starts[1:], len(text)]))


def _sentences(text: str, regions: Iterable[Region], ends: re.Pattern[str]) -> Iterator[Sentence]:
    for region in regions:
        yield from split(text, region.start, region.end, region.kind, ends)
