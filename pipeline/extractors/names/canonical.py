"""What each name stands for in its article: the fullest form that the article, or the lexicon, has.

A form is longer and written with the same characters in the same order: 兰石 → 兰石集团. A body
that gives only its level takes the place that the article speaks of: 市政府 → 兰州市政府.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import islice

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.gazetteer import Division, gazetteer
from pipeline.extractors.names.settled import Settled
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lazy import lazy
from pipeline.model import Name

_LEVELS = {"省": ("province",), "自治区": ("province",), "市": ("prefecture", "county", "province"), "县": ("county",), "区": ("county",), "州": ("prefecture",), "旗": ("county",)}  # fmt: skip
_LEVEL = re.compile("自治区|[省市县区州旗]")
#: Of more forms with one ending than this, the first are looked at.
_MOST = 40
#: 市场, 区域, 省级: after the character of a level these make another word.
_JOINED = frozenset("场民级域内中面容长际")
_DOTS = lazy("[·•‧・∙]")


def _division_of(c: Candidate, name: str) -> Division | None:
    """The division that ``c`` is, or that stands at the head of its name."""
    book = gazetteer()
    if c.adcode:
        return book.by_code.get(c.adcode)
    read, end = book.chain(name)
    if (
        not read
        or len({d.code for d in read[-1]}) != 1
        or (end < 3 and c.label != "GPE" and len(name) < 4)
    ):
        return None
    return book.by_code.get(read[-1][0].code)


class Article:
    """The names of one article and what its bodies and people may be called in full.

    What it takes to answer is gathered when first asked for: most names are full already.
    """

    def __init__(self, settled: Settled) -> None:
        self.settled = settled
        self._fuller: dict[str, list[tuple[int, str]]] = {}
        self._by_surname: dict[str, str] = {}
        #: The people whose names have a dot, by what follows the last one.
        self.by_last_part: dict[str, str] = {}
        for _, name in settled.people:
            if len(name) > 3 and _DOTS.search(name):
                self.by_last_part.setdefault(_DOTS.split(name)[-1], name)

    @cached_property
    def called(self) -> list[tuple[int, str]]:
        """The bodies and people, with their offsets: first those, then these."""
        return [(c.start, name) for c, name in (*self.settled.bodies, *self.settled.people)]

    @cached_property
    def forms(self) -> dict[str, list[tuple[int, str]]]:
        """The bodies and people named, with their offsets, by their first character."""
        forms: dict[str, list[tuple[int, str]]] = {}
        for form in self.called:
            forms.setdefault(form[1][0], []).append(form)
        return forms

    @cached_property
    def by_tail(self) -> dict[str, dict[str, None]]:
        """The bodies and people named in four characters or more, each once, by the last four of them."""
        tails: dict[str, dict[str, None]] = {}
        for _, name in sorted(self.called):
            if len(name) > 3:
                tails.setdefault(name[-4:], {})[name] = None
        return tails

    @cached_property
    def known(self) -> set[str]:
        """What bodies and people are called."""
        return {name for _, name in (*self.settled.bodies, *self.settled.people)}

    @cached_property
    def places(self) -> list[tuple[int, Division]]:
        """The divisions named, also at the head of an organisation, with their offsets."""
        found: list[tuple[int, Division]] = []
        for c, name in zip(self.settled.kept, self.settled.texts, strict=True):
            if c.label in ("GPE", "ORG", "WORK_OF_ART", "EVENT", "FAC"):
                division = _division_of(c, name)
                if division is not None:
                    found.append((c.start, division))
        return found

    @cached_property
    def offsets(self) -> list[int]:
        """The offsets of ``places``."""
        return [at for at, _ in self.places]

    def place(self, level: str, at: int) -> str:
        """The full name of the ``level`` (市, 省 …) that the article speaks of at offset ``at``, or ''."""
        wanted = _LEVELS[level]
        i = bisect_right(self.offsets, at)
        book = gazetteer()
        for _, division in [*reversed(self.places[max(0, i - 50) : i]), *self.places[i : i + 20]]:
            for d in (division, *book.parents(division)[::-1]):
                if d is not None and d.level in wanted and d.name.endswith(level):
                    return d.name
        return ""

    def body(self, c: Candidate, name: str) -> str:
        """What the organisation ``c``, written ``name``, is called in full."""
        name = c.canonical or name
        return name if _stands(name) else self._organisation(name, c.start)

    def person(self, name: str) -> str:
        """What the person who is called ``name`` here is called in full."""
        if len(name) == 1 or (len(name) == 2 and name[1] in "某老"):
            return self._person_by_surname(name)
        return self.by_last_part.get(name, name)

    def _person_by_surname(self, name: str) -> str:
        full = self._by_surname.get(name)
        if full is None:
            found = {f for _, f in self.forms.get(name[0], ()) if len(f) > 1 and "某" not in f}
            full = self._by_surname[name] = found.pop() if len(found) == 1 else name
        return full

    def _organisation(self, name: str, at: int) -> str:
        level = _level(name)
        if level:
            place = self.place(level, at)
            if place:
                return self._longest(place + name[len(level) :], at) or place + name[len(level) :]
        listed = lexicon().organisations.get(name)
        if listed:
            # A list that calls it otherwise in full is believed where the article does so too.
            return listed if listed in self.known else name
        if listed is not None:
            return name
        fuller = "" if _is_whole(name) else self._longest(name, at)
        return fuller or self._placed(name) or name

    def _placed(self, name: str) -> str:
        """The form of ``name`` that has its place before it: 第二人民医院 → 兰州市第二人民医院."""
        if len(name) < 4:
            return ""
        for form in islice(self.by_tail.get(name[-4:], ()), _MOST):
            if len(form) > len(name) and form.endswith(name):
                head = form[: -len(name)]
                if gazetteer().find(head) or head in lexicon().world:
                    return form
        return ""

    def _longest(self, name: str, at: int) -> str:
        """The fuller form of ``name`` nearest before ``at``, else the first after it, else ''."""
        fuller = self._fuller.get(name)
        if fuller is None:
            forms = self.forms.get(name[0], ())
            longer = {form for _, form in forms if len(form) > len(name)} if len(forms) > 1 else ()
            fit = {form for form in longer if is_short_for(name, form)}
            fuller = self._fuller[name] = sorted(f for f in forms if f[1] in fit) if fit else []
        if not fuller:
            return ""
        return fuller[max(bisect_left(fuller, (at, "")) - 1, 0)][1]


@lru_cache(maxsize=1 << 13)
def _stands(body: str) -> bool:
    """Whether a list has ``body``, by no other name, and it gives no level alone: it is full already."""
    return lexicon().organisations.get(body) == "" and not _level(body)


def _level(body: str) -> str:
    """The level that ``body`` gives in place of its place's name: 市 in 市政府; else ''."""
    if body[0] not in "自省市县区州旗" or body[1:2] in _JOINED:
        return ""
    m = _LEVEL.match(body)
    return m[0] if m and len(body) > len(m[0]) else ""


def _is_whole(name: str) -> bool:
    """Whether ``name`` is a town's one university or bank, and so short for no other: 南京大学."""
    place = gazetteer().head(name)
    return bool(place) and name[len(place) :] in ("大学", "银行", "学院", "中学")


def is_short_for(short: str, full: str) -> bool:
    """Whether ``short`` is ``full`` with characters left out: same start, same order, and no other name.

    >>> is_short_for("兰石", "兰石集团"), is_short_for("华农大学", "华中农业大学")
    (True, True)
    >>> is_short_for("兰州大学", "兰州大学第二医院")
    False
    """
    if len(full) > 4 * len(short) or len(short) < 2:
        return False
    if full.startswith(short):
        return (
            len(short) < 4
            and not _ending(short)
            and bool(_ending(full[len(short) :]) or len(full) - len(short) < 5)
        )
    at = -1
    for character in short:
        at = full.find(character, at + 1)
        if at < 0:
            return False
    return short[0] == full[0] and (_ending(short) == "" or _ending(full).endswith(_ending(short)))


def _ending(name: str) -> str:
    """The organisation ending that ``name`` has, else ''."""
    endings = lexicon().endings
    for size in (5, 4, 3, 2):
        if name[-size:] in endings and len(name) >= size:
            return name[-size:]
    return ""


@lru_cache(maxsize=1 << 14)
def _as_given(name: str, canonical: str, adcode: str) -> Name:
    """What stands for itself, by the canonical form that its source gives or by its code."""
    division = gazetteer().by_code.get(adcode) if adcode and not canonical else None
    if division is not None and name in (division.name, division.short):
        return Name(division.name, adcode)
    return Name(canonical or name, adcode)


def full_names(settled: Settled, folded: str, text: str) -> list[Name]:
    """What each of the names ``settled`` in ``folded`` stands for, in their order and in the words of ``text``."""
    article = Article(settled)
    names = [
        Name(article.body(c, name), c.adcode)
        if c.label == "ORG"
        else Name(article.person(name))
        if c.label == "PERSON" and not (c.canonical or c.adcode)
        else _as_given(name, c.canonical, c.adcode)
        for c, name in zip(settled.kept, settled.texts, strict=True)
    ]
    if folded == text:
        return names
    as_written = [text[c.start : c.end] for c in settled.kept]
    written = dict(zip(settled.texts, as_written, strict=True))
    return [Name(written.get(n.canonical, n.canonical), n.adcode) for n in names]
