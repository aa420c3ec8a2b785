"""Rows → lines of CSV, their cells in the order of the columns.

A line is put together from stretches of cells, one function each, since most rows lack most of
them: a name has neither value nor time, and its cells there are a constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.analyse import Analysis
from pipeline.document import Document
from pipeline.model import Fact, Mention, Quantity, Source, Time
from pipeline.tables.cells import (
    TextCells,
    number_cell,
    period_cells,
    quoted,
    text_cell,
)

#: A sentence longer than this (one of ten thousand in news) is cut to so many characters either
#: side of its figure: a hostile text may be one endless sentence, and every fact carries its own.
SENTENCE_LONGEST, SENTENCE_REACH = 500, 100
_TEXT = TextCells()


class DocumentLines:
    """The lines of what is found in one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.article.text
        self._doc_id = text_cell(document.article.doc_id)
        #: The cells of a mention that its fact repeats, by the mention's identity.
        self._repeated: dict[int, str] = {}

    def mentions(self, mentions: Sequence[Mention]) -> list[str]:
        """The lines of ``mentions``, which ascend."""
        document, doc_id = self._document, self._doc_id
        regions = [*[s.region for s in document.sentences], ""]  # of no sentence, -1, the last
        sentences = document.sentences_at([m.start for m in mentions])
        lines: list[str] = []
        for m, i in zip(mentions, sentences, strict=True):
            if (name := m.name) is not None:
                span = f"{m.start},{m.end},{_TEXT[self._text[m.start : m.end]]}"
                cells = (
                    f"{span},{m.label}{_NO_QUANTITY_NOR_TIME},{_TEXT[name.canonical]},{name.adcode}"
                )
            else:
                cells = self._figure(m) + _kind_of_figure(m)
            lines.append(f"{doc_id},{regions[i]},{i},{cells},{m.rule}\n")
        return lines

    def _figure(self, mention: Mention) -> str:
        """The cells from ``start`` to ``base_unit``."""
        start, end = mention.start, mention.end
        quantity = _quantity(_quantity_of(mention), mention.time)
        cells = f"{start},{end},{_TEXT[self._text[start:end]]},{mention.label},{quantity}"
        self._repeated[id(mention)] = cells
        return cells

    def facts(self, facts: Sequence[Fact]) -> list[str]:
        """The lines of all the document's ``facts``."""
        return [self._fact(f, facts[f.part_of] if f.part_of is not None else None) for f in facts]

    def _fact(self, f: Fact, whole: Fact | None) -> str:
        figure = self._repeated.get(id(f.mention)) or self._figure(f.mention)
        return (
            f"{self._fact_id(f)},{self._doc_id},{f.sentence},{figure},"
            f"{_TEXT[f.concept]},{_integer(f.concept_start)},{_integer(f.concept_end)},"
            f"{_TEXT[f.concept_of]},{_TEXT[f.predicate]},{f.modality},"
            f"{self._fact_id(whole) if whole else ''},{f.change},{_TEXT[f.basis]},"
            f"{_TEXT[f.time_value]},{period_cells(f.time_start, f.time_end)},"
            f"{_TEXT[f.holder]},{text_cell(self._sentence_text(f))},{_TEXT[f.rule]}\n"
        )

    def _fact_id(self, fact: Fact) -> str:
        mention = fact.mention
        return text_cell(f"{self._document.article.doc_id}#{mention.start}-{mention.end}")

    def _sentence_text(self, fact: Fact) -> str:
        if fact.sentence < 0:
            return ""
        sentence, mention = self._document.sentences[fact.sentence], fact.mention
        start, end = sentence.start, sentence.end
        if end - start > SENTENCE_LONGEST:
            start = max(start, mention.start - SENTENCE_REACH)
            end = min(end, mention.end + SENTENCE_REACH)
        return self._text[start:end]

    def tokens(self) -> list[str]:
        """The lines of the document's tokens."""
        tokens, lines = self._document.tokens, []
        sentences = self._document.sentences_at(tokens.starts)
        for start, word, i in zip(tokens.starts, tokens.words, sentences, strict=True):
            end = start + len(word)
            tag = quoted(tokens.tags.get(word, ""))
            text = _TEXT[self._text[start:end]]
            lines.append(f"{self._doc_id},{i},{start},{end},{text},{tag}\n")
        return lines


def _quantity_of(mention: Mention) -> Quantity | None:
    """A mention's quantity, or a duration's length."""
    return mention.quantity or (mention.time.length if mention.time else None)


def _quantity(q: Quantity | None, time: Time | None) -> str:
    """The cells from ``value`` to ``base_unit``; a time may have a modifier alone."""
    if q is None:
        return f",,{time.mod if time else ''},,,,,,"
    mod = q.mod or (time.mod if time else "")
    return (
        f"{number_cell(q.value)},{number_cell(q.value_max)},{mod},{_TEXT[q.unit]},{_TEXT[q.unit_id]},"
        f"{q.dimension},{_TEXT[q.per]},{number_cell(q.base_value)},{_TEXT[q.base_unit]}"
    )


def _kind_of_figure(mention: Mention) -> str:
    """The cells from ``indefinite`` to ``adcode`` of a quantity or a time."""
    time, quantity = mention.time, _quantity_of(mention)
    indefinite = "true" if quantity and quantity.indefinite else "false"
    if time is None:
        return f",{indefinite},,,,,,,"
    period = period_cells(time.start, time.end)
    return f",{indefinite},{time.timex_type},{_TEXT[time.timex_value]},{period},,"


#: What a name has between ``label`` and ``canonical``.
_NO_QUANTITY_NOR_TIME = "," + _quantity(None, None) + ",false,,,,,"


def _integer(number: int | None) -> str:
    return "" if number is None else str(number)


class ArticleRow(NamedTuple):
    """What ``articles`` says of one input, in the order of its columns."""

    doc_id: str
    path: str
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

    def line(self) -> str:
        """The line of the row."""
        return ",".join(str(c) if isinstance(c, int) else text_cell(c) for c in self) + "\n"


def article_row(source: Source, found: Analysis | None = None) -> ArticleRow:
    """The row of ``source``, with what was ``found`` in it when it could be read."""
    row = ArticleRow(
        source.doc_id,
        source.path,
        source.sha256,
        source.encoding,
        source.title,
        source.source,
        n_chars=len(source.text),
        status=source.status,
        error=source.error,
    )
    if found is None:
        return row
    article = found.document.article
    return row._replace(
        title=article.title,
        source=article.source,
        published=article.published,
        date_source=article.date_source,
        n_sentences=len(found.document.sentences),
        n_mentions=len(found.mentions),
        n_facts=len(found.facts),
    )
