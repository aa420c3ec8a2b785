"""Places that the segmenter's dictionary lacks, and so cuts into pieces: 静|海区, 崇明|区, 艾哈迈|达|巴德."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.places.spans import CITY, STATE, Place, PlaceSpan, token_at
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.rules import ex, rule

_ENDING = re.compile("[区县市旗州]")
#: How many tokens such a name is cut into at most, and how many characters it has.
#: One of two (北区) is hardly ever meant.
_PIECES, _SHORTEST, _LONGEST = 6, 3, 16
#: Dictionary tags of proper names; a word that the dictionary lacks has none.
_PROPER = frozenset(("", "nr", "ns", "nt", "nz", "nrt", "nrfg", "j"))
#: Kinds of what stands before a name whose pieces are all common words: a mark, a place, 和; and words.
_BEFORE = frozenset(".qGPDc")
_TOWARD = frozenset("在 从 到 了 于 赴 来自 位于 前往 抵达 由 为 让 把 对 向 是".split())


@rule(
    "name-division",
    why="districts founded since the segmenter's dictionary was made are in the gazetteer, though it cuts them; one whose pieces are words needs a boundary before it",
    examples=[
        ex("⟦崇明区⟧昨天举行长跑比赛。", label="GPE", adcode="310151"),
        ex("演出队昨天到了⟦静海区⟧。", label="GPE", adcode="120118"),
        ex("⟦庐山市⟧的云雾茶上市了。", label="GPE", adcode="360483"),
    ],
    never=["老城区改造后，其中山区占一半，新建区域更大。", "项目建成后，以上城区都将受益。"],
)
def pieced_divisions(shape: Shape) -> Iterator[PlaceSpan]:
    """Divisions by their full names, where they begin and end with a token."""
    index = 0
    for m in _ENDING.finditer(shape.text):
        index = token_at(shape, m.start(), index)
        if index < 0 or shape.end(index) != m.end():
            continue
        first = _first(shape, index)
        if first >= 0:
            found = gazetteer().by_full[shape.span(first, index + 1)]
            place = Place(float(found[0].depth), tuple(found))
            yield PlaceSpan(shape.starts[first], m.end(), "name-division", place)


def _first(shape: Shape, last: int) -> int:
    """The first token of the longest division that ends with token ``last``, or -1."""
    names, starts, end = gazetteer().by_full, shape.starts, shape.end(last)
    best = -1
    low = max(last - _PIECES, -1)
    for first in range(last, low, -1):
        if end - starts[first] > _LONGEST:
            break
        name = shape.text[starts[first] : end]
        if len(name) >= _SHORTEST and name in names and _is_meant(shape, first, last):
            best = first
        if not shape.joined(first):
            break
    return best


def _is_meant(shape: Shape, first: int, last: int) -> bool:
    """Whether the tokens from ``first`` to ``last`` are no common words, or a boundary precedes them."""
    words, tags = shape.words, shape.tags
    if shape.span(first, last + 1) in lexicon().not_names:
        return False
    if first == last:
        return shape.kinds[first] != "G"  # which is found as a place by itself
    if any(len(word) > 1 and tags.get(word, "") in _PROPER for word in words[first : last + 1]):
        return True
    return (
        first == 0
        or not shape.joined(first)
        or shape.kinds[first - 1] in _BEFORE
        or words[first - 1] in _TOWARD
    )


#: A token that spells, or that the dictionary lacks, may be a piece; one or two shorter ones precede it.
_SPELLS = re.compile("[TuUN]")
_BACK = 2
_DOTS = frozenset("·•‧・∙")


@rule(
    "name-foreign-city",
    why="a city abroad that the gazetteer knows is one however the segmenter cuts its name",
    examples=[
        ex("足球队抵达⟦艾哈迈达巴德⟧备战。", label="GPE"),
        ex("地震波及⟦卡拉卡斯⟧。", label="GPE"),
    ],
    never=["卡拉卡斯·麦克唐纳说，比赛很难。"],
)
def pieced_cities(shape: Shape) -> Iterator[PlaceSpan]:
    """Cities and countries abroad, where they begin and end with a token."""
    text, starts, sizes = shape.text, shape.starts, _sizes()
    reach = 0
    for m in _SPELLS.finditer(shape.kinds):
        i = m.start()
        if starts[i] < reach:
            continue
        for first in range(max(i - _BACK, 0), i + 1):
            if text[starts[first] : starts[first] + 2] not in sizes:
                continue
            name = _spelt(shape, first, i)
            if name and not _is_person(shape, first, name):
                start = starts[first]
                reach = start + len(name)
                words = lexicon()
                depth = CITY if words.world[name] == "city" else STATE
                yield PlaceSpan(
                    start,
                    reach,
                    "name-foreign-city",
                    Place(depth, (), words.world_code.get(name, "")),
                )
                break


def _is_person(shape: Shape, first: int, name: str) -> bool:
    """Whether the place that begins with token ``first`` is rather somebody who is called so: after
    a role, before a verb of speech, beside the dot of a longer name."""
    start = shape.starts[first]
    end = start + len(name)
    after = token_at(shape, end, first)
    return (
        (first > 0 and shape.kinds[first - 1] in "rR" and shape.joined(first))
        or (shape.starts[after] == end and shape.kinds[after] == "v")
        or not _DOTS.isdisjoint(shape.text[max(start - 1, 0) : start] + shape.text[end : end + 1])
    )


def _spelt(shape: Shape, first: int, piece: int) -> str:
    """The longest place abroad that begins with token ``first`` and takes in ``piece``, else ''."""
    start = shape.starts[first]
    for size in _sizes()[shape.text[start : start + 2]]:
        name = shape.text[start : start + size]
        end = start + size
        if name in lexicon().world and end >= shape.end(piece):
            last = token_at(shape, end - 1, piece)
            if shape.end(last) == end and last > first:
                return name
    return ""


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """The lengths of places abroad by their first two characters, longest first."""
    made: dict[str, tuple[int, ...]] = {}
    for name in sorted(lexicon().world, key=len, reverse=True):
        if len(name) > 2:
            sizes = made.get(name[:2], ())
            if len(name) not in sizes:
                made[name[:2]] = (*sizes, len(name))
    return made
