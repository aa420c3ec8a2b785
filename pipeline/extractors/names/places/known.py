"""Divisions, countries and cities of the gazetteer, and landscape known by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.gazetteer import Division, choose, gazetteer
from pipeline.extractors.names.kinds.places import place_part
from pipeline.extractors.names.people.foreign import is_named_after
from pipeline.extractors.names.places.spans import CITY, COUNTRY, STATE, PlaceSpan
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.model import NameLabel
from pipeline.rules import ex, rule

#: Kinds of tokens that the rules below start from.
_NAMED = re.compile("[LC]")
_WITH_PLACE = re.compile("P")


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
    """The tokens that are places by themselves, and words that are after the place that holds them."""
    kinds, words, starts = shape.kinds, shape.words, shape.starts
    for m in _PLACE.finditer(kinds):
        i = m.start()
        word, start = words[i], starts[i]
        place = _known(word, m[0])
        if not place.size or (place.depth == CITY and is_named_after(shape, i)):
            continue
        after = shape.text[start + len(word) : start + len(word) + 2]
        if after == "时间" or (after[:1] in _CUTS and _is_cut(word, after)):
            continue  # 北京时间 is a time zone
        if i and kinds[i - 1] in "mhSA" and (whole := _with_character(shape, i, place.size)):
            yield whole
            continue
        end = start + place.size + (2 if after in _GOES_ON.get(word, _ANY) else 0)
        if (
            (place.divisions or place.depth > COUNTRY)
            and kinds[i + 1 : i + 2] == "D"
            and words[i + 1] in _DIVISIONS
            and word[-1] not in _DIVISIONS
            and end == starts[i + 1]
        ):
            end += 1  # 临夏|州, 积石山|县, 斯摩棱斯克|州
        yield PlaceSpan(
            start, end, "name-place", place.depth, place.divisions, place.country, place.code
        )
        if place.divisions and kinds[i + 1 : i + 2] not in ("", ".", "q"):
            yield from _within(shape, i + 1, place.divisions)


_PLACE = re.compile("[GP]")
_DIVISIONS = frozenset("州县市区省旗郡")
_CUTS = frozenset("家内")
#: What goes on from a place to name a larger or a smaller one.
_ANY = ("地带", "特区")
_GOES_ON = {"中国": ("大陆", "内地")}


def _is_cut(word: str, after: str) -> bool:
    """Whether the segmenter cut wrongly: 俄|国内 and 俄|国家, not 俄国|内."""
    return (
        len(word) == 2
        and word[1] == "国"
        and (after[:1] == "内" or after == "家杜" or word == "俄国")
    )


def _with_character(shape: Shape, i: int, size: int) -> PlaceSpan | None:
    """The division that begins with the single character before token ``i``: 三|沙市."""
    start = shape.starts[i] - 1
    if len(shape.words[i - 1]) > 1 or not shape.joined(i):
        return None
    found = gazetteer().find(shape.text[start : start + size + 1])
    if not found:
        return None
    return PlaceSpan(start, start + size + 1, "name-place", float(found[0].depth), tuple(found))


def _within(shape: Shape, i: int, outer: tuple[Division, ...]) -> Iterator[PlaceSpan]:
    """The word at ``i`` as a division of ``outer``, though by itself it is a common word: 甘肃合作."""
    if shape.kinds[i] in "GP" or not shape.joined(i):
        return
    inner = tuple([b for b in gazetteer().find(shape.words[i]) if any(a.holds(b) for a in outer)])
    if inner:
        yield PlaceSpan(shape.starts[i], shape.end(i), "name-place", float(inner[0].depth), inner)


class _Entry(NamedTuple):
    """What a place's token stands for: the length of the name in it, and what PlaceSpan holds of it."""

    size: int
    depth: float
    divisions: tuple[Division, ...] = ()
    country: str = ""
    code: str = ""


_DEPTHS = {"country": COUNTRY, "place": STATE, "city": CITY}


@lru_cache(maxsize=1 << 14)
def _known(word: str, kind: str) -> _Entry:
    """The entry of a token; its size is 0 for a region, which is no division."""
    words = lexicon()
    name = word[: place_part(word)] if kind == "P" else word
    read, end = gazetteer().chain(word) if kind == "P" else ([], 0)
    if len(read) > 1:
        return _entry(end, read[-1], "")
    if kind == "P" and words.named_places.get(name) == "LOC":
        return _Entry(0, 0.0)
    found = gazetteer().find(name)
    if found:
        return _entry(len(name), found, name)
    depth = _DEPTHS.get(words.world.get(name, ""), CITY)
    return _Entry(len(name), depth, (), words.world_code.get(name, ""))


def _entry(size: int, found: list[Division], name: str) -> _Entry:
    meant = choose(found, frozenset(), name)
    code = meant[0].code if len(meant) == 1 else ""
    return _Entry(size, float(min(d.depth for d in found)), tuple(found), "", code)


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
    for m in _NAMED.finditer(shape.kinds):
        i = k = m.start()
        shared = m[0] == "C" and shape.words[i].startswith(_SHARED) and shape.joined(i)
        if shared and shape.kinds[i - 1] in "GUN":
            k -= 1  # 北京|工人体育场, 燕矶|长江大桥
        yield Candidate(shape.starts[k], shape.end(i), _KIND_LABEL[m[0]], "name-landscape")
    for m in _WITH_PLACE.finditer(shape.kinds):
        i = m.start()
        size = place_part(shape.words[i])
        if lexicon().named_places.get(shape.words[i][:size]) == "LOC":
            yield Candidate(shape.starts[i], shape.starts[i] + size, "LOC", "name-landscape")


#: What buildings of a name that many places have begin with.
_SHARED = ("长江", "黄河", "工人", "人民", "国家", "中山")
_KIND_LABEL: dict[str, NameLabel] = {"L": "LOC", "C": "FAC"}
