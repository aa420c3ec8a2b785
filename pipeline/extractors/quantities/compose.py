"""Phrase + the judgement of a rule → mention: sign, currency, denominator and approximators around it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pipeline.extractors.quantities import approximators
from pipeline.extractors.quantities.phrase import Phrase
from pipeline.lazy import lazy
from pipeline.model import Mention, Mod, NumberLabel, Quantity
from pipeline.units import (
    Unit,
    decimal,
    denominators,
    match_before,
    match_denominator,
    rate,
    to_base,
)

_CLAUSE_ENDS = lazy(r"[，,。；;：:、！？\n\r]")
#: How far back 每 may stand from the number it makes a rate.
_PER_REACH = 16
_BARE_SCALE = frozenset("百千万亿兆半")
_PER_NOUNS = lazy(r"股|人|户|家|间|亩|村|校|班|队|场|件|套|辆|台|张|桶|盎司|个|名|位|箱|吨")


#: What a sign before a number ends in: 负 - 零下.
SIGNS = frozenset("负-－−下 ")


def negate(p: Phrase) -> None:
    """Take in a sign before the number: 负3.2%, 零下5℃, a minus that is no range and no hyphen."""
    text, at = p.text, p.start
    if p.signed:
        return
    before = text[at - 1] if at > p.run.floor else ""
    if before == " " and at - 1 > p.run.floor and text[at - 2] in "负-":
        at, before = at - 1, text[at - 2]
    if (before == "负" and _starts_word(p, at - 1)) or (
        before and before in "-－−" and _is_minus(p, at - 1)
    ):
        p.start = at - 1
    elif before == "下" and text[max(at - 2, p.run.floor) : at] == "零下":
        p.start = at - 2
    else:
        return
    p.low, p.high = -p.low, None if p.high is None else -p.high
    if p.high is not None:
        p.low, p.high = p.high, p.low


def _starts_word(p: Phrase, at: int) -> bool:
    """Whether the character at ``at`` begins a token: 负八, not 减负八条."""
    tokens = p.run.doc.tokens
    return tokens.at(at) < 0 or tokens.is_edge(at)


def _is_minus(p: Phrase, at: int) -> bool:
    """A dash is a minus at a clause's edge, or after a word where a unit follows the number."""
    before = p.text[at - 1] if at > 0 else ""
    if not before or before in " \n\t(（：:，,。、=/~至到":
        return True
    return not before.isascii() and before not in "-—–" and bool(p.unit)


def figure(
    p: Phrase,
    label: NumberLabel,
    rule: str,
    *,
    unit: str | None = None,
    sense: Unit | None = None,
    dimension: str = "",
    per: str = "",
    base: Decimal | None = None,
    indefinite: bool = False,
) -> Mention:
    """The mention of ``p`` as ``label``: ``sense`` gives code, dimension and base value."""
    start, mods = p.start, p.mods
    counts = label != "ORDINAL"  # nothing loosens a rank: 中超第18轮
    if counts and p.text[start - 1 : start] in approximators.BEFORE:
        start, before = _loosened(p)
        mods = [*before, *mods]
    end, ceiling = p.end, p.run.ceiling
    if end < ceiling and p.text[end] in approximators.AFTER:
        end, after = approximators.after(p.text, p.run.doc.tokens, end, ceiling)
        mods = [*mods, *after]
    per = per or p.per
    if counts and not per and p.scan.rates:
        start, per = _per_before(p, start)
    if per and sense is not None:
        sense = rate(sense, per)
    word = p.unit if unit is None else unit
    code, base_unit = word, ""
    if sense is not None:
        code, dimension, base_unit = sense.code, sense.dimension, sense.base_unit
        base = _base(p.low, sense)
    mod = approximators.strictest(mods)
    quantity = Quantity(p.low, p.high, mod, word, code, dimension, per, base, base_unit, indefinite)
    return Mention(start, end, label, rule, quantity)


def _loosened(p: Phrase) -> tuple[int, list[Mod]]:
    """Where the figure begins with the approximators before it, and what they say."""
    text, tokens, floor = p.text, p.run.doc.tokens, p.run.floor
    scale = p.words[:1] in _BARE_SCALE or p.unit == "成"  # 过亿, 过八成
    start, mods = approximators.before(text, tokens, p.start, floor, scale=scale)
    if mods and p.words == "一" and text.startswith(("突破", "破"), start):
        return p.start, []  # 突破一批技术: a breakthrough, no bound
    return start, mods


def loosened(p: Phrase) -> bool:
    """Whether an approximator touches the number on its left: 超百亿, 上千万."""
    return bool(approximators.before(p.text, p.run.doc.tokens, p.start, p.run.floor, scale=True)[1])


def _base(value: Decimal, sense: Unit) -> Decimal:
    """``value`` in the base unit; counts and main currency units, the most, are that already."""
    if sense.dimension == "count" or sense.unit == "元":
        return value
    if sense.code == "%":
        return value.scaleb(-2)
    factor = (
        None if sense.offset or sense.unit == "番" else _plain(*sense.factor.as_integer_ratio())
    )
    return to_base(value, sense) if factor is None else value * factor


@lru_cache(maxsize=512)
def _plain(numerator: int, denominator: int) -> Decimal | None:
    """The factor as a Decimal where it is exactly one; None for 2000/3."""
    found = decimal(Fraction(numerator, denominator))
    return found if found.as_integer_ratio() == (numerator, denominator) else None


#: A share or multiple is of no denominator: 日均客流是去年的近3倍.
_OF_NOTHING = frozenset({"%", "‰", "倍", "番", "成", "折"})


def _per_before(p: Phrase, start: int) -> tuple[int, str]:
    """A denominator before the number: touching (每吨8000元, taken in) or earlier in its clause."""
    text = p.text
    if not p.unit or p.unit in _OF_NOTHING:
        return start, ""
    at = text.rfind("每", max(start - _PER_REACH, 0), start)
    if at < 0:
        return start, _per_capita(p, start)
    word = match_denominator(text, at + 1) or _counted(text, at + 1)
    if word and at + 1 + len(word) == start and at >= p.run.floor:
        return at, word
    # In 每100毫升 the number is the denominator itself.
    if at + 1 == start or _CLAUSE_ENDS.search(text, at, start):
        return start, ""
    span = denominators().get(word)
    if span is not None and span.dimension in ("time", "calendar"):
        return start, ""  # 每天, 每年: the period of a fact, not the unit of a rate
    noun = _PER_NOUNS.match(text, at + 1)
    return start, noun.group() if noun else word


_COUNT = lazy(r"\d[\d.]{0,6}[万千百]?")


def _counted(text: str, start: int) -> str:
    """A denominator with a number of its own: 每500克68元, 每10股."""
    number = _COUNT.match(text, start)
    unit = match_denominator(text, number.end()) if number else ""
    span = denominators().get(unit)
    if number is None or (span is not None and span.dimension in ("time", "calendar")):
        return ""  # 每90分钟绕地球一圈 says how often
    return text[start : number.end()] + unit if unit else ""


_CAPITA = lazy(
    r"(?<![0-9一二两三四五六七八九十几])([人户亩日月年]|(?<![学师医考新先女男花发产卫民招研])生)均[^，,。；：、\d]{0,9}$"
)


def _per_capita(p: Phrase, start: int) -> str:
    """人均, 户均, 日均 … earlier in the clause name the denominator."""
    at = p.text.rfind("均", max(start - 11, 0), start)
    found = _CAPITA.match(p.text, at - 1, start) if at > 0 else None
    return found.group(1) if found else ""


def currency_before(p: Phrase) -> tuple[int, str]:
    """The start and word of a currency written before the number: 人民币 5亿元, US$3.5亿."""
    text, at = p.text, p.start
    while at > p.run.floor and text[at - 1] in " \xa0":
        at -= 1
    word = match_before(text, at)
    return (at - len(word), word) if word and at - len(word) >= p.run.floor else (p.start, "")
