"""How long a DURATION is, as a quantity: 三年来 is 3 年, 两个半小时 2.5 小时, 3年零2个月 38 月.

The value is in the unit stated, of several in the smallest one named, 半 and 刻 as they are said (半年
is 0.5 年). The code is UCUM's, whose year has 365.25 days and whose month is a twelfth of that, so
that every length has its seconds; a unit UCUM lacks (季度, 世纪) is its own code. Working days have no
fixed length.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pipeline.extractors.times.lengths import Length, Part
from pipeline.extractors.times.vocabulary import UNITS, WORKDAYS
from pipeline.model import Quantity
from pipeline.units import decimal

#: The designator of a unit → UCUM's code and its seconds.
_UCUM = {
    "Y": ("a", 31_557_600),
    "Q": ("", 7_889_400),
    "M": ("mo", 2_629_800),
    "W": ("wk", 604_800),
    "D": ("d", 86_400),
    "TH": ("h", 3_600),
    "TM": ("min", 60),
    "TS": ("s", 1),
}


@lru_cache(maxsize=4096)
def measured(length: Length, until: Length | None = None) -> Quantity:
    """``length`` as a quantity of dimension duration; ``until`` is the upper end of a range.

    >>> from pipeline.extractors.times.lengths import read_length
    >>> long = measured(read_length("一年").plus(read_length("三个月")))
    >>> long.value, long.unit, long.unit_id, long.base_value, long.base_unit
    (Decimal('15'), '月', 'mo', Decimal('39447000'), 's')
    >>> measured(read_length("15个工作日")).base_value is None
    True
    """
    word = min((unit for unit, _, _ in length.said), key=_seconds)
    low, high = (_total(length.said, word, end) for end in (1, 2))
    if until is not None:
        high = _total(until.said, word, 2) or _total(until.said, word, 1)
    if until is not None and low is not None and high is not None and high < low:
        low, high = high, low  # 距今5300—4300年
    unit, times = UNITS[word]
    code = _UCUM[unit][0] if times == 1 and word not in WORKDAYS else ""
    fixed = low is not None and word not in WORKDAYS
    return Quantity(
        value=low,
        value_max=high,
        unit=word,
        unit_id=code or word,
        dimension="duration",
        base_value=decimal(Fraction(low) * _seconds(word)) if fixed and low is not None else None,
        base_unit="s" if fixed else "",
    )


def _seconds(word: str) -> int:
    unit, times = UNITS[word]
    return _UCUM[unit][1] * times


def _total(said: tuple[Part, ...], word: str, end: int) -> Decimal | None:
    """The lower (1) or upper (2) amounts ``said``, in units of ``word``; None where one is unknown."""
    if end == 2 and all(part[2] is None for part in said):
        return None
    total = Fraction(0)
    for part in said:
        amount = part[end] if part[end] is not None else part[1]
        if amount is None:
            return None
        exact = Fraction(amount)
        if part[0] != word:
            exact *= Fraction(_seconds(part[0]), _seconds(word))
        total += exact
    return decimal(total)
