"""Times: every expression of time, its TIMEX3 value, and the calendar interval it means.

``scan`` finds runs of time pieces behind a first-character gate, ``atoms`` and ``decode`` read them,
``grammar`` composes them,
``points`` and ``spans`` hold the rules that resolve them against the two anchors in ``context``,
and ``guards`` tells look-alikes apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.document import Document
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.grammar import parse
from pipeline.extractors.times.guards import passes
from pipeline.extractors.times.nodes import Lasting, Node, Open, Point
from pipeline.extractors.times.scan import runs
from pipeline.extractors.times.spans import Found, evaluate
from pipeline.extractors.times.zones import with_zone
from pipeline.model import Mention, Time

__all__ = ["extract"]


def extract(document: Document, taken: Sequence[Mention] = ()) -> list[Mention]:
    """The times of ``document`` outside the mentions already ``taken``, in order of text."""
    context = Context(document.folded, document.reference)
    free = _Free(taken)
    found: list[Mention] = []
    for offset, node in _nodes(document):
        start, end = offset + node.start, offset + node.end
        if (
            not free(start, end)
            or _in_title(document.folded, start)
            or not passes(document, document.folded, offset, node)
        ):
            continue
        context.start, context.end = start, end
        context.sentence = document.sentence_at(start)
        made = evaluate(context, node)
        if made is None:
            continue
        if made.type in ("DATE", "TIME"):
            context.note(made.when)
        found.append(_mention(document, start, end, made))
    return found


def _in_title(text: str, start: int) -> bool:
    """Whether ``start`` lies between 《 and 》: a work's name holds the date."""
    opened = text.rfind("《", max(0, start - _LONGEST_TITLE), start)
    return opened >= 0 and text.find("》", opened, start) < 0


_LONGEST_TITLE = 40


def _nodes(document: Document) -> Iterator[tuple[int, Node]]:
    for offset, run in runs(document.folded):
        if document.sentence_at(offset) < 0:
            continue
        for node in parse(run):
            yield offset, _without_false_end(document, offset, node)


def _without_false_end(document: Document, offset: int, node: Node) -> Node:
    """``node`` without a last word that is part of a longer one: 10日前往, 三天内容."""
    tokens = document.tokens
    if isinstance(node, Point) and len(node.steps) > 1 and node.steps[-1].kind == "season":
        i = tokens.at(offset + node.end - 1)  # 今年春耕
        if i >= 0 and tokens.starts[i] == offset + node.end - 1 and len(tokens.words[i]) > 1:
            return Point(node.start, node.end - 1, node.steps[:-1])
        return node
    if isinstance(node, Lasting) and node.before in ("前", "后"):
        before = document.folded[: offset + node.start][-1:]
        if before.strip() and before not in "，。；：！？、,;:!?“（(":  # 结束后一小时
            node = replace(node, start=node.own, before="")
    if isinstance(node, Open):
        word, inner = node.word, node.inner
    elif isinstance(node, Lasting) and node.after:
        word = node.after
        inner = replace(node, end=node.end - len(word), after="")
    else:
        return node
    i = tokens.at(offset + node.end - len(word))
    if (
        i >= 0
        and tokens.starts[i] == offset + node.end - len(word)
        and len(tokens.words[i]) > len(word)
    ):
        return _without_false_end(document, offset, inner)
    return node


class _Free:
    """Whether a span is clear of the mentions already taken."""

    def __init__(self, taken: Sequence[Mention]) -> None:
        spans = sorted((m.start, m.end) for m in taken)
        self.starts = [s for s, _ in spans]
        self.ends = [e for _, e in spans]

    def __call__(self, start: int, end: int) -> bool:
        i = bisect_right(self.starts, start)
        if i and self.ends[i - 1] > start:
            return False
        return not (i < len(self.starts) and self.starts[i] < end)


def _mention(document: Document, start: int, end: int, found: Found) -> Mention:
    when = found.when
    below_day = "T" in when.value and not when.value.endswith("_REF")
    time = Time(found.type, when.value, when.start, when.end, when.mod)
    if document.folded.endswith("时间", 0, start):
        start = with_zone(document, start)
    return Mention(start, end, "TIME" if below_day else "DATE", found.rule, time=time)
