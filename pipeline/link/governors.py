"""Verbs that open a phrase and govern its noun: 查处案件, 转移群众, against 救援设备, 养殖基地."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import rows
from pipeline.link.draft import Draft
from pipeline.link.lines import Line
from pipeline.link.phrases import is_measure
from pipeline.link.words import words_of

#: Last characters of places and bodies, which do what the verb after them says.
_BODIES = frozenset("县市省区州镇乡村局厅委")


_ON_AVERAGE = frozenset(("日均", "月均", "年均", "平均"))
#: Verbs whose object may stand before its price: 采购农产品3亿元.
_TRADES = frozenset(("采购", "销售", "收购", "出口", "进口", "购买"))
#: Verbs whose object is money, whatever it is called: 贪污公款30万元.
_TAKES = frozenset("退缴 退赔 追缴 没收 收缴 贪污 挪用 侵吞 骗取 诈骗".split())


@cache
def compounds(kind: str) -> frozenset[str]:
    """The lexicon's words of that kind: governs, light, head."""
    return frozenset(row["word"] for row in rows("link_compounds") if row["class"] == kind)


@cache
def _agents() -> tuple[str, ...]:
    return tuple(words_of("agent"))


def after_agent(d: Draft, start: int, end: int) -> int:
    """Leave out who does it and the verb: 企业生产轿车15万辆 counts cars."""
    if d.mention.label not in ("CARDINAL", "QUANTITY") or is_measure(d.line, end - 1):
        return start
    kinds = d.line.kinds
    for k in range(start + 1, end - 1):
        agent = d.line.words[k - 1]
        if (
            kinds[k] == "y"
            and not _is_compound(d.line, k)
            and (agent[-1:] in _BODIES or agent.endswith(_agents()))
        ):
            return k + 1 + (kinds[k + 1] == "y" and k + 2 < end)  # 全县转移安置群众
    return start


def without_governor(d: Draft, start: int, end: int) -> int:
    """The first chunk of the phrase without the verbs that open it and govern the rest."""
    takes = d.mention.label == "MONEY" and d.line.words[start] in _TAKES
    if d.mention.label == "PERCENT" or (is_measure(d.line, end - 1) and not takes):
        return start
    trades = takes or d.line.words[start] in _TRADES
    if d.mention.label == "MONEY" and (end < d.i or not trades):
        return start
    line, first = d.line, start
    kinds = line.kinds
    if not {"x", "p"}.isdisjoint(kinds[end : d.i]) and kinds[start - 1 : start] != "d":
        return start  # 注册企业从30家增长到50家: the clause's verb is another
    start = _after_place(d, start, end)
    if (
        line.words[start] in _ON_AVERAGE
        and start + 2 < end
        and _governs(line, start + 1, end, apart=end < d.i)
    ):
        start += 1  # 日均收割小麦
    if not _may_govern(line, start):
        return start
    while start + 1 < end and _governs(line, start, end, apart=end < d.i):
        start += 1
        while start + 1 < end and kinds[start] in "、c":  # 新建、改扩建学校
            start += 2 if kinds[start + 1] in "wy" and start + 2 < end else 1
    return start if start < end else first


def _after_place(d: Draft, start: int, end: int) -> int:
    """The verb after the place where it is done: 在沿江地带布设监测设备."""
    kinds = d.line.kinds
    if kinds[start - 1 : start] != "p" and d.line.words[start - 1] != "为":
        return start
    for k in range(start + 1, end - 1):
        if kinds[k] == "y" and kinds[k - 1] in "nG":
            return k
    return start


_PRONOUNS = frozenset("我 你 他 她 我们 你们 他们 她们 其".split())


def _is_compound(line: Line, k: int) -> bool:
    """Whether the verb at chunk ``k`` names with its noun who has signed up: 注册用户."""
    return line.words[k] == "注册" and line.words[k + 1] in ("用户", "会员", "资本")


def _may_govern(line: Line, start: int) -> bool:
    """Whether the words before chunk ``start`` leave the verb there to be the clause's own.

    After a light verb it is a noun (开展救助工作); after another it is done together with that
    (排查处置隐患).
    """
    ahead = line.kinds[start - 1 : start]
    if ahead in ("v", "u"):
        return line.words[start - 1] not in compounds("light")
    return not ahead or ahead not in "xLHr" or line.words[start - 1] in (*_PRONOUNS, "全年")


def _governs(line: Line, k: int, end: int, *, apart: bool) -> bool:
    """Whether the verb at chunk ``k`` governs the nouns from there to ``end``.

    ``apart`` says that a verb parts these from their figure: 注册用户已达1亿.
    """
    kind = line.kinds[k]
    if _is_compound(line, k):
        return False
    if kind == "w" and line.kinds[k - 1 : k] == "d":
        return True
    if kind not in "wy":
        return False
    if kind == "w" and line.words[k] not in compounds("governs"):
        return False
    named = line.words[k + 1] in compounds("head") and k + 2 == end
    if named and apart:
        return line.kinds[k - 1 : k] == "d"
    return not named or (kind == "y" and line.kinds[k - 1 : k] not in ("v", "u", "w", "y"))
