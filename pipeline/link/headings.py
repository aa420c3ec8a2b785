"""Lines that are no running text: titles, captions, and the headings of a digest's items."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document
from pipeline.model import Mention

#: What a line of running text ends in; a short line without it is a title or a heading.
_STOPS = "。！？!?；;：:，,.…”）"
_LONGEST = 60
#: How many characters an item of a digest has.
_LONGEST_ITEM = 600
_NAMES = frozenset(("GPE", "LOC", "ORG"))


def is_heading(document: Document, number: int) -> bool:
    """Whether sentence ``number`` is a title, heading or caption: no time runs in or out of it."""
    here = document.sentences[number]
    if here.region != "body":
        return True
    folded = document.folded
    if here.end - here.start >= _LONGEST or folded[here.end - 1] in _STOPS:
        return False
    return folded[here.end : here.end + 1] in ("\n", "\r", "")


def opens_item(document: Document, number: int, mentions: Sequence[Mention]) -> bool:
    """Whether sentence ``number`` heads another report: a heading after the first line that names
    a place or an organisation, as a digest's items have."""
    if number == 0 or not is_heading(document, number):
        return False
    return any(m.label in _NAMES for m in mentions)


def items(document: Document) -> list[int]:
    """The sentences that head the items of a digest, in order; none when the document is no digest.

    In a digest every heading after the first line has a paragraph or two of its own; the sections
    of one report are longer, and lines of a table or a caption follow one another.
    """
    numbers = [n for n in range(1, len(document.sentences)) if is_heading(document, n)]
    if len(numbers) < 2:
        return []
    sentences, folded = document.sentences, document.folded
    ends = [*numbers[1:], len(sentences)]
    for number, following in zip(numbers, ends, strict=True):
        end = sentences[following].start if following < len(sentences) else len(folded)
        body = folded[sentences[number].end : end]
        if following == number + 1 or len(body) > _LONGEST_ITEM or len(body.split("\n")) > 4:
            return []
    return numbers
