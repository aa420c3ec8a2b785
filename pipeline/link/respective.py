"""Lists read respectively: 国有企业、事业单位和民营企业的建制率分别为100%、96%、85%."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.lines import WINDOW, Line
from pipeline.link.phrases import BRIDGE, left_phrase, without_owner
from pipeline.rules import ex, rule

#: What may part 分别 from its first figure, and one figure from the next.
_LEAD = lazy(r"[d=xLp:vuwyn]{0,6}")
_NEXT = lazy(r"[、c]+[=dx]*|,[=d]?")
#: A list of things: items of nouns (counted or not) joined by 、 and 和.
_LIST = lazy(r"[nEGOPawyi#{}sr]{1,12}(?:[、c]{1,2}[nEGOPawyi#{}sr]{1,12}){1,12}")
_ITEM_LETTERS = lazy(r"[nEGOPawyi{}srupvf]{1,14}")
_TIMES = lazy(r"t(?:[、c,]{1,2}t){1,12}")
_SEPARATOR = lazy(r"[、c]{1,2}")

_NAMED = lazy(r"[nEGOPwyu]")
#: More figures than this are no list that anyone reads respectively.
_MOST = 20
Items = list[tuple[int, int]]


def groups(line: Line, drafts: Sequence[Draft]) -> list[tuple[int, list[Draft]]]:
    """The figures that each 分别 of the sentence hands out, with its chunk."""
    made: list[tuple[int, list[Draft]]] = []
    last = -1
    for n, first in enumerate(drafts):
        if first.i <= last:
            continue
        lead = first.i - line.reach(_LEAD, last + 1, first.i)
        at = next((k for k in range(lead, first.i) if line.words[k] == "分别"), -1)
        if at < 0:
            continue
        taken = [first]
        for d in drafts[n + 1 : n + _MOST]:
            joint = _NEXT.match(line.kinds, taken[-1].i + 1)
            if joint is None or joint.end() != d.i:
                break
            taken.append(d)
        last = taken[-1].i
        if len(taken) > 1:
            made.append((at, taken))
    return made


@rule(
    "link-respective-owners",
    why="each owner of the list before 分别 takes one figure, in order",
    examples=[
        ex(
            "国有企业、事业单位和民营企业都建立了制度，建制率分别为100%、⟦96%⟧、85%。",
            concept="建制率",
            concept_of="事业单位",
        ),
    ],
)
def owners(line: Line, at: int, count: int) -> Items | None:
    """The items of the last list of ``count`` things before the clause of chunk ``at``."""
    low = line.clause_start(at)
    lists = list(_LIST.finditer(line.kinds, max(0, low - WINDOW), low))
    for found in reversed(lists):
        items = _split(line, found.start(), found.end())
        if len(items) == count:
            return items
    return None


@rule(
    "link-respective-subjects",
    why="出口、进口分别增长5%和3%: the subjects of 分别 are themselves what is measured",
    examples=[
        ex("全县出口、进口分别增长5%、⟦3%⟧。", concept="进口", change="increase"),
        ex("新车长宽高分别为4632毫米、⟦1789毫米⟧和1470毫米。", concept="宽"),
    ],
)
def subjects(line: Line, at: int, count: int) -> tuple[Items, bool] | None:
    """The list of ``count`` things right before 分别, and whether 的 or 等 parts it from a head."""
    low = line.clause_start(at)
    bridge = BRIDGE.match(line.kinds[max(low, at - WINDOW) : at][::-1])
    end = at - (bridge.end() if bridge else 0)
    parted = max(line.kinds.rfind("D", low, end), line.kinds.rfind("k", low, end))
    for stop in (parted, end):
        items = _listed(line, low, stop, count) if stop > low else None
        if items:
            return items, stop == parted
    return None


def _listed(line: Line, low: int, stop: int, count: int) -> Items | None:
    """The last ``count`` things joined by 、 and 和 that end at chunk ``stop``."""
    items: Items = []
    for _ in range(count):
        joint = max(line.kinds.rfind("、", low, stop), line.kinds.rfind("c", low, stop))
        begin = joint + 1 if len(items) + 1 < count else low
        if joint < low and len(items) + 1 < count:
            return None
        if _ITEM_LETTERS.fullmatch(line.kinds, begin, stop) is None and len(items) + 1 < count:
            return None
        found = left_phrase(line, max(begin, joint + 1), stop)
        start = found[0] if found else max(begin, joint + 1)
        if start >= stop:
            return None
        first = len(items) + 1 == count
        items.insert(0, (without_owner(line, start, stop) if first else start, stop))
        stop = joint
    return items


@rule(
    "link-respective-times",
    why="产量2022年和2023年分别为3吨、5吨: each time takes one figure, in order",
    examples=[ex("全县产量2022年和2023年分别为3吨、⟦5吨⟧。", time_value="2023")],
)
def times(line: Line, at: int, count: int) -> list[int] | None:
    """The chunks of ``count`` times listed before 分别 in its sentence."""
    for found in _TIMES.finditer(line.kinds, max(0, at - WINDOW), at):
        chunks = [k for k in range(*found.span()) if line.kinds[k] == "t"]
        if len(chunks) == count:
            return chunks
    return None


def _split(line: Line, start: int, end: int) -> Items:
    items: Items = []
    for found in [*_SEPARATOR.finditer(line.kinds, start, end), None]:
        stop = found.start() if found else end
        begin = line.kinds.rfind("#", start, stop) + 1 or start
        items.append((without_owner(line, begin, stop) if not items else begin, stop))
        start = found.end() if found else end
    return items


_NAMES = lazy(r"[GO]+")


def _shared_head(line: Line, items: Items) -> int | None:
    """Where the measure begins that the last item names for all: 电子制造业、汽车制造业产量.

    It is what follows the word that the first item ends in, or the name when all are names.
    """
    last, (start, end) = line.words[items[0][1] - 1], items[-1]
    names = _NAMES.match(line.kinds, start, end)
    if names and names.end() < end and _NAMES.fullmatch(line.kinds, *items[0]):
        return names.end()  # 对甲国、乙国进出口
    for k in range(start, end - 1):
        if line.words[k].endswith(last):
            return k + 1
    return None


_SIDES = "长宽高"
_MARKED = lazy(r"长(?:度)?[、/×*]?宽(?:度)?[、/×*和及与]?高(?:度)?")


def _sides(line: Line, at: int, taken: Sequence[Draft]) -> bool:
    """Give three lengths the sides that a word before chunk ``at`` joins: 长宽高分别为5米、2米和3米."""
    low, end = line.starts[line.clause_start(at)], line.starts[at]
    found = _MARKED.search(line.text, low, end)
    if found is None or end - found.end() > 1:
        return False
    for d, side in zip(taken, _SIDES, strict=True):
        start = line.text.index(side, found.start())
        d.concept, d.concept_of = (start, start + 1), line.text[low : found.start()].rstrip("的")
        d.rules[:] = [r for r in d.rules if not r.startswith("concept=")]
        d.rules.append(f"concept={subjects.name}")
    return True


class Respective:
    """Fills lists read respectively, and remembers the last owners for the list that follows."""

    def __init__(self) -> None:
        self._owners: list[str] = []

    def fill(self, line: Line, drafts: Sequence[Draft]) -> None:
        """Give each figure of every 分别 list in ``line`` its own thing, owner or time."""
        if "分别" not in line.text[line.starts[0] : line.starts[-1]]:
            return
        for at, taken in groups(line, drafts):
            self._group(line, at, taken, drafts)

    def _group(self, line: Line, at: int, taken: list[Draft], drafts: Sequence[Draft]) -> None:
        if len(taken) == len(_SIDES) and _sides(line, at, taken):
            return
        chunks = times.produce(line, at, len(taken))
        if chunks:
            for d, k in zip(taken, chunks, strict=True):
                d.own_time = k
        for d in taken[1:]:
            d.change, d.basis = d.change or taken[0].change, d.basis or taken[0].basis
        found = subjects.produce(line, at, len(taken))
        if found:
            self._subjects(line, taken, *found)
            return
        if not chunks and self._resumes(line, at, taken, drafts):
            return
        items = owners.produce(line, at, len(taken))
        if items:
            self._owners = [line.span(*item) for item in items]
        if len(self._owners) == len(taken) and not chunks:
            for d, owner in zip(taken, self._owners, strict=True):
                d.concept, d.concept_of = taken[0].concept, owner
                d.rules.append(f"concept_of={owners.name}")

    @staticmethod
    def _resumes(line: Line, at: int, taken: list[Draft], drafts: Sequence[Draft]) -> bool:
        """Hand out what the figures before counted: 火灾132起，死亡5人，分别下降12%和28%."""
        before = [d for d in drafts if d.i < taken[0].i and not d.change and d.concept][-_MOST:]
        named = _NAMED.search(line.kinds, line.clause_start(at), at)
        if named or not taken[0].change or len(before) < len(taken):
            return False
        for d, one in zip(taken, before[-len(taken) :], strict=True):
            d.concept, d.concept_of = one.concept, one.concept_of
        return True

    def _subjects(self, line: Line, taken: list[Draft], items: Items, of: bool) -> None:
        head = None if of else _shared_head(line, items)
        if head is not None:
            taken[0].concept = line.starts[head], line.end(items[-1][1] - 1)
            items[-1], of = (items[-1][0], head), True
        for d, (start, end) in zip(taken, items, strict=True):
            if head is None and set(line.kinds[start:end]) <= set("GOP"):
                d.concept, d.own_holder = (
                    d.concept or taken[-1].concept,
                    line.span(start, end),
                )
            elif of:
                d.concept, d.concept_of = taken[0].concept, line.span(start, end)
                d.rules.append(f"concept_of={subjects.name}")
            else:
                d.concept, d.concept_of = (line.starts[start], line.end(end - 1)), ""
                d.rules[:] = [r for r in d.rules if not r.startswith("concept=")]
                d.rules.append(f"concept={subjects.name}")
