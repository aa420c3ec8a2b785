"""What a find leaves to the words around it: 10日前往, 三天内容, 今年春耕, 结束后一小时."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.lengths import read_length
from pipeline.extractors.times.nodes import Between, Lasting, Node, Open, Point
from pipeline.lazy import lazy

_CLAUSE_EDGE = frozenset("，。；：！？、,;:!?“（( 　\n\r\t")


def trimmed(document: Document, offset: int, node: Node) -> Node:
    """``node``, found at ``offset``, without a first or last word that belongs elsewhere."""
    if isinstance(node, Point):
        match node.steps[0].kind:
            case "clock":
                return _result(document, offset, node)
            case "head":
                return _from_event(document, offset, node)
            case "day":
                return _served(document, offset, node)
        return _without_season(document, offset, node) if len(node.steps) > 1 else node
    if isinstance(node, Open):
        if _is_cut(document, offset + node.end, len(node.word)):
            return trimmed(document, offset, node.inner)
        return node
    if isinstance(node, Between):
        return _range(document, offset, node)
    if isinstance(node, Lasting):
        if node.end - node.start == 4 and (year := _year(document, offset, node)):
            return year
        node = _without_position(document, offset, node)
        # 90分钟内战平: a length asks for 内 even where the dictionary has 内战.
        if node.after not in ("", "内") and _is_cut(document, offset + node.end, len(node.after)):
            return node._replace(end=node.end - len(node.after), after="")
    return node


_SCORED = lazy(r"(?:成绩|用时|耗时|历时|跑出|游出|完赛|完成比赛|以)[为是约了:：]{0,2}$")


def _result(document: Document, offset: int, node: Point) -> Node:
    """成绩为2:21:45 is how long the race took, and no hour of the day."""
    start, end = offset + node.start, offset + node.end
    text = document.folded
    length = read_length(text[start:end]) if text.count(":", start, end) == 2 else None
    if length is None or not _SCORED.search(text, max(start - 8, 0), start):
        return node
    return Lasting(node.start, node.end, length, node.start)


#: What takes so many days, before their number: 拘留15日, 考试为期3日.
_SPENT = (
    *(
        "拘留",
        "停业",
        "整顿",
        "停职",
        "停工",
        "停赛",
        "禁赛",
        "羁押",
        "关押",
        "禁闭",
        "隔离",
        "观察",
    ),
    *("暂扣", "为期", "期为", "期限为", "期限", "时限为"),
)
#: The same after it: 15日行政拘留.
_DETENTION = lazy(r"的?(?:行政|治安)?拘留")
#: Bounds that a day of the month has not.
_LIMITS = ("以上", "以下")


def _served(document: Document, offset: int, node: Point) -> Node:
    """拘留15日, 15日行政拘留 and 5日以上10日以下 are as many days, and no day of the month."""
    start, end = offset + node.start, offset + node.end
    text = document.folded
    bound = text[end : end + 2] if text.startswith(_LIMITS, end) else ""
    served = bound or text.endswith(_SPENT, max(start - 3, 0), start) or _DETENTION.match(text, end)
    length = read_length(text[start:end]) if served and len(node.steps) == 1 else None
    if length is None:
        return node
    return Lasting(node.start, node.end + len(bound), length, node.start, "", bound)


def _range(document: Document, offset: int, node: Between) -> Node:
    """拘留5日至10日, 接种后10天至15天: a range is of what its first end is."""
    first = trimmed(document, offset, node.first)
    if first is node.first or not isinstance(first, Lasting):
        return node
    last = node.last
    if not isinstance(last, Lasting):
        length = read_length(document.folded[offset + last.start : offset + last.end])
        if length is None:
            return node
        last = Lasting(last.start, last.end, length, last.start)
    return node._replace(start=first.start, first=first, last=last)


def without_bound(node: Node) -> Node:
    """``node`` without the word after it that opens or bounds it, which a name may begin with."""
    if isinstance(node, Open):
        return node.inner
    if isinstance(node, Lasting) and node.after:
        return node._replace(end=node.end - len(node.after), after="")
    return node


def _year(document: Document, offset: int, node: Lasting) -> Point | None:
    """701年 alone in brackets is a year; so is 114年 among Traditional characters, Taiwan's."""
    start, end = offset + node.start, offset + node.end
    text = document.folded
    said = text[start : end - 1]
    if not said.isdigit() or text[end - 1] != "年":
        return None
    number = int(said)
    if text[start - 1 : start] in _BRACKETS and text[end : end + 1] in _BRACKETS:
        return Point(node.start, node.end, (Step("year", 2, number),), True)
    near = slice(max(start - 8, 0), end + 8)
    if 100 <= number < 140 and document.text[near] != text[near] and node.before == "":
        counted = text[end : end + 1] in _COUNTED or text[start - 1 : start] in _COUNTED
        return (
            None
            if counted
            else Point(node.start, node.end, (Step("year", 2, 1911 + number),), True)
        )
    return None


_BRACKETS = frozenset("（()）")
#: What stands beside a number of years that are counted: 長達114年, 114年來.
_COUNTED = frozenset("达约近逾有过超共历距满了来前后内间多余的")


def _from_event(document: Document, offset: int, node: Point) -> Node:
    """孕前3个月 is three months, and not the year's first."""
    start, end = offset + node.start, offset + node.end
    text = document.folded
    if (
        len(node.steps) > 1
        or text[start : start + 1] != "前"
        or text[start - 1 : start] not in _EVENTS
    ):
        return node
    length = read_length(text[start + 1 : end])
    return Lasting(node.start + 1, node.end, length, node.start + 1) if length else node


_EVENTS = frozenset("孕产术婚赛考餐饭病死患服")


def _without_season(document: Document, offset: int, node: Point) -> Point:
    """今年春耕 is this year's ploughing."""
    if node.steps[-1].kind == "season" and _is_cut(document, offset + node.end, 1):
        return node._replace(end=node.end - 1, steps=node.steps[:-1])
    return node


def _without_position(document: Document, offset: int, node: Lasting) -> Lasting:
    """结束后一小时 is an hour; 前两天 at the start of a clause is the last two days."""
    start = offset + node.start
    if node.before not in ("前", "后", "之前", "之后") or not start:
        return node
    if document.folded[start - 1] in _CLAUSE_EDGE:
        return node
    return node._replace(start=node.own, before="")


def _is_cut(document: Document, end: int, length: int) -> bool:
    """Whether the last ``length`` characters before ``end`` begin a longer word of the dictionary.

    A word that the segmenter guessed (2003年|起任|市长) is none.
    """
    tokens = document.tokens
    i = tokens.at(end - length)
    if i < 0 or tokens.starts[i] != end - length or len(tokens.words[i]) <= length:
        return False
    word = tokens.words[i]
    if document.folded[end : end + 1] in _RECUT.get(word, ""):
        return False
    return tokens.knows(word)


#: Words that the segmenter sees in a time and the verb after it (两周前|提交), by that verb's end.
_RECUT = {"前提": "交供出高到升议醒", "后续": "签费约租保聘", "后天": "气"}
