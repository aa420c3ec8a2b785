"""Numbers that belong to names, codes and list numbering: F-15, 5G, 600519, （1）."""

from __future__ import annotations

from string import ascii_letters

from pipeline.extractors.quantities.compose import currency_before
from pipeline.extractors.quantities.context import alternation
from pipeline.extractors.quantities.phrase import Phrase, alone
from pipeline.lazy import lazy

_CODE_BEFORE = lazy(
    rf"(?:{alternation('code-before')}|[^一-鿿]字第)(?:号码)?[号为是]?[:：]?[\s“\"]*$"
)
#: China's five-digit service numbers: 12306, 12345, 95598, 96110.
_HOTLINE = lazy(r"12[0-9]{3}|9[56][0-9]{3}")
_CODE_AFTER = lazy(rf"(?:服务)?(?:{alternation('code-after')})|\.(?:SH|SZ|HK|com|cn)|[@＠]")
_LIST_AFTER = lazy(r"[、．)）]|\.(?!\d)|[是要，,]")
_LIST_DOT = lazy(r"[、．)）]|\.(?!\d)")
_LIST_HAN = lazy(r"[一二三四五六七八九十]{1,3}")
#: After a bare number these make a name: 国道314线, 731部队, 十五运会. 线 and its like may begin a
#: priced thing (30路公交 and 3期5元), and 90后 is a generation.
_NAME_AFTER = lazy(
    r"[线路弄型期版](?![^，。；、的]{0,4}[元%])|营(?![业收])|星(?![级期系])|[冬运][”」]"
    r"|[”’]?后(?![者来续期方又再被，])|[+](?=[0-9A-Za-z])|[”]?(?:计划|规划|普法)"
    rf"|{alternation('name-after')}"
)
_NAME_BEFORE = lazy(rf"(?:[+]|{alternation('name-before')})[“\"]?$")
_QUOTED_NAME = lazy(r"[一-鿿·-]$")
_AMOUNT_NOUN = lazy(r"[数量值率分额口比幅]$")
#: What counts models after a Latin name: Mate 30系列.
_OF_MODELS = frozenset({"系列", "代", "款", "号", "版", "起"})
_IN_ROW = lazy(r"(?:\D|^)?\d\d \d\d(?!\d)")
#: What is made in models, which a number after its name tells apart.
_MODEL_AFTER = lazy(alternation("model-after"))
_NOUNS = frozenset("nj")
_PROPER_TAGS = frozenset({"nz", "nrt", "nrfg"})


def designation(p: Phrase) -> bool:
    """A number that belongs to a name: F-15 5G iPhone 11 歼-20 A股 波音737-800."""
    text, start = p.text, p.start
    before = text[start - 1] if start else ""
    after = text[p.number_end] if p.number_end < p.run.ceiling else ""
    if before == "+" and start > 1 and text[start - 2].isdigit():
        return True
    if p.unit == "" and after and _is_named(p, before, after):
        return True
    if before in _JOINED and (joined := _joins(p, before)) is not None:
        return joined
    if after == "." and text[p.number_end + 1 : p.number_end + 2].isdigit():
        return True
    if before == "/" and p.sense is not None and p.sense.dimension == "pressure":
        return False  # 158/96毫米汞柱
    first = text[start - 2] if start > 1 else ""
    return before != "" and before in "./" and first.isascii() and first.isalnum()


#: What a number that stands in no name may end in.
_SCALES = frozenset("万亿")
#: What joins a number to the name before it, beside what ``designation`` looks at after them.
_JOINED = frozenset(f"-—– {ascii_letters}")


def _joins(p: Phrase, before: str) -> bool | None:
    """Whether ``before`` makes the number part of a name, None where that is for others to say."""
    text, start = p.text, p.start
    if before == "-" and start > 1:
        first = text[start - 2]
        measured = p.sense is not None and p.sense.kind in ("unit", "currency", "rate")
        return first.isalnum() and not (measured and not first.isascii())
    if before in "—–" and p.unit == "" and start > 1 and not text[start - 2].isdigit():
        return True  # 亚洲卫星—3
    if before.isalpha():
        return not _currency_letters(p)
    if (
        before == " "
        and start - 1 > p.run.floor
        and (not p.unit or p.unit in _OF_MODELS or _unit_begins_word(p))
    ):
        first = text[start - 2]
        return first.isascii() and first.isalpha() and not _currency_letters(p)
    return None


def _is_named(p: Phrase, before: str, after: str) -> bool:
    """What stands around a bare number in a name: 5G, 骁龙8 Gen 2, 2400×1080, the 36 of 47秒36."""
    text, end = p.text, p.number_end
    if before == " " and len(p.words) < 3 and _IN_ROW.match(text, max(p.start - 3, 0)):
        return True  # 红球03 09 14: a row of codes
    if after.isascii() and (after.isalpha() or after == "_"):
        return not _is_scale_suffix(p, after)
    if after == " ":
        following = text[end + 1 : end + 2]
        return following.isascii() and following.isalpha()
    if after in "-/" and text[end + 1 : end + 2].isdigit():
        return True
    return after in "×*#" or (before != "" and before in "×*")


def _unit_begins_word(p: Phrase) -> bool:
    """Whether the unit may be the start of another word: iPhone 11 处理器."""
    tokens = p.run.doc.tokens
    i = tokens.at(p.unit_start)
    return i >= 0 and tokens.end(i) > p.unit_start + len(p.unit)


def _is_scale_suffix(p: Phrase, after: str) -> bool:
    return after in "kKwW" and not p.text[p.number_end + 1 : p.number_end + 2].isalnum()


def _currency_letters(p: Phrase) -> bool:
    return bool(currency_before(p)[1])


def code(p: Phrase) -> bool:
    """A serial number: telephone, stock code, postcode, leading zeros, a number alone in brackets."""
    text, start, words = p.text, p.start, p.words
    if words[0] == "0" and len(words) > 1 and words.isdigit() and not p.ranged:
        return True
    if p.unit or p.run.number.high is not None:
        return False
    before = text[start - 1 : start] if start else ""
    if not p.ranged and before and before in "(（" and p.following in ")）" and p.following:
        return True
    if _HOTLINE.fullmatch(words) and not p.mods:
        return True
    if words.isdigit() and len(words) >= 8:
        return True
    return bool(
        _CODE_AFTER.match(text, p.end) or _CODE_BEFORE.search(text, max(start - 10, 0), start)
    )


def named(p: Phrase) -> bool:
    """A bare number that is part of a name: 波音737, “猎鹰9”火箭, 国道314线, 从0到1."""
    text, start = p.text, p.start
    left = text[max(start - 4, 0) : start]
    if left[-1:] == "+" and p.words[-1:] in _SCALES:
        return False  # 4800万主摄+1600万广角
    if _NAME_AFTER.match(text, p.end) or _NAME_BEFORE.search(left):
        return True
    if p.following and p.following in "”’」" and _QUOTED_NAME.search(left):
        return True
    if left.endswith("·") or p.following == "·" or (p.ranged and p.low == 0):
        return True
    if not p.words.isdigit() or p.mods or p.ranged or _AMOUNT_NOUN.search(left):
        return False
    tokens = p.run.doc.tokens
    i = tokens.at(start - 1)
    if i < 0 or tokens.end(i) != start:
        return False
    tag, word = tokens.tag(i), tokens.words[i]
    if tag[:1] in _NOUNS and len(p.words) < 5 and _MODEL_AFTER.match(text, p.end):
        return True  # 麒麟980芯片
    # A word that the dictionary lacks is a name more often than a measure: 骁龙8.
    unknown = tag == "" and len(word) > 1 and not word.isascii() and len(p.words) < 4
    return unknown or tag in _PROPER_TAGS


def list_number(p: Phrase) -> bool:
    """A list's numbering: 一、 (2) 3. at the head of a line, 一是…二是, 第一，…第二，."""
    if p.unit or p.ranged:
        return False
    text, start = p.text, p.start
    before = text[start - 1] if start else "\n"
    if p.run.arabic:
        return (
            before in "\n\r \u3000；;。"
            and len(p.words) <= 2
            and bool(_LIST_DOT.match(text, p.end))
        )
    if not _LIST_HAN.fullmatch(p.words):
        return False
    if before in "(（":
        return p.following in ")）" if p.following else False
    edge = before in "\n\r。；;：:，,、？！“” \u3000"
    return edge and bool(_LIST_AFTER.match(text, p.end)) and not alone(p)


def enumerated(p: Phrase) -> bool:
    """第一，… 第二，… as a list's numbering, at the edge of a clause."""
    if p.unit or p.following not in "，,、：:":
        return False
    before = p.text[p.start - 2] if p.start > 1 else "\n"
    if p.text.startswith("、第", p.number_end):
        return False  # 第二、第三名
    return bool(p.following) and before in "\n\r。；;：:，, \u3000“"
