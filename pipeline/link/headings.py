"""Lines that are no running text: titles, captions, and the headings of a digest's items."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document
from pipeline.lazy import lazy
from pipeline.model import Mention

#: What a line of running text ends in; a short line without it is a title or a heading.
_STOPS = "。！？!?；;：:，,.…”）"
_LONGEST = 60
#: How many characters an item of a digest has.
_LONGEST_ITEM = 600
_NAMES = frozenset(("GPE", "LOC", "ORG"))


#: Who wrote it, at the head of a report: 本报讯（记者 李晓）, 【新华网 记者李晓】.
_BYLINE = lazy(
    r"[^，。；：:\n（(【\[]{0,24}[（(【\[]\s?[^（(【\[）)】\]，。\n]{0,16}"
    r"(?:记者|通讯员|特约|见习|实习|编辑|作者|撰文|报道|讯|消息|电)"
    r"[^（(【\[）)】\]。\n]{0,30}[）)】\]][\s:：]{0,3}"
)
_AFTER_BYLINE = frozenset("）)】]:： \u3000\t")


def after_byline(text: str, start: int, end: int) -> bool:
    """Whether nothing but a byline stands between two offsets: 本报讯（记者 李晓）.

    >>> after_byline("本报讯（记者 李晓）昨日开幕", 0, 10), after_byline("大桥（全长3公里）昨日", 0, 9)
    (True, False)
    """
    if end - start < 6 or text[end - 1] not in _AFTER_BYLINE:
        return False
    return _BYLINE.fullmatch(text, start, end) is not None


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
