"""A web page's tree → the text it shows, a line a block, and what its head states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon import rows

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr li main nav ol p pre section table td th title tr ul".split()
)
_HIDDEN = frozenset(
    "button canvas datalist iframe input noscript object option script select style svg template"
    " textarea video".split()
)
#: No title or date is longer.
_LONGEST = 300
_SPACES = re.compile("[ \\t\\r\\n\\f]+")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"', re.IGNORECASE)


@dataclass(slots=True)
class Head:
    """What a page says of itself: its ``<title>``, main headings, and metadata by kind, best first."""

    title: str = ""
    headings: list[str] = field(default_factory=list)
    stated: dict[str, list[str]] = field(default_factory=dict)


def shown_text(tree: HtmlElement) -> str:
    """The text of ``tree`` as a browser would show it, blocks apart, spaces run together."""
    pieces = "".join(_pieces(tree)).split("\n")
    return "\n".join(line for piece in pieces if (line := piece.strip(" ")))


def _pieces(tree: HtmlElement) -> Iterator[str]:
    """The text in order, by an explicit stack: hostile markup nests deeper than Python recurses."""
    stack: list[HtmlElement | str] = [tree]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        edge = "\n" if item.tag in _BLOCKS else ""
        stack.append(edge + _SPACES.sub(" ", item.tail or ""))
        if not isinstance(item.tag, str) or item.tag in _HIDDEN:
            continue
        yield edge + _SPACES.sub(" ", item.text or "")
        stack.extend(reversed(item))


def head_of(tree: HtmlElement) -> Head:
    """What the page states in its head, and its main headings."""
    found: dict[str, list[tuple[int, str]]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip()
        content = (meta.get("content") or "").strip()[:_LONGEST]
        if content and (known := _metadata().get(name.lower())):
            rank, kind = known
            found.setdefault(kind, []).append((rank, content))
    stated = {kind: [content for _, content in sorted(each)] for kind, each in found.items()}
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        stated.setdefault("date", []).extend(_JSON_DATE.findall(script.text or "")[:1])
    titles = [" ".join(shown_text(x).split())[:_LONGEST] for x in tree.iter("title")]
    headings = [" ".join(shown_text(x).split())[:_LONGEST] for x in tree.iter("h1")]
    return Head(next(filter(None, titles), ""), [h for h in headings if h], stated)


@cache
def _metadata() -> dict[str, tuple[int, str]]:
    return {row["name"]: (i, row["kind"]) for i, row in enumerate(rows("page_metadata"))}
