"""Figures that are parts of a whole named before: 共有30家，其中新建5家."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.link.draft import Draft
from pipeline.link.phrases import PEOPLE
from pipeline.rules import ex, rule


@rule(
    "link-part-among",
    why="其中 makes the figures after it parts of the one before it",
    examples=[ex("全县有学校30所，其中⟦5所⟧是新建的。")],
)
def among(d: Draft, before: Sequence[Draft]) -> Draft | None:
    """The whole: the nearest earlier figure of the same unit, for a share any count."""
    for one in reversed(before):
        if one.change:
            continue
        same = one.unit == d.unit or {one.unit, d.unit} <= PEOPLE
        if same or (d.mention.label == "PERCENT" and one.mention.label != "PERCENT"):
            return one
    return None


def find(drafts: Sequence[Draft], previous: Sequence[Draft]) -> None:
    """Fill the wholes of one sentence's figures; ``previous`` are those of the sentence before."""
    if not drafts:
        return
    kinds = drafts[0].line.kinds
    at = kinds.find("S")
    if at < 0:
        return
    end = kinds.find(";", at)
    before = [d for d in drafts if d.i < at] or list(previous)
    for d in drafts:
        if d.i > at and (end < 0 or d.i < end) and not d.change:
            whole = among.produce(d, before[-8:])
            if whole is not None:
                d.whole = whole
                d.rules.append(f"part_of={among.name}")
