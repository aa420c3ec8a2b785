"""Atom → the steps it stands for: what is said, with its numbers read."""

from __future__ import annotations

from pipeline.extractors.times.decode import dates, words
from pipeline.extractors.times.decode.steps import Step, decode, number

__all__ = ["Step", "dates", "decode", "number", "words"]
