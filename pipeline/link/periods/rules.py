"""The rules that give a figure its period, in the order they are tried."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from pipeline.lazy import lazy
from pipeline.link.draft import Draft
from pipeline.link.lines import WINDOW
from pipeline.link.periods.governing import SOURCE
from pipeline.link.periods.times import Period
from pipeline.link.subjects import is_party
from pipeline.rules import Rule, ex, rule


@dataclass(slots=True)
class Timeline:
    """The times of one sentence up to the figure being read, with their chunks."""

    running: Period | None
    reference: dt.date | None
    times: list[tuple[int, Period]] = field(default_factory=list)
    #: durations and times of one noun, which govern their clause only
    small: list[tuple[int, Period]] = field(default_factory=list)
    sets: list[tuple[int, Period]] = field(default_factory=list)
    #: times in the modifier of a noun, with the noun's chunk
    modifiers: list[tuple[int, Period]] = field(default_factory=list)
    local: tuple[int, Period] | None = None
    vague: Period | None = None
    #: every time of the sentence by its chunk, for lists read respectively
    by_chunk: dict[int, Period] = field(default_factory=dict)


@rule(
    "link-period-local",
    why="由2004年的2.55元变为-0.05元: each end of a change has its own time",
    examples=[
        ex("水价由2019年的⟦3元⟧涨到5元。", time_value="2019"),
        ex("5日发布的统计显示，2013年失业率由2012年的⟦9.5%⟧升至9.6%。", time_value="2012"),
        ex("2013年出口30亿元，比2012年的⟦25亿元⟧增长20%。", time_value="2012"),
    ],
)
def local(d: Draft, line: Timeline) -> Period | None:
    """The time that belongs to this figure alone."""
    if d.own_time is not None:
        return line.by_chunk.get(d.own_time)
    if line.local and d.i - 2 <= line.local[0]:
        return line.local[1]
    return None


@rule(
    "link-period-clause",
    why="a time in the figure's own clause governs it, the nearest before it first",
    examples=[ex("2024年全县生产小麦⟦30万吨⟧。", time_value="2024")],
    never=["3月1日发生的地震造成5人死亡。"],
)
def clause(d: Draft, line: Timeline) -> Period | None:
    """The last governing time before the figure in its clause."""
    if not line.times:
        return None
    k, made = line.times[-1]
    alone = k + 2 == d.low and d.line.stops.startswith(",", k + 1)  # 截至2023年底，公路总长3公里
    return made if k >= d.low or alone else None


#: What a figure notes that goes on about what the one before it measured.
_CARRIED = "concept=link-concept-carried"


@rule(
    "link-period-small",
    why="连续9年, 去年的产量: a bare span and the time of one noun date their own clause only",
    examples=[
        ex("产量连续9年稳定在⟦300吨以上⟧。", time_value="P9Y"),
        ex("2017年的人口约为⟦30万⟧。", time_value="2017"),
    ],
)
def small(d: Draft, line: Timeline) -> Period | None:
    """The duration of the figure's clause."""
    if not line.small:
        return None
    k, made = line.small[-1]
    grows = bool(d.change) and _CARRIED in d.rules
    goes_on = grows and k >= d.line.clause_start(d.low - 1)  # 2017年的人口为30万，比上年增加2万
    return made if k >= d.low or goes_on else None


@rule(
    "link-period-sentence",
    why="a time that opens an earlier clause of the sentence governs the clauses after it",
    examples=[ex("2024年，全县农业增产，生产小麦⟦30万吨⟧。", time_value="2024")],
)
def sentence(d: Draft, line: Timeline) -> Period | None:
    """The last governing time earlier in the sentence."""
    if line.times and line.local and line.local[0] >= d.low:
        # 由2004年的2亿元变为1亿元: the end is of the sentence's own time, not of 3日公布的数据
        own = (made for k, made in line.times if not SOURCE.match(d.line.text, d.line.end(k)))
        return next(own, line.times[0][1])
    if not line.times or _once_built(d, line.times[-1][0]):
        return None
    made = line.times[-1][1]
    each = repeated.produce(d, line) if line.sets else None
    return None if each and _is_part(made, each) else made


@rule(
    "link-period-modifier",
    why="今年新建的130间: a time in the modifier of a counted noun dates that figure alone",
    examples=[ex("今年新建的⟦130间⟧板房已经住满。", date="2024-05-10", time_value="2024")],
)
def modifier(d: Draft, line: Timeline) -> Period | None:
    """The time whose modifier ends right before the figure or before the noun it measures."""
    for head, made in line.modifiers[-2:]:
        if head <= d.i <= head + 1:
            return made
        if d.concept and head >= d.low and d.concept[0] == d.line.starts[head]:
            return made
    return None


#: The letters of verbs, which a clause without a subject of its own opens with.
_VERBS = frozenset("uvyxw")


@rule(
    "link-period-set",
    why="每年: a repeated time is the period of its clause when no larger one is known",
    examples=[ex("学校每年资助学生⟦200人⟧。", time_value="P1Y")],
    never=["2024年，全县增产。全县每月修路3公里。"],
)
def repeated(d: Draft, line: Timeline) -> Period | None:
    """The SET of the figure's clause, or of the one before when the figure's only goes on."""
    if not line.sets:
        return None
    k, made = next((one for one in line.sets[::-1] if one[0] < d.high), line.sets[-1])
    if k >= d.high:
        return None  # 涨幅达16%；补贴每月增加200元
    goes_on = d.line.kinds[d.low : d.low + 1] in _VERBS and k >= d.line.clause_start(d.low - 1)
    return made if k >= d.low or goes_on else None


@rule(
    "link-period-running",
    why="a period carries on over sentences while no other time governs",
    examples=[
        ex("2024年全县农业增产。全县生产小麦⟦30万吨⟧。", time_value="2024"),
        ex("2024年，全县农业增产。\n全县生产小麦⟦30万吨⟧。", time_value="2024"),
    ],
    never=[
        "记者3月12日从县政府了解到，全县有小麦30万亩。",
        "2024年，县里通了火车。大桥全长3公里。",
        "2009年，阿根廷发生危机。阿根廷面积278万平方公里。",
        "2013年，他被捕。根据规定，违者处5万元以下罚款。",
        "2013年，网上报名。每个批次最多可填5个志愿。",
    ],
)
def running(d: Draft, line: Timeline) -> Period | None:
    """The running time; a plan is not of a time gone by, and a property lasts."""
    made = line.running
    if made is None:
        return None
    each = repeated.produce(d, line) if line.sets else None
    if each and (made.runs == "paragraph" or _is_part(made, each)):
        return None  # 今天开工，每年可处理30万吨
    if _is_told(d) or _aside(d) or (d.modality == "planned" and _is_past(made, line.reference)):
        return None
    return made


#: Words before a figure that was told before: 这两处遗址.
_POINTING = frozenset(("这", "那", "上述", "这些", "那些"))
#: Parties that are mostly those just spoken of: 两国元首, 三方.
_ANAPHORS = frozenset("国党军方")


_SPANS = {"P1D": 1, "P1W": 7, "P1M": 28, "P1Q": 90, "P1Y": 365}


def _is_part(made: Period, each: Period) -> bool:
    """Whether ``made`` is only a part of the time that ``each`` repeats, so no larger one."""
    days = _SPANS.get(each.value)
    if days is None or made.start is None or made.end is None:
        return False
    return (made.end - made.start).days + 1 < days


def _is_told(d: Draft) -> bool:
    """Whether the figure only points back to what was told."""
    return d.word_before in _POINTING or (d.unit in _ANAPHORS and is_party(d))


def _aside(d: Draft) -> bool:
    """Whether words that are no date set a time of their own before the figure: 飞行期间，…."""
    words = d.line.span(max(0, d.i - WINDOW), d.i)
    return "期间" in words or "上赛季" in words or bool(_ASIDE.search(words)) or _looks_ahead(words)


def _once_built(d: Draft, k: int) -> bool:
    """Whether a clause between the time at chunk ``k`` and the figure looks ahead: 建成后，…."""
    line = d.line
    return _looks_ahead(line.span(max(line.clause_end(k), d.i - WINDOW), d.i))


def _looks_ahead(words: str) -> bool:
    """Whether ``words`` set a moment that the text does not date: 项目建成投产后."""
    return "后" in words and _ONCE_BUILT.search(words) is not None


#: The time of an event to come, and since when, which the text does not date: 十八大以来.
_ASIDE = lazy(r"(?:赛时|届时|会期|展期|到时候?)(?=[，,将有会可])|以来(?=[，,\s累已共])")
#: 项目建成投产后: a moment that the text does not date.
_ONCE_BUILT = lazy(r"(?:建成|投产|达产|投运|投用|完工|竣工|通车|落成|全部开放|投入使用|投入运营)后")


def _is_past(made: Period, reference: dt.date | None) -> bool:
    return reference is not None and made.end is not None and made.end <= reference


@rule(
    "link-period-after",
    why="商户须在9月15日前补办手续: a time after the figure in its clause governs when none before does",
    examples=[ex("这⟦58家⟧商户须在2026年9月15日前补办手续。", time_value="2026-09-15")],
)
def after(d: Draft, k: int, made: Period) -> Period | None:
    """The governing time at chunk ``k``, after the figure, when it is in the figure's clause."""
    return made if k < d.high and made.runs != "no" else None


_PREDICATE = lazy(r"[vux=HL]")


@rule(
    "link-period-following",
    why="首批3000顶帐篷，将于今晚运抵: the time of the predicate dates the subject before its comma",
    examples=[
        ex("首批⟦3000顶⟧帐篷，将于2024年5月3日运抵。", time_value="2024-05-03"),
    ],
    never=["全县有小麦30万亩，2024年获得丰收。"],
)
def following(d: Draft, k: int, made: Period) -> Period | None:
    """The governing time at chunk ``k``, in a clause that opens with 将于 or 已于."""
    line, low = d.line, d.line.clause_start(k)
    if _PREDICATE.search(line.kinds, d.low, d.high):  # 最深处达10米，预计8点清理完
        return None
    opens = line.span(low, k) in ("将于", "已于", "将在", "预计", "预计将于", "预计于", "计划于")
    return made if opens and low == d.high + 1 and made.runs != "no" else None


@rule(
    "link-period-vague",
    why="近期, 此前: a vague time is the period only when no other is known",
    examples=[ex("近期全县新建大棚⟦300座⟧。", time_value="PAST_REF")],
)
def vague(d: Draft, line: Timeline) -> Period | None:
    """The last vague time of the sentence."""
    return line.vague


PeriodRule = Rule[[Draft, Timeline], Period | None]
#: What dates a figure that stands for good, and one that lasts.
ONE_MOMENT: tuple[PeriodRule, ...] = (local,)
OWN: tuple[PeriodRule, ...] = (local, clause, small)
#: What is known when the figure is reached, and what is tried when no later time of its clause came.
FIRST: tuple[PeriodRule, ...] = (local, modifier, clause, small, sentence)
LATER: tuple[PeriodRule, ...] = (running, repeated, vague)
