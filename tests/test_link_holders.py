"""Whose a figure is: names, bodies in their own words, and figures that are nobody's."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from pipeline.analyse import analyse
from pipeline.article import plain_article
from pipeline.lexicon import rows
from pipeline.link.holders.known import Known

REFERENCE = dt.datetime(2026, 3, 15)


def holders(text: str) -> list[str]:
    return [f.holder for f in analyse(plain_article(text, reference=REFERENCE)).facts]


CASES = [
    # bodies that no register names, in the text's own words
    ("临江警方抓获了9名嫌疑人。", ["临江警方"]),
    ("各级审计机关查出问题300个。", ["各级审计机关"]),
    ("俄军摧毁乌军3座桥梁。", ["俄军"]),
    # a name without its place gets it back
    (
        "临江市总工会召开会议。市总工会帮扶困难职工300人。",
        ["临江市总工会"],
    ),
    # a body that is the object's owner is not the subject
    ("兰州市总工会共走访困难职工300人，移送司法机关4人。", ["兰州市总工会", "兰州市总工会"]),
    # the place where it happened
    ("展会在青岛市举行，2860名客商参加。", ["青岛市"]),
    # who says it, and whose people say it, own nothing
    ("气象部门预计，最高气温将达30℃。", [""]),
    ("水利部负责人张建国介绍，耗时3个月，抢修了120处堤防。", [""]),
    # apposition, distances and ages
    ("王建国、李长春等12位专家出席。", [""]),
    ("兰州市的新港距离地铁站约500米。", [""]),
    ("21岁的广东选手林建国夺冠。", ["林建国"]),
    # the subject of a paragraph reaches the next one, and no farther
    ("兰州市总工会工作扎实。\n全年培训职工300人次。", ["兰州市总工会"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: list[str]) -> None:
    assert holders(text) == expected


@pytest.mark.parametrize("row", rows("link_bodies"), ids=lambda row: row["word"])
def test_every_body(row: dict[str, str]) -> None:
    marked = row["example"]
    body = marked[marked.index("⟦") + 1 : marked.index("⟧")]
    assert body.endswith(row["word"])
    assert set(holders(marked.replace("⟦", "").replace("⟧", ""))) == {body}


def test_that_school() -> None:
    text = "兰州市第一中学建于1950年。昨天，该校开学，300名学生返校。"
    assert holders(text)[-1] == "兰州市第一中学"


def test_the_county_is_the_one_named() -> None:
    assert Known([]).whole("全县") == "全县"
    known = Known([])
    known.note("榆中县", False)
    assert known.whole("全县") == "榆中县"
    assert known.whole("我国") == "中国"


def test_a_subject_ends_after_the_next_paragraph() -> None:
    filler = "天气转凉，各地居民都添了衣裳，街头的行人也比往日少了许多，商店里的顾客却不见减少。\n"
    text = "兰州市总工会工作扎实。\n" + filler * 3 + "全年培训职工300人次。"
    assert holders(text) == [""]


def test_linear_in_bodies() -> None:
    times = []
    for n in (2000, 8000):
        article = plain_article("各级机关查出3人" * n, reference=REFERENCE)
        start = time.perf_counter()
        analyse(article)
        times.append(time.perf_counter() - start)
    assert times[1] < 12 * times[0]
