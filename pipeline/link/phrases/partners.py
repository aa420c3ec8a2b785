"""Measures of one thing against another: 对东盟进出口, 消费对经济增长的贡献率."""

from __future__ import annotations

from pipeline.lazy import lazy
from pipeline.link.lines import Line
from pipeline.link.phrases.left import left_phrase, without_owner

_TOWARD = lazy(r"[rua]{0,2}(?:\)[^()#,;:]{1,6}\([nGOE]{1,4})?[pc](?=[^nwyu]|$)")
_TOWARD_HEADS = (
    "进出口",
    "出口",
    "进口",
    "贸易",
    "投资",
    "贸易额",
    "出口额",
    "进口额",
    "进出口额",
    "进出口总额",
    "贸易总额",
    "贸易比重",
    "贸易占比",
    "货物贸易占比",
)
#: One thing measured against another, reversed: 消费对经济增长的贡献率, 欧元对美元的汇率.
_AGAINST = lazy(r"D?[nawyxGE#{}ri]{0,6}p")
#: 英镑兑美元: the price of one in the other.
_CURRENCIES = frozenset(
    "人民币 美元 欧元 日元 英镑 港元 港币 加元 澳元 纽元 瑞郎 卢布 韩元 新元 泰铢".split()
)
_AGAINST_HEADS = ("率", "幅度", "汇率", "比", "度", "影响")


def with_partner(line: Line, start: int, end: int) -> int:
    """The first chunk of 向邻国出口, when the phrase is trade with a partner, else ``start``."""
    head = line.span(max(start, end - 2), end)
    if not head.endswith(_TOWARD_HEADS):
        return start
    width = line.reach(_TOWARD, 0, start)
    if not width or line.words[start - width] not in ("对", "自", "向", "从", "与", "同"):
        return start
    return start - width


def against(line: Line, low: int, start: int, end: int) -> int:
    """The first chunk of 消费对经济增长的贡献率, when the phrase ends so, else ``start``."""
    if line.words[end - 1] in _CURRENCIES:
        paired = line.words[start - 1] in ("兑", "对") and line.words[start - 2] in _CURRENCIES
        return start - 2 if paired and start - 2 >= low else start
    if not line.words[end - 1].endswith(_AGAINST_HEADS):
        return start
    width = line.reach(_AGAINST, low, start)
    toward = start - width if width else line.kinds.find("p", start, end)
    if toward <= low or line.words[toward] != "对":
        return start
    first = left_phrase(line, low, toward)
    return without_owner(line, *first) if first else start
