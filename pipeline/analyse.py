"""Article → everything found in it: the flow of the package in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

from pipeline.document import Document
from pipeline.extractors import (
    add_numbers,
    add_times,
    extract,
    find_all_names,
)
from pipeline.extractors.names.candidates import Source
from pipeline.fold import fold
from pipeline.link import PASSES, Linking, link
from pipeline.model import Article, Fact, Mention
from pipeline.segment import Segmenter, default_segmenter

Item = TypeVar("Item")
Before = TypeVar("Before")
After = TypeVar("After")


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with its tokens (in ``document``), its mentions and its facts, in order of text."""

    document: Document
    mentions: list[Mention]
    facts: list[Fact]


def make_documents(
    articles: Iterable[Article], segmenter: Segmenter | None = None, *, all_regions: bool = False
) -> list[Document]:
    """Fold and segment each of ``articles``; boilerplate is left out unless ``all_regions``."""
    articles = [*articles]
    texts = [fold(article.text) for article in articles]
    wanted = [
        [(r.start, r.end) for r in article.regions if all_regions or r.kind != "boilerplate"]
        for article in articles
    ]
    tokens = (segmenter or default_segmenter()).tokens(zip(texts, wanted, strict=True))
    return [
        Document(
            article,
            text,
            found,
            tuple(s for s in article.sentences if all_regions or s.region != "boilerplate"),
        )
        for article, text, found in zip(articles, texts, tokens, strict=True)
    ]


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
    [document] = make_documents([article], segmenter, all_regions=all_regions)
    mentions = extract(document, sources)
    return Analysis(document, mentions, link(document, mentions))


#: How many articles go through a stage together: those of a shard.
_TOGETHER = 100


def analyse_all(
    items: Iterable[Item],
    parse: Callable[[Item], Article],
    segmenter: Segmenter | None = None,
    *,
    all_regions: bool = False,
    sources: Sequence[Source] = (),
) -> Iterator[Analysis | Exception]:
    """What ``analyse`` finds in the article that ``parse`` makes of each of ``items``, or its error.

    Several go through each stage before any goes through the next. A stage's rules and tables then
    stay in the processor's cache, where the whole pipeline's would not: that saves a fifth.
    """
    waiting = iter(items)
    while some := list(islice(waiting, _TOGETHER)):
        articles = _each(parse, some)
        make = partial(make_documents, segmenter=segmenter, all_regions=all_regions)
        found = _together(partial(_named, sources=sources), _together(make, articles))
        found = _each(lambda one: (one[0], add_times(*one)), found)
        found = _each(lambda one: (one[0], add_numbers(*one)), found)
        linked = _each(lambda one: Linking(*one), found)
        for step in PASSES:
            linked = _each(step, linked)
        yield from _each(lambda one: Analysis(one.document, one.mentions, one.facts), linked)


def _named(
    documents: Sequence[Document], sources: Sequence[Source]
) -> list[tuple[Document, list[Mention]]]:
    return [*zip(documents, find_all_names(documents, sources), strict=True)]


def _together(
    stage: Callable[[list[Before]], Iterable[After]], items: Sequence[Before | Exception]
) -> list[After | Exception]:
    """What ``stage`` makes of ``items``, all at once; one by one only where one of them fails."""
    sound = [item for item in items if not isinstance(item, Exception)]
    try:
        made = iter([*stage(sound)])
    except Exception:
        return _each(lambda item: next(iter(stage([item]))), items)
    return [item if isinstance(item, Exception) else next(made) for item in items]


def _each(
    stage: Callable[[Before], After], items: Iterable[Before | Exception]
) -> list[After | Exception]:
    """``stage`` of each of ``items``; an error stands for the item that it befell from there on."""
    made: list[After | Exception] = []
    for item in items:
        try:
            made.append(item if isinstance(item, Exception) else stage(item))
        except Exception as error:
            made.append(error)
    return made
