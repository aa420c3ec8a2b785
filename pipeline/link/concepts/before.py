"""Concepts that stand before their figure: 困难职工16.9万人次, 覆盖率达81.6%, 乘客中有5人受伤."""

from __future__ import annotations

from pipeline.lazy import lazy
from pipeline.link.draft import Draft, Found
from pipeline.link.governors import compounds
from pipeline.link.lines import WINDOW
from pipeline.link.measured import PRICES, before
from pipeline.link.phrases import (
    BRIDGE,
    HAPPENINGS,
    LAST_LETTERS,
    is_measure,
    left_phrase,
    without_owner,
)
from pipeline.link.words import words_of
from pipeline.rules import ex, rule

_INSIDE = frozenset(("中", "当中", "之中", "里", "中有", "中共有", "中仅有"))
_AMONG = lazy(r"[dHS]*,?[fM](?=[nwEGO}])")
_HAS = lazy(r"d*H(?=[nwEGO}])")
_HEADING = lazy(r"[d=]*(?=[nwyE}])")
_SHARE = lazy(r"[^,;:.#]{0,12}?%[dL]*")
_OF_WHOLE = lazy(r"D[^,;:.#vxL=]{1,10}=[dL]*")
_RATIO = lazy(r"[=dLt]*n(?=D)")
_RATIOS = frozenset(("比重", "比例", "份额"))
#: A price that heads a list stands for itself: 各型号售价.
_TAGS = PRICES | {"售价", "单价", "价格", "报价"}
_BARE = lazy(r"[dra=]*")
_SELLS = frozenset(("售", "卖"))
#: Who plays, and is not what is counted.
PLAYERS = ("队", "对手", "后者", "前者", "双方")
#: Where people live, and units that these are counted in there.
_SETTLEMENTS, _HOUSEHOLDS = frozenset("村镇乡寨屯"), frozenset("户人口名")
#: 三次获奖 says how often, and counts nothing of its own.
TIMES_OVER = frozenset("次度回")
ADVERBIAL = frozenset("pvudHx")


@rule(
    "link-concept-among",
    why="乘客中至少有40人受伤: the noun before 中 is what a bare count is taken from",
    examples=[ex("乘客中有⟦5人⟧受伤。", concept="乘客")],
)
def among(d: Draft) -> Found:
    """The phrase before 中 that the figure is taken from; asked of figures of people."""
    width = d.line.reach(_AMONG, d.floor, d.i)
    if not width or d.line.words[d.i - width] not in _INSIDE:
        return None
    phrase = left_phrase(d.line, d.floor, d.i - width)
    if phrase and phrase[0] - 1 == d.line.clause_start(phrase[0]) >= d.floor:
        opens = d.line.kinds[phrase[0] - 1] == "u"  # 遇险船员中: a clause opens with no bare verb
        return phrase[0] - opens, phrase[1]
    return phrase


@rule(
    "link-concept-has",
    why="护林员有6人轻伤: the noun before 有 is what is counted when only people follow",
    examples=[ex("消防员有⟦3人⟧负伤。", concept="消防员")],
)
def has(d: Draft) -> Found:
    """The phrase before 有 when the figure has its state after it; asked of figures of people."""
    if d.letter_after != "s":
        return None
    found = _HAS.match(d.free)
    return left_phrase(d.line, d.first, d.i - found.end()) if found else None


@rule(
    "link-concept-left",
    why="帮扶困难职工16.9万人次: a counted noun may stand right before its figure, after its verb",
    examples=[ex("全年培训骨干教师⟦600人次⟧。", concept="骨干教师")],
)
def left(d: Draft) -> Found:
    """The phrase right before the figure, or before 前 (职能前五位) or 等 (老人、儿童等30人)."""
    if d.unit in TIMES_OVER and d.letter_after in ADVERBIAL:
        return None
    if d.word_before in _SETTLEMENTS and d.unit in _HOUSEHOLDS and d.back[1:2] == "n":
        return None  # 红旗村282户: the village has them
    if d.back.startswith("a、#"):
        return d.i - 1, d.i  # 处级干部20人、科级50人
    if d.unit in HAPPENINGS and d.back[:1] == "u" and d.closes:
        return d.i - 1, d.i  # 作战1400多次
    if d.unit in HAPPENINGS and d.back[:1] == "v":
        return _lightly_done(d)
    if d.quantity.dimension == "temperature" and "温" not in d.word_before:
        return None  # 上海多云16℃
    apart = d.i > 0 and (d.back[:1] == "k" or d.word_before in ("前", "各"))
    return before(d, d.i - apart) if apart or d.free[:1] in LAST_LETTERS else None


def _lightly_done(d: Draft) -> Found:
    """What a light verb has for its object before a count of happenings: 开展专项整治1800次."""
    for k in range(d.i - 2, max(d.low, d.floor, d.i - 6) - 1, -1):
        if d.line.words[k] in compounds("light") and d.line.kinds[k] in "vwu=":
            return k + 1, d.i
        if d.line.kinds[k] not in "nway":
            break
    return None


def _goes_on(d: Draft, bridge: str) -> bool:
    """Whether the words before the figure do not equate it: 涉及到2000人, 有15万人因吸烟死亡."""
    if d.word_before in ("到", "至") and not {"u", "v", "y"}.isdisjoint(bridge):
        return True
    return d.unit == "人" and "H" in bridge and not d.closes


def _with_grown(d: Draft, at: int) -> int:
    """Where the phrase begins whose growth the noun at chunk ``at`` is: 成交量同比增幅."""
    floor = d.first
    apart = 1 if d.line.kinds[at - 1 : at] == "d" else 0
    found = left_phrase(d.line, floor, at - apart) if at - apart > floor else None
    if found is None or (apart and not is_measure(d.line, at - 2)):
        return at
    return without_owner(d.line, *found)


_UNKNOWN = lazy(r"[dL]*[uv][dtu]*(?=n)|p[wu](?:td?p)?(?=n)")


#: Verbs that only say where a measure stands.
_STANDS = frozenset(("位于", "处于", "位列", "面临"))


def _reaches(d: Draft) -> Found:
    """The measure before a verb that nothing is known of: 贸易规模跨过5万亿元."""
    found = _UNKNOWN.match(d.free) if d.mention.label != "CARDINAL" else None
    end = d.i - found.end() if found else 0
    verb = d.i - 1 - (found.end() - len(found[0].lstrip("dL")) if found else 0)
    if end and d.line.kinds[verb] == "v" and d.line.words[verb] not in _STANDS:
        return None
    return before(d, end) if end and is_measure(d.line, end - 1) else None


_SEEN = lazy(r"[dL]*[uvp=][dt]*(?=[nwyE}])")


def _sees(d: Draft) -> Found:
    """What has the growth that the figure tells, whatever its verb: 进口出现5%的下滑."""
    found = _SEEN.match(d.free)
    return before(d, d.i - found.end()) if found else None


_ROUGHLY = ("左右", "上下", "之间", "以上", "以下")


def _lies(d: Draft) -> bool:
    """Whether 在 leads to a level: 日接诊量在640人次上下, 产量稳定在5吨以上."""
    if d.word_before != "在" or d.line.kinds[d.i - 2 : d.i - 1] not in ("n", "="):
        return False
    return d.line.words[d.i].endswith(_ROUGHLY) or d.line.words[d.i + 1] in _ROUGHLY


def _multiplied(d: Draft) -> Found:
    """What a penalty is a multiple of: 按货款的三倍赔偿."""
    found = left_phrase(d.line, d.first, d.i - 1)
    return found if found and d.line.words[found[0] - 1] in ("按", "按照", "处", "以") else None


#: A noun with its preposition before 的, reversed.
_WITHIN = lazy(r"Dn{1,2}p")


@rule(
    "link-concept-subject",
    why="覆盖率达到81.6%: the subject of an equating or a change verb is what the figure measures",
    examples=[
        ex("全县医保覆盖率达到⟦98%⟧。", concept="医保覆盖率"),
        ex("出租车的起步价下调了⟦2元⟧。", concept="起步价", concept_of="出租车"),
        ex("医院日接诊量在⟦640人次上下⟧。", concept="日接诊量"),
        ex("订单出现⟦5%⟧的下滑。", concept="订单"),
    ],
)
def subject(d: Draft) -> Found:
    """The phrase before the verb that leads to the figure."""
    if d.unit in TIMES_OVER and d.letter_after in ADVERBIAL:
        return None  # 他先后三次来访
    if d.mention.label == "MONEY" and d.word_before in words_of("spending"):
        return None  # 农户增收3000元
    bridge = BRIDGE.match(d.free)
    if d.unit == "倍" and d.back[:1] == "D" and (base := _multiplied(d)):
        return base
    if bridge is None or bridge.end() == 0 or bridge[0] == "p":
        found = _sees(d) if d.line.kinds.startswith("Dx", d.i + 1) else _reaches(d)
        if found or bridge is None or bridge.end() == 0:
            return found
    if bridge[0] == "p" and d.word_before not in ("从", "由", "自") and not _lies(d):
        return None
    if _goes_on(d, bridge[0]):
        return None
    scope = _WITHIN.match(bridge[0])
    if scope and d.line.words[d.i - scope.end()] not in ("从", "由", "自"):
        return None  # 门票由旺季的120元, not 商场按货款的三倍
    end = d.i - bridge.end()
    if d.mention.label == "CARDINAL" and d.line.words[end - 1].endswith(PLAYERS):
        return None  # 客队射门19次，对手只有7次
    if d.quantity.dimension == "temperature" and "温" not in d.line.span(max(0, end - 3), end):
        return None
    for k in range(d.i - 1, d.i - 1 - bridge.end(), -1):
        if d.line.words[k].endswith("幅") and d.line.kinds[k] != "d":  # 涨幅比上年回落0.3个百分点
            return _with_grown(d, k), k + 1
    found = before(d, end - (d.line.words[end - 1] == "历史"))  # 进出口值历史首次突破
    return None if found and _is_standard(d, found[0]) else found


def _is_standard(d: Draft, start: int) -> bool:
    """Whether the phrase from chunk ``start`` is what is compared with: 较3元的发行价高出5%."""
    return d.line.kinds.startswith("B#D", start - 3) and start > d.low + 2


@rule(
    "link-concept-distance",
    why="两地相距约400米: a length between two places is a distance, in whatever word says so",
    examples=[ex("码头距离地铁站⟦约500米⟧。", concept="距离")],
)
def distance(d: Draft) -> Found:
    """The word of distance before the figure in its clause; asked of lengths."""
    for k in range(d.i - 1, d.first - 1, -1):
        if d.line.words[k] in _DISTANCES:
            return k, k + 1
    return None


_DISTANCES = frozenset(("距离", "相距", "相隔", "距"))


@rule(
    "link-concept-heading",
    why="各型号售价分别为：A版售5499元: what stands before the colon is what the list gives",
    examples=[
        ex(
            "各档门票价格为：成人⟦80元⟧，学生40元。",
            concept="门票价格",
            concept_of="成人",
        )
    ],
)
def heading(d: Draft) -> Found:
    """The phrase before the colon that opens the figure's list; asked of all but counts."""
    line = d.line
    colon = line.kinds.rfind(":", max(0, d.i - WINDOW), d.i)
    if colon < 1:
        return None
    found = _HEADING.match(line.kinds[max(0, colon - WINDOW) : colon][::-1])
    end = colon - found.end() if found else 0
    phrase = left_phrase(line, 0, end) if end else None
    if phrase is None:
        return None
    if not is_measure(line, end - 1):
        return _sold(d, phrase)
    item = left_phrase(line, d.first, d.i)
    if end == colon or line.kinds.startswith("=#", d.i + 1):
        return None
    if item and is_measure(line, item[1] - 1):
        return None
    if item:
        d.concept_of = line.span(*item)
    return (end - 1, end) if line.words[end - 1] in _TAGS else phrase


def _sold(d: Draft, product: tuple[int, int]) -> Found:
    """The product before the colon, of a model and its price: 手机：64GB售5499元，128GB售5999元."""
    kinds = d.line.kinds
    if d.line.words[product[0]] == "新" and product[0] + 1 < product[1]:
        product = product[0] + 1, product[1]
    if kinds.startswith("=#", d.i + 1) and d.line.words[d.i + 1] in _SELLS:
        return product
    if product[0] == d.line.clause_start(product[0]) and _BARE.fullmatch(d.free):
        return product  # 黄牛肉：86元/公斤
    if d.word_before not in _SELLS:
        return None
    if kinds[d.i - 2 : d.i - 1] == "#":
        d.concept_of = d.line.words[d.i - 2]
    return product


_FULFILLED = lazy(r"[nwya]{1,6}L?=")


def is_fulfilled(d: Draft) -> bool:
    """Whether a percentage is the share of a plan that was fulfilled: 完成年度计划82.3%."""
    found = _FULFILLED.match(d.free)
    return found is not None and d.line.words[d.i - found.end()] == "完成"


@rule(
    "link-concept-share",
    why="占销售总量的35%: the subject of 占 is what has the share, not the whole it is taken of",
    examples=[ex("市场很大，外地游客占总数的⟦60%⟧。", concept="外地游客")],
)
def share(d: Draft) -> Found:
    """The phrase before 占, or before the verb of 达到总销量的40%, 是去年的3倍."""
    found = _SHARE.match(d.free) if "%" in d.free else None
    if found is None and (d.mention.label == "PERCENT" or d.unit == "倍"):
        found = _OF_WHOLE.match(d.free)
    shared = before(d, d.i - found.end()) if found else None
    ratio = _RATIO.match(d.free) if "nD" in d.free else None
    named = d.i - ratio.end() if ratio else 0
    if ratio is None or d.line.words[named] not in _RATIOS:
        return shared
    d.concept_of = d.line.span(*shared) if shared else d.concept_of
    return named, named + 1  # 服务业占总值的比重为55%
