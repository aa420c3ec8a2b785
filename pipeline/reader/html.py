"""A saved web page → its article's text, with the title, source and date that the page states.

trafilatura finds the text. It may settle on a list of other articles instead, and its metadata are
made for search engines: so the page's own layout, which shows a title over a date and a medium, has
the first word on those, and the last on the text.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from pipeline.layout.dateline import source_in
from pipeline.layout.dates import Stamp, find_date, read_date
from pipeline.layout.lines import Line, lines_of
from pipeline.layout.regions import Layout, clean_title, layout
from pipeline.model import Source
from pipeline.reader.errors import RefusedError
from pipeline.reader.render import Head, head_of, shown_text

if TYPE_CHECKING:
    pass

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
#: What a page may write, and the codec that reads all that browsers read under that name.
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "utf8": "utf-8", "big5": "big5hkscs"}
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
#: Of the running text of the page's body, the share that trafilatura's text must have.
_AGREED = 0.5
_BODY = ("body", "heading", "caption")
_SHORTEST_TITLE = 4
#: The longest line that may date a page.
_DATED = 120

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def charset(data: bytes) -> str:
    """The codec that the page's head names, or ''.

    >>> charset(b'<meta charset="gb2312">')
    'gb18030'
    """
    found = _CHARSET.search(data, 0, 4096)
    name = found[1].decode("ascii").lower() if found else ""
    return _CODECS.get(name, name)


def page(markup: str, doc_id: str, encoding: str, sha256: str) -> Source:
    """The article in ``markup`` (extra ``html``).

    Raises RefusedError when trafilatura is not installed, or there is no article in the page.
    """
    try:
        return _page(markup, doc_id, encoding, sha256)
    except RefusedError:
        raise
    except Exception as error:  # what another's parser may raise on hostile markup has no end
        raise RefusedError(
            "invalid", f"HTML that cannot be read: {type(error).__name__}"
        ) from error


def _page(markup: str, doc_id: str, encoding: str, sha256: str) -> Source:
    try:
        from trafilatura import bare_extraction, load_html
    except ImportError:
        raise RefusedError(
            "unreadable", "reading HTML needs: pip install 'zhfacts[html]'"
        ) from None
    tree = load_html(_DECLARATION.sub("", markup))
    if tree is None:
        raise RefusedError("invalid", "not HTML")
    head = head_of(tree)
    shown = shown_text(tree)
    lines = lines_of(shown)
    made = layout(lines, next(iter(head.stated.get("title", head.headings)), ""))
    found = bare_extraction(tree, with_metadata=True, include_comments=False)
    text, date = ("", "") if found is None or isinstance(found, dict) else (found.text, found.date)
    text = _agreed(text or "", shown, lines, made)
    if not text:
        raise RefusedError("empty", "no article found in the page")
    title = _title(lines, made, head)
    return Source(
        doc_id,
        doc_id,
        text if not title or text.startswith(title) else f"{title}\n{text}",
        encoding,
        sha256,
        title=title,
        source=_source(lines, made, head),
        date=_date(lines, made, head, date or ""),
        kind="page",
    )


def _agreed(text: str, shown: str, lines: list[Line], made: Layout) -> str:
    """The lines of trafilatura's ``text`` that lie in the body as the page's layout shows it, or
    that body itself when trafilatura has missed it."""
    body = [x for x, kind in zip(lines, made.kinds, strict=True) if kind in _BODY]
    if not made.page or not body:
        return _without_furniture(text) or "\n".join(x.text for x in body)
    extent = _squeezed(shown[body[0].start : body[-1].end])
    kept = [line for line in text.splitlines() if _squeezed(line.removeprefix("- ")) in extent]
    wanted = sum(len(x) for x in body if x.prose)
    if sum(map(len, kept)) >= _AGREED * wanted:
        return "\n".join(kept)
    return "\n".join(x.text for x in body)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _without_furniture(text: str) -> str:
    """``text`` less the lines of the page's head and foot that came with it."""
    lines = lines_of(text)
    kinds = layout(lines, extracted=True).kinds
    kept = [x for x, kind in zip(lines, kinds, strict=True) if kind != "boilerplate"]
    return "\n".join(x.text for x in kept)


def _title(lines: list[Line], made: Layout, head: Head) -> str:
    """The title: what is shown over the article and repeated in ``<title>``, as far as there is."""
    full = head.title
    core = clean_title(full)
    above = "" if made.title is None else lines[made.title].text
    stated = head.stated.get("title", [])
    for candidate in (above, *head.headings, *stated):
        if len(candidate) >= _SHORTEST_TITLE and candidate in full and candidate != full:
            return clean_title(candidate)
    if above and len(core) >= _SHORTEST_TITLE and core in above:
        return core
    sure = made.dateline is not None and made.dateline.rank > 0
    return (stated[0] if stated else "") or (above if sure else "") or core or above


def _date(lines: list[Line], made: Layout, head: Head, guessed: str) -> str:
    """When the page was published: by its dateline if sure, its metadata, or trafilatura's guess
    where the page shows that day (it is often some other number)."""
    line = made.dateline.stamp if made.dateline and made.dateline.rank else None
    dates = [*head.stated.get("date", []), *head.stated.get("update", [])]
    stated = next((stamp for value in dates if (stamp := read_date(value))), None)
    best: Stamp | None = line or stated
    if line and stated and not line.clock and line.when.date() == stated.when.date():
        best = stated
    if best:
        return best.iso()
    shown = (find_date(x.text) for x in lines if len(x) <= _DATED)
    return guessed if any(day and day.iso()[:10] == guessed for day in shown) else ""


def _source(lines: list[Line], made: Layout, head: Head) -> str:
    """The medium: as the dateline or a line beside it has it, else as the head does."""
    if made.dateline:
        at = made.dateline.line
        for i in (at, at + 1, at - 1, at + 2):
            if 0 <= i < len(lines) and (name := source_in(lines[i].text[:120])):
                return name
    return next(iter(head.stated.get("source", [])), "")
