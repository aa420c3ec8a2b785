"""Divisions, countries and cities of the gazetteer, and landscape known by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.gazetteer import Division, gazetteer
from pipeline.extractors.names.kinds.places import place_part
from pipeline.extractors.names.places.spans import CITY, COUNTRY, STATE, PlaceSpan
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.model import NameLabel
from pipeline.rules import ex, rule


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
        if word in _SHORTSTATES and after[:1] in ("家", "内"):
            continue  # 俄|国内, not 俄国|内
        if (
            depth == CITY
            and i
            and shape.kinds[i - 1] in "rR"
            and shape.joined(i)
            and shape.kinds[i + 1 : i + 2] != "D"
        ):
            continue  # a role before a name that is also a city's: 大使特雷西
        if size:
            if (
                i
                and len(shape.words[i - 1]) == 1
                and (longer := gazetteer().find(shape.text[start - 1 : start + size]))
            ):
                start, size, divisions = start - 1, size + 1, tuple(longer)  # 三|沙市
                depth = float(divisions[0].depth)
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


_SHORTSTATES = frozenset("俄国 英国 美国 法国 德国 泰国 韩国".split())
_PLACE = re.compile("[GP]")
_DEPTHS = {"country": COUNTRY, "place": STATE, "city": CITY}


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
        _DEPTHS.get(words.world.get(name, ""), CITY),
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


_KIND_LABEL: dict[str, NameLabel] = {"L": "LOC", "C": "FAC"}
