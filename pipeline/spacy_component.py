"""The extractors inside spaCy: a pipeline component and a ready-made pipeline.

``nlp.add_pipe("zhfacts")`` works after any tokenizer: ``doc._.mentions`` holds the exact finds, and
``doc.ents`` and ``doc.spans["mentions"]`` those whose edges are token edges there. The tokenizer of
``load_nlp()`` is jieba, with tokens split at the edges of mentions, so that nothing is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans

from pipeline.analyse import Analysis, analyse
from pipeline.article import parse_article
from pipeline.model import Article, Source
from pipeline.sources import make_sources
from pipeline.tables import FACT_COLUMNS, MENTION_COLUMNS, Column, by_name, value_of
from pipeline.tables.rows import DocumentLines

_KEY = "zhfacts_analysis"

for _name in ("mentions", "facts"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=[])


class ZhFacts:
    """The component: sets ``doc.ents``, ``doc.spans["mentions"]``, ``doc._.mentions``, ``doc._.facts``.

    ``date`` (ISO) is the reference date, empty to take the dateline's; ``plain`` reads the whole
    text as body; ``entities`` (rules or lac) and ``patterns`` (a file, or empty) say how names are
    found. The rows in ``doc._.mentions`` and ``doc._.facts`` are dicts of the tables' columns
    in plain JSON types, so that a Doc still serialises.
    """

    def __init__(
        self, *, date: str = "", plain: bool = False, entities: str = "rules", patterns: str = ""
    ) -> None:
        self.reference = dt.datetime.fromisoformat(date) if date else None
        self.plain = plain
        self.sources = make_sources(entities, patterns or None)

    def article(self, text: str) -> Article:
        """``text`` with its regions, sentences and reference date."""
        return parse_article(Source("doc", "", text), date=self.reference, plain=self.plain)

    def analyse(self, text: str) -> Analysis:
        """What the extractors find in ``text``."""
        return analyse(self.article(text), sources=self.sources)

    def __call__(self, doc: Doc) -> Doc:
        analysis: Analysis = doc.user_data.pop(_KEY, None) or self.analyse(doc.text)
        spans = [s for m in analysis.mentions if (s := _span(doc, m.start, m.end, m.label))]
        doc.spans["mentions"] = SpanGroup(doc, name="mentions", spans=spans)
        doc.ents = filter_spans(spans)
        lines = DocumentLines(analysis.document)
        doc._.mentions = _rows(MENTION_COLUMNS, lines.mentions(analysis.mentions))
        doc._.facts = _rows(FACT_COLUMNS, lines.facts(analysis.facts))
        return doc


def _rows(columns: Sequence[Column], lines: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {c.name: value_of(c.kind, cells[c.name]) for c in columns}
        for cells in by_name(columns, lines)
    ]


def _span(doc: Doc, start: int, end: int, label: str) -> Span | None:
    return doc.char_span(start, end, label=label)


@Language.factory(
    "zhfacts",
    default_config={"date": "", "plain": False, "entities": "rules", "patterns": ""},
)
def _create(
    nlp: Language, name: str, date: str, plain: bool, entities: str, patterns: str
) -> ZhFacts:
    return ZhFacts(date=date, plain=plain, entities=entities, patterns=patterns)


class Tokenizer:
    """Text → Doc with jieba's tokens, split wherever a mention begins or ends."""

    def __init__(self, nlp: Language, component: ZhFacts) -> None:
        self.vocab = nlp.vocab
        self.component = component

    def __call__(self, text: str) -> Doc:
        analysis = self.component.analyse(text)
        words = list(_words(text, analysis))
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc.user_data[_KEY] = analysis
        return doc

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Tokenize texts one by one."""
        return map(self, texts)


def _words(text: str, analysis: Analysis) -> Iterator[str]:
    """The pieces of ``text`` between all token and mention edges; they add up to it."""
    tokens = analysis.document.tokens
    edges = {0, len(text), *tokens.starts, *(tokens.end(i) for i in range(len(tokens)))}
    for mention in analysis.mentions:
        edges |= {mention.start, mention.end}
    cuts = sorted(edges)
    return (text[a:b] for a, b in pairwise(cuts))


def load_nlp(
    *, date: str = "", plain: bool = False, entities: str = "rules", patterns: str = ""
) -> Language:
    """A spaCy pipeline that runs exactly these extractors; the arguments are those of ZhFacts.

    >>> doc = load_nlp(date="2024-05-01", plain=True)("全市有职工35万人。")
    >>> [(e.text, e.label_) for e in doc.ents]
    [('35万人', 'CARDINAL')]
    """
    nlp = spacy.blank("zh")
    config = {"date": date, "plain": plain, "entities": entities, "patterns": patterns}
    component = nlp.add_pipe("zhfacts", config=config)
    nlp.tokenizer = Tokenizer(nlp, component)  # type: ignore[arg-type]  # add_pipe is typed as a callable
    return nlp
