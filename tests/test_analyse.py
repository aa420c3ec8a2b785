"""Articles one by one and stage by stage: the same is found."""

from __future__ import annotations

import datetime as dt

from pipeline.analyse import analyse, analyse_all
from pipeline.article import plain_article
from pipeline.document import Document
from pipeline.extractors.names.candidates import Candidate
from pipeline.model import Article

TEXTS = [
    "全市今年新增就业岗位3.2万个，同比增长5.6%。",
    "兰州市总工会去年培训职工300人次，其中女职工120人次。",
    "",
    "1月2日，工厂生产拖拉机1200台。",
    "FAIL",
] * 8


def _parse(text: str) -> Article:
    if text == "FAIL":
        raise ValueError(text)
    return plain_article(text, reference=dt.datetime(2026, 3, 15))


def test_articles_analysed_together_are_analysed_alike() -> None:
    together = list(analyse_all(TEXTS, _parse))
    assert len(together) == len(TEXTS)
    for text, found in zip(TEXTS, together, strict=True):
        if isinstance(found, Exception):
            assert (text, str(found)) == ("FAIL", "FAIL")
            continue
        alone = analyse(_parse(text))
        assert (found.mentions, found.facts) == (alone.mentions, alone.facts)
        assert bool(found.facts) == bool(text)


def test_names_that_cannot_be_found_fail_their_article_alone() -> None:
    def source(document: Document) -> list[Candidate]:
        if "兰州" in document.text:
            raise ValueError("兰州")
        return []

    together = list(analyse_all(TEXTS, _parse, sources=[source]))
    for text, found in zip(TEXTS, together, strict=True):
        assert isinstance(found, Exception) == (text == "FAIL" or "兰州" in text)
        if not isinstance(found, Exception):
            alone = analyse(_parse(text))
            assert (found.mentions, found.facts) == (alone.mentions, alone.facts)
