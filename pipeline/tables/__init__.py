"""Every column of every table, declared once: its name, kind, meaning and where it is read from.

A column reads a whole list of rows at once, through a view that holds their parts side by side: a
million mentions cost a few list comprehensions, and no object or dict a row. A mention is a
quantity, a time or a name; a column of one of these reads only the rows that are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Generic, Literal, TypeVar

from pipeline.document import Document
from pipeline.model import Fact, Mention
from pipeline.tables.views import ArticleRow, ArticleView, FactView, MentionView, Part, TokenView

#: ``text`` and ``category`` are empty where nothing is known; the others then have no value.
Kind = Literal["text", "category", "integer", "number", "flag", "date"]
T = TypeVar("T")
#: What a cell holds where there is nothing to say.
BLANK: dict[Kind, object] = {"text": "", "category": "", "flag": False}
#: A sentence longer than this (one of ten thousand in news) is cut to so many characters either
#: side of its figure: a hostile text may be one endless sentence, and every fact carries its own.
SENTENCE_LONGEST, SENTENCE_REACH = 500, 100


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: ``cells`` takes a view of rows to their values, in order.

    With a ``part`` those of the rows that have that part; the others' cells are blank.
    """

    name: str
    kind: Kind
    meaning: str
    cells: Callable[[Any], Sequence[Any]]
    view: Callable[[Sequence[tuple[Any, Sequence[T]]]], Any]
    part: Part | None = None

    def read(self, document: Document, row: T) -> Any:
        """The value of one row; for many rows, one view for all columns is much faster."""
        found = self.cells(self.view([(document, [row])]))
        return found[0] if found else BLANK.get(self.kind)


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
    text = str(number)
    if "E" in text:
        text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell(value: object) -> str:
    """A cell's value as text: empty for None, plain digits for numbers, ISO for dates."""
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


def _mention(
    name: str,
    kind: Kind,
    meaning: str,
    cells: Callable[[MentionView], Sequence[Any]],
    part: Part | None = None,
) -> Column[Mention]:
    return Column(name, kind, meaning, cells, MentionView, part)


def _fact(
    name: str, kind: Kind, meaning: str, cells: Callable[[FactView], Sequence[Any]]
) -> Column[Fact]:
    return Column(name, kind, meaning, cells, FactView)


def _token(
    name: str, kind: Kind, meaning: str, cells: Callable[[TokenView], Sequence[Any]]
) -> Column[int]:
    return Column(name, kind, meaning, cells, TokenView)


def _doc_id(document: Document) -> str:
    return document.article.doc_id


def _regions(v: MentionView) -> list[str]:
    found = iter(v.sentences)
    cells: list[str] = []
    for document, mentions in v.groups:
        regions = [*[s.region for s in document.sentences], ""]  # of no sentence, -1, the last
        cells += [regions[i] for i in islice(found, len(mentions))]
    return cells


def _mods(v: MentionView) -> list[str]:
    found = zip(v.parts["quantities"], v.parts["times"], strict=True)
    return [(q.mod if q else "") or (t.mod if t else "") for q, t in found]


def _texts(v: MentionView) -> list[str]:
    cells: list[str] = []
    for document, mentions in v.groups:
        text = document.article.text
        cells += [text[m.start : m.end] for m in mentions]
    return cells


_QUANTITY_COLUMNS = (
    _mention("value", "number", "the number as stated, scale words multiplied out", lambda v: [q.value for q in v.quantities], "quantities"),
    _mention("value_max", "number", "upper end of a range, second number of a score", lambda v: [q.value_max for q in v.quantities], "quantities"),
    _mention("mod", "category", "TIMEX3 modifier; empty means exact", _mods),
    _mention("unit", "text", "the unit as written", lambda v: [q.unit for q in v.quantities], "quantities"),
    _mention("unit_id", "text", "its code: ISO 4217, else UCUM, else the Chinese word", lambda v: [q.unit_id for q in v.quantities], "quantities"),
    _mention("dimension", "category", "count, currency, length, …", lambda v: [q.dimension for q in v.quantities], "quantities"),
    _mention("per", "text", "denominator of a rate, as written", lambda v: [q.per for q in v.quantities], "quantities"),
    _mention("base_value", "number", "value in the coherent base unit", lambda v: [q.base_value for q in v.quantities], "quantities"),
    _mention("base_unit", "text", "the coherent base unit", lambda v: [q.base_unit for q in v.quantities], "quantities"),
)  # fmt: skip

MENTION_COLUMNS: tuple[Column[Mention], ...] = (
    _mention("doc_id", "text", "the article", lambda v: v.each(_doc_id)),
    _mention("region", "category", "the part of the page it stands in", _regions),
    _mention("sentence", "integer", "index of its sentence in the article", lambda v: v.sentences),
    _mention("start", "integer", "offset of its first character, in code points", lambda v: v.starts),
    _mention("end", "integer", "offset after its last character", lambda v: [m.end for m in v.mentions]),
    _mention("text", "text", "the expression, article[start:end]", _texts),
    _mention("label", "category", "OntoNotes 5 label", lambda v: [m.label for m in v.mentions]),
    *_QUANTITY_COLUMNS,
    _mention("indefinite", "flag", "一 with a classifier, used as an article", lambda v: [q.indefinite for q in v.quantities], "quantities"),
    _mention("timex_type", "category", "TIMEX3 type; a DURATION has value, unit and base value too", lambda v: [t.timex_type for t in v.times], "times"),
    _mention("timex_value", "text", "TIMEX3 value", lambda v: [t.timex_value for t in v.times], "times"),
    _mention("time_start", "date", "first day of the interval meant", lambda v: [t.start for t in v.times], "times"),
    _mention("time_end", "date", "last day of the interval meant", lambda v: [t.end for t in v.times], "times"),
    _mention("year", "integer", "the calendar year that the time lies in", lambda v: [year(t.start, t.end) for t in v.times], "times"),
    _mention("canonical", "text", "a name's full form in this article", lambda v: [n.canonical for n in v.names], "names"),
    _mention("adcode", "text", "GB/T 2260 code of a place", lambda v: [n.adcode for n in v.names], "names"),
    _mention("rule", "category", "the rule that produced the row", lambda v: [m.rule for m in v.mentions]),
)  # fmt: skip


def _of_mention(column: Column[Mention]) -> Column[Fact]:
    return Column(column.name, column.kind, column.meaning, column.cells, FactView, column.part)


def _fact_id(document: Document, mention: Mention) -> str:
    return f"{document.article.doc_id}#{mention.start}-{mention.end}"


def _whole(document: Document, facts: Sequence[Fact], fact: Fact) -> str:
    # An index beyond the view means that it shows only some of the article's facts.
    if fact.part_of is None or fact.part_of >= len(facts):
        return ""
    return _fact_id(document, facts[fact.part_of].mention)


def _sentence_text(document: Document, fact: Fact) -> str:
    if fact.sentence < 0:
        return ""
    sentence, mention = document.sentences[fact.sentence], fact.mention
    start, end = sentence.start, sentence.end
    if end - start > SENTENCE_LONGEST:
        start, end = (
            max(start, mention.start - SENTENCE_REACH),
            min(end, mention.end + SENTENCE_REACH),
        )
    return document.article.text[start:end]


FACT_COLUMNS: tuple[Column[Fact], ...] = (
    _fact("fact_id", "text", "doc_id#start-end", lambda v: [_fact_id(d, f.mention) for d, facts in v.fact_groups for f in facts]),
    _fact("doc_id", "text", "the article", lambda v: v.each(_doc_id)),
    _fact("sentence", "integer", "index of its sentence in the article", lambda v: [f.sentence for f in v.facts]),
    *(_of_mention(c) for c in MENTION_COLUMNS if c.name in ("start", "end", "text", "label")),
    *(_of_mention(c) for c in _QUANTITY_COLUMNS),
    _fact("concept", "text", "what is counted or measured, in the text's words", lambda v: [f.concept for f in v.facts]),
    _fact("concept_start", "integer", "offset of the concept", lambda v: [f.concept_start for f in v.facts]),
    _fact("concept_end", "integer", "offset after the concept", lambda v: [f.concept_end for f in v.facts]),
    _fact("concept_of", "text", "whose or which part of it", lambda v: [f.concept_of for f in v.facts]),
    _fact("predicate", "text", "the verb that governs it", lambda v: [f.predicate for f in v.facts]),
    _fact("modality", "category", "planned, expected, negated, reported", lambda v: [f.modality for f in v.facts]),
    _fact("part_of", "text", "fact_id of the whole it is a part of", lambda v: [_whole(d, facts, f) for d, facts in v.fact_groups for f in facts]),
    _fact("change", "category", "increase or decrease", lambda v: [f.change for f in v.facts]),
    _fact("basis", "text", "compared with what: yoy, qoq or a time", lambda v: [f.basis for f in v.facts]),
    _fact("time_value", "text", "the period the figure speaks of", lambda v: [f.time_value for f in v.facts]),
    _fact("time_start", "date", "its first day", lambda v: [f.time_start for f in v.facts]),
    _fact("time_end", "date", "its last day", lambda v: [f.time_end for f in v.facts]),
    _fact("year", "integer", "its calendar year, when it lies in one", lambda v: [year(f.time_start, f.time_end) for f in v.facts]),
    _fact("holder", "text", "whose figure it is, in the article's fullest form", lambda v: [f.holder for f in v.facts]),
    _fact("sentence_text", "text", "the sentence; of one beyond 500 characters, 100 either side of the figure", lambda v: [_sentence_text(d, f) for d, facts in v.fact_groups for f in facts]),
    _fact("rule", "text", "the link rules that filled the cells", lambda v: [f.rule for f in v.facts]),
)  # fmt: skip

TOKEN_COLUMNS: tuple[Column[int], ...] = (
    _token("doc_id", "text", "the article", lambda v: [d.article.doc_id for d, _ in v.tokens]),
    _token("sentence", "integer", "index of its sentence in the article", lambda v: [d.sentence_at(d.tokens.starts[i]) for d, i in v.tokens]),
    _token("start", "integer", "offset of its first character", lambda v: [d.tokens.starts[i] for d, i in v.tokens]),
    _token("end", "integer", "offset after its last character", lambda v: [d.tokens.end(i) for d, i in v.tokens]),
    _token("text", "text", "the token, article[start:end]", lambda v: [d.article.text[d.tokens.starts[i] : d.tokens.end(i)] for d, i in v.tokens]),
    _token("tag", "category", "the dictionary's tag (ICTCLAS set), empty when unknown", lambda v: [d.tokens.tag(i) for d, i in v.tokens]),
)  # fmt: skip


def _input(
    name: str, kind: Kind, meaning: str, cells: Callable[[ArticleView], Sequence[Any]]
) -> Column[ArticleRow]:
    return Column(name, kind, meaning, cells, ArticleView)


ARTICLE_COLUMNS: tuple[Column[ArticleRow], ...] = (
    _input("doc_id", "text", "path relative to the input root, or the record's id", lambda v: [s.doc_id for s in v.sources]),
    _input("path", "text", "the input file", lambda v: [s.path for s in v.sources]),
    _input("sha256", "text", "of the file's bytes, or of the record's text", lambda v: [s.sha256 for s in v.sources]),
    _input("encoding", "category", "how the text was decoded", lambda v: [s.encoding for s in v.sources]),
    _input("title", "text", "the article's title", lambda v: [a.title if a else s.title for a, s in zip(v.articles, v.sources, strict=True)]),
    _input("source", "text", "who published it", lambda v: [a.source if a else s.source for a, s in zip(v.articles, v.sources, strict=True)]),
    _input("published", "text", "when, ISO 8601", lambda v: [a.published if a else "" for a in v.articles]),
    _input("date_source", "category", "dateline, record, page, option or empty", lambda v: [a.date_source if a else "" for a in v.articles]),
    _input("n_chars", "integer", "code points of the text", lambda v: [len(s.text) for s in v.sources]),
    _input("n_sentences", "integer", "sentences read", lambda v: [len(r.document.sentences) if r.document else 0 for r in v.rows]),
    _input("n_mentions", "integer", "rows in mentions", lambda v: [r.mentions for r in v.rows]),
    _input("n_facts", "integer", "rows in facts", lambda v: [r.facts for r in v.rows]),
    _input("duplicate_of", "text", "doc_id of the first article with the same body", lambda v: [""] * len(v.rows)),
    _input("status", "category", "ok, or why there is no text", lambda v: [s.status for s in v.sources]),
    _input("error", "text", "the reason in one line", lambda v: [s.error for s in v.sources]),
)  # fmt: skip

#: Every table by name, in the order they are written.
TABLES: dict[str, tuple[Column[Any], ...]] = {
    "articles": ARTICLE_COLUMNS,
    "mentions": MENTION_COLUMNS,
    "facts": FACT_COLUMNS,
    "tokens": TOKEN_COLUMNS,
}
