"""Whose figure it is: the organisation, place or person that is its subject or possessor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document import Document
from pipeline.link.draft import Draft
from pipeline.link.headings import is_heading
from pipeline.link.lines import Line
from pipeline.link.phrases import PEOPLE
from pipeline.model import Mention
from pipeline.rules import ex, rule

_NAME_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON")
_COUNTRY = frozenset(("我国", "全国", "国内", "中国"))
#: Words for the whole of the place last spoken of, with that place's last character.
_WHOLE = {"全市": "市", "全省": "省", "全县": "县", "全区": "区", "全州": "州", "全镇": "镇", "全乡": "乡", "全村": "村", "我市": "市", "我省": "省", "我县": "县", "我区": "区", "本市": "市", "本省": "省"}  # fmt: skip

#: 该校, 该公司: the organisation last named; 该市, 该县: the place of that kind.
_THAT = re.compile(r"该(?:[校院厂行所馆队局社]|公司|企业|集团|机构|单位|学校|医院)")

#: A name with the names joined to it: 黑龙江、新疆, or a place and its part.
_GROUP = re.compile(r"[GOP]+(?:[、c][GOP]+)*(?:n{0,2}P)?k?|g")
#: Words before a name that is nobody's subject: 向X推荐, 被X评为, 据X统计, 在X.
_OTHER_ROLE = frozenset(["对", "向", "给", "来自", "被", "据", "根据", "从", "比", "较", "由", "跟", "至", "到", "往", "赴", "在", "于", "对于", "因", "按", "经", "通过", "除", "除了", "距", "离"])  # fmt: skip
#: Prepositions that make their name an agent after all.
_CAUSES = frozenset(("使", "让", "令", "将", "把"))
#: After the name of a news source: 央视网消息, 新华社北京电.
_SOURCE = re.compile(
    r"(?:[^，。；\n]{0,8}(?:电|讯|消息|记者)|[一-龥]{0,3}报道)(?=[\s（(：:，,]|$)|时间"
)
#: A name whose clause goes on to what it said.
_SAYS = re.compile(r"[tdn(#),]{0,6}R")
#: 在…的调解下: a name inside an adverbial is no subject.
_INSIDE_BEFORE = re.compile(r"[^,;:.vux]{0,12}p")
_INSIDE_AFTER = re.compile(r"[^,;:.#]{0,12}f")


@dataclass(slots=True)
class Subject:
    """A name that may own figures: its first chunk, the chunk after it, and its full form."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class Subjects:
    """The candidates of one sentence up to the figure being read."""

    found: list[Subject] = field(default_factory=list)
    #: names that only own the figure right after them: 受到拉美12个国家…
    owners: list[Subject] = field(default_factory=list)
    speakers: list[Subject] = field(default_factory=list)
    event: str = ""
    running: str = ""


@rule(
    "link-holder-possessor",
    why="拉美12个国家, 青海省23人遇难: a place or organisation right before its figure owns it",
    examples=[ex("青海省⟦23人⟧遇难。", holder="青海省")],
)
def possessor(d: Draft, line: Subjects) -> str:
    """The name that ends where the figure, or the phrase before it, begins."""
    start = d.phrase[0] if d.phrase and d.phrase[1] <= d.i else d.i
    for one in (*line.found[-1:], *line.owners[-1:]):
        if one.end in (d.i, start):
            return one.name
    return ""


@rule(
    "link-holder-clause",
    why="the named subject of the figure's clause owns it",
    examples=[ex("兰州市总工会今年培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def clause(d: Draft, line: Subjects) -> str:
    """The first name of the figure's clause that is a subject."""
    for one in line.found[-4:]:
        if one.start >= d.low:
            return one.name
    return ""


@rule(
    "link-holder-event",
    why="people counted later in a report of casualties belong to the place of the event",
    examples=[ex("青海省23人遇难。目前有⟦11人⟧失联。", holder="青海省")],
)
def event(d: Draft, line: Subjects) -> str:
    """The holder of the casualties that the report opens with, for figures of people."""
    return line.event if d.unit in _PERSONS else ""


@rule(
    "link-holder-sentence",
    why="a subject carries on over the clauses of its sentence",
    examples=[ex("兰州市总工会扎实工作，培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def sentence(d: Draft, line: Subjects) -> str:
    """The last subject of an earlier clause."""
    return line.found[-1].name if line.found else ""


@rule(
    "link-holder-speaker",
    why="美军中央司令部表示，有3名人员死亡: who speaks owns the figures when no other is named",
    examples=[ex("国家防汛抗旱总指挥部表示，已派出⟦3个⟧工作组。", holder="国家防汛抗旱总指挥部")],
)
def speaker(d: Draft, line: Subjects) -> str:
    """The last organisation or place of the sentence that says so."""
    return line.speakers[-1].name if line.speakers else ""


@rule(
    "link-holder-running",
    why="the subject carries on over sentences while no other is named",
    examples=[ex("兰州市总工会工作扎实。去年培训职工⟦300人次⟧。", holder="兰州市总工会")],
)
def running(d: Draft, line: Subjects) -> str:
    """The running subject."""
    return line.running


_ORDER = (possessor, clause, sentence, speaker, event, running)


_PERSONS = PEOPLE | {"具"}
#: In how many sentences from its start a report states the casualties that it is about.
_LEAD = 6


def is_casualty(d: Draft) -> bool:
    """Whether the figure counts people that something happened to."""
    if d.unit not in _PERSONS:
        return False
    kinds = d.line.kinds
    return kinds.find("s", d.low, d.high) >= 0 or (
        d.i + 1 < len(kinds) and "被" in d.line.span(d.i, min(d.i + 6, d.high))
    )


class Holders:
    """The running subject and the known names of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._running = ""
        self._event = ""
        self._body = ""
        #: the first sentence of the report being read, and the sentence to be read next
        self._first = self._next = 0
        self._places: dict[str, str] = {}
        self._canonical = {
            m.start: m.name.canonical for m in mentions if m.name and m.name.canonical
        }

    def restart(self) -> None:
        """Forget the running subject and the event: another report begins."""
        self._running = self._event = ""
        self._first = self._next

    def skim(self, number: int, mentions: Sequence[Mention]) -> None:
        """Read the names of a sentence that has no figures."""
        self._next = number + 1
        folded, start = self._document.folded, self._document.sentences[number].start
        taken = False
        for m in mentions:
            if m.label not in _NAME_LABELS or _SOURCE.match(folded, m.end):
                continue
            name = self._canonical.get(m.start) or folded[m.start : m.end]
            self._note(name, m.label in ("ORG", "FAC"))
            opens = m.start == start or folded[m.start - 1] in "，,；;为"
            if opens and not taken and m.label != "PERSON":
                self._running, taken = name, True

    def fill(self, line: Line, drafts: Sequence[Draft]) -> None:
        """Fill the holder of the figures of a sentence, given in order."""
        self._next = line.sentence + 1
        subjects = Subjects(event=self._event, running=self._running)
        begin = 0
        for d in drafts:
            self._read(line, begin, d.i, subjects)
            begin = max(begin, d.i, d.phrase[1] if d.phrase else 0)
            self._figure(d, subjects)
        self._read(line, begin, len(line.kinds), subjects)
        for one in subjects.found:
            if line.kinds[one.end - 1] != "P" and one not in subjects.owners:
                self._running = one.name
                break

    def _figure(self, d: Draft, subjects: Subjects) -> None:
        if d.phrase and d.phrase[1] <= d.i:  # a name that is the concept owns nothing
            while subjects.found and subjects.found[-1].end > d.phrase[0]:
                subjects.found.pop()
        for one in _ORDER:
            name = d.own_holder or one.produce(d, subjects)
            if name:
                d.holder = name
                d.rules.append(f"holder={one.name}")
                break
        if (
            d.holder and not subjects.found
        ):  # 覆盖全市4011家企业: the owner stays for the next figures
            subjects.found += subjects.owners[-1:]
        number = d.line.sentence
        headed = number == self._first and is_heading(self._document, number)
        leads = number - self._first < _LEAD and not headed
        if d.holder and not self._event and leads and is_casualty(d):
            self._event = subjects.event = d.holder

    def _read(self, line: Line, begin: int, end: int, subjects: Subjects) -> None:
        """Take up the names between two figures."""
        for found in _GROUP.finditer(line.kinds, begin, end):
            first, last = found.span()
            if _SOURCE.match(line.text, line.end(last - 1)):
                continue
            name = self._group_name(line, first, last)
            if name:
                one = Subject(first, last, name)
                role = _role(line, one)
                if role:
                    getattr(subjects, role).append(one)

    def _group_name(self, line: Line, first: int, last: int) -> str:
        words = line.span(first, last)
        if line.kinds[first] == "g":
            return self._that(words)
        if words in _COUNTRY:
            return "中国"
        level = _WHOLE.get(words)
        if level:
            return self._places.get(level, words)
        if last == first + 1:
            words = self._canonical.get(line.starts[first]) or words
        self._note(words, line.kinds[last - 1] == "O")
        return words

    def _that(self, words: str) -> str:
        if _THAT.fullmatch(words):
            return self._body
        return self._places.get(words[1:], "") if words[0] == "该" else ""

    def _note(self, name: str, body: bool) -> None:
        """Remember ``name`` as what 全市, 该省, 该校 … will mean."""
        if body:
            self._body = name
        if name[-1:] in "市省县区州镇乡村国":
            self._places[name[-1]] = name
        elif "市" in name[1:5]:
            self._places.setdefault("市", name[: name.index("市") + 1])


def _role(line: Line, one: Subject) -> str:
    """What the name can be to the figures after it: found (a subject), owners, speakers or ''."""
    kinds, first = line.kinds, one.start
    before = kinds[first - 1] if first else ""
    if before == "{" or line.word(first - 1) in _OTHER_ROLE:
        return ""
    if before == "p" and line.word(first - 1) not in _CAUSES:
        return ""
    if before and before in "vuxyL=H":
        return "owners"
    if _SAYS.match(kinds, one.end):
        return "speakers" if kinds[one.end - 1] != "P" else ""
    low = max(0, first - 12)
    inside = _INSIDE_BEFORE.match(kinds[low:first][::-1])
    if inside and line.word(first - inside.end()) == "在" and _INSIDE_AFTER.match(kinds, one.end):
        return ""
    return "found"
