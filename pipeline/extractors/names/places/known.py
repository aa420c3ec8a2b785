"""Divisions, countries and cities of the gazetteer, and landscape known by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.gazetteer import Division, choose, gazetteer
from pipeline.extractors.names.kinds.places import place_part
from pipeline.extractors.names.people.foreign import is_named_after
from pipeline.extractors.names.places.spans import CITY, COUNTRY, STATE, Place, PlaceSpan
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
        ex("⟦南昌市新建区⟧有山有水。", label="GPE", adcode="360112"),
    ],
    never=["双方安定团结，合作愉快。"],
)
def known_places(shape: Shape) -> Iterator[PlaceSpan]:
    """The tokens that are places by themselves, and words that are after the place that holds them."""
    kinds, words, starts, text = shape.kinds, shape.words, shape.starts, shape.text
    for i in sorted(shape.of("GP")):
        word, start = words[i], starts[i]
        size, place = _known(word, kinds[i])
        if not size or (place.depth == CITY and is_named_after(shape, i)):
            continue
        end, after = start + size, start + len(word)
        if text[after : after + 1] in _AFTER:
            goes_on = text[after : after + 2]
            if goes_on[0] in _CUTS and (goes_on == "时间" or _is_cut(word, goes_on)):
                continue  # 北京时间 is a time zone
            end += 2 if goes_on in _GOES_ON.get(word, _ANY) else 0
        if i and kinds[i - 1] in "mhSA" and (whole := _with_character(shape, i, size)):
            yield whole
            continue
        follower = kinds[i + 1 : i + 2]
        if (
            follower == "D"
            and (place.divisions or place.depth > COUNTRY)
            and words[i + 1] in _DIVISIONS
            and word[-1] not in _DIVISIONS
        ):
            end += end == starts[i + 1]  # 临夏|州, 积石山|县, 斯摩棱斯克|州
        yield PlaceSpan(start, end, "name-place", place)
        if follower not in _NO_DIVISION and place.divisions:
            yield from _within(shape, i + 1, place.divisions)


_DIVISIONS = frozenset("州县市区省旗郡")
#: What the segmenter wrongly cut off a word, or what makes a time zone of a place.
_CUTS = frozenset("家内时")
#: Kinds of the token after a place that cannot be a division of it, or are found as places anyway.
_NO_DIVISION = frozenset(("", *".qGP"))
#: What goes on from a place to name a larger or a smaller one.
_ANY = ("地带", "特区")
_GOES_ON = {"中国": ("大陆", "内地")}
#: The characters after a place that any of those begins with.
_AFTER = _CUTS | frozenset("地特大内")


def _is_cut(word: str, after: str) -> bool:
    """Whether the segmenter cut wrongly: 俄|国内 and 俄|国家, not 俄国|内."""
    return (
        len(word) == 2
        and word[1] == "国"
        and after[0] != "时"
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
    place = Place(float(found[0].depth), tuple(found))
    return PlaceSpan(start, start + size + 1, "name-place", place)


def _within(shape: Shape, i: int, outer: tuple[Division, ...]) -> Iterator[PlaceSpan]:
    """The word at ``i``, or what it begins, as a division of ``outer``.

    By itself it is a common word (甘肃合作), or is cut otherwise (南昌市新建|区有).
    """
    book, start = gazetteer(), shape.starts[i]
    name = book.head(shape.text, start)
    if name not in book.by_full:
        name = shape.words[i]
    found = book.find(name)
    if found and shape.joined(i):
        inner = tuple([b for b in found if any(a.holds(b) for a in outer)])
        if inner:
            place = Place(float(inner[0].depth), inner)
            yield PlaceSpan(start, start + len(name), "name-place", place)


_DEPTHS = {"country": COUNTRY, "place": STATE, "city": CITY}


@lru_cache(maxsize=1 << 14)
def _known(word: str, kind: str) -> tuple[int, Place]:
    """How much of a place's token is its name, and the place; nothing of a region, which is no division."""
    words = lexicon()
    name = word[: place_part(word)] if kind == "P" else word
    read, end = gazetteer().chain(word) if kind == "P" else ([], 0)
    if len(read) > 1:
        return end, _of_divisions(read[-1], "")
    if kind == "P" and words.named_places.get(name) == "LOC":
        return 0, Place(0.0)
    found = gazetteer().find(name)
    if found:
        return len(name), _of_divisions(found, name)
    depth = _DEPTHS.get(words.world.get(name, ""), CITY)
    return len(name), Place(depth, (), words.world_code.get(name, ""))


def known_place(word: str) -> Place:
    """What the gazetteer has under the short name ``word``."""
    return _known(word, "G")[1]


def _of_divisions(found: list[Division], name: str) -> Place:
    meant = choose(found, frozenset(), name)
    code = meant[0].code if len(meant) == 1 else ""
    return Place(float(min(d.depth for d in found)), tuple(found), "", code)


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
    for i in shape.of("LC"):
        kind, k = shape.kinds[i], i
        shared = kind == "C" and shape.words[i].startswith(_SHARED) and shape.joined(i)
        if shared and shape.kinds[i - 1] in "GUN":
            k -= 1  # 北京|工人体育场, 燕矶|长江大桥
        yield Candidate(shape.starts[k], shape.end(i), _KIND_LABEL[kind], "name-landscape")
    for i in shape.of("P"):
        size = place_part(shape.words[i])
        if lexicon().named_places.get(shape.words[i][:size]) == "LOC":
            yield Candidate(shape.starts[i], shape.starts[i] + size, "LOC", "name-landscape")


#: What buildings of a name that many places have begin with.
_SHARED = ("长江", "黄河", "工人", "人民", "国家", "中山")
_KIND_LABEL: dict[str, NameLabel] = {"L": "LOC", "C": "FAC"}
