"""Atoms with numbers: years, months, days, and what counts them."""

from __future__ import annotations

import re

from pipeline.extractors.times.decode.steps import Step, number, reads
from pipeline.extractors.times.vocabulary import NEIGHBOURS, eras
from pipeline.extractors.times.when import UNIT_GRAINS
from pipeline.lazy import lazy

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}
_QUARTERS = {"首": 1, "末": 4}


def _ints(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"[0-9]+", text)]


@reads("stamp", "digits")
def _stamp(text: str) -> tuple[Step, ...]:
    if text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    year, month, day = _ints(text)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ()
    return (Step("year", 2, year), Step("month", 4, month), Step("day", 6, day))


@reads("dmy")
def _day_month_year(text: str) -> tuple[Step, ...]:
    day, month, year = _ints(text)
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ()
    return (Step("year", 2, year_of(year)), Step("month", 4, month), Step("day", 6, day))


@reads("ymd")
def _short_stamp(text: str) -> tuple[Step, ...]:
    year, month, day = _ints(text)
    steps = _stamp(f"{year_of(year)}-{month}-{day}")
    return (steps[0]._replace(c="ymd"), *steps[1:]) if steps else ()


@reads("ym")
def _year_month(text: str) -> tuple[Step, ...]:
    year, month = _ints(text)
    return (Step("year", 2, year), Step("month", 4, month))


@reads("md")
def _month_day(text: str) -> tuple[Step, ...]:
    month, day = _ints(text)
    return (Step("month", 4, month, None, "md"), Step("day", 6, day))


def year_of(two: int) -> int:
    """A year from its last two digits: to 29 this century, else the last."""
    return two + (2000 if two < 30 else 1900) if two < 100 else two


@reads("year", "bare")
def _year(text: str) -> tuple[Step, ...]:
    bare = text.removeprefix("公元").removeprefix("西元").strip()
    found = number(re.sub(r"\s?(?:[财学]?年度?份?)$", "", bare))
    kind = "schoolyear" if "学年" in text else "year"
    return (Step(kind, 2, found),) if found > 0 else ()


@reads("twoyears")
def _two_years(text: str) -> tuple[Step, ...]:
    """2025/26赛季: a season or year of work that begins in the one and ends in the next."""
    first, last = _ints(text)
    if (first + 1 - last) % 100:
        return ()
    return (Step("schoolyear" if text.endswith("学年") else "twoyears", 2, first),)


@reads("year2", "pair")
def _short_year(text: str) -> tuple[Step, ...]:
    found = number("".join(text.removesuffix("年")))
    return (Step("year", 2, year_of(found)),) if 0 <= found < 100 else ()


@reads("bc")
def _before_christ(text: str) -> tuple[Step, ...]:
    unit = 2 if text.endswith("年") else 0
    said = re.sub("^[公西]元前|年$|世纪$", "", text).strip()
    return (Step("bc", unit, number(said) - (0 if unit else 1), unit),)


@reads("era")
def _era(text: str) -> tuple[Step, ...]:
    name = next(e for e in sorted(eras(), key=len, reverse=True) if text.startswith(e))
    count = text[len(name) : -1]
    first, last = eras()[name]
    if text.endswith("年间") or count in ("初", "末"):
        return (Step("reign", 2, f"{first}/{last}", len(name), "era"), *_ends(count))
    return (Step("year", 2, first - 1 + (1 if count == "元" else number(count)), len(name), "era"),)


@reads("roc")
def _republic(text: str) -> tuple[Step, ...]:
    """114年10月, 114年度: Taiwan's years, counted from 1912, without the era's name."""
    kind = "schoolyear" if "学年" in text else "year"
    return (Step(kind, 2, 1911 + int(text[:3])),)


def _ends(word: str) -> tuple[Step, ...]:
    return (Step("edge", 3, {"初": "START", "末": "END"}[word]),) if word in ("初", "末") else ()


@reads("decade")
def _decade(text: str) -> tuple[Step, ...]:
    said = text.removesuffix("年代")
    if said[-1] == "十" and len(said) == 3:  # 八九十年代
        return (Step("decade", 1, number(said[0]), number(said[1])),)
    found = number(said)
    return (Step("decade", 1, found // 10),) if found % 10 == 0 else ()


@reads("century")
def _century(text: str) -> tuple[Step, ...]:
    found = number(text.removesuffix("世纪"))
    return (Step("century", 0, found - 1),) if 0 < found < 30 else ()


@reads("plan")
def _plan(text: str) -> tuple[Step, ...]:
    ordinal = re.search(r"(十[一二三四五六七八九]?|[一二三四五六七八九])五", text)
    assert ordinal
    return (Step("plan", 2, number(ordinal[1])),)


@reads("month")
def _month(text: str) -> tuple[Step, ...]:
    name = re.sub(r"\s?月[份间]?$", "", text)
    if name in NEIGHBOURS:
        return (Step("months", 4, number(name[0]), number(name[1])),)
    return (Step("month", 4, 1 if name == "元" else number(name)),)


@reads("day")
def _day(text: str) -> tuple[Step, ...]:
    return (Step("day", 6, number(text.rstrip("日号 ")), text[-1]),)


@reads("lunar")
def _lunar(text: str) -> tuple[Step, ...]:
    return (Step("lunar", 0),)


@reads("lunarday")
def _lunar_day(text: str) -> tuple[Step, ...]:
    text = text.replace("大年", "正月")
    found = re.fullmatch(r"(?:(闰?)(.{1,3})月)?(?:初)?(.{1,3}?)日?", text)
    assert found
    leap, month, day = found.groups()
    steps = (Step("lunarday", 6, number(day)),)
    return (
        (Step("lunarmonth", 4, _lunar_number(month), 1 if leap else 0), *steps) if month else steps
    )


@reads("lunarmonth")
def _lunar_month(text: str) -> tuple[Step, ...]:
    name = text.removesuffix("月")
    leap = name.startswith("闰")
    return (Step("lunarmonth", 4, _lunar_number(name.removeprefix("闰")), 1 if leap else 0),)


def _lunar_number(name: str) -> int:
    return {"正": 1, "冬": 11, "腊": 12}.get(name) or number(name)


@reads("quarter")
def _quarter(text: str) -> tuple[Step, ...]:
    name = text.lstrip("第Qq")[0]
    if text[0] in "一二三" and text[1] in "二三四":  # 二三季度
        return (Step("quarters", 3, number(name), number(text[1])),)
    return (Step("quarter", 3, _QUARTERS.get(name) or number(name)),)


@reads("half")
def _half(text: str) -> tuple[Step, ...]:
    which = 1 if text[0] in "上前" or text == "H1" else 2
    return (Step("halfmonth", 5, which) if text.endswith("月") else Step("half", 3, which),)


@reads("xun")
def _xun(text: str) -> tuple[Step, ...]:
    return (Step("xun", 5, ("上旬", "中旬", "下旬", "上中旬", "中下旬").index(text)),)


_COUNTED = {"周": "week", "星期": "week", "礼拜": "week", "季度": "quarter", "季": "quarter", "月": "month", "年": "year"}  # fmt: skip
_NTH = lazy(r"(?:第\s?(.{1,3}?)|最.一)\s?个?(周|星期|礼拜|季度|月|天|日|年)([一二三四五六日天])?")


@reads("nth")
def _nth(text: str) -> tuple[Step, ...]:
    found = _NTH.fullmatch(text.replace("後", "后"))
    if not found:
        return ()
    which = number(found[1]) if found[1] else -1
    unit = _COUNTED.get(found[2], "day")
    if found[3]:
        return (Step("nthweekday", 6, which, _WEEKDAYS[found[3]]),)
    return (Step("nth", UNIT_GRAINS[unit], which, unit),)


_HEAD = lazy(r"(前|头|首|最?[后後]|末)的?\s?(.*?)\s?个?(季度|月|年|周|星期|礼拜|天|日)")


@reads("head")
def _head(text: str) -> tuple[Step, ...]:
    """前三季度, 前10个月, 最后3周, 首月: the first or last units of what encloses them."""
    found = _HEAD.fullmatch(text)
    if not found:
        return ()
    count = number(found[2]) if found[2] else 1 if found[1] in "首末" else -1
    units = {"季度": "quarter", "月": "month", "年": "year", "天": "day", "日": "day"}
    unit = units.get(found[3], "week")
    if count < 1 or unit == "year":
        return ()
    side = 1 if found[1] in "前头首" else -1
    return (Step("head", UNIT_GRAINS[unit], count, unit, side),)


@reads("num")
def _bare_number(text: str) -> tuple[Step, ...]:
    """The first number of 1至5月; the grammar lends it the unit of the second."""
    return ()
