"""Whether a phrase is a figure at all, and the decisions on words of several senses.

The senses that a number and its neighbours decide, and where:

- 三分: time after 时 or before 钟 (the time extractor's), a fraction before 之 (``ratios``), money
  after 角 or before 钱 (``amounts``), else a score point.
- 两: the numeral before a unit (两千米), the weight after another numeral (二两, ``scan``).
- 点: an index point where an index is spoken of, a count of proposals (四点建议), a clock's hour
  otherwise and then no figure (``counts``).
- 号: a rank with players (1号种子), a day or a name otherwise (``counts``).
- 度: degrees, electricity, angle, alcohol by the clues of the unit lexicon; with a verb after it,
  times (两度会晤, ``amounts``).
- 级: a quake's magnitude or the wind's force by clues, a rank (四级响应), tiers after 省市县乡
  (县乡两级), no figure after a bare scale (万亿级; ``counts``).
- 里: half a kilometre, but 万里 alone is a figure of speech (``amounts``).
- 大: counts before a noun (三大产业), a congress after ten (二十大; ``counts``).
- 块 角 毛: money where a price is spoken of, pieces and corners otherwise (``amounts``).
- 成 折: tenths unless a longer word begins there (三成员, 三折叠; ``phrase``).
"""

from __future__ import annotations

from pipeline.extractors.quantities.designations import code, designation, list_number
from pipeline.extractors.quantities.phrase import CONNECTOR, Phrase, alone
from pipeline.extractors.quantities.words import lexical
from pipeline.lazy import lazy

#: Time words after a number: the time extractor's business, whether it took them or not.
_TIME_AFTER = lazy(
    r"[毫微纳]秒|个?多?(?:小时|月(?!球|饼)|星期|季度|钟头|世纪|工作日|交易日|学期|财年)"
    r"|[年月日天秒周](?!级|岁|鉴|薪|画|限|度计划|期)|分钟|秒钟|周年|年代|昼夜|旬|刻钟|夜(?!市|校)|晚|号(?=至|到|，|晚|上午|下午)|时(?![尚装速])"
)
#: What those words begin with: the gate of the pattern.
_TIME_FIRST = frozenset("毫微纳个多小月星季钟世工交学财年日天秒周分昼旬刻夜晚号时")
_MINUTES = lazy(r"多?钟")
#: A text longer than this is no lone figure.
_SHORT = 100
_HOURS = frozenset("时点")


def refused(p: Phrase) -> bool:
    """Whether ``p`` is no figure, whatever its shape.

    The order is by cost; each test is explained where it is defined.
    """
    if timed(p):
        return True
    if designation(p):
        return True
    if len(p.text) < _SHORT and alone(p):
        return False
    if p.run.arabic:
        return code(p) or list_number(p)
    return lexical(p) or list_number(p)


def timed(p: Phrase) -> bool:
    """Whether a time word follows, or a dash and then a time (1—8月): the time extractor's.

    So is what directly follows the seconds of a time (47秒36).
    """
    if p.start == p.run.floor and p.unit == "" and p.text[p.start - 1 : p.start] == "秒":
        return True
    after = p.text[p.number_end : p.number_end + 1]
    if after in _TIME_FIRST and len(p.unit) < 2 and _TIME_AFTER.match(p.text, p.number_end):
        return True
    if p.unit == "分" and (
        p.text[p.start - 1 : p.start] in _HOURS or _MINUTES.match(p.text, p.end)
    ):
        return True
    if p.unit or p.run.ceiling == len(p.text):
        return False
    joint = CONNECTOR.match(p.text, p.end)
    return joint is not None and joint.end() >= p.run.ceiling
