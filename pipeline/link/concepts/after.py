"""Concepts that stand after their figure: 229名劳动模范, 9人是儿童, 3人死亡, 7乡."""

from __future__ import annotations

from pipeline.lazy import lazy
from pipeline.link.concepts.before import ADVERBIAL, TIMES_OVER, subject
from pipeline.link.counted import counted
from pipeline.link.draft import Draft, Found
from pipeline.link.governors import compounds
from pipeline.link.lines import CLOSES
from pipeline.link.phrases import RIGHT_CLAUSE, is_measure, left_phrase, right_phrase
from pipeline.rules import ex, rule
from pipeline.units import lookup

#: A verb of change right before a figure, reversed.
_CHANGED = lazy(r"[dL]*x")
_IS = lazy(r"d*=")
_STATE = lazy(r"(?:p[nwy]{1,3}(?:[wus](?=s))?|p[nwysvf]{1,4}(?=d{0,3}s))?d{0,3}(?:u(?=s))?s")
#: What happened to people, where nothing else is said of them: 带动300人就业.
_HAPPENED = lazy(r"[wu]")
#: Nouns that count themselves but take what they count after them all the same.
_QUOTED_REST = lazy(r"[nwyauvxEGT]{1,6}")
#: Words of extent that name what a bare length is.
EXTENTS = frozenset("长宽高深厚重")
#: What an ordinal ends in that tells a sort: 一级行业, 二类汽车.
_GRADES = frozenset("级类线流档")
_CLAUSAL = frozenset("pvuHms")
#: Prepositions of what something is done with: a verb after the figure governs another noun.
_MEANS = frozenset(("以", "用", "按", "凭"))
#: What no phrase begins with.
_CLOSED = frozenset(("", *",;:.)}"))
_COUNTING_NOUNS = frozenset(("人", "户", "大", "位数"))


@rule(
    "link-concept-unit",
    why="7乡1镇, 两国: a noun that counts itself is its own concept",
    examples=[ex("洪水波及⟦7乡⟧1镇。", concept="乡")],
)
def own_unit(d: Draft) -> Found:
    """The figure's own chunk; asked of a figure whose unit is such a noun."""
    return d.i, d.i + 1


def counts_itself(label: str, unit: str) -> bool:
    """Whether ``unit`` is a noun that counts itself."""
    if unit in _COUNTING_NOUNS or label != "CARDINAL":
        return False
    bare = unit.partition("（")[0].partition("(")[0]  # 6省（区）
    found = lookup(bare) if bare else None
    return found is not None and found.kind == "noun"


@rule(
    "link-concept-right",
    why="a counted noun follows its classifier: 229名市级以上劳动模范, with or without 的",
    examples=[
        ex("大赛共评出⟦12名⟧优秀选手。", concept="优秀选手"),
        ex("公司筹措了⟦69万元⟧资金。", concept="资金"),
        ex("⟦20家⟧企业营业收入同比增长5%。", concept="企业"),
        ex("大会邀请⟦30个⟧国家代表团900人。", concept="国家"),
        ex("煤炭股以⟦5%⟧的跌幅垫底。", concept="跌幅", change="decrease"),
        ex("全市有⟦15家⟧三级医院。", concept="三级医院"),
    ],
    never=["公司去年的收入是69万元。"],
)
def right(d: Draft) -> Found:
    """The phrase after the figure, unless the figure is a difference or a share."""
    kinds = d.line.kinds
    if d.letter_after in _CLOSED:
        return None
    start, of = _opening(d)
    decided, found = _at_once(d, start, of)
    if decided:
        return found
    if kinds.startswith(("c#", "、#"), start) and _shares(d, start + 1):
        start += 2
    elif kinds.startswith("#", start) and _describes(d, start):
        start += 2 if d.line.words[start + 1] in ("级", "的") else 1  # 3名18岁的学生
    elif d.mention.label != "CARDINAL" and _measured_before(d, of):
        return None
    if d.mention.label == "PERCENT" and not _has_share(d, start, of):
        return None
    if kinds.startswith(("tn", "tw", "ta"), start):  # 50个春季研学产品
        found = right_phrase(d.line, start + 1, d.mention.label, d.unit)
        return (start, found[1]) if found and found[0] == start + 1 else None
    if kinds.startswith("0", start) and d.line.words[start][-1] in _GRADES:
        found = right_phrase(d.line, start + 1, d.mention.label, d.unit)  # 15家三级医院
        inner = counted(d, *found) if found and found[0] == start + 1 else None
        return (start, inner[1]) if inner else None
    if of and d.mention.label == "PERCENT" and kinds[start + 1 : start + 2] in _CLAUSAL:
        clause = RIGHT_CLAUSE.match(kinds, start + 1)  # 5%的在校学生
        return (start + 1, clause.end()) if clause else None
    found = right_phrase(d.line, start + of, d.mention.label, d.unit)
    return counted(d, *found) if found else None


def _opening(d: Draft) -> tuple[int, bool]:
    """The chunk after the figure and what belongs to it, and whether 的 stands there."""
    kinds, words, start = d.line.kinds, d.line.words, d.i + 1
    if words[start] == "级" and d.mention.label == "QUANTITY":
        start += 1  # 7000米级潜水器
    if words[start] == "装":  # 5升装的食用油
        start += 1
    of = kinds[start : start + 1] == "D"
    if d.mention.label == "MONEY" and kinds.startswith("tn", start):
        start += 1 + (words[start + 1] == "期")  # 1000亿元7天期逆回购操作
    return start, of


def _at_once(d: Draft, start: int, of: bool) -> tuple[bool, Found]:
    """Whether the chunk after the figure settles what is measured, and what that is."""
    kinds = d.line.kinds
    kind, closed = kinds[start : start + 1], d.line.stops[start + 1 : start + 2] in CLOSES
    close = kinds.find("}", start, start + 8)
    if close >= 0 and kinds.find("{", start, close) < 0:  # “六个结合”
        whole = _QUOTED_REST.fullmatch(kinds, start, close)
        return True, (start, close) if whole and d.mention.label == "CARDINAL" else None
    if d.unit == "人" or (not of and _measures_nothing(d)):
        return True, None
    grown = start + 1 + kinds.startswith("d", start + 1)
    if of and kinds.startswith("x", grown) and d.line.words[grown].endswith("幅"):
        return True, (grown, grown + 1)  # 以5%的涨幅居首, 5%的同比涨幅
    if d.quantity.dimension == "length" and d.line.words[start] in EXTENTS:
        return True, (start, start + 1)  # 150米宽、200米长
    if d.word_before == "在" and kind in ("w", "y", "u"):
        return True, None  # 价格在9元左右波动
    if d.word_before in _MEANS and kind in ("u", "v"):
        return True, None  # 以2000万英镑签下中场
    if d.unit in TIMES_OVER and kind in ADVERBIAL:
        done = kind in ("u", "v") and closed and d.back[:1] and d.back[0] in "GOPnvu"
        return True, (start, start + 1) if done else None
    if kind == "s" and (d.unit == "票" or closed):
        return True, (start, start + 1)  # 142票赞成、10票反对
    return False, None


def _measures_nothing(d: Draft) -> bool:
    """Whether the figure says by how much, or how warm: nothing after it is what it measures."""
    return d.unit in ("番", "倍", "个百分点") or d.quantity.dimension == "temperature"


def _describes(d: Draft, other: int) -> bool:
    """Whether the figure at chunk ``other`` describes what ``d`` counts: 3名18岁的学生."""
    return d.mention.label == "CARDINAL" and not d.line.counts(other)


def _has_share(d: Draft, start: int, of: bool) -> bool:
    """Whether what follows a percentage is what it is a share of, not 增长5% nor 80%设置儿科."""
    return of or not (_CHANGED.match(d.back) or d.line.words[start] in compounds("governs"))


def _measured_before(d: Draft, of: bool) -> bool:
    """Whether what the figure measures stands before it, and what has it after: 总投资5亿元的项目."""
    end = d.i - (d.back[:1] == "d")
    measure = left_phrase(d.line, d.first, end)
    if measure is not None and is_measure(d.line, measure[1] - 1):
        return d.line.words[measure[1] - 1] != "价值"  # 价值25亿元的协议
    subject_of = subject.produce(d) if of and d.back[:1] == "=" else None
    return subject_of is not None and is_measure(d.line, subject_of[1] - 1)


def _shares(d: Draft, other: int) -> bool:
    """Whether the figure at chunk ``other`` shares the noun after it: 3只和5只国有股.

    It does when both have one unit and no noun stands before this figure.
    """
    if not d.unit or not d.line.words[other].endswith(d.unit):
        return False
    return d.i <= d.floor or d.line.kinds[d.i - 1] not in "nwyE}"


@rule(
    "link-concept-is",
    why="其中86人是学徒: the figure is the subject and the noun after 是 or 为 says what it counts",
    examples=[ex("受伤的有三十人，其中⟦9人⟧是儿童。", concept="儿童")],
)
def is_noun(d: Draft) -> Found:
    """The phrase after the copula; asked of figures of people and of shares."""
    copula = _IS.match(d.line.kinds, d.i + 1)
    if copula is None or d.line.words[copula.end() - 1] not in ("是", "为", "系"):
        return None
    return right_phrase(d.line, copula.end(), "CARDINAL", "")


@rule(
    "link-concept-state",
    why="3人死亡: where no noun is counted the state is the concept",
    examples=[
        ex("事故造成⟦3人⟧死亡。", concept="死亡"),
        ex("项目带动⟦300人⟧就业。", concept="就业"),
        ex("目前仍有⟦3人⟧因山洪被困。", concept="被困"),
        ex("全省已有⟦3人⟧因感染死亡。", concept="死亡"),
        ex("昨天⟦3人⟧在事故中当场死亡。", concept="死亡"),
    ],
)
def state(d: Draft) -> Found:
    """The state after the figure; asked of figures of people."""
    if d.same_group:
        return None
    found = _STATE.match(d.line.kinds, d.i + 1)
    if found is None and d.unit == "人" and d.line.stops[d.i + 2 : d.i + 3] in CLOSES:
        found = _HAPPENED.match(d.line.kinds, d.i + 1)
    return (found.end() - 1, found.end()) if found else None
