"""Noun phrases beside a figure, as patterns over class letters (see ``words``).

To the right a pattern runs over the letters as they stand; to the left over the letters reversed,
so that the nearest noun comes first. Every repetition is bounded, so a match costs the same
however long the sentence is.
"""

from pipeline.link.phrases.left import BRIDGE, LAST_LETTERS, left_phrase, without_owner
from pipeline.link.phrases.measures import is_measure
from pipeline.link.phrases.partners import against, with_partner
from pipeline.link.phrases.right import RIGHT_CLAUSE, right_phrase
from pipeline.link.units import BEINGS, HAPPENINGS, PEOPLE

__all__ = [
    "BEINGS",
    "BRIDGE",
    "HAPPENINGS",
    "LAST_LETTERS",
    "PEOPLE",
    "RIGHT_CLAUSE",
    "against",
    "is_measure",
    "left_phrase",
    "right_phrase",
    "with_partner",
    "without_owner",
]
