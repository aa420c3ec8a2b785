"""One task → its shard: read, analyse, and gather the rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from pipeline.analyse import Analysis, analyse
from pipeline.arrow import Builder
from pipeline.article import parse_article
from pipeline.batch.options import Options
from pipeline.batch.plan import Item
from pipeline.model import Source, Status
from pipeline.reader import Input, read_input
from pipeline.segment import Segmenter, default_segmenter
from pipeline.tables import TABLES, ArticleRow


class Worker:
    """Turns items into tables. Holds the segmenter, so one is made for each process."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._reference = options.reference()
        self._segmenter = Segmenter(options.userdict) if options.userdict else default_segmenter()

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
        return analyse(article, self._segmenter, all_regions=self._options.all_regions)


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
    """The rows of a task as they come. ``extra`` is what merging needs beside the tables."""

    def __init__(self, options: Options) -> None:
        names = [name for name in TABLES if name != "tokens" or options.tokens]
        self._builders = {name: Builder(TABLES[name]) for name in names}
        self._texts: list[str] | None = [] if options.texts else None
        self._bodies: list[bytes] = []
        self._tokens: list[int] = []

    def add(self, source: Source, analysis: Analysis) -> None:
        document = analysis.document
        row = ArticleRow(source, document, len(analysis.mentions), len(analysis.facts))
        self._builders["articles"].add(None, [row])
        self._builders["mentions"].add(document, analysis.mentions)
        self._builders["facts"].add(document, analysis.facts)
        if "tokens" in self._builders:
            self._builders["tokens"].add(document, range(len(document.tokens)))
        if self._texts is not None:
            record = {"doc_id": source.doc_id, "text": source.text}
            self._texts.append(json.dumps(record, ensure_ascii=False) + "\n")
        self._bodies.append(_body_digest(analysis))
        self._tokens.append(len(document.tokens))

    def add_unread(self, source: Source) -> None:
        self._builders["articles"].add(None, [ArticleRow(source)])
        self._bodies.append(b"")
        self._tokens.append(0)

    def tables(self) -> dict[str, pa.Table]:
        made = {name: builder.table() for name, builder in self._builders.items()}
        if self._texts is not None:
            made["texts"] = pa.table({"line": pa.array(self._texts, pa.string())})
        made["extra"] = pa.table(
            {
                "body": pa.array(self._bodies, pa.binary()),
                "tokens": pa.array(self._tokens, pa.int64()),
            }
        )
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
