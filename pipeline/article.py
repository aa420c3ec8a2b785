"""Text → article: regions, sentences, title, source and date."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.model import Article, Region, Sentence

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
