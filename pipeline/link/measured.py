"""The phrase to the left of a figure, trimmed to what the figure measures."""

from __future__ import annotations

from pipeline.lazy import lazy
from pipeline.link.draft import Draft, Found
from pipeline.link.governors import after_agent, compounds, without_governor
from pipeline.link.lines import Line
from pipeline.link.phrases import (
    HAPPENINGS,
    PEOPLE,
    against,
    is_measure,
    left_phrase,
    with_partner,
    without_owner,
)
from pipeline.link.words import words_of

#: Prices stand for themselves, and what has them is concept_of: 高级经理年薪.
PRICES = frozenset(("年薪", "月薪", "薪资", "工资"))
#: Words before a price that make it another: 平均月薪.
_LEVELS = frozenset(("平均", "人均", "最低", "最高", "基本", "期望", "月均", "年均"))
#: 高于全国平均水平2个百分点: what is compared with stands between the verb and the figure.
_COMPARES = (
    "高于",
    "低于",
    "快于",
    "慢于",
    "大于",
    "小于",
    "优于",
    "多于",
    "少于",
    "超过",
    "高出",
    "超出",
    "领先",
    "落后",
)
_PERSONS = PEOPLE | {"人次"}
#: 扣除价格因素增长5%: what is left out is not what grows.
_EXCEPTS = frozenset(("扣除", "剔除"))
#: What belongs to the name of a statistic: 实际使用外资.
_USING = frozenset(("使用", "利用", "吸收"))
#: What the names of a list are, between them and what is measured.
_KINDS = frozenset(("城市", "国家", "地区", "省份", "省区", "地", "企业", "公司", "行业", "区域"))
#: Nouns that say how far a change goes.
_PACES = frozenset(("幅度", "速度"))
#: A clause that restricts the noun after it, up to its 的.
_MODIFIER = lazy(r"[uHsymw][^,;:.L]*D$|(?:[na]{1,4}[p=x]{0,2})?#D?$")


def before(d: Draft, end: int) -> Found:
    """The phrase that ends before chunk ``end``; fills concept_of when its owner is named."""
    line, floor = d.line, d.first
    kinds, words = line.kinds, line.words
    if end > floor and kinds[end - 1] == "k":
        end -= 1  # 医疗费、误工费等共计8万元
    spent = end < d.i and end - 1 > floor and words[end - 1] in words_of("spending")
    if spent and words[end - 2].endswith("均"):
        return end - 2, end  # 人均花费
    if spent and kinds[end - 2] in "nwy":
        found = left_phrase(line, floor, end - 1)  # 运力投入同比上升
        return (without_owner(line, *found), end) if found else None
    found = left_phrase(line, floor, end)
    if found is None or words[found[0] - 1] in _EXCEPTS:
        return None
    start = _from_state(line, _disposed(line, found[0], end), end)
    named = _named(line, floor, start)
    if named is not None:
        return named, end
    if d.unit in HAPPENINGS and kinds[start - 1 : start] == "u":
        start -= start - 1 > floor and words[start - 2] in compounds("light")  # 开展摆摊宣传
    if (d.mention.label == "PERCENT" or d.unit == "倍") and end == d.i:
        verb = start - 1 - (kinds[start - 1 : start] == "d")
        verb -= verb > floor and words[verb] == "于"
        if verb >= floor and line.span(verb, start).startswith(_COMPARES):
            return before(d, verb)
    if words[end - 1] in _PACES and kinds[start - 1 : start] == "x" and start > floor:
        start -= 1  # 升值幅度
    whole = _relative(d, start, end)
    if whole is None:
        wider = min(with_partner(line, start, end), against(line, floor, start, end))
        whole = wider if wider < start else None
    return (whole, end) if whole is not None else _trimmed(d, start, end)


def _named(line: Line, floor: int, start: int) -> int | None:
    """Where a phrase begins that is whole with the words before chunk ``start``."""
    if start <= floor:
        return None
    ahead = line.words[start - 1]
    if ahead == "被" and line.kinds[start] == "u":
        return start - 1  # 被毁房屋超过600处
    if ahead in _USING and start - 1 > floor and line.words[start - 2] == "实际":
        return _industry(line, floor, start - 2)
    if ahead == "实际" and line.words[start] in _USING:
        return _industry(line, floor, start - 1)
    if ahead in ("可", "不", "非") and line.kinds[start] == "n":
        return start - 1  # 不正当竞争案件, as jieba cuts it
    return None


def _trimmed(d: Draft, start: int, end: int) -> Found:
    """The phrase without the place it opens with and the verb that governs it."""
    line = d.line
    if line.kinds[start - 2 : start] in ("Gk", "Ok") and line.words[start] in _KINDS:
        start += start + 1 < end  # 广州、深圳等城市新房成交量
    if d.mention.label == "MONEY":
        start = max(start, line.kinds.rfind("v", start, end - 1) + 1)  # 财政紧急下拨防治经费
    bare = without_governor(d, without_owner(line, after_agent(d, start, end), end), end)
    if line.words[end - 1] in PRICES and bare + 1 < end and line.words[end - 2] not in _LEVELS:
        d.concept_of = d.concept_of or line.span(bare, end - 1)
        return end - 1, end
    if (
        line.words[start - 1] in ("该", "本", "这些", "上述")
        and bare + 1 < end
        and line.kinds[bare] == "n"
    ):
        d.concept_of = line.span(start - 1, bare + 1)  # 该市场蔬菜交易量
        bare += 1
    work = _after_work(line, bare, end)
    if work > bare:
        d.concept_of, bare = line.span(line.kinds.rfind("{", 0, work), work), work
    head = line.kinds[end - 1]
    alone = bare + 1 == end or (head == "y" and line.kinds[bare - 1 : bare] == "p")
    listed = line.kinds[bare - 1 : bare] == "k"  # 巡逻、民调等组织15个
    if head in "wy" and alone and not listed and not _happens(d, bare):
        return None
    if not d.concept_of:
        d.concept_of = _owner(d, start, bare)
    return bare, end


def _after_work(line: Line, start: int, end: int) -> int:
    """The chunk after the title that a phrase holds before its measure: 网游《九霄》在线人数."""
    if not is_measure(line, end - 1):
        return start
    close = line.kinds.rfind("}", start, end - 1)
    titled = close > start and line.words[close] == "》" and line.kinds.find("{", start, close) >= 0
    return close + 1 if titled else start


def _owner(d: Draft, start: int, bare: int) -> str:
    """What has the phrase from chunk ``start``: before its 的, or the product it opens with."""
    line, floor = d.line, d.first
    if line.kinds[start - 1 : start] == "D" and start - 1 > floor:
        owner = left_phrase(line, floor, start - 1)
        return line.span(without_owner(line, *owner), owner[1]) if owner else ""
    return line.span(start, bare) if line.kinds[start] == "E" else ""


def _happens(d: Draft, start: int) -> bool:
    """Whether a verb alone can name what the figure measures: 亏损5亿元, 变轨4次, 进口增长2倍."""
    if d.mention.label != "CARDINAL" or d.unit in ("人次", "倍", "番"):
        return True
    if d.unit in _PERSONS and d.line.kinds[start] == "w":
        return d.line.kinds[start - 1 : start] in ("x", "v")
    if d.unit in _FILES and d.line.words[start] in _FILED:
        return True
    return d.unit in HAPPENINGS and d.closes


#: What is filed one by one: 其中投诉1729件，举报458件.
_FILED = frozenset(
    "投诉 举报 咨询 求助 申请 申诉 诉讼 报警 信访 建议 意见 表扬 来电 来信 来访".split()
)
_FILES = frozenset("件个份条项宗")


#: Prepositions that put before its verb what the verb does something to.
_DISPOSES = frozenset(("将", "把", "使", "令", "让"))


def _disposed(line: Line, start: int, end: int) -> int:
    """Leave out who disposes of what is measured: 政府决定将贴现率提高."""
    held = line.words[start : end - 1]
    if "在" not in held and _DISPOSES.isdisjoint(held):
        return start
    for k in range(end - 2, start - 1, -1):
        if line.words[k] in _DISPOSES:
            return k + 1
        if line.words[k] == "在" and k + 2 < end:
            return k + 2  # 手机在韩国出货量
    return start


def _industry(line: Line, floor: int, start: int) -> int:
    """Where the phrase begins with the industry before it: 制造业实际使用外资."""
    found = left_phrase(line, floor, start)
    return without_owner(line, *found) if found and line.kinds[start - 1] == "n" else start


def _from_state(line: Line, start: int, end: int) -> int:
    """Leave out the owner before 死亡人数: a state and its measure stand for themselves."""
    state = end - start > 2 and line.kinds[end - 2] == "s" and line.words[end - 1][-1] == "数"
    return end - 2 if state else start


def _is_bound(line: Line, k: int) -> bool:
    """Whether the figure at chunk ``k`` says what sort the noun after it is of: 60岁以上|老人."""
    mention = line.mentions.get(k)
    if mention is None or mention.quantity is None or line.kinds[k] != "#":
        return False
    return mention.label != "CARDINAL" or mention.quantity.unit == "岁"


def _relative(d: Draft, start: int, end: int) -> int | None:
    """Where a clause that restricts a counted noun begins: 会游泳的孩子有50人."""
    line = d.line
    people = line.words[end - 1].endswith("人数")
    if d.mention.label != "CARDINAL" or not (d.unit or people) or d.unit == "倍":
        return None
    if (
        (is_measure(line, end - 1) and not people)
        or start <= d.low
        or not (line.kinds[start - 1] == "D" or _is_bound(line, start - 1))
        or "x" in line.kinds[end : d.i]
    ):
        return None
    begin = d.low
    while begin < start and line.kinds[begin] in "GOPdCtSrvR":
        begin += 1
    return begin if _MODIFIER.match(line.kinds[begin:start]) else None
