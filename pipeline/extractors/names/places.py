"""Places: divisions and countries from the gazetteer, settlements by their ending, chains, abbreviations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.gazetteer import Division, choose, gazetteer, heads_of
from pipeline.extractors.names.kinds import is_han, place_part
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import foreign_score, lexicon
from pipeline.model import NameLabel
from pipeline.rules import ex, rule

#: How deep a kind of place lies: a chain goes from a country down to a village.
_COUNTRY, _STATE, _CITY, _TOWN, _VILLAGE = 0.0, 1.0, 1.5, 4.0, 5.0


class PlaceSpan(NamedTuple):
    """A place found, with what a chain needs: its depth, and the divisions it may be."""

    start: int
    end: int
    rule: str
    depth: float
    divisions: tuple[Division, ...] = ()
    country: str = ""

    def holds(self, other: PlaceSpan) -> bool:
        """Whether ``other``, right after this place, may lie in it and so continues the chain."""
        if self.depth >= other.depth:
            return False
        if other.depth >= _TOWN:
            return bool(self.divisions) or self.depth >= _TOWN
        if other.divisions:
            if not self.divisions:
                return self.country == "CN"
            return any(a.holds(b) for a in self.divisions for b in other.divisions)
        return bool(self.country) and self.country == other.country


_KIND_LABEL: dict[str, NameLabel] = {"L": "LOC", "C": "FAC"}


@rule(
    "name-place",
    why="a division of China, a country, or a city abroad that the gazetteer knows; its short form where that is no word",
    examples=[
        ex("代表团昨天抵达⟦榆中县⟧。", label="GPE", adcode="620123"),
        ex("他在⟦冰岛⟧住了很久。", label="GPE"),
        ex("专家从⟦布宜诺斯艾利斯⟧赶来。", label="GPE"),
    ],
    never=["双方安定团结，合作愉快。"],
)
def known_places(shape: Shape) -> Iterator[PlaceSpan]:
    """The tokens that are places by themselves."""
    for m in _PLACE.finditer(shape.kinds):
        i = m.start()
        word = shape.words[i]
        size, depth, divisions, country = _known(word, m[0])
        start = shape.starts[i]
        after = shape.text[start + len(word) : start + len(word) + 2]
        if word in _SHORT_STATES and after[:1] in ("家", "内"):
            continue  # 俄|国内, not 俄国|内
        if (
            depth == _CITY
            and i
            and shape.kinds[i - 1] in "rR"
            and shape.joined(i)
            and shape.kinds[i + 1 : i + 2] != "D"
        ):
            continue  # a role before a name that is also a city's: 大使特雷西
        if size:
            if after == "地带" or (word == "中国" and after in ("大陆", "内地")):
                size += 2
            yield PlaceSpan(start, start + size, "name-place", depth, divisions, country)
            inner = _within(shape, i + 1, divisions) if divisions and size == len(word) else ()
            if inner:
                start = shape.starts[i + 1]
                depth = float(inner[0].depth)
                yield PlaceSpan(start, shape.end(i + 1), "name-place", depth, inner)


def _within(shape: Shape, i: int, outer: tuple[Division, ...]) -> tuple[Division, ...]:
    """The divisions of ``outer`` that the word at ``i`` names, though by itself it is a common word: 甘肃合作."""
    if i >= len(shape.words) or shape.kinds[i] in "GP" or not shape.joined(i):
        return ()
    return tuple([b for b in gazetteer().find(shape.words[i]) if any(a.holds(b) for a in outer)])


_SHORT_STATES = frozenset("俄国 英国 美国 法国 德国 泰国 韩国".split())
_PLACE = re.compile("[GP]")
_DEPTHS = {"country": _COUNTRY, "place": _STATE, "city": _CITY}


@lru_cache(maxsize=1 << 14)
def _known(word: str, kind: str) -> tuple[int, float, tuple[Division, ...], str]:
    """What a place's token stands for: size of the name, depth, divisions, country; size 0 for a region."""
    words = lexicon()
    name = word[: place_part(word)] if kind == "P" else word
    read, end = gazetteer().chain(word) if kind == "P" else ([], 0)
    if len(read) > 1:
        return end, float(min(d.depth for d in read[-1])), tuple(read[-1]), ""
    if kind == "P" and words.named_places.get(name) == "LOC":
        return 0, 0.0, (), ""
    found = tuple(gazetteer().find(name))
    if found:
        return len(name), float(min(d.depth for d in found)), found, ""
    return (
        len(name),
        _DEPTHS.get(words.world.get(name, ""), _CITY),
        (),
        words.world_code.get(name, ""),
    )


@rule(
    "name-landscape",
    why="regions, seas, rivers, mountains and famous buildings, known by name",
    examples=[
        ex("⟦东南亚⟧的旱情仍在持续。", label="LOC"),
        ex("游客登上了⟦布达拉宫⟧。", label="FAC"),
    ],
)
def named_places(shape: Shape) -> Iterator[Candidate]:
    """Landscape and buildings that stand for themselves."""
    for m in re.finditer("[LC]", shape.kinds):
        i = m.start()
        yield Candidate(shape.starts[i], shape.end(i), _KIND_LABEL[m[0]], "name-landscape")
    for m in re.finditer("P", shape.kinds):
        i = m.start()
        size = place_part(shape.words[i])
        if lexicon().named_places.get(shape.words[i][:size]) == "LOC":
            yield Candidate(shape.starts[i], shape.starts[i] + size, "LOC", "name-landscape")


_SETTLEMENT = re.compile(
    r"[镇乡村](?![民长官干务容貌级办企规里子头姑庄集口边中落寨风]|上(?![一-鿿]{1,3}村)|委会|支书|党支部)|街道(?!办|上|两|边)"
)
_PIECES = frozenset("uUNnzhSTLAQXYsWZCmG")


@rule(
    "name-settlement",
    why="towns and villages are told by their ending; the name is the few characters between it and a boundary",
    examples=[
        ex("工作队住进⟦会宁县柳树乡孙家湾村⟧。", label="GPE", adcode="620422"),
        ex("⟦榆中县青城镇⟧的苹果熟了。", label="GPE", adcode="620123"),
    ],
    never=["农村的孩子回到家乡，贫困村变了样。"],
)
def settlements(shape: Shape, known: set[int]) -> Iterator[PlaceSpan]:
    """Towns and villages. ``known`` holds the offsets at which a place in the gazetteer ends."""
    ends = set(known)
    index = 0
    for m in _SETTLEMENT.finditer(shape.text):
        index = _token_at(shape, m.start(), index)
        start = _settlement_start(shape, index, m.start(), ends)
        if start >= 0:
            depth = _VILLAGE if m[0] == "村" else _TOWN
            ends.add(m.end())
            yield PlaceSpan(start, m.end(), "name-settlement", depth)


def _token_at(shape: Shape, offset: int, i: int) -> int:
    """The token that covers ``offset``, searched for from token ``i`` on."""
    return bisect_right(shape.starts, offset, i) - 1


def _is_name(shape: Shape, start: int, at: int) -> bool:
    """Whether no verb or particle stands between ``start`` and ``at``."""
    i, j = _token_at(shape, start, 0), _token_at(shape, at, 0)
    return all(shape.tags.get(word) not in _VERBAL for word in shape.words[i:j])


_VERBAL = frozenset("v p d u uj ul c r vn y".split())


def _settlement_start(shape: Shape, i: int, at: int, ends: set[int]) -> int:
    """Where the settlement's name begins whose ending stands at ``at`` in token ``i``, or -1."""
    if i < 0 or at >= shape.end(i):
        return -1
    for start in range(at - 1, max(at - 6, 0), -1):
        if not is_han(shape.text[start]) or shape.text[start] in "的和及与在了等、":
            break
        if start in ends:
            generic = (
                shape.text[start:at] in lexicon().settlement_words
                or shape.text[at - 2 : at] in lexicon().settlement_words
            )
            return start if not generic and _is_name(shape, start, at) else -1
    left, strange = at, False
    if shape.starts[i] < at:
        if shape.kinds[i] == "G":
            return -1
        tag = shape.tags.get(shape.words[i], "")
        if shape.text[shape.starts[i] : at] in lexicon().settlement_words or tag in (
            "n",
            "v",
            "s",
            "t",
            "r",
            "i",
            "l",
        ):
            return -1
        left, strange = shape.starts[i], True
    while i > 0 and shape.joined(i) and left not in ends:
        piece = shape.words[i - 1]
        if (
            shape.kinds[i - 1] not in _PIECES
            or shape.kinds[i - 1] == "G"
            or at - shape.starts[i - 1] > 4
        ):
            break
        if piece in lexicon().settlement_words:
            return -1
        strange = strange or shape.kinds[i - 1] not in "nWsm"
        i -= 1
        left = shape.starts[i]
    listed = left > 1 and shape.text[left - 1] in "、和及" and left - 1 in ends
    if at - left < 1 or shape.text[left:at] in lexicon().settlement_words:
        return -1
    return left if left in ends or listed or (strange and at - left > 1) else -1


def chains(places: list[PlaceSpan]) -> list[PlaceSpan]:
    """Places that touch and lie in one another become one span: 榆中县新营乡杨家营村.

    The whole keeps the divisions of its last part that has any.
    """
    made: list[PlaceSpan] = []
    last = None
    for p in sorted(places, key=_in_order):
        if last is not None and p.start <= last.end:
            if p.start < last.end:
                continue
            if last.holds(p):
                last = made[-1] = _joined(last, p)
                continue
        made.append(p)
        last = p
    return made


def _in_order(p: PlaceSpan) -> tuple[int, int]:
    return p.start, -p.end


def _joined(outer: PlaceSpan, inner: PlaceSpan) -> PlaceSpan:
    """The span of both, with the divisions of ``inner`` that lie in ``outer``."""
    divisions = inner.divisions
    if divisions and outer.divisions:
        divisions = tuple(b for b in divisions if any(a.holds(b) for a in outer.divisions))
    return inner._replace(
        start=outer.start,
        rule=outer.rule if inner.depth < _TOWN else inner.rule,
        divisions=divisions or outer.divisions,
        country=inner.country or outer.country,
    )


def coded(places: list[PlaceSpan], text: str) -> Iterator[Candidate]:
    """Chains as candidates with their GB/T 2260 code, an ambiguous one read by the article's others."""
    heads = heads_of(p.divisions[0].code for p in places if len(p.divisions) == 1)
    for p in places:
        code = ""
        if len(p.divisions) == 1:
            code = p.divisions[0].code
        elif p.divisions:
            name = text[p.start : p.end] if p.depth < _TOWN else ""
            meant = choose(list(p.divisions), heads, name)
            code = meant[0].code if len(meant) == 1 else ""
        yield Candidate(p.start, p.end, "GPE", p.rule, RULE, "", code)


_PAIR_AFTER = "两国|三国|四国|双方|三方|关系|友好|建交|经贸|贸易|合作|边境|边界|领导人|首脑|高层|联合|峰会|会谈|战略|军事|战争|外交|文化|人民|矛盾|冲突|摩擦|磋商|谈判|首次|间|之间|等国|和谈|交流|对话|安全|同盟|混合|三角|大战|对抗|和约|协定|协议|条约|公报"
_COUNTRIES = "中美英法德俄日韩朝印巴越泰菲缅柬澳加葡荷墨哈乌蒙匈苏欧以叙奥意非台港阿塔吉伊埃"
_PAIR = re.compile(f"[{_COUNTRIES}]{{2,4}}(?={_PAIR_AFTER})")
_TOWARDS = re.compile(
    "[访驻赴援侵旅抵离返来][华美日俄韩朝印欧台港澳京沪英法德]|对[华美日俄韩朝台欧]|在[京沪华穗](?![东西南北])"
)
_SAFE_SIDES = frozenset("中美英法德俄日韩朝印巴越菲泰台港澳葡沪")
_SIDE = re.compile(
    "方(?<=[一-鿿]方)(?![面法式案便向针略位才言米差块形程阵舟])|军(?<=[一-鿿]军)(?![事人队官工区民训服营委长舰])"
)
_WITH_CHINA = re.compile(f"中(?:(?=[一-鿿](?:{_PAIR_AFTER}))|(?<=[一-鿿]中)(?={_PAIR_AFTER}))")


@rule(
    "name-abbreviation",
    why="diplomacy and datelines shorten places to a character: side by side before 关系 or 两国, after 访 驻 对, before 方 and 军",
    examples=[
        ex("⟦中⟧美两国元首通了电话。", label="GPE", canonical="中国"),
        ex("他是驻⟦华⟧使节。", label="GPE", canonical="中国"),
        ex("⟦俄⟧方作出了回应。", label="GPE", canonical="俄罗斯"),
    ],
    never=["工作中方法对头。", "他对日后的生活充满信心。"],
)
def abbreviations(shape: Shape, countries: dict[str, str] | None = None) -> Iterator[Candidate]:
    """One-character names of countries and cities, each a mention of its own.

    ``countries`` are those the article names in full, by their first character: 塞方 after 塞舌尔.
    """
    countries = countries or {}
    text, names = shape.text, lexicon().abbreviations
    for m in _PAIR.finditer(text):
        for at in range(m.start(), m.end()):
            yield _abbreviation(text, at, names, RULE + 0.1)
    for m in _TOWARDS.finditer(text):
        if _is_edge(shape, m.end()) or text[m.end()] in "使大公办":
            yield _abbreviation(text, m.end() - 1, names, LIKELY)
    for m in _SIDE.finditer(text):
        at = m.start() - 1
        full = countries.get(text[at], "")
        if full or (text[at] in _SAFE_SIDES and _is_edge(shape, at)):
            yield _named_for(_abbreviation(text, at, names, LIKELY), full)
    for m in _WITH_CHINA.finditer(text) if countries else ():
        for at in (m.start() - 1, m.end()):
            if 0 <= at < len(text) and text[at] in countries and text[at] not in _COUNTRIES:
                yield _named_for(_abbreviation(text, at, names, LIKELY), countries[text[at]])
                yield _abbreviation(text, m.start(), names, LIKELY)
    for m in re.finditer("B", shape.kinds):
        i = m.start()
        for at in range(shape.starts[i], shape.end(i)):
            yield _abbreviation(text, at, names, LIKELY)


def _named_for(c: Candidate, country: str) -> Candidate:
    """``c``, standing for ``country`` when the article names it."""
    return c._replace(canonical=country, adcode="") if country and country != c.canonical else c


def _is_edge(shape: Shape, offset: int) -> bool:
    i = bisect_left(shape.starts, offset)
    return i == len(shape.starts) or shape.starts[i] == offset


def _abbreviation(text: str, at: int, names: dict[str, dict[str, str]], weight: float) -> Candidate:
    meant = names.get(text[at], {})
    full = meant.get("country") or meant.get("province") or meant.get("city") or ""
    found = gazetteer().find(full)
    code = found[0].code if found else ""
    return Candidate(at, at + 1, "GPE", "name-abbreviation", weight, full, code)


@rule(
    "name-foreign-division",
    why="a transliterated name before 州 省 市 郡 邦 is a place abroad that no list need have",
    examples=[
        ex("飓风登陆⟦塔毛利帕斯州⟧。", label="GPE"),
        ex("洪水越过⟦库尔多瓦河⟧。", label="LOC"),
    ],
    never=["各省市加大投入，沿海开发提速。"],
)
def foreign_places(shape: Shape) -> Iterator[Candidate]:
    """Transliterations with the ending of a division or of a landscape."""
    table = lexicon().transliteration
    for m in _foreign_endings().finditer(shape.text):
        first = m.start()
        while first > 0 and m.start() - first < 9 and shape.text[first - 1] in table:
            first -= 1
        i = _token_at(shape, first, 0)
        while i < len(shape.starts) and shape.starts[i] < m.start():
            if shape.starts[i] >= first and shape.kinds[i] not in "xrRvacg.":
                break
            i += 1
        start = shape.starts[i] if i < len(shape.starts) else m.start()
        if m.start() - start > 2 and foreign_score(shape.text[start : m.start()]) > 1.5:
            label: NameLabel = "GPE" if m[0] in _FOREIGN_DIVISIONS else "LOC"
            yield Candidate(start, m.end(), label, "name-foreign-division", RULE)


_FOREIGN_DIVISIONS = "州省市郡邦县"


@cache
def _foreign_endings() -> re.Pattern[str]:
    characters = "".join(sorted(lexicon().transliteration))
    return re.compile(
        f"(?:[州省市郡邦县](?![级长委政])|[河湖岛湾](?![水面边畔上])|群岛|半岛|海峡|高原|山脉|沙漠)(?<=[{characters}]{{3}}.)"
    )


def find_places(shape: Shape) -> list[Candidate]:
    """Every place that the rules of this module find."""
    known = list(known_places(shape))
    countries = {
        name[0]: name
        for p in known
        if p.depth == _COUNTRY
        and not p.divisions
        and (name := shape.text[p.start : p.end]) not in ("中国", "新中国")
    }
    known += settlements(shape, {p.end for p in known})
    found = list(coded(chains(known), shape.text))
    found += named_places(shape)
    found += abbreviations(shape, countries)
    found += foreign_places(shape)
    return found
