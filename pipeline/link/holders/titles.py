"""The place that a report's title names: whose figures are what happened there."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.document import Document
from pipeline.link.holders.known import Known
from pipeline.link.holders.roles import ASSAULTS, ATTACKS
from pipeline.link.lines import Line
from pipeline.model import Mention


class Title:
    """The one place that the title of the report being read names, and whether it is attacked."""

    def __init__(self, document: Document, known: Known) -> None:
        self._text = document.folded
        self._known = known
        self.place = ""
        self._attacked = False

    def forget(self) -> None:
        """Another report begins."""
        self.place, self._attacked = "", False

    def read(self, mentions: Iterable[Mention]) -> None:
        """Take up the title whose mentions these are; an initial names who acts, not where: 以军."""
        named = [m for m in mentions if m.label == "GPE" and m.end - m.start > 1]
        places = {self._known.full(m) for m in named}
        self.place = min(places) if len(places) == 1 else ""
        self._attacked = self.place != "" and any(word in self._text for word in ATTACKS)

    def has_victims(self, line: Line) -> bool:
        """Whether ``line`` counts who fell in an attack: 以军空袭造成5人死亡."""
        if not self._attacked:
            return False
        return ASSAULTS.search(line.text, line.starts[0], line.starts[-1]) is not None
