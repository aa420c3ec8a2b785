"""Listed organisations, people, places and events that the segmenter cuts into pieces, found over the characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.extractors.names.candidates import RULE, Candidate
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lazy import lazy
from pipeline.model import NameLabel
from pipeline.rules import ex, rule


class _Names:
    """The listed names that the segmenter's dictionary lacks, for the dictionary last used.

    A pattern of three classes (every name has three characters) finds where one may begin, at the
    speed of a class; the first three characters then say which names to compare.
    """

    def __init__(self) -> None:
        self.tags: Mapping[str, str] = {}
        self.gate = re.compile("(?!)")
        self.by_head: dict[str, list[str]] = {}

    def learn(self, tags: Mapping[str, str]) -> None:
        """Make ready for the dictionary ``tags``, if that is not done."""
        if self.tags is tags:
            return
        words = lexicon()
        countries = [
            name
            for name, kind in words.world.items()
            if kind == "country" and name[0] not in "新旧前"  # 新中国 is 中国
        ]
        names = [*words.organisations, *words.people, *words.named_places, *countries]
        self.tags, self.by_head = tags, {}
        for name in [n for n in names if n not in tags] + list(words.events):
            if len(name) > 2:
                self.by_head.setdefault(name[:3], []).append(name)
        for found in self.by_head.values():
            found.sort(key=len, reverse=True)
        classes = ["".join({re.escape(head[k]) for head in self.by_head}) for k in range(3)]
        first, *rest = (f"[{c}]" for c in classes)
        self.gate = re.compile(f"{first}(?={''.join(rest)})" if self.by_head else "(?!)")

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """The names in ``text`` with their offsets, the longest at each place."""
        reach, by_head = 0, self.by_head
        for m in self.gate.finditer(text):
            at = m.start()
            names = by_head.get(text[at : at + 3])
            if names is None or at < reach:
                continue
            for name in names:
                if text.startswith(name, at):
                    yield at, name
                    reach = at + len(name)
                    break


@cache
def _names() -> _Names:
    return _Names()


#: 第五届, 2024年: what numbers an event.
_NUMBERED = lazy("第[一二三四五六七八九十百\\d]+[届次]|[12]\\d{3}年?")


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
    names = _names()
    names.learn(shape.tags)
    for at, name in names.find(shape.text):
        if name in words.events:
            yield Candidate(_first(shape, at), at + len(name), "EVENT", "name-listed", RULE)
            continue
        label: NameLabel = "PERSON" if name in words.people else "ORG"
        label = words.named_places.get(name, "GPE" if name in words.world else label)
        weight = RULE if label == "ORG" else RULE + 0.1  # a place may open an organisation's name
        yield Candidate(at, at + len(name), label, "name-listed", weight)


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
