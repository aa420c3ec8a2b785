"""Whether a word is a person's name or begins one, and which part of a longer word is one."""

from __future__ import annotations

from pipeline.extractors.names.vocabulary import NO_NAME, foreign_score, lexicon, name_score

_NAME_TAGS = frozenset("nr nrt nrfg".split())
#: An unknown word with one of these is two words that the segmenter ran together.
_FUNCTION_CHARACTERS = frozenset(
    "的了是在不着被把就也都而及与或对为于到等将又由从向让使同和给所其之这那你我他她它们个"
)
#: What the segmenter runs together with the name before it.
_GLUED = frozenset("以在将把被对向从为已曾还又也都和与等说称的")
#: What the segmenter runs together with the name after it: 由孟峰|夺得.
_CASES = frozenset("由将与对让给被据")
_TITLES = frozenset(
    "先生 女士 小姐 老师 大娘 大爷 大妈 师傅 夫人 太太 老汉 医生 教授 同志 大夫 阿姨 主席 总理 总统 理论 思想 主义 政府 阿婆 阿公 大叔 大伯 大婶 奶奶 爷爷 大姐".split()
)
_PLACE_LIKE = frozenset("家氏庙杯宫寺县河湖村镇区路桥府埠湾乡岛站港寨屿")


def titled_part(word: str) -> int:
    """How many characters of a dictionary word are the name before a title or doctrine: 1 in 吴先生."""
    if len(word) < 3 or word[-2:] not in _TITLES:
        return 0
    part = word[:-2]
    if len(part) == 1:
        return 1 if lexicon().surnames.get(part) in ("common", "usual") else 0
    return len(part) if name_score(part) > 0 or foreign_score(part) > 2 else 0


_JAPANESE_TAGS = frozenset(("n", "nr", "nz", ""))


def person_kind(word: str, tag: str) -> str:
    """The kind of ``word`` as a person or what begins one, '' when it is neither."""
    surnames, size = lexicon().surnames, len(word)
    use = surnames.get(word)
    if use == "japanese":
        return "J"
    if use == "compound":
        return "S"
    if size > 2 and word[-2:] in _TITLES and titled_part(word):
        return "M"
    if (
        3 < size < 6
        and tag in _JAPANESE_TAGS
        and surnames.get(word[:2]) == "japanese"
        and word[2:] not in lexicon().endings
    ):
        return "N"
    if not tag:
        return _unknown_person(word)
    return _tagged_person(word, tag) if tag in _NAME_TAGS else _other_person(word, tag)


def _tagged_person(word: str, tag: str) -> str:
    own, foreign = name_score(word), foreign_score(word)
    if (
        foreign > 2.2
        and foreign * len(word) > own + 3
        and (len(word) > 2 or tag == "nrt" or own < 1)
    ):
        return "T"
    if len(word) <= 4 and own > (-0.5 if len(word) > 2 else 0.8) and word[-1] not in _PLACE_LIKE:
        return "N"
    if foreign > 1.2 and (len(word) > 2 or tag == "nrt"):
        return "T"
    return "U" if len(word) == 2 and own > NO_NAME and tag == "nr" else ""


def _other_person(word: str, tag: str) -> str:
    """The dictionary tags many people as anything but nr."""
    if len(word) == 3 and word[0] in lexicon().surname_firsts and tag not in _VERBAL:
        least = 3 if tag in ("n", "l") else 1.5
        if word[-1] not in _PLACE_LIKE and name_score(word) > least:
            return "N"
    if tag not in _FOREIGN_TAGS:
        return ""
    return "T" if foreign_score(word) > (2.5 if len(word) > 2 else 3.5) else ""


_VERBAL = frozenset(("v", "vn", "a", "d"))
_FOREIGN_TAGS = frozenset(("nz", "n", "ns"))


def _led(word: str) -> bool:
    """Whether ``word`` is a preposition and a name or a surname: 据祁一鸣, 由孙|浩然."""
    if len(word) == 2:
        return lexicon().surnames.get(word[1]) in ("common", "usual")
    return name_score(word[1:]) > 1.5


def _unknown_person(word: str) -> str:
    foreign, own = foreign_score(word), name_score(word)
    if word[0] in _CASES and _led(word):
        return "k"
    if len(word) == 4 and word[-1] in _GLUED and name_score(word[:3]) > 2.5:
        return "U"  # 许若岚|以, in one token
    if not _FUNCTION_CHARACTERS.isdisjoint(word):
        if (
            foreign <= 2.5
            and own <= 2
            and not (word[-1] in _FUNCTION_CHARACTERS and name_score(word[:-1]) > 1)
        ):
            return "x"
        return "T" if foreign > 2.5 else "U"
    if len(word) > 2 and foreign > 2.2 and foreign * len(word) > own + 3:
        return "T"
    if own > -2:
        return "U"
    return "T" if foreign > 0.5 else ""
