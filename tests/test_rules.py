"""Every rule answers for its own examples, through the whole pipeline."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.analyse import Analysis, analyse
from pipeline.article import plain_article
from pipeline.rules import RULES, Example, Rule
from pipeline.tables import FACT_COLUMNS, MENTION_COLUMNS, by_name
from pipeline.tables.rows import DocumentLines

MATCHES = [(r, e) for r in RULES.values() for e in r.examples]
REFUSALS = [(r, text) for r in RULES.values() for text in r.never]


def _analyse(text: str, date: str) -> Analysis:
    reference = dt.datetime.fromisoformat(date) if date else None
    return analyse(plain_article(text, reference=reference))


def _rows(analysis: Analysis) -> list[dict[str, str]]:
    lines = DocumentLines(analysis.document)
    mentions = by_name(MENTION_COLUMNS, lines.mentions(analysis.mentions))
    return [*mentions, *by_name(FACT_COLUMNS, lines.facts(analysis.facts))]


def _names(row: dict[str, str]) -> set[str]:
    """The rules a row names: a mention names one, a fact ``column=rule`` pairs."""
    return {pair.rpartition("=")[2] for pair in row["rule"].split()}


@pytest.mark.parametrize(
    ("rule", "example"), MATCHES, ids=[f"{r.name}-{e.text[:20]}" for r, e in MATCHES]
)
def test_rule_matches_its_example(rule: Rule[..., Any], example: Example) -> None:
    rows = _rows(_analyse(example.text, example.date))
    start, end = (str(x) for x in example.span)
    mine = [r for r in rows if (r["start"], r["end"]) == (start, end) and rule.name in _names(r)]
    assert mine, [(r["text"], r["label"], r["rule"]) for r in rows]
    assert any(example.cells.items() <= row.items() for row in mine), mine


@pytest.mark.parametrize(
    ("rule", "text"), REFUSALS, ids=[f"{r.name}-{t[:20]}" for r, t in REFUSALS]
)
def test_rule_leaves_alone(rule: Rule[..., Any], text: str) -> None:
    rows = _rows(_analyse(text, "2026-03-15"))
    assert not [r for r in rows if rule.name in _names(r)]


def test_every_rule_has_examples_and_a_reason() -> None:
    assert not [r.name for r in RULES.values() if not r.examples or not r.why]
