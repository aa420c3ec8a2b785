"""One task → its shard: read, analyse, and gather the rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from json.encoder import encode_basestring as quoted

from pipeline.analyse import Analysis, analyse_all
from pipeline.article import parse_article
from pipeline.batch.options import Options
from pipeline.batch.plan import Item
from pipeline.batch.shard import Portion, Shard
from pipeline.lazy import compile_all
from pipeline.model import Article, Source, Status
from pipeline.reader import Input, read_input
from pipeline.segment import make_segmenter
from pipeline.tables.cells import encoded
from pipeline.tables.rows import DocumentLines, article_row


class Worker:
    """Turns items into rows. Holds segmenter and sources, so they are made once a process."""

    def __init__(self, options: Options) -> None:
        compile_all()
        self._options = options
        self._reference = options.reference()
        self._segmenter = make_segmenter(options.segmenter, options.userdict)
        self._proposers = options.sources()

    def shard(self, items: Sequence[Item]) -> Shard:
        """The rows of ``items``. Whatever one article does, the others have theirs."""
        sources = list(self._sources(items))
        found = analyse_all(
            (source for source in sources if source.status == "ok"),
            self._parse,
            self._segmenter,
            all_regions=self._options.all_regions,
            sources=self._proposers,
        )
        return [
            self._portion(source, next(found) if source.status == "ok" else None)
            for source in sources
        ]

    def _portion(self, source: Source, found: Analysis | Exception | None) -> Portion:
        if isinstance(found, Exception):
            reason = f"{type(found).__name__}: {found}"
            return portion(failed(source, "failed", reason), None, self._options)
        return portion(source, found, self._options)

    def _parse(self, source: Source) -> Article:
        return parse_article(source, date=self._reference, plain=self._options.plain)

    def _sources(self, items: Sequence[Item]) -> Iterator[Source]:
        reading = self._options.reading()
        for item in items:
            if isinstance(item, Input):
                yield from read_input(item, reading)
            else:
                yield item


def failed(source: Source, status: Status, reason: str) -> Source:
    """``source`` as the row of an article that could not be extracted."""
    where = f"{source.path} line {source.line}" if source.line else source.path
    return replace(source, text="", status=status, error=f"{where}: {reason}")


def lost(item: Item, status: Status, reason: str) -> Source:
    """The row of an item whose worker did not live to make it."""
    source = Source(item.name, item.name) if isinstance(item, Input) else item
    return failed(source, status, reason)


def portion(source: Source, analysis: Analysis | None, options: Options) -> Portion:
    """What an article gives to the tables.

    One whose rows cannot be built (for their sheer number, say) has failed.
    """
    if analysis is None:
        return Portion(article_row(source), {}, {}, {})
    try:
        return _portion(source, analysis, options)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return Portion(article_row(failed(source, "failed", reason)), {}, {}, {})


def _portion(source: Source, found: Analysis, options: Options) -> Portion:
    made = DocumentLines(found.document)
    lines = {"mentions": made.mentions(found.mentions), "facts": made.facts(found.facts)}
    if options.tokens:
        lines["tokens"] = made.tokens()
    if options.texts:
        lines["texts"] = [_line(source)]
    return Portion(
        article_row(source, found),
        {name: encoded(each) for name, each in lines.items()},
        {name: len(each) for name, each in lines.items()},
        Counter([m.label for m in found.mentions]),
        _body_digest(found),
    )


def _line(source: Source) -> str:
    # As json.dumps with ensure_ascii=False, which would make an encoder for every line.
    return f'{{"doc_id": {quoted(source.doc_id)}, "text": {quoted(source.text)}}}\n'


def _body_digest(analysis: Analysis) -> str:
    """A digest of the body's characters as folded, without spaces; empty when there is no body.

    A reprint stands under another site's chrome, with its own line breaks and widths of figures.
    """
    document = analysis.document
    bodies = (
        document.folded[r.start : r.end] for r in document.article.regions if r.kind == "body"
    )
    text = "".join("".join(bodies).split())
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest() if text else ""
