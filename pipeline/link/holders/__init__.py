"""Whose figure it is: the organisation, place or person that is its subject or possessor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Document
from pipeline.link.draft import Draft
from pipeline.link.headings import is_heading
from pipeline.link.holders import collective, nobody, owners
from pipeline.link.holders.known import Known
from pipeline.link.holders.reading import SOURCE, Reader
from pipeline.link.holders.running import Running
from pipeline.link.lines import Line, LineMaker
from pipeline.link.subjects import NOBODY, Subjects, is_casualty, is_partner
from pipeline.model import Mention

_NAME_LABELS = frozenset(("GPE", "LOC", "FAC", "ORG"))
#: What can become the subject that a report is about.
_ACTORS = frozenset(("GPE", "FAC", "ORG"))
#: Who speaks in a sentence without figures does not become what the report is about.
_SPEAKS = re.compile(
    r"[^，。；：\n]{0,16}(?:表示|称|说|介绍|透露|指出|宣布|报道|测定|统计|预计|强调|认为)(?=[，：“]|$)"
)
#: In how many sentences from its start a report states the casualties that it is about.
_LEAD = 6
#: How far from the start of a sentence without figures its subject is looked for.
_OPENING = 16
#: Which rule is asked first.
_ORDER = (
    nobody.term,
    nobody.distance,
    nobody.age,
    nobody.apposition,
    nobody.group,
    owners.possessor,
    owners.clause,
    owners.accident,
    owners.sentence,
    owners.place,
    owners.speaker,
    owners.event,
    nobody.general,
    nobody.product,
    nobody.specification,
    owners.running,
)


class Holders:
    """The running subject and the known names of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._running = Running(document)
        self._event = ""
        #: the first sentence of the report being read
        self._first = 0
        self._known = Known(mentions, document.folded)
        self._bodies = collective.Bodies(document)
        self._reader = Reader(self._known)
        self._maker = LineMaker(document)

    def restart(self, number: int) -> None:
        """Forget the running subject and the event: another report begins at sentence ``number``."""
        self._running.stop()
        self._event = ""
        self._first = number

    def skim(self, number: int, mentions: Sequence[Mention]) -> None:
        """Read the names of a sentence that has no figures."""
        folded, here = self._document.folded, self._document.sentences[number]
        start, end = here.start, here.end
        taken = False
        scope = self._bodies.scope(start, end)
        if scope:
            self._running.take(self._known.whole(scope), number)
            taken = True
        for m in mentions:
            if m.label not in _NAME_LABELS:
                continue
            name = self._known.full(m.start, folded[m.start : m.end])
            self._known.note(name, m.label in ("ORG", "FAC"))
            if taken or m.label not in _ACTORS or SOURCE.match(folded, m.end):
                continue
            scene = folded[m.start - 1] == "在" and m.start < start + 4
            if m.start == start or folded[m.start - 1] in "，,；;为" or scene:
                taken = True
                if not _SPEAKS.match(folded, m.end):
                    self._running.take(name, number, scene=scene)
                    self._known.topic(name, False, m.label == "GPE")
        if not taken and self._bodies.any(start, min(end, start + _OPENING)):
            self._skim_line(self._maker.line(number, mentions))

    def _skim_line(self, line: Line) -> None:
        """Take the first body in its own words of a sentence without figures as the subject."""
        subjects = Subjects()
        self._reader.read(line, self._bodies.mark(line), (0, len(line.kinds)), subjects)
        for one in subjects.found:
            if not one.person:
                self._running.take(one.name, line.sentence)
                break

    def fill(self, line: Line, drafts: Sequence[Draft]) -> None:
        """Fill the holder of the figures of a sentence, given in order."""
        subjects = Subjects(
            event=self._event,
            running=self._running.at(line.sentence),
            products=self._known.products,
        )
        kinds = self._bodies.mark(line)
        begin = 0
        for d in drafts:
            self._reader.read(line, kinds, (begin, d.i), subjects)
            begin = max(begin, d.i, d.phrase[1] if d.phrase else 0)
            self._figure(d, subjects)
        self._reader.read(line, kinds, (begin, len(kinds)), subjects)
        self._look_ahead(line, drafts, subjects)
        for one in (*subjects.found, *subjects.places):
            acts = line.starts[one.start] not in self._known.waters
            if acts and one not in subjects.owners and not (one.listed and subjects.running):
                here = line.word(one.start) == collective.HERE
                scene = here or one.person or one in subjects.places
                self._running.take(one.name, line.sentence, scene=scene)
                break

    @staticmethod
    def _look_ahead(line: Line, drafts: Sequence[Draft], subjects: Subjects) -> None:
        """Give figures that no name before them owns the subject of the clause after theirs."""
        for d in drafts:
            if d.holder and d.holder != subjects.running:
                return
            for one in (*subjects.found, *subjects.speakers):
                if one.start == line.clause_start(one.start) == d.high + 1:
                    d.holder = one.name
                    d.rules[:] = [r for r in d.rules if not r.startswith("holder=")]
                    d.rules.append("holder=link-holder-sentence")
                    break

    def _figure(self, d: Draft, subjects: Subjects) -> None:
        if d.phrase and d.phrase[1] <= d.i:  # a name that is the concept owns nothing
            while subjects.found and subjects.found[-1].end >= d.phrase[1]:
                subjects.found.pop()
        if d.own_holder and not is_partner(d):
            d.holder = d.own_holder
            d.rules.append(f"holder={owners.possessor.name}")
        for one in () if d.holder else _ORDER:
            name = one.produce(d, subjects)
            if name:
                d.holder = name if name != NOBODY else ""
                d.rules.append(f"holder={one.name}")
                break
        if (
            d.holder and not subjects.found
        ):  # 覆盖全市4011家企业: the owner stays for the next figures
            subjects.found += subjects.owners[-1:]
        number = d.line.sentence
        leads = not self._event and number - self._first < _LEAD
        if leads and d.holder and is_casualty(d):
            headed = number == self._first and is_heading(self._document, number)
            if not headed:
                self._event = subjects.event = d.holder
