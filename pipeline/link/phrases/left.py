"""Noun phrases left of a figure, as patterns over the letters reversed: the nearest noun comes first."""

from __future__ import annotations

import re

from pipeline.link.lines import Line
from pipeline.link.phrases.measures import is_measure
from pipeline.link.words import words_of

#: What may stand between a figure and the phrase it measures, reversed: equating verbs, change
#: verbs, 有, adverbs, a short bracket, a comparison (比上年, 与上年相比), where a change begins
#: (由旺季的); 不过 reads as a conjunction.
BRIDGE = re.compile(
    r"C?p?(?:[DtnwyfrGad]{1,7}B|b[^,;:.#]{1,5}?[cp]|D[td][pr=]|Ddn{1,2}p|D[nua]{1,2}(?==)|tp|Dn{1,2}p(?=d?[nE}])|\)[^()#,;]{1,4}\(|[=xHdLmSt0]"
    r"|(?<==)[uv](?=d)|(?<=x)[wu]n{1,2}p|(?<=[x=])a|(?<=[x=dLr])r|[、c](?=t)|(?<=d)c|(?<=[x=])f[nwyaE]{1,4}p|p(?=[=vuxR]))*"
)
_QUOTED_BACK = r"\}[^{}#]{1,12}\{"
_ITEM_BACK = rf"(?:{_QUOTED_BACK}|(?<=n)\)[^()#,;:]{{1,6}}\((?=[nE])|[nEGOPawysi]|m(?=[wy])|(?<=n)m(?=[nEGw])|(?<=[nwy])T)"
_ONE_BACK = rf"(?:{_QUOTED_BACK}|[nEOPwys]|m(?=[wy])|B(?=[nw]))(?:{_ITEM_BACK}){{0,10}}"
#: The letters that the last chunk of a phrase may have.
LAST_LETTERS = frozenset("nEOPwysmB}")
_END_BACK = r"(?:[uv]{1,2}(?=D)|u(?=p))?"
#: A phrase left of its figure, reversed.
LEFT = re.compile(rf"{_ONE_BACK}(?:[、c]{{1,2}}{_ONE_BACK}){{0,6}}{_END_BACK}")
#: The same before a noun of measure, whose modifier may be any verb: 住院费用报销比例.
LEFT_MEASURE = re.compile(
    rf"n(?:d(?=[nwy])|v(?=[wy]))?(?:[up](?=[nwyaE}}])|u(?=[GtO])|va|[uw]d(?=n)|{_ITEM_BACK}){{0,10}}(?:[、c]{{1,2}}{_ONE_BACK}){{0,6}}"
    r"(?:[uv]{1,2}(?=D)|u(?=p)|u$)?"
)


def left_phrase(line: Line, low: int, high: int) -> tuple[int, int] | None:
    """The phrase that ends right before chunk ``high``, not reaching below chunk ``low``."""
    measure = high > low and line.kinds[high - 1] == "n" and is_measure(line, high - 1)
    width = line.reach(LEFT_MEASURE if measure else LEFT, low, high)
    if not width:
        return None
    start = high - width
    if measure:
        start = _with_rate(line, low, start, high)
    if line.words[start] == "活跃" and start > low and line.words[start - 1] in _PERIODS:
        start = _onward(line, low, start - 1)  # 月|活跃用户
    return _with_sort(line, low, _without_verb(line, low, start, high), high), high


#: Adverbs that only a verb has after it: 共|发行国债.
_OF_VERBS = frozenset("共 共计 已 再 还 又 将 就 均".split())
#: What tells the class of a seat or a prize: 一等|座.
_CLASSES = frozenset(("一等", "二等", "三等", "特等", "头等"))
#: What ends a number that tells a sort: 首套|房, 一级|耕地.
_SORTS = frozenset("级类套档线")


def _without_verb(line: Line, low: int, start: int, high: int) -> int:
    """Where a phrase begins without the verb that opens it, which an adverb before it tells."""
    verbal = start > low and start + 1 < high and line.kinds[start] in "wy"
    if verbal and line.kinds[start + 1] in "na" and line.words[start - 1] in _OF_VERBS:
        return start + 1
    return start


#: Verbs that a case is named by: 侵害消费者权益案件.
_OFFENCES = frozenset(
    "侵害 侵犯 危害 破坏 制售 妨害 扰乱 拖欠 违反 虚开 拐卖 贩卖 传播 制造 伪造 倒卖 非法".split()
)
_CASES = ("案件", "案", "行为", "犯罪", "罪")


def _with_sort(line: Line, low: int, start: int, high: int) -> int:
    """Where a phrase begins with what tells the sort of its first noun: 首套|房, 中|高端产品."""
    if start <= low:
        return start
    before = line.words[start - 1]
    if line.kinds[start - 1] == "t" and line.words[start] == "期" and before[-1:] in "年月天":
        return start - 1  # 一年期|存款利率
    if before in _OFFENCES and line.words[high - 1].endswith(_CASES):
        return start - 1
    if line.words[start] == "性" and line.kinds[start - 1] in "uvwy":
        return start - 1  # 输入|性|病例, as jieba cuts it
    number = line.kinds[start - 1] in "0r" and start - 1 in line.mentions and before != "一套"
    halved = before == "中" and line.words[start][:1] in ("高", "低", "小")
    seated = before in _CLASSES and line.words[start][:1] in ("座", "舱", "奖")
    return start - ((number and before[-1] in _SORTS) or halved or seated)


_PERIODS = frozenset("年月日周")
#: Adverbs that jieba cuts from the word they are part of (可再生能源), and one that totals.
_GLUED = frozenset(("可", "不", "非", "重", "累计", "预期", "实际", "名义"))
_PLACES = frozenset(("境内", "境外", "海上", "沿江", "沿海"))


def _with_rate(line: Line, low: int, start: int, high: int) -> int:
    """Where a measure begins whose name holds a verb or an adverb.

    接诊|量, 排污口整治|完成率; by the year or day: 年|通过|能力; glued to it: 可|再生能源产量.
    """
    kinds = line.kinds
    bare = high - start == 1 and len(line.words[start]) == 1
    rate = line.words[high - 1].endswith("率") and kinds[start - 2 : start - 1] == "n"
    if start - 1 > low and kinds[start - 1] in "vup" and line.words[start - 2] in _PERIODS:
        return start - 2
    if start > low and kinds[start - 1] in ("vup" if bare else "vu") and (bare or rate):
        start = _onward(line, low, start - 1)
    if start > low and line.words[start - 1] in _PERIODS:
        start = _onward(line, low, start - 1)
    if start > low and line.words[start - 1] in _GLUED:
        start = _onward(line, low, start - 1)
    return start - (start > low and line.words[start - 1] in _PLACES)


def _onward(line: Line, low: int, start: int) -> int:
    """Where the phrase begins that ends at chunk ``start``, or ``start`` where none does."""
    start -= start > low and line.kinds[start - 1] == "a"  # 居民人均|可支配收入
    return start - line.reach(LEFT, low, start)


#: Words for the firm that a report speaks of, which has what it names.
_FIRMS = frozenset(("公司", "集团", "本行", "我行", "本公司", "该公司", "该集团"))
#: Bodies whose name is no part of what they have, but for those who make them up.
_TEAMS = ("队", "俱乐部")
_MEMBERS = ("员", "手", "伍", "长")


#: Parts of places, which the weather has and its measures are not named by.
_WHERE = frozenset(
    "城区 中心 市区 郊区 郊县 海面 近海 沿线 大部 局地 局部 部分 地区 山区 沿海 沿江 内陆 盆地 平原 境内 高海拔 "
    "东部 南部 西部 北部 中部 东北部 东南部 西北部 西南部 中北部 中南部 偏东 偏西 偏南 偏北".split()
)
_WEATHER = tuple(
    "气温 降温 水量 雨量 雪量 积雪 积雪深度 深度 阵风 风力 风速 浪高 湿度 能见度 降水 降雨 降雪 水位".split()
)


def without_owner(line: Line, start: int, end: int) -> int:
    """The first chunk of a phrase left of its figure without the place or owner it opens with.

    A place stays when it belongs to a distinction (全国模范单位).
    """
    firm = start + 1 < end and line.words[start] in _FIRMS
    if firm and (is_measure(line, end - 1) or line.kinds[end - 1] in "wyv"):
        return start + (start == line.clause_start(start))  # 公司总资产
    while start + 1 < end and line.kinds[start] in "GOPEi、ck":
        if line.words[start] == "国内" and line.words[start + 1] == "生产总值":
            break
        if line.kinds[start] in "i、ck" or line.words[start + 1] not in words_of("grade"):
            start += 1
        else:
            break
    while (
        start + 1 < end and line.words[start] in _WHERE and line.words[end - 1].endswith(_WEATHER)
    ):
        start += 1  # 城区积雪深度, 沿海海面风力
    person = line.kinds.rfind("P", start, end - 1)
    if person > start and not line.kinds[start:person].strip("nO"):
        return person + 1  # 董事长李建国持股
    for k in range(end - 2, start - 1, -1):
        if (
            k > start
            and line.kinds[k] in "GO"
            and line.kinds[k - 1] in "nGO"
            and line.words[k] != "国内"
        ):
            return k + 1  # 重灾区福宁县过火面积
        if line.words[k].endswith(_TEAMS) and not line.words[k + 1].endswith(_MEMBERS):
            return k + 1  # 雄狮队射门
    return start
