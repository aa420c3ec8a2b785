"""Numerals read back what a writer of them wrote, in every style, and refuse what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import fold
from pipeline.numerals import LONGEST, exact, fraction, parse

HAN = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"


def _section(number: int, digits: str, scales: str) -> str:
    """A number under ten thousand in words: 1005 is 一千零五."""
    words, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = gap or bool(words)
            continue
        words += ("零" if gap else "") + digits[digit] + scales[power]
        gap = False
    return words


def write(number: int, digits: str = HAN, scales: str = " 十百千") -> str:
    """``number`` below 10^16 in words, the way it is read aloud."""
    if not number:
        return digits[0]
    marks = [" ", "万", "亿", "兆"]
    words, pending = "", False
    for group in (3, 2, 1, 0):
        part = number // 10 ** (4 * group) % 10**4
        if not part:
            pending = pending or bool(words)
            continue
        if words and (pending or part < 1000):
            words += digits[0]
        words += _section(part, digits, scales) + marks[group]
        pending = False
    return words.replace(" ", "")


def write_mixed(number: int) -> str:
    """3万5千 style: a digit before each scale."""
    words = ""
    for scale, mark in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百")):
        count = number // scale
        number %= scale
        if count:
            words += f"{count}{mark}"
    return words + (f"零{number}" if words and number else str(number) if not words else "")


NUMBERS = st.integers(0, 10**16 - 1) | st.integers(0, 10**5)


@given(NUMBERS)
def test_han_numerals_read_back(number: int) -> None:
    numeral = parse(write(number))
    assert numeral is not None
    assert numeral.low == number
    assert numeral.high is None


@given(NUMBERS)
def test_formal_numerals_read_back(number: int) -> None:
    assert exact(write(number, FORMAL, " 拾佰仟")) == number


@given(NUMBERS)
def test_traditional_numerals_read_back_once_folded(number: int) -> None:
    words = write(number).replace("万", "萬").replace("亿", "億")
    assert exact(fold(words)) == number


@given(st.integers(0, 10**12 - 1))
def test_mixed_numerals_read_back(number: int) -> None:
    assert exact(write_mixed(number)) == number


@given(NUMBERS, st.integers(0, 4))
def test_arabic_numerals_read_back(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    for text in (f"{value:f}", f"{value:,f}", fold(f"{value:f}".translate(_WIDE))):
        numeral = parse(text)
        assert numeral is not None
        assert numeral.low == value


_WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789."}


@given(st.integers(0, 9999), st.text("零一二三四五六七八九", min_size=1, max_size=8))
def test_decimals_in_words_read_back(whole: int, places: str) -> None:
    digits = "".join(str(HAN.index(c)) for c in places)
    assert exact(f"{write(whole)}点{places}") == Decimal(f"{whole}.{digits}")


@given(st.integers(10, 10**9))
def test_digit_strings_read_back(number: int) -> None:
    words = "".join(HAN[int(c)] for c in str(number))
    if len(words) > 2:
        assert exact(words) == number


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_fractions_have_twelve_digits_at_least(top: int, bottom: int) -> None:
    value = fraction(str(top), str(bottom))
    assert value is not None
    assert abs(value * bottom - top) <= Decimal("1e-11") * max(top, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", "2"),
        ("十", "10"),
        ("十六", "16"),
        ("一百十六", "116"),
        ("廿二", "22"),
        ("五百卅四", "534"),
        ("一万三", "13000"),
        ("三百五", "350"),
        ("百二万", "1200000"),
        ("一万零三", "10003"),
        ("1万2", "12000"),
        ("3万5千", "35000"),
        ("3万4000", "34000"),
        ("1百01", "101"),
        ("5亿1万4千6百", "500014600"),
        ("200亿零四千230", "20000004230"),
        ("12万亿", "12000000000000"),
        ("四万万", "400000000"),
        ("六十六兆一十三亿五万六千三", "66001300056300"),
        ("零点零零一", "0.001"),
        ("三点五亿", "350000000"),
        ("1,234.56", "1234.56"),
        (".5", "0.5"),
        ("半", "0.5"),
        ("半百", "50"),
        ("万", "10000"),
        ("百万", "1000000"),
        ("七十八万五佰零六", "780506"),
    ],
)
def test_one_value(text: str, value: str) -> None:
    numeral = parse(text)
    assert numeral is not None
    assert (numeral.low, numeral.high) == (Decimal(value), None)


@pytest.mark.parametrize(
    ("text", "low", "high", "vague"),
    [
        ("几", 2, 9, True),
        ("数百", 200, 900, True),
        ("十几", 11, 19, True),
        ("二十几", 21, 29, True),
        ("10几", 11, 19, True),
        ("几十万", 200000, 900000, True),
        ("一百零几", 101, 109, True),
        ("两三", 2, 3, False),
        ("三四十", 30, 40, False),
        ("三五百", 300, 500, False),
        ("七八百万", 7000000, 8000000, False),
        ("十七八", 17, 18, False),
        ("二十三四", 23, 24, False),
    ],
)
def test_two_ends(text: str, low: int, high: int, vague: bool) -> None:
    numeral = parse(text)
    assert numeral is not None
    assert (numeral.low, numeral.high) == (Decimal(low), Decimal(high))
    assert numeral.vague is vague


@pytest.mark.parametrize("text", ["十余万", "一千多万", "十来", "30多亿"])
def test_more_is_remembered(text: str) -> None:
    numeral = parse(text)
    assert numeral is not None
    assert numeral.more


@pytest.mark.parametrize(
    "text", ["", "万千", "二百三百", "千百", "一数", "三几", "百分", "第三", "1.2.3", "3万5000.5"]
)
def test_no_numeral(text: str) -> None:
    assert parse(text) is None


def test_a_run_longer_than_any_figure_is_refused() -> None:
    assert parse("1" * (LONGEST + 1)) is None


def test_no_fraction_of_zero() -> None:
    assert fraction("一", "零") is None
