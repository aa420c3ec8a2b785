"""A saved web page → its article's text, with the title, source and date that the page states."""

from __future__ import annotations

from pipeline.model import Source
from pipeline.reader.errors import RefusedError


def page(markup: str, doc_id: str, path: str, encoding: str, sha256: str) -> Source:
    """The article in ``markup``, found by trafilatura (extra ``html``).

    Raises RefusedError when trafilatura is not installed, or finds no article in the page.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise RefusedError(
            "unreadable", "reading HTML needs: pip install 'zhfacts[html]'"
        ) from None
    found = bare_extraction(markup, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict) or not found.text:
        raise RefusedError("empty", "no article found in the page")
    return Source(
        doc_id,
        path,
        found.text,
        encoding,
        sha256,
        title=found.title or "",
        source=found.sitename or "",
        date=found.date or "",
        kind="page",
    )
