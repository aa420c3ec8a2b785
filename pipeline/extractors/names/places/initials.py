"""The first character of a country before what is its own: 俄总统, 美国会, 智|全国各地 after 智利."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.places.abbreviations import abbreviation, named_for
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lazy import lazy
from pipeline.rules import ex, rule

#: Countries that news shortens whether or not it has named them before.
_GREAT = frozenset("美英法德俄日韩")
#: First characters of countries that are words by themselves: 新政府, 多专家.
_WORDS = frozenset("新老也不多南东北中文几海约圣白立上")
#: The same, but for verbs and prepositions that hardly take the organs of a state: 以媒体为镜, 朝士兵挥手.
_VERBS = frozenset("以朝加")
_ORGAN = lazy(
    ".(?:总统|总理|首相|外长|防长|政府|当局|军方|军队|军机|战机|议会|国会|外交部|外务省|国防军|空军|海军)(?!为|们)"
)
#: What belongs to a state, beside its bodies.
_OWN = (
    "副?总统|副?总理|首相|外长|外交大臣|防长|财长|国务卿|(?:国防|外交|财政|内政|司法|商务)部长|驻[一-鿿]{1,4}大使|"
    "政府|当局|国内(?![部阁地外政])|境内|全国|全境|局势|难民|军队|军方|军机|军舰|舰|军人(?!员)|士兵|特种兵|特种部队|"
    "战机|战舰|航母|潜艇|飞行员|宇航员|航天员|边防军|安全部队|武装部队|防空部队|警察|警方|检方|情报部门|情报机构|"
    "媒体|官员|高官|领导人|使馆|大使馆|法院|议员|专家|学者|民众|选民|选手|球员|企业|公司|股市|公民|侨民|国民|留学生|代表团|执政党|反对党|反对派|在野党|"
    "东部|西部|南部|北部|中部|两国|各地|主要|首都|贸易|经济|货币|国王(?![子室朝妃位后冠])|王室"
)
#: 美国|会 is the body where this follows, for 会 is a verb too.
_PARLIAMENT = "国会(?=通过|批准|审议|否决|表决|授权|议员|参议|众议|两院|大厦|选举|领袖|领导人)"


@cache
def _spots() -> re.Pattern[str]:
    """A country's first character, and what is its own; with a group when that is a body of state."""
    words = lexicon()
    bodies = [word for word, use in words.uses.items() if use == "shared" and word != "国会"]
    firsts = {name[0] for name, kind in words.world.items() if kind == "country"} - _WORDS
    initials = "".join(sorted(firsts | _GREAT))
    longest_first = "|".join(sorted(bodies, key=len, reverse=True))
    return re.compile(f"[{initials}](?:((?:{longest_first})(?!长)|{_PARLIAMENT})|(?={_OWN}))")


@rule(
    "name-country-initial",
    why="news shortens the great powers, and any country that it has named, before what belongs to a state",
    examples=[
        ex("有消息说，⟦俄⟧特种兵10多人负伤。", label="GPE", canonical="俄罗斯"),
        ex("⟦美⟧国务卿将访问非洲。", label="GPE", canonical="美国"),
        ex("昨天，⟦美国会⟧通过了预算。", label="ORG"),
        ex("据悉，⟦俄空军⟧增派了战机。", label="ORG"),
        ex("智利遭遇寒潮，⟦智⟧全国各地停电。", label="GPE", canonical="智利"),
    ],
    never=["近3日政府网站停运。", "他不懂司法官员的做法。", "明天美国会议继续。"],
)
def initials(shape: Shape, countries: dict[str, str]) -> Iterator[Candidate]:
    """Countries by one character, and bodies of theirs.

    ``countries`` are those the article names in full, by their first character.
    """
    text, name = shape.text, "name-country-initial"
    for found in _spots().finditer(text):
        at, character = found.start(), found[0][0]
        full = countries.get(character, "")
        if not full and character not in _GREAT:
            continue
        if character in _VERBS and not _ORGAN.match(text, at):
            continue
        if not _begins(shape, at) or (character == "日" and text[at - 1 : at] in _DAYS):
            continue
        if found[1] and text[at - 1 : at] not in _PARTNERS:
            yield Candidate(at, found.end(), "ORG", name, RULE + 0.1)
        else:
            yield named_for(abbreviation(text, at, LIKELY, name), full)


#: What a country stands beside in a pair, whose body is of both: 中俄|议会合作委员会.
_PARTNERS = _GREAT | {"中"}
#: What a day's number ends in.
_DAYS = frozenset("0123456789〇一二三四五六七八九十")


def _begins(shape: Shape, offset: int) -> bool:
    """Whether a token begins at ``offset``."""
    i = bisect_left(shape.starts, offset)
    return i < len(shape.starts) and shape.starts[i] == offset
