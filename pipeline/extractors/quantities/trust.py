"""Whether a unit's characters after a number are that unit, or begin a longer word.

两面积 has an area and no surface, 三成员 members and no tenths, 14亿人口 a population. The segmenter's
tokens tell them apart, where its dictionary is no accident of its corpus (颗卫星, 类产品).
"""

from __future__ import annotations

from pipeline.document import Tokens
from pipeline.extractors.quantities.scan import NUMERIC_TAGS
from pipeline.units import match_after, registry

#: After a number 大 counts (三大都市圈) but in these words.
_GREAT_WORDS = frozenset(
    "大学 大会 大家 大赛 大队 大使 大多 大多数 大约 大量 大型 大小 大陆 大厅 大楼 大军 大地 大街 大米 大豆 大半 大学生 大使馆 大道 大桥 大夫 大人 大众 大气 大火 大雨 大雪 大风 大关".split()
)
#: What follows where a unit's character begins another word: 12306首次, 两国家, 三折叠, 8处理器.
_WORDS_OF = {
    "首": frozenset("次届个批家台条都位席先要例"),
    "国": frozenset("家际内外产道企"),
    "折": frozenset("叠合扣线页旧射磨腾算返戟"),
    "处": frozenset("理于在置长方罚境"),
    "分升": frozenset("至到入上"),
}
#: Classifiers that are trusted wherever they follow a number; others yield to a longer word.
_SAFE_UNITS = frozenset("个名人家位次项条件种起例套辆只座所篇届岁户米吨亩元股%架枚艘颗棵株圆层封")


def begins_word(text: str, tokens: Tokens, word: str, start: int) -> bool:
    """Whether the unit only begins a longer word: 两/面积, 三/成员; a noun counts itself whole.

    Or its last characters begin one: 36亩|地区, 50台|天然.
    """
    if word == "大":
        return (i := tokens.at(start)) >= 0 and tokens.words[i] in _GREAT_WORDS
    end = start + len(word)
    if word in _WORDS_OF:
        if text[end : end + 1] not in _WORDS_OF[word]:
            return False
        return len(word) > 1 or not _cut_anew(text, tokens, start)
    if word in _SAFE_UNITS:
        if text[start : start + 2] not in _TAKEN_WORDS:
            return False
        return _taken(tokens, start) and not _cut_anew(text, tokens, start)
    if word in _LABOUR:
        return not tokens.is_edge(end)
    i = tokens.at(end - 1)
    if i < 0 or tokens.end(i) == end:
        return False
    if len(word) > 1 and not _counts_itself(word):
        return _runs_over(text, tokens, i, start)
    if len(word) == 1 and (tokens.starts[i] != start or _cut_anew(text, tokens, start)):
        return False
    # The dictionary also lists accidents of its corpus such as 颗卫星 and 类产品.
    longer = tokens.words[i]
    mined = (len(longer) > 2 and tokens.knows(longer[1:])) or longer == word + "半"
    return not mined and tokens.tag(i) not in NUMERIC_TAGS


def goes_on(tokens: Tokens, end: int) -> bool:
    """Whether the character before ``end`` begins a word that goes on: 一 of 36米|一直, no tenth of a metre."""
    i = tokens.at(end - 1)
    return i >= 0 and tokens.end(i) > end and tokens.tag(i) not in NUMERIC_TAGS


def _runs_over(text: str, tokens: Tokens, i: int, start: int) -> bool:
    """Whether token ``i`` takes the end of a unit into a word, and what is left of it is a unit too."""
    cut = tokens.starts[i]
    if cut <= start or tokens.tag(i) in NUMERIC_TAGS:
        return False
    return match_after(text[start:cut], 0) == text[start:cut]


def _cut_anew(text: str, tokens: Tokens, start: int) -> bool:
    """Whether the word that takes the unit leaves one character, with which its own end is a word: 36|部|分别.

    The segmenter cuts 部分|别, 项目|标 and 组成|为; a number before the unit tells that it is one.
    """
    i = tokens.at(start)
    if i < 0 or tokens.end(i) == start + 1:
        return i >= 0
    if len(tokens.words[i]) != 2 or tokens.starts[i] != start:
        return False
    following = tokens.words[i + 1] if i + 1 < len(tokens) else ""
    return len(following) == 1 and tokens.knows(text[start + 1] + following)


#: The few words that take a trusted classifier's character away from the number: 14亿人口.
_TAKEN_WORDS = frozenset(
    "人口 人才 人类 家庭 家长 家属 名字 名称 种植 种子 条件 项目 位置 次数 起点 层面 层次 层级 圆满 圆桌 圆形 支持 米线 例如 例外 封闭 封锁 封面 封顶 封控 封城 封山".split()
)


#: Units of work, whose time may begin the next word: 5人|年龄最大.
_LABOUR = frozenset("人天 人日 人月 人年 人时".split())


def _taken(tokens: Tokens, start: int) -> bool:
    return (i := tokens.at(start)) < 0 or tokens.words[i] in _TAKEN_WORDS


def _counts_itself(word: str) -> bool:
    return registry()[word][0].kind == "noun"
