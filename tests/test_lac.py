"""The neural tagger: what it reads, and that batching and length change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lac import Tagger, default_tagger

TEXTS = [
    "国家统计局局长李明华在北京介绍了情况。",
    "浙江省杭州市西湖区的三家企业赴越南河内考察。",
    "",
    "今年以来，１２３家企业新增就业。",
    "据新华社报道，联合国秘书长访问肯尼亚。",
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return default_tagger()


def test_names_of_each_kind(tagger: Tagger) -> None:
    names = tagger.names([TEXTS[0]])[0]
    assert [(TEXTS[0][a:b], label) for a, b, label in names] == [
        ("国家统计局", "ORG"),
        ("李明华", "PERSON"),
        ("北京", "GPE"),
    ]


def test_a_batch_reads_as_its_texts_alone(tagger: Tagger) -> None:
    assert tagger.tag_ids(TEXTS) == [tagger.tag_ids([text])[0] for text in TEXTS]


def test_full_width_figures_read_as_half_width(tagger: Tagger) -> None:
    assert tagger.tag_ids([TEXTS[3]]) == tagger.tag_ids([TEXTS[3].replace("１２３", "123")])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_one_tag_a_character(texts: list[str]) -> None:
    assert [len(row) for row in default_tagger().tag_ids(texts)] == [len(text) for text in texts]


def test_a_text_longer_than_a_piece(tagger: Tagger) -> None:
    text = TEXTS[0] * 40
    assert len(tagger.tag_ids([text])[0]) == len(text)
    assert sum(label == "PERSON" for _, _, label in tagger.names([text])[0]) >= 38


@settings(deadline=None, max_examples=20)
@given(st.lists(st.text("中国人民，。Ａa1王 \n", max_size=400), min_size=1, max_size=3))
def test_probabilities_add_up(texts: list[str]) -> None:
    for row in default_tagger().probabilities(texts):
        assert row.sum(axis=1) == pytest.approx(1, abs=1e-3)
        assert not (row < 0).any()


def test_names_of_a_text_do_not_depend_on_the_clauses_beside_it(tagger: Tagger) -> None:
    clause, others = TEXTS[0], "他来了，" * 300
    at = len(others)
    assert [(s - at, e - at, k) for s, e, k in tagger.names([others + clause])[0]] == [
        *tagger.names([clause])[0]
    ]
