"""Increase or decrease."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipeline.lazy import lazy
from pipeline.lexicon import rows
from pipeline.link.draft import Change, Draft
from pipeline.rules import ex, rule


@cache
def directions() -> dict[str, Change]:
    """Words of change with their direction."""
    return {
        r["word"]: "increase" if r["direction"] == "increase" else "decrease"
        for r in rows("link_changes")
    }


#: A change verb leads to the figure: 增长了5%, 增加近5%, 提高 5%; not 增长到5%, which is a level.
_VERB = re.compile(r"[dLHt]*x")
#: 多赚了3万元, as jieba cuts it: a verb of trade after 多 or 少, reversed.
_MORE = lazy(r"L?[uvwy]x")
_TRADED = frozenset("卖买花赚挣收付交缴销产赔亏还用掏耗出得拿")
_OBJECT_VERB = lazy(r"[dL]*x")


@rule(
    "link-change-verb",
    why="a verb of change right before the figure makes it a difference: 承租费下调了180元",
    examples=[
        ex("出口增长⟦3.4%⟧。", change="increase"),
        ex("起步价下调了⟦2元⟧。", change="decrease"),
        ex("油价涨幅回落⟦0.3个百分点⟧。", change="decrease"),
        ex("厂家今年多赚⟦3万元⟧。", change="increase"),
        ex("商户今年少赚了⟦3万元⟧。", change="decrease"),
    ],
    never=["出口增长到3.4亿元。", "工厂多用3台车床。"],
)
def verb(d: Draft) -> int | None:
    """The chunk of the change verb that leads to the figure."""
    found = _VERB.match(d.back)
    if found is None and _is_traded(d):
        found = _MORE.match(d.back)
    return d.i - found.end() if found else None


def _is_traded(d: Draft) -> bool:
    """Whether a verb of trade stands before an amount: 少赚了3万元."""
    return d.mention.label == "MONEY" and d.line.words[d.i - 1 - (d.back[:1] == "L")] in _TRADED


@rule(
    "link-change-object",
    why="新增参保单位300余家: what is added may stand between the verb and the figure",
    examples=[
        ex("去年新增注册企业⟦300家⟧。", change="increase", concept="注册企业"),
        ex("今天起下调存款利率⟦0.5个百分点⟧。", change="decrease", concept="存款利率"),
        ex("车站新增售票机40台、人工窗口⟦12个⟧。", change="increase", concept="人工窗口"),
    ],
    never=["经济增长贡献率70%。"],
)
def with_object(d: Draft) -> int | None:
    """The chunk of the change verb before the phrase that stands before the figure."""
    if d.phrase is None or d.phrase[1] != d.i or "%" in d.back:
        return None
    found = _OBJECT_VERB.match(d.back, d.i - d.phrase[0])
    at = d.i - found.end() if found else _added_too(d)
    if at is not None and d.mention.label == "PERCENT" and d.line.kinds[at + 1] != "L":
        opens = at == d.low or d.line.kinds[at - 1] in "dt"
        return at if opens and d.unit == "个百分点" else None  # 经济增长贡献率70%
    return at


#: Back over a list of what is added with its figures: 新增售票机40台、|人工窗口12个.
_ADDED = lazy(r"(?:[、c]#[nawyE]{1,6}){1,4}[dL]*x")


def _added_too(d: Draft) -> int | None:
    """The chunk of the change verb that a list of counts opens with."""
    if d.mention.label != "CARDINAL" or d.phrase is None:
        return None
    found = _ADDED.match(d.back, d.i - d.phrase[0])
    return d.i - found.end() if found else None


def _level(d: Draft, verb_at: int) -> bool:
    """Whether the verb leads to a level: 增长到, 增加至."""
    return any(d.line.words[k] in ("到", "至", "为") for k in range(verb_at + 1, d.i))


def _compares(d: Draft, verb_at: int) -> bool:
    """Whether 高, 低, 多 or 少 is a change: after 比 it is, in 塔高30米 it is a measure."""
    if d.line.words[verb_at] not in _MEASURES or "B" in d.back:
        return True
    return d.line.words[verb_at + 1] in _TRADED


_MEASURES = frozenset("多少高低")


@rule(
    "link-change-extent",
    why="涨幅为3%: the noun for how far something rose or fell says which it did",
    examples=[
        ex("油价涨幅为⟦3%⟧。", change="increase"),
        ex("指数跌幅达⟦4.5%⟧。", change="decrease"),
        ex("日元的贬值幅度已⟦超过10%⟧。", change="decrease"),
    ],
    never=["涨幅较上月有变化，占比为3%。"],
)
def extent(d: Draft) -> int | None:
    """The chunk of the word of change in the noun that the percentage measures."""
    if d.phrase is None or d.phrase[1] > d.i:
        return None
    led = _VERB.match(d.back)
    if led is not None and d.i - led.end() >= d.phrase[1]:
        return None  # 涨幅回落0.3个百分点
    last = d.phrase[1] - 1
    word = d.line.words[last]
    if word == "幅度":
        last, word = last - 1, d.line.words[last - 1]
    elif not word.endswith("幅"):
        return None
    return last if word in directions() else None


@rule(
    "link-change-noun-after",
    why="实现5%的增长: the noun of change that a figure modifies says which way it went",
    examples=[
        ex("销量仍有⟦5%⟧的增长。", change="increase"),
        ex("煤炭股以⟦4%⟧的跌幅垫底。", change="decrease"),
    ],
    never=["公司保住了5%的增长空间。"],
)
def noun_after(d: Draft) -> int | None:
    """The chunk of the noun of change after 的 that ends its phrase."""
    at = d.i + 2 + d.line.kinds.startswith("d", d.i + 2)
    return at if d.line.kinds[at + 1 : at + 2] not in ("n", "w", "y", "x") else None


def find(d: Draft) -> None:
    """Fill change."""
    if d.line.kinds.startswith(("Dx", "Ddx"), d.i + 1):
        at = noun_after.produce(d)
        if at is not None:
            _set(d, at, noun_after.name)
            return
    if "x" not in d.back:
        return
    at = extent.produce(d)
    if at is not None:
        _set(d, at, extent.name)
        return
    for one in (verb, with_object):
        at = one.produce(d)
        if at is not None and not _level(d, at) and _compares(d, at):
            _set(d, at, one.name)
            break


def share(made: Sequence[Draft]) -> None:
    """Give the change of a figure to the one that says it otherwise: 上涨407点或1.4%."""
    for d, other in pairwise(made):
        if other.word_before in _OTHERWISE and other.i == d.i + 2 and not other.change:
            other.change = d.change


_OTHERWISE = frozenset(("或", "即", "或者"))


def _set(d: Draft, at: int, name: str) -> None:
    d.change = directions()[d.line.words[at]]
    d.rules.append(f"change={name}")
