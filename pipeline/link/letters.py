"""Words → letters: the class of each word under one dictionary's tags, kept between documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.document import Tokens
from pipeline.link.forms import by_shape
from pipeline.link.words import by_tag, word_classes

#: Words kept before a cache of letters starts again: news uses some 50,000.
_KEPT = 1 << 17


class WordClasses(dict[str, str]):
    """Letters of words under one dictionary's tags, filled as they are asked for."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        super().__init__()
        self._tags = tags

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        letter = self[word] = classify(word, self._tags.get(word, ""))
        return letter


class _Same:
    """A mapping compared by identity, so that it can key a cache."""

    __slots__ = ("mapping",)

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = mapping

    def __hash__(self) -> int:
        return id(self.mapping)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.mapping is other.mapping


@lru_cache(maxsize=2)
def _classes(tags: _Same) -> WordClasses:
    return WordClasses(tags.mapping)


def classes_for(tokens: Tokens) -> WordClasses:
    """The letters of words as the dictionary of ``tokens`` tags them, kept between documents."""
    return _classes(_Same(tokens.tags))


#: No token holds a NUL and anything else.
_PLACE = "\0"


def place(letter: str) -> str:
    """What holds the place of a mention's words where its class is ``letter``."""
    return _PLACE + letter


def classify(word: str, tag: str) -> str:
    """The letter of ``word``, whose dictionary tag is ``tag``.

    >>> classify("的", "uj"), classify("技术", "n"), classify("治理", "v"), classify("抽丝", "v")
    ('D', 'n', 'w', 'u')
    """
    known = word_classes().get(word)
    if known:
        return known
    if not word[0].isalnum():
        if word[0] == _PLACE:
            return word[1:] or "_"
        if word.isspace():
            return "."  # a run of blanks with a line break
        if len(word) == 1 and not tag:
            return "_"
    if tag == "m" and not _SIZES.isdisjoint(word):
        return "a"  # 万亿级产业
    return by_shape(word, tag) or by_tag(tag)


#: What tells the size of a thing when no figure does: 千亿级.
_SIZES = frozenset("百千万亿")
