"""A fact while it is being filled, and where in its sentence it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from pipeline.link.lines import Line
from pipeline.model import Fact, Mention, Quantity

#: The chunks of a phrase, when one is found.
Found = tuple[int, int] | None
Change = Literal["", "increase", "decrease"]
Modality = Literal["", "planned", "expected", "negated", "reported"]


@dataclass(slots=True)
class Draft:
    """The figure ``mention`` at chunk ``i`` of ``line``; ``low`` and ``high`` bound its clause.

    ``floor`` is the first chunk that no earlier figure of the sentence has used up.
    """

    mention: Mention
    quantity: Quantity
    line: Line
    i: int
    low: int
    high: int
    floor: int
    #: the figure's unit as written
    unit: str = ""
    #: the first chunk of the clause that no earlier figure has used up
    first: int = 0
    #: the letters before the figure in its clause, nearest first
    back: str = ""
    #: ``back`` as far as no earlier figure has used it
    free: str = ""
    concept: tuple[int, int] | None = None
    concept_of: str = ""
    predicate: str = ""
    modality: Modality = ""
    whole: Draft | None = None
    change: Change = ""
    basis: str = ""
    time_value: str = ""
    time_start: dt.date | None = None
    time_end: dt.date | None = None
    holder: str = ""
    #: chunk where the noun phrase that names the concept begins and ends, when it is this line's
    phrase: tuple[int, int] | None = None
    #: whether the people counted before it are named and it counts more of them
    same_group: bool = False
    #: chunk of the time that a list read respectively gives it
    own_time: int | None = None
    #: the holder that such a list gives it
    own_holder: str = ""
    rules: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unit = self.quantity.unit
        self.first = self.floor if self.floor > self.low else self.low
        self.back = self.line.kinds[self.low : self.i][::-1]
        self.free = self.back[: self.i - self.first]

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
