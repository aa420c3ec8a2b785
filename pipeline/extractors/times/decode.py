"""Atom → the steps it stands for: what is said, with its numbers read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from pipeline.calendars import festivals
from pipeline.extractors.times.atoms import Atom
from pipeline.extractors.times.vocabulary import NEIGHBOURS, QUOTED_DAYS, eras, words
from pipeline.extractors.times.when import UNIT_GRAINS
from pipeline.numerals import exact


class Step(NamedTuple):
    """One step of a point in time. ``rank`` is its grain; ``a``, ``b`` and ``c`` depend on kind."""

    kind: str
    rank: int
    a: int | str | None = None
    b: int | str | None = None
    c: int | str | None = None


_DECODERS: dict[str, Callable[[str], tuple[Step, ...]]] = {}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 0}
_QUARTERS = {"首": 1, "末": 4}
#: Hours said in the twelve-hour way: the part of the day tells which half is meant.
_HALF_DAY = 12


def number(text: str) -> int:
    """A numeral of a date as an int; digits in a row (二〇一三) are read one by one."""
    value = exact(text.replace("○", "〇").replace(" ", ""))
    return -1 if value is None else int(value)


@lru_cache(maxsize=16384)
def decode(atom: Atom) -> tuple[Step, ...]:
    """The steps of an atom, empty when it is not part of a point in time."""
    read = _DECODERS.get(atom.kind)
    return read(atom.text) if read else ()


def _reads(
    *kinds: str,
) -> Callable[[Callable[[str], tuple[Step, ...]]], Callable[[str], tuple[Step, ...]]]:
    def register(read: Callable[[str], tuple[Step, ...]]) -> Callable[[str], tuple[Step, ...]]:
        _DECODERS.update(dict.fromkeys(kinds, read))
        return read

    return register


def _ints(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"[0-9]+", text)]


@_reads("stamp", "digits")
def _stamp(text: str) -> tuple[Step, ...]:
    if text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    year, month, day = _ints(text)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ()
    return (Step("year", 2, year), Step("month", 4, month), Step("day", 6, day))


@_reads("dmy")
def _day_month_year(text: str) -> tuple[Step, ...]:
    day, month, year = _ints(text)
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ()
    return (Step("year", 2, year_of(year)), Step("month", 4, month), Step("day", 6, day))


@_reads("ymd")
def _short_stamp(text: str) -> tuple[Step, ...]:
    year, month, day = _ints(text)
    steps = _stamp(f"{year_of(year)}-{month}-{day}")
    return (steps[0]._replace(c="ymd"), *steps[1:]) if steps else ()


@_reads("ym")
def _year_month(text: str) -> tuple[Step, ...]:
    year, month = _ints(text)
    return (Step("year", 2, year), Step("month", 4, month))


@_reads("md")
def _month_day(text: str) -> tuple[Step, ...]:
    month, day = _ints(text)
    return (Step("month", 4, month, None, "md"), Step("day", 6, day))


def year_of(two: int) -> int:
    """A year from its last two digits: to 29 this century, else the last."""
    return two + (2000 if two < 30 else 1900) if two < 100 else two


@_reads("year", "bare")
def _year(text: str) -> tuple[Step, ...]:
    bare = text.removeprefix("公元").removeprefix("西元").strip()
    found = number(re.sub(r"\s?(?:[财学]?年度?份?)$", "", bare))
    kind = "schoolyear" if text.endswith("学年") else "year"
    return (Step(kind, 2, found),) if found > 0 else ()


@_reads("year2", "pair")
def _short_year(text: str) -> tuple[Step, ...]:
    found = number("".join(text.removesuffix("年")))
    return (Step("year", 2, year_of(found)),) if 0 <= found < 100 else ()


@_reads("bc")
def _before_christ(text: str) -> tuple[Step, ...]:
    unit = 2 if text.endswith("年") else 0
    said = re.sub("^[公西]元前|年$|世纪$", "", text).strip()
    return (Step("bc", unit, number(said) - (0 if unit else 1), unit),)


@_reads("era")
def _era(text: str) -> tuple[Step, ...]:
    name = next(e for e in sorted(eras(), key=len, reverse=True) if text.startswith(e))
    count = text[len(name) : -1]
    first, _ = eras()[name]
    return (Step("year", 2, first - 1 + (1 if count == "元" else number(count))),)


@_reads("decade")
def _decade(text: str) -> tuple[Step, ...]:
    said = text.removesuffix("年代")
    if said[-1] == "十" and len(said) == 3:  # 八九十年代
        return (Step("decade", 1, number(said[0]), number(said[1])),)
    found = number(said)
    return (Step("decade", 1, found // 10),) if found % 10 == 0 else ()


@_reads("century")
def _century(text: str) -> tuple[Step, ...]:
    found = number(text.removesuffix("世纪"))
    return (Step("century", 0, found - 1),) if 0 < found < 30 else ()


@_reads("plan")
def _plan(text: str) -> tuple[Step, ...]:
    ordinal = re.search(r"(十[一二三四五六七八九]?|[一二三四五六七八九])五", text)
    assert ordinal
    return (Step("plan", 2, number(ordinal[1])),)


@_reads("month")
def _month(text: str) -> tuple[Step, ...]:
    name = re.sub(r"\s?月[份间]?$", "", text)
    if name in NEIGHBOURS:
        return (Step("months", 4, number(name[0]), number(name[1])),)
    return (Step("month", 4, 1 if name == "元" else number(name)),)


@_reads("day")
def _day(text: str) -> tuple[Step, ...]:
    return (Step("day", 6, number(text.rstrip("日号 ")), text[-1]),)


@_reads("lunar")
def _lunar(text: str) -> tuple[Step, ...]:
    return (Step("lunar", 0),)


@_reads("lunarday")
def _lunar_day(text: str) -> tuple[Step, ...]:
    found = re.fullmatch(r"(?:(闰?)(.{1,3})月)?(?:初)?(.{1,3}?)日?", text)
    assert found
    leap, month, day = found.groups()
    steps = (Step("lunarday", 6, number(day)),)
    return (
        (Step("lunarmonth", 4, _lunar_number(month), 1 if leap else 0), *steps) if month else steps
    )


@_reads("lunarmonth")
def _lunar_month(text: str) -> tuple[Step, ...]:
    name = text.removesuffix("月")
    leap = name.startswith("闰")
    return (Step("lunarmonth", 4, _lunar_number(name.removeprefix("闰")), 1 if leap else 0),)


def _lunar_number(name: str) -> int:
    return {"正": 1, "冬": 11, "腊": 12}.get(name) or number(name)


@_reads("quarter")
def _quarter(text: str) -> tuple[Step, ...]:
    name = text.lstrip("第Qq")[0]
    return (Step("quarter", 3, _QUARTERS.get(name) or number(name)),)


@_reads("half")
def _half(text: str) -> tuple[Step, ...]:
    which = 1 if text[0] in "上前" else 2
    return (Step("halfmonth", 5, which) if text.endswith("月") else Step("half", 3, which),)


@_reads("xun")
def _xun(text: str) -> tuple[Step, ...]:
    return (Step("xun", 5, ("上旬", "中旬", "下旬", "上中旬", "中下旬").index(text)),)


_COUNTED = {"周": "week", "星期": "week", "礼拜": "week", "季度": "quarter", "季": "quarter", "月": "month", "年": "year"}  # fmt: skip
_NTH = re.compile(
    r"(?:第\s?(.{1,3}?)|最.一)\s?个?(周|星期|礼拜|季度|月|天|日|年)([一二三四五六日天])?"
)


@_reads("nth")
def _nth(text: str) -> tuple[Step, ...]:
    found = _NTH.fullmatch(text.replace("後", "后"))
    if not found:
        return ()
    which = number(found[1]) if found[1] else -1
    unit = _COUNTED.get(found[2], "day")
    if found[3]:
        return (Step("nthweekday", 6, which, _WEEKDAYS[found[3]]),)
    return (Step("nth", UNIT_GRAINS[unit], which, unit),)


_HEAD = re.compile(r"(前|头|首|最?[后後]|末)的?\s?(.*?)\s?个?(季度|月|年|周|星期|礼拜|天|日)")


@_reads("head")
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


@_reads("num")
def _bare_number(text: str) -> tuple[Step, ...]:
    """The first number of 1至5月; the grammar lends it the unit of the second."""
    return ()


@_reads("season")
def _season(text: str) -> tuple[Step, ...]:
    codes = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
    return (Step("season", 3, codes[text] if text in codes else words()[text]["unit"]),)


@_reads("fest")
def _fest(text: str) -> tuple[Step, ...]:
    bare = re.sub("小?长假$|假期$|假日$|黄金周$", "", text)
    name = next((n for n in (text, bare) if n in festivals()), None)
    if name:
        return (Step("fest", 6, name),)
    bare = text.strip('“”"「」『』‘’')
    day = next((d for w, d in QUOTED_DAYS.items() if bare.startswith(w)), None)
    return (Step("fixed", 6, day),) if day else ()


@_reads("anniv")
def _anniversary(text: str) -> tuple[Step, ...]:
    return (Step("anniv", 6, number(text.removesuffix("周年"))),)


_WEEKDAY = re.compile(r"(上上|下下|上|下|本|这|今)?一?个?(?:周|星期|礼拜)(.)")


@_reads("weekday", "everyday")
def _weekday(text: str) -> tuple[Step, ...]:
    found = _WEEKDAY.search(text)
    assert found
    offsets = {"上上": -2, "上": -1, "本": 0, "这": 0, "今": 0, "下": 1, "下下": 2}
    offset = offsets[found[1]] if found[1] else None
    return (Step("weekday", 6, offset, _WEEKDAYS[found[2]]),)


@_reads("rel")
def _relative(text: str) -> tuple[Step, ...]:
    row = words()[text if text in words() else text[0] + "天"]
    return (Step("rel", UNIT_GRAINS[row["unit"]], row["unit"], int(row["offset"]), row["code"]),)


@_reads("relpart")
def _relative_part(text: str) -> tuple[Step, ...]:
    row = words()[text]
    part = Step("part", 7, row["unit"], text[-1])
    return (Step("rel", 6, "day", int(row["offset"]), row["code"]), part)


@_reads("relseason")
def _relative_season(text: str) -> tuple[Step, ...]:
    if text not in words():  # 去冬今春
        code = {"冬": "WI", "春": "SP"}
        return (Step("seasons", 3, -1 if text[0] == "去" else 0, code["冬"], code["春"]),)
    row = words()[text]
    if text == "今冬":  # from January to March it is the winter that began last year
        return (Step("rel", 2, "year", 0, "ref"), Step("season", 3, "WI", 1))
    return (Step("rel", 2, "year", int(row["offset"]), row["code"]), Step("season", 3, row["unit"]))


@_reads("both")
def _both(text: str) -> tuple[Step, ...]:
    unit = "year" if text.endswith("年") else "day"
    offsets = {"前": -2, "去": -1, "昨": -1, "今": 0, "明": 1, "后": 2}
    return (Step("both", UNIT_GRAINS[unit], unit, offsets[text[0]], offsets[text[-3]]),)


@_reads("part", "part1")
def _part(text: str) -> tuple[Step, ...]:
    return (Step("part", 7, words()[text]["unit"], text),)


_CLOCK = re.compile(
    r"\s?(?P<h>[0-9]{1,2}|[^时点:：0-9]{1,3})\s?(?:[:：]|时|点钟?)"
    r"(?:(?:零|过|〇)?(?P<m>[0-9]{1,2}|[〇零一二三四五六七八九十]{1,3})分?"
    r"(?:[:：零]?(?P<s>[0-9]{1,2}|[〇零一二三四五六七八九十]{1,3})秒?)?)?"
    r"(?P<w>[一三123]刻|整|踏?半|许|多钟?|钟)?\s?(?P<x>[aApP])?\.?[mM]?"
)


@_reads("clock")
def _clock(text: str) -> tuple[Step, ...]:
    """The hour as said, minutes (None when not said), seconds; 许 and 多 go to the mod."""
    if quarter := re.search(r"([一三123])刻$", text):
        found = _CLOCK.fullmatch(text[: quarter.start()])
        return (Step("clock", 8, number(found["h"]), 15 * number(quarter[1])),) if found else ()
    found = _CLOCK.fullmatch(text)
    if not found:
        return ()
    hour = number(found["h"])
    minute = number(found["m"]) if found["m"] else None
    word = found["w"] or ""
    minute = 30 if word.endswith("半") else minute
    half = (found["x"] or "").lower()
    hour += 12 if half == "p" and hour < _HALF_DAY else 0
    hour = 0 if half == "a" and hour == _HALF_DAY else hour
    if hour > 24 or (minute or 0) > 59:
        return ()
    seconds = number(found["s"]) if found["s"] else None
    more = "MORE_THAN" if word.startswith("多") else "APPROX" if word == "许" else None
    return (Step("clock", 8, hour, minute, more or seconds),)


@_reads("edge")
def _edge(text: str) -> tuple[Step, ...]:
    unit = {"年": "year", "月": "month", "季": "quarter"}.get(text[0])
    word = text[1:] if unit else text
    which = {"底": "END", "末": "END", "末期": "END", "后期": "END", "中": "MID", "中期": "MID",
             "中叶": "MID", "内": "IN"}.get(word, "START")  # fmt: skip
    return (Step("edge", UNIT_GRAINS[unit] if unit else 3, which, unit),)


@_reads("ref")
def _reference(text: str) -> tuple[Step, ...]:
    return (Step("ref", 0, words()[text]["code"], text),)


@_reads("same")
def _same_period(text: str) -> tuple[Step, ...]:
    return (Step("same", 9),)


@_reads("whole")
def _whole_year(text: str) -> tuple[Step, ...]:
    return (Step("whole", 2),)
