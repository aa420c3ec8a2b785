"""Atoms that are words: festivals, weekdays, 去年, 上午, 底; and clock times."""

from __future__ import annotations

import re

from pipeline.calendars import festivals
from pipeline.extractors.times.decode.steps import Step, number, reads
from pipeline.extractors.times.vocabulary import HOURS_OR_SO, QUOTED_DAYS, words
from pipeline.extractors.times.when import UNIT_GRAINS
from pipeline.lazy import lazy

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 0, "六日": 0}
#: Hours said in the twelve-hour way: am and pm tell which half is meant.
_HALF_DAY = 12


@reads("season")
def _season(text: str) -> tuple[Step, ...]:
    codes = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
    return (Step("season", 3, codes[text] if text in codes else words()[text]["unit"]),)


@reads("fest")
def _fest(text: str) -> tuple[Step, ...]:
    bare = re.sub("小?长假$|假期$|假日$|黄金周$", "", text)
    name = next((n for n in (text, bare) if n in festivals()), None)
    if name:
        return (Step("fest", 6, name),)
    bare = text.strip('“”"「」『』‘’')
    day = next((d for w, d in QUOTED_DAYS.items() if bare.startswith(w)), None)
    return (Step("fixed", 6, day),) if day else ()


@reads("anniv")
def _anniversary(text: str) -> tuple[Step, ...]:
    return (Step("anniv", 6, number(text.removesuffix("周年"))),)


_WEEKDAY = lazy(r"(上上|下下|上|下|本|这|今)?一?个?(?:周|星期|礼拜)(六日|.)")


@reads("weekday", "everyday")
def _weekday(text: str) -> tuple[Step, ...]:
    found = _WEEKDAY.search(text)
    assert found
    offsets = {"上上": -2, "上": -1, "本": 0, "这": 0, "今": 0, "下": 1, "下下": 2}
    offset = offsets[found[1]] if found[1] else None
    return (Step("weekday", 6, offset, _WEEKDAYS[found[2]]),)


@reads("rel")
def _relative(text: str) -> tuple[Step, ...]:
    row = words()[text if text in words() else text[0] + "天"]
    return (Step("rel", UNIT_GRAINS[row["unit"]], row["unit"], int(row["offset"]), row["code"]),)


@reads("relpart")
def _relative_part(text: str) -> tuple[Step, ...]:
    row = words()[text]
    part = Step("part", 7, row["unit"], text[-1])
    return (Step("rel", 6, "day", int(row["offset"]), row["code"]), part)


@reads("relseason")
def _relative_season(text: str) -> tuple[Step, ...]:
    if text not in words():  # 去冬今春
        code = {"冬": "WI", "春": "SP"}
        return (Step("seasons", 3, -1 if text[0] == "去" else 0, code["冬"], code["春"]),)
    row = words()[text]
    if text == "今冬":  # from January to March it is the winter that began last year
        return (Step("rel", 2, "year", 0, "ref"), Step("season", 3, "WI", 1))
    return (Step("rel", 2, "year", int(row["offset"]), row["code"]), Step("season", 3, row["unit"]))


@reads("both")
def _both(text: str) -> tuple[Step, ...]:
    unit = "year" if text.endswith("年") else "day"
    offsets = {"前": -2, "去": -1, "昨": -1, "今": 0, "明": 1, "后": 2}
    return (Step("both", UNIT_GRAINS[unit], unit, offsets[text[0]], offsets[text[-3]]),)


@reads("part", "part1")
def _part(text: str) -> tuple[Step, ...]:
    return (Step("part", 7, words()[text]["unit"], text),)


_CLOCK = lazy(
    r"\s?(?P<h>[0-9]{1,2}|[^时点:：0-9]{1,3})\s?(?:[:：]|时|点钟?)"
    r"(?:(?:零|过|〇)?(?P<m>[0-9]{1,2}|[〇零一二三四五六七八九十]{1,3})分?"
    r"(?:[:：零]?(?P<s>[0-9]{1,2}|[〇零一二三四五六七八九十]{1,3})秒?)?)?"
    r"(?P<w>[一三123]刻|整|踏?半|许|多钟?|钟)?\s?(?P<x>[aApP])?\.?[mM]?"
)


@reads("clock")
def _clock(text: str) -> tuple[Step, ...]:
    """The hour as said, minutes (None when not said), seconds; 许 and 多 go to the mod."""
    text = text.replace(" ", "")
    if quarter := re.search(r"([一三123])刻$", text):
        found = _CLOCK.fullmatch(text[: quarter.start()])
        return (Step("clock", 8, number(found["h"]), 15 * number(quarter[1])),) if found else ()
    found = _CLOCK.fullmatch(text)
    if not found:
        return ()
    pair = found["h"] in HOURS_OR_SO
    hour = number(found["h"][:-1] if pair else found["h"])
    minute = number(found["m"]) if found["m"] else None
    word = found["w"] or ""
    minute = 30 if word.endswith("半") else minute
    half = (found["x"] or "").lower()
    hour += 12 if half == "p" and hour < _HALF_DAY else 0
    hour = 0 if half == "a" and hour == _HALF_DAY else hour
    if hour > 24 or (minute or 0) > 59:
        return ()
    seconds = number(found["s"]) if found["s"] else None
    more = "MORE_THAN" if word.startswith("多") else "APPROX" if word == "许" or pair else None
    return (Step("clock", 8, hour, minute, more or seconds),)


@reads("edge")
def _edge(text: str) -> tuple[Step, ...]:
    unit = {"年": "year", "月": "month", "季": "quarter"}.get(text[0])
    word = text[1:] if unit else text
    which = {"底": "END", "末": "END", "末期": "END", "后期": "END", "终": "END", "中": "MID", "中期": "MID",
             "中叶": "MID", "内": "IN"}.get(word, "START")  # fmt: skip
    return (Step("edge", UNIT_GRAINS[unit] if unit else 3, which, unit),)


@reads("ref")
def _reference(text: str) -> tuple[Step, ...]:
    return (Step("ref", 0, words()[text]["code"], text),)


@reads("same")
def _same_period(text: str) -> tuple[Step, ...]:
    return (Step("same", 9),)


@reads("whole")
def _whole_year(text: str) -> tuple[Step, ...]:
    return (Step("whole", 2),)
