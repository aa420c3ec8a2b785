"""The calendar against an independent library, over a century."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunarcalendar import Converter, Lunar, Solar, solarterm

from pipeline import calendars

YEARS = range(1950, 2051)
#: The independent library's names of the solar terms.
TERMS = {
    "立春": "LiChun", "雨水": "YuShui", "惊蛰": "JingZhe", "春分": "ChunFen", "清明": "QingMing",
    "谷雨": "GuYu", "立夏": "LiXia", "小满": "XiaoMan", "芒种": "MangZhong", "夏至": "XiaZhi",
    "小暑": "XiaoShu", "大暑": "DaShu", "立秋": "LiQiu", "处暑": "ChuShu", "白露": "BaiLu",
    "秋分": "QiuFen", "寒露": "HanLu", "霜降": "ShuangJiang", "立冬": "LiDong", "小雪": "XiaoXue",
    "大雪": "DaXue", "冬至": "DongZhi", "小寒": "XiaoHan", "大寒": "DaHan",
}  # fmt: skip
LUNAR_FESTIVALS = {"春节": (1, 1), "元宵节": (1, 15), "端午节": (5, 5), "七夕节": (7, 7),
                   "中秋节": (8, 15), "重阳节": (9, 9), "腊八节": (12, 8)}  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_lunar_months_agree(year: int) -> None:
    for (month, leap), (first, length) in calendars.lunar_months(year).items():
        theirs = Converter.Solar2Lunar(Solar(first.year, first.month, first.day))
        assert (theirs.year, theirs.month, theirs.day, bool(theirs.isleap)) == (
            year,
            month,
            1,
            leap,
        )
        last = first + dt.timedelta(days=length - 1)
        end = Converter.Solar2Lunar(Solar(last.year, last.month, last.day))
        assert (end.month, end.day, bool(end.isleap)) == (month, length, leap)


@pytest.mark.parametrize("year", YEARS)
def test_lunar_festivals_agree(year: int) -> None:
    for name, (month, day) in LUNAR_FESTIVALS.items():
        theirs = Converter.Lunar2Solar(Lunar(year, month, day)).to_date()
        assert calendars.festival(name, year) == (theirs, theirs), name
    eve = Converter.Lunar2Solar(Lunar(year, 1, 1)).to_date() - dt.timedelta(days=1)
    assert calendars.festival("除夕", year) == (eve, eve)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(YEARS), st.sampled_from(sorted(TERMS)))
def test_solar_terms_agree(year: int, name: str) -> None:
    """The independent library computes the sun's longitude; at midnight it may round either way."""
    theirs = getattr(solarterm, TERMS[name])(year)
    assert abs(calendars.solar_terms(year)[name] - theirs) <= dt.timedelta(days=1)


@pytest.mark.parametrize("name", ["清明", "冬至"])
def test_solar_terms_that_are_festivals_agree(name: str) -> None:
    """But for 1951, whose winter solstice fell on midnight to the minute."""
    compute = getattr(solarterm, TERMS[name])
    differ = [y for y in YEARS if calendars.solar_terms(y)[name] != compute(y)]
    assert differ == ([1951] if name == "冬至" else [])


@given(st.dates(dt.date(1901, 2, 19), dt.date(2099, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_lunar_dates_lead_back(day: dt.date) -> None:
    year, month, number, leap = calendars.solar_to_lunar(day)
    assert calendars.lunar_to_solar(year, month, number, leap=leap) == day


@pytest.mark.parametrize("name", sorted(calendars.festivals()))
def test_every_festival_has_a_day(name: str) -> None:
    for year in (1950, 2000, 2013, 2050):
        found = calendars.festival(name, year)
        assert found is not None
        assert found[0] <= found[1]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (calendars.easter(2024), dt.date(2024, 3, 31)),
        (calendars.easter(2008), dt.date(2008, 3, 23)),
        (calendars.orthodox_easter(2024), dt.date(2024, 5, 5)),
        (calendars.lunar_to_solar(2021, 4, 1, leap=True), None),
        (calendars.lunar_to_solar(1800, 1, 1), None),
        (calendars.solar_terms(1800), {}),
        (calendars.festival("春节", 1800), None),
        (calendars.festival("清明节", 2100), (dt.date(2100, 4, 5), dt.date(2100, 4, 5))),
        (calendars.nth_weekday(2021, 2, 5, 1), None),
        (calendars.nth_weekday(2021, 5, -1, 1), dt.date(2021, 5, 31)),
        (calendars.festival("母亲节", 2021), (dt.date(2021, 5, 9), dt.date(2021, 5, 9))),
        (calendars.festival("感恩节", 2019), (dt.date(2019, 11, 28), dt.date(2019, 11, 28))),
        (calendars.festival("暑假", 2020), (dt.date(2020, 7, 1), dt.date(2020, 8, 31))),
    ],
)
def test_days_that_are_known(found: object, expected: object) -> None:
    assert found == expected


def test_the_library_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="no lunar calendar"):
        calendars.solar_to_lunar(dt.date(1850, 1, 1))
    with pytest.raises(KeyError):
        calendars.festival("没有的节", 2020)
