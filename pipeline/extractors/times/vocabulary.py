"""Time vocabulary as the scanner wants it: tables read once, alternations longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.lexicon import rows
from pipeline.model import Mod

#: Units a length of time is counted in → ISO 8601 designator (with T below a day) and multiple.
UNITS: dict[str, tuple[str, int]] = {
    "世纪": ("Y", 100), "年头": ("Y", 1), "年": ("Y", 1), "载": ("Y", 1), "周年": ("Y", 1),
    "季度": ("Q", 1), "季": ("Q", 1), "月": ("M", 1), "旬": ("D", 10),
    "工作日": ("D", 1), "交易日": ("D", 1), "昼夜": ("D", 1), "天": ("D", 1), "日": ("D", 1),
    "夜": ("D", 1), "晚": ("D", 1), "星期": ("W", 1), "礼拜": ("W", 1), "周": ("W", 1),
    "小时": ("TH", 1), "钟头": ("TH", 1), "钟": ("TH", 1), "刻钟": ("TM", 15),
    "分钟": ("TM", 1), "分": ("TM", 1), "秒钟": ("TS", 1), "秒": ("TS", 1),
}  # fmt: skip
#: Days of a kind: fifteen of them are three weeks, or more.
WORKDAYS = frozenset(("工作日", "交易日"))
#: Approximators before a time and the modifier each gives.
APPROXIMATORS: dict[str, Mod] = {
    "约": "APPROX", "大约": "APPROX", "大概": "APPROX", "将近": "APPROX", "接近": "APPROX",
    "超过": "MORE_THAN", "逾": "MORE_THAN", "超": "MORE_THAN", "至少": "EQUAL_OR_MORE",
    "不少于": "EQUAL_OR_MORE", "不足": "LESS_THAN", "不到": "LESS_THAN", "不超过": "EQUAL_OR_LESS",
    "最多": "EQUAL_OR_LESS", "至多": "EQUAL_OR_LESS",
}  # fmt: skip
#: 七八月 is July and August.
NEIGHBOURS = ("二三", "三四", "四五", "五六", "六七", "七八", "八九")
#: 七八点 is about seven or eight.
HOURS_OR_SO = (*NEIGHBOURS, "一两", "两三", "九十", "十一二")
QUOTED_DAYS = {"五一": "05-01", "十一": "10-01", "六一": "06-01", "七一": "07-01", "八一": "08-01",
               "三八": "03-08", "五四": "05-04", "双11": "11-11", "双十一": "11-11"}  # fmt: skip


def either(words: Iterable[str]) -> str:
    """A pattern of any of ``words``, longest first; their first characters are its gate."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    gate = "".join(sorted({word[0] for word in ordered}))
    return f"(?=[{re.escape(gate)}])(?:{'|'.join(map(re.escape, ordered))})"


@cache
def words() -> dict[str, dict[str, str]]:
    """The rows of ``time_words.tsv`` by word."""
    return {row["word"]: row for row in rows("time_words")}


def of_kind(*kinds: str) -> list[str]:
    """The time words of the given kinds."""
    return [w for w, row in words().items() if row["kind"] in kinds]


@cache
def eras() -> dict[str, tuple[int, int]]:
    """Each era's first and last year."""
    return {r["era"]: (int(r["first"]), int(r["last"])) for r in rows("eras")}


@cache
def not_before(unit: str) -> str:
    """A lookahead that keeps ``unit`` from being read inside another word."""
    after = [r["after"] for r in rows("time_lookalikes") if r["unit"] == unit]
    return f"(?!{after[0]})" if after else ""
