"""The same segmentation through rjieba, a compiled jieba (extra ``fast``), where the two agree.

They part in two places. rjieba keeps ``F-16`` and ``0.5L`` together where jieba cuts ``F/-/16`` and
``0.5/L``, and it takes more Han characters for Han than jieba does. A line that has either is cut by
the slower segmenter, so the words are the same whichever is used; a test holds them equal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.segment.cutter import BLOCK, Segmenter

_RUN = r"[a-zA-Z0-9+#&._%\-]"
_RARE = r"\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Every ASCII run and every Han character beyond jieba's; with a group, unless it is a word, a
#: number or a percentage. The class comes first, which the search is fastest at.
_RUNS = re.compile(
    rf"[a-zA-Z0-9+#&._%\-{_RARE}]"
    rf"(?:(?<=[a-zA-Z0-9])[a-zA-Z0-9]*+(?:\.[0-9]++)?%?+(?!{_RUN})|{_RUN}*+())"
)


def _risky(text: str) -> bool:
    """Whether the two segmenters may part in ``text``."""
    return any(found.lastindex for found in _RUNS.finditer(text))


class _Sorts(dict[str, str]):
    """``s`` for what may be part of a word which the dictionary lacks, else ``w``.

    rjieba keeps a number together, which jieba cuts from what stands beside it.
    """

    LIMIT = 1 << 17

    def __missing__(self, word: str) -> str:
        single = (len(word) == 1 or word.isascii()) and BLOCK.fullmatch(word)
        sort = "s" if single else "w"
        if len(self) < self.LIMIT:
            self[word] = sort
        return sort


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
        self._sorts = _Sorts()

    def cut(self, text: str) -> list[str]:
        """The words of ``text``, one after the other, without a gap."""
        if not _risky(text):
            return self._cut_fast(text)
        words: list[str] = []
        for line in text.splitlines(keepends=True):
            words += super().cut(line) if _risky(line) else self._cut_fast(line)
        return words

    def cut_all(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each of ``texts``, one by one: together, one that is risky would slow all."""
        return [*map(self.cut, texts)]

    def _cut_fast(self, text: str) -> list[str]:
        """Have rjieba find the dictionary's words, and cut what is left as jieba does.

        rjieba's own search for unknown words breaks ties between equally likely ones otherwise.
        """
        words = self._fast(text, False)
        return self._joined(words, "".join(map(self._sorts.__getitem__, words)))
