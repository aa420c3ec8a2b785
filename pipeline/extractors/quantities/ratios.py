"""Ratios: fractions, halves, multiples, scores."""

from __future__ import annotations

from decimal import Decimal

from pipeline.extractors.quantities.compose import figure, negate
from pipeline.extractors.quantities.context import alternation
from pipeline.extractors.quantities.phrase import CONNECTOR, Phrase, take_unit
from pipeline.extractors.quantities.trust import goes_on
from pipeline.lazy import lazy
from pipeline.model import Mention
from pipeline.numerals import Numeral, exact, fraction
from pipeline.rules import ex, rule
from pipeline.units import lookup

_MIXED = lazy(r" *又 *")
_PARTS = lazy(r" *分 *之 *")
_HUNDREDTHS = frozenset({"百", "佰", "千", "仟", "万", "百万", "千万", "万万", "亿", "十万"})
_OF_HUNDRED = lazy(r"百 *分 *之 *")
_SLASH = lazy(r"(?: (\d{1,4}))?/(\d{1,6})(?![\d/.%]|[年月]|决赛|区)")
_VERSUS = lazy(r" ?(?:比|[:：∶-]) ?")
_SPORT = lazy(alternation("sport"))
_PROPORTION = lazy(alternation("proportion"))
_CLOCK = lazy(r"[:：∶][0-5]\d(?!\d)")
_NO_SPORT_REACH = 24


@rule(
    "number-fraction",
    why="X分之Y is a ratio without unit; with a round denominator and no digit before it (百分之, 千分之) a percentage.",
    examples=[
        ex(
            "全县⟦三分之一⟧的村通了公路。",
            label="CARDINAL",
            value="0.333333333333",
            dimension="ratio",
        ),
        ex("产值增长⟦百分之七点八⟧。", label="PERCENT", value="7.8", unit="%", base_value="0.078"),
        ex("税率降为⟦千分之三⟧。", label="PERCENT", value="0.3", base_value="0.003"),
        ex("他用了⟦三又二分之一⟧杯面粉。", label="CARDINAL", value="3.5"),
        ex("含糖量在⟦百分之三至五⟧。", label="PERCENT", value="3", value_max="5"),
    ],
    never=["部分之间有差异", "十分之冷"],
)
def fraction_words(p: Phrase) -> Mention | None:
    """[whole 又] denominator 分之 numerator."""
    text, whole, denominator, at = p.text, "", p.words, p.number_end
    mixed = _MIXED.match(text, at, p.run.ceiling)
    if mixed and (bottom := p.scan.at(mixed.end())):
        whole, denominator, at = p.words, bottom.words, bottom.end
    joint = _PARTS.match(text, at, p.run.ceiling)
    below = joint is not None and text.startswith("负", joint.end())
    top = p.scan.at(joint.end() + below) if joint else None
    if top is None:
        return None
    p.end = p.number_end = top.end
    p.mods, p.unit = [], ""
    if denominator in _HUNDREDTHS and not whole:
        return _percent_words(p, denominator, top.number, below=below)
    value = fraction(_flat(top.words), _flat(denominator), _flat(whole))
    if value is None:
        return None
    p.low, p.high = -value if below else value, None
    negate(p)
    return figure(p, "CARDINAL", "number-fraction", unit="", dimension="ratio", base=p.low)


@rule(
    "number-short-fraction",
    why="South China writes 四分一 and 三份二 for fractions; a share of a unit is a measure (四分一升).",
    examples=[
        ex(
            "约⟦四分一⟧的居民受访。".replace("约⟦", "⟦约"),
            label="CARDINAL",
            value="0.25",
            dimension="ratio",
        ),
        ex("加入⟦四分一升⟧牛奶。", label="QUANTITY", value="0.25", unit="升"),
    ],
    never=["他得了三分一篮板", "排名三分组第一"],
)
def short_fraction(p: Phrase) -> Mention | None:
    """denominator 分 numerator, without 之."""
    found = _SHORT.match(p.text, p.start, p.run.ceiling)
    value = fraction(found.group(2), found.group(1)) if found else None
    if found is None or value is None or value >= 1 or goes_on(p.run.doc.tokens, found.end()):
        return None
    p.low, p.high, p.mods, p.unit, p.end, p.number_end = (
        value,
        None,
        [],
        "",
        found.end(),
        found.end(),
    )
    take_unit(p)
    if p.sense is None:
        return figure(
            p, "CARDINAL", "number-short-fraction", unit="", dimension="ratio", base=value
        )
    if p.sense.kind != "unit":
        return None
    return figure(p, "QUANTITY", "number-short-fraction", sense=p.sense)


_SHORT = lazy(r"([二三四五六七八九十])[分份]([一二三])(?![秒钟厘毛点一-九十百千万球次场篮刻])")


def _flat(words: str) -> str:
    return words.replace(" ", "").replace("\u3000", "")


def _percent_words(p: Phrase, denominator: str, top: Numeral, *, below: bool) -> Mention | None:
    bottom = exact(denominator)
    if bottom is None:
        return None
    p.low, p.high = top.low * 100 / bottom, top.high and top.high * 100 / bottom
    if top.more:
        p.mods.append("MORE_THAN")
    joint = CONNECTOR.match(p.text, p.end, p.run.ceiling)
    if joint and p.high is None and denominator == "百":
        skip = _OF_HUNDRED.match(p.text, joint.end())
        other = p.scan.at(skip.end() if skip else joint.end())
        if other and other.number.low > p.low and (skip or not p.text.startswith("%", other.end)):
            p.high, p.end = other.number.low, other.end
    if below:
        p.low, p.high = -p.low, None
    negate(p)
    return figure(p, "PERCENT", "number-fraction", unit="%", sense=lookup("%"))


@rule(
    "number-score",
    why="Two small numbers parted by 比, a colon, or in sport a dash, are a score; in a proportion a ratio.",
    examples=[
        ex("主队以⟦3比1⟧取胜。", label="CARDINAL", value="3", value_max="1", dimension="score"),
        ex("客队⟦2∶0⟧领先。", value="2", value_max="0", dimension="score"),
        ex("她⟦21-19⟧拿下第二局。", value="21", value_max="19", dimension="score"),
        ex("水和面粉的比例为⟦1:2⟧。", value="1", value_max="2", dimension="ratio"),
    ],
    never=["会议10:30开始。", "热线010-62345678"],
)
def score(p: Phrase) -> Mention | None:
    """number 比 number."""
    if p.ranged and p.unit:
        return None
    text, at = p.text, p.number_end
    joint = _VERSUS.match(text, at, p.run.ceiling)
    if joint is None or p.run.number.high is not None:
        return None
    other = p.scan.at(joint.end())
    if other is None or other.number.high is not None or other.words == "首":
        return None
    near = text[max(p.start - _NO_SPORT_REACH, 0) : other.end + _NO_SPORT_REACH]
    proportion = bool(
        _PROPORTION.search(near) or _RATIO_BEFORE.search(text, max(p.start - 3, 0), p.start)
    ) or (p.words == "1" and (other.number.low >= 1000 or other.number.low % 1 != 0))
    mark = joint.group().strip()
    if not proportion and not _is_score(p, mark, other.words, near):
        return None
    if text[other.end : other.end + 1] in _AFTER_SCORE:
        return None
    p.low, p.high, p.end, p.unit, p.mods = p.run.number.low, other.number.low, other.end, "", []
    dimension = "ratio" if proportion else "score"
    return figure(p, "CARDINAL", "number-score", unit="", dimension=dimension)


#: 生师比17∶1, 男女比为3:2.
_RATIO_BEFORE = lazy(r"[^分对]比[为是约]?$")
_BEFORE_NO_SCORE = frozenset("-:：∶/.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_AFTER_SCORE = frozenset(
    "%./:：∶万亿年月日个人元米倍-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)


def _is_score(p: Phrase, mark: str, other: str, near: str) -> bool:
    words = p.run.words
    if len(words) > 3 or len(other) > 3 or "." in words + other:
        return False
    before = p.text[max(p.start - 2, 0) : p.start]
    if before[-1:] in _BEFORE_NO_SCORE or (
        before[-1:] == " " and before.strip().isascii() and before.strip()
    ):
        return False
    if mark == "比":
        return words.isdigit() == other.isdigit()
    if not (words.isdigit() and other.isdigit()):
        return False
    if mark == "-":
        return bool(_SPORT.search(near))
    return not _CLOCK.match(p.text, p.number_end) or bool(_SPORT.search(near))


@rule(
    "number-slash-fraction",
    why="Two whole numbers about a slash are a fraction, two readings before a unit of pressure; the"
    " dates of that shape are the time extractor's.",
    examples=[
        ex(
            "⟦近15/16⟧的受访者表示支持。",
            label="CARDINAL",
            value="0.9375",
            mod="APPROX",
            dimension="ratio",
        ),
        ex("血压⟦158⟧/96毫米汞柱。", label="QUANTITY", value="158", unit="毫米汞柱"),
    ],
    never=["截至2026/3/1", "版本号7/2/1"],
)
def slash_fraction(p: Phrase) -> Mention | None:
    """numerator/denominator in digits."""
    found = _SLASH.match(p.text, p.number_end, p.run.ceiling)
    if found is None or not p.words.isdigit() or p.text[p.start - 1 : p.start] == "/":
        return None
    top = found.group(1)
    value = fraction(top or p.words, found.group(2), p.words if top else "")
    if value is None:
        return None
    p.low, p.high, p.end = value, None, found.end()
    take_unit(p)
    if p.sense and p.sense.dimension == "pressure":  # 120/80毫米汞柱 is two readings, no fraction
        p.low, p.end, unit, p.unit = p.run.number.low, p.number_end, p.unit, ""
        return figure(p, "QUANTITY", "number-slash-fraction", unit=unit, sense=p.sense)
    if p.sense and p.sense.kind == "unit" and value < 1:  # 3/4英寸
        return figure(p, "QUANTITY", "number-slash-fraction", sense=p.sense)
    if p.sense and p.sense.kind == "unit":
        p.low, p.unit, p.end = p.run.number.low, "", p.number_end
        return None
    p.unit, p.end = "", found.end()
    negate(p)
    return figure(p, "CARDINAL", "number-slash-fraction", unit="", dimension="ratio", base=p.low)


#: 增长两倍六: a digit after 倍 counts its tenths.
_TENTH = lazy(r"[一二三四五六七八九](?=[，。；、！？）)左以多]|$)")


@rule(
    "number-multiple",
    why="倍 is a bare ratio and 番 a doubling (base value 2^n); 番 elsewhere is a classifier.",
    examples=[
        ex("产值增长了⟦14.91倍⟧。", label="CARDINAL", value="14.91", unit="倍", base_value="14.91"),
        ex("产值翻⟦两番⟧。", label="CARDINAL", value="2", unit="番", base_value="4"),
        ex("规模扩大⟦一倍半⟧。", value="1.5", unit="倍"),
        ex("收入增长⟦两倍六⟧。", value="2.6", unit="倍"),
        ex("产量翻了⟦一番⟧。", value="1", unit="番", base_value="2"),
    ],
    never=["成倍增长", "介绍了一番"],
)
def multiple(p: Phrase) -> Mention | None:
    """number 倍, 翻 number 番."""
    if p.unit == "番":
        if "翻" not in p.text[max(p.start - 3, 0) : p.start]:
            return None
    elif p.unit != "倍":
        return None
    elif p.high is None and (tenth := _TENTH.match(p.text, p.end, p.run.ceiling)):
        p.low, p.end = p.low + (exact(tenth.group()) or Decimal(0)) / 10, tenth.end()
    return figure(p, "CARDINAL", "number-multiple", sense=lookup(p.unit))


@rule(
    "number-half",
    why="一半 and 半数 are the ratio one half.",
    examples=[
        ex("⟦一半⟧的学生来自农村。", label="CARDINAL", value="0.5", unit="", dimension="ratio"),
        ex("⟦半数以上⟧村民投票。", value="0.5", mod="EQUAL_OR_MORE"),
    ],
    never=["朝鲜半岛局势", "半导体产业"],
)
def half(p: Phrase) -> Mention | None:
    """一半, 半数."""
    text, end = p.text, p.number_end
    if (
        p.words == "一"
        and text.startswith("半", end)
        and not text.startswith(("半天", "半会"), end)
    ):
        p.end = end + 1 + text.startswith("半半", end)
    elif p.words == "半" and text.startswith("数", end):
        p.end = end + 1
    else:
        return None
    p.low, p.high, p.mods = Decimal("0.5"), None, []
    return figure(p, "CARDINAL", "number-half", unit="", dimension="ratio", base=p.low)
