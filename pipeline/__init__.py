"""Figures, times and names from Chinese news text, tied to what they measure.

The public names load on first use, so that ``import pipeline`` brings neither pandas nor spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.analyse import Analysis
    from pipeline.api import Extraction, extract
    from pipeline.article import parse_article
    from pipeline.batch import run
    from pipeline.errors import ZhfactsError
    from pipeline.evaluate import Score, score
    from pipeline.gold import load_gold
    from pipeline.model import Article, Fact, Mention, Source
    from pipeline.reader import read
    from pipeline.spacy_component import load_nlp
    from pipeline.write import read_table

_HOMES = {
    "Analysis": "analyse",
    "Article": "model",
    "Extraction": "api",
    "Fact": "model",
    "Mention": "model",
    "Score": "evaluate",
    "Source": "model",
    "ZhfactsError": "errors",
    "extract": "api",
    "load_gold": "gold",
    "load_nlp": "spacy_component",
    "parse_article": "article",
    "read": "reader",
    "read_table": "write",
    "run": "batch",
    "score": "evaluate",
}

__all__ = [
    "Analysis",
    "Article",
    "Extraction",
    "Fact",
    "Mention",
    "Score",
    "Source",
    "ZhfactsError",
    "extract",
    "load_gold",
    "load_nlp",
    "parse_article",
    "read",
    "read_table",
    "run",
    "score",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
