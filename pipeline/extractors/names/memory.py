"""What an article has named once it names again: in full, in part, and by the abbreviations it makes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.settled import Settled
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lazy import lazy
from pipeline.rules import ex, rule

#: More different names than this are not searched for again: a text of names alone stays linear.
_MOST = 400
_DOTS = lazy("[·•‧・∙—-]")


@rule(
    "name-again",
    why="a name found with good evidence is a name wherever the article writes it, and so is the last part of a foreign one",
    examples=[
        ex(
            "记者采访了卡米洛·明塞。⟦明塞⟧没有回答。",
            label="PERSON",
            canonical="卡米洛·明塞",
        ),
        ex("村民祁望舟说，水来了。大家找⟦祁望舟⟧去看。", label="PERSON"),
        ex("地震发生在甘肃省望岭县。⟦望岭县⟧已停电。", label="GPE", adcode="620000"),
    ],
)
def again(shape: Shape, settled: Settled) -> Iterator[Candidate]:
    """Further mentions of the people and organisations that are settled."""
    text = shape.text
    known = _known(settled)
    titled = [*_titled(shape, settled, glued=len(known) < _MOST)]
    times = Counter(settled.texts) if known else {}
    missed = [form for form in known if text.count(form) != times.get(form)]
    if not (titled or missed):
        return
    taken = {c.start: c for c in settled.kept}
    for at in titled:
        if at not in taken:
            yield Candidate(at, at + 1, "PERSON", "name-again", LIKELY)
    for form in missed:
        c = known[form]
        for at in _finds(text, form):
            there = taken.get(at)
            longer = there and there.label == c.label == "PERSON" and there.end < at + len(form)
            if there is None or longer:
                weight = RULE - 0.1 if c.label == "PERSON" else LIKELY
                if there is not None:
                    weight = max(weight, there.weight + 0.05)  # 陈立|群 where 陈立群 is known
                code = c.adcode if c.label == "GPE" else ""
                end = at + len(form)
                yield Candidate(at, end, c.label, "name-again", weight, c.canonical, code)


def _known(settled: Settled) -> dict[str, Candidate]:
    """The forms under which those settled with good evidence come back."""
    known: dict[str, Candidate] = {}
    for c, name in zip(settled.kept, settled.texts, strict=True):
        if len(known) >= _MOST:
            break
        if c.label == "GPE":
            if c.source in _NO_GAZETTEER:
                last = name[gazetteer().chain(name)[1] :]
                if len(last) > 2:
                    known.setdefault(last, c)
        elif c.label == "ORG":
            if len(name) > 3 and c.weight >= LIKELY:
                known.setdefault(name, c)
        elif c.label == "PERSON" and c.weight >= LIKELY:
            for form in _forms(name):
                known.setdefault(form, c)
    return known


#: What finds places that the gazetteer lacks, and so misses where nothing points to them.
_NO_GAZETTEER = frozenset(("name-settlement", "name-foreign-division", "name-enumerated", "lac"))


def _titled(shape: Shape, settled: Settled, *, glued: bool) -> Iterator[int]:
    """Where the surname of a person who is settled stands alone before a role or a form of address.

    With ``glued`` also where the segmenter took it for a part of the word before: 习主席, also in 和习|主席.
    """
    titled = [shape.starts[m.start()] for m in _TITLED.finditer(shape.kinds)]
    if titled:
        surnames = {name[0] for _, name in settled.people if 1 < len(name) < 4}
        yield from (at for at in titled if shape.text[at] in surnames)
    alone = {shape.text[c.start : c.end + 2] for c, name in settled.people if len(name) == 1}
    for form in alone if glued else ():
        if form[1:] in lexicon().context:
            yield from _finds(shape.text, form)


#: A surname before a role or a form of address.
_TITLED = re.compile("S(?=[Ra])")


def _finds(text: str, form: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        yield at
        at = text.find(form, at + len(form))


def _forms(name: str) -> list[str]:
    """The forms under which a person comes back: the name, and the last part of a foreign one."""
    if len(name) < 4:
        return [name] if len(name) > 1 else []
    last = _DOTS.split(name)[-1]
    return [name, last] if 1 < len(last) < len(name) else [name]


_INTRODUCED = lazy(
    r"[（(](?:以下|下文|下称)?(?:统?简?称|又称)?[:：]?[“\"]?([^（）()“”\"，。：:、\s]{2,12})[”\"]?[)）]"
)
_BRACKETS = frozenset("（(")
_CALLED = lazy("[简下以]称")


@rule(
    "name-introduced",
    why="brackets after an organisation introduce the short name that the article then goes by",
    examples=[
        ex(
            "宁川市海产品流通促进会（以下简称宁海促）昨天成立。⟦宁海促⟧将办展会。",
            label="ORG",
            canonical="宁川市海产品流通促进会",
        ),
    ],
    never=["宁川市海产品流通促进会（昨天）成立。"],
)
def introduced(shape: Shape, settled: Settled) -> Iterator[Candidate]:
    """Short names in brackets after an organisation, and their later mentions."""
    seen: set[str] = set()
    bracketed = "（" in shape.text or "(" in shape.text
    for c, full in settled.bodies if bracketed else ():
        if shape.text[c.end : c.end + 1] not in _BRACKETS:
            continue
        m = _INTRODUCED.match(shape.text, c.end)
        if m is None or len(seen) >= _MOST:
            continue
        short = m[1]
        if short in seen or not (_CALLED.search(m[0]) or (short.isascii() and short.isupper())):
            continue
        seen.add(short)
        for at in _finds(shape.text, short):
            if at == m.start(1) or at > m.end():
                yield Candidate(at, at + len(short), "ORG", "name-introduced", RULE, full)


#: The scopes that a nationwide body is repeated at: 全总, 省总, 市总 beside 全国总工会.
_SCOPES = {"全": "全国", "省": "省", "市": "市", "县": "县", "区": "区"}


@rule(
    "name-abbreviated-body",
    why="where the article names a body in full, its first character after a place, a level or 全 is that body: 全总 for 全国总工会",
    examples=[
        ex("全国总工会发文表彰，⟦全总⟧领导出席。", label="ORG", canonical="全国总工会"),
        ex("庆阳市总工会开了会，⟦庆阳市总⟧还派人下乡。", label="ORG", canonical="庆阳市总工会"),
    ],
    never=["全国总工会统计，全市总人口有变化，庆阳市总面积不变。"],
)
def abbreviated(shape: Shape, settled: Settled) -> Iterator[Candidate]:
    """Abbreviations of the bodies settled that begin with 总."""
    body = _summit(settled) if "总" in shape.text else ""
    if not body:
        return
    places = {c.end: c.start for c, _ in settled.places}
    text = shape.text
    for at in _finds(text, "总"):
        if text.startswith(body, at) or not (_ends_there(shape, at) or _is_token(shape, at - 1, 2)):
            continue
        if at in places:
            start, full = places[at], text[places[at] : at] + body
        elif text[at - 1 : at] in _SCOPES and not _is_inside(text, at - 1):
            start, full = at - 1, _SCOPES[text[at - 1]] + body
        else:
            continue
        yield Candidate(start, at + 1, "ORG", "name-abbreviated-body", RULE, full)


def _summit(settled: Settled) -> str:
    """The body with 总 at its head that an organisation settled is: 总工会, else ''."""
    bodies = sorted({f"总{name.rpartition('总')[2]}" for _, name in settled.bodies if "总" in name})
    return next((b for b in bodies if len(b) > 2 and b in lexicon().endings), "")


def _is_inside(text: str, at: int) -> bool:
    """Whether the level at ``at`` is one of all or of each: 全市, 各省."""
    return text[at - 1 : at] in tuple("全各本该")


_NOUNS = frozenset("n nr ns nt nz b vn q m".split())


def _is_token(shape: Shape, at: int, size: int) -> bool:
    i = bisect_right(shape.starts, at) - 1
    return i >= 0 and shape.starts[i] == at and len(shape.words[i]) == size


def _ends_there(shape: Shape, at: int) -> bool:
    """Whether the 总 at ``at`` is no part of a longer word, nor the modifier of a noun: 总人口."""
    i = bisect_right(shape.starts, at) - 1
    word, end = shape.words[i], shape.end(i)
    if end == at + 1:
        if i + 1 == len(shape.words):
            return True
        tag = shape.tags.get(shape.words[i + 1], "")
        return tag not in _NOUNS or shape.words[i + 1][0] in "多"
    return word not in shape.tags and shape.text[at : at + 2] not in shape.tags


#: What towns of eastern Europe end in, and hardly anyone's name: 库皮扬斯克, 阿夫杰耶夫卡.
_TOWN = lazy("..(?:[斯茨]克|格勒|格拉德|[诺耶]夫卡|波尔)$")


#: What follows an item of a list.
_CLOSES = frozenset("、，。；等和及与方）")


def _listed_places(text: str, settled: Settled) -> Iterator[str]:
    """The foreign names taken for people's that stand beside a place in a list, or end as towns do."""
    kept = settled.kept
    for i, (c, name) in enumerate(zip(kept, settled.texts, strict=True)):
        if c.source != "name-person-foreign":
            continue
        if _TOWN.search(name):
            yield name
        elif "·" not in name:
            pairs = [(kept[i - 1], c, kept[i - 1])] if i else []
            pairs += [(c, other, other) for other in kept[i + 1 : i + 2]]
            for one, other, place in pairs:
                listed = text[one.end : other.start] == "、" and place.label == "GPE"
                if listed and text[other.end : other.end + 1] in _CLOSES:
                    yield name


#: The rules whose names may be read another way.
_SPELT = frozenset(("name-person-foreign", "name-again"))


def agreed(text: str, settled: Settled) -> Settled:
    """``settled`` with one reading for each foreign name: a place somewhere, it is that place everywhere."""
    sources = {c.source for c in settled.kept}
    if _SPELT.isdisjoint(sources):
        return settled
    places = {name for c, name in settled.places if c.source == "name-foreign-division"}
    if "name-person-foreign" in sources:
        places.update(_listed_places(text, settled))
    if not places:
        return settled
    kept = [
        replace(c, label="GPE", source="name-foreign-division")
        if c.source in _SPELT and name in places
        else c
        for c, name in zip(settled.kept, settled.texts, strict=True)
    ]
    return Settled(text, kept)
