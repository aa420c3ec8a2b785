"""The names that are settled so far, as the rules ask for them that go by what others found."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extractors.names.candidates import Candidate

#: A name with its text.
Named = tuple[Candidate, str]


class Settled:
    """``kept`` are candidates in order of text, no two overlapping; ``texts`` is what each is written as.

    ``people``, ``bodies`` and ``places`` are those of PERSON, ORG and GPE, each with its text.
    """

    __slots__ = ("bodies", "kept", "people", "places", "texts")

    def __init__(self, text: str, kept: Sequence[Candidate]) -> None:
        self.kept = kept
        self.texts = [text[c.start : c.end] for c in kept]
        self.people: list[Named] = []
        self.bodies: list[Named] = []
        self.places: list[Named] = []
        of_label = {"PERSON": self.people, "ORG": self.bodies, "GPE": self.places}.get
        for named in zip(kept, self.texts, strict=True):
            group = of_label(named[0].label)
            if group is not None:
                group.append(named)
