"""What each word may be in a name: one letter a word, looked up once and then remembered.

The letters are the alphabet of the name rules, which read a text as the string of its tokens' kinds:

G division, country or city · L named region, river, mountain · C named building · A one-character
abbreviation of a place · B several of them in one token · O organisation known as such ·
E strong and W weak organisation ending · s word that ends in a one-character organisation ending ·
X strong and Y weak building ending · Q landscape ending · D kind of division (省 市 县) ·
V strong and i weak event ending · H award ending · S surname · N person in the dictionary ·
U unknown word that begins with a surname · u other unknown word · T transliteration ·
r role before a name · R role on either side · a form of address after one · v verb of speech ·
n noun, what names are made of · g generic modifier (有关, 上市) · h other single character · m numeral ·
q quotation mark · . other mark · c conjunction · x anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.lexicon import rows

Kind = str
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg"})
_NOUN_TAGS = frozenset(
    {
        "n",
        "vn",
        "nz",
        "j",
        "b",
        "ng",
        "l",
        "s",
        "f",
        "nt",
        "ns",
        "nr",
        "nrt",
        "nrfg",
        "an",
        "i",
        "a",
        "zg",
    }
)
_DIPLOMACY = frozenset("中美英法德俄日韩朝印巴越泰菲缅柬澳加意葡荷墨哈乌蒙欧非以叙苏")
_OPEN_MARKS, _CLOSE_MARKS = '“‘「『"《〈', '”’」』"》〉'


class Lexicon:
    """The tables that the name rules read, as sets and dicts."""

    def __init__(self) -> None:
        self.surnames = {r["surname"]: r["use"] for r in rows("surnames")}
        self.given = {
            r["character"]: (float(r["first"]), float(r["second"]), float(r["single"]))
            for r in rows("given_names")
        }
        self.transliteration = frozenset(r["character"] for r in rows("transliteration"))
        self.context = {r["word"]: r["side"] for r in rows("person_context")}
        self.not_names = frozenset(r["word"] for r in rows("not_names"))
        self.organisations = {r["name"]: r["canonical"] for r in rows("organisations")}
        self.named_places = {r["name"]: r["label"] for r in rows("places_named")}
        self.world = {r["name"]: r["kind"] for r in rows("places_world")}
        self.world_code = {r["name"]: r["country"] for r in rows("places_world")}
        self.endings: dict[str, tuple[str, str]] = {}
        self.suffixes: dict[str, str] = {}
        for r in rows("name_endings"):
            if r["strength"] == "suffix":
                self.suffixes.setdefault(r["ending"], r["label"])
            elif r["strength"] != "title":
                self.endings.setdefault(r["ending"], (r["label"], r["strength"]))
        self.abbreviations: dict[str, dict[str, str]] = {}
        for r in rows("place_abbreviations"):
            self.abbreviations.setdefault(r["abbreviation"], {})[r["kind"]] = r["name"]
        self.generic = frozenset(r["word"] for r in rows("generic_modifiers"))


@cache
def lexicon() -> Lexicon:
    """The tables, read once a process."""
    return Lexicon()


_ENDING_KINDS = {
    ("ORG", "strong"): "E",
    ("ORG", "weak"): "W",
    ("FAC", "strong"): "X",
    ("FAC", "weak"): "Y",
    ("LOC", "strong"): "Q",
    ("GPE", "strong"): "D",
    ("EVENT", "strong"): "V",
    ("EVENT", "weak"): "i",
    ("WORK_OF_ART", "strong"): "H",
}
_SIDES = {"before": "r", "both": "R", "after": "a", "speech": "v"}


class Kinds(dict[str, Kind]):
    """The kind of each word, worked out when it is first met. ``tags`` are the segmenter's."""

    #: A long run over many texts meets ever new words; beyond this many the memory starts afresh.
    LIMIT = 400_000

    def __init__(self, tags: Mapping[str, str]) -> None:
        super().__init__()
        self.tags = tags

    def __missing__(self, word: str) -> Kind:
        if len(self) >= self.LIMIT:
            self.clear()
        kind = self[word] = classify(word, self.tags.get(word, ""))
        return kind


def classify(word: str, tag: str) -> Kind:
    """The kind of ``word``, which the segmenter's dictionary tags ``tag`` ('' when it has no such word)."""
    if len(word) == 1:
        return _character(word, tag)
    if not "一" <= word[-1] <= "鿿":
        return (
            "L"
            if word in lexicon().named_places
            else "u"
            if word[0].isascii() and word[0].isalpha()
            else "."
        )
    return _listed(word) or _place(word, tag) or _person(word, tag) or _other(word, tag)


def _character(word: str, tag: str) -> Kind:
    if not "一" <= word <= "鿿":
        return "q" if word in _OPEN_MARKS or word in _CLOSE_MARKS else "."
    words = lexicon()
    if word in "和与及暨同跟":
        return "c"
    label = words.suffixes.get(word)
    if label == "GPE":
        return "D"
    if words.surnames.get(word) in ("common", "usual"):
        return "S"
    if word in words.abbreviations:
        return "A"
    if tag in ("m",) or word in "第一二三四五六七八九十":
        return "m"
    if tag in ("p", "u", "uj", "ul", "uz", "r", "d", "c", "y", "v", "ug", "ud", "uv"):
        return "x" if words.surnames.get(word) != "rare" else "S" if tag == "v" else "x"
    return "h"


def _listed(word: str) -> Kind:
    words = lexicon()
    if word in words.organisations:
        return "O"
    if word in words.endings:
        return _ENDING_KINDS[words.endings[word]]
    if word in words.context:
        return _SIDES[words.context[word]]
    if word in words.generic:
        return "g"
    label = words.named_places.get(word)
    if label:
        return {"GPE": "G", "LOC": "L", "FAC": "C"}[label]
    if word in words.not_names:
        return "n"
    return ""


def _place(word: str, tag: str) -> Kind:
    words, book = lexicon(), gazetteer()
    if word in book.by_full or word in words.world:
        return "G"
    if word in book.by_short and _is_short(word, tag):
        return "G"
    if (
        len(word) <= 3
        and all(c in _DIPLOMACY for c in word)
        and tag in ("", "ns", "j", "nz", "nt", "nr")
    ):
        return "B"
    if tag == "ns" and len(word) > 2:
        label = words.suffixes.get(word[-1])
        if label in ("LOC", "GPE", "FAC"):
            return {"LOC": "L", "GPE": "G", "FAC": "C"}[label] if word[-1] not in "沙洋城" else "n"
        if word.endswith(("地区", "半岛", "高原", "盆地", "山脉", "海峡", "平原", "群岛", "流域")):
            return "L"
        if all(c in words.transliteration for c in word):
            return "G"
    return ""


def _is_short(word: str, tag: str) -> bool:
    """Whether a division's short name may stand for it by itself: 安定, 合作 and 和平 are words."""
    top = gazetteer().find(word)[0]
    if top.level == "province":
        return True
    if tag == "ns" or not tag:
        return True
    if top.level == "prefecture" and top.current:
        return word not in ("来宾", "东方", "海北", "海西", "海东", "三明", "白银", "日照", "黄石")
    return len(word) > 2 and tag in ("nr", "nrt", "nz")


def given_score(given: str) -> float:
    """How much likelier the characters of ``given`` are in a given name than in running words."""
    table = lexicon().given
    nothing = (-2.5, -2.5, -2.5)
    if len(given) == 1:
        return table.get(given, nothing)[2]
    return table.get(given[0], nothing)[0] + table.get(given[1], nothing)[1]


_PRIOR = {"common": 2.0, "usual": 0.3, "rare": -1.5, "compound": 3.0}


def name_score(name: str) -> float:
    """How much ``name`` looks like a Chinese personal name; below 0 hardly, above 3 well."""
    surnames = lexicon().surnames
    if len(name) > 2 and surnames.get(name[:2]) == "compound":
        return _PRIOR["compound"] + given_score(name[2:])
    use = surnames.get(name[0])
    if use is None or not 2 <= len(name) <= 3:
        return -9.0
    return _PRIOR[use] + given_score(name[1:])


def is_transliterated(word: str) -> bool:
    """Whether every character of ``word`` is one that foreign names are written with."""
    return lexicon().transliteration.issuperset(word)


def _person(word: str, tag: str) -> Kind:
    if tag in _NAME_TAGS:
        if 2 <= len(word) <= 4 and name_score(word) > (1.0 if len(word) > 2 else 1.5):
            return "N"
        if is_transliterated(word) and (len(word) > 2 or tag == "nrt"):
            return "T"
        return ""
    if tag:
        return "T" if tag == "nz" and len(word) > 3 and is_transliterated(word) else ""
    if len(word) == 2 and word in lexicon().surnames:
        return "S"
    if name_score(word) > -1:
        return "U"
    return "T" if len(word) > 1 and is_transliterated(word) else ""


def _other(word: str, tag: str) -> Kind:
    words = lexicon()
    for size in (4, 3, 2):
        if len(word) > size and word[-size:] in words.endings:
            label, strength = words.endings[word[-size:]]
            return _ENDING_KINDS[label, strength]
    if tag in ("n", "nt", "nz", "j", "ns") and words.suffixes.get(word[-1]) == "ORG":
        return "s"
    if tag in ("m", "t"):
        return "m" if tag == "m" else "x"
    if tag in _NOUN_TAGS:
        return "n"
    return "u" if not tag else "x"
