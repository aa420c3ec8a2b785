"""Surnames that a form of address, a role or a list makes a person: 薛女士, 魏某, Japanese names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.kinds.people import titled_part
from pipeline.extractors.names.people.context import HARD, context
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lazy import lazy
from pipeline.rules import ex, rule

#: Kinds of a role and of a form of address.
_TITLES = frozenset("Ra")


@rule(
    "name-person-japanese",
    why="Japanese names put one to three characters, of any kind, after a surname from a short list",
    examples=[
        ex("首相⟦山口宏美⟧抵达。", label="PERSON"),
        ex("⟦高桥⟧首相表示遗憾。", label="PERSON"),
        ex("⟦高桥⟧还表示，会再来。", label="PERSON"),
    ],
)
def japanese_people(shape: Shape) -> Iterator[Candidate]:
    """Japanese names: surname and given name, or the surname before a role."""
    for m in _JAPANESE.finditer(shape.kinds) if "J" in shape.kinds else ():
        i, j = m.start(), m.end()
        while j > i + 1 and (shape.end(j - 1) - shape.end(i) > 3 or shape.words[j - 1] in HARD):
            j -= 1
        while j > i + 1 and (shape.words[j - 1] in _PLACED or len(shape.words[j - 1]) > 2):
            j -= 1
        if j == i + 1 and context(shape, i, j) < 1.5 and not _acts(shape, j):
            continue
        if shape.kinds[j - 1] == "n" and context(shape, i, j) < 0.7:
            continue
        if j > i + 1 and "x" in shape.kinds[i:j]:
            continue
        yield Candidate(shape.starts[i], shape.end(j - 1), "PERSON", "name-person-japanese", LIKELY)


def _acts(shape: Shape, j: int) -> bool:
    """Whether an adverb and a verb of speech stand from token ``j`` on: 桥本|还|表示."""
    return shape.kinds[j : j + 2] == "xv" and shape.tags.get(shape.words[j]) == "d"


#: 小岛|上 is no name.
_PLACED = frozenset("上下里中内外前后")
_JAPANESE = lazy("J[uUhSNTJDAmnz]{0,3}")


@rule(
    "name-person-title",
    why="a surname alone names a person before 先生 女士 总统 某 or after 老 小",
    examples=[
        ex("⟦薛⟧女士当天报了警。", label="PERSON"),
        ex("犯罪嫌疑人⟦魏某⟧已被抓获。", label="PERSON"),
        ex("老⟦于⟧的女儿考上了大学。", label="PERSON"),
        ex("⟦常⟧副局长到了现场。", label="PERSON"),
    ],
    never=["于先生产前做好准备。"],
)
def titled_people(shape: Shape) -> Iterator[Candidate]:
    """Surnames with a form of address, and the anonymised names of reports."""
    for i in shape.of("M"):
        start, size = shape.starts[i], titled_part(shape.words[i])
        yield Candidate(start, start + size, "PERSON", "name-person-title", RULE)
    for i in shape.of("S"):
        if shape.kinds[i + 1 : i + 2] not in _TITLES:
            continue
        known = lexicon().surnames.get(shape.words[i]) in ("common", "compound")
        if shape.words[i] not in "代蒙" and (known or shape.words[i + 1] in _ADDRESS):
            yield Candidate(shape.starts[i], shape.end(i), "PERSON", "name-person-title", LIKELY)
    for m in _ANONYMOUS.finditer(shape.text) if "某" in shape.text else ():
        start = m.start() - 1
        if lexicon().surnames.get(shape.text[start]) in ("common", "usual"):
            i = bisect_right(shape.starts, m.end() - 1) - 1
            cut = shape.end(i) == m.end() + 1 and shape.words[i] not in shape.tags  # 王|某智
            yield Candidate(start, m.end() + cut, "PERSON", "name-person-title", RULE)

    for m in _FAMILIAR.finditer(shape.text):
        i = bisect_right(shape.starts, m.start()) - 1
        if (
            shape.words[i] == m[0]
            and m[0] not in shape.tags
            and lexicon().surnames.get(m[0][1]) in ("common", "usual")
        ):
            yield Candidate(m.end() - 1, m.end(), "PERSON", "name-person-title", LIKELY)
    for m in _DEPUTY.finditer(shape.kinds):
        i = m.start()
        if shape.words[i + 1][0] == "副" and shape.words[i] not in "任":
            yield Candidate(shape.starts[i], shape.end(i), "PERSON", "name-person-title", LIKELY)


#: 老于: what colleagues call each other.
_FAMILIAR = lazy("老[一-鿿](?=[的说在对和是、，。：])")
#: A surname at the start of a clause, before a role that is not 任 or the like: 常|副局长.
_DEPUTY = lazy("S(?=r)(?<![^.].)")
_ADDRESS = frozenset(
    "先生 女士 小姐 夫人 太太 同志 老师 师傅 大夫 大爷 大妈 教授 总统 主席 总理 老汉 阿姨 老人".split()
)


_ANONYMOUS = lazy("某(?<=[一-鿿]某)(?:[某甲乙丙丁]|[一-鿿](?=[，。、（）：；]))?(?![些种个])")
