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


def headings(document: Document) -> frozenset[int]:
    """The sentences that are titles, headings or captions: no time runs in or out of them."""
    folded = document.folded
    found = []
    for number, here in enumerate(document.sentences):
        start, end = here.start, here.end
        if here.region == "body":
            if end - start >= _LONGEST or folded[end - 1] in _STOPS:
                continue
            if folded[end : end + 1] not in ("\n", "\r", ""):
                continue
        found.append(number)
    return frozenset(found)


def names_place(mentions: Sequence[Mention]) -> bool:
    """Whether a heading with ``mentions`` heads another report, as that of a digest's item does:
    it names a place or an organisation."""
    return any(m.label in _NAMES for m in mentions)


def items(document: Document, found: frozenset[int]) -> list[int]:
    """The headings, of those ``found``, that head the items of a digest, in order; none when the
    document is no digest.

    In a digest every heading after the first line has a paragraph or two of its own; the sections
    of one report are longer, and lines of a table or a caption follow one another.
    """
    numbers = sorted(found - {0})
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
