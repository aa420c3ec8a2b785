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
    text_cells,
)

#: A sentence longer than this (one of ten thousand in news) is cut to so many characters either
#: side of its figure: a hostile text may be one endless sentence, and every fact carries its own.
SENTENCE_LONGEST, SENTENCE_REACH = 500, 100
#: Units and TIMEX3 values: few, and the same in every article.
_KEPT = TextCells()


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
        document, doc_id, whole = self._document, self._doc_id, self._text
        regions = [*[s.region for s in document.sentences], ""]  # of no sentence, -1, the last
        sentences = document.sentences_at([m.start for m in mentions])
        texts = text_cells([whole[m.start : m.end] for m in mentions])
        canonical = iter(text_cells([m.name.canonical for m in mentions if m.name is not None]))
        lines: list[str] = []
        for m, i, text in zip(mentions, sentences, texts, strict=True):
            place = f"{doc_id},{regions[i]},{i}"
            if (name := m.name) is not None:
                line = f"{place},{m.start},{m.end},{text},{m.label},{_ONLY_NAME}{next(canonical)},{name.adcode},{m.rule}\n"
            elif (time := m.time) is not None:
                line = f"{place},{self._figure(m, text)},false,{_time(time)},,,{m.rule}\n"
            else:
                indefinite = "true" if m.quantity and m.quantity.indefinite else "false"
                line = f"{place},{self._figure(m, text)},{indefinite},{_NO_TIME},,,{m.rule}\n"
            lines.append(line)
        return lines

    def _figure(self, mention: Mention, text: str) -> str:
        """The cells from ``start`` to ``base_unit``; ``text`` is one of them."""
        time = mention.time
        quantity = mention.quantity if time is None else time.length
        amount = _amount(quantity, time.mod if time is not None else "")
        cells = f"{mention.start},{mention.end},{text},{mention.label},{amount}"
        if quantity is not None:
            self._repeated[id(mention)] = cells
        return cells

    def facts(self, facts: Sequence[Fact]) -> list[str]:
        """The lines of all the document's ``facts``."""
        whole = [facts[f.part_of] if f.part_of is not None else None for f in facts]
        texts = text_cells(
            [cell for f, w in zip(facts, whole, strict=True) for cell in self._texts(f, w)]
        )
        rows = zip(facts, zip(*[iter(texts)] * _FACT_TEXTS, strict=True), strict=True)
        return [self._fact(f, cells) for f, cells in rows]

    def _texts(self, f: Fact, whole: Fact | None) -> tuple[str, ...]:
        """What is text of the cells of a fact."""
        return (
            self._fact_id(f), f.concept, f.concept_of, f.predicate, self._fact_id(whole) if whole else "",
            f.basis, f.time_value, f.holder, self._sentence_text(f), f.rule,
        )  # fmt: skip

    def _fact(self, f: Fact, texts: tuple[str, ...]) -> str:
        fact_id, concept, concept_of, predicate, part_of, basis, time, holder, sentence, rule = (
            texts
        )
        m = f.mention
        figure = self._repeated.get(id(m)) or self._figure(
            m, text_cell(self._text[m.start : m.end])
        )
        return (
            f"{fact_id},{self._doc_id},{f.sentence},{figure},"
            f"{concept},{_integer(f.concept_start)},{_integer(f.concept_end)},{concept_of},"
            f"{predicate},{f.modality},{part_of},{f.change},{basis},"
            f"{time},{period_cells(f.time_start, f.time_end)},{holder},{sentence},{rule}\n"
        )

    def _fact_id(self, fact: Fact) -> str:
        mention = fact.mention
        return f"{self._document.article.doc_id}#{mention.start}-{mention.end}"

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
        tokens, whole = self._document.tokens, self._text
        ends = [start + len(word) for start, word in zip(tokens.starts, tokens.words, strict=True)]
        texts = text_cells([whole[i:j] for i, j in zip(tokens.starts, ends, strict=True)])
        tags = [tokens.tags.get(word, "") for word in tokens.words]
        sentences = self._document.sentences_at(tokens.starts)
        return [
            f"{self._doc_id},{number},{start},{end},{text},{quoted(tag)}\n"
            for number, start, end, text, tag in zip(
                sentences, tokens.starts, ends, texts, tags, strict=True
            )
        ]


#: The texts among the cells of a fact.
_FACT_TEXTS = 10


def _amount(q: Quantity | None, mod: str) -> str:
    """The cells from ``value`` to ``base_unit``; ``mod`` is that of a time, which may have it alone."""
    if q is None:
        return f",,{mod},,,,,,"
    value = number_cell(q.value)
    most = "" if q.value_max is None else number_cell(q.value_max)
    base = value if q.base_value is q.value else number_cell(q.base_value)
    return (
        f"{value},{most},{q.mod or mod},{_KEPT[q.unit]},{_KEPT[q.unit_id]},"
        f"{q.dimension},{_KEPT[q.per]},{base},{_KEPT[q.base_unit]}"
    )


def _time(time: Time) -> str:
    """The cells from ``timex_type`` to ``year``."""
    return f"{time.timex_type},{_KEPT[time.timex_value]},{period_cells(time.start, time.end)}"


_NO_TIME = ",,,,"
#: What a name has between ``label`` and ``canonical``.
_ONLY_NAME = f"{_amount(None, '')},false,{_NO_TIME},"


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
        return ",".join(text_cells([*map(str, self)])) + "\n"


def article_row(source: Source, found: Analysis | None = None) -> ArticleRow:
    """The row of ``source``, with what was ``found`` in it when it could be read."""
    said = source if found is None else found.document.article
    return ArticleRow(
        source.doc_id,
        source.path,
        source.sha256,
        source.encoding,
        said.title,
        said.source,
        found.document.article.published if found else "",
        found.document.article.date_source if found else "",
        n_chars=len(source.text),
        n_sentences=len(found.document.sentences) if found else 0,
        n_mentions=len(found.mentions) if found else 0,
        n_facts=len(found.facts) if found else 0,
        status=source.status,
        error=source.error,
    )
