"""Rows with their parts side by side: what the columns read.

What several columns need is made once, when the first of them asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal, TypedDict

from pipeline.document import Document
from pipeline.model import Fact, Mention, Name, Quantity, Source, Time

#: The parts that only some mentions have.
Part = Literal["quantities", "times", "names"]


class Parts(TypedDict):
    """What each of some mentions has of each part."""

    quantities: list[Quantity | None]
    times: list[Time | None]
    names: list[Name | None]


class MentionView:
    """Mentions of some documents with their parts side by side."""

    def __init__(self, groups: Sequence[tuple[Document, Sequence[Mention]]]) -> None:
        self.groups = groups
        self.mentions = [m for _, mentions in groups for m in mentions]

    @cached_property
    def parts(self) -> Parts:
        """For each mention its quantity (or a duration's length), its time and its name."""
        times = [m.time for m in self.mentions]
        return {
            "quantities": [
                m.quantity or (t.length if t else None)
                for m, t in zip(self.mentions, times, strict=True)
            ],
            "times": times,
            "names": [m.name for m in self.mentions],
        }

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Those that there are."""
        return [q for q in self.parts["quantities"] if q]

    @cached_property
    def times(self) -> list[Time]:
        """Those that there are."""
        return [t for t in self.parts["times"] if t]

    @cached_property
    def names(self) -> list[Name]:
        """Those that there are."""
        return [n for n in self.parts["names"] if n]

    @cached_property
    def starts(self) -> list[int]:
        """Where each mention starts."""
        return [m.start for m in self.mentions]

    @cached_property
    def sentences(self) -> list[int]:
        """The index of each mention's sentence."""
        found: list[int] = []
        starts = iter(self.starts)
        for document, mentions in self.groups:
            found += document.sentences_at(islice(starts, len(mentions)))
        return found

    def each(self, of_document: Callable[[Document], str]) -> list[str]:
        """For each mention what is said of its document."""
        cells: list[str] = []
        for document, rows in self.groups:
            cells += [of_document(document)] * len(rows)
        return cells


class FactView(MentionView):
    """Facts of some documents, beside the mentions they are of."""

    def __init__(self, groups: Sequence[tuple[Document, Sequence[Fact]]]) -> None:
        super().__init__([(d, [f.mention for f in facts]) for d, facts in groups])
        self.fact_groups = groups
        self.facts = [f for _, facts in groups for f in facts]


class TokenView:
    """Tokens of some documents, each by its document and its index there."""

    def __init__(self, groups: Sequence[tuple[Document, Sequence[int]]]) -> None:
        self.tokens = [(d, i) for d, indices in groups for i in indices]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What ``articles`` says of one input: its source, and its document when it could be read."""

    source: Source
    document: Document | None = None
    mentions: int = 0
    facts: int = 0


class ArticleView:
    """Inputs in a row; what an unread one would have is empty."""

    def __init__(self, groups: Sequence[tuple[object, Sequence[ArticleRow]]]) -> None:
        self.rows = [row for _, rows in groups for row in rows]
        self.sources = [r.source for r in self.rows]
        self.articles = [r.document.article if r.document else None for r in self.rows]
