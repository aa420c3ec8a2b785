"""Every row of the number extractor's own lexicons answers for its example."""

from __future__ import annotations

import pytest

from pipeline.analyse import make_documents
from pipeline.article import plain_article
from pipeline.extractors import quantities
from pipeline.lexicon import rows
from pipeline.model import Mention

HIDDEN = [r for r in rows("not_numbers") if r["kind"] == "whole"]
PREFIXES = [r for r in rows("not_numbers") if r["kind"] == "prefix"]
LOOSE = [r for r in rows("approximators") if r["side"] != "light"]
LIGHT = [r for r in rows("approximators") if r["side"] == "light"]


def _mentions(text: str) -> list[Mention]:
    return quantities.extract(make_documents([plain_article(text)])[0])


def _marked(example: str) -> tuple[str, int, int]:
    start, end = example.index("⟦"), example.index("⟧") - 1
    return example.replace("⟦", "").replace("⟧", ""), start, end


@pytest.mark.parametrize("row", HIDDEN, ids=[r["word"] for r in HIDDEN])
def test_a_hidden_numeral_is_no_figure(row: dict[str, str]) -> None:
    start = row["example"].index(row["word"])
    end = start + len(row["word"])
    assert not [m for m in _mentions(row["example"]) if m.start < end and start < m.end]


@pytest.mark.parametrize("row", PREFIXES, ids=[r["word"] for r in PREFIXES])
def test_a_prefix_makes_one_no_figure(row: dict[str, str]) -> None:
    assert row["example"].find(row["word"] + "一") >= 0
    assert not _mentions(row["example"])


@pytest.mark.parametrize("row", LOOSE, ids=[r["word"] for r in LOOSE])
def test_an_approximator_is_in_the_span_and_gives_its_mod(row: dict[str, str]) -> None:
    text, start, end = _marked(row["example"])
    found = {(m.start, m.end): m.quantity for m in _mentions(text)}
    quantity = found.get((start, end))
    assert quantity is not None, [text[a:b] for a, b in found]
    assert quantity.mod == row["mod"]


@pytest.mark.parametrize("row", LIGHT, ids=[r["word"] for r in LIGHT])
def test_a_light_word_parts_an_approximator_from_its_number(row: dict[str, str]) -> None:
    text, start, end = _marked(row["example"])
    found = {(m.start, m.end): m.quantity for m in _mentions(text)}
    quantity = found.get((start, end))
    assert quantity is not None, [text[a:b] for a, b in found]
    assert quantity.mod


@pytest.mark.parametrize("table", ["not_numbers", "approximators", "number_context"])
def test_no_row_is_written_twice(table: str) -> None:
    seen = [(r["word"], r.get("kind", r.get("side"))) for r in rows(table)]
    assert len(seen) == len(set(seen))


def test_every_context_word_stands_in_its_example() -> None:
    assert not [r for r in rows("number_context") if r["word"] not in r["example"]]
