"""The names of a sentence, read in order: what each stands for, and what part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.link.holders import collective
from pipeline.link.holders.known import Known
from pipeline.link.holders.roles import role_of
from pipeline.link.lines import Line
from pipeline.link.subjects import Subject, Subjects

#: A name with the names joined to it: 黑龙江、新疆, or a place and its part, or its person. The
#: pattern begins with a character, so that the scan skips to one of these.
_GROUP = re.compile(
    r"[QGOPg](?:(?<=Q)Q*|(?<=g)|[GOP]*(?:nG)?(?:[、c][GOP]+(?:nG)?)*(?:n{0,2}P)?k?)"
)
#: After the name of a news source: 央视网消息, 新华社北京电.
SOURCE = re.compile(
    r"(?:[^，。；\n]{0,8}(?:电(?<![停发用供充断来送家水核]电)|讯|消息|记者)|[一-龥]{0,3}报道)(?=[\s（(：:，,]|$)|时间"
)
#: Words after a name that make it the name of a thing, which has no figures: 中欧班列, 青海湖舰.
_CALLED = frozenset("班列 专列 舰 艇 号 轮".split())
#: What may join a place to a place in it: 印度北部北阿坎德邦.
_PARTS = frozenset(
    "东部 南部 西部 北部 中部 东北部 东南部 西北部 西南部 首都 中北部 中南部".split()
)
#: Words after a name that change nothing about whose the figure is: 以色列方面, 湖北境内.
_TAILS = frozenset("方面 境内 全境 全域 国内 市区 城区".split())


#: What stands for the state that the character before it shortens.
_STATE = frozenset("政府 当局 警方 军方 检方".split())
#: Bodies in the sky, which own nothing.
_IN_SKY = frozenset("地球 太阳 月球 火星 金星 木星 土星 水星 太阳系 银河系".split())
#: The team that the sentence has named as its subject goes on: 甲队战胜乙队，球队取得三连胜.
_TEAM = "球队"


def _plays(subjects: Subjects) -> bool:
    return any(one.name.endswith("队") for one in subjects.found)


_NO_NAMES = re.compile("[^QGOPg]*+")


def first_name(kinds: str) -> int:
    """The first of the letters ``kinds`` that may be a name's, or how many there are.

    >>> first_name("tdG#"), first_name("td#")
    (2, 3)
    """
    found = _NO_NAMES.match(kinds)
    return found.end() if found else 0


class Reader:
    """Reads the names of one document's sentences."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def read(self, line: Line, kinds: str, span: tuple[int, int], subjects: Subjects) -> None:
        """Take up the names between two figures of ``line``, whose marked letters are ``kinds``."""
        for found in _GROUP.finditer(kinds, *span):
            first, last = found.span()
            if last - first == 1 or "nG" not in line.kinds[first:last]:
                self._name(line, kinds, first, last, subjects)
                continue
            for part in self._parted(line, first, last):
                self._name(line, kinds, *part, subjects)

    @staticmethod
    def _parted(line: Line, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The group from ``first`` to ``last``, cut where a noun between two places joins nothing."""
        kinds = line.kinds
        k = kinds.find("nG", first, last)
        while k > first:
            if line.words[k] not in _PARTS:
                yield first, k
                first = k + 1
            k = kinds.find("nG", k + 1, last)
        yield first, last

    def _name(self, line: Line, kinds: str, first: int, last: int, subjects: Subjects) -> None:
        if last - first == 1 and line.words[first] in _IN_SKY:
            return
        if line.words[last] in _CALLED or SOURCE.match(line.text, line.starts[last]):
            return
        words = line.words[first] if last - first == 1 else line.span(first, last)
        name = self._stands_for(line, kinds, first, last, words)
        if not name or (kinds[first] == "Q" and words == _TEAM and _plays(subjects)):
            return
        letters = line.kinds[first:last]
        person = letters[-1] == "P" or words in collective.PERSONS
        following = line.words[last]
        if letters == "P" and len(name) == 1 and len(following) == 2:
            name += following  # 李大爷
        one = Subject(first, last + (following in _TAILS), name, person, letters[-1] == "k")
        role = role_of(line, one)
        if role:
            _supersede(line, first, subjects)
            getattr(subjects, role).append(one)
            self._known.topic(name, person, letters.strip("Gc、n") == "")

    def _stands_for(self, line: Line, kinds: str, first: int, last: int, words: str) -> str:
        """The name in full of the group of chunks, whose text is ``words``, or nothing."""
        known = self._known
        if words in collective.HERE:
            return known.here
        if words in collective.PERSONS:
            return known.person
        mention = line.mentions.get(first) if last == first + 1 else None
        full = known.full(mention) if mention else words
        # A name without its place gets it back, though it reads like a body of its own: 市总工会.
        if kinds[first] == "Q" and (full == words or not full.endswith(words)):
            if words in collective.SIDES:
                return known.of_kind(words[0]) or words
            kind = collective.kind_named(words)
            if kind:
                return known.of_kind(kind)
            words = known.with_place(words)
            country = line.mentions.get(first)
            if country and words[1:] in _STATE and country.end - country.start == 1:  # 德政府
                words = known.full(country) + words[1:]
            known.note(words, words[-1] not in "市县")
            return words
        if kinds[first] == "g":
            return known.that(words)
        whole = known.whole(words)
        if whole:
            return whole
        if last - first > 1:
            for k in range(first, last):  # 华盛集团总经理张明
                if line.kinds[k] == "O":
                    known.note(known.full(line.mentions[k]), True)
        known.note(full, line.kinds[last - 1] == "O")
        return full


_RANKS = frozenset("最第首领著知")
#: What ranks a body in a place, before its name.
_RANKED = re.compile(
    r"(?:最[大早老高]|第[一二三四五六七八九十][大家]|首家|领先|著名|知名)[^，。；：,;:、\n]{1,14}"
)


def _supersede(line: Line, first: int, subjects: Subjects) -> None:
    """Drop the names that the one from chunk ``first`` takes the place of: what it explains
    (最高的电站——白鹤滩水电站) and what it belongs to (颍上县的李大爷)."""
    if not first:
        return
    if not subjects.found:
        return
    if line.words[subjects.found[-1].end][:1] in _RANKS and _RANKED.fullmatch(
        line.span(subjects.found[-1].end, first)
    ):
        subjects.found.pop()  # 全球最大的零售商沃尔玛
    if line.words[first - 1][-1:] == "—" and line.text.endswith("——", 0, line.starts[first]):
        low = line.clause_start(first)
        subjects.found[:] = [s for s in subjects.found if s.start < low]
    elif line.kinds[first - 1] == "D" and subjects.found and subjects.found[-1].end == first - 1:
        subjects.found.pop()
