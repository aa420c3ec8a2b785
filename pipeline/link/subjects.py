"""Names as owners of figures, and figures that are terms, parties or casualties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.lines import Line
from pipeline.link.phrases import PEOPLE

#: Prepositions that make their name an agent after all.
CAUSES = frozenset(("使", "让", "令", "将", "把"))
#: What a rule returns when it knows that no one owns the figure.
NOBODY = "-"


@dataclass(slots=True)
class Subject:
    """A name that may own figures: its first chunk, the chunk after it, and its full form."""

    start: int
    end: int
    name: str
    person: bool = False
    #: whether it is a list of examples: 广州、深圳等
    listed: bool = False


class Subjects:
    """The candidates of one sentence up to the figure being read.

    ``event`` is the holder of the casualties that the report is about, and ``running`` gives the
    subject that runs into the sentence: most figures have a nearer one and never ask.
    """

    def __init__(self, event: str = "", running: Callable[[], str] = str) -> None:
        self.event = event
        self.running = running
        self.found: list[Subject] = []
        #: names that only own the figure right after them: 受到拉美12个国家…
        self.owners: list[Subject] = []
        self.speakers: list[Subject] = []
        #: where something happened: 在X…
        self.places: list[Subject] = []

    def any(self) -> bool:
        """Whether there is one at all."""
        return bool(self.found or self.owners or self.speakers or self.places)


#: Units that count people, alive or dead.
PERSONS = PEOPLE | {"具"}


def is_casualty(d: Draft) -> bool:
    """Whether the figure counts people that something happened to."""
    if d.unit not in PERSONS:
        return False
    kinds = d.line.kinds
    return kinds.find("s", d.low, d.high) >= 0 or (
        d.i + 1 < len(kinds) and "被" in d.line.span(d.i, min(d.i + 6, d.high))
    )


_TERM = lazy(r"#[^,;:.}{]{0,4}\}")


def is_term(d: Draft) -> bool:
    """Whether the figure opens a term in quotation marks: “四种形态”, 《一分钱》."""
    return d.quoted and _TERM.match(d.line.kinds, d.i) is not None


#: Units that are themselves what is counted, and may act: 两国, 三方, 六省.
PARTIES = frozenset("国党军省市县区州方地岸校队") | {"部门"}
_HAN = frozenset("两二三四五六七八九十")


def is_party(d: Draft) -> bool:
    """Whether the figure names parties by their number, in a Han numeral: 两国, 三方."""
    counts = d.unit in PARTIES and d.mention.label == "CARDINAL"
    return counts and d.line.text[d.mention.start] in _HAN


def is_partner(d: Draft) -> bool:
    """Whether the name that a list gives the figure depends on a preposition: 对东盟、欧盟出口."""
    line = d.line
    at = line.text.find(d.own_holder, line.starts[0], line.starts[d.i])
    i = bisect_left(line.starts, at)
    if at < 0 or line.starts[i] != at:
        return False
    while i and line.kinds[i - 1] in "GOP、ck":
        i -= 1
    return i > 0 and line.kinds[i - 1] == "p" and line.words[i - 1] not in CAUSES


def compares(line: Line, subjects: Subjects) -> bool:
    """Whether the parts of a sentence are each of another body."""
    if ";" not in line.kinds:
        return False
    parts = {
        line.kinds.count(";", 0, one.start): one.name
        for one in reversed(subjects.found)
        if one.start == line.clause_start(one.start)
    }
    return len(parts) > 1 and len(set(parts.values())) > 1
