"""Places abroad that no list has: a transliteration with the ending of a division or a landscape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.candidates import RULE, Candidate
from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.places.spans import token_at
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import foreign_score, lexicon
from pipeline.model import NameLabel
from pipeline.rules import ex, rule


@rule(
    "name-foreign-division",
    why="a transliterated name before 州 省 市 郡 邦 is a place abroad that no list need have",
    examples=[
        ex("飓风登陆⟦塔毛利帕斯州⟧。", label="GPE"),
        ex("洪水越过⟦库尔多瓦河⟧。", label="LOC"),
        ex("双方争夺的是⟦别列诺夫斯克⟧。", label="GPE"),
    ],
    never=["各省市加大投入，沿海开发提速。"],
)
def foreign_places(shape: Shape) -> Iterator[Candidate]:
    """Transliterations with the ending of a division or of a landscape."""
    for m in _STATE.finditer(shape.kinds) if "D" in shape.kinds else ():
        i = m.start()
        state = shape.words[i + 1] == "州" and shape.joined(i + 1)
        if m[0] == "z" and shape.words[i + 1] in "市县" and shape.joined(i + 1):
            state = shape.tags.get(shape.words[i]) == "ns"  # 云江|市
        strange = m[0] in "TNU" and foreign_score(shape.words[i]) > 2
        if state and (strange or m[0] == "z" or len(shape.words[i]) > 2):
            end = shape.end(i + 1)
            yield Candidate(shape.starts[i], end, "GPE", "name-foreign-division", RULE)
    for m in _endings().finditer(shape.text):
        start = _name_start(shape, m.start())
        start += shape.text[start] in "及经"
        if gazetteer().chain(shape.text[start : m.end()])[0]:
            continue  # 江苏苏州
        if m.start() - start > 2 and foreign_score(shape.text[start : m.start()]) > 1.5:
            label: NameLabel = "GPE" if m[0] in _FOREIGN_DIVISIONS else "LOC"
            yield Candidate(start, m.end(), label, "name-foreign-division", RULE)


#: A foreign name of any length that the segmenter knows, before 州: 图拉|州.
_STATE = re.compile("[TzNU](?=D)")
_FOREIGN_DIVISIONS = "州省市郡邦县"


@cache
def _endings() -> re.Pattern[str]:
    """Endings of one and of two characters, right after three that names are transliterated with."""
    characters = "".join(sorted(lexicon().transliteration))
    return re.compile(
        f"[州省市郡邦县河湖岛湾群半海山](?<=[{characters}]{{3}}.)"
        "(?:(?<=[州省市郡邦县河湖岛湾])(?![级长委政水面边畔上])"
        "|岛(?<=[群半]岛)|峡(?<=海峡)|脉(?<=山脉))"
    )


def _name_start(shape: Shape, end: int) -> int:
    """Where the transliteration before ``end`` begins: at a token, and not at a word of another kind."""
    table = lexicon().transliteration
    first = end
    while first > 0 and end - first < 9 and shape.text[first - 1] in table:
        first -= 1
    i = max(token_at(shape, first, 0), 0)
    while i < len(shape.starts) and shape.starts[i] < end:
        if shape.starts[i] >= first and shape.kinds[i] not in "xrRvacg.":
            break
        i += 1
    return shape.starts[i] if i < len(shape.starts) else end
