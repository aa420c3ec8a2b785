"""What is not a figure: words, names, list numbers, codes. Each refusal says why.

Refusals come before the rules and look at the numeral's neighbours and at the segmentation; the
tokens and their dictionary tags are evidence (一线 and 三农 are words there), never boundaries.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.quantities.compose import currency_before
from pipeline.extractors.quantities.phrase import CONNECTOR, Phrase
from pipeline.extractors.quantities.scan import NUMERIC_TAGS
from pipeline.lexicon import rows

#: Time words after a number: the time extractor's business, whether it took them or not.
_TIME_AFTER = re.compile(
    r"[毫微纳]秒|个?多?(?:小时|月(?!球|饼)|星期|季度|钟头|世纪|工作日|交易日|学期|财年)"
    r"|[年月日天秒周](?!级|岁|鉴|薪|画|限|度计划|期)|分钟|秒钟|周年|年代|昼夜|旬|刻钟|夜(?!市|校)|晚|号(?=至|到|，|晚|上午|下午)|时(?![尚装速])"
)
_CODE_BEFORE = re.compile(
    r"(?:电话|热线|拨打|致电|手机|手机号|号码|编号|编码|邮编|QQ|QQ群|微信|代码|账号|帐号|证号|文号|学号|短信|工号|警号|车牌号?|航班号?|考号|密码|验证码|频道|FM|AM|ISBN|ISSN|No\.?|NO\.?|[^一-鿿]字第)"
    r"(?:号码)?[号为是]?[:：]?[\s“\"]*$"
)
#: China's five-digit service numbers: 12306, 12345, 95598, 96110.
_HOTLINE = re.compile(r"12[0-9]{3}|9[56][0-9]{3}")
_CODE_AFTER = re.compile(
    r"(?:服务)?(?:热线|电话|短信|平台|客服|报警|急救|火警|举报)|\.(?:SH|SZ|HK|com|cn)|[@＠]"
)
_LIST_AFTER = re.compile(r"[、．)）]|\.(?!\d)|[是要，,]")
_LIST_HAN = re.compile(r"[一二三四五六七八九十]{1,3}")
#: Before a Latin letter and a number without a unit, one name: iPhone 11, Mate 60, M 17.
_LATIN_NAME = re.compile(r"[A-Za-z][\w.+-]*[ -]?$")


_HOURS = frozenset("时点")
#: The five-year plans (“十四五”规划), when no unit makes them a pair (十四五岁).
_PLAN = re.compile(r"十[一二三四五六七]?五(?=[”’」五规时期以开收])")
_ONES = frozenset("一二三四五六七八九")
_HAN_DIGITS = frozenset("一二三四五六七八九〇零")
#: 人数 总数 …: what 数 ends as a noun (the segmenter also cuts 人/数最多).
_COUNTED_NOUNS = frozenset("人总指参次件户个岁多少无为系对函基倍偶奇分位期周票点网求")


#: A word that hides a numeral: the numeral's offset in it, the word, what may save the figure.
_Hidden = tuple[int, str, re.Pattern[str] | None]


@cache
def _phrases() -> dict[str, tuple[_Hidden, ...]]:
    """The words that hide a numeral, by it and its neighbour: the next character, else the one before."""
    table: dict[str, list[_Hidden]] = defaultdict(list)
    for row in rows("not_numbers"):
        if row["kind"] == "whole":
            saved = re.compile(row["unless"]) if row["unless"] else None
            for at, char in enumerate(row["word"]):
                if char in _NUMERAL_CHARS:
                    word = row["word"]
                    pair = word[at : at + 2] if at + 1 < len(word) else word[at - 1 : at + 1]
                    table[pair].append((at, word, saved))
    return {key: tuple(words) for key, words in table.items()}


_NUMERAL_CHARS = frozenset("零一二两三四五六七八九十百千万亿几数半")
_WHOLE = _phrases()
_PREFIXES = frozenset(row["word"] for row in rows("not_numbers") if row["kind"] == "prefix")


def refused(p: Phrase) -> bool:
    """Whether ``p`` is no figure, whatever its shape.

    The order is by cost; each test is explained where it is defined.
    """
    if timed(p):
        return True
    if _designation(p):
        return True
    if alone(p):
        return False
    if p.run.arabic:
        return _code(p) or _list_number(p)
    return _lexical(p) or _list_number(p)


def timed(p: Phrase) -> bool:
    """Whether a time word follows, or a dash and then a time (1—8月): the time extractor's.

    So is what directly follows the seconds of a time (47秒36).
    """
    if p.start == p.run.floor and p.unit == "" and p.text[p.start - 1 : p.start] == "秒":
        return True
    if len(p.unit) < 2 and _TIME_AFTER.match(p.text, p.number_end):
        return True
    if p.unit == "分" and p.text[p.start - 1 : p.start] in _HOURS:
        return True
    joint = None if p.unit else CONNECTOR.match(p.text, p.end)
    return joint is not None and joint.end() >= p.run.ceiling < len(p.text)


def inside_word(p: Phrase) -> bool:
    """Whether the phrase's first character is the end of another word: 元首回到, 人数."""
    tokens = p.run.doc.tokens
    i = tokens.at(p.start)
    return i >= 0 and tokens.starts[i] < p.start


def _lexical(p: Phrase) -> bool:
    """A Han numeral that is part of a word: 统一 一线 三农 千方百计 进一步."""
    text, start = p.text, p.start
    if p.words == "一" and _prefixed(p):
        return True
    if _in_phrase(p):
        return True
    if p.words == "一" and _repeated(p):
        return True
    if not p.unit and (
        _PLAN.match(text, start) or text[p.number_end : p.number_end + 1] in _HAN_DIGITS
    ):
        return True
    if len(p.words) == 2 and p.unit != "折" and set(p.words) <= _ONES and not p.run.number.high:
        return True  # 五五分成, 三七开
    if p.words == "数" and text[start - 1 : start] in _COUNTED_NOUNS:
        return True
    tokens = p.run.doc.tokens
    i = tokens.at(start)
    if i >= 0 and tokens.starts[i] < start and not p.unit and len(p.words) == 1:
        return True  # a new word that the segmenter guessed
    j = tokens.at(p.number_end - 1)
    return j > i and tokens.end(j) > p.end and tokens.tag(j) not in NUMERIC_TAGS


def _in_phrase(p: Phrase) -> bool:
    """一起 四合院 最后一公里: set words of the lexicon around the numeral."""
    return next(_hiding(p), None) is not None


def _hiding(p: Phrase) -> Iterator[tuple[int, str]]:
    """The set words around the numeral, each with the numeral's offset in it."""
    text, start = p.text, p.start
    hidden = _WHOLE.get(text[start : start + 2], ())
    if start:
        hidden += _WHOLE.get(text[start - 1 : start + 1], ())
    for at, word, saved in hidden:
        if start >= at and text.startswith(word, start - at):
            end = start - at + len(word)
            if end >= p.number_end and not (saved and saved.match(text, end)):
                yield at, word


def _repeated(p: Phrase) -> bool:
    """一项项 一个又一个 一对一 一村一品: repetition says each, or no number at all."""
    text, start, end = p.text, p.start, p.end
    unit = text[start + 1 : start + 2]
    if text.startswith(("又一", "接着一", "接一"), end) or text.startswith("一", start + 2):
        return True
    if start and text[start - 1] == unit:
        return True  # 听一听
    return (p.unit != "" and text.startswith(unit, end)) or (start > 1 and text[start - 2] == "一")


def _prefixed(p: Phrase) -> bool:
    """这一问题, 前一天, 再一次; but 提前一轮 and 最后一支 end in words of their own."""
    before = p.text[p.start - 1] if p.start else ""
    if before not in _PREFIXES or (before == "又" and p.unit not in ("次", "个", "轮", "大", "")):
        return False
    tokens = p.run.doc.tokens
    i = tokens.at(p.start - 1)
    return i < 0 or tokens.end(i) > p.start or len(tokens.words[i]) == 1


def _designation(p: Phrase) -> bool:
    """A number that belongs to a name: F-15 5G iPhone 11 歼-20 A股 波音737-800."""
    text, start, floor = p.text, p.start, p.run.floor
    before = text[start - 1] if start else ""
    after = text[p.number_end : p.number_end + 1] if p.number_end < p.run.ceiling else ""
    if before == "+" and start > 1 and text[start - 2].isdigit():
        return True
    if p.unit == "" and after and _is_named(p, before, after):
        return True
    if before == "-" and start > 1:
        first = text[start - 2]
        measured = p.sense is not None and p.sense.kind in ("unit", "currency", "rate")
        return first.isalnum() and not (measured and not first.isascii())
    if before and before.isascii() and before.isalpha():
        return not _currency_letters(p)
    if before == " " and start - 1 > floor and (not p.unit or _unit_begins_word(p)):
        first = text[start - 2]
        return first.isascii() and first.isalpha() and not _currency_letters(p)
    if after == "." and p.text[p.number_end + 1 : p.number_end + 2].isdigit():
        return True
    first = text[start - 2] if start > 1 else ""
    return before != "" and before in "./" and first.isascii() and first.isalnum()


def _is_named(p: Phrase, before: str, after: str) -> bool:
    """What stands around a bare number in a name: 5G, 骁龙8 Gen 2, 2400×1080, the 36 of 47秒36."""
    text, end = p.text, p.number_end
    if after.isascii() and (after.isalpha() or after == "_"):
        return not _is_scale_suffix(p, after)
    if after == " ":
        following = text[end + 1 : end + 2]
        return following.isascii() and following.isalpha()
    if after == "-" and text[end + 1 : end + 2].isdigit():
        return True
    return after in "×*" or (before != "" and before in "×*")


def _unit_begins_word(p: Phrase) -> bool:
    """Whether the unit may be the start of another word: iPhone 11 处理器."""
    tokens = p.run.doc.tokens
    i = tokens.at(p.unit_start)
    return i >= 0 and tokens.end(i) > p.unit_start + len(p.unit)


def _is_scale_suffix(p: Phrase, after: str) -> bool:
    return after in "kKwW" and not p.text[p.number_end + 1 : p.number_end + 2].isalnum()


def _currency_letters(p: Phrase) -> bool:
    return bool(currency_before(p)[1])


def _code(p: Phrase) -> bool:
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


#: After a bare number these make a name: 国道314线, 731部队, 十五运会.
_NAME_AFTER = re.compile(
    r"[线路弄型期版](?![^，。；、的]{0,4}[元%])|部队|运会|大队|编队|营(?!业|收)|街坊|星(?![级期系])|公司|同城|集团|杀毒|[冬运][”」]|高速|国道|省道|航班|次列车|系列|号|高地|医院|团|军|师|旅|厂|街区|强|[”’]?后(?!者|来|续|期|方|又|再|被|，)|[+](?=[0-9A-Za-z])|单元|[”]?(?:计划|规划|普法)|舰|客机|战机|火箭|导弹"
)
_NAME_BEFORE = re.compile(
    r"(?:[+]|沪深|中证|上证|科创|标普|纳斯达克|罗素|日经|国道|省道|县道|高速|波音|空客|猎鹰|遥|型|第|丙|甲|乙|附件|图|表|式|专栏|链接|编号|尾号|代号)[“\"]?$"
)
_QUOTED_NAME = re.compile(r"[一-鿿·-]$")
_AMOUNT_NOUN = re.compile(r"[数量值率分额口比幅]$")


def named(p: Phrase) -> bool:
    """A bare number that is part of a name: 波音737, “猎鹰9”火箭, 国道314线, 从0到1."""
    text, start = p.text, p.start
    left = text[max(start - 4, 0) : start]
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
    return i >= 0 and tokens.end(i) == start and tokens.tag(i) in ("nz", "nrt", "nrfg")


def alone(p: Phrase) -> bool:
    """Whether the phrase is the whole text: a cell, a bare answer."""
    size = len(p.text)
    return (
        size - (p.end - p.start) <= 8
        and not p.text[: p.start].strip(" -负")
        and not p.text[p.end :].strip()
    )


def _list_number(p: Phrase) -> bool:
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


_LIST_DOT = re.compile(r"[、．)）]|\.(?!\d)")


_BARE_SCALES = frozenset("万兆 千兆 百兆 十 百 千 万 亿 兆 百万 千万 万万 亿万 百亿 千亿".split())


def bare_scale(p: Phrase) -> bool:
    """A scale word without a digit (百 千万): a figure only beside a unit or an approximator."""
    return p.words in _BARE_SCALES


def lexical_ordinal(p: Phrase) -> bool:
    """A word that begins with 第: 第三产业, 第一书记."""
    if any(word[at - 1 : at] == "第" for at, word in _hiding(p)):
        return True
    start = p.start - 1
    tokens = p.run.doc.tokens
    i = tokens.at(start)
    return i >= 0 and tokens.end(i) > p.end and tokens.tag(i) not in NUMERIC_TAGS


def enumerated(p: Phrase) -> bool:
    """第一，… 第二，… as a list's numbering, at the edge of a clause."""
    if p.unit or p.following not in "，,、：:":
        return False
    before = p.text[p.start - 2] if p.start > 1 else "\n"
    return bool(p.following) and before in "\n\r。；;：:，, \u3000“"
