"""Money and physical measures, with their compounds (三元五角, 六斤八两) and prefixes (人民币, 摄氏)."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.extractors.quantities.compose import currency_before, figure
from pipeline.extractors.quantities.context import alternation
from pipeline.extractors.quantities.phrase import CONNECTOR, Phrase, alone
from pipeline.extractors.quantities.trust import goes_on
from pipeline.extractors.quantities.words import bare_scale
from pipeline.lazy import lazy
from pipeline.model import Mention
from pipeline.numerals import exact
from pipeline.rules import ex, rule
from pipeline.units import Unit, decimal, lookup, match_after

_YUAN = frozenset({"元", "圆", "块", "万"})
#: Words for 1/100 of any main unit, whose own first sense is another.
_CENTS = {
    "角": Decimal("0.1"),
    "毛": Decimal("0.1"),
    "分": Decimal("0.01"),
    "分钱": Decimal("0.01"),
    "毫": Decimal("0.1"),
    "仙": Decimal("0.01"),
}
#: 两块五: a lone digit after its unit.
_LONE_DIGIT = re.compile(
    r"(零?)([一二三四五六七八九\d])(?:(?![一二三四五六七八九十百千万亿\d.%]|[一-鿿])"
    r"|(?=一[斤个张杯碗瓶盒份只条度升吨位人把袋包件支晚天次公]|的[，。；]|起[，。；]|左右|以[上下]))"
)
_ELIDED = lazy(rf"(?:{alternation('money-noun')})(?:（[^）]{{0,8}}）)?[^，。；、：:\d]{{0,4}}$")
_ELIDED_AFTER = lazy(rf"的?(?:{alternation('money-noun-after')})")
_MONEY_SCALE = lazy(r"[万亿]")
_LABELS_COUNT = frozenset({"count", "score", "points"})


@rule(
    "number-money",
    why="A currency after the number, before it, or both; the scale words belong to the value.",
    examples=[
        ex(
            "累计创造效益⟦67.79亿元⟧。", label="MONEY", value="6779000000", unit="元", unit_id="CNY"
        ),
        ex("折合⟦人民币4971元⟧。", label="MONEY", value="4971", unit="元"),
        ex("融资⟦US$3.5亿⟧。", value="350000000", unit="US$", unit_id="USD"),
        ex("贷款⟦5至7亿美元⟧。", value="500000000", value_max="700000000", unit="美元"),
        ex("捐款⟦200万元人民币⟧。", value="2000000", unit="元", unit_id="CNY"),
        ex("现价⟦每股2.55元⟧。", value="2.55", per="股"),
        ex("一美元兑⟦149日元50钱⟧。", value="149.5", unit="日元"),
        ex("每户增收⟦千把块⟧。", value="1000", unit="块", mod="APPROX"),
        ex("收购价比上年高⟦4分⟧。", label="MONEY", value="4", unit="分", unit_id="CNY"),
        ex("鸡蛋卖到⟦4块8⟧一斤。", value="4.8", unit="块"),
    ],
    never=[
        "元旦三天",
        "共有30人",
        "全省安装门牌3万块",
        "他自费修补墓碑76块",
    ],
)
def money(p: Phrase) -> Mention | None:
    """[currency] number [currency]."""
    start, before = currency_before(p)
    found = p.sense
    if found is not None and found.dimension == "currency" and not _pieces(p):
        _subunits(p, found)
        found = _named_after(p, found)
        if before:
            p.start = start
            found = _renamed(found, before)
        return figure(p, "MONEY", "number-money", sense=found)
    if p.unit == "分" and _PRICE_MOVES.search(p.text, max(p.start - 24, 0), p.start):
        return figure(p, "MONEY", "number-money", sense=lookup("分钱"))
    if not before or p.unit:
        return None
    p.start, p.unit = start, before
    return figure(p, "MONEY", "number-money", sense=lookup(before))


_PRICE = lazy(alternation("price"))


#: A price that moves by 分: 收购价高4分, 每斤涨3分; a score does not.
_PRICE_MOVES = lazy(
    r"(?:[0-9]元|[购售粮油菜蛋肉单电水气煤房货]价|汇率|每[斤公吨度]|贬值|升值)[^。；！？]{0,14}"
    r"(?:[涨跌高低降升贬贵]|便宜|贬值|升值|上调|下调|上浮|回落)了?$"
)
#: A noun that is counted in pieces, and verbs that spend.
_PIECE_OF = lazy(
    r"(?:手表|名表|金表|金砖|金条|银元|玉石|玉佩|墓碑|石碑|石头|牌|匾|砖|瓦|玻璃|电池|硬盘|屏幕|木板|钢板|展板|蛋糕|月饼"
    r"|肥皂|香皂|毛巾|手帕|布|地毯|草坪|农田|水田|土地|荒地|林地|菜地|试验田|宝石|翡翠|奖牌|金牌|银牌|铜牌|场地|区域)"
)
_PAID = lazy(r"(?:花|卖|要|收|付|赚|省|涨|降|仅|只)了?$")
_SMALL_COIN = frozenset({"块", "角", "毛"})


def _pieces(p: Phrase) -> bool:
    """块 counts pieces (5块金牌) and 角 makes words (三角): money only where a price is spoken of."""
    if p.unit not in _SMALL_COIN or alone(p) or p.text[p.number_end - 1] == "把":
        return False
    if (
        p.unit == "块"
        and _PIECE_OF.match(p.text, p.end)
        and not _PAID.search(p.text, max(p.start - 2, 0), p.start)
    ):
        return True  # 现金30万元，另有2块手表
    before = p.text[max(p.start - 10, 0) : p.start]
    if _PRICE.search(before.replace("自费", "").replace("免费", "")):
        return False
    coin = p.scan.at(p.end) if p.following else None
    if coin is None:
        return True
    word = match_after(p.text, coin.end) or p.text[coin.end : coin.end + 1]
    return not (word in _CENTS or _LONE_DIGIT.match(p.text, p.end))


def _renamed(found: Unit, before: str) -> Unit:
    """港币2960元: the prefix says which 元."""
    named = lookup(before)
    return named if named is not None and found.unit in _YUAN else found


def _named_after(p: Phrase, found: Unit) -> Unit:
    """三万元人民币, 三万元欧元: the name after 元 says which; 元 stays the unit as written."""
    if p.unit == "元人民币":
        p.unit = "元"
        return found
    if p.unit not in _YUAN:
        return found
    word = match_after(p.text, p.end)
    named = lookup(word) if word and word not in _CENTS else None
    if named is None or named.dimension != "currency" or p.end + len(word) > p.run.ceiling:
        return found
    p.end += len(word)
    return named


def _subunits(p: Phrase, found: Unit) -> None:
    """Add 角, 分 and a lone last digit to the value: 三元五角, 两块五."""
    if p.high is not None and not p.ranged:
        return
    total, ratio = Decimal(0), Decimal(1)
    while part := _subunit(p, found):
        total, ratio = total + part[0], part[1]
    lone = _LONE_DIGIT.match(p.text, p.end, p.run.ceiling)
    if lone and (total or p.unit in ("块", "毛", "蚊")):
        digit = exact(lone.group(2)) or Decimal(0)
        total += digit * ratio / (100 if lone.group(1) else 10)
        p.end = lone.end()
    if p.high is None:
        p.low += total
        _up_to(p, found)
    else:
        p.high += total


def _up_to(p: Phrase, found: Unit) -> None:
    """A second amount in coins after a connector: 五元六角至五元七角八分."""
    joint = CONNECTOR.match(p.text, p.end, p.run.ceiling) if p.following else None
    run = p.scan.at(joint.end()) if joint else None
    word = match_after(p.text, run.end) if run else ""
    if run is None or word != p.unit or run.number.high is not None or p.ranged:
        return
    end, p.end = p.end, run.end + len(word)
    p.high, p.ranged = run.number.low, True
    _subunits(p, found)
    if p.high <= p.low:
        p.end, p.high, p.ranged = end, None, False


def _subunit(p: Phrase, found: Unit) -> tuple[Decimal, Decimal] | None:
    """The next number and subunit (五角, 又三美分, 零四分) and the subunit's worth, in ``found``."""
    if p.end >= p.run.ceiling:
        return None
    run = p.scan.at(p.end + (p.following in "又零" and p.text[p.end : p.end + 1] != ""))
    if run is None or run.number.high is not None:
        return None
    word = match_after(p.text, run.end) or p.text[run.end : run.end + 1]
    part = lookup(word)
    if word in _CENTS and found.code in _CHINESE:
        ratio = _CENTS[word] / decimal(found.factor)
    elif word in _HUNDREDTHS.get(found.code, ()) and found.factor == 1:
        ratio = Decimal("0.01")
    elif (
        part
        and part.dimension == "currency"
        and part.code == found.code
        and part.factor < found.factor
    ):
        ratio = decimal(part.factor / found.factor)
    else:
        return None
    p.end = run.end + len(word)
    return run.number.low * ratio, ratio


_CHINESE = frozenset({"CNY", "HKD", "TWD", "MOP"})
#: What a hundredth of a foreign currency is called after its main unit: 149日元50钱, 1美元20分.
_HUNDREDTHS = {"JPY": ("钱", "分"), "USD": ("分",), "EUR": ("分",), "SGD": ("分",), "AUD": ("分",)}


@rule(
    "number-money-elided",
    why="After a noun that is always money, a scaled number has its 元 left out.",
    examples=[
        ex("火灾造成损失⟦上千万⟧。", label="MONEY", value="10000000", unit="", mod="EQUAL_OR_MORE"),
        ex("影片票房⟦突破3亿⟧。", label="MONEY", value="300000000", mod="MORE_THAN"),
        ex("公司亏损⟦两个亿⟧。", label="MONEY", value="200000000", unit=""),
    ],
    never=["全国人口14亿", "全省建成3个亿元村"],
)
def money_elided(p: Phrase) -> Mention | None:
    """money noun + number 万/亿."""
    if p.unit or not _MONEY_SCALE.search(p.words):
        return None
    left = p.text[max(p.start - 18, p.run.floor) : p.start]
    if not _ELIDED.search(left) and not _ELIDED_AFTER.match(p.text, p.end):
        return None
    return figure(p, "MONEY", "number-money-elided", unit="", dimension="currency")


@rule(
    "number-measure",
    why="A physical unit; a smaller unit of the same dimension right after adds to it (六斤八两).",
    examples=[
        ex(
            "新路全长⟦18.5公里⟧。",
            label="QUANTITY",
            value="18.5",
            unit="公里",
            base_value="18500",
            base_unit="m",
        ),
        ex("每村平均⟦3亩⟧鱼塘。", value="3", base_value="2000"),
        ex("列车⟦时速350公里⟧。".replace("⟦时速", "时速⟦"), value="350", per="时"),
        ex("今年亩产⟦394.7公斤/亩⟧。", value="394.7", unit="公斤", per="亩"),
        ex("鱼重⟦六斤八两⟧。", value="6.8", unit="斤"),
        ex("环湖公路全长⟦约36公里⟧。", value="36", mod="APPROX"),
        ex("夜间⟦零下5摄氏度⟧。", value="-5", unit="摄氏度", unit_id="Cel"),
        ex("舱内可模拟⟦零下20℃至零上40℃⟧的环境。", value="-20", value_max="40"),
        ex("买了⟦三斤半⟧苹果。", value="3.5", unit="斤"),
        ex("孩子体温⟦38度5⟧，咳嗽不止。", value="38.5", unit="度", unit_id="Cel"),
    ],
    never=["元旦三天"],
)
def measure(p: Phrase) -> Mention | None:
    """number + physical unit."""
    found = p.sense
    if found is None or found.kind != "unit":
        return None
    if found.dimension in _LABELS_COUNT or found.dimension == "duration":
        return None
    if p.unit == "方" and p.low < 10:
        return None  # the parties of talks, no cubic metres
    if bare_scale(p) and (p.following == "级" or (p.unit == "里" and p.words in "千万")):
        return None
    if p.unit == "度" and _TURNS.match(p.text, p.end) and not p.run.arabic and p.low < 10:
        return figure(p, "CARDINAL", "number-measure", unit="度", dimension="count")
    if _COORDINATE.search(p.text, max(p.start - 4, 0), p.start):
        return None
    found = _scale_of_temperature(p, found)
    if p.high is None:
        _compound(p, found)
    return figure(p, "QUANTITY", "number-measure", sense=found, per=_per_of(p))


#: 北纬31.2度: a place, no quantity.
_COORDINATE = lazy(r"[东西]经[约为]?$|[南北]纬[约为]?$")
#: 两度会晤: with a verb after it, 度 counts times.
_TURNS = lazy(r"[访会登夺当入出获赴来率亲参蝉折提]")
_TENTH_OF_METRE = lazy(r"(\d{1,2}|[一二三四五六七八九]{1,2})(?![\d.%万千百十一-九])")
#: 38度5 is 38.5, as 一米八 is 1.8.
_DEGREES = frozenset("度 摄氏度 ℃".split())
_SPEED = lazy(r"(时|秒|分)速(?:高达|达到?|可达|约|为|超过?|最高)?$")
_YIELD = lazy(r"(亩|日|年|月)(?:产|产量|产能)(?:约|达|达到|约为|为|超)?$")


def _compound(p: Phrase, found: Unit) -> None:
    run = p.scan.at(p.end) if p.following and not p.per else None
    if run is None or run.words == "首":
        return
    word = match_after(p.text, run.end)
    part = lookup(word) if word else None
    if part and part.dimension == found.dimension and part.factor < found.factor and not part.clues:
        p.low += run.number.low * decimal(part.factor / found.factor)
        p.end = run.end + len(word)
    elif (
        (p.unit == "米" or (p.unit in _DEGREES and found.dimension == "temperature"))
        and not word
        and (tail := _TENTH_OF_METRE.match(p.text, p.end))
        and not goes_on(p.run.doc.tokens, tail.end())
    ):
        digits = tail.group(1)
        p.low += Decimal(f"0.{digits if digits.isdecimal() else exact(digits)}")
        p.end = tail.end()


def _scale_of_temperature(p: Phrase, found: Unit) -> Unit:
    """摄氏 and 华氏 before the number or its 零下 say which degree."""
    left = p.text[max(p.start - 4, p.run.floor) : p.start]
    if left[-1:] not in ("氏", "度"):
        return found
    for word, name in (("摄氏", "摄氏度"), ("华氏", "华氏度")):
        if left.endswith((word, word + "温度")):
            p.start -= len(word) + 2 * left.endswith("温度")
            return lookup(name) or found
    return found


def _per_of(p: Phrase) -> str:
    """The denominator that 时速, 亩产, 日均 … before the number say; the words stay outside."""
    if p.per:
        return ""
    left = p.text[max(p.start - 8, 0) : p.start]
    found = _SPEED.search(left) if "速" in left else None
    if found is None and "产" in left:
        found = _YIELD.search(left)
    return found.group(1) if found else ""
