"""Organisations: by their ending, by list, and the office before its holder's role."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.kinds.listed import office_part
from pipeline.extractors.names.kinds.places import place_part
from pipeline.extractors.names.phrases import begin, walk
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lazy import lazy
from pipeline.rules import ex, rule
from pipeline.units import match_after

#: Kinds of endings: of two in a row the latter tells what a name is.
_ENDINGS = frozenset("EWse")
_TEAM = lazy("队")
_TEAM_CUT = lazy("[GB][xu]")


@rule(
    "name-organisation",
    why="companies, schools, hospitals, teams, offices and associations end in what they are; a place or a proper name opens them",
    examples=[
        ex("他在⟦江门市第二人民医院⟧工作。", label="ORG"),
        ex("⟦河南省测绘研究院⟧发布了新图。", label="ORG"),
        ex("报告由⟦中国珠宝玉石首饰行业协会⟧编写。", label="ORG"),
        ex("记者在⟦惠百家超市⟧看到，鸡蛋降价了。", label="ORG"),
        ex("⟦湘潭市指挥中心⟧接到报警。", label="ORG"),
        ex("⟦昆明瑞丰药业⟧发布公告。", label="ORG"),
        ex("官司打到了⟦云南省高院⟧。", label="ORG"),
        ex("⟦云南农业大学⟧招生。", label="ORG"),
    ],
    never=[
        "多家上市公司公布年报。",
        "有关部委正在研究。",
        "广岛市中心下雨，战略部署不变。",
        "上百家超市参加。",
        "近百家大学参加。",
    ],
)
def by_ending(shape: Shape) -> Iterator[Candidate]:
    """Organisations with an ending that is a word of its own."""
    kinds = shape.kinds
    for i in shape.of("EWse"):
        if kinds[i + 1 : i + 2] in _ENDINGS:
            continue
        h = i - _is_cut(shape, i)
        k, anchored = begin(shape, walk(shape, h), h)
        if h < i and anchored and k < h:
            yield Candidate(shape.starts[k], shape.end(i), "ORG", "name-organisation", RULE)
            continue
        if not anchored and shape.words[i][-1] == "队" and place_part(shape.words[i]):
            k = i  # 于|印尼队
        if k > 1 and shape.words[k - 1] == "驻" and shape.words[i].endswith(_POSTED):
            k = _posted(shape, k)
        if anchored and k < i:
            if _fits(shape, k, i):
                yield Candidate(shape.starts[k], shape.end(i), "ORG", "name-organisation", RULE)
        elif _stands_alone(shape, k, i):
            yield Candidate(shape.starts[k], shape.end(i), "ORG", "name-organisation", LIKELY)


def _is_cut(shape: Shape, i: int) -> bool:
    """Whether the token before ``i`` belongs to the ending: 指挥|中心, 检测|中心, 国税|所."""
    if not shape.joined(i):
        return False
    label, strength = lexicon().endings.get(shape.words[i - 1] + shape.words[i], ("", ""))
    return label == "ORG" and strength == "strong"


#: Bodies that one country has in another.
_POSTED = ("使馆", "领馆", "领事馆", "使团", "代表团", "代表处", "办事处", "记者站", "分社", "部队")


def _posted(shape: Shape, k: int) -> int:
    """The token at which a body abroad begins, whose host is token ``k``: 中国|驻|越南|使馆."""
    own = k > 1 and shape.kinds[k - 2] in "GO" and shape.joined(k) and shape.joined(k - 1)
    return k - 2 if own else k


#: 地理学|会: a society that the segmenter cut.
_SOCIETY = lazy("学会")


def societies(shape: Shape) -> Iterator[Candidate]:
    """Learned societies, whose 学 the segmenter left with their field: 中国|地理学|会."""
    for m in _SOCIETY.finditer(shape.text):
        i = bisect_right(shape.starts, m.start() + 1) - 1
        cut = shape.words[i] == "会" and shape.kinds[i - 1] == "n" and shape.joined(i)
        if cut and shape.kinds[i + 1 : i + 2] != "v":
            k, anchored = begin(shape, walk(shape, i), i)
            if anchored and (k < i - 1 or shape.kinds[k] in "GO"):
                yield Candidate(shape.starts[k], shape.end(i), "ORG", "name-organisation", RULE)


def _stands_alone(shape: Shape, k: int, i: int) -> bool:
    """Whether a phrase that no place or proper name opens names something: 防汛救灾办公室, 霓虹灯厂."""
    kind, word = shape.kinds[i], shape.words[i]
    size = place_part(word)
    if size and (len(word) > size + 1 or word[-1] == "队"):
        return k == i and lexicon().uses.get(word[size:]) != "plain"
    if kind in "We":
        return False
    text, end = shape.text, shape.end(i)
    quoted = text[shape.starts[k] - 1 : shape.starts[k]] == "“" and text[end : end + 1] == "”"
    if "”" in text[shape.starts[k] : end] or (quoted and not word.endswith(_QUOTED)):
        return False
    if kind == "s":
        return k == i and len(word) > 3 and not word.endswith("部队")
    if shape.words[k] in _WORLDWIDE and word in ("联合会", "理事会"):
        return True
    counted = _ROUND.match(text, shape.starts[k], shape.starts[i])
    if counted and match_after(text, counted.start(1)):
        return False
    return not word.endswith(_NEEDS_OWNER) and (_modified(shape, k, i) or _self_standing(word))


#: What quotation marks may hold as a name with no place or proper name in it.
_QUOTED = ("委员会", "小组", "基金会", "协会", "办公室", "研究院", "研究所")
_WORLDWIDE = frozenset("国际 世界 中华 全国 亚洲 欧洲".split())
#: Endings of many things of a kind; without a name they are common nouns.
_NEEDS_OWNER = (
    "公司",
    "医院",
    "银行",
    "中学",
    "小学",
    "高中",
    "集团",
    "通讯社",
    "控制中心",
    "俱乐部",
    "学校",
    "总工会",
    "联合会",
    "代表处",
    "办事处",
    "卫视",
    "电视台",
    "报社",
    "日报",
    "晚报",
    "剧团",
    "幼儿园",
    "派出所",
)


#: What counts bodies rather than names one.
_COUNTED = re.compile("第?[一二三四五六七八九十两几]+[大个家所]")
#: A round number before a common noun, which counts it: 近百家|大学, 千余所|学院.
_ROUND = re.compile("[近约逾超上数几]?[百千万][多余]?(.)")
_CUT_STATIONS = ("电视", "广播", "气象", "天文")


def _fits(shape: Shape, k: int, i: int) -> bool:
    """Whether the ending makes a name of what stands before it: 古巴队 and 蝶阀厂, but not 日本企业."""
    word, kind, before = shape.words[i], shape.kinds[i], shape.kinds[i - 1]
    alone = k == i - 1 and before in "GLBP"
    if _COUNTED.search(shape.text, shape.starts[k], shape.starts[i]):
        return False  # 美国第一大银行: the place stands by itself
    if word.endswith("中心") and (word[:-2] or shape.words[i - 1])[-1] in "市县区镇省城副":
        return False  # 市中心 is a place in it
    if lexicon().uses.get(word) == "tail":
        following = "" if word in _SURE_TAILS else shape.kinds[i + 1 : i + 2]
        goes_on = following in ("n", "g", "z") and shape.joined(i + 1)  # 赋能|科技|创新
        placed = k == i - 2 and shape.kinds[k] == "G"  # 昆明|瑞丰|药业
        own = before in "uUT" or (before == "z" and shape.tags[shape.words[i - 1]] == "nz")
        return own and (k == i - 1 or placed) and not (goes_on or shape.words[i - 1].isascii())
    if kind != "e":
        return not (alone and lexicon().uses.get(word) == "plain")
    if word == "队":
        return i - k <= 4
    if word == "台":
        return shape.words[i - 1].endswith(_CUT_STATIONS)
    return word in "厂社党局厅馆院委署" and i - k <= 4 and before in "npzuUTsGLO" and not alone


#: Lines of business that only companies have in their names; 科技 and 航空 are fields as well.
_SURE_TAILS = frozenset("证券 人寿 股份 控股 实业 置业 传媒 药业 重工".split())


def _modified(shape: Shape, k: int, i: int) -> bool:
    """Whether the tokens before the ending say enough to name it: two characters that are not generic."""
    return (
        k < i
        and any(c in "nzsHSp" for c in shape.kinds[k:i])
        and shape.starts[i] - shape.starts[k] >= 2
    )


def _self_standing(word: str) -> bool:
    """Whether one word holds an ending and what names it: 交通厅, 商业银行."""
    return len(word) > 3 and word not in lexicon().endings and word not in lexicon().uses


@rule(
    "name-office",
    why="市委书记 and 财政部长 name the office whose holder they are, and so does 部长 after a ministry's field",
    examples=[
        ex("⟦卫生部⟧长昨天到任。", label="ORG"),
        ex("⟦中共宜宾市委⟧书记出席。", label="ORG"),
    ],
)
def offices(shape: Shape) -> Iterator[Candidate]:
    """An office before its holder's role: 芬兰农林部|长, 县委|书记."""
    for i in shape.of("K"):
        k, anchored = begin(shape, walk(shape, i), i)
        end = shape.starts[i] + office_part(shape.words[i])
        listed = lexicon().organisations
        first = next((f for f in (i, i - 1) if shape.text[shape.starts[f] : end] in listed), -1)
        if anchored or first >= 0:
            start = shape.starts[k if anchored else first]
            yield Candidate(start, end, "ORG", "name-office", RULE)
    for m in _HEAD.finditer(shape.kinds) if "R" in shape.kinds else ():
        i = m.end() - 1
        if shape.words[i] in _HEADS:
            k, anchored = begin(shape, walk(shape, i), i)
            if anchored and k < i - 1 and not shape.words[i - 1].endswith(_WHOLE):
                yield Candidate(shape.starts[k], shape.end(i) - 1, "ORG", "name-office", RULE)
    for m in _MINISTER.finditer(shape.kinds):
        i = m.end() - 1
        if shape.words[i][-2:] in _HEADS and len(shape.words[i]) > 3 and shape.joined(i):
            yield Candidate(shape.starts[i - 1], shape.end(i) - 1, "ORG", "name-office", RULE)


_HEAD = lazy("[GLB][nzspgSx]{1,4}R")
_MINISTER = lazy("G[rp]")
#: What ends the office by itself, before 校长 or 院长.
_WHOLE = tuple("学校院所局厅部署会司社台馆")
_HEADS = frozenset("部长 局长 厅长 署长 院长 所长 校长".split())


@rule(
    "name-organisation-known",
    why="organisations that news names without more: organs of state and Party, media, world bodies, large companies",
    examples=[
        ex("⟦国务院⟧办公会议定下了方案。", label="ORG"),
        ex("据⟦新华社⟧消息，会谈取得进展。", label="ORG", canonical="新华社"),
        ex("⟦芬兰议会⟧通过了预算。", label="ORG"),
        ex("⟦江苏电视台⟧播出了访谈。", label="ORG"),
    ],
)
def known(shape: Shape) -> Iterator[Candidate]:
    """Organisations by list; one that every state or region has takes in the place before it."""
    for i in shape.of("O"):
        first = i
        if (
            i
            and shape.kinds[i - 1] == "O"
            and shape.joined(i)
            and lexicon().uses.get(shape.words[i - 1]) == "parent"
        ):
            first = i - 1
        elif _shared(shape.words[i]):
            k, anchored = begin(shape, _apart(shape, walk(shape, i), i), i)
            first = k if anchored else i
        yield Candidate(shape.starts[first], shape.end(i), "ORG", "name-organisation-known", RULE)
    for m in _GOVERNMENT.finditer(shape.text):
        i = bisect_right(shape.starts, m.start()) - 1
        if i > 0 and shape.starts[i] == m.start() and shape.kinds[i - 1] in "GD":
            k, anchored = begin(shape, walk(shape, i), i)
            if anchored:
                yield Candidate(shape.starts[k], m.end(), "ORG", "name-organisation-known", RULE)
    for i in _cut_teams(shape):
        end = shape.starts[i + 1] + 1
        yield Candidate(shape.starts[i], end, "ORG", "name-organisation-known", RULE)


def _cut_teams(shape: Shape) -> Iterator[int]:
    """The places whose team the segmenter ran together with the next word: 巴西|队赢."""
    for m in _TEAM.finditer(shape.text):
        i = bisect_right(shape.starts, m.start()) - 1
        if (
            shape.starts[i] == m.start()
            and len(shape.words[i]) == 2
            and shape.joined(i)
            and _TEAM_CUT.match(shape.kinds, i - 1)
        ):
            yield i - 1


#: The government of a division; that of a state (中国政府) is the state.
_GOVERNMENT = lazy("政府(?<=[省市县区州旗镇乡]政府)")


_LOCAL = frozenset("省市县区州镇乡团")


@lru_cache(maxsize=1 << 12)
def _shared(word: str) -> bool:
    """Whether an organisation is one that each place has: 省委, 法院, 议会."""
    words = lexicon()
    if word not in words.organisations or word in words.endings:
        return True
    return word[0] in _LOCAL or words.uses.get(word) == "shared"


def _apart(shape: Shape, j: int, i: int) -> int:
    """市委市政府 are two: the first token after the last organ between ``j`` and ``i``, if 市 begins the second."""
    if shape.words[i][0] in _LOCAL:
        for k in range(i - 1, j - 1, -1):
            if shape.kinds[k] == "O":
                return k + 1
    return j
