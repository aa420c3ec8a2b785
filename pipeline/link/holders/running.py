"""The subject that runs from sentence to sentence, and how far it does."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.link.holders.known import COUNTRY

#: A paragraph shorter than an item of a list (a price, a line of a table) ends nothing.
_ITEM = 40
#: How many sentences a subject that is not named again still runs.
_REACH = 30


class Running:
    """Whom or what a document speaks of: the last subject, while it lasts.

    A subject reaches to the end of the paragraph after the one it was last named in; the place of
    a scene (在浙江，…), of which only its own paragraph speaks, to the end of that; the country,
    whose figures a report of the whole country gives, to the end of the report.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._name = ""
        self._named = 0
        self._paragraphs = 1

    def take(self, name: str, number: int, *, scene: bool = False) -> None:
        """Let ``name``, a subject or the place of a scene in sentence ``number``, run from there."""
        self._name, self._named = name, number
        self._paragraphs = 0 if scene else _REACH if name == COUNTRY else 1

    def stop(self) -> None:
        """End it: another report begins."""
        self._name = ""

    def at(self, number: int) -> str:
        """The subject that reaches sentence ``number``, or nothing."""
        sentences, folded = self._document.sentences, self._document.folded
        if not self._name or number - self._named >= _REACH:
            return ""
        start, end = sentences[self._named].start, sentences[number].start
        if folded.count("\n", start, end) <= self._paragraphs:
            return self._name
        first, *others = folded[start:end].split("\n")[:-1]
        ends = [first, *(line for line in map(str.lstrip, others) if line)]
        reaches = all(len(line) < _ITEM for line in ends[self._paragraphs :])
        return self._name if reaches else ""
