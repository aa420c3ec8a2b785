"""How much of a run of nouns after a figure is what the figure counts.

Chinese sets the topic of a clause beside its subject without a mark (20家企业 营业收入 增长5%) and drops
the unit between noun and figure (100个国家 代表团 8000人), so that a run of nouns may hold what one figure
counts and what the next one measures.
"""

from __future__ import annotations

from functools import cache

from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.governors import compounds
from pipeline.link.lines import CLOSES
from pipeline.link.phrases import HAPPENINGS, is_measure, right_phrase
from pipeline.link.words import words_of

_NAMED = lazy(r"(?<=n)(?:\{[^{}]{1,12}\}[、c]?){1,4}$")
_LEVEL = lazy(r"[dtLp]*(?:B[tnDr]{1,4}[dt]*)?[x=%#]")
_VERBS = frozenset("vx=H%")
_OWNERS = (
    "省份",
    "城市",
    "乡镇",
    "国家",
    "地区",
    "行业",
    "家庭",
    "区县",
    "县区",
    "站点",
    "大学",
    "院校",
    "机构",
    "县",
    "市",
    "省",
    "镇",
    "村",
    "国",
    "产业",
    "领域",
    "品种",
    "品牌",
    "类别",
    "股票",
)
#: How nouns end that a unit counts: 名 and 位 people, 家 firms and institutions.
_PERSONS = tuple(
    "员人者生师家工兵民官手长士友客童女众侨胞警属子才部表授志儿婴犯徒迷娃汉星将委模干主东伴偶父母亲婆叔嫂翁帅领尉妇夫佬秀型"
)
_BODIES = (
    *"司位构行院店站馆厂社校所园团商场市体会台心户局报网室城楼堂庄坊铺部吧头厅寓队区牌企关",
    *("企业", "示范点", "网点", "站点", "观测点", "售票点"),
)
_HEADS = {
    "名": _PERSONS,
    "位": _PERSONS,
    "家": _BODIES,
    "架": ("机", "器", "架"),
    "艘": tuple("船艇舰轮母"),
    "辆": tuple("车克"),
}
#: Verbal nouns that are things to be counted.
_EVENTS = frozenset(("活动", "工作", "服务", "试点", "比赛", "竞赛", "调查", "演练", "展览", "改革", "需求", "建议", "决定", "规划", "报告"))  # fmt: skip
#: Where people live, and what fails there.
_SETTLEMENTS = frozenset(
    "村 村庄 乡镇 乡 镇 县 市 小区 社区 街道 县区 区县 县市 自然村 行政村 村组 村寨".split()
)
_SERVICES = frozenset(
    "道路 交通 通信 通讯 供电 电力 供水 饮水 水电 房屋 民房 农田 网络 公路 桥梁 电网 信号".split()
)
_NO_OWNER = frozenset("项大宗笔起件")


@cache
def _owners() -> tuple[str, ...]:
    return (*_OWNERS, *words_of("agent"))


def counted(d: Draft, start: int, end: int) -> tuple[int, int] | None:
    """The part of the phrase from chunk ``start`` to ``end``, right of ``d``, that ``d`` counts."""
    if end - start < 2:
        return start, end
    if d.line.words[start] in _SETTLEMENTS and d.line.words[start + 1] in _SERVICES:
        return start, start + 1  # 7个村|通信中断
    joint = d.line.kinds.rfind("c", start, end)
    if d.line.kinds.startswith("D#", end) and joint > start and d.line.kinds[joint + 1] in "GO":
        return start, joint  # 甲的3万元拨款和乙的2万元拨款
    if d.mention.label != "CARDINAL":
        state = d.line.kinds.find("s", start + 1, end - 1)
        falls = state > 0 and is_measure(d.line, end - 1) and _LEVEL.match(d.line.kinds, end)
        return start, state if falls else end  # 7级地震死亡人数升至3人
    end = _agreeing(d, start, end) or _without_predicate(d, start, end)
    kinds = d.line.kinds
    beside = kinds[end : end + 1] == "#"
    if beside and not d.line.counts(end) and is_measure(d.line, end - 1):
        described = right_phrase(d.line, end + 1, "CARDINAL", d.unit)
        if described and kinds[end + 1] in "nwaE":
            return described  # 8台单机容量60万千瓦发电机组
    if is_measure(d.line, end - 1) and _LEVEL.match(kinds, end):
        return start, _owner_end(d, start, end)
    taken = kinds[end + 1 : end + 2] not in ("n", "a", "w", "y", "E", "G", "{")
    if beside and taken and d.line.counts(end):
        return start, _before_verb(d, start, end) or end - 1 - (kinds[end - 2] in "、c")
    return start, end


def _agreeing(d: Draft, start: int, end: int) -> int | None:
    """Where the last noun ends that the unit can count, when a later one is none it can."""
    heads = _HEADS.get(d.unit)
    if heads is None:
        return None
    for k in range(end - 1, start - 1, -1):
        if d.line.words[k].endswith(heads) or d.line.kinds[k] == "P":
            return k + 1 + (d.line.kinds[k + 1 : k + 2] == "}")
        if d.line.kinds[k] in "、c":
            return None  # 20辆坦克和其他装备
    return None


def _without_predicate(d: Draft, start: int, end: int) -> int:
    """Where the nouns end, of a clause whose only verb is the noun-like one after them."""
    kinds = d.line.kinds
    named = _NAMED.search(kinds, start, end)
    if named:
        end = named.start()  # 大熊猫“甲”和“乙”
    if d.unit in HAPPENINGS:
        return end  # 100场精品演出
    alone = _VERBS.isdisjoint(kinds[d.low : d.i])
    for k in range(end - 1, start, -1):
        if d.line.words[k] in compounds("predicate") and (
            k == end - 1 or (alone and kinds[k + 1] in "GOE{")
        ):
            end = k
    if kinds[end - 1] not in "wy" or d.line.stops[end : end + 1] not in CLOSES:
        return end
    if d.line.words[end - 1] in _EVENTS or not alone:
        return end
    last = end
    while last - 1 > start and kinds[last - 1] in "wya":
        last -= 1
    return last if kinds[last - 1] in "nEO}" else end


def _owner_end(d: Draft, start: int, end: int) -> int:
    """Where what has the measure ends: 11个省份|住房成交量."""
    if d.unit in _NO_OWNER:
        return end
    for k in range(end - 2, start - 1, -1):
        if (
            d.line.words[k].endswith(_HEADS.get(d.unit, _owners()))
            and d.line.kinds[k + 1] not in "、c"
        ):
            return k + 1
    return end


def _before_verb(d: Draft, start: int, end: int) -> int | None:
    """Where the verb of a clause that has no other stands: 三大运营商|发展用户16亿户."""
    if not _VERBS.isdisjoint(d.line.kinds[d.low : d.i]):
        return None
    for k in range(start + 1, end - 1):
        if d.line.kinds[k] in "wy" and d.line.words[k] in compounds("governs"):
            return k
    return None
