"""Nouns that name a measure: 额, 量, 率, 人数, 收入, 能力."""

from __future__ import annotations

from pipeline.link.lines import Line

#: Last characters of nouns that name a measure, so that the verb before them is part of the name:
#: 销售收入, 贷款余额, 种植面积 against 销售汽车, 发放贷款, 种植玉米.
_MEASURE_WORDS = (
    "资产",
    "风力",
    "能力",
    "产能",
    "里程",
    "时长",
    "收益",
    "水平",
    "总长",
    "全长",
    "预算",
    "寿命",
    "票房",
    "片酬",
    "重量",
    "评分",
    "积分",
    "门票",
    "成绩",
)
_NO_MEASURES = frozenset(("力量", "示例", "案例", "事例", "病例", "劳模", "航模"))
_MEASURES = "额量率值数价费款金入积润本度比重模债例出速格资拔"


def is_measure(line: Line, head: int) -> bool:
    """Whether chunk ``head`` is a noun that names a measure (额, 量, 率, 人数, 收入 …)."""
    word = line.words[head]
    if word in _NO_MEASURES:
        return False
    return word[-1:] in _MEASURES or word.endswith(_MEASURE_WORDS)
