"""What is counted or measured: the noun phrase a figure belongs to, in the text's own words.

The rules are tried in order and the first that finds a phrase fills the cell.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.link.concepts.after import (
    EXTENTS,
    counts_itself,
    is_noun,
    own_unit,
    right,
    state,
)
from pipeline.link.concepts.before import (
    among,
    distance,
    has,
    heading,
    is_fulfilled,
    left,
    share,
    subject,
)
from pipeline.link.concepts.carried import (
    Carried,
    carry,
    goes_on_counting,
    listed,
    own_verb,
    priced_alike,
    reopened,
    take,
    taken_from,
    taken_of,
)
from pipeline.link.concepts.cells import set_phrase
from pipeline.link.concepts.elsewhere import agent, clause_before, fall_back, priced
from pipeline.link.draft import Draft, Found
from pipeline.link.phrases import BEINGS
from pipeline.rules import Rule

__all__ = ["Carried", "find", "reopened"]

#: What a figure notes whose concept does what it counts.
_ACTS = f"concept={agent.name}"

ConceptRules = tuple[Rule[[Draft], Found], ...]


@lru_cache(maxsize=1024)
def _rules(label: str, unit: str, dimension: str) -> tuple[ConceptRules, ConceptRules]:
    """The rules that may find the concept of such a figure in its clause, and those of a share.

    In their order: under 占 and 完成 what stands right before the figure is the whole that the share
    is taken of, and no rule after that of shares is asked.
    """
    beings = unit in BEINGS
    first = (
        (own_unit, counts_itself(label, unit)),
        (right, True),
        (is_noun, beings or label == "PERCENT"),
        (among, beings),
        (has, beings),
        (state, beings),
        (share, True),
    )
    last = (
        (distance, dimension == "length" and not beings),
        (heading, label != "CARDINAL"),
        (left, True),
        (subject, True),
    )
    of_share = tuple(one for one, asked in first if asked)
    return (*of_share, *(one for one, asked in last if asked)), of_share


def find(d: Draft, carried: Carried) -> None:
    """Fill the concept of ``d`` from its own clause, else from the figures before it."""
    same = carried.by_unit.get(d.among)
    group = same if d.among == "人" else None
    d.same_group = group is not None and f"concept={has.name}" in group.rules
    if d.quantity.dimension == "score" and d.quantity.value_max is not None:
        return
    if same is not None and same.concept and taken_from(d):
        take(d, same)
        return
    if carried.last is not None and taken_of(d, carried.last):
        take(d, carried.last)
        return
    if d.quantity.dimension in ("length", "mass") and _is_extent(d):
        set_phrase(d, (d.i - 1, d.i), left.name)  # 长17公里、宽3公里
    elif priced_alike(d, carried):
        return  # 旺季门票230元，淡季150元
    elif not _own_clause(d, same if d.unit == "人次" else group):
        _earlier(d, carried, group)


def _own_clause(d: Draft, group: Draft | None) -> bool:
    """Fill the concept by the first rule that finds it in the clause; whether one did."""
    label = d.mention.label
    rules, of_share = _rules(label, d.unit, d.quantity.dimension)
    if "%" in d.free or (label == "PERCENT" and is_fulfilled(d)):
        rules = of_share
    for one in rules:
        found = one.produce(d)
        if found is not None and not (one is left and goes_on_counting(d, found, group)):
            if not (one is left and label == "MONEY" and priced(d, found)):
                set_phrase(d, found, one.name)
            return True
    return False


def _earlier(d: Draft, carried: Carried, group: Draft | None) -> None:
    """Fill the concept from the figures before ``d``, else from what else its clause has."""
    if own_verb(d, group):
        set_phrase(d, (d.i - 1, d.i), left.name)
        return
    if d.free in ("p", "rp") and (moved := clause_before.produce(d)):
        set_phrase(d, moved, clause_before.name)  # 猪肉继续上涨，由20元涨到25元
        d.phrase = None
        return
    earlier = carry.produce(d, carried) or listed(d, carried)
    if earlier is None or (_ACTS in earlier.rules and agent.produce(d)):
        fall_back(d)  # 轿车卖出3万辆，客车卖出5000辆
    else:
        take(d, earlier)


def _is_extent(d: Draft) -> bool:
    """Whether the word before a length says which one it is, and compares with nothing."""
    return d.word_before in EXTENTS and "B" not in d.back
