"""Buildings, events and awards: phrases told by their ending, like organisations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.kinds.places import place_part
from pipeline.extractors.names.phrases import begin, walk
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lazy import lazy
from pipeline.model import NameLabel
from pipeline.rules import ex, rule

#: Kinds of tokens that make another name of one that ends before them.
_AFTER_BUILDING, _AFTER_EVENT = frozenset("EWXYs"), frozenset("EWVi")


@rule(
    "name-building",
    why="stations, bridges, roads and halls are told by their ending, with a name before it",
    examples=[
        ex("列车停在⟦娄底南站⟧。", label="FAC"),
        ex("⟦厦门翔安国际机场⟧一度关闭。", label="FAC"),
    ],
    never=["前方两公里有收费站。"],
)
def buildings(shape: Shape) -> Iterator[Candidate]:
    """Buildings, roads and other works."""
    kinds, words = shape.kinds, shape.words
    for m in _BESIDE_PLACE.finditer(kinds):
        i = m.start()
        label = _SUFFIXED.get(words[i + 1])
        country = lexicon().world.get(words[i]) == "country"  # 同中国|站在一起
        if label and shape.joined(i + 1) and not country:
            yield Candidate(shape.starts[i], shape.end(i + 1), label, "name-building", RULE)
    for i in shape.of("XY"):
        if kinds[i + 1 : i + 2] in _AFTER_BUILDING:
            continue
        k, anchored = begin(shape, walk(shape, i), i, nearest=True)
        plain = k == i - 1 and _too_wide(shape, k, words[i])
        if anchored and k < i and kinds[k] != "O" and not plain:
            first = k
            while first > 0 and kinds[first - 1] == kinds[first] == "G" and shape.joined(first):
                first -= 1
            if first < k:  # 四川|广元|火车站: the places before the one it is named after
                yield Candidate(shape.starts[first], shape.starts[k], "GPE", "name-place", LIKELY)
            yield Candidate(shape.starts[k], shape.end(i), "FAC", "name-building", RULE)
        elif len(words[i]) > 3 and place_part(words[i]):
            yield Candidate(shape.starts[i], shape.end(i), "FAC", "name-building", RULE)


_BESIDE_PLACE = lazy("G(?=[hxeAS])")
#: What a place names with one character: 山海关|路, 北京|站.
_SUFFIXED: dict[str, NameLabel] = {
    **dict.fromkeys("路街桥站寺塔", "FAC"),
    **dict.fromkeys("湖河湾岛", "LOC"),
}


def _too_wide(shape: Shape, k: int, ending: str) -> bool:
    """Whether a place says too little of a building: 中国铁路, 国家公园; but 北京机场 is the one."""
    place = shape.words[k]
    if lexicon().uses.get(ending) != "plain":
        return False
    return place == "国家" or (
        shape.kinds[k] in "GLB" and (len(place) > 2 or place in lexicon().world)
    )


@rule(
    "name-event",
    why="games, fairs, meetings and battles have a number or a place before what they are",
    examples=[
        ex("⟦第九届亚太城市论坛⟧开幕。", label="EVENT"),
        ex("他参加过⟦平型关战役⟧。", label="EVENT"),
    ],
    never=["大家在会议上讨论。"],
)
def named_events(shape: Shape) -> Iterator[Candidate]:
    """Events by their ending; an ordinal with 届 or 次, a place or a name must open them."""
    for m in _CONGRESS.finditer(shape.text):
        at = m.start()
        while at > 0 and shape.text[at - 1] in _DIGITS and m.start() - at < 3:
            at -= 1
        i = bisect_right(shape.starts, at) - 1
        known = shape.text[at - 2 : at] in ("党的", "中共") or _AFTER_CONGRESS.match(
            shape.text, m.end()
        )
        if known and shape.starts[i] == at:
            k, anchored = begin(shape, walk(shape, i), i)
            first = shape.starts[k] if anchored and k < i and shape.kinds[i - 1] in "OEWsK" else at
            yield Candidate(first, m.end(), "EVENT", "name-event", RULE)
    for i in shape.of("Vi"):
        kind = shape.kinds[i]
        if shape.kinds[i + 1 : i + 2] in _AFTER_EVENT or (
            kind == "i" and "m" not in shape.kinds[max(i - 8, 0) : i]
        ):
            continue
        k = _event_start(shape, walk(shape, i), i, kind)
        whole = (
            kind == "V"
            and shape.tags.get(shape.words[i]) in ("nz", "nt")
            and len(shape.words[i]) > 4
        )
        listed = lexicon().organisations
        if (k < i or whole) and shape.span(k, i + 1) not in listed:  # 世界经济论坛
            k -= k > 0 and shape.joined(k) and bool(_TERM.fullmatch(shape.words[k - 1]))
            yield Candidate(shape.starts[k], shape.end(i), "EVENT", "name-event", RULE)


#: 十八大, 市工会十五大: congresses by their number.
_CONGRESS = lazy("大(?<=[一二三四五六七八九十]大)")
#: What follows a congress, where neither 党的 nor its party stands before it.
_AFTER_CONGRESS = lazy(
    "代表|报告|精神|以来|之后|召开|开幕|闭幕|期间|胜利|提出|部署|党章|主题|战略|关于|确定|强调|指出|作出|擘画|[上后前的在于已将，,。、和》”！]"
)
_DIGITS = frozenset("一二三四五六七八九十")
_ORDINAL = lazy("第[一二三四五六七八九十百\\d]+[届次]")
_TERM = lazy("[一二三四五六七八九十]+届")
_SCOPES = frozenset("全国 全省 世界 国际 全市 全区 全县".split())


def _event_start(shape: Shape, j: int, i: int, kind: str) -> int:
    run = range(j, i)
    ordinal = [k for k in run if shape.words[k][0] == "第" and _ORDINAL.fullmatch(shape.words[k])]
    anchors = [k for k in run if shape.kinds[k] in "GLBUTO" or shape.words[k] in _SCOPES]
    if ordinal:
        return min(ordinal[0], anchors[0]) if anchors else ordinal[0]
    return anchors[0] if anchors and kind == "V" else i


@rule(
    "name-award",
    why="medals, cups and honorary titles, with who gives them and their quoted name",
    examples=[
        ex("她获得⟦全国“三八”红旗手⟧称号。", label="WORK_OF_ART"),
        ex("班组荣获⟦湖北省五一劳动奖状⟧。", label="WORK_OF_ART"),
    ],
)
def awards(shape: Shape) -> Iterator[Candidate]:
    """Awards by their ending."""
    for i in shape.of("H"):
        if shape.kinds[i + 1 : i + 2] == "H":
            continue
        k = _award_start(shape, i)
        if k < i or len(shape.words[i]) > 3:
            yield Candidate(shape.starts[k], shape.end(i), "WORK_OF_ART", "name-award", RULE)


_GIVERS = frozenset("全国 省 市 国家 全省 全市 市级 省级".split())


def _award_start(shape: Shape, i: int) -> int:
    """Where an award begins: with its giver, with its quoted name, or with its first noun."""
    uses = lexicon().uses
    j, quoted = i, False
    while j > 0 and shape.joined(j) and i - j < 8:
        kind, word = shape.kinds[j - 1], shape.words[j - 1]
        if word in "“”":
            if (word == "”") == quoted:
                break
            quoted = not quoted
        elif not quoted and (
            (kind not in "GOHnzhumgAEWDrRp" and shape.tags.get(word) != "t")
            or uses.get(word) == "outside"
        ):
            break
        j -= 1
    for k in range(j, i):
        if shape.kinds[k] in "GO" or shape.words[k] in _GIVERS or shape.words[k] == "“":
            return k
    return j
