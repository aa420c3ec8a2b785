"""Bodies in their own words, which are no names: 江门警方, 各级审计机关, 护航编队, 公司."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from pipeline.document import Document
from pipeline.lexicon import rows
from pipeline.link.lines import Line

#: What stands before such a body where it is a subject, and what it is made of.
_BEFORE = frozenset(",;:.tdpCckS()_{}Bv=RuL")
_PART = frozenset("nraGEwy")
_LONGEST = 6
#: What follows a subject: its predicate, an adverb, a time, a clause mark; no noun.
_AFTER = re.compile(r"[dDvuxywtHm=p,C#s{rRf(.]|$")
#: A bare noun for the body last named.
_BARE = ("公司", "集团", "学校", "医院", "超市", "市场", "银行", "企业")
#: A noun that opens a clause and has a predicate.
_OPENS = re.compile(r"(?:^|[,;:.S])[tdC_]{0,4}(n)(?=[dvutH=(xyw])")
_LATIN = re.compile(r"[A-Z][a-z]{2,}[A-Za-z]*")
#: Han words but those that end as words for things, fields and classes do: 第三产业, 诺贝尔奖.
_HAN = re.compile(r"[一-龥]+(?<![业率额量法节语论奖学病期年月日人者品油车剂值数价性])")
#: How far into an article the repetition of a name is looked for.
_SOUGHT = 20_000
_SCOPES = ("我国", "全国", "全省", "全市", "全县", "全区", "全州")
_SCOPE = re.compile(
    rf"(?:[^，。；：]{{0,12}}[，：])?({'|'.join(_SCOPES)})"
    r"(?!性|各|人大|政协|[^，。]{0,6}(?:会议|工作))"
)


@cache
def _pattern() -> re.Pattern[str]:
    """The words such a body ends in, 公司 and the like after a mark, and 我国, 全市.

    Every branch begins with a character, so that the scan skips to one of these.
    """
    words = sorted((row["word"] for row in rows("link_bodies")), key=len, reverse=True)
    branches = [*words, "军(?<=[俄美乌以日英法印韩伊朝]军)"]
    branches += [f"{c}(?<=[一-龥][一-龥]{c})" for c in "市县"]
    branches += [rf"{word}(?<=[，。；：\n该 ]{word})" for word in _BARE]
    return re.compile("|".join((*branches, *_SCOPES)))


def is_bare(words: str) -> bool:
    """Whether ``words`` stand for a body named before."""
    return words.removeprefix("该") in _BARE


class Bodies:
    """Where one document has words that such bodies end in."""

    def __init__(self, document: Document) -> None:
        self._text = text = document.folded
        self._tags = document.tokens.tags
        self._repeated: dict[str, bool] = {}
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._scopes: list[int] = []
        for found in _pattern().finditer(text):
            if found[0] in _SCOPES:
                self._scopes.append(found.start())
            else:
                self._starts.append(found.start())
                self._ends.append(found.end())

    def any(self, start: int, end: int) -> bool:
        """Whether such a word begins between two offsets."""
        i = bisect_left(self._starts, start)
        return i < len(self._starts) and self._starts[i] < end

    def scope(self, start: int, end: int) -> str:
        """The word for a whole country or place that a sentence, or its second clause, opens with."""
        i = bisect_left(self._scopes, start)
        if i == len(self._scopes) or self._scopes[i] >= end:
            return ""
        found = _SCOPE.match(self._text, start, end)
        return found[1] if found else ""

    def mark(self, line: Line) -> str:
        """The letters of ``line`` with Q for every chunk of a body in its own words."""
        kinds, starts = line.kinds, line.starts
        marked: list[str] = []
        for i in range(bisect_left(self._starts, starts[0]), len(self._starts)):
            start, end = self._starts[i], self._ends[i]
            if start >= starts[-1]:
                break
            at = bisect_left(starts, end)
            if at == len(starts) or starts[at] != end:
                continue
            if self._text[start:end] in "市县" and starts[at - 1] != start:
                continue
            first = _first(kinds, at)
            fits = starts[first] <= start and _AFTER.match(kinds, at)
            if fits and (not first or kinds[first - 1] in _BEFORE):
                marked = marked or list(kinds)
                marked[first:at] = "Q" * (at - first)
        for found in _OPENS.finditer(kinds):
            at = found.start(1)
            if self._is_unlisted(line.word(at)):
                marked = marked or list(kinds)
                marked[at] = "Q"
        return "".join(marked) if marked else kinds

    def _is_unlisted(self, word: str) -> bool:
        """Whether ``word`` is a proper name that no register has: a Latin name, or a word of three
        characters and more that the dictionary lacks, or has as a proper noun, and that the
        article repeats."""
        if _LATIN.fullmatch(word):
            return True
        proper = self._tags.get(word, "") in ("", "nt", "nz")
        if not (proper and 2 < len(word) < 7 and _HAN.fullmatch(word)):
            return False
        if word not in self._repeated:
            self._repeated[word] = self._text.count(word, 0, _SOUGHT) > 1
        return self._repeated[word]


def _first(kinds: str, end: int) -> int:
    """The first chunk of the phrase of nouns that ends before chunk ``end``."""
    first = end - 1
    while first and end - first < _LONGEST and kinds[first - 1] in _PART:
        first -= 1
    return first
