"""Rows become lines, and lines columns of the right kind."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from samples import document_of, money_of

from pipeline.analyse import Analysis
from pipeline.arrow import frame, table_of
from pipeline.document import Document, Tokens
from pipeline.model import (
    LABELS,
    MODS,
    Article,
    Fact,
    Mention,
    Name,
    Quantity,
    Sentence,
    Source,
    Time,
)
from pipeline.rules import RULES
from pipeline.tables import (
    ARTICLE_COLUMNS,
    FACT_COLUMNS,
    MENTION_COLUMNS,
    TABLES,
    TOKEN_COLUMNS,
    Column,
    by_name,
)
from pipeline.tables.cells import (
    TextCells,
    encoded,
    plain,
    quoted,
    split_cells,
    text_cell,
    text_cells,
)
from pipeline.tables.rows import ArticleRow, DocumentLines, article_row

YEAR = Time("DATE", "2012", dt.date(2012, 1, 1), dt.date(2012, 12, 31))
TEXT = st.text(st.sampled_from("a1，=+-'\"\r\n,＝𠮷"), max_size=8)


def _frame(columns: Sequence[Column], lines: Sequence[str]) -> pd.DataFrame:
    return frame(table_of(encoded(lines), columns), columns)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25))
def test_plain_digits_read_back_to_the_same_number(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert float(text) == float(number)
    assert set(text) <= set("-.0123456789")


@given(st.lists(TEXT, min_size=1))
def test_cells_are_split_as_they_were_put_together(texts: list[str]) -> None:
    line = ",".join(map(quoted, texts)) + "\n"
    assert split_cells(line) == texts
    if texts != [""]:  # a row without a cell, to the standard library
        assert next(csv.reader(io.StringIO(line, newline=""))) == texts


@given(st.lists(TEXT))
def test_one_look_at_many_texts_sees_what_a_look_at_each_does(texts: list[str]) -> None:
    assert text_cells(texts) == [*map(text_cell, texts)]


@given(st.lists(TEXT))
def test_what_was_asked_before_is_answered_the_same(texts: list[str]) -> None:
    class Few(TextCells):
        MOST, LONGEST = 2, 3

    kept = Few()
    for text in texts * 2:
        assert kept[text] == text_cell(text)
        assert len(kept) <= Few.MOST


def test_what_is_written_unquoted_needs_no_quotes() -> None:
    for word in (*LABELS, *MODS, *RULES):
        assert quoted(word) == word


def test_rows_of_several_documents() -> None:
    one, two = document_of("收入67.79亿元。"), document_of("去年支出3元。", "b")
    year = Mention(0, 2, "DATE", "time-year", time=YEAR)
    lines = [
        *DocumentLines(one).mentions([money_of(2, 9, "6.779e9")]),
        *DocumentLines(two).mentions([year, money_of(4, 6, "3")]),
    ]
    table = table_of(encoded(lines), MENTION_COLUMNS)
    assert table["doc_id"].to_pylist() == ["a", "b", "b"]
    assert table["text"].to_pylist() == ["67.79亿元", "去年", "3元"]
    assert table["value"].to_pylist() == ["6779000000", None, "3"]
    assert table["year"].to_pylist() == [None, 2012, None]
    df = frame(table, MENTION_COLUMNS)
    assert df["value"].sum() == 6779000003
    assert list(df["label"].cat.categories) == ["DATE", "MONEY"]
    assert str(df["time_start"].dtype) == "datetime64[s]"
    assert (df["mod"] == "").all()


def test_every_part_of_a_mention_has_its_cells() -> None:
    document = document_of("三天张三约一个=某")
    length = Quantity(Decimal(3), unit="天", unit_id="d", dimension="time", base_value=Decimal(259200), base_unit="s")  # fmt: skip
    one = Quantity(Decimal(1), mod="APPROX", unit="个", indefinite=True)
    mentions = [
        Mention(0, 2, "DATE", "r1", time=Time("DURATION", "P3D", mod="APPROX", length=length)),
        Mention(2, 4, "PERSON", "r2", name=Name("张三丰", "11")),
        Mention(4, 7, "CARDINAL", "r3", quantity=one),
        Mention(7, 9, "DATE", "r4", time=Time("DATE", "P1D", dt.date(987, 1, 2), mod="MID")),
    ]
    rows = list(by_name(MENTION_COLUMNS, DocumentLines(document).mentions(mentions)))
    told = [{name: cell for name, cell in row.items() if cell} for row in rows]
    place = {"doc_id": "a", "region": "body", "sentence": "0", "indefinite": "false"}
    assert told == [
        {**place, "start": "0", "end": "2", "text": "三天", "label": "DATE", "value": "3",
         "mod": "APPROX", "unit": "天", "unit_id": "d", "dimension": "time", "base_value": "259200",
         "base_unit": "s", "timex_type": "DURATION", "timex_value": "P3D", "rule": "r1"},
        {**place, "start": "2", "end": "4", "text": "张三", "label": "PERSON", "canonical": "张三丰",
         "adcode": "11", "rule": "r2"},
        {**place, "start": "4", "end": "7", "text": "约一个", "label": "CARDINAL", "value": "1",
         "mod": "APPROX", "unit": "个", "indefinite": "true", "rule": "r3"},
        {**place, "start": "7", "end": "9", "text": "=某", "label": "DATE", "mod": "MID",
         "timex_type": "DATE", "timex_value": "P1D", "time_start": "0987-01-02", "rule": "r4"},
    ]  # fmt: skip


def test_every_cell_of_a_fact_stands_in_its_column() -> None:
    document = document_of("收入67.79亿元,其中3元")
    whole, part = money_of(2, 9, "6779000000"), money_of(12, 14, "3")
    facts = [
        Fact(whole, 0, concept="收入", concept_start=0, concept_end=2),
        Fact(part, 0, concept_of="全市", predicate="占", modality="planned", part_of=0, change="increase",
             basis="yoy", time_value="2012", time_start=YEAR.start, time_end=YEAR.end, holder="兰州市", rule="concept=r"),
    ]  # fmt: skip
    first, second = by_name(FACT_COLUMNS, DocumentLines(document).facts(facts))
    assert (first["concept"], first["concept_start"], first["concept_end"]) == ("收入", "0", "2")
    assert first["part_of"] == ""
    assert {name: cell for name, cell in second.items() if cell} == {
        "fact_id": "a#12-14", "doc_id": "a", "sentence": "0", "start": "12", "end": "14", "text": "3元",
        "label": "MONEY", "value": "3", "unit": "元", "unit_id": "CNY", "dimension": "currency",
        "concept_of": "全市", "predicate": "占", "modality": "planned", "part_of": "a#2-9",
        "change": "increase", "basis": "yoy", "time_value": "2012", "time_start": "2012-01-01",
        "time_end": "2012-12-31", "year": "2012", "holder": "兰州市",
        "sentence_text": "收入67.79亿元,其中3元", "rule": "concept=r",
    }  # fmt: skip


def test_a_row_of_articles_is_named_as_its_columns() -> None:
    assert ArticleRow._fields == tuple(c.name for c in TABLES["articles"])


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
    lines = DocumentLines(document).facts([Fact(money_of(5000, 5002, "3"), 0)])
    (row,) = by_name(FACT_COLUMNS, lines)
    assert row["sentence_text"] == "长" * 100 + "3元" + "长" * 100


def test_a_number_beyond_float_and_half_a_character_cost_no_table() -> None:
    lines = DocumentLines(document_of("\ud800元")).mentions([money_of(0, 2, "1e400")])
    table = table_of(encoded(lines), MENTION_COLUMNS)
    assert table["value"].to_pylist() == [None]
    assert table["text"].to_pylist() == ["\ufffd元"]


def test_an_article_that_was_not_read_has_a_row() -> None:
    document = document_of("3人")
    mention = Mention(0, 2, "CARDINAL", "r", quantity=Quantity(Decimal(3)))
    source = Source("a", "a.txt", "3人", title="题")
    read = article_row(source, Analysis(document, [mention], []))
    unread = article_row(Source("b", "b.txt", status="binary", error="b.txt: binary data"))
    df = _frame(ARTICLE_COLUMNS, [read.line(), unread.line()])
    assert df["status"].tolist() == ["ok", "binary"]
    assert df["n_chars"].tolist() == [2, 0]
    assert df["n_mentions"].tolist() == [1, 0]
    assert df["error"].tolist() == ["", "b.txt: binary data"]


def test_tokens_lie_where_their_text_does() -> None:
    article = Article("a", "1２亿元", (), (Sentence(0, 4, "body"),))
    tokens = Tokens([0, 2], ["12", "亿元"], {"亿元": "m"})
    document = Document(article, "12亿元", tokens, article.sentences)
    df = _frame(TOKEN_COLUMNS, DocumentLines(document).tokens())
    assert df["text"].tolist() == ["1２", "亿元"]
    assert df["tag"].tolist() == ["", "m"]
    assert df["end"].tolist() == [2, 4]
