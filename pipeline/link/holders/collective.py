"""Bodies and places in their own words, which are no names: 江门警方, 白鹤滩水电站, 公司, 当地."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from pipeline.document import Document
from pipeline.lazy import lazy
from pipeline.lexicon import rows
from pipeline.link.lines import Line

#: What stands before such a body where it is a subject, and what it is made of.
_BEFORE = frozenset(",;:.tdpCckS()_{}Bv=RuL")
_PART = frozenset("nraGEwy")
_LONGEST = 6
#: Words for what was last named: 当地 the place, 他 and 她 the person.
HERE, PERSONS = ("当地", "这里"), ("他", "她", "老人")
#: What follows a subject: its predicate, an adverb, a time, a clause mark; no noun.
_AFTER = re.compile(r"[dDvuxywtHm=p,C#s{rRf(.]|$")
#: What stands before a clause.
_CLAUSE = frozenset(",;:.t()_CS")
#: What follows the name of a place: a predicate or what the place has, but no figure.
_FOLLOWS = lazy(r"[^#)}]|$")
#: What the names of places end in that the segmenter cuts from them: 红旗|村.
_LEVELS = "市县村镇乡"
#: Dictionary tags of proper names; a word that the dictionary lacks has none.
_PROPER = frozenset(("", "nr", "ns", "nt", "nz", "nrt", "nrfg"))
#: Those of the words that firms are called by.
_BRANDS = frozenset(("", "nr", "nz", "nrt", "nrfg"))
#: Tags of words that do not begin a team's name.
_COMMON = frozenset(("n", "vn", "v", "a", "ad", "d", "b", "f", "t"))
#: A bare noun for the body last named.
_BARE = ("公司", "集团", "学校", "医院", "超市", "市场", "银行", "企业")
#: A noun that opens a clause and has a predicate.
_OPENS = re.compile(r"[,;:.S][tdC_]{0,4}(n)(?=[dvutH=(xyw])")
#: What says that a name after it is a place's.
_TOWN = lazy("城市|首都|小镇|省会|港市|重镇|村庄")
_LATIN = lazy(r"[A-Z][a-z]{2,}[A-Za-z]*")
#: Han words but those that end as words for things, fields and classes do: 第三产业, 诺贝尔奖.
_HAN = lazy(r"[一-龥]+(?<![业率额量法节语论奖学病期年月日人者品油车剂值数价性])")
#: No word that a body ends in is longer.
_LONGEST_WORD = 8
#: How far into an article the repetition of a name is looked for.
_SOUGHT = 20_000
_SCOPES = ("我国", "全国", "全省", "全市", "全县", "全区", "全州")
WHOLE = re.compile("[我全](?:(?<=我)国|(?<=全)[国省市县区州])")
_SCOPE = lazy(
    rf"(?:[^，。；：:]{{0,24}}[，：:]){{0,3}}(?:[\d—-]{{1,5}}月份?|今年|目前)?({'|'.join(_SCOPES)})"
    r"(?!性|各|人大|政协|自主|首[台艘款架]|[^，。]{0,6}(?:会议|工作))"
)
#: How far after such a word a body's name may end that it only begins.
_HEADING = 6
#: How far into a sentence such a word stands.
_SCOPE_REACH = 75


@cache
def _kinds() -> dict[str, str]:
    """The words that such names end in, with what they name: a body, a place or a system."""
    return {row["word"]: row["kind"] for row in rows("link_bodies")}


@cache
def _pattern() -> re.Pattern[str]:
    """The words such a body ends in, 公司 and the like after a mark, and 我国, 全市.

    Every branch begins with a character, so that the scan skips to one of these, and tries there
    only the words that begin with it, the longest first.
    """
    words = sorted(_kinds(), key=len, reverse=True)
    branches = [*words, "军(?<=[俄美乌以日英法印韩伊朝]军)"]
    branches += [f"{c}(?<=[一-龥][一-龥]{c})" for c in _LEVELS]
    branches += [rf"{word}(?<=[，。；：:\n该全 ]{word})" for word in _BARE]
    branches += [*HERE, *(f"{word}(?!们)" for word in PERSONS)]
    by_first: dict[str, list[str]] = {}
    for branch in (*branches, *_SCOPES):
        by_first.setdefault(branch[0], []).append(branch[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(r)})" for first, r in by_first.items()))


def is_that(word: str) -> bool:
    """Whether a phrase that begins with ``word`` points back: 这座大桥, 该公司, 此次."""
    return word[:1] in ("这", "那", "该", "此")


#: The side of a school or a hospital, in a dispute or before the press: 校方.
SIDES = frozenset(("校方", "院方", "馆方", "店方", "厂方"))
_THAT = lazy(r"[这那该此本][一些家座个条所处项支]*")


def kind_named(words: str) -> str:
    """The noun by which ``words`` stand for what was named before, or nothing.

    >>> kind_named("该公司"), kind_named("这座大桥"), kind_named("公司"), kind_named("中建公司")
    ('公司', '大桥', '公司', '')
    """
    if words[0] == "全" and words[1:] in _BARE:
        return words[1:]  # 全集团
    rest = _THAT.sub("", words, count=1) if is_that(words) else words
    bare = rest in _BARE or _kinds().get(rest) in ("place", "team")
    return rest if bare or rest != words else ""


class Bodies:
    """Finds such bodies in one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.folded
        self._tags = document.tokens.tags
        self._repeated: dict[str, bool] = {}
        self._towns = _TOWN.search(self._text) is not None
        self._find = _pattern().finditer

    def any(self, start: int, end: int) -> bool:
        """Whether such a word begins between two offsets."""
        for found in self._find(self._text, start, end + _LONGEST_WORD):
            if found.start() >= end:
                return False
            if found[0] not in _SCOPES:
                return True
        return False

    def scope(self, start: int, end: int) -> str:
        """The word for a whole country or place that a sentence, or its second clause, opens with."""
        reach = min(end, start + _SCOPE_REACH)
        if self._text.find("全", start, reach) < 0 and self._text.find("我国", start, reach) < 0:
            return ""
        found = _SCOPE.match(self._text, start, end)
        if found is None or self.any(found.end(), min(end, found.end() + _HEADING)):
            return ""  # 全国公安机关 is a body
        return found[1]

    def mark(self, line: Line) -> str:
        """The letters of ``line`` with Q for every chunk of a body in its own words."""
        kinds, starts = line.kinds, line.starts
        marked: list[str] = []
        for word in self._find(self._text, starts[0], starts[-1]):
            start, end = word.span()
            at = bisect_left(starts, end)
            if starts[at] != end or word[0] in _SCOPES:
                continue
            first = self._fits(line, at, start)
            if first >= 0:
                marked = marked or list(kinds)
                marked[first:at] = "Q" * (at - first)
        for town in _TOWN.finditer(self._text, starts[0], starts[-1]) if self._towns else ():
            at = bisect_left(starts, town.end())
            if starts[at] == town.end() and self._is_strange(line.words[at]):
                marked = marked or list(kinds)
                marked[at] = "Q"
        for found in _OPENS.finditer("," + kinds):
            at = found.start(1) - 1
            if self._is_unlisted(line.words[at]):
                marked = marked or list(kinds)
                marked[at] = "Q"
        return "".join(marked) if marked else kinds

    def _fits(self, line: Line, at: int, start: int) -> int:
        """The first chunk of the body whose last word, from offset ``start``, ends at chunk ``at``;
        -1 when the words are none."""
        kinds, starts = line.kinds, line.starts
        word = self._text[start : starts[at]]
        if word in PERSONS or word in HERE:
            alone = starts[at - 1] == start and (at == 1 or kinds[at - 2] in _BEFORE)
            alone = alone and (word != "老人" or kinds[at : at + 1] in ("p", "d", "v", "u"))
            return at - 1 if alone and _AFTER.match(kinds, at) else -1
        if word in _LEVELS and starts[at - 1] != start:
            return -1
        kind = _kinds().get(word, "body")
        if kind == "brand":
            return self._brand(line, at, start)
        first = _first(line, at)
        if starts[first] > start or (first and kinds[first - 1] not in _BEFORE):
            return -1 if kind != "team" or kinds[first - 1] != "D" else self._team(line, first, at)
        if is_that(line.words[first]) or (starts[first] == start and kind in ("place", "team")):
            opens = not first or kinds[first - 1] in _CLAUSE
            return first if opens and _FOLLOWS.match(kinds, at) else -1
        if kind == "team":
            first = self._team(line, first, at)
            named = first >= 0 and (at - first > 1 or len(line.words[first]) > 2)
            return first if named and _FOLLOWS.match(kinds, at) else -1
        if kind != "body" and (starts[first] == start or kinds.startswith("#", at)):
            return -1
        if kind == "place":
            whole = self._text.startswith(_SCOPES, starts[first])  # 全国铁路 is the country's
            return first if not whole and self._is_proper(line, first, at) else -1
        return first if _AFTER.match(kinds, at) or word in _LEVELS else -1

    def _brand(self, line: Line, last: int, start: int) -> int:
        """The chunk of the name before the noun from offset ``start``, when a firm is called so.

        亚讯|网络, when the dictionary lacks the name and the article has the two together again.
        """
        first = last - 2
        if first < 0 or line.starts[last - 1] != start or not _FOLLOWS.match(line.kinds, last):
            return -1
        word = line.words[first]
        named = len(word) > 1 and self._tags.get(word, "") in _BRANDS and _HAN.fullmatch(word)
        return first if named and self._is_repeated(line.span(first, last)) else -1

    def _team(self, line: Line, first: int, last: int) -> int:
        """The first chunk of the team's own name: 比赛|雄狮队."""
        if "代表" in line.words[first:last]:
            return -1  # 他代表雄狮队出战
        own = last - 1 - (line.words[last - 1] in _kinds())  # 雄狮|队
        while first < own and line.kinds[first] not in "GE}":
            if self._tags.get(line.words[first], "") not in _COMMON:
                break
            first += 1
        return first

    def _is_proper(self, line: Line, first: int, last: int) -> bool:
        """Whether a place or a word that no common noun is stands in a phrase."""
        if not _FOLLOWS.match(line.kinds, last):
            return False
        for k in range(first, last):
            word = line.words[k]
            tag = self._tags.get(word, "")
            if line.kinds[k] in "GE}" or (tag in _PROPER and len(word) > (1 if tag else 2)):
                return True
        return False

    def _is_strange(self, word: str) -> bool:
        """Whether ``word`` may be a place that no register has: 南部城市库法."""
        return (
            1 < len(word) < 7
            and _HAN.fullmatch(word) is not None
            and self._tags.get(word, "") in _PROPER
        )

    def _is_unlisted(self, word: str) -> bool:
        """Whether ``word`` is a proper name that no register has: a Latin name, or a word of three
        characters and more that the dictionary lacks, or has as a proper noun, and that the
        article repeats."""
        if len(word) < 3:
            return False
        if _LATIN.fullmatch(word):
            return True
        proper = len(word) < 7 and self._tags.get(word, "") in ("", "nt", "nz")
        if not (proper and _HAN.fullmatch(word)):
            return False
        return self._is_repeated(word)

    def _is_repeated(self, words: str) -> bool:
        """Whether the article has ``words`` twice."""
        if words not in self._repeated:
            self._repeated[words] = self._text.count(words, 0, _SOUGHT) > 1
        return self._repeated[words]


#: A name in quotation marks at the head of another: “深海一号”大气田.
_QUOTED = re.compile(r"\}[^{},;:.#]{1,6}\{")


def _first(line: Line, end: int) -> int:
    """The first chunk of the phrase of nouns that ends before chunk ``end``; 这座 is the first."""
    kinds = line.kinds
    first = end - 1
    while first and end - first < _LONGEST and kinds[first - 1] in _PART:
        first -= 1
        if is_that(line.words[first]):
            return first
    quoted = _QUOTED.match(kinds[max(0, first - 8) : first][::-1])
    return first - quoted.end() if quoted else first
