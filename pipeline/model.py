"""What flows through the pipeline: plain values, standard library only.

Every offset is in code points of the decoded article text and every span is half-open, so that
``article.text[start:end]`` is always the text a row speaks of. Column meanings follow the field's
conventions: labels are OntoNotes 5, time is TIMEX3 (ISO-TimeML), currencies ISO 4217, physical
units UCUM, administrative codes GB/T 2260.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar, dataclass_transform, get_args

T = TypeVar("T")

RegionKind = Literal["title", "dateline", "caption", "heading", "body", "boilerplate"]

NumberLabel = Literal["MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"]
TimeLabel = Literal["DATE", "TIME"]
NameLabel = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"]
Label = NumberLabel | TimeLabel | NameLabel

NUMBER_LABELS: tuple[NumberLabel, ...] = get_args(NumberLabel)
TIME_LABELS: tuple[TimeLabel, ...] = get_args(TimeLabel)
NAME_LABELS: tuple[NameLabel, ...] = get_args(NameLabel)
LABELS: tuple[Label, ...] = (*NUMBER_LABELS, *TIME_LABELS, *NAME_LABELS)

#: TIMEX3's vocabulary of modifiers, used for numbers and times alike; empty means exact.
Mod = Literal[
    "",
    "APPROX",
    "MORE_THAN",
    "EQUAL_OR_MORE",
    "LESS_THAN",
    "EQUAL_OR_LESS",
    "START",
    "MID",
    "END",
    "BEFORE",
    "AFTER",
]
MODS: tuple[Mod, ...] = get_args(Mod)[1:]

#: What became of an input document: only ``ok`` ones have text.
Status = Literal[
    "ok",
    "empty",
    "binary",
    "unreadable",
    "undecodable",
    "too_large",
    "invalid",
    "repeated",
    "failed",
    "killed",
    "timeout",
]


@dataclass_transform(frozen_default=True)
def _value(cls: type[T]) -> type[T]:
    """A dataclass of which a text makes thousands: frozen to the type checker alone.

    What refuses assignment at run time makes an object of seven fields four times slower to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


@dataclass(frozen=True, slots=True)
class Source:
    """One input document as read: its decoded text, or why there is none.

    ``path`` is the file's POSIX path relative to the input root; ``doc_id`` is the same, or the id
    of a record in it. ``sha256`` is of the file's bytes (decompressed), for a record of its text in
    UTF-8. ``title``, ``source`` and ``date`` are what a record or a web page says of itself.
    With a ``status`` other than ok there is no text and ``error`` says why in one line; with ok,
    ``error`` may hold a warning. ``line`` is the line of its file that a record starts on.
    """

    doc_id: str
    path: str
    text: str = ""
    encoding: str = ""
    sha256: str = ""
    title: str = ""
    source: str = ""
    date: str = ""
    kind: Literal["text", "record", "page"] = "text"
    status: Status = "ok"
    error: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the article that plays one part in the page."""

    kind: RegionKind
    start: int
    end: int


@_value
class Sentence:
    """A sentence, with the kind of region it lies in."""

    start: int
    end: int
    region: RegionKind


@dataclass(frozen=True, slots=True)
class Article:
    """One decoded input text and what its page says about it.

    ``reference`` is the moment that relative times are reckoned from (midnight when only the day
    is known), None when nothing dates the article; ``date_source`` says where it came from:
    dateline, record, page, option, or empty.
    """

    doc_id: str
    text: str
    regions: tuple[Region, ...]
    sentences: tuple[Sentence, ...]
    title: str = ""
    source: str = ""
    published: str = ""
    reference: dt.datetime | None = None
    date_source: Literal["", "dateline", "record", "page", "option"] = ""
    path: str = ""
    sha256: str = ""
    encoding: str = ""


@_value
class Quantity:
    """The value of a MONEY, PERCENT, QUANTITY, CARDINAL or ORDINAL mention.

    ``value`` is the number as stated with its scale words multiplied out; ``value_max`` is set
    for a range (``value`` is then its lower end) and for a score. ``unit`` is the unit as written,
    ``unit_id`` its code, ``per`` the denominator of a rate as written. ``base_value`` is in the
    coherent base unit ``base_unit``.
    """

    value: Decimal | None
    value_max: Decimal | None = None
    mod: Mod = ""
    unit: str = ""
    unit_id: str = ""
    dimension: str = ""
    per: str = ""
    base_value: Decimal | None = None
    base_unit: str = ""
    indefinite: bool = False


@_value
class Time:
    """The value of a DATE or TIME mention: TIMEX3 type and value, and the calendar days meant.

    ``start`` and ``end`` are both included and None where the interval is open or unknown.
    ``length`` says how long a DURATION is, in the unit stated and in seconds.
    """

    timex_type: Literal["DATE", "TIME", "DURATION", "SET"]
    timex_value: str
    start: dt.date | None = None
    end: dt.date | None = None
    mod: Mod = ""
    length: Quantity | None = None


@_value
class Name:
    """What a named entity stands for: its full form in this article, and a place's code."""

    canonical: str = ""
    adcode: str = ""


@_value
class Mention:
    """An expression found in the text: exactly one of quantity, time and name is set."""

    start: int
    end: int
    label: Label
    rule: str
    quantity: Quantity | None = None
    time: Time | None = None
    name: Name | None = None


@_value
class Fact:
    """A quantity in its context; the cells that repeat its mention are read from ``mention``.

    ``time_value``, ``time_start`` and ``time_end`` are the period the figure speaks of; ``part_of``
    is the index, among the article's facts, of the whole that the figure is a part of. ``rule``
    names the link rules that filled the cells, as ``column=rule`` pairs joined by spaces.
    """

    mention: Mention
    sentence: int
    concept: str = ""
    concept_start: int | None = None
    concept_end: int | None = None
    concept_of: str = ""
    predicate: str = ""
    modality: Literal["", "planned", "expected", "negated", "reported"] = ""
    part_of: int | None = None
    change: Literal["", "increase", "decrease"] = ""
    basis: str = ""
    time_value: str = ""
    time_start: dt.date | None = None
    time_end: dt.date | None = None
    holder: str = ""
    rule: str = ""
