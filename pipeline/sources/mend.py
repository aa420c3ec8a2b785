"""Where the names that a tagger finds begin and end: its habits brought to those of the rules.

A tagger trained on other conventions takes in titles (李先生, 老于), directions (新疆北部) and what a body
belongs to (俄政府), joins countries that stand side by side (中美), and calls dynasties places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.vocabulary import is_transliterated, lexicon, name_score
from pipeline.model import NameLabel

Span = tuple[int, int, NameLabel]

_INSIDE = re.compile(r"[^\W_]")
_ASCII = re.compile("[A-Za-z0-9]")
#: No name holds one of these, apart from a pair of brackets or quotation marks within it.
_BREAKS = re.compile("[，。、；：！？,;!?『』「」…\n]|—{2,}")
#: A space parts two names, unless they are in Latin letters.
_GAP = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
_NUMERAL = re.compile("(?:[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟0-9][ 点]?)+")
_DIRECTION = re.compile(
    "(?<=..)(?:[东西南北中]{1,2}部|[东西][南北]|[东西南北][面侧方边]|大部|境内|沿线|周边|附近|一带|地区"
    "|[河湖江]?畔|两岸|沿岸|上空)$"
)
_DYNASTY = re.compile("(?:[东西南北前后]?[夏商周秦汉魏晋隋唐宋元明清金辽]){1,2}[朝代]?$")
#: What ends like an organisation's name and is none: peoples and creeds.
_NO_BODY = re.compile("[族教人]$|^[第0-9一二三四五六七八九十]+[师军团连营旅]")
_GOVERNMENT = re.compile("(?:新|现)?政府$")
_GOOD_NAME = 3.0
#: Countries that news pairs with others.
_OFTEN = frozenset("中美俄英法德日韩朝印欧")
#: What follows a place, or a list of them.
_PLACE_AFTER = re.compile(
    "(?:[、和与][一-鿿]{2,8}){0,5}等(?:地|方向|[大中小]?城市|[市县州省国])|(?:方向|地区|附近|市|州|省)|以[东西南北]"
)
#: Where a second organ begins: 市委|市政府.
_SECOND = re.compile("(?<=委)(?=[省市县区州镇乡]?(?:人民政府|政府|人大|政协|纪委))")


def mended(text: str, start: int, end: int, label: NameLabel) -> Iterator[Span]:
    """The names that the tagger's find ``text[start:end]`` stands for: one, several, or none.

    >>> text = "俄政府和李先生谈中美合作，新疆北部降温"
    >>> [text[a:b] for s in [(0, 3, "ORG"), (4, 7, "PERSON"), (8, 10, "GPE"), (13, 17, "GPE")]
    ...  for a, b, _ in mended(text, *s)]
    ['俄', '李', '中', '美', '新疆']
    """
    for gap in _GAP.finditer(text, start + 1, end - 1):
        yield from _mended(text, start, gap.start(), label)
        start = gap.end()
    yield from _mended(text, start, end, label)


def _mended(text: str, start: int, end: int, label: NameLabel) -> Iterator[Span]:
    start, end = _whole(text, start, end)
    if start >= end or _BREAKS.search(text, start, end) or _is_numeral(text, start, end):
        return
    match label:
        case "PERSON":
            label, start, end = _person(text, start, end)
        case "ORG":
            label, end = _state(text, start, end)
        case _:
            pass
    if label == "GPE":
        yield from _places(text, start, end)
    elif label == "ORG":
        yield from _bodies(text, start, end)
    elif end - start > 1 or text[start:end] in lexicon().surnames:
        yield start, end, label


def _is_numeral(text: str, start: int, end: int) -> bool:
    """Whether the span is a part of a numeral: 壹百五十二, 陆点五折; 陆 and 万 are surnames as well."""
    m = _NUMERAL.match(text, start, end + 2)  # a little further: 陆 alone is a surname
    return m is not None and m.end() >= end and m.end() - start > 1


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks at its ends, and with the whole of a word in Latin letters."""
    while start < end and not _INSIDE.match(text[start]) and text[start] not in "“《":
        start += 1
    while end > start and not _INSIDE.match(text[end - 1]) and text[end - 1] not in "”》)）":
        end -= 1
    if start < end and _ASCII.match(text[start]):
        while start and _ASCII.match(text[start - 1]):
            start -= 1
    if start < end and _ASCII.match(text[end - 1]):
        while end < len(text) and _ASCII.match(text[end]):
            end += 1
    return start, end


def _person(text: str, start: int, end: int) -> tuple[NameLabel, int, int]:
    """A person, or what the tagger takes for one: a state's side (格方), a town (波克罗夫斯克等地)."""
    label, stop = _state(text, start, end)
    if label == "GPE" or _side_by_side(text[start:end]):
        return "GPE", start, stop
    if _is_of_places(text[start:end]):
        return "PERSON", end, end
    if _PLACE_AFTER.match(text, end) and is_transliterated(text[start:end]):
        return "GPE", start, end
    return "PERSON", *_untitled(text, start, end)


def _is_of_places(name: str) -> bool:
    """Whether a find is rather the side of a state (格方) or provinces side by side (鲁陕藏)."""
    if name[1:] in ("方", "军"):
        return name[0] not in lexicon().surnames
    return len(name) > 1 and all(map(_is_abbreviation, name)) and name_score(name) < _GOOD_NAME


def _untitled(text: str, start: int, end: int) -> tuple[int, int]:
    """A person's name without the title after it and the 老 or 小 before it."""
    surnames = lexicon().surnames
    roles = lexicon().context
    for size in range(min(5, end - start - 1), 1, -1):
        if roles.get(text[end - size : end], "speech") != "speech":
            end -= size
            break
    name = text[start:end]
    if len(name) > 1 and name[0] in "老小" and surnames.get(name[:2]) is None:
        return start + 1, end
    if len(name) == 2 and name[1] in "老家" and name[0] in surnames:
        return start, end - 1
    return start, end


def _bodies(text: str, start: int, end: int) -> Iterator[Span]:
    for m in _SECOND.finditer(text, start + 2, end):
        yield start, m.start(), "ORG"
        start = m.start()
    if start < end and not _NO_BODY.search(text[start:end]):
        yield start, end, "ORG"


def _state(text: str, start: int, end: int) -> tuple[NameLabel, int]:
    """A state's government, side or army stands for it: 俄政府 → 俄; a city's is an organisation."""
    if (
        text[start + 1 : start + 2] in ("方", "军")
        and end - start <= 3
        and _is_country(text[start])
    ):
        return "GPE", start + 1
    m = _GOVERNMENT.search(text, start, end)
    if m and m.start() > start:
        place = text[start : m.start()]
        if place in lexicon().world or _is_abbreviation(place) or gazetteer().find(place):
            if place[-1] in "省市县区州旗镇乡":
                return "ORG", end
            return "GPE", m.start()
    return "ORG", end


def _is_abbreviation(name: str) -> bool:
    return len(name) == 1 and name in lexicon().abbreviations


def _is_country(character: str) -> bool:
    return character != "华" and "country" in lexicon().abbreviations.get(character, ())


def _side_by_side(name: str) -> bool:
    """Whether ``name`` is two or three countries in a character each, one of them often so: 中坦."""
    return 1 < len(name) < 4 and all(map(_is_country, name)) and not _OFTEN.isdisjoint(name)


def _places(text: str, start: int, end: int) -> Iterator[Span]:
    m = _DIRECTION.search(text, start, end)
    if m:
        end = m.start()
    name = text[start:end]
    if _DYNASTY.match(name) and not is_known(name):
        return
    if _side_by_side(name) and not is_known(name):
        for at in range(start, end):
            yield at, at + 1, "GPE"
    elif name:
        yield start, end, "GPE"


def is_known(name: str) -> bool:
    """Whether ``name`` is a place that the lexicon has."""
    words = lexicon()
    return name in words.world or name in words.named_places or bool(gazetteer().find(name))
