"""The words around a number that decide what it is, by kind: data of the ``number_context`` lexicon."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import rows


@cache
def alternation(kind: str) -> str:
    """A pattern of every word of ``kind``, longest first.

    >>> bool(re.search(f"(?:{alternation('code-before')})$", "请拨打"))
    True
    """
    words = [row["word"] for row in rows("number_context") if row["kind"] == kind]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
