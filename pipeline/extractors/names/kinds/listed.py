"""Whether a word is on one of the lexicon's lists, or is an office or a role made of two that are."""

from __future__ import annotations

from functools import cache

from pipeline.extractors.names.gazetteer import gazetteer
from pipeline.extractors.names.kinds.nouns import ENDING_KINDS
from pipeline.extractors.names.kinds.places import LISTED_PLACES, is_short
from pipeline.extractors.names.vocabulary import lexicon

_SIDES = {"before": "r", "both": "R", "after": "a", "speech": "v"}
_PLAIN_NOUNS = frozenset("n vn b nz j l a an s ns".split())
#: Stand for kinds that depend on a word's tag: of one that makes no name, of a division's short name.
_NO_NAME, _SHORT = "-", "~"
BY_TAG = frozenset((_NO_NAME, _SHORT))

#: Roles that stand right after an office in one word: 市委书记.
_OFFICERS = frozenset(
    "书记 副书记 常委 主任 副主任 主席 副主席 委员 代表 副部长 校长 院长 所长 行长 馆长 台长 社长 园长 会长".split()
)
#: Bodies whose head is called by them and 长: 财政部长.
_HEADED = "部厅局院校署"
_OFFICE_LASTS = frozenset("长").union(role[-1] for role in _OFFICERS)


def kind_by_tag(kind: str, word: str, tag: str) -> str:
    """The kind of a listed ``word`` that the list leaves to its tag, '' when it is none of the list's."""
    if kind == _NO_NAME:
        return "n" if tag in _PLAIN_NOUNS else "x"
    return "G" if is_short(word, tag) else ""


@cache
def lists() -> dict[str, str]:
    """The kind of every listed word, '' for a surname: one look-up in place of ten.

    A later list goes before an earlier one.
    """
    words, book = lexicon(), gazetteer()
    made = dict.fromkeys((name for name in words.surnames if len(name) > 1), "")
    made |= dict.fromkeys(book.by_short, _SHORT)
    made |= dict.fromkeys((*book.by_full, *words.world), "G")
    made |= {word: kind for word in made if (kind := role_kind(word))}
    lighter = dict.fromkeys(words.not_names, _NO_NAME)
    lighter |= {name: LISTED_PLACES[label] for name, label in words.named_places.items()}
    lighter |= {word: "g" for word, use in words.uses.items() if use == "generic"}
    made |= {word: kind for word, kind in lighter.items() if role_kind(word) is None}
    made |= {w: "K" if office_part(w) else _SIDES[side] for w, side in words.context.items()}
    made |= {ending: ENDING_KINDS[is_a] for ending, is_a in words.endings.items()}
    made |= dict.fromkeys(words.people, "N")
    return made | dict.fromkeys(words.organisations, "O")


@cache
def _role_lasts() -> frozenset[str]:
    """The characters that offices with their role, and roles before a name, end in."""
    roles = [word for word, side in lexicon().context.items() if side in ("before", "both")]
    return _OFFICE_LASTS.union(role[-1] for role in roles)


def role_kind(word: str) -> str | None:
    """The kind of a word that ends in a role: 市委书记, 副司令. '' when it is no role for that; else None."""
    if len(word) < 3 or word[-1] not in _role_lasts():
        return None
    if office_part(word):
        return "K"
    deputy = word[0] == "副"
    if lexicon().context.get(word[1:] if deputy else word[-2:]) not in ("before", "both"):
        return None
    return "r" if deputy or len(word) > 3 else ""


def office_part(word: str) -> int:
    """How many characters of ``word`` name an office before its holder's role: 3 in 财政部长, else 0."""
    if word[-1] not in _OFFICE_LASTS:
        return 0
    if word[-1] == "长" and word[-2:-1] in _HEADED and _is_body(word[:-1]):
        return len(word) - 1
    for size in (2, 3):
        if word[-size:] in _OFFICERS and _is_body(word[:-size]):
            return len(word) - size
    return 0


def _is_body(part: str) -> bool:
    words = lexicon()
    return len(part) > 1 and (
        part in words.organisations or words.endings.get(part, "")[:1] == ("ORG",)
    )
