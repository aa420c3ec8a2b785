"""Times: every expression of time, its TIMEX3 value, and the calendar interval it means.

``scan`` finds runs of time pieces behind a first-character gate, ``atoms`` and ``decode`` read them,
``grammar`` composes them,
``points`` and ``spans`` hold the rules that resolve them against the two anchors in ``context``,
``trim`` gives words back to their neighbours, and ``guards`` tells look-alikes apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.document import Document
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.grammar import parse
from pipeline.extractors.times.guards import passes
from pipeline.extractors.times.nodes import Between, Node, Open, Point
from pipeline.extractors.times.scan import runs
from pipeline.extractors.times.spans import evaluate
from pipeline.extractors.times.trim import trimmed
from pipeline.extractors.times.zones import with_zone
from pipeline.model import Mention, Time

__all__ = ["extract"]


def extract(document: Document, taken: Sequence[Mention] = ()) -> list[Mention]:
    """The times of ``document`` outside the mentions already ``taken``, in order of text."""
    context = Context(document.folded, document.reference)
    free = _Free(taken)
    found: list[Mention] = []
    for offset, run in runs(document.folded):
        context.sentence = document.sentence_at(offset)
        if context.sentence < 0 or _in_title(document.folded, offset):
            continue
        for node in parse(run):
            made = _mention(document, context, free, offset, node)
            if made is not None:
                found.append(made)
    return found


#: How far back the title that a time stands in may begin.
_LONGEST_TITLE = 40


def _in_title(text: str, start: int) -> bool:
    """Whether ``start`` lies between 《 and 》: a work's name holds the date."""
    opened = text.rfind("《", max(0, start - _LONGEST_TITLE), start)
    return opened >= 0 and text.find("》", opened, start) < 0


def _mention(
    document: Document, context: Context, free: _Free, offset: int, node: Node
) -> Mention | None:
    node = trimmed(document, offset, node)
    start, end = offset + node.start, offset + node.end
    context.start, context.end = start, end
    if not free(start + _named(node), end) or not passes(document, context, offset, node):
        return None
    found = evaluate(context, node)
    if found is None:
        return None
    when = found.when
    if found.type in ("DATE", "TIME"):
        context.note(when)
    below_day = "T" in when.value and not when.value.endswith("_REF")
    time = Time(found.type, when.value, when.start, when.end, when.mod, found.length)
    start = with_zone(document, start)
    return Mention(start, end, "TIME" if below_day else "DATE", found.rule, time=time)


def _named(node: Node) -> int:
    """How long the era or founding is that ``node`` begins with, which wins over names in it.

    康熙三年 over the emperor's name, 新中国成立75周年 over the country's.
    """
    while isinstance(node, Open | Between):
        node = node.inner if isinstance(node, Open) else node.first
    if not isinstance(node, Point):
        return 0
    step = node.steps[0]
    if step.kind == "fest" and len(node.steps) > 1 and node.steps[1].kind == "anniv":
        return len(str(step.a))
    return step.b if step.c == "era" and isinstance(step.b, int) else 0


class _Free:
    """Whether a span is clear of the mentions already taken."""

    def __init__(self, taken: Sequence[Mention]) -> None:
        # A name of one character inside a date is none: 日 for Japan in 21日.
        spans = sorted((m.start, m.end) for m in taken if m.end - m.start > 1)
        self.starts = [s for s, _ in spans]
        self.ends = [e for _, e in spans]

    def __call__(self, start: int, end: int) -> bool:
        if not self.starts:
            return True
        i = bisect_right(self.starts, start)
        if i and self.ends[i - 1] > start:
            return False
        return not (i < len(self.starts) and self.starts[i] < end)
