"""Values in base units, exactly, and the units of rates."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache

from pipeline.lexicon import rows
from pipeline.units.registry import Unit, lookup

#: Digits of a converted value that has no finite decimal expansion (1/3 is 0.333333333333).
_DIGITS = 12

#: 番 beyond this is no figure that anybody means, and its power would not fit a Decimal.
_MOST_DOUBLINGS = 32

#: Dimension of numerator over dimension of denominator → dimension of the rate.
_RATES = {
    ("length", "time"): "speed",
    ("mass", "volume"): "density",
    ("mass", "area"): "yield",
    ("volume", "time"): "flow",
    ("mass", "time"): "mass_flow",
    ("data", "time"): "data_rate",
}


@cache
def denominators() -> dict[str, Unit]:
    """The spans of time that a rate is reckoned by.

    >>> denominators()["小时"].factor, denominators()["月"].base_unit
    (Fraction(3600, 1), 'mo')
    """
    return {
        r["unit"]: Unit(
            r["unit"],
            r["code"],
            r["dimension"],
            Fraction(r["factor"]),
            base_unit=r["base_unit"],
            kind="denominator",
        )
        for r in rows("denominators")
    }


def _denominator(per: str) -> Unit:
    """The sense of ``per`` under a slash; a word of no lexicon counts itself."""
    return denominators().get(per) or lookup(per) or Unit(per, per, "count", base_unit=per)


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
    below = _denominator(per)
    named = (
        "price"
        if unit.dimension == "currency"
        else _RATES.get((unit.dimension, below.dimension), "rate")
    )
    return Unit(
        f"{unit.unit}/{per}",
        f"{unit.code}/{below.code}",
        named,
        unit.factor / below.factor,
        base_unit=f"{unit.base_unit}/{below.base_unit}",
        kind="rate",
        position=unit.position,
    )


def to_base(value: Decimal, unit: Unit) -> Decimal:
    """``value`` of ``unit`` in its base unit, exact where a finite decimal is, else 12 digits.

    ``番`` doubles: 翻两番 is four times.

    >>> to_base(Decimal(3), lookup("亩")), to_base(Decimal("2.5"), lookup("个百分点"))
    (Decimal('2000'), Decimal('0.025'))
    >>> to_base(Decimal(2), lookup("番")), to_base(Decimal(1), lookup("亩"))
    (Decimal('4'), Decimal('666.666666667'))
    """
    if unit.unit == "番" and 0 <= value <= _MOST_DOUBLINGS:
        with localcontext(Context(prec=_DIGITS)):
            return Decimal(2) ** value
    return decimal((Fraction(value) + unit.offset) * unit.factor)


def decimal(exact: Fraction) -> Decimal:
    """``exact`` as a Decimal: all its digits if they end, else 12 significant ones.

    >>> decimal(Fraction(1, 8)), decimal(Fraction(1, 3))
    (Decimal('0.125'), Decimal('0.333333333333'))
    """
    rest = exact.denominator
    if rest == 1:
        return Decimal(exact.numerator)
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
