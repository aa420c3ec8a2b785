"""User patterns in spaCy's EntityRuler form, read without spaCy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.analyse import make_document
from pipeline.article import plain_article
from pipeline.extractors.names import extract
from pipeline.extractors.names.patterns import PatternError, load_patterns, parse_patterns


def _spans(text: str, *entries: dict[str, object]) -> list[tuple[str, str, str]]:
    patterns = parse_patterns([json.dumps(e, ensure_ascii=False) for e in entries])
    document = make_document(plain_article(text))
    return [(text[c.start : c.end], c.label, c.canonical) for c in patterns(document)]


def test_phrases_match_anywhere_the_longest_first() -> None:
    found = _spans(
        "青禾实业与青禾签约",
        {"label": "ORG", "pattern": "青禾"},
        {"label": "ORG", "pattern": "青禾实业", "id": "青禾实业有限公司"},
    )
    assert found == [("青禾实业", "ORG", "青禾实业有限公司"), ("青禾", "ORG", "")]


def test_a_phrase_in_traditional_characters_matches_simplified_text() -> None:
    assert _spans("东华渔业开业", {"label": "ORG", "pattern": "東華漁業"}) == [
        ("东华渔业", "ORG", "")
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ([{"TEXT": "北京"}, {"ORTH": "大学"}], "北京 大学", []),
        ([{"TEXT": "记者"}, {"TEXT": {"REGEX": "^报"}}], "记者报道了", ["记者报道"]),
        (
            [{"TEXT": {"IN": ["记者", "编辑"]}}, {"OP": "?", "TEXT": "报道"}],
            "编辑说，记者报道",
            ["编辑", "记者报道"],
        ),
        ([{"LOWER": "nasa"}, {"IS_DIGIT": False, "OP": "!"}], "Nasa 与 NASA发布", []),
        ([{"LENGTH": 2, "OP": "+"}], "经济发展", ["经济发展"]),
    ],
)
def test_token_patterns(pattern: list[dict[str, object]], text: str, expected: list[str]) -> None:
    found = [span for span, _, _ in _spans(text, {"label": "PRODUCT", "pattern": pattern})]
    assert found == expected


def test_user_patterns_win_over_rules() -> None:
    patterns = parse_patterns(['{"label": "PRODUCT", "pattern": "兰州"}'])
    mentions = extract(make_document(plain_article("兰州市总工会开会。")), [patterns])
    assert next((m.start, m.end, m.label) for m in mentions) == (0, 2, "PRODUCT")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 1"),
        ('{"label": "ORG"}', "no 'pattern'"),
        ('{"label": "NORP", "pattern": "汉族"}', "NORP"),
        ('{"label": "ORG", "pattern": ""}', "empty"),
        ('{"label": "ORG", "pattern": [{"POS": "NOUN"}]}', "POS"),
        ('{"label": "ORG", "pattern": [{"TEXT": "甲", "OP": "{2}"}]}', "OP"),
        ('{"label": "ORG", "pattern": [{"TEXT": {"REGEX": "("}}]}', "line 1"),
        ("[1]", "line 1"),
    ],
)
def test_bad_lines_are_named(line: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason):
        parse_patterns([line])


def test_a_file_is_read_with_a_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "patterns.jsonl"
    path.write_text('﻿{"label": "ORG", "pattern": "青禾"}\n\n', encoding="utf-8")
    document = make_document(plain_article("青禾开业"))
    assert [(c.start, c.end) for c in load_patterns(path)(document)] == [(0, 2)]
