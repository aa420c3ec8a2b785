"""The tables the name rules read, and how much a string of characters looks like a name."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.lexicon import columns, rows
from pipeline.model import NameLabel

#: The sizes of endings that a longer word is looked through for.
_WORD_ENDINGS = (4, 3, 2)
_LABELS: dict[str, NameLabel] = {"GPE": "GPE", "LOC": "LOC", "FAC": "FAC"}


class Lexicon:
    """The tables that the name rules read, as sets and dicts."""

    def __init__(self) -> None:
        self.surnames = _pairs("surnames", "surname", "use")
        self.surname_firsts = frozenset(surname[0] for surname in self.surnames)
        given = columns("given_names")
        first, second, single = (map(float, given[n]) for n in ("first", "second", "single"))
        weights = zip(first, second, single, strict=True)
        self.given = dict(zip(given["character"], weights, strict=True))
        weight = _pairs("transliteration", "character", "weight")
        self.transliteration = {character: float(w) for character, w in weight.items()}
        self.transliterating = frozenset(self.transliteration)
        self.context = _pairs("person_context", "word", "side")
        self.not_names = frozenset(columns("not_names")["word"])
        self.organisations = _pairs("organisations", "name", "canonical")
        self.named_places: dict[str, NameLabel] = {
            r["name"]: label for r in rows("places_named") if (label := _LABELS.get(r["label"]))
        }
        self.world = _pairs("places_world", "name", "kind")
        self.world_code = _pairs("places_world", "name", "country")
        self.people = frozenset(columns("people")["name"])
        self.events = frozenset(columns("events")["name"])
        self._read_endings()
        self._read_words()

    def _read_endings(self) -> None:
        """What a name ends in, and what one character stands for."""
        self.endings: dict[str, tuple[str, str]] = {}
        self.suffixes: dict[str, str] = {}
        for r in rows("name_endings"):
            if r["strength"] == "suffix":
                self.suffixes.setdefault(r["ending"], r["label"])
            elif r["strength"] in ("strong", "weak"):
                self.endings.setdefault(r["ending"], (r["label"], r["strength"]))
        self.ending_sizes: dict[str, list[int]] = {}
        for size in _WORD_ENDINGS:
            for last in {ending[-1] for ending in self.endings if len(ending) == size}:
                self.ending_sizes.setdefault(last, []).append(size)
        self.abbreviations: dict[str, dict[str, str]] = {}
        for r in rows("place_abbreviations"):
            self.abbreviations.setdefault(r["abbreviation"], {})[r["kind"]] = r["name"]

    def _read_words(self) -> None:
        """Words with a use of their own in names, and those that make no name."""
        self.uses: dict[str, str] = {}
        self.settlement_words: set[str] = set()
        #: What a word ends in that is none, though its last character is an ending: by that character.
        self.unlike: dict[str, tuple[str, ...]] = {}
        for r in rows("name_words"):
            if r["use"] == "not-organisation":
                last = r["word"][-1]
                self.unlike[last] = (*self.unlike.get(last, ()), r["word"])
            elif r["use"] == "settlement":
                self.settlement_words.add(r["word"])
            else:
                self.uses.setdefault(r["word"], r["use"])

    def ending_size(self, word: str) -> int:
        """How many characters of ``word`` are the ending that it goes on to from a stem, else 0."""
        for size in self.ending_sizes.get(word[-1], ()):
            if len(word) > size and word[-size:] in self.endings:
                return size
        return 0


def _pairs(table: str, key: str, value: str) -> dict[str, str]:
    found = columns(table)
    return dict(zip(found[key], found[value], strict=True))


@cache
def lexicon() -> Lexicon:
    """The tables, read once a process."""
    return Lexicon()


_UNSEEN = (-2.5, -2.5, -2.5)


def given_score(given: str) -> float:
    """How much likelier the characters of ``given`` are in a given name than in running words."""
    table = lexicon().given
    if len(given) == 1:
        return table.get(given, _UNSEEN)[2]
    return table.get(given[0], _UNSEEN)[0] + table.get(given[1], _UNSEEN)[1]


_PRIOR = {"common": 2.0, "usual": 0.3, "rare": -1.5, "compound": 3.0, "japanese": 2.0}
#: What a word of three characters ends in that is no name: 陈列馆, 黄金档.
_NO_GIVEN = frozenset("馆塔档室厅局署站街厂店队组级型率额税券票证区市县省镇债殿厕港史观岛湖河峡坝")
#: What stands for a name that cannot be one.
NO_NAME = -9.0


@lru_cache(maxsize=1 << 14)
def name_score(name: str) -> float:
    """How much ``name`` looks like a Chinese personal name; below 0 hardly, above 3 well.

    >>> name_score("陈建华") > 3, name_score("高质量") < 0
    (True, True)
    """
    surnames, size = lexicon().surnames, len(name)
    if size == 3 and name[-1] in _NO_GIVEN:
        return NO_NAME
    if 2 < size < 5 and surnames.get(name[:2]) == "compound":
        return _PRIOR["compound"] + given_score(name[2:])
    use = surnames.get(name[0])
    if use is None or not 1 < size < 4:
        return NO_NAME
    return _PRIOR[use] + given_score(name[1:])


def is_transliterated(word: str) -> bool:
    """Whether every character of ``word`` is one that foreign names are written with."""
    return lexicon().transliterating.issuperset(word)


def foreign_score(word: str) -> float:
    """How much ``word`` looks like a transliteration: the mean weight of its characters.

    >>> foreign_score("巴尔蒂斯") > 3, foreign_score("明显") < 0
    (True, True)
    """
    table, total = lexicon().transliteration, 0.0
    for character in word:
        weight = table.get(character)
        if weight is None:
            return NO_NAME
        total += weight
    return total / len(word)
