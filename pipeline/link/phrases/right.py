"""Noun phrases right of a figure, as patterns over the letters as they stand."""

from __future__ import annotations

import re

from pipeline.lazy import lazy
from pipeline.link.lines import Line
from pipeline.link.phrases.measures import is_measure
from pipeline.link.units import BEINGS, HAPPENINGS

_QUOTED = r"\{[^{}#]{1,12}\}"
#: 计划 is a noun after a verb (研发计划) and before a noun (西部计划志愿者).
_ITEM = rf"(?:{_QUOTED}|[nEGOPawyi]|(?<=[wy])m|m(?=[nE])|T(?=[nwyE])|s(?=[nEwGO{{]))"
#: A verb between nouns that the clause's verb follows is part of their name: 医保统筹地区实现….
_NAMING = r"(?<=n)u(?=[nwya]{1,5}[dvux=H])"


def _sequence(item: str) -> str:
    """A phrase of such items, and phrases joined to it by 、 and 和."""
    return rf"(?:u(?=[nawy]))?{item}{{1,10}}(?:[、c]{{1,2}}(?:u(?=[naw]))?{item}{{1,10}}){{0,6}}"


#: Within a phrase right of a figure a person is no more of the noun, nor a verb that has a name after it.
_MORE = rf"(?!(?<=n)(?:P|[wy][GP])){_ITEM}"
_SEQUENCE = _sequence(rf"(?:{_MORE}|{_NAMING})")
_ANY_HEAD = r"(?:(?<=[nEOm}])|(?<=[wy])(?![#0LGOPtyDpgr]))"
_THING_HEAD = r"(?:(?<=[nEOm}])|(?<=w)(?![#0LGOPtyDpgr]))"

#: A phrase right of its figure. After a unit that counts beings the head is a noun: a verb after
#: the noun is its predicate (3名工人操作…); after others it may be a noun-like verb (3场比赛).
RIGHT_ANY = lazy(_SEQUENCE + _ANY_HEAD)
RIGHT_THING = lazy(_SEQUENCE + _THING_HEAD)
RIGHT_NOUN = lazy(_sequence(rf"(?!(?<=n)[GOP]){_ITEM}") + r"(?<=[nEOP}])")
#: After a unit that counts happenings a verb alone may end the phrase: 19场艺术展览。
RIGHT_HAPPENING = lazy(rf"(?:{_SEQUENCE})?(?:u(?=[,;.、c)S]|$)|{_ANY_HEAD})")
#: A verb alone after a figure at the end of its clause is what is counted: 14类构造。
RIGHT_ALONE = lazy(r"[uw](?=[,;:.、c)}]|$)")
#: A clause that modifies the noun after its 的: 侵害用户权益的应用, 来自山东的学生.
RIGHT_SHORT_CLAUSE = lazy(
    rf"d{{1,2}}[uvwysa][^,;:.LC#]{{0,4}}?D(?:{_SEQUENCE}{_ANY_HEAD})"  # 尚未结婚的姐妹
)
RIGHT_MADE = lazy(rf"[nG]{{1,3}}[uvyw]{{1,2}}D(?:{_SEQUENCE}{_ANY_HEAD})")
RIGHT_CLAUSE = lazy(rf"[vuyHmsawRp][^,;:.LCT]{{0,14}}?D(?:{_SEQUENCE}{_ANY_HEAD})")

#: Prepositions that open a clause before its noun.
_BY = frozenset(("由", "以", "为", "从", "向", "在", "面向", "针对", "与"))
#: What makes an attribute of the verb after it where no 的 follows.
_NEGATIONS = frozenset(("不可", "未", "非", "待", "在", "已"))
_ATTRIBUTE = lazy("[uvwy][naE]")
#: Verbs that right after a figure belong to its noun: 8万千瓦新增需求, 156条涉诈线索.
_PREFIXED = frozenset(("新增", "涉", "涉及"))
#: Words between a figure and its noun: 3处遗址, 两名前总理.
_BEFORE_NOUN = frozenset(("处", "前", "原", "现任", "新任"))


def right_phrase(line: Line, start: int, label: str, unit: str) -> tuple[int, int] | None:
    """The phrase that begins at chunk ``start``, after a figure counted in ``unit``."""
    if line.kinds[start : start + 1] in ("r", "g") or line.words[start] in _BEFORE_NOUN:
        if line.words[start] == "部分" and line.stops[start + 1 : start + 2] in ("", ",", "、"):
            return start, start + 1
        start += 1
    first = line.words[start]
    located = line.kinds[start : start + 1] == "f" and len(first) > 1 and first[0] not in "之以"
    opens = located or first in _PREFIXED
    if opens and line.kinds[start + 1 : start + 2] in ("n", "a", "w", "y"):
        inner = right_phrase(line, start + 1, label, unit)  # 50条市内航线, 8万千瓦新增需求
        return (start, inner[1]) if inner else None
    if first in _NEGATIONS and _ATTRIBUTE.match(line.kinds, start + 1):
        inner = right_phrase(line, start + 2, label, unit)
        if inner and inner[0] == start + 2 and line.kinds[inner[1] : inner[1] + 1] != "D":
            return start, inner[1]  # 30处未开放景区
    found, whole = _right_match(line, start, label, unit)
    if found is None or found.end() == start:
        return None
    end = _with_bracket(line, found.end())
    end += line.words[end] == "组织" and line.kinds[end - 1] == "n"  # 7个国际组织800名嘉宾
    priced = line.kinds[end : end + 1] == "#" and line.kinds[end + 1 : end + 2] not in set("DnwaE")
    if priced and end - start > 1 and is_measure(line, end - 1):
        end -= 1  # 5升装的食用油原价79.9元: the price is the next figure's
    return start, end if whole or label != "CARDINAL" else _with_owned(line, start, end, unit)


def _right_match(
    line: Line, start: int, label: str, unit: str
) -> tuple[re.Match[str] | None, bool]:
    """The match of the phrase from chunk ``start``, and whether it is a clause with its noun."""
    kinds = line.kinds
    first = kinds[start : start + 1] or "."
    if label != "CARDINAL":
        governs = first == "y" and kinds[start + 1 : start + 2] in "nwa"
        if governs or (label == "PERCENT" and first in "yu"):
            return None, False
        return (RIGHT_NOUN if unit in BEINGS else RIGHT_ANY).match(kinds, start), False
    if first in "vuHmsR" or (first == "p" and line.words[start] in _BY):  # 100项由企业制定的标准
        clause = RIGHT_CLAUSE.match(kinds, start)
        if clause:
            return clause, True
    if first == "d":
        return RIGHT_SHORT_CLAUSE.match(kinds, start), True
    nominal = RIGHT_NOUN if unit in BEINGS else RIGHT_THING
    found = (RIGHT_HAPPENING if unit in HAPPENINGS else nominal).match(kinds, start)
    if found is None:
        return _clausal_match(kinds, start, unit)
    goes_on = first == "y" and kinds[found.end() : found.end() + 1] in set("wyu")
    clause = RIGHT_CLAUSE.match(kinds, start) if goes_on else None
    return clause or found, clause is not None  # 31名涉嫌盗窃的嫌疑人


def _clausal_match(kinds: str, start: int, unit: str) -> tuple[re.Match[str] | None, bool]:
    """The same where no bare noun phrase begins: a clause with its noun, or a verb alone."""
    first = kinds[start : start + 1] or "."
    clause = RIGHT_CLAUSE.match(kinds, start) if first in "awy" else None
    if clause is None and first in "nG":
        clause = RIGHT_MADE.match(kinds, start)  # 3200台本地生产的轿车
    if clause is None and first in "uw" and unit not in BEINGS:
        return RIGHT_ALONE.match(kinds, start), False
    return clause, clause is not None


_BRACKET = lazy(r"\([nG、]{1,5}\)(?!$|[.])")
_INSIDE = lazy(r"\([^()#,;:]{1,6}\)[nawyE]{0,4}[nE]")


def _with_bracket(line: Line, end: int) -> int:
    """The end of the phrase with the other names in the bracket after it: 省（区、市）."""
    found = _BRACKET.match(line.kinds, end)
    short = found and all(line.end(k) - line.starts[k] == 1 for k in range(end, found.end()))
    if found and (short or line.words[end - 1] == "省"):
        return found.end()
    inside = _INSIDE.match(line.kinds, end) if line.kinds[end - 1 : end] in ("O", "E") else None
    return inside.end() if inside else end


def _restricts(line: Line, start: int) -> bool:
    """Whether the figure before chunk ``start`` stands in a clause that restricts what follows.

    藏有3万件文物的博物馆, 一座拥有6台设备的车间: its verb has no subject of its own.
    """
    verb = start - 2 - (line.kinds[start - 2 : start - 1] == "L")
    if verb < 0 or line.kinds[verb] not in "vuH":
        return False
    return verb == 0 or line.kinds[verb - 1] in ",;:.r#0、H"


def _with_owned(line: Line, start: int, end: int, unit: str) -> int:
    """The end of the phrase when 的 and what is owned follow it.

    36幅画家的手稿 counts the sheets; 320户居民的围墙均受损 counts the households, since a unit that
    counts beings agrees with the owner when the whole has a predicate of its own.
    """
    kinds = line.kinds
    sized = kinds.startswith("#D", end)  # 人数超过80人的车间
    if not sized and kinds[end : end + 1] != "D":
        return end
    if not sized and _restricts(line, start):
        return end
    owned = RIGHT_ANY.match(kinds, end + (2 if sized else 1))
    if owned is None:
        return end
    predicate = kinds[owned.end() : owned.end() + 1]
    if line.kinds[owned.end() - 1] in "wy" and unit not in HAPPENINGS:
        return end  # 60间板房的搭建
    if sized:
        return owned.end()
    if unit in ("种", "类") or (unit == "个" and line.words[end - 1][-1] not in "性型式级"):
        return end  # 两种语言的标志, 3个阶段的工作
    agrees = unit in BEINGS or line.kinds[owned.end() - 1] in "wy"
    return end if agrees and predicate and predicate in "dvuxp=HwR" else owned.end()
