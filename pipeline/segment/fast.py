"""The same segmentation through rjieba, a compiled jieba (extra ``fast``), where the two agree.

They part in two places. rjieba keeps ``F-16`` and ``0.5L`` together where jieba cuts ``F/-/16`` and
``0.5/L``, and it takes more Han characters for Han than jieba does. A line that has either is cut by
the slower segmenter, so the words are the same whichever is used; a test holds them equal.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.segment.cutter import Segmenter

_RUN = r"[a-zA-Z0-9+#&._%\-]"
#: An ASCII run other than a word, a number or a percentage; or a Han character beyond jieba's.
_RISKY = re.compile(
    rf"(?<!{_RUN})(?![a-zA-Z0-9]+(?:\.[0-9]+)?%?(?!{_RUN})){_RUN}"
    r"|[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)

_KEPT = 8


class FastSegmenter(Segmenter):
    """A segmenter that has rjieba cut all but risky lines.

    Raises UsageError without rjieba, and for a user dictionary that declares a word jieba knows
    already: the two count such a word's frequency differently.
    """

    def __init__(self, userdict: Path | None = None) -> None:
        super().__init__(userdict)
        try:
            import rjieba
        except ImportError:
            raise UsageError("--segmenter fast needs: pip install 'zhfacts[fast]'") from None
        if known := self._dictionary.redeclared:
            raise UsageError(
                f"{userdict}: --segmenter fast cannot weigh words anew that jieba's dictionary has: "
                f"{'、'.join(known[:5])}"
            )
        jieba = rjieba.Jieba()
        for word, frequency in self._dictionary.added.items():
            jieba.add_word(word, frequency, None)
        self._fast = jieba.cut
        self._rest_kept = lru_cache(1 << 16)(self._rest)

    def cut(self, text: str) -> list[str]:
        """The words of ``text``, one after the other, without a gap."""
        if not _RISKY.search(text):
            return self._cut_fast(text)
        words: list[str] = []
        for line in text.splitlines(keepends=True):
            words += super().cut(line) if _RISKY.search(line) else self._cut_fast(line)
        return words

    def _cut_fast(self, text: str) -> list[str]:
        """Have rjieba find the dictionary's words, and cut what is left as jieba does.

        rjieba's own search for unknown words breaks ties between equally likely ones otherwise.
        """
        words: list[str] = []
        rest = ""
        for word in self._fast(text, False):
            if len(word) == 1 or word.isascii():
                rest += word
                continue
            if rest:
                words += self._rest_kept(rest) if len(rest) <= _KEPT else self._rest(rest)
                rest = ""
            words.append(word)
        words += self._rest(rest)
        return words

    def _rest(self, text: str) -> list[str]:
        """The words of a stretch without any of several characters that the dictionary has."""
        return self._cut_text(text, self._short_run, self._cut_singles)
