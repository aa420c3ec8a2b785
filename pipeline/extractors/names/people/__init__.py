"""People: Chinese and foreign names, and surnames with a form of address."""

from __future__ import annotations

from pipeline.extractors.names.candidates import Candidate
from pipeline.extractors.names.people.chinese import chinese_people
from pipeline.extractors.names.people.foreign import foreign_people
from pipeline.extractors.names.people.titled import japanese_people, titled_people
from pipeline.extractors.names.shape import Shape


def find_people(shape: Shape) -> list[Candidate]:
    """Every person that the rules of this module find."""
    return [
        *chinese_people(shape),
        *foreign_people(shape),
        *japanese_people(shape),
        *titled_people(shape),
    ]
