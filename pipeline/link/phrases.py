"""Noun phrases beside a figure, as patterns over class letters (see ``words``).

To the right a pattern runs over the letters as they stand; to the left over the letters reversed,
so that the nearest noun comes first. Every repetition is bounded, so a match costs the same
however long the sentence is.
"""

from __future__ import annotations

import re

from pipeline.link.lines import WINDOW, Line
from pipeline.link.words import words_of

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
RIGHT_ANY = re.compile(_SEQUENCE + _ANY_HEAD)
RIGHT_THING = re.compile(_SEQUENCE + _THING_HEAD)
RIGHT_NOUN = re.compile(_sequence(rf"(?!(?<=n)[GOP]){_ITEM}") + r"(?<=[nEOP}])")
#: After a unit that counts happenings a verb alone may end the phrase: 19场艺术展览。
RIGHT_HAPPENING = re.compile(rf"(?:{_SEQUENCE})?(?:u(?=[,;.、c)S]|$)|{_ANY_HEAD})")
#: A verb alone after a figure at the end of its clause is what is counted: 14类构造。
RIGHT_ALONE = re.compile(r"[uw](?=[,;:.、c)}]|$)")
#: A clause that modifies the noun after its 的: 侵害用户权益的应用, 来自山东的学生.
RIGHT_SHORT_CLAUSE = re.compile(
    rf"d{{1,2}}[uvwysa][^,;:.LC#]{{0,4}}?D(?:{_SEQUENCE}{_ANY_HEAD})"  # 尚未结婚的姐妹
)
RIGHT_MADE = re.compile(rf"[nG]{{1,3}}[uvyw]{{1,2}}D(?:{_SEQUENCE}{_ANY_HEAD})")
RIGHT_CLAUSE = re.compile(rf"[vuyHmsawRp][^,;:.LCT]{{0,14}}?D(?:{_SEQUENCE}{_ANY_HEAD})")

#: What may stand between a figure and the phrase it measures, reversed: equating verbs, change
#: verbs, 有, adverbs, a short bracket, a comparison (比上年, 与上年相比).
BRIDGE = re.compile(
    r"p?(?:[DtnwyfrGad]{1,7}B|b[^,;:.#]{1,5}?[cp]|D[td][pr=]|tp|\)[^()#,;]{1,4}\(|[=xHdLmSt0]"
    r"|(?<==)[uvyw](?=d)|(?<=x)[wu]n{1,2}p|(?<=[x=])a|(?<=[x=dLr])r|[、c](?=t)|(?<=d)c|p(?=[=vuxR]))*"
)
_QUOTED_BACK = r"\}[^{}#]{1,12}\{"
_ITEM_BACK = rf"(?:{_QUOTED_BACK}|(?<=n)\)[^()#,;:]{{1,6}}\((?=[nE])|[nEGOPawysi]|m(?=[wy])|(?<=n)m(?=[nEGw])|(?<=[nwy])T)"
_ONE_BACK = rf"(?:{_QUOTED_BACK}|[nEOPwys]|m(?=[wy])|B(?=[nw]))(?:{_ITEM_BACK}){{0,10}}"
_END_BACK = r"(?:[uv]{1,2}(?=D)|u(?=p))?"
#: A phrase left of its figure, reversed.
LEFT = re.compile(rf"{_ONE_BACK}(?:[、c]{{1,2}}{_ONE_BACK}){{0,6}}{_END_BACK}")
#: The same before a noun of measure, whose modifier may be any verb: 住院费用报销比例.
LEFT_MEASURE = re.compile(
    rf"n(?:d(?=[nwy])|v(?=[wy]))?(?:[up](?=[nwyaE}}])|u(?=[GtO])|va|[uw]d(?=n)|{_ITEM_BACK}){{0,10}}(?:[、c]{{1,2}}{_ONE_BACK}){{0,6}}"
    r"(?:[uv]{1,2}(?=D)|u(?=p)|u$)?"
)

#: Units that count beings and things that act.
BEINGS = frozenset("名位人户家只头匹辆架艘座栋所间岁") | {"人次"}
#: Units that count people, which one text takes in turn: 12名被救起，4人被送医.
PEOPLE = frozenset("名位人")
#: Units that count happenings, so that a verb may name what is counted: 变轨4次.
HAPPENINGS = frozenset("次起场轮回趟遍届例宗项期") | {"场次", "人次"}

#: Last characters of nouns that name a measure, so that the verb before them is part of the name:
#: 销售收入, 贷款余额, 种植面积 against 销售汽车, 发放贷款, 种植玉米.
_MEASURE_WORDS = (
    "资产",
    "风力",
    "能力",
    "产能",
    "里程",
    "时长",
    "收益",
    "水平",
    "总长",
    "全长",
    "预算",
)
_NO_MEASURES = frozenset(("力量", "示例", "案例", "事例", "劳模", "航模"))
_MEASURES = "额量率值数价费款金入积润本度比重模债例出速格资拔"


def reversed_window(line: Line, low: int, high: int) -> str:
    """The letters of chunks ``low`` to ``high``, nearest to ``high`` first, at most a window."""
    return line.kinds[max(low, high - WINDOW) : high][::-1]


#: Prepositions that open a clause before its noun.
_BY = frozenset(("由", "以", "为", "从", "向", "在", "面向", "针对", "与"))
#: Verbs that right after a figure belong to its noun: 8万千瓦新增需求, 156条涉诈线索.
_PREFIXED = frozenset(("新增", "涉", "涉及"))
#: Words between a figure and its noun: 3处遗址, 两名前总理.
_BEFORE_NOUN = frozenset(("处", "前", "原", "现任", "新任"))


def right_phrase(line: Line, start: int, label: str, unit: str) -> tuple[int, int] | None:
    """The phrase that begins at chunk ``start``, after a figure counted in ``unit``."""
    if line.kinds[start : start + 1] in ("r", "g") or line.word(start) in _BEFORE_NOUN:
        if line.word(start) == "部分" and line.stops[start + 1 : start + 2] in ("", ",", "、"):
            return start, start + 1
        start += 1
    first = line.word(start)
    located = line.kinds[start : start + 1] == "f" and len(first) > 1 and first[0] not in "之以"
    opens = located or first in _PREFIXED
    if opens and line.kinds[start + 1 : start + 2] in ("n", "a", "w", "y"):
        inner = right_phrase(line, start + 1, label, unit)  # 50条市内航线, 8万千瓦新增需求
        return (start, inner[1]) if inner else None
    found, whole = _right_match(line, start, label, unit)
    if found is None or found.end() == start:
        return None
    end = _with_bracket(line, found.end())
    end += line.word(end) == "组织" and line.kinds[end - 1] == "n"  # 7个国际组织800名嘉宾
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
    if first in "vuHmsR" or (first == "p" and line.word(start) in _BY):  # 100项由企业制定的标准
        clause = RIGHT_CLAUSE.match(kinds, start)
        if clause:
            return clause, True
    if first == "d":
        return RIGHT_SHORT_CLAUSE.match(kinds, start), True
    nominal = RIGHT_NOUN if unit in BEINGS else RIGHT_THING
    found = (RIGHT_HAPPENING if unit in HAPPENINGS else nominal).match(kinds, start)
    goes_on = found is not None and first == "y" and kinds[found.end() : found.end() + 1] in "wyu"
    if goes_on and RIGHT_CLAUSE.match(kinds, start):
        return RIGHT_CLAUSE.match(kinds, start), True  # 22名涉嫌毒品犯罪的嫌疑人
    if found is None and first in "awy":
        found = RIGHT_CLAUSE.match(kinds, start)
        if found:
            return found, True
    if found is None and first in "nG":
        made = RIGHT_MADE.match(kinds, start)  # 3200台本地生产的轿车
        if made:
            return made, True
    if found is None and first in "uw" and unit not in BEINGS:
        return RIGHT_ALONE.match(kinds, start), False
    return found, False


_BRACKET = re.compile(r"\([nG、]{1,5}\)(?!$|[.])")
_INSIDE = re.compile(r"\([^()#,;:]{1,6}\)[nawyE]{0,4}[nE]")


def _with_bracket(line: Line, end: int) -> int:
    """The end of the phrase with the other names in the bracket after it: 省（区、市）."""
    found = _BRACKET.match(line.kinds, end)
    short = found and all(line.end(k) - line.starts[k] == 1 for k in range(end, found.end()))
    if found and (short or line.word(end - 1) == "省"):
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
    if unit in ("种", "类") or (unit == "个" and line.word(end - 1)[-1] not in "性型式级"):
        return end  # 两种语言的标志, 3个阶段的工作
    agrees = unit in BEINGS or line.kinds[owned.end() - 1] in "wy"
    return end if agrees and predicate and predicate in "dvuxp=HwR" else owned.end()


def left_phrase(line: Line, low: int, high: int) -> tuple[int, int] | None:
    """The phrase that ends right before chunk ``high``, not reaching below chunk ``low``."""
    window = reversed_window(line, low, high)
    measure = window[:1] == "n" and is_measure(line, high - 1)
    found = (LEFT_MEASURE if measure else LEFT).match(window)
    if found is None:
        return None
    start = high - found.end()
    return (_with_rate(line, low, start, high) if measure else start), high


_PERIODS = frozenset("年月日")
#: Adverbs that jieba cuts from the word they are part of (可再生能源), and one that totals.
_GLUED = frozenset(("可", "不", "非", "重", "累计"))
_PLACES = frozenset(("境内", "境外", "海上", "沿江", "沿海"))


def _with_rate(line: Line, low: int, start: int, high: int) -> int:
    """Where a measure begins whose name holds a verb or an adverb.

    接诊|量, 排污口整治|完成率; by the year or day: 年|通过|能力; glued to it: 可|再生能源产量.
    """
    kinds = line.kinds
    bare = high - start == 1 and len(line.word(start)) == 1
    rate = line.word(high - 1).endswith("率") and kinds[start - 2 : start - 1] == "n"
    if start - 1 > low and kinds[start - 1] in "vup" and line.word(start - 2) in _PERIODS:
        return start - 2
    if start > low and kinds[start - 1] in ("vup" if bare else "vu") and (bare or rate):
        start = _onward(line, low, start - 1)
    if start > low and line.word(start - 1) in _PERIODS:
        start = _onward(line, low, start - 1)
    if start > low and line.word(start - 1) in _GLUED:
        start = _onward(line, low, start - 1)
    return start - (start > low and line.word(start - 1) in _PLACES)


def _onward(line: Line, low: int, start: int) -> int:
    """Where the phrase begins that ends at chunk ``start``, or ``start`` where none does."""
    more = LEFT.match(reversed_window(line, low, start))
    return start - more.end() if more else start


def without_owner(line: Line, start: int, end: int) -> int:
    """The first chunk of a phrase left of its figure without the place or owner it opens with.

    A place stays when it belongs to a distinction (全国模范单位).
    """
    while start + 1 < end and line.kinds[start] in "GOPEi、ck":
        if line.word(start) == "国内" and line.word(start + 1) == "生产总值":
            break
        if line.kinds[start] in "i、ck" or line.word(start + 1) not in words_of("grade"):
            start += 1
        else:
            break
    for k in range(end - 2, start, -1):
        if line.kinds[k] in "GO" and line.kinds[k - 1] in "nGO" and line.word(k) != "国内":
            return k + 1  # 重灾区福宁县过火面积
    return start


def is_measure(line: Line, head: int) -> bool:
    """Whether chunk ``head`` is a noun that names a measure (额, 量, 率, 人数, 收入 …)."""
    word = line.word(head)
    if word in _NO_MEASURES:
        return False
    return word[-1:] in _MEASURES or word.endswith(_MEASURE_WORDS)


_TOWARD = re.compile(r"[rua]{0,2}(?:\)[^()#,;:]{1,6}\([nGOE]{1,4})?[pc](?=[^nwyu]|$)")
_TOWARD_HEADS = (
    "进出口",
    "出口",
    "进口",
    "贸易",
    "投资",
    "贸易额",
    "出口额",
    "进口额",
    "进出口额",
    "进出口总额",
    "贸易总额",
    "贸易比重",
    "贸易占比",
    "货物贸易占比",
)
#: One thing measured against another, reversed: 消费对经济增长的贡献率, 欧元对美元的汇率.
_AGAINST = re.compile(r"D?[nawyxGE#{}ri]{0,6}p")
_AGAINST_HEADS = ("率", "幅度", "汇率", "比", "度", "影响")


def with_partner(line: Line, start: int, end: int) -> int:
    """The first chunk of 向邻国出口, when the phrase is trade with a partner, else ``start``."""
    head = line.span(max(start, end - 2), end)
    if not head.endswith(_TOWARD_HEADS):
        return start
    found = _TOWARD.match(reversed_window(line, 0, start))
    if found is None or line.word(start - found.end()) not in ("对", "自", "向", "从", "与", "同"):
        return start
    return start - found.end()


def against(line: Line, low: int, start: int, end: int) -> int:
    """The first chunk of 消费对经济增长的贡献率, when the phrase ends so, else ``start``."""
    if not line.word(end - 1).endswith(_AGAINST_HEADS):
        return start
    found = _AGAINST.match(reversed_window(line, low, start))
    if found is None:
        k = line.kinds.find("p", start, end)
        toward = k
    else:
        toward = start - found.end()
    if toward <= low or line.word(toward) != "对":
        return start
    first = left_phrase(line, low, toward)
    return without_owner(line, *first) if first else start
