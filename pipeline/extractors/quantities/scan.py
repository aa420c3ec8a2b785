"""One pass over the folded text: every place where a numeral stands, outside what is taken."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.document import Document
from pipeline.extractors.quantities.approximators import is_approximator
from pipeline.lazy import lazy
from pipeline.model import Mention
from pipeline.numerals import DIGIT_CHARS, SCALE_CHARS, Numeral, parse
from pipeline.units import match_after

#: 参 陆 伍 肆 拾 are everyday characters (参加 陆地 入伍 放肆 收拾): digits only beside their kind.
_SHY = "参陆伍肆拾"
_PLAIN = "".join(c for c in DIGIT_CHARS + SCALE_CHARS + "廿卅卌几数" if c not in _SHY)
_FORMAL = "壹贰叁柒捌玖佰仟零参陆伍肆拾"
_SMALL_DIGITS = "".join(c for c in DIGIT_CHARS if c not in _SHY)

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:，\d{3})+(?=\.\d|[个元人名户吨亩辆])|\d+)(?:\.\d+(?!\.?\d)|·\d+(?=[%‰万亿千百元米吨倍公平立亩个人美度分摄棵])|(?<=[1-9][3-9])·\d+|(?<=[2-9]\d)·\d+|(?<=\d\d\d)·\d+)?"
#: What may follow an Arabic head: 5千, 余万, 万5千, 千零20, 几十.
_TAIL = (
    rf"(?: ?[多余来几]?(?:(?<!\d\d\d)[十拾百佰千仟]|[万亿兆])[{SCALE_CHARS}]*"
    rf"(?:(?=零)[{_SMALL_DIGITS}{SCALE_CHARS}]+\d*|(?=[^万亿兆]?[十百千])[{_PLAIN}]+| ?\d+(?![\d.%])(?= ?[{SCALE_CHARS}]|(?!\d)))?)*"
    r"(?:几(?=[岁个人名万亿年天]))?"
)
_HAN = (
    rf"(?:[{_PLAIN}]|[{_SHY}](?=[{_FORMAL}万亿元圆角分])|(?<=[{_FORMAL}万亿])[{_SHY}]|(?<=分之)[{_SHY}]|(?<![一-鿿])[{_SHY}](?![一-鿿])|(?<![收捡])拾(?=[一二三四五六七八九][万亿千百]))+"
    rf"(?:[多余来](?=[万亿兆])[{SCALE_CHARS}]+)?"
    rf"(?: ?点 ?(?:[{_SMALL_DIGITS}{_SHY}]+(?![十百千分])|\d+)[{SCALE_CHARS}]*)?"
)
#: What a numeral may begin with: one character class is the fastest thing a pattern can search for.
_GATE = re.compile(rf"[\d.{_PLAIN}{_SHY}半首Ⅰ-ⅫIVX]")
#: The commonest shapes come first: digits, and one Han numeral, that nothing goes on from.
NUMERAL = re.compile(
    rf"\d++(?![.,，· 多余来几十拾百佰千仟万亿兆])|[{_PLAIN}](?![{_PLAIN}{_SHY}多余来点 ])"
    rf"|{_ARABIC}{_TAIL}|(?<![\w.])\.\d+|{_HAN}|半百?|首(?![席都相府先页脑要领])|(?:[Ⅰ-Ⅻ]|(?<![A-Za-z])[IVX]{{1,4}})(?=级)"
)
#: Numerals written with spaces between their characters, as old newswire has them.
_SPACED = lazy(
    rf"(?:[{_PLAIN}\d][{_PLAIN}\d.]*)(?:[ \u3000]{{1,2}}[{_PLAIN}{_SHY}\d.余多点]+)+(?<![余多点])"
)
#: A gap is inside a numeral only where a scale or the point stands on one side of it.
_GAP = lazy(
    rf"[{_PLAIN}{_SHY}\d.]+(?:(?<=[{SCALE_CHARS}点])[ \u3000]{{1,2}}[{_PLAIN}{_SHY}\d余多点]|[ \u3000]{{1,2}}[{SCALE_CHARS}余点])"
)
#: 21.2E0, 2.5^-1; 30w, 15k元; and where the number is all there is, 1.2M.
_POWER = lazy(
    r"(?:(?:[eE]|[×xX*] ?10\^)(?P<ten>[+-]?\d{1,3})|\^(?P<exponent>-?\d{1,3}))(?![\d.A-Za-z_])"
)
_SUFFIX = lazy(r" ?(?:(?P<k>[kK])|[wW])(?![A-Za-z0-9金])|(?: ?(?P<m>M)|G)(?=\s*\Z)")
_ARABIC_CHARS = frozenset("0123456789.,")
_LETTERS = {"k": 3, "K": 3, "w": 4, "W": 4, "M": 6, "G": 9}
_MARKS = frozenset("eE^kKwWMG ×xX*")
_BLANKS = frozenset(" \u3000")
_UNIT_PREFIX = frozenset("千百兆两")
_LAST_ASCII = "\x7f"
_ONES = frozenset("一二两三四五六七八九")


#: Tags under which jieba's dictionary lists numbers and number+classifier words.
NUMERIC_TAGS = frozenset({"m", "mq", "q", "t", "x", "eng", ""})
_HEAD = lazy(rf"[{_PLAIN}]+[多余来]?")


@lru_cache(maxsize=4096)
def hides(word: str, at: int) -> bool:
    """Whether the numeral at ``at`` of ``word`` is part of a word, unless the word itself is numeric.

    统一 and 一带 hide theirs; 近百名 and 两国 do not: before it an approximator, after it a unit.

    >>> hides("统一", 1), hides("进一步", 1), hides("近百名", 1), hides("两国", 0), hides("一辆车", 0)
    (True, True, False, False, False)
    """
    if (
        word in _NUMBER_WORDS
        or "分之" in word
        or "级风" in word
        or "层楼" in word
        or word[at + 1 : at + 2] in _ROOMS
        or _WRITTEN_OUT.fullmatch(word)
    ):
        return False
    if at:
        return word[:at] not in _BEFORE_COUNTS and not is_approximator(word[:at])
    head = _HEAD.match(word)
    rest = word[head.end() :] if head else word[1:]
    return bool(rest) and match_after(rest, 0) != rest and rest not in _COUNTED


#: What makes a count of a word in the dictionary, where 一条龙 and 两面派 are none: 一辆车, 八岁时.
_COUNTED = frozenset(
    "辆车 部戏 出戏 道菜 盘菜 节课 门课 本书 封信 艘船 条船 棵树 间房 张床 张票 条路 段路 条腿 条鱼 只羊 只鸡 只手 匹马 朵花 束花 盏灯 扇门 颗星 颗心 杯酒 壶酒 瓶酒 杯水 壶水 碗饭 顿饭 句诗 首诗 类人 代人 米远 斤重 岁时 岁半 件事 部委 颗树 处房 幅画 支笔 场戏 栋楼 座楼 座桥".split()
)
#: 前三名 and 后两场 count; the word before the numeral is no part of it.
_BEFORE_COUNTS = frozenset("前后头")
#: A formal numeral that the segmenter takes for a name: 伍拾.
_WRITTEN_OUT = lazy(rf"(?=.*[{_FORMAL}])[{_PLAIN}{_SHY}]{{2,}}")
#: 三室两厅 counts rooms.
_ROOMS = frozenset("室厅")
#: Dictionary words of another tag whose numeral counts all the same.
_NUMBER_WORDS = frozenset("有数 翻两番 翻一番 翻了一番 翻了两番 半数 半数以上 近百家".split())


@dataclass(slots=True)
class Run:
    """A numeral in the text, and how far lookups around it may reach.

    ``floor`` and ``ceiling`` are the nearest offsets, before and after, that belong to another mention.
    """

    doc: Document
    text: str
    start: int
    end: int
    number: Numeral
    floor: int
    ceiling: int

    @property
    def arabic(self) -> bool:
        """Whether the numeral begins with an Arabic digit."""
        return self.text[self.start] < "Ⅰ"

    @property
    def words(self) -> str:
        """The numeral's own characters."""
        return self.text[self.start : self.end]


class Scan:
    """Reads numerals at chosen offsets of one document, around the mentions already taken."""

    def __init__(self, doc: Document, taken: Sequence[Mention]) -> None:
        """``taken`` are in order of text."""
        self.doc = doc
        self.text = text = doc.folded
        self._starts, self._ends = [m.start for m in taken], [m.end for m in taken]
        if addresses := _addresses(text):
            spans = sorted([*zip(self._starts, self._ends, strict=True), *addresses])
            self._starts, self._ends = [start for start, _ in spans], [end for _, end in spans]
        #: Whether a word that makes a rate of a figure after it stands anywhere: 每吨, 人均.
        self.rates = "每" in text or "均" in text

    def runs(self) -> Iterator[Run]:
        """Every free numeral of the sentences to read, left to right.

        The consumer moves ``self.position`` past what it has used.
        """
        text, gate, match = self.text, _GATE.search, NUMERAL.match
        starts, ends, last = self._starts, self._ends, len(self._starts)
        before = 0  # how many of the mentions taken begin before the place
        self.position = 0
        while hit := gate(text, self.position):
            start = hit.start()
            while before < last and starts[before] <= start:
                before += 1
            if before and ends[before - 1] > start:
                self.position = ends[before - 1]
                continue
            if text[start] > _LAST_ASCII and (after := self._word(start)):
                self.position = after
                continue
            found = match(text, start)
            if found is None:
                self.position = start + 1
                continue
            self.position = found.end()
            run = self._read(start, found.end(), before)
            if run is not None:
                self.position = run.end
                yield run

    def _word(self, start: int) -> int:
        """The end of the token that hides the Han numeral at ``start``, 0 where none does."""
        tokens = self.doc.tokens
        i = bisect_right(tokens.starts, start) - 1
        if i < 0 or len(word := tokens.words[i]) == 1:
            return 0
        at = start - tokens.starts[i]
        hidden = at < len(word) and hides(word, at) and tokens.tag(i) not in NUMERIC_TAGS
        return start + len(word) - at if hidden else 0

    def at(self, offset: int) -> Run | None:
        """The numeral that begins exactly at ``offset``."""
        found = NUMERAL.match(self.text, offset)
        if found is None:
            return None
        return self._read(*found.span(), bisect_right(self._starts, offset))

    def _read(self, start: int, end: int, before: int) -> Run | None:
        """The numeral at ``start``, its value read; None for what only looks like one.

        So many of the mentions taken begin before it.
        """
        text = self.text
        floor = self._ends[before - 1] if before else 0
        ceiling = self._starts[before] if before < len(self._starts) else len(text)
        if end > ceiling:
            end = ceiling
        if end - start == 1 and text[start] == "首":
            return Run(self.doc, text, start, end, _ONE, floor, ceiling)
        after = text[end] if end < ceiling else ""
        if after in _BLANKS and (wide := self._spaced(start, ceiling)):
            return Run(self.doc, self.text, start, wide[1], wide[0], floor, ceiling)
        if text[end - 1] in _UNIT_PREFIX:
            end = self._without_unit(start, end)
        number, end = _longest(text, start, end)
        if number is None:
            return None
        if end < ceiling and text[end] in _MARKS:
            number, end = self._raised(number, start, end, ceiling)
        return Run(self.doc, self.text, start, end, number, floor, ceiling)

    def _raised(self, number: Numeral, start: int, end: int, ceiling: int) -> tuple[Numeral, int]:
        """The number with its exponent or Latin scale letter."""
        if found := _POWER.match(self.text, end, ceiling):
            if ten := found["ten"]:
                return Numeral(number.low * Decimal(10) ** int(ten)), found.end()
            exponent = int(found["exponent"])
            if not number.low and exponent <= 0:
                return number, end  # 0^0 and 0^-1 have no value
            return Numeral(number.low**exponent), found.end()
        found = _SUFFIX.match(self.text, end, ceiling)
        if found is None or self.text[start] not in _ARABIC_CHARS or self._name(found, start):
            return number, end
        letter = found.group().strip()
        if letter == "W" and match_after(self.text, end):
            return number, end  # a watt
        return Numeral(number.low.scaleb(_LETTERS[letter])), found.end()

    def _name(self, found: re.Match[str], start: int) -> bool:
        """4K and 8K are names of formats; so is a lone 3M in a sentence."""
        letter, words = found.group().strip(), self.text[start : found.start()]
        if letter in "MG":
            return bool(self.text[:start].strip(" -"))
        return letter in "KW" and words.isdigit() and len(words) < 2

    def _spaced(self, start: int, ceiling: int) -> tuple[Numeral, int] | None:
        if not _GAP.match(self.text, start, ceiling):
            return None
        found = _SPACED.match(self.text, start, min(ceiling, start + 64))
        if found is None or not set(found.group()) & set(SCALE_CHARS):
            return None
        number = parse(found.group().replace(" ", "").replace("\u3000", ""))
        return (number, found.end()) if number else None

    def _without_unit(self, start: int, end: int) -> int:
        """Leave 千, 百 and 兆 to the unit they begin: 12千米, 五十兆字节; but 两千米 is 2000 m."""
        last = end - 1
        if last > start and self.text[last] != "两":
            before = self.text[last - 1]
            if (before not in _ONES or self.text[last] == "兆") and len(
                match_after(self.text, last)
            ) > 1:
                return last
        if last > start and self.text[last] == "两" and not self._pair(last):
            return last  # the weight: 二两, 三千两
        return end

    def _pair(self, last: int) -> bool:
        """一两个 is one or two; 一两 without a classifier is 50 g."""
        return self.text[last - 1] == "一" and bool(match_after(self.text, last + 1))


#: Web and mail addresses, whose digits are never read.
_ADDRESS = lazy(r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]+\.[\w.]+", re.ASCII)


def _addresses(text: str) -> list[tuple[int, int]]:
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    return [m.span() for m in _ADDRESS.finditer(text)]


_ONE = Numeral(Decimal(1))


def _longest(text: str, start: int, end: int) -> tuple[Numeral | None, int]:
    """The longest head of ``text[start:end]`` that is a numeral."""
    if end - start > 64:
        return None, end
    stop = end
    words = text[start:stop]
    number = parse(words)
    if number is None and ("，" in words or "·" in words):
        # older newswire's separators, 82，225 and 3·5%
        number = parse(words.replace("，", ",").replace("·", "."))
    while number is None and stop - start > 1:
        stop -= 1
        if not (text[stop] in _ARABIC_CHARS and text[stop - 1] in _ARABIC_CHARS):
            number = parse(text[start:stop])
    return number, stop
