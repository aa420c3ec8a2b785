"""Rows become columns of the right kind, however many documents they come from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from samples import document_of, money_of

from pipeline.arrow import build, frame
from pipeline.document import Document, Tokens
from pipeline.model import Article, Fact, Mention, Sentence, Source, Time
from pipeline.tables import (
    ARTICLE_COLUMNS,
    FACT_COLUMNS,
    MENTION_COLUMNS,
    TOKEN_COLUMNS,
    cell,
    plain,
)
from pipeline.tables.views import ArticleRow


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25))
def test_plain_digits_read_back_to_the_same_number(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert float(text) == float(number)
    assert set(text) <= set("-.0123456789")


def test_rows_of_several_documents() -> None:
    one, two = document_of("收入67.79亿元。"), document_of("去年支出3元。", "b")
    year = Mention(
        0,
        2,
        "DATE",
        "time-year",
        time=Time("DATE", "2012", dt.date(2012, 1, 1), dt.date(2012, 12, 31)),
    )
    table = build(
        MENTION_COLUMNS, [(one, [money_of(2, 9, "6.779e9")]), (two, [year, money_of(4, 6, "3")])]
    )
    assert table["doc_id"].to_pylist() == ["a", "b", "b"]
    assert table["text"].to_pylist() == ["67.79亿元", "去年", "3元"]
    assert table["value"].to_pylist() == ["6779000000", None, "3"]
    assert table["year"].to_pylist() == [None, 2012, None]
    df = frame(table, MENTION_COLUMNS)
    assert df["value"].sum() == 6779000003
    assert list(df["label"].cat.categories) == ["DATE", "MONEY"]
    assert str(df["time_start"].dtype) == "datetime64[s]"
    assert (df["mod"] == "").all()


def test_one_row_reads_as_many_do() -> None:
    document = document_of("收入67.79亿元,其中3元")
    whole, part = money_of(2, 9, "6779000000"), money_of(12, 14, "3")
    facts = [Fact(whole, 0, concept="收入"), Fact(part, 0, part_of=0)]
    table = build(FACT_COLUMNS, [(document, facts)])
    assert table["part_of"].to_pylist() == ["", "a#2-9"]
    for column in FACT_COLUMNS:
        assert cell(column.read(document, facts[0])) == cell(table[column.name][0].as_py())


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5))), st.lists(st.integers(0, 60)))
def test_sentences_are_found_in_one_walk_as_one_by_one(
    shape: list[tuple[int, int]], offsets: list[int]
) -> None:
    sentences, at = [], 0
    for gap, length in shape:
        sentences.append(Sentence(at + gap, at + gap + length, "body"))
        at += gap + length
    article = Article("a", "字" * 61, (), tuple(sentences))
    document = Document(article, article.text, Tokens([], [], {}), article.sentences)
    offsets.sort()
    assert document.sentences_at(offsets) == [document.sentence_at(o) for o in offsets]


def test_an_endless_sentence_is_cut_round_its_figure() -> None:
    document = document_of("长" * 5000 + "3元" + "长" * 5000)
    (text,) = build(FACT_COLUMNS, [(document, [Fact(money_of(5000, 5002, "3"), 0)])])[
        "sentence_text"
    ].to_pylist()
    assert text == "长" * 100 + "3元" + "长" * 100


def test_a_number_beyond_float_and_half_a_character_cost_no_table() -> None:
    document = document_of("\ud800元")
    table = build(MENTION_COLUMNS, [(document, [money_of(0, 2, "1e400")])])
    assert table["value"].to_pylist() == [None]
    assert table["text"].to_pylist() == ["\ufffd元"]


def test_an_article_that_was_not_read_has_a_row() -> None:
    read = ArticleRow(Source("a", "a.txt", "3人", title="题"), document_of("3人"), 1, 0)
    unread = ArticleRow(Source("b", "b.txt", status="binary", error="b.txt: binary data"))
    df = frame(build(ARTICLE_COLUMNS, [(None, [read, unread])]), ARTICLE_COLUMNS)
    assert df["status"].tolist() == ["ok", "binary"]
    assert df["n_chars"].tolist() == [2, 0]
    assert df["error"].tolist() == ["", "b.txt: binary data"]


def test_tokens_lie_where_their_text_does() -> None:
    article = Article("a", "1２亿元", (), (Sentence(0, 4, "body"),))
    tokens = Tokens([0, 2], ["12", "亿元"], {"亿元": "m"})
    document = Document(article, "12亿元", tokens, article.sentences)
    table = build(TOKEN_COLUMNS, [(document, range(2))])
    assert table["text"].to_pylist() == ["1２", "亿元"]
    assert table["tag"].to_pylist() == ["", "m"]
    assert table["end"].to_pylist() == [2, 4]
