"""A user's own spaCy pipeline as a proposer of names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import spacy

from pipeline.document import Document
from pipeline.errors import UsageError
from pipeline.extractors.names.candidates import RULE, USER, Candidate
from pipeline.model import NameLabel
from pipeline.rules import source

SPACY_MODEL = source(
    "spacy-model", why="your spaCy pipeline finds an entity, which outweighs the rules"
)
_LABELS: dict[str, NameLabel] = {label: label for label in get_args(NameLabel)} | {"PER": "PERSON"}
#: A user brings a model because it knows better than the rules; a list is surer still.
_WEIGHT = (RULE + USER) / 2
#: Longer sentences are read in pieces: pipelines refuse or choke on very long texts.
_LONGEST = 5_000


class SpacyModel:
    """Proposes ``doc.ents`` of the spaCy pipeline ``name`` (a package or a path), sentence by sentence.

    Labels are OntoNotes', as in spaCy's own Chinese pipelines; others are passed over. Raises
    UsageError when the pipeline cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        try:
            self._nlp = spacy.load(name)
        except Exception as error:  # a pipeline runs its own code when it is loaded
            reason = " ".join(str(error).split())
            raise UsageError(f"spaCy model {name!r} cannot be loaded: {reason}") from None

    def __call__(self, document: Document) -> list[Candidate]:
        """The named entities of ``document``."""
        text = document.text
        spans = [
            (at, min(at + _LONGEST, sentence.end))
            for sentence in document.sentences
            for at in range(sentence.start, sentence.end, _LONGEST)
        ]
        docs = self._nlp.pipe(text[start:end] for start, end in spans)
        return [c for (at, _), doc in zip(spans, docs, strict=True) for c in _candidates(doc, at)]


def _candidates(doc: spacy.tokens.Doc, at: int) -> Iterator[Candidate]:
    for span in doc.ents:
        label = _LABELS.get(span.label_)
        name = span.text.strip()
        if label and name:
            start = at + span.start_char + span.text.index(name)
            yield Candidate(start, start + len(name), label, SPACY_MODEL, _WEIGHT)
