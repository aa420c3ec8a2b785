"""How names, times and numbers share one text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse import analyse, make_documents
from pipeline.article import plain_article
from pipeline.document import Document
from pipeline.extractors.counted import _counts, figures
from pipeline.extractors.names.candidates import USER, USER_PATTERN, Candidate
from pipeline.extractors.names.settled import Settled
from pipeline.units import unit_pieces, within_units

REFERENCE = dt.datetime(2026, 3, 15)


def _found(text: str) -> list[str]:
    analysis = analyse(plain_article(text, reference=REFERENCE))
    return [f"{text[m.start : m.end]} {m.label}" for m in analysis.mentions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A count before a place or a building is no part of its name.
        ("规划布局五大产业园。", ["五大 CARDINAL"]),
        ("另有四个山区乡通了公路。", ["四个 CARDINAL"]),
        ("4万人流离失所。", ["4万人 CARDINAL"]),
        ("第一个大型铁路客站启用。", ["第一个 ORDINAL"]),
        ("今年选派26支国家医疗队。", ["今年 DATE", "26支 CARDINAL"]),
        ("村子从3月22日开村迎客。", ["3月22日 DATE"]),
        ("公告发布于8月26日本赛季收官。", ["8月26日 DATE"]),
        # No person is what a number counts by.
        (
            "运来帐篷3万顶，拆除旧房2.6万栋。",
            ["3万顶 CARDINAL", "2.6万栋 CARDINAL"],
        ),
        (
            "推出120项健康服务，发出36张金融卡和百余张主席台票。",
            ["120项 CARDINAL", "36张 CARDINAL", "百余张 CARDINAL"],
        ),
        ("国庆黄金周出游。", ["国庆黄金周 DATE"]),
        ("暴雨持续3天以上海为中心。", ["3天 DATE", "上海 GPE"]),
        ("警方核查239条涉电诈线索。", ["239条 CARDINAL"]),
        # Numerals that belong to a name do not count.
        ("她在市第一人民医院工作。", ["市第一人民医院 ORG"]),
        ("五大连池市出台办法。", ["五大连池市 GPE"]),
        # A Han decimal is no clock time, and a clock time no decimal.
        ("税率提高十一点六个百分点。", ["十一点六个百分点 PERCENT"]),
        ("会议十一点开始。", ["十一点 TIME"]),
        ("日息为零点壹。", ["零点壹 CARDINAL"]),
        # What a saying holds is no length of time.
        ("一年之计在于春，三年之内见效。", ["三年之内 DATE"]),
        # A length is read whole.
        ("全程耗时4小时28分。", ["4小时28分 TIME"]),
        # A unit that is written like a person is a unit.
        ("推力为5牛顿。", ["5牛顿 QUANTITY"]),
    ],
)
def test_one_text_is_shared_out(text: str, found: list[str]) -> None:
    assert _found(text) == found


def test_a_users_own_name_may_count() -> None:
    def source(document: Document) -> list[Candidate]:
        return [Candidate(0, 5, "FAC", USER_PATTERN, USER)]

    analysis = analyse(plain_article("四个一楼宇启用。"), sources=[source])
    assert [(m.start, m.end, m.label) for m in analysis.mentions] == [(0, 5, "FAC")]


BESIDE = st.sampled_from(["", *"一首第月日，年", "8月", "人均", "明嘉靖", "全国", "中国兰州"])
NUMERALS = st.sampled_from("5三百亿两几数零兆多余半")
UNITS = st.sampled_from(sorted(unit_pieces()))


@settings(max_examples=400, deadline=None)
@given(st.tuples(BESIDE, NUMERALS, UNITS, BESIDE).map("".join), st.data())
def test_no_name_is_cleared_that_counts_or_measures(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    [document] = make_documents([plain_article(text)])
    name = Candidate(start, end, "GPE", "test")
    counts = _counts(document, name, text[start:end])
    found = {start} if counts or within_units(text, [(start, end)]) else set()
    assert figures(document, Settled(text, [name])) == found


@pytest.mark.parametrize("name", ["明嘉靖", "全国首座大桥", "中国人均", "五大连池", "中国"])
def test_a_name_that_counts_or_dates_by_itself_is_none(name: str) -> None:
    settled = Settled(name, [Candidate(0, len(name), "GPE", "test")])
    found = figures(make_documents([plain_article(name)])[0], settled)
    assert found == (set() if name in ("五大连池", "中国") else {0})
