"""Whose figure it is: the organisation, place or person that is its subject or possessor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Document
from pipeline.link.draft import Draft
from pipeline.link.headings import is_heading
from pipeline.link.lines import Line
from pipeline.link.subjects import ORDER, Subject, Subjects, is_casualty, role_of
from pipeline.model import Mention

_NAME_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON")
_COUNTRY = frozenset(("我国", "全国", "国内", "中国"))
#: Words for the whole of the place last spoken of, with that place's last character.
_WHOLE = {"全市": "市", "全省": "省", "全县": "县", "全区": "区", "全州": "州", "全镇": "镇", "全乡": "乡", "全村": "村", "我市": "市", "我省": "省", "我县": "县", "我区": "区", "本市": "市", "本省": "省"}  # fmt: skip

#: 该校, 该公司: the organisation last named; 该市, 该县: the place of that kind.
_THAT = re.compile(r"该(?:[校院厂行所馆队局社]|公司|企业|集团|机构|单位|学校|医院)")

#: A name with the names joined to it: 黑龙江、新疆, or a place and its part.
_GROUP = re.compile(r"[GOP]+(?:[、c][GOP]+)*(?:n{0,2}P)?k?|g")
#: After the name of a news source: 央视网消息, 新华社北京电.
_SOURCE = re.compile(
    r"(?:[^，。；\n]{0,8}(?:电|讯|消息|记者)|[一-龥]{0,3}报道)(?=[\s（(：:，,]|$)|时间"
)
#: In how many sentences from its start a report states the casualties that it is about.
_LEAD = 6
#: How many sentences a subject that is not named again still runs.
_REACH = 30
_COMPANY = re.compile(r"(?:股份|有限|责任|集团)*(?:公司|集团)$")
#: An article that names more bodies than this is a list, not a report.
_MANY = 200


def fullest(names: set[str]) -> dict[str, str]:
    """Companies by a shorter form that the article has too, which keeps their distinctive words.

    >>> fullest({"华兴集团东海工程有限公司", "东海工程公司", "县医院"})
    {'东海工程公司': '华兴集团东海工程有限公司'}
    """
    made: dict[str, str] = {}
    companies = [n for n in sorted(names) if _COMPANY.search(n)] if len(names) <= _MANY else []
    for short in companies:
        core = _COMPANY.sub("", short)
        longer = [n for n in companies if len(core) > 2 and core in n and len(n) > len(short)]
        if longer:
            made[short] = max(longer, key=len)
    return made


class Holders:
    """The running subject and the known names of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._running = ""
        self._event = ""
        self._named = 0
        self._body = ""
        #: the first sentence of the report being read
        self._first = 0
        self._places: dict[str, str] = {}
        self._canonical = {
            m.start: m.name.canonical for m in mentions if m.name and m.name.canonical
        }
        companies = {n for n in self._canonical.values() if n.endswith(("公司", "集团"))}
        fuller = fullest(companies) if len(companies) > 1 else {}
        if fuller:
            self._canonical = {k: fuller.get(v, v) for k, v in self._canonical.items()}

    def restart(self, number: int) -> None:
        """Forget the running subject and the event: another report begins at sentence ``number``."""
        self._running = self._event = ""
        self._first = number

    def skim(self, number: int, mentions: Sequence[Mention]) -> None:
        """Read the names of a sentence that has no figures."""
        folded, start = self._document.folded, self._document.sentences[number].start
        taken = False
        for m in mentions:
            if m.label not in _NAME_LABELS or _SOURCE.match(folded, m.end):
                continue
            name = self._canonical.get(m.start) or folded[m.start : m.end]
            self._note(name, m.label in ("ORG", "FAC"))
            opens = m.start == start or folded[m.start - 1] in "，,；;为"
            if opens and not taken and m.label != "PERSON":
                self._running, self._named, taken = name, number, True

    def fill(self, line: Line, drafts: Sequence[Draft]) -> None:
        """Fill the holder of the figures of a sentence, given in order."""
        lasts = line.sentence - self._named < _REACH
        subjects = Subjects(event=self._event, running=self._running if lasts else "")
        begin = 0
        for d in drafts:
            self._read(line, begin, d.i, subjects)
            begin = max(begin, d.i, d.phrase[1] if d.phrase else 0)
            self._figure(d, subjects)
        self._read(line, begin, len(line.kinds), subjects)
        self._look_ahead(line, drafts, subjects)
        for one in subjects.found:
            if line.kinds[one.end - 1] != "P" and one not in subjects.owners:
                self._running, self._named = one.name, line.sentence
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
            while subjects.found and subjects.found[-1].end > d.phrase[0]:
                subjects.found.pop()
        for one in ORDER:
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
                role = role_of(line, one)
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
            if len(words) == 1 and line.text[line.starts[last] : line.starts[last] + 1] == "军":
                return words + "军"  # 美军 is not 美国
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
