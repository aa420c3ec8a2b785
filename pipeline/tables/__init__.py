"""Every column of every table, declared once: its name, kind and meaning.

``rows`` makes the lines whose cells these are; a mention is a quantity, a time or a name, and its
cells are blank in the columns of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.tables.cells import split_cells

#: ``text`` and ``category`` are empty where nothing is known; the others then have no value.
Kind = Literal["text", "category", "integer", "number", "flag", "date"]


class Column(NamedTuple):
    """A column of a table."""

    name: str
    kind: Kind
    meaning: str


_PLACE_COLUMNS = (
    Column("start", "integer", "offset of its first character, in code points"),
    Column("end", "integer", "offset after its last character"),
    Column("text", "text", "the expression, article[start:end]"),
    Column("label", "category", "OntoNotes 5 label"),
)

_QUANTITY_COLUMNS = (
    Column("value", "number", "the number as stated, scale words multiplied out"),
    Column("value_max", "number", "upper end of a range, second number of a score"),
    Column("mod", "category", "TIMEX3 modifier; empty means exact"),
    Column("unit", "text", "the unit as written"),
    Column("unit_id", "text", "its code: ISO 4217, else UCUM, else the Chinese word"),
    Column("dimension", "category", "count, currency, length, …"),
    Column("per", "text", "denominator of a rate, as written"),
    Column("base_value", "number", "value in the coherent base unit"),
    Column("base_unit", "text", "the coherent base unit"),
)

MENTION_COLUMNS = (
    Column("doc_id", "text", "the article"),
    Column("region", "category", "the part of the page it stands in"),
    Column("sentence", "integer", "index of its sentence in the article"),
    *_PLACE_COLUMNS,
    *_QUANTITY_COLUMNS,
    Column("indefinite", "flag", "一 with a classifier, used as an article"),
    Column("timex_type", "category", "TIMEX3 type; a DURATION has value, unit and base value too"),
    Column("timex_value", "text", "TIMEX3 value"),
    Column("time_start", "date", "first day of the interval meant"),
    Column("time_end", "date", "last day of the interval meant"),
    Column("year", "integer", "the calendar year that the time lies in"),
    Column("canonical", "text", "a name's full form in this article"),
    Column("adcode", "text", "GB/T 2260 code of a place"),
    Column("rule", "category", "the rule that produced the row"),
)

FACT_COLUMNS = (
    Column("fact_id", "text", "doc_id#start-end"),
    Column("doc_id", "text", "the article"),
    Column("sentence", "integer", "index of its sentence in the article"),
    *_PLACE_COLUMNS,
    *_QUANTITY_COLUMNS,
    Column("concept", "text", "what is counted or measured, in the text's words"),
    Column("concept_start", "integer", "offset of the concept"),
    Column("concept_end", "integer", "offset after the concept"),
    Column("concept_of", "text", "whose or which part of it"),
    Column("predicate", "text", "the verb that governs it"),
    Column("modality", "category", "planned, expected, negated, reported"),
    Column("part_of", "text", "fact_id of the whole it is a part of"),
    Column("change", "category", "increase or decrease"),
    Column("basis", "text", "compared with what: yoy, qoq or a time"),
    Column("time_value", "text", "the period the figure speaks of"),
    Column("time_start", "date", "its first day"),
    Column("time_end", "date", "its last day"),
    Column("year", "integer", "its calendar year, when it lies in one"),
    Column("holder", "text", "whose figure it is, in the article's fullest form"),
    Column("sentence_text", "text", "the sentence; of one beyond 500 characters, 100 either side of the figure"),
    Column("rule", "text", "the link rules that filled the cells"),
)  # fmt: skip

TOKEN_COLUMNS = (
    Column("doc_id", "text", "the article"),
    Column("sentence", "integer", "index of its sentence in the article"),
    Column("start", "integer", "offset of its first character"),
    Column("end", "integer", "offset after its last character"),
    Column("text", "text", "the token, article[start:end]"),
    Column("tag", "category", "the dictionary's tag (ICTCLAS set), empty when unknown"),
)

ARTICLE_COLUMNS = (
    Column("doc_id", "text", "path relative to the input root, or the record's id"),
    Column("path", "text", "the input file"),
    Column("sha256", "text", "of the file's bytes, or of the record's text"),
    Column("encoding", "category", "how the text was decoded"),
    Column("title", "text", "the article's title"),
    Column("source", "text", "who published it"),
    Column("published", "text", "when, ISO 8601"),
    Column("date_source", "category", "dateline, record, page, option or empty"),
    Column("n_chars", "integer", "code points of the text"),
    Column("n_sentences", "integer", "sentences read"),
    Column("n_mentions", "integer", "rows in mentions"),
    Column("n_facts", "integer", "rows in facts"),
    Column("duplicate_of", "text", "doc_id of the first article with the same body"),
    Column("status", "category", "ok, or why there is no text"),
    Column("error", "text", "the reason in one line"),
)

#: Every table by name, in the order they are written.
TABLES: dict[str, tuple[Column, ...]] = {
    "articles": ARTICLE_COLUMNS,
    "mentions": MENTION_COLUMNS,
    "facts": FACT_COLUMNS,
    "tokens": TOKEN_COLUMNS,
}


def by_name(columns: Sequence[Column], lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Each of ``lines`` as its cells by their columns' names, as text.

    >>> next(by_name(TOKEN_COLUMNS, ["a,0,0,2,'+1,"]))["text"]
    '+1'
    """
    for line in lines:
        cells = zip(columns, split_cells(line), strict=True)
        yield {c.name: cell.removeprefix("'") if c.kind == "text" else cell for c, cell in cells}


def value_of(kind: Kind, cell: str) -> str | float | bool | None:
    """A cell's value as JSON has it; dates stay ISO 8601.

    >>> value_of("number", "3.2"), value_of("integer", ""), value_of("flag", "true"), value_of("text", "")
    (3.2, None, True, '')
    """
    match kind:
        case "text" | "category":
            return cell
        case "flag":
            return cell == "true"
        case "integer" | "number" if cell:
            return int(cell) if kind == "integer" else float(cell)
    return cell or None
