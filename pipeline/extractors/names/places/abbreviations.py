"""Countries and cities shortened to one character: 中美两国, 驻华, 俄方."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lazy import lazy
from pipeline.rules import ex, rule

_PAIR_AFTER = "两国|三国|四国|双方|三方|关系|友好|建交|经贸|贸易|合作|边境|边界|领导人|首脑|高层|联合|峰会|会谈|战略|军事|战争|外交|文化|人民|矛盾|冲突|摩擦|磋商|谈判|首次|间|之间|等国|和谈|交流|对话|安全|同盟|混合|三角|大战|对抗|和约|协定|协议|条约|公报|建设性|长远|长期|元首|投资|商会|人权|科技|两军|能源|论坛"
_COUNTRIES = "中美英法德俄日韩朝印巴越泰菲缅柬澳加葡荷墨哈乌蒙匈苏欧以叙奥意非台港阿塔吉伊埃"
_PAIR = re.compile(f"[{_COUNTRIES}]{{2,4}}(?={_PAIR_AFTER})")
#: 中、智建交: the same with a mark between.
_LISTED_PAIR = re.compile(f"中、[{_COUNTRIES}](?=两国|双方|建交|关系|友好|合作|在)")
_VERBS = "访驻赴援侵旅抵离返来对在"
_SAFE_SIDES = frozenset("中美英法德俄日韩朝印巴越菲泰台港澳葡沪")


@cache
def _spots() -> re.Pattern[str]:
    """Where a place may be shortened: every way at once, since each search of its own goes over the whole text.

    By the character there: the first of a pair; who says so, where a line begins, and foreign media that
    are cited (俄称, 美媒); the verb before a place; what makes a side of the country before it.
    """
    countries = [name for name, kind in lexicon().world.items() if kind == "country"]
    sides = "".join(sorted(_SAFE_SIDES.union(name[0] for name in countries)))
    return re.compile(
        f"[{_COUNTRIES}土{_VERBS}方军](?:"
        f"(?<=[{_COUNTRIES}])(?=[{_COUNTRIES}]{{1,3}}(?:{_PAIR_AFTER}))"
        "|(?<=[美俄乌韩日英法德朝印以伊土])(?=[称媒促防外总])"
        "(?:(?<![一-鿿].)(?=称|媒|促|防长|外长|总统|总理)"
        "|(?=媒[体称报：:])(?<![一-鿿].|[据和、].)|(?<=[据和、].)(?=媒))"
        f"|(?<=中)(?=、[{_COUNTRIES}])"
        f"|(?<=[{_VERBS}])(?:(?<![对在])(?=[华美日俄韩朝印欧台港澳京沪英法德])"
        "|(?<=对)(?=[华美日俄韩朝台欧])|(?<=[访驻])(?=[越泰伊以叙蒙菲柬缅巴埃意葡加墨])"
        "|(?<=在)(?=[京沪华穗](?![东西南北])))"
        f"|(?<=[{sides}][方军])(?:(?<=方)(?![面法式案便向针略位才言米差块形程阵舟])"
        "|(?<=军)(?![事队官工区民训服营委长舰]|人(?!员))))"
    )


_WITH_CHINA = lazy(f"中(?:(?=[一-鿿](?:{_PAIR_AFTER}))|(?<=[一-鿿]中)(?={_PAIR_AFTER}))")
#: Pairs that say which country a character of several stands for.
_BESIDE = {("巴", "巴以"): "巴勒斯坦", ("巴", "以巴"): "巴勒斯坦", ("巴", "印巴"): "巴基斯坦"}


@rule(
    "name-abbreviation",
    why="diplomacy and datelines shorten places to a character: side by side before 关系 or 两国, after 访 驻 对, before 方 and 军",
    examples=[
        ex("⟦中⟧美两国元首通了电话。", label="GPE", canonical="中国"),
        ex("他是驻⟦华⟧使节。", label="GPE", canonical="中国"),
        ex("⟦俄⟧方作出了回应。", label="GPE", canonical="俄罗斯"),
        ex("新一轮⟦巴⟧以冲突爆发。", label="GPE", canonical="巴勒斯坦"),
        ex("巴西总统来访，中⟦巴⟧两国发表声明。", label="GPE", canonical="巴西"),
    ],
    never=["工作中方法对头。", "他对日后的生活充满信心。"],
)
def abbreviations(shape: Shape, countries: dict[str, str]) -> Iterator[Candidate]:
    """One-character names of countries and cities, each a mention of its own.

    ``countries`` are those the article names in full, by their first character: 塞方 after 塞舌尔.
    """
    text, reach = shape.text, 0
    for m in _spots().finditer(text):
        at = m.start()
        character, after = m[0], text[at + 1 : at + 2]
        if character in _VERBS:
            if _is_edge(shape, at + 2) or text[at + 2] in "使大公办":
                yield abbreviation(text, at + 1, LIKELY)
        elif character in "方军":
            full = countries.get(text[at - 1], "")
            if full or (text[at - 1] in _SAFE_SIDES and _is_edge(shape, at - 1)):
                yield named_for(abbreviation(text, at - 1, LIKELY), full)
        elif after == "、":
            yield from _listed_pair(text, at, countries)
        elif after not in _COUNTRIES:
            yield named_for(abbreviation(text, at, LIKELY), countries.get(character, ""))
        elif at >= reach and (pair := _PAIR.match(text, at)):
            reach = pair.end()
            for k in range(at, reach):
                full = _BESIDE.get((text[k], pair[0])) or countries.get(text[k], "")
                yield named_for(abbreviation(text, k, RULE + 0.1), full)
    for m in _WITH_CHINA.finditer(text) if countries else ():
        for at in (m.start() - 1, m.end()):
            if 0 <= at < len(text) and text[at] in countries and text[at] not in _COUNTRIES:
                yield named_for(abbreviation(text, at, LIKELY), countries[text[at]])
                yield abbreviation(text, m.start(), LIKELY)
    for i in shape.of("B"):
        for at in range(shape.starts[i], shape.end(i)):
            yield abbreviation(text, at, LIKELY)


def _listed_pair(text: str, at: int, countries: dict[str, str]) -> Iterator[Candidate]:
    if m := _LISTED_PAIR.match(text, at):
        other = m.end() - 1
        yield abbreviation(text, at, RULE + 0.1)
        full = countries.get(text[other], "")
        yield named_for(abbreviation(text, other, RULE + 0.1), full)


def named_for(c: Candidate, country: str) -> Candidate:
    """``c``, standing for ``country`` when the article names it."""
    return replace(c, canonical=country, adcode="") if country and country != c.canonical else c


def _is_edge(shape: Shape, offset: int) -> bool:
    i = bisect_left(shape.starts, offset)
    return i == len(shape.starts) or shape.starts[i] == offset


def abbreviation(text: str, at: int, weight: float, rule: str = "name-abbreviation") -> Candidate:
    """The place that the character at ``at`` shortens."""
    full, code = _meaning(text[at])
    return Candidate(at, at + 1, "GPE", rule, weight, full, code)


@lru_cache(maxsize=1 << 8)
def _meaning(character: str) -> tuple[str, str]:
    """The country, province or city that ``character`` shortens, and its GB/T 2260 code."""
    meant = lexicon().abbreviations.get(character, {})
    full = meant.get("country") or meant.get("province") or meant.get("city") or ""
    found = gazetteer().find(full)
    return full, found[0].code if found else ""
