"""What does not show."""

from __future__ import annotations

import re

#: White space, and the characters of no width that pages are strewn with; for a character class.
BLANK = r"\s\u200b\u200c\u200d\u2060\ufeff\u00ad"
_INK = re.compile(f"[^{BLANK}]")


def is_blank(text: str) -> bool:
    """Whether there is nothing to read in ``text``.

    >>> is_blank(" \\u3000\\u200b\\n"), is_blank("。")
    (True, False)
    """
    return _INK.search(text) is None
