"""The registry of units: what follows, or precedes, a numeral, and what it converts to.

Three lexicons make one vocabulary: ``units`` (physical units, ratios, scores; UCUM codes),
``currencies`` (ISO 4217) and ``classifiers`` (the words themselves). A word may have several
senses (``度`` is a temperature, or electricity); a sense that lists ``clues`` holds only where one
of them stands nearby, and the first sense without clues is the default.

Words are in folded form (Simplified, half-width), as the text they are matched against is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache

from pipeline.lexicon import rows

#: Digits of a converted value that has no finite decimal expansion (``1/3``), as SPEC has it.
_DIGITS = 12
_ASCII_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sense of a unit word.

    ``code`` is ISO 4217, else UCUM, else the word. A value in ``base_unit`` is
    ``(value + offset) * factor``. ``kind`` is ``unit``, ``currency``, ``rate`` or a classifier's
    kind (nominal, verbal, collective, container, compound, noun, ordinal). ``position`` says
    whether a currency stands before its number, after it, or both.
    """

    unit: str
    code: str
    dimension: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    base_unit: str = ""
    kind: str = "unit"
    position: str = "after"
    clues: tuple[str, ...] = ()


def _physical() -> list[Unit]:
    return [
        Unit(
            r["unit"],
            r["code"],
            r["dimension"],
            Fraction(r["factor"]),
            Fraction(r["offset"]),
            r["base_unit"],
            clues=tuple(r["clues"].split()),
        )
        for r in rows("units")
    ]


def _currencies() -> list[Unit]:
    return [
        Unit(
            r["name"],
            r["code"],
            "currency",
            Fraction(r["factor"]),
            base_unit=r["code"],
            kind="currency",
            position=r["position"],
        )
        for r in rows("currencies")
    ]


def _classifiers() -> list[Unit]:
    return [
        Unit(r["unit"], r["unit"], "count", base_unit=r["unit"], kind=r["kind"])
        for r in rows("classifiers")
    ]


@cache
def registry() -> dict[str, tuple[Unit, ...]]:
    """Every word with its senses: those without clues first, units before currencies before classifiers."""
    senses: dict[str, list[Unit]] = defaultdict(list)
    for unit in (*_physical(), *_currencies(), *_classifiers()):
        senses[unit.unit].append(unit)
    return {
        word: tuple(sorted(found, key=lambda u: bool(u.clues))) for word, found in senses.items()
    }


def lookup(unit: str) -> Unit | None:
    """The default sense of ``unit``, None when the lexicons do not have the word.

    >>> lookup("亩").factor, lookup("万元")
    (Fraction(2000, 3), None)
    """
    found = registry().get(unit)
    return found[0] if found else None


def sense(unit: str, context: str) -> Unit | None:
    """The sense of ``unit`` that ``context`` (the words around it) calls for.

    >>> sense("度", "居民月均用电").code, sense("度", "最高气温").code
    ('kW.h', 'Cel')
    """
    found = registry().get(unit, ())
    for candidate in found:
        if any(clue in context for clue in candidate.clues):
            return candidate
    return found[0] if found else None


def _by_edge(edge: int, positions: frozenset[str]) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = defaultdict(list)
    for word, senses in registry().items():
        if any(s.position in positions for s in senses):
            table[word[edge]].append(word)
    return {key: tuple(sorted(words, key=len, reverse=True)) for key, words in table.items()}


@cache
def _after() -> dict[str, tuple[str, ...]]:
    return _by_edge(0, frozenset({"after", "both"}))


@cache
def _before() -> dict[str, tuple[str, ...]]:
    return _by_edge(-1, frozenset({"before", "both"}))


def match_after(text: str, start: int) -> str:
    """The longest unit word of folded ``text`` at ``start``, '' when there is none.

    A Latin unit ends where its word does: the ``m`` of ``5mRNA`` is no metre.

    >>> match_after("5平方公里多", 1), match_after("5mRNA", 1), match_after("3", 1)
    ('平方公里', '', '')
    """
    for word in _after().get(text[start : start + 1], ()):
        if text.startswith(word, start):
            end = start + len(word)
            if word[-1] in _ASCII_WORD and text[end : end + 1] in _ASCII_WORD:
                continue
            return word
    return ""


def match_before(text: str, end: int) -> str:
    """The longest currency word of folded ``text`` that ends at ``end``, '' when there is none.

    >>> match_before("投资人民币5亿元", 5), match_before("约US$3", 4)
    ('人民币', 'US$')
    """
    for word in _before().get(text[end - 1 : end] if end > 0 else "", ()):
        if text.endswith(word, 0, end):
            start = end - len(word)
            if word[0] in _ASCII_WORD and start > 0 and text[start - 1] in _ASCII_WORD:
                continue
            return word
    return ""


def to_base(value: Decimal, unit: Unit) -> Decimal:
    """``value`` of ``unit`` in its base unit, exact where a finite decimal is, else 12 digits.

    ``番`` doubles: 翻两番 is four times.

    >>> to_base(Decimal(3), lookup("亩")), to_base(Decimal("2.5"), lookup("个百分点"))
    (Decimal('2000'), Decimal('0.025'))
    >>> to_base(Decimal(2), lookup("番")), to_base(Decimal(1), lookup("亩"))
    (Decimal('4'), Decimal('666.666666667'))
    """
    if unit.unit == "番":
        return Decimal(2) ** value
    return decimal((Fraction(value) + unit.offset) * unit.factor)


def decimal(exact: Fraction) -> Decimal:
    """``exact`` as a Decimal: all its digits if they end, else 12 significant ones.

    >>> decimal(Fraction(1, 8)), decimal(Fraction(1, 3))
    (Decimal('0.125'), Decimal('0.333333333333'))
    """
    rest = exact.denominator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        with localcontext(Context(prec=_DIGITS)):
            return Decimal(exact.numerator) / Decimal(exact.denominator)
    places = max(twos, fives)
    digits = exact.numerator * 10**places // exact.denominator
    return Decimal(digits).scaleb(-places, Context(prec=len(str(digits)) + 1))


#: Denominators that are times: their UCUM code and seconds (a month and a year are no fixed time).
_TIMES: dict[str, tuple[str, int]] = {
    "秒": ("s", 1),
    "秒钟": ("s", 1),
    "s": ("s", 1),
    "分": ("min", 60),
    "分钟": ("min", 60),
    "min": ("min", 60),
    "时": ("h", 3600),
    "小时": ("h", 3600),
    "钟头": ("h", 3600),
    "h": ("h", 3600),
    "日": ("d", 86400),
    "天": ("d", 86400),
    "昼夜": ("d", 86400),
    "周": ("wk", 604800),
    "星期": ("wk", 604800),
}
#: Denominators that are times of no fixed length; they stay as they are.
_CALENDAR = {"月": "mo", "个月": "mo", "季度": "季度", "季": "季度", "年": "a"}

#: Dimension of numerator over dimension of denominator → dimension of the rate.
_RATES = {
    ("length", "time"): "speed",
    ("mass", "volume"): "density",
    ("mass", "area"): "yield",
    ("volume", "time"): "flow",
    ("mass", "time"): "mass_flow",
    ("data", "time"): "data_rate",
}


def _denominator(per: str) -> tuple[str, str, Fraction, str]:
    """The code, dimension, factor and base unit of a denominator."""
    if per in _TIMES:
        code, seconds = _TIMES[per]
        return code, "time", Fraction(seconds), "s"
    if per in _CALENDAR:
        return _CALENDAR[per], "calendar", Fraction(1), _CALENDAR[per]
    found = lookup(per)
    if found and found.kind == "unit":
        return found.code, found.dimension, found.factor, found.base_unit
    return per, "count", Fraction(1), per


def rate(unit: Unit, per: str) -> Unit:
    """The unit ``unit`` per ``per``; any word may be a denominator (``每股`` → ``股``).

    A currency over anything is a price; other pairs without a name of their own are a ``rate``.

    >>> speed = rate(lookup("公里"), "小时")
    >>> speed.code, speed.dimension, speed.factor, speed.base_unit
    ('km/h', 'speed', Fraction(5, 18), 'm/s')
    >>> price = rate(lookup("元"), "平方米")
    >>> price.code, price.dimension, price.base_unit
    ('CNY/m2', 'price', 'CNY/m2')
    """
    code, dimension, factor, base = _denominator(per)
    named = (
        "price" if unit.dimension == "currency" else _RATES.get((unit.dimension, dimension), "rate")
    )
    return Unit(
        f"{unit.unit}/{per}",
        f"{unit.code}/{code}",
        named,
        unit.factor / factor,
        base_unit=f"{unit.base_unit}/{base}",
        kind="rate",
        position=unit.position,
    )
