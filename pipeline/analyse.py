"""Article → everything found in it: the flow of the package in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Document
from pipeline.extractors import extract
from pipeline.extractors.names.candidates import Source
from pipeline.fold import fold
from pipeline.link import link
from pipeline.model import Article, Fact, Mention
from pipeline.segment import Segmenter, default_segmenter


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with its tokens (in ``document``), its mentions and its facts, in order of text."""

    document: Document
    mentions: list[Mention]
    facts: list[Fact]


def make_document(
    article: Article, segmenter: Segmenter | None = None, *, all_regions: bool = False
) -> Document:
    """Fold and segment ``article``; boilerplate is left out unless ``all_regions``."""
    folded = fold(article.text)
    wanted = [r for r in article.regions if all_regions or r.kind != "boilerplate"]
    sentences = tuple(s for s in article.sentences if all_regions or s.region != "boilerplate")
    tokens = (segmenter or default_segmenter()).tokens(folded, [(r.start, r.end) for r in wanted])
    return Document(article, folded, tokens, sentences)


def analyse(
    article: Article,
    segmenter: Segmenter | None = None,
    *,
    all_regions: bool = False,
    sources: Sequence[Source] = (),
) -> Analysis:
    """Extract the mentions of ``article`` and link them into facts.

    ``sources`` propose names beside the rules: a neural tagger, a user's patterns, a spaCy model.
    """
    document = make_document(article, segmenter, all_regions=all_regions)
    mentions = extract(document, sources)
    return Analysis(document, mentions, link(document, mentions))
