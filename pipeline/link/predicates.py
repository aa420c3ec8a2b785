"""The verb that governs a figure, and whether it states, plans, expects, denies or reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from pipeline.lazy import lazy
from pipeline.lexicon import rows
from pipeline.link.draft import Draft, Modality
from pipeline.link.lines import Line
from pipeline.rules import ex, rule

#: The nearest verb before the figure or its phrase, reversed; what the comparison holds is passed over.
_VERB_BEFORE = re.compile(r"[^vuyxH=%R]*[vuyxH=%]")
_VERB_AFTER = lazy(r"[^,;:.#vuyxsH=%R]*?[vuyxsH=%]")


@rule(
    "link-predicate-before",
    why="the verb before a counted noun or its figure governs it: 帮扶困难职工16.9万人次",
    examples=[
        ex("全年帮扶困难职工⟦300人次⟧。", predicate="帮扶"),
        ex("协会筹集了⟦30万元⟧资金。", predicate="筹集"),
    ],
)
def before(d: Draft) -> int | None:
    """The chunk of the last verb before the phrase or the figure, in the clause."""
    end = d.i
    if d.phrase and d.phrase[1] == d.i:
        end = d.phrase[0]
    elif d.phrase and d.phrase[1] < d.i:
        width = d.line.reach(_VERB_BEFORE, d.phrase[1], d.i)
        if width:
            return d.i - width
        end = d.phrase[0]
    found = _VERB_BEFORE.match(d.free, d.i - end)
    if found is None:
        return None
    at = d.i - found.end()
    return None if d.line.words[at] in ("为", "到", "至") else at


@rule(
    "link-predicate-after",
    why="24个网站转载: a figure in the subject is governed by the verb after its noun",
    examples=[ex("今天⟦24家⟧网站转载此文。", predicate="转载")],
)
def after(d: Draft) -> int | None:
    """The chunk of the first verb after the figure's phrase, in the clause."""
    start = d.phrase[1] if d.phrase and d.phrase[0] > d.i else d.i + 1
    found = _VERB_AFTER.match(d.line.kinds, start)
    return found.end() - 1 if found and found.end() <= d.high else None


@cache
def _modal_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_modalities(), key=len, reverse=True)))


@cache
def _modalities() -> dict[str, Modality]:
    made: dict[str, Modality] = {}
    for row in rows("link_modality"):
        word, kind = row["word"], row["modality"]
        match kind:
            case "planned" | "expected" | "negated" | "reported":
                made[word] = kind
            case _:
                raise ValueError(f"link_modality.tsv: {kind!r} is no modality")
    return made


def is_hedged(line: Line) -> bool:
    """Whether ``line`` has a word that may make its figures less than a plain statement."""
    return _modal_words().search(line.text, line.starts[0], line.starts[-1]) is not None


def find(d: Draft, *, hedged: bool) -> None:
    """Fill predicate and, in a line that is ``hedged``, modality."""
    for one in (before, after):
        at = one.produce(d)
        if at is not None:
            d.predicate = d.line.words[at]
            d.rules.append(f"predicate={one.name}")
            break
    if hedged:
        d.modality = modality.produce(d)
        if d.modality:
            d.rules.append(f"modality={modality.name}")


@rule(
    "link-modality-word",
    why="计划, 预计, 未, 据称: a word before the figure makes it less than a plain statement",
    examples=[ex("公司计划招聘⟦300人⟧。", modality="planned")],
    never=["会议将3份文件送给代表。"],
)
def modality(d: Draft) -> Modality:
    """What the first such word of the clause makes of the figure."""
    text, starts = d.line.text, d.line.starts
    for found in _modal_words().finditer(text, starts[d.first], starts[d.i]):
        k = bisect_left(starts, found.start(), d.low, d.i)
        whole = starts[k] == found.start() and found.end() in starts[k + 1 : k + 3]
        if whole and not _marks_object(d, k):
            return _modalities()[found[0]]
    return ""


_TWO_WAYS = frozenset(("将", "或", "应", "目标", "规划", "准备"))


def _marks_object(d: Draft, k: int) -> bool:
    """Whether 将 or 或 at chunk ``k`` is no adverb: 将3名工人送医, 老人或儿童."""
    after_it = d.line.kinds[k + 1 : k + 2]
    if d.line.words[k] == "预期":
        return after_it == "n"
    return d.line.words[k] in _TWO_WAYS and after_it not in set("duvyxw=Hp")
