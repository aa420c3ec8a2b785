"""The registry of units: what follows, or precedes, a numeral, and what it converts to.

Three lexicons make one vocabulary: ``units`` (physical units, ratios, scores; UCUM codes),
``currencies`` (ISO 4217) and ``classifiers`` (the words themselves). A word may have several
senses (``度`` is a temperature, or electricity); a sense that lists ``clues`` holds only where one
of them stands nearby, and the first sense without clues is the default. ``denominators`` adds the
spans of time that rates are reckoned by.

Words are in folded form (Simplified, half-width), as the text they are matched against is.
"""

from pipeline.units.convert import decimal, denominators, rate, to_base
from pipeline.units.match import (
    match_after,
    match_before,
    match_denominator,
    unit_pieces,
    within_units,
)
from pipeline.units.registry import Unit, lookup, registry, sense, sense_at, unambiguous

__all__ = [
    "Unit",
    "decimal",
    "denominators",
    "lookup",
    "match_after",
    "match_before",
    "match_denominator",
    "rate",
    "registry",
    "sense",
    "sense_at",
    "to_base",
    "unambiguous",
    "unit_pieces",
    "within_units",
]
