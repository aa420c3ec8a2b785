"""Text → DataFrames in one call."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.analyse import Analysis, analyse
from pipeline.arrow import frame, table_of
from pipeline.article import parse_article
from pipeline.errors import UsageError
from pipeline.model import Source
from pipeline.segment import Segmenter
from pipeline.sources import make_sources
from pipeline.tables import (
    ARTICLE_COLUMNS,
    FACT_COLUMNS,
    MENTION_COLUMNS,
    TOKEN_COLUMNS,
    Column,
)
from pipeline.tables.cells import encoded
from pipeline.tables.rows import DocumentLines, article_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


@dataclass(frozen=True)
class Extraction:
    """What one article holds, as tables; each is built when it is first asked for."""

    source: Source
    analysis: Analysis

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row: the article, its title, source and date."""
        return _frame(ARTICLE_COLUMNS, [article_row(self.source, self.analysis).line()])

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row per expression found."""
        lines = DocumentLines(self.analysis.document).mentions(self.analysis.mentions)
        return _frame(MENTION_COLUMNS, lines)

    @cached_property
    def facts(self) -> pd.DataFrame:
        """One row per quantity in its context."""
        lines = DocumentLines(self.analysis.document).facts(self.analysis.facts)
        return _frame(FACT_COLUMNS, lines)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """One row per token of jieba's segmentation."""
        return _frame(TOKEN_COLUMNS, DocumentLines(self.analysis.document).tokens())


def _frame(columns: Sequence[Column], lines: Sequence[str]) -> pd.DataFrame:
    return frame(table_of(encoded(lines), columns), columns)


def extract(
    text: str | Source,
    *,
    date: str | dt.date | None = None,
    plain: bool = False,
    all_regions: bool = False,
    segmenter: Segmenter | None = None,
    entities: str = "rules",
    patterns: str | os.PathLike[str] | None = None,
    spacy_model: str | os.PathLike[str] = "",
) -> Extraction:
    """Every figure, time and name in one article, as tables.

    ``text`` is the article's text, or a Source that ``read`` gave. ``date`` is the day (or moment)
    that relative times are reckoned from, instead of the article's own dateline; ``plain`` takes
    the whole text as body; ``all_regions`` reads site chrome too. ``entities`` finds names by
    ``rules`` or with jieba's neural tagger too (``lac``); ``patterns`` is a file of spaCy EntityRuler
    patterns and ``spacy_model`` a spaCy pipeline, both of which propose names beside the rules (they
    are read anew by each call; for many articles, ``run``). Raises UsageError (a ValueError) for a
    ``date`` that is not ISO 8601 and for patterns or a pipeline that cannot be used.

    >>> found = extract("2012年5月，市总工会使出租车的承租费下调了180元。")
    >>> found.facts[["concept", "value", "unit", "change", "time_value"]].values.tolist()
    [['承租费', 180.0, '元', 'decrease', '2012-05']]
    """
    source = text if isinstance(text, Source) else Source("text", "", text)
    article = parse_article(source, date=_moment(date), plain=plain)
    sources = make_sources(entities, patterns, spacy_model)
    found = analyse(article, segmenter, all_regions=all_regions, sources=sources)
    return Extraction(source, found)


def _moment(date: str | dt.date | None) -> dt.datetime | None:
    if isinstance(date, dt.datetime) or date is None:
        return date
    try:
        return dt.datetime.fromisoformat(date if isinstance(date, str) else date.isoformat())
    except ValueError:
        raise UsageError(f"date {date!r} is not ISO 8601 (2013-10-12)") from None
