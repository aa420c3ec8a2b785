"""How sure the tagger must be of a find before it is taken: the less its words are a name's, the surer."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.model import NameLabel
from pipeline.sources.mend import is_known

#: Of any find; of a person, and of what else, that consists of common words (the dictionary has many
#: names as such); more than the tagger ever is: not taken.
_ANY, _COMMON_PERSON, _COMMON, _NEVER = 0.7, 0.9, 0.94, 2.0
#: The dictionary's tags of words that are names, or may be: ICTCLAS' proper nouns and abbreviations.
_PROPER = frozenset("nr nrt nrfg ns nt nz j".split())
_MEASURE = frozenset("m q mq".split())
#: Words that no name of a body or a place holds.
_FUNCTION = frozenset("的 了 是 还 在 被 把 将 就 都 也 从 向 不 能".split())
_DIVISIONS = frozenset("省市县区旗州镇乡村盟岛山河江湖桥")


def least(document: Document, start: int, end: int, label: NameLabel) -> float:
    """The least probability at which the tagger's find is taken for a name."""
    tokens = document.tokens
    inside = tokens.between(start, end)
    words = [tokens.words[i] for i in inside]
    if label != "PERSON" and not _FUNCTION.isdisjoint(words):
        return _NEVER
    name = document.folded[start:end]
    if name.isascii() and (label != "PERSON" or name.isupper()):
        return _NEVER  # the tagger takes APP and GDP for bodies
    if "".join(words) != name or not all(_is_common(tokens.tag(i)) for i in inside):
        return _ANY
    match label:
        case "GPE":
            named = len(name) == 1 or is_known(name) or words[-1] in _DIVISIONS
            return _ANY if named else _NEVER if _is_class(words[-1]) else _COMMON
        case "ORG":
            if _ends_as_body(name) and tokens.tag(inside[-1]) not in _MEASURE:
                return _ANY
            return _COMMON if len(words) == 1 else _NEVER
    return _COMMON_PERSON if len(words) == 1 or len(name) == 2 else _ANY


def _is_common(tag: str) -> bool:
    return bool(tag) and tag not in _PROPER


def _is_class(word: str) -> bool:
    """Whether ``word`` says what kind of thing is meant: 国家公园, 高速公路."""
    words = lexicon()
    return word in words.endings or word in words.not_names


def _ends_as_body(name: str) -> bool:
    endings = lexicon().endings
    return any(endings.get(name[-size:]) == ("ORG", "strong") for size in (4, 3, 2))
