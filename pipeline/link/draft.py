"""A fact while it is being filled, and where in its sentence it stands."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pipeline.link.lines import CLOSES, Line
from pipeline.link.units import PEOPLE
from pipeline.model import Fact, Mention, Quantity

#: The chunks of a phrase, when one is found.
Found = tuple[int, int] | None
Change = Literal["", "increase", "decrease"]
Modality = Literal["", "planned", "expected", "negated", "reported"]


class Draft:
    """The figure ``mention`` at chunk ``i`` of ``line``; ``low`` and ``high`` bound its clause.

    ``floor`` is the first chunk that no earlier figure of the sentence has used up.
    """

    __slots__ = (
        *("mention", "quantity", "line", "i", "floor", "low", "high", "first", "unit", "among"),
        *("word_before", "letter_after", "quoted", "closes", "back", "free", "phrase", "rules"),
        *("concept", "concept_of", "predicate", "modality", "whole", "change", "basis"),
        *("time_value", "time_start", "time_end", "holder", "same_group", "own_time", "own_holder"),
    )

    def __init__(
        self, mention: Mention, quantity: Quantity, line: Line, i: int, floor: int
    ) -> None:
        self.mention = mention
        self.quantity = quantity
        self.line = line
        self.i = i
        self.floor = floor
        self.low = low = line.clause_start(i)
        self.high = line.clause_end(i)
        #: the first chunk of the clause that no earlier figure has used up
        self.first = floor if floor > low else low
        #: the figure's unit as written, and what it is counted among: people in whatever unit
        self.unit = quantity.unit
        self.among = "人" if self.unit in PEOPLE else self.unit
        #: the word before it, the letter after it; whether it opens a quotation, or ends its clause
        self.word_before = line.words[i - 1]
        self.letter_after = line.kinds[i + 1 : i + 2]
        self.quoted = line.kinds[i - 1 : i] == "{"
        self.closes = line.stops[i + 1 : i + 2] in CLOSES
        size = len(line.kinds)
        #: the letters before the figure in its clause, nearest first
        self.back = line.back[size - i : size - low]
        #: ``back`` as far as no earlier figure has used it
        self.free = line.back[size - i : size - self.first]
        self.concept: tuple[int, int] | None = None
        self.concept_of = ""
        self.predicate = ""
        self.modality: Modality = ""
        self.whole: Draft | None = None
        self.change: Change = ""
        self.basis = ""
        self.time_value = ""
        self.time_start: dt.date | None = None
        self.time_end: dt.date | None = None
        self.holder = ""
        #: the noun phrase that names the concept, when it is this line's
        self.phrase: Found = None
        #: whether the people counted before it are named and it counts more of them
        self.same_group = False
        #: chunk of the time that a list read respectively gives it, and the holder that one does
        self.own_time: int | None = None
        self.own_holder = ""
        self.rules: list[str] = []

    def fact(self, text: str, part_of: int | None) -> Fact:
        """The finished row; ``text`` is the article's, ``part_of`` the index of its whole."""
        start, end = self.concept or (None, None)
        return Fact(
            self.mention,
            self.line.sentence,
            text[start:end] if self.concept else "",
            start,
            end,
            self.concept_of,
            self.predicate,
            self.modality,
            part_of,
            self.change,
            self.basis,
            self.time_value,
            self.time_start,
            self.time_end,
            self.holder,
            " ".join(self.rules),
        )
