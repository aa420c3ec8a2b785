"""Increase or decrease, and compared with what."""

from __future__ import annotations

import re
from functools import cache

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
_OBJECT_VERB = re.compile(r"[dL]*x")


@rule(
    "link-change-verb",
    why="a verb of change right before the figure makes it a difference: 承租费下调了180元",
    examples=[
        ex("出口增长⟦3.4%⟧。", change="increase"),
        ex("起步价下调了⟦2元⟧。", change="decrease"),
    ],
    never=["出口增长到3.4亿元。"],
)
def verb(d: Draft) -> int | None:
    """The chunk of the change verb that leads to the figure."""
    found = _VERB.match(d.back)
    return d.i - found.end() if found else None


@rule(
    "link-change-object",
    why="新增参保单位300余家: what is added may stand between the verb and the figure",
    examples=[ex("去年新增注册企业⟦300家⟧。", change="increase", concept="注册企业")],
)
def with_object(d: Draft) -> int | None:
    """The chunk of the change verb before the phrase that stands before the figure."""
    if d.phrase is None or d.phrase[1] != d.i or "%" in d.back:
        return None
    if d.mention.label == "PERCENT":
        return None  # 经济增长贡献率70%
    start = d.phrase[0]
    found = _OBJECT_VERB.match(d.back, d.i - start)
    return d.i - found.end() if found else None


def _level(d: Draft, verb_at: int) -> bool:
    """Whether the verb leads to a level: 增长到, 增加至."""
    return any(d.line.word(k) in ("到", "至", "为") for k in range(verb_at + 1, d.i))


#: A comparison with something else than a time: 较各项贷款增速.
_UNDATED = "-"


def _compares(d: Draft, verb_at: int) -> bool:
    """Whether 高, 低, 多 or 少 is a change: after 比 it is, in 塔高30米 it is a measure."""
    return d.line.word(verb_at) not in _MEASURES or "B" in d.back


_MEASURES = frozenset("多少高低")
_BASES = {"同比": "yoy", "环比": "qoq"}
_BASIS_TIMES = re.compile(r"上年|去年|上一年|前一年|同期")
_BASIS_MONTHS = re.compile(r"上月|上个月|上季|上一季|上周")


def find(d: Draft, earlier: Draft | None) -> None:
    """Fill change and basis."""
    for one in (verb, with_object):
        at = one.produce(d)
        if at is not None and not _level(d, at) and _compares(d, at):
            d.change = directions()[d.line.word(at)]
            d.rules.append(f"change={one.name}")
            break
    if d.change:
        _basis(d, earlier)


def _basis(d: Draft, earlier: Draft | None) -> None:
    own = basis.produce(d)
    if own == _UNDATED:
        return
    d.basis = own or basis_carried.produce(d, earlier)
    if d.basis:
        d.rules.append(f"basis={(basis if own else basis_carried).name}")


@rule(
    "link-basis-clause",
    why="同比, 环比, 比2008年: the clause says what the change is reckoned from",
    examples=[
        ex("财政收入同比增长⟦3.4%⟧。", basis="yoy"),
        ex("会员比2008年增长了⟦14倍⟧。", basis="2008"),
    ],
)
def basis(d: Draft) -> str:
    """The basis that the words before the figure name, the nearest first; ``_UNDATED`` for none."""
    line = d.line
    for k in range(d.i - 1, d.low - 1, -1):
        word, kind = line.word(k), line.kinds[k]
        if word in _BASES:
            return _BASES[word]
        if kind == "B" or (kind == "c" and "b" in line.kinds[k : d.i]):
            named = compared_with(line.span(k + 1, d.i)) or line.times.get(k + 1, "")
            return named or _UNDATED
    return ""


@rule(
    "link-basis-carried",
    why="比2008年增长14倍，会员增长10倍: the comparison holds for the changes after it",
    examples=[ex("网点比2008年增长了14倍，会员增长⟦10倍⟧。", basis="2008")],
)
def basis_carried(d: Draft, earlier: Draft | None) -> str:
    """The basis of the figure before, in the same sentence."""
    return earlier.basis if earlier is not None and earlier.line is d.line else ""


def compared_with(words: str) -> str:
    """The basis that the words after 比 name, when they name no date: yoy, qoq or nothing.

    >>> compared_with("上年同期增长"), compared_with("上月下降"), compared_with("预期增加")
    ('yoy', 'qoq', '')
    """
    if _BASIS_MONTHS.search(words):
        return "qoq"
    return "yoy" if _BASIS_TIMES.search(words) else ""
