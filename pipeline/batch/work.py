"""One task → its shard: read, analyse, and gather the rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from json.encoder import encode_basestring as quoted
from typing import TypeAlias

import pyarrow as pa

from pipeline.analyse import Analysis, analyse_all
from pipeline.arrow import build
from pipeline.article import parse_article
from pipeline.batch.options import Options
from pipeline.batch.plan import Item
from pipeline.model import Article, Source, Status
from pipeline.reader import Input, read_input
from pipeline.segment import make_segmenter
from pipeline.tables import (
    ARTICLE_COLUMNS,
    FACT_COLUMNS,
    MENTION_COLUMNS,
    TOKEN_COLUMNS,
)
from pipeline.tables.views import ArticleRow

#: A source with what was found in it, or without, when it could not be read.
Read: TypeAlias = tuple[Source, Analysis | None]


class Worker:
    """Turns items into tables. Holds segmenter and sources, so they are made once a process."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._reference = options.reference()
        self._segmenter = make_segmenter(options.segmenter, options.userdict)
        self._proposers = options.sources()

    def tables(self, items: Sequence[Item]) -> dict[str, pa.Table]:
        """The tables of ``items``. Whatever one article does, the others have their rows."""
        return gather(self._read(list(self._sources(items))), self._options)

    def _read(self, sources: Sequence[Source]) -> list[Read]:
        found = analyse_all(
            (source for source in sources if source.status == "ok"),
            self._parse,
            self._segmenter,
            all_regions=self._options.all_regions,
            sources=self._proposers,
        )
        return [
            _read(source, next(found)) if source.status == "ok" else (source, None)
            for source in sources
        ]

    def _parse(self, source: Source) -> Article:
        return parse_article(source, date=self._reference, plain=self._options.plain)

    def _sources(self, items: Sequence[Item]) -> Iterator[Source]:
        reading = self._options.reading()
        for item in items:
            if isinstance(item, Input):
                yield from read_input(item, reading)
            else:
                yield item


def _read(source: Source, found: Analysis | Exception) -> Read:
    if isinstance(found, Exception):
        return failed(source, "failed", f"{type(found).__name__}: {found}"), None
    return source, found


def failed(source: Source, status: Status, reason: str) -> Source:
    """``source`` as the row of an article that could not be extracted."""
    where = f"{source.path} line {source.line}" if source.line else source.path
    return replace(source, text="", status=status, error=f"{where}: {reason}")


def lost(item: Item, status: Status, reason: str) -> Source:
    """The row of an item whose worker did not live to make it."""
    source = Source(item.name, item.name) if isinstance(item, Input) else item
    return failed(source, status, reason)


def gather(articles: Sequence[Read], options: Options) -> dict[str, pa.Table]:
    """The tables of ``articles``; ``extra`` is what merging needs beside them.

    An article whose rows cannot be built (for their sheer number, say) has failed.
    """
    try:
        return _tables(articles, options)
    except Exception as error:
        if len(articles) == 1:
            ((source, analysis),) = articles
            if analysis is None:
                raise
            reason = f"{type(error).__name__}: {error}"
            return gather([(failed(source, "failed", reason), None)], options)
        middle = len(articles) // 2
        halves = [gather(part, options) for part in (articles[:middle], articles[middle:])]
        return {name: pa.concat_tables([half[name] for half in halves]) for name in halves[0]}


def _tables(articles: Sequence[Read], options: Options) -> dict[str, pa.Table]:
    read = [(source, a) for source, a in articles if a is not None]
    made = {
        "articles": build(ARTICLE_COLUMNS, [(None, [_row(*article) for article in articles])]),
        "mentions": build(MENTION_COLUMNS, [(a.document, a.mentions) for _, a in read]),
        "facts": build(FACT_COLUMNS, [(a.document, a.facts) for _, a in read]),
    }
    if options.tokens:
        groups = [(a.document, range(len(a.document.tokens))) for _, a in read]
        made["tokens"] = build(TOKEN_COLUMNS, groups)
    if options.texts:
        lines = [_line(source) for source, _ in read]
        made["texts"] = pa.table({"line": pa.array(lines, pa.string())})
    bodies = [_body_digest(a) if a else b"" for _, a in articles]
    tokens = [len(a.document.tokens) if a else 0 for _, a in articles]
    made["extra"] = pa.table({"body": pa.array(bodies, pa.binary()), "tokens": tokens})
    return made


def _row(source: Source, analysis: Analysis | None) -> ArticleRow:
    if analysis is None:
        return ArticleRow(source)
    return ArticleRow(source, analysis.document, len(analysis.mentions), len(analysis.facts))


def _line(source: Source) -> str:
    # As json.dumps with ensure_ascii=False, which would make an encoder for every line.
    return f'{{"doc_id": {quoted(source.doc_id)}, "text": {quoted(source.text)}}}\n'


def _body_digest(analysis: Analysis) -> bytes:
    """A digest of the body's characters as folded, without spaces; empty when there is no body.

    A reprint stands under another site's chrome, with its own line breaks and widths of figures.
    """
    document = analysis.document
    bodies = (
        document.folded[r.start : r.end] for r in document.article.regions if r.kind == "body"
    )
    text = "".join("".join(bodies).split())
    return hashlib.blake2b(text.encode(), digest_size=16).digest() if text else b""
