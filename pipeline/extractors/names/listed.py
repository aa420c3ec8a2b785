"""Listed organisations, people, places and events that the segmenter cuts into pieces, found over the characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.extractors.names.candidates import RULE, Candidate
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.trie import trie_pattern
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.model import NameLabel
from pipeline.rules import ex, rule


class _Pattern:
    """The listed names that the segmenter's dictionary lacks, for the dictionary last used."""

    def __init__(self) -> None:
        self.tags: Mapping[str, str] = {}
        self.pattern = re.compile("(?!)")

    def read(self, tags: Mapping[str, str]) -> re.Pattern[str]:
        if self.tags is not tags:
            words = lexicon()
            names = [*words.organisations, *words.people, *words.named_places]
            cut = [n for n in names if n not in tags and len(n) > 2]
            self.tags = tags
            self.pattern = re.compile(trie_pattern([*cut, *words.events]))
        return self.pattern


@cache
def _pattern() -> _Pattern:
    return _Pattern()


#: 第五届, 2024年: what numbers an event.
_NUMBERED = re.compile("第[一二三四五六七八九十百\\d]+[届次]|[12]\\d{3}年?")


@rule(
    "name-listed",
    why="a name on a list that the segmenter cuts is found over characters; an event takes its number and place before it",
    examples=[
        ex("⟦农业农村部⟧印发了文件。", label="ORG"),
        ex("⟦第十届服贸会⟧下周开幕。", label="EVENT"),
    ],
)
def listed(shape: Shape) -> Iterator[Candidate]:
    """Listed names, whatever way the segmenter cut them."""
    words = lexicon()
    for m in _pattern().read(shape.tags).finditer(shape.text):
        if m[0] in words.events:
            yield Candidate(_first(shape, m.start()), m.end(), "EVENT", "name-listed", RULE)
            continue
        label: NameLabel = "PERSON" if m[0] in words.people else "ORG"
        label = words.named_places.get(m[0], label)
        weight = RULE if label == "ORG" else RULE + 0.1  # a place may open an organisation's name
        yield Candidate(m.start(), m.end(), label, "name-listed", weight)


def _first(shape: Shape, start: int) -> int:
    """Where an event that is named at ``start`` begins, with its number and place."""
    i = bisect_right(shape.starts, start) - 1
    if shape.starts[i] != start:
        return start
    while (
        i > 0
        and shape.joined(i)
        and (shape.kinds[i - 1] == "G" or _NUMBERED.fullmatch(shape.words[i - 1]))
    ):
        i -= 1
    return shape.starts[i]
