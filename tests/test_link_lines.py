"""Lines: sentences as chunks, each with its word and its letter."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse import analyse
from pipeline.article import plain_article
from pipeline.link.lines import Line, LineMaker

PIECES = st.lists(
    st.sampled_from(
        "中塞两国|中越两国|兰州市总工会|江门警方|8月26日|今年|3人|5%|1.5万吨|一场|第3届|占|比|占比|全长约|物价上涨|"
        "iPhone|11|，|。|、|（|）|“|”|—|的|和|增长|至|同比增加|生产轿车| |\n".split("|")
    ),
    max_size=16,
).map("".join)


def lines(text: str) -> list[Line]:
    made = analyse(plain_article(text, reference=dt.datetime(2026, 3, 15)))
    document, maker = made.document, LineMaker(made.document)
    numbers = document.sentences_at([m.start for m in made.mentions])
    by_sentence = {
        number: [m for m, n in zip(made.mentions, numbers, strict=True) if n == number]
        for number in numbers
    }
    return [maker.line(number, mentions) for number, mentions in by_sentence.items()]


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_chunks_make_up_their_sentence(text: str) -> None:
    for line in lines(text):
        size = len(line.kinds)
        assert len(line.starts) == size + 1
        assert line.back == line.kinds[::-1]
        spans = zip(line.starts, line.starts[1:], strict=False)
        assert line.words[:size] == [line.text[start:end] for start, end in spans]
        for k, mention in line.mentions.items():
            assert (line.starts[k], line.end(k)) == (mention.start, mention.end)


def test_beyond_a_line_stand_empty_words() -> None:
    (line,) = lines("3人")
    assert [line.words[k] for k in (-2, -1, 0, 1, 2)] == ["", "", "3人", "", ""]


LETTERS = [
    ("江门市有3人", "GH#"),
    ("举办一场活动", "vrw"),
    ("3人占比5%", "#n#"),
    ("物价上涨5%", "nx#"),
]


@pytest.mark.parametrize(("text", "kinds"), LETTERS, ids=[case[0] for case in LETTERS])
def test_letters(text: str, kinds: str) -> None:
    assert [line.kinds for line in lines(text)] == [kinds]
