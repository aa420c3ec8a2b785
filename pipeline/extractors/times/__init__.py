"""Times: every expression of time, its TIMEX3 value, and the calendar interval it means.

``scan`` finds runs of time pieces behind a first-character gate, ``atoms`` and ``decode`` read them,
``grammar`` composes them,
``points`` and ``spans`` hold the rules that resolve them against the two anchors in ``context``,
``trim`` gives words back to their neighbours, and ``guards`` tells look-alikes apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document
from pipeline.extractors.names.candidates import USER_PATTERN
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.grammar import parse
from pipeline.extractors.times.guards import passes
from pipeline.extractors.times.nodes import Node, Point, Repeated
from pipeline.extractors.times.scan import runs
from pipeline.extractors.times.spans import evaluate
from pipeline.extractors.times.trim import trimmed, without_bound
from pipeline.extractors.times.zones import with_zone
from pipeline.model import Mention, Time

__all__ = ["extract"]


def extract(document: Document, taken: Sequence[Mention] = ()) -> list[Mention]:
    """The times of ``document`` outside the mentions already ``taken``; both are in order of text."""
    text = document.folded
    context = Context(text, document.reference)
    free = _Free(taken)
    titles = "《" in text
    places = list(runs(text))
    sentences = document.sentences_at(offset for offset, _ in places)
    found: list[Mention] = []
    for (offset, run), sentence in zip(places, sentences, strict=True):
        if sentence < 0 or (titles and _in_title(text, offset)):
            continue
        context.sentence = sentence
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
    if not free(start, end):
        node = without_bound(node)  # 3天|以上海为主
        start, end = offset + node.start, offset + node.end
        if not free(start, end):
            return None
    context.start, context.end = start, end
    if not passes(document, context, offset, node):
        return None
    if isinstance(node, Point) and node.steps[0].kind == "day" and context.recurs(start):
        node = Repeated(node.start, node.end, context.recurring, node.steps)
    found = evaluate(context, node)
    if found is None:
        return None
    if isinstance(node, Repeated):
        context.recurring, context.recurring_end = node.period, end
    when = found.when
    if found.type in ("DATE", "TIME"):
        context.note(when)
    below_day = "T" in when.value and not when.value.endswith("_REF")
    time = Time(found.type, when.value, when.start, when.end, when.mod, found.length)
    start = with_zone(document, start)
    return Mention(start, end, "TIME" if below_day else "DATE", found.rule, time=time)


class _Free:
    """Whether a span is clear of the mentions already taken; spans are asked for in order of text.

    A name strictly inside a time is none, and the longer of the two stands: the emperor in 康熙三年,
    the country in 新中国成立75周年, 黄金周 in 国庆黄金周; so is one character inside a date, 日 for
    Japan in 21日. What the user's patterns name always stands.
    """

    def __init__(self, taken: Sequence[Mention]) -> None:
        self._taken = [m for m in taken if m.end - m.start > 1]
        #: Those before it end before the last span asked for.
        self._at = 0

    def __call__(self, start: int, end: int) -> bool:
        taken, i, last = self._taken, self._at, len(self._taken)
        while i < last and taken[i].end <= start:
            i += 1
        self._at = i
        while i < last and (mention := taken[i]).start < end:
            inside = start <= mention.start and mention.end <= end
            longer = end - start > mention.end - mention.start
            if not (inside and longer) or mention.rule == USER_PATTERN:
                return False
            i += 1
        return True
