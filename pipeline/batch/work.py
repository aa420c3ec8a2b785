"""One task → its shard: read, analyse, and gather the rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from pipeline.analyse import Analysis, analyse
from pipeline.arrow import build
from pipeline.article import parse_article
from pipeline.batch.options import Options
from pipeline.batch.plan import Item
from pipeline.model import Source, Status
from pipeline.reader import Input, read_input
from pipeline.segment import make_segmenter
from pipeline.tables import (
    ARTICLE_COLUMNS,
    FACT_COLUMNS,
    MENTION_COLUMNS,
    TOKEN_COLUMNS,
    ArticleRow,
)


class Worker:
    """Turns items into tables. Holds segmenter and sources, so they are made once a process."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._reference = options.reference()
        self._segmenter = make_segmenter(options.segmenter, options.userdict)
        self._proposers = options.sources()

    def tables(self, items: Sequence[Item]) -> dict[str, pa.Table]:
        """The tables of ``items``. Whatever one article does, the others have their rows."""
        shard = _Shard(self._options)
        for source in self._sources(items):
            if source.status != "ok":
                shard.add_unread(source)
                continue
            try:
                analysis = self._analyse(source)
            except Exception as error:
                shard.add_unread(failed(source, "failed", f"{type(error).__name__}: {error}"))
            else:
                shard.add(source, analysis)
        return shard.tables()

    def _sources(self, items: Sequence[Item]) -> Iterator[Source]:
        reading = self._options.reading()
        for item in items:
            if isinstance(item, Input):
                yield from read_input(item, reading)
            else:
                yield item

    def _analyse(self, source: Source) -> Analysis:
        article = parse_article(source, date=self._reference, plain=self._options.plain)
        return analyse(
            article,
            self._segmenter,
            all_regions=self._options.all_regions,
            sources=self._proposers,
        )


def failed(source: Source, status: Status, reason: str) -> Source:
    """``source`` as the row of an article that could not be extracted."""
    where = f"{source.path} line {source.line}" if source.line else source.path
    return replace(source, text="", status=status, error=f"{where}: {reason}")


def lost(item: Item, status: Status, reason: str) -> Source:
    """The row of an item whose worker did not live to make it."""
    source = Source(item.name, item.name) if isinstance(item, Input) else item
    return failed(source, status, reason)


def unread_tables(sources: Sequence[Source], options: Options) -> dict[str, pa.Table]:
    """The tables of sources that have no rows but their own."""
    shard = _Shard(options)
    for source in sources:
        shard.add_unread(source)
    return shard.tables()


class _Shard:
    """The articles of a task as they come, and at the end their rows."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._rows: list[ArticleRow] = []
        self._read: list[Analysis] = []
        self._texts: list[str] = []
        self._bodies: list[bytes] = []

    def add(self, source: Source, analysis: Analysis) -> None:
        counts = len(analysis.mentions), len(analysis.facts)
        self._rows.append(ArticleRow(source, analysis.document, *counts))
        self._read.append(analysis)
        self._bodies.append(_body_digest(analysis))
        record = {"doc_id": source.doc_id, "text": source.text}
        self._texts.append(json.dumps(record, ensure_ascii=False) + "\n")

    def add_unread(self, source: Source) -> None:
        self._rows.append(ArticleRow(source))
        self._bodies.append(b"")

    def tables(self) -> dict[str, pa.Table]:
        """The tables, and in ``extra`` what merging needs beside them."""
        read = self._read
        made = {
            "articles": build(ARTICLE_COLUMNS, [(None, self._rows)]),
            "mentions": build(MENTION_COLUMNS, [(a.document, a.mentions) for a in read]),
            "facts": build(FACT_COLUMNS, [(a.document, a.facts) for a in read]),
        }
        if self._options.tokens:
            groups = [(a.document, range(len(a.document.tokens))) for a in read]
            made["tokens"] = build(TOKEN_COLUMNS, groups)
        if self._options.texts:
            made["texts"] = pa.table({"line": pa.array(self._texts, pa.string())})
        tokens = [len(r.document.tokens) if r.document else 0 for r in self._rows]
        made["extra"] = pa.table({"body": pa.array(self._bodies, pa.binary()), "tokens": tokens})
        return made


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
