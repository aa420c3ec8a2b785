"""Every column of every table, declared once: its name, kind, meaning and where it is read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from pipeline.document import Document
from pipeline.model import Fact, Mention, Name, Quantity, Time

Kind = Literal["text", "category", "integer", "number", "flag", "date"]
T = TypeVar("T")
_NO_QUANTITY = Quantity(None)
_NO_TIME = Time("DATE", "")
_NO_NAME = Name()


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: ``read`` takes the document and the row's object to the cell's value."""

    name: str
    kind: Kind
    meaning: str
    read: Callable[[Document, T], Any]


def year(start: dt.date | None, end: dt.date | None) -> int | None:
    """The calendar year of an interval that lies within one.

    >>> year(dt.date(2012, 5, 1), dt.date(2012, 5, 31)), year(dt.date(2011, 1, 1), None)
    (2012, None)
    """
    return start.year if start and end and start.year == end.year else None


def plain(number: Decimal) -> str:
    """``number`` in positional digits that read back to the same number.

    >>> plain(Decimal("6.779E+9")), plain(Decimal("90.40")), plain(Decimal("-0.050"))
    ('6779000000', '90.4', '-0.05')
    """
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def cell(value: object) -> str:
    """A cell's value as CSV text: empty for None, plain digits for numbers, ISO for dates."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case dt.date():
            return value.isoformat()
    return str(value)


def _q(m: Mention) -> Quantity:
    return m.quantity or _NO_QUANTITY


def _t(m: Mention) -> Time:
    return m.time or _NO_TIME


def _region(d: Document, m: Mention) -> str:
    i = d.sentence_at(m.start)
    return d.sentences[i].region if i >= 0 else ""


_QUANTITY_COLUMNS: list[Column[Mention]] = [
    Column(
        "value",
        "number",
        "the number as stated, scale words multiplied out",
        lambda d, m: _q(m).value,
    ),
    Column(
        "value_max",
        "number",
        "upper end of a range, second number of a score",
        lambda d, m: _q(m).value_max,
    ),
    Column(
        "mod", "category", "TIMEX3 modifier; empty means exact", lambda d, m: _q(m).mod or _t(m).mod
    ),
    Column("unit", "text", "the unit as written", lambda d, m: _q(m).unit),
    Column(
        "unit_id",
        "text",
        "its code: ISO 4217, else UCUM, else the Chinese word",
        lambda d, m: _q(m).unit_id,
    ),
    Column("dimension", "category", "count, currency, length, …", lambda d, m: _q(m).dimension),
    Column("per", "text", "denominator of a rate, as written", lambda d, m: _q(m).per),
    Column(
        "base_value", "number", "value in the coherent base unit", lambda d, m: _q(m).base_value
    ),
    Column("base_unit", "text", "the coherent base unit", lambda d, m: _q(m).base_unit),
]

MENTION_COLUMNS: tuple[Column[Mention], ...] = (
    Column("doc_id", "text", "the article", lambda d, m: d.article.doc_id),
    Column("region", "category", "the part of the page it stands in", _region),
    Column("sentence", "integer", "index of its sentence in the article", lambda d, m: d.sentence_at(m.start)),
    Column("start", "integer", "offset of its first character, in code points", lambda d, m: m.start),
    Column("end", "integer", "offset after its last character", lambda d, m: m.end),
    Column("text", "text", "the expression, article[start:end]", lambda d, m: d.text[m.start : m.end]),
    Column("label", "category", "OntoNotes 5 label", lambda d, m: m.label),
    *_QUANTITY_COLUMNS,
    Column("indefinite", "flag", "一 with a classifier, used as an article", lambda d, m: _q(m).indefinite),
    Column("timex_type", "category", "TIMEX3 type", lambda d, m: m.time and m.time.timex_type),
    Column("timex_value", "text", "TIMEX3 value", lambda d, m: _t(m).timex_value),
    Column("time_start", "date", "first day of the interval meant", lambda d, m: _t(m).start),
    Column("time_end", "date", "last day of the interval meant", lambda d, m: _t(m).end),
    Column("year", "integer", "the calendar year that the time lies in", lambda d, m: year(_t(m).start, _t(m).end)),
    Column("canonical", "text", "a name's full form in this article", lambda d, m: (m.name or _NO_NAME).canonical),
    Column("adcode", "text", "GB/T 2260 code of a place", lambda d, m: (m.name or _NO_NAME).adcode),
    Column("rule", "category", "the rule that produced the row", lambda d, m: m.rule),
)  # fmt: skip


def _of_mention(column: Column[Mention]) -> Column[Fact]:
    return Column(column.name, column.kind, column.meaning, lambda d, f: column.read(d, f.mention))


def _fact_id(d: Document, f: Fact) -> str:
    return f"{d.article.doc_id}#{f.mention.start}-{f.mention.end}"


def _sentence_text(d: Document, f: Fact) -> str:
    if f.sentence < 0:
        return ""
    s = d.sentences[f.sentence]
    return d.text[s.start : s.end]


FACT_COLUMNS: tuple[Column[Fact], ...] = (
    Column("fact_id", "text", "doc_id#start-end", _fact_id),
    Column("doc_id", "text", "the article", lambda d, f: d.article.doc_id),
    Column("sentence", "integer", "index of its sentence in the article", lambda d, f: f.sentence),
    *(_of_mention(c) for c in MENTION_COLUMNS if c.name in ("start", "end", "text", "label")),
    *(_of_mention(c) for c in _QUANTITY_COLUMNS),
    Column("concept", "text", "what is counted or measured, in the text's words", lambda d, f: f.concept),
    Column("concept_start", "integer", "offset of the concept", lambda d, f: f.concept_start),
    Column("concept_end", "integer", "offset after the concept", lambda d, f: f.concept_end),
    Column("concept_of", "text", "whose or which part of it", lambda d, f: f.concept_of),
    Column("predicate", "text", "the verb that governs it", lambda d, f: f.predicate),
    Column("modality", "category", "planned, expected, negated, reported", lambda d, f: f.modality),
    Column("part_of", "text", "fact_id of the whole it is a part of", lambda d, f: f.part_of),
    Column("change", "category", "increase or decrease", lambda d, f: f.change),
    Column("basis", "text", "compared with what: yoy, qoq or a time", lambda d, f: f.basis),
    Column("time_value", "text", "the period the figure speaks of", lambda d, f: f.time_value),
    Column("time_start", "date", "its first day", lambda d, f: f.time_start),
    Column("time_end", "date", "its last day", lambda d, f: f.time_end),
    Column("year", "integer", "its calendar year, when it lies in one", lambda d, f: year(f.time_start, f.time_end)),
    Column("holder", "text", "whose figure it is, in the article's fullest form", lambda d, f: f.holder),
    Column("sentence_text", "text", "the sentence", _sentence_text),
    Column("rule", "text", "the link rules that filled the cells", lambda d, f: f.rule),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One input's row of the ``articles`` table; ``status`` is ok, duplicate, skipped or error."""

    doc_id: str
    path: str = ""
    sha256: str = ""
    encoding: str = ""
    title: str = ""
    source: str = ""
    published: str = ""
    date_source: str = ""
    n_chars: int = 0
    n_sentences: int = 0
    n_mentions: int = 0
    n_facts: int = 0
    duplicate_of: str = ""
    status: str = "ok"
    error: str = ""


def _of_article(name: str, kind: Kind, meaning: str) -> Column[ArticleRow]:
    return Column(name, kind, meaning, lambda d, a: getattr(a, name))


ARTICLE_COLUMNS: tuple[Column[ArticleRow], ...] = (
    _of_article("doc_id", "text", "path relative to the input root, or the record's id"),
    _of_article("path", "text", "the input file"),
    _of_article("sha256", "text", "of the file's bytes, or of the record's text in UTF-8"),
    _of_article("encoding", "category", "how the text was decoded"),
    _of_article("title", "text", "the article's title"),
    _of_article("source", "text", "who published it"),
    _of_article("published", "text", "when, ISO 8601"),
    _of_article("date_source", "category", "dateline, record, page, option or empty"),
    _of_article("n_chars", "integer", "code points of the text"),
    _of_article("n_sentences", "integer", "sentences read"),
    _of_article("n_mentions", "integer", "rows in mentions"),
    _of_article("n_facts", "integer", "rows in facts"),
    _of_article("duplicate_of", "text", "doc_id of the first article with the same body"),
    _of_article("status", "category", "ok, skipped or error"),
    _of_article("error", "text", "why, when not ok"),
)

#: A token is its index in the document's tokens.
TOKEN_COLUMNS: tuple[Column[int], ...] = (
    Column("doc_id", "text", "the article", lambda d, i: d.article.doc_id),
    Column("sentence", "integer", "index of its sentence", lambda d, i: d.sentence_at(d.tokens.starts[i])),
    Column("start", "integer", "offset of its first character", lambda d, i: d.tokens.starts[i]),
    Column("end", "integer", "offset after its last character", lambda d, i: d.tokens.end(i)),
    Column("text", "text", "the token, article[start:end]", lambda d, i: d.text[d.tokens.starts[i] : d.tokens.end(i)]),
    Column("tag", "category", "jieba's dictionary tag (ICTCLAS set), empty when unknown", lambda d, i: d.tokens.tag(i)),
)  # fmt: skip
