"""Whose figure it is: the organisation, place or person that is its subject or possessor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from pipeline.document import Document
from pipeline.lazy import lazy
from pipeline.link.concepts.before import subject
from pipeline.link.concepts.elsewhere import agent
from pipeline.link.draft import Draft
from pipeline.link.headings import after_byline
from pipeline.link.holders import collective, nobody, owners
from pipeline.link.holders.known import COUNTRY, Known
from pipeline.link.holders.named import statements
from pipeline.link.holders.reading import SOURCE, Reader, first_name
from pipeline.link.holders.running import Running
from pipeline.link.holders.titles import Title
from pipeline.link.lines import Line, LineMaker
from pipeline.link.subjects import (
    NOBODY,
    PARTIES,
    PERSONS,
    Subject,
    Subjects,
    compares,
    is_casualty,
    is_partner,
)
from pipeline.model import Mention
from pipeline.rules import Rule

#: What can become the subject that a report is about.
_ACTORS = frozenset(("GPE", "FAC", "ORG"))
#: Who speaks in a sentence without figures does not become what the report is about.
_SPEAKS = lazy(
    r"[^，。；：\n]{0,16}(?:(?:表示|称|说|介绍|透露|指出|宣布|报道|测定|统计|预计|强调|认为)(?=[，:“]|$)"
    r"|(?:公布|发布)[^，。；\n]{0,20}(?:数据|指数|公报|统计|消息)"
    r"|(?:举行|召开)[^，。；\n]{0,30}(?:发布会|吹风会|见面会))"
)
#: In how many sentences from its start a report states the casualties that it is about.
_LEAD = 6
#: What a report may open with before its first subject: 央视网消息（新闻联播）：.
_DATELINE = lazy(r"[^，。；：:]{0,20}(?:消息|讯|电|报道)[^，。；：:]{0,12}[：:\s]\s*\Z")
#: A list of names goes on, or ends.
_LISTS = lazy(r"、|等(?=[地国多市省县区\d一二三四五六七八九十])")
#: How far from the start of a sentence without figures its subject is looked for.
_OPENING = 16
#: What a figure notes whose holder only ran on.
_RUNNING = f"holder={owners.running.name}"
_POSSESSED = f"holder={owners.possessor.name}"
#: What a figure notes whose concept does what it counts.
_ACTS = f"concept={agent.name}"
_SETTLED = [f"holder={r.name}" for r in (nobody.apposition, nobody.group, nobody.term)]


@lru_cache(maxsize=1024)
def _rules(
    label: str, unit: str, dimension: str, named: bool, placed: bool, told: bool
) -> tuple[Rule[[Draft, Subjects], str], ...]:
    """The rules that may find the holder of such a figure, in the order they are asked.

    The flags say whether its sentence has named an owner before it, a place or a speaker.
    """
    counts, persons = label == "CARDINAL", unit in PERSONS
    order = (
        (nobody.term, True),
        (nobody.distance, dimension == "length"),
        (nobody.age, unit in nobody.AGES),
        (nobody.apposition, counts),
        (nobody.group, counts and unit in PARTIES),
        (owners.theirs, persons),
        (owners.possessor, named),
        (owners.clause, named),
        (owners.accident, placed and persons),
        (owners.sentence, named),
        (owners.place, placed),
        (owners.speaker, told),
        (owners.event, persons),
        (nobody.general, True),
        (nobody.product, True),
        (nobody.specification, label == "QUANTITY" and dimension not in nobody.OF_PLACES),
        (owners.running, True),
    )
    return tuple(one for one, asked in order if asked)


def spoken_of_whole(document: Document) -> list[int]:
    """The sentences that speak of a whole country or place, whether or not they name one: 我国."""
    return document.sentences_at(m.start() for m in collective.WHOLE.finditer(document.folded))


class Holders:
    """The running subject and the known names of one document."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        headings: frozenset[int],
        maker: LineMaker,
    ) -> None:
        self._document = document
        self._headings = headings
        self._running = Running(document)
        #: where the casualties are that the report is about
        self._event = ""
        #: the first sentence of the report being read
        self._first = 0
        self._known = Known(mentions, document.folded)
        self._title = Title(document, self._known)
        self._bodies = collective.Bodies(document)
        self._reader = Reader(self._known)
        #: the statements yet to come that name a body, the next one last
        self._named = [*statements(document.folded)][::-1]
        self._maker = maker

    def restart(self, number: int) -> None:
        """Forget the running subject and the event: another report begins at sentence ``number``."""
        self._running.stop()
        self._event = ""
        self._title.forget()
        self._first = number

    def skim(self, number: int, mentions: Sequence[Mention]) -> None:
        """Read the names of a sentence that has no figures."""
        here = self._document.sentences[number]
        start, end = here.start, here.end
        if self._named:
            self._learn_names(number)
        scope = self._bodies.scope(start, end)
        if scope:
            self._running.take(self._known.whole(scope), number)
        self._known.note_all(mentions)
        if number == self._first and number in self._headings:
            self._title.read(mentions)
        opens = scope or self._skim_names(number, start, mentions)
        if mentions and not opens and self._bodies.any(start, min(end, start + _OPENING)):
            self._skim_line(self._maker.line(number, mentions))
        if number - self._first <= 1 and not self._running.at(number):
            self._country(number, mentions)

    def _learn_names(self, number: int) -> None:
        """Take the body that a statement before sentence ``number`` names for the one spoken of."""
        end = self._document.sentences[number].start
        while self._named and self._named[-1].start < end:
            _, kind, name = self._named.pop()
            self._known.define(kind, name)
            self._running.take(name, number)
            self._event = self._event and name

    def _country(self, number: int, mentions: Sequence[Mention]) -> None:
        """Take the country as the subject where a report opens with it and names no other place:
        今天公布3月份中国制造业指数."""
        here, folded = self._document.sentences[number], self._document.folded
        places = {self._known.full(m) for m in mentions if m.label == "GPE"}
        titled = number in self._headings  # 中国仙都祭祀大典举行
        if (places == {COUNTRY} and not titled) or (
            not places and folded.find("我国", here.start, here.end) >= 0
        ):
            self._running.take(COUNTRY, number)

    def _skim_names(self, number: int, start: int, mentions: Sequence[Mention]) -> bool:
        """Take the first name that opens a clause, or the scene, as the subject, if there is one."""
        folded = self._document.folded
        for m in mentions:
            if m.label not in _ACTORS:
                if m.label == "PERSON" and (m.start == start or folded[m.start - 1] in "，,；;"):
                    self._known.topic(self._known.full(m), True, False)
                continue
            before = folded[m.start - 1]
            scene = before == "在" and m.start < start + 4
            opens = scene or m.start == start or before in "，,；;为"
            if not opens and (before in "：:" or before.isspace()):
                opens = _DATELINE.match(folded, start, m.start) is not None
            opens = opens or after_byline(folded, start, m.start)
            if not opens or SOURCE.match(folded, m.end):
                continue
            if not (_LISTS.match(folded, m.end) or _SPEAKS.match(folded, m.end)):
                name, place = self._known.full(m), m.label == "GPE"
                self._running.take(name, number, scene=scene)
                if place and self._opens_paragraph(number):
                    self._move(name)
                self._known.topic(name, False, place)
            return True
        return False

    def _opens_paragraph(self, number: int) -> bool:
        """Whether sentence ``number`` is the first of its paragraph."""
        start = self._document.sentences[number].start
        return self._document.folded[max(0, start - 3) : start].strip(" \u3000\t\r")[-1:] == "\n"

    def _move(self, place: str) -> None:
        """Let the casualties that the report counts be those of ``place``, which a paragraph opens
        with."""
        if self._event and place not in self._event and self._event not in place:
            self._event = place

    def _skim_line(self, line: Line) -> None:
        """Take the first body in its own words of a sentence without figures as the subject."""
        subjects = Subjects()
        self._reader.read(line, self._bodies.mark(line), (0, len(line.kinds)), subjects)
        for one in subjects.found:
            if not one.person:
                self._running.take(one.name, line.sentence)
                break

    def _runs(self, number: int) -> str:
        """The running subject of sentence ``number``, else the place that the report is of."""
        return self._running.at(number) or self._title.place or self._known.abroad

    def fill(self, line: Line, drafts: Sequence[Draft]) -> None:
        """Fill the holder of the figures of a sentence, given in order."""
        if self._named:
            self._learn_names(line.sentence)
        if line.sentence == self._first and line.sentence in self._headings:
            self._title.read(line.mentions.values())
        if not self._event and self._title.has_victims(line):
            self._event = self._title.place
        subjects = Subjects(self._event, partial(self._runs, line.sentence))
        kinds = self._bodies.mark(line)
        name = first_name(kinds)
        begin = 0
        for d in drafts:
            if name < d.i:
                self._reader.read(line, kinds, (begin, d.i), subjects)
            begin = max(begin, d.i, d.phrase[1] if d.phrase and not _is_person(line, d) else 0)
            self._figure(d, subjects)
        if name == len(kinds):
            return
        self._reader.read(line, kinds, (begin, len(kinds)), subjects)
        self._look_ahead(line, drafts, subjects)
        if compares(line, subjects):
            return  # 甲公司排名第一；乙公司排名第二: the next sentence is of neither
        for one in (*subjects.found, *subjects.places):
            named = line.mentions.get(one.start)
            acts = named is None or named.label != "LOC"  # 黑海: no one is there to act
            if acts and one not in subjects.owners and not (one.listed and subjects.running()):
                here = line.words[one.start] in collective.HERE
                scene = here or one.person or one in subjects.places
                self._running.take(one.name, line.sentence, scene=scene)
                break

    @staticmethod
    def _look_ahead(line: Line, drafts: Sequence[Draft], subjects: Subjects) -> None:
        """Give figures that no name before them owns the subject of the clause after theirs."""
        if not subjects.any():
            return
        for d in drafts:
            if _RUNNING not in d.rules and (d.holder or any(r in d.rules for r in _SETTLED)):
                return
            made = _later(line, d, subjects)
            if made:
                d.holder = made[0]
                d.rules[:] = [r for r in d.rules if not r.startswith("holder=")]
                d.rules.append(f"holder={made[1]}")

    def _figure(self, d: Draft, subjects: Subjects) -> None:
        found = subjects.found
        named: list[Subject] = []
        own = d.phrase is not None and d.phrase[1] <= d.i and _ACTS not in d.rules
        if d.phrase and d.mention.label != "CARDINAL" and _is_quoted_firm(d, d.phrase):
            own = False  # 招商地产跌3%: its shares are its own
        if found and d.phrase and own and d.unit not in nobody.AGES:  # 李梅现年28岁
            while found and found[-1].end >= d.phrase[1]:  # what is the concept owns nothing
                named.append(found.pop())
        if d.own_holder and not is_partner(d):
            d.holder = d.own_holder
            d.rules.append(f"holder={owners.possessor.name}")
        if not d.holder:
            self._ask(d, subjects)
        if not found and subjects.owners and _POSSESSED in d.rules:
            found += subjects.owners[
                -1:
            ]  # 覆盖全市4011家企业: the owner stays for the next figures
        if named and d.line.kinds.startswith("D", d.i + 1):  # 甲、乙两县的人数
            found += named[::-1]
        if not self._event and d.holder and is_casualty(d):
            self._begin_event(d, subjects)

    @staticmethod
    def _ask(d: Draft, subjects: Subjects) -> None:
        """Fill the holder by the first rule that knows it."""
        named = bool(subjects.found or subjects.owners)
        placed, told = bool(subjects.places), bool(subjects.speakers)
        for one in _rules(d.mention.label, d.unit, d.quantity.dimension, named, placed, told):
            name = one.produce(d, subjects)
            if name:
                d.holder = name if name != NOBODY else ""
                d.rules.append(f"holder={one.name}")
                return

    def _begin_event(self, d: Draft, subjects: Subjects) -> None:
        """Let the casualties that a report opens with, but no headline's, be what it is about."""
        number = d.line.sentence
        headed = number == self._first and number in self._headings
        if number - self._first < _LEAD and not headed:
            self._event = subjects.event = d.holder


def _is_person(line: Line, d: Draft) -> bool:
    """Whether what the figure is of is a person, who acts after it: 17岁的黄德民参军，…."""
    return d.unit in nobody.AGES and d.phrase is not None and "P" in line.kinds[slice(*d.phrase)]


def _is_quoted_firm(d: Draft, phrase: tuple[int, int]) -> bool:
    """Whether what the figure measures is a firm, whose shares it quotes."""
    return d.line.kinds[slice(*phrase)] == "O" and f"concept={subject.name}" in d.rules


def _later(line: Line, d: Draft, subjects: Subjects) -> tuple[str, str] | None:
    """The place of the figure's clause, or the subject of the next, with the rule that finds it."""
    for one in subjects.places:
        if d.i < one.start < d.high:
            return one.name, owners.place.name
    for one in (*subjects.found, *subjects.speakers):
        if one.start == line.clause_start(one.start) == d.high + 1 and not one.listed:
            return one.name, owners.sentence.name
    return None
