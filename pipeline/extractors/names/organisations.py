"""Organisations, buildings, events and awards: phrases told by their last word.

The ending is known; where the phrase begins is read leftwards over the tokens that names are made of,
and then set to the first place or proper name among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.kinds import office_part
from pipeline.extractors.names.shape import Shape
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.model import NameLabel
from pipeline.rules import ex, rule

_INSIDE = frozenset("GLCABOEWseXYQDHVSNUTJnghmu")
#: Words that names of organisations do not begin with, though they are nouns.
_NEVER_FIRST = frozenset(
    "日前 昨天 今天 目前 近日 今年 去年 其中 同时 此外 据悉 如今 原来 一名 一家 方面 情况 问题 工作 活动 消息 中 上 下 内 外 前 后 里 间 时 人 年 月 日 者 "
    "以及 通过 由于 组织 主办 主办单位 承办 支持 来自 参加 加入 成为 作为 根据 按照 包括 例如 比如 以来 以后 以前 之间 期间 代表 首先 随后 这里 那里 各 每 该 本 这 那 此 某 位".split()
)
_LONGEST = 14


def _walk(shape: Shape, i: int) -> int:
    """The token from which the phrase that ends in token ``i`` may begin."""
    j = i
    depth = 0
    while j > 0 and i - j < _LONGEST and shape.joined(j):
        kind, word = shape.kinds[j - 1], shape.words[j - 1]
        if kind == "q":
            if word in "”’":
                depth += 1
            elif word in "“‘" and depth:
                depth -= 1
            else:
                break
        elif kind == "c":
            if not depth and not (
                word in "和与及" and j > 1 and shape.kinds[j - 2] in "n" and shape.kinds[j] in "n"
            ):
                break
            if not depth and not _open_list(shape, j - 1):
                break
        elif kind == "." and depth:
            pass
        elif kind not in _INSIDE and not (depth and kind not in "."):
            if not (
                kind == "x"
                and shape.tags.get(word) in ("v", "d", "t", "a", "z", "vn")
                and _verb_inside(shape, j - 1, i)
            ):
                break
        elif word in _NEVER_FIRST:
            break
        j -= 1
    if depth:
        while j < i and shape.words[j] not in "”’":
            j += 1
        j += 1
    return j


def _open_list(shape: Shape, j: int) -> bool:
    """Whether the conjunction at ``j`` may stand inside a name (发展和改革委员会)."""
    return (
        shape.words[j + 1]
        in (
            "改革",
            "信息化",
            "城乡",
            "社会",
            "计划生育",
            "旅游",
            "新闻",
            "考古",
            "技术",
            "文化",
            "体育",
        )
        or False
    )


_VERBS_INSIDE = frozenset(
    "监督 管理 检验 检疫 研究 开发 设计 发展 改革 服务 指导 促进 交流 合作 投资 建设 保障 保护 救助 互助 创新 创业 测试 测绘 勘探 救援 预防 控制 养殖 种植 运输 租赁 销售 制造 加工 装饰 安装 维修 培训 教育 评估 鉴定 咨询 认证 认可 协调 领导 纪念 展示 创作 演出 表演 传播 播音 收藏 鉴赏 宣传 推广 应用 合同 仲裁 公证 援助 扶贫 救灾 防汛 抗旱 防治 禁毒 反恐 维和 登山 游泳 举重 射击 射箭 划船 赛艇 滑雪 滑冰 跳水 摔跤 残疾 禁 治疗 康复 保健 检测 监测 监察 巡视 稽查 执法 征收 拍卖 采购 招标 结算 清算 交易 发射 探测 飞行".split()
)


def _verb_inside(shape: Shape, j: int, i: int) -> bool:
    return shape.words[j] in _VERBS_INSIDE


def _start(shape: Shape, j: int, i: int, *, nearest: bool = False) -> tuple[int, bool]:
    """Where in ``[j, i)`` the name begins, and whether a place or proper name begins it."""
    anchors = [k for k in range(j, i) if shape.kinds[k] in "GLBOTNC"]
    anchors = anchors or [
        k for k in range(j, i) if shape.kinds[k] in "Uu" and len(shape.words[k]) > 1
    ]
    if anchors:
        k = anchors[-1] if nearest else anchors[0]
        while nearest and k - 1 in anchors and shape.kinds[k - 1] != "G":
            k -= 1
        return k, True
    k = j
    while k < i and (shape.kinds[k] in "gmchAXYQEWe" or shape.words[k] in _NEVER_FIRST):
        k += 1
    for d in range(j, i):
        if shape.words[d] in ("省", "市", "县", "区", "州", "镇", "乡", "自治区") and d <= k:
            return d, True
    return (k if k < i else i), False


@rule(
    "name-organisation",
    why="companies, schools, hospitals, teams, offices and associations end in what they are; a place or a proper name opens them",
    examples=[
        ex("他在⟦江门市第二人民医院⟧工作。", label="ORG"),
        ex("⟦河南省测绘研究院⟧发布了新图。", label="ORG"),
        ex("报告由⟦中国珠宝玉石首饰行业协会⟧编写。", label="ORG"),
    ],
    never=["多家上市公司公布年报。", "有关部委正在研究。"],
)
def by_ending(shape: Shape) -> Iterator[Candidate]:
    """Organisations with an ending that is a word of its own."""
    for m in re.finditer(r"[EWseK](?![EWse])", shape.kinds):
        i = m.start()
        kind = m[0]
        j = _walk(shape, i)
        k, anchored = _start(shape, j, i)
        end = shape.end(i)
        if kind == "K":
            end = shape.starts[i] + office_part(shape.words[i])
            yield Candidate(
                shape.starts[k if anchored else i], end, "ORG", "name-organisation", RULE
            )
        elif kind == "e":
            if anchored and _fits(shape, k, i):
                yield Candidate(shape.starts[k], end, "ORG", "name-organisation", LIKELY)
        elif anchored:
            if k == i - 1 and shape.kinds[k] in "GLB" and shape.words[i] in _TOO_PLAIN:
                continue
            yield Candidate(shape.starts[k], end, "ORG", "name-organisation", RULE)
        elif kind == "E" and ((k < i and _modified(shape, k, i)) or _self_standing(shape.words[i])):
            yield Candidate(shape.starts[k], end, "ORG", "name-organisation", LIKELY)
        elif kind == "s" and len(shape.words[i]) > 3:
            yield Candidate(shape.starts[i], end, "ORG", "name-organisation", LIKELY)


#: After a place alone these say too little to name anything: 日本企业, 非洲球队.
_TOO_PLAIN = frozenset(
    "企业 机构 公司 球队 军队 当局 部队 工厂 学校 组织 总部 中学 小学 高中 高校 分公司 子公司 媒体 海关 中心 国会议员 财政 "
    "项目部 车间 证券 基金 保险 航空 汽车 股份 科技 控股 电器 地产 传媒 石油 通信 通讯 钢铁 网 协会 学会 时报 周刊 医院 银行 代表处 电视台 通讯社 商会 晚报 早报 集团 大队 中队 支队 工会".split()
)
_TOO_PLAIN -= {
    "电视台",
    "通讯社",
    "银行",
    "医院",
    "海关",
    "代表处",
    "商会",
    "航空",
    "时报",
    "工会",
    "晚报",
    "早报",
    "石油",
}


def _fits(shape: Shape, k: int, i: int) -> bool:
    """Whether a one-character ending makes an organisation of what stands before it: 古巴队, 蝶阀厂."""
    word, before = shape.words[i], shape.kinds[i - 1]
    if word == "队":
        return i - k <= 3
    return (
        word in "厂社党局厅馆院"
        and i - k <= 4
        and before in "nuUTsGLO"
        and not (k == i - 1 and before in "GL")
    )


def _modified(shape: Shape, k: int, i: int) -> bool:
    """Whether the tokens before the ending say enough to name it: two characters that are not generic."""
    kinds = shape.kinds[k:i]
    return any(c in "nsHS" for c in kinds) and shape.starts[i] - shape.starts[k] >= 2


def _self_standing(word: str) -> bool:
    """Whether a word ends in what an organisation is and says which: 交通厅, 商业银行."""
    return len(word) > 3 and word not in lexicon().endings and word not in lexicon().generic


@rule(
    "name-organisation-known",
    why="organisations that news names without more: organs of state and Party, media, world bodies, large companies",
    examples=[
        ex("⟦国务院⟧办公会议定下了方案。", label="ORG"),
        ex("据⟦新华社⟧消息，会谈取得进展。", label="ORG", canonical="新华通讯社"),
    ],
)
def known(shape: Shape) -> Iterator[Candidate]:
    """Organisations by list, with a place or an office before or after that belongs to them."""
    for m in re.finditer(r"(?:G+D?)?O(?:O|E|W|s)*", shape.kinds):
        i, j = m.start(), m.end()
        first = shape.kinds.index("O", i)
        if first > i and not _of_place(shape.words[first]):
            i = first
        while i < j:
            k = max(i, first) + 1 if i < first else i + 1
            while k < j and not (shape.kinds[k] == "O" and _independent(shape, k)):
                k += 1
            yield Candidate(
                shape.starts[i], shape.end(k - 1), "ORG", "name-organisation-known", RULE
            )
            i = k


def _of_place(word: str) -> bool:
    """Whether an organisation is one that each place has: 省委, 法院, 足协."""
    return word[0] in "省市县区州镇乡团" or word in lexicon().endings or word[-1] in "部院会局署"


def _independent(shape: Shape, k: int) -> bool:
    """市委市政府 are two: an organ that begins with a level of government begins a name of its own."""
    return shape.words[k][0] in "省市县区州镇乡团" or not _of_place(shape.words[k])


_BUILDING = re.compile(r"[XYC]")


@rule(
    "name-building",
    why="stations, bridges, roads and halls are told by their ending, with a name before it",
    examples=[
        ex("列车停在⟦娄底南站⟧。", label="FAC"),
        ex("⟦黄花国际机场⟧一度关闭。", label="FAC"),
    ],
    never=["前方两公里有收费站。"],
)
def buildings(shape: Shape) -> Iterator[Candidate]:
    """Buildings, roads and other works."""
    for m in re.finditer(r"[XY](?![EWXYs])", shape.kinds):
        i = m.start()
        j = _walk(shape, i)
        k, anchored = _start(shape, j, i, nearest=True)
        if anchored and k < i and shape.kinds[k] != "O":
            yield Candidate(shape.starts[k], shape.end(i), "FAC", "name-building", LIKELY)


@rule(
    "name-event",
    why="games, fairs, meetings and battles have a number or a place before what they are",
    examples=[
        ex("⟦第九届亚太城市论坛⟧开幕。", label="EVENT"),
        ex("他参加过⟦平型关战役⟧。", label="EVENT"),
    ],
    never=["大家在会议上讨论。"],
)
def events(shape: Shape) -> Iterator[Candidate]:
    """Events by their ending; an ordinal with 届 or 次, a place or a name must open them."""
    for m in re.finditer(r"[Vi](?![EWVi])", shape.kinds):
        i = m.start()
        j = _walk(shape, i)
        k = _event_start(shape, j, i, m[0])
        if k < i:
            yield Candidate(shape.starts[k], shape.end(i), "EVENT", "name-event", LIKELY)


_ORDINAL = re.compile("第?[一二三四五六七八九十百\\d]+[届次]|[12]\\d{3}年?|首届|本届")


def _event_start(shape: Shape, j: int, i: int, kind: str) -> int:
    ordinal = [k for k in range(j, i) if _ORDINAL.fullmatch(shape.words[k])]
    anchors = [
        k
        for k in range(j, i)
        if shape.kinds[k] in "GLBUT" or shape.words[k] in ("全国", "全省", "世界", "国际", "全市")
    ]
    if ordinal:
        return min(ordinal[0], anchors[0]) if anchors else ordinal[0]
    if anchors and kind == "V":
        return anchors[0]
    return i


@rule(
    "name-award",
    why="medals, cups and honorary titles, with who gives them and their quoted name",
    examples=[
        ex("她获得⟦全国“三八”红旗手⟧称号。", label="WORK_OF_ART"),
        ex("班组荣获⟦湖北省五一劳动奖状⟧。", label="WORK_OF_ART"),
    ],
)
def awards(shape: Shape) -> Iterator[Candidate]:
    """Awards by their ending."""
    for m in re.finditer(r"H(?!H)", shape.kinds):
        i = m.start()
        j = i
        while j > 0 and shape.joined(j) and i - j < 8 and (
            (shape.kinds[j - 1] in "GOHnhumgAEW" and shape.words[j - 1] not in _NEVER_FIRST)
            or shape.words[j - 1] in "“”" or shape.tags.get(shape.words[j - 1]) == "t"
        ):  # fmt: skip
            j -= 1
        marks = [k for k in range(j, i) if shape.words[k] in "“”"]
        starts = [
            k
            for k in range(j, i)
            if shape.kinds[k] in "GO" or shape.words[k] in ("全国", "省", "市", "国家", "全省")
        ]
        k = min(
            [*starts, *[q for q in marks if shape.words[q] == "“"][:1]], default=j if i > j else i
        )
        if len(marks) % 2 and shape.words[marks[0]] == "”":
            k = max(k, marks[0] + 1)
        if k < i or len(shape.words[i]) > 3:
            yield Candidate(shape.starts[k], shape.end(i), "WORK_OF_ART", "name-award", RULE)


def organisations(shape: Shape) -> list[Candidate]:
    """Everything that the rules of this module find."""
    return [*by_ending(shape), *known(shape), *buildings(shape), *events(shape), *awards(shape)]


_LABELS: tuple[NameLabel, ...] = ("ORG", "FAC", "EVENT", "WORK_OF_ART")
