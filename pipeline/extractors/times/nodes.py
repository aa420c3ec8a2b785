"""The shapes an expression can have; offsets are within its run."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.lengths import Length


@dataclass(frozen=True, slots=True)
class Node:
    """An expression; ``start`` and ``end`` are offsets in its run."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point(Node):
    """A point in time, or a vague reference, as steps.

    ``fixed`` when the article's date settles it: no running time, tense or place in the text does.
    """

    steps: tuple[Step, ...]
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Lasting(Node):
    """A length of time, with what stands before it (近, 未来, 连续) and after it (来, 内, 前).

    ``own`` is the offset in the run at which the length itself begins.
    """

    length: Length
    own: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Repeated(Node):
    """A set: a period, and what recurs in it (每周二上午), up to what (每年4月至11月)."""

    period: Length | None
    steps: tuple[Step, ...] = ()
    until: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Between(Node):
    """A range of two points or lengths."""

    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class Open(Node):
    """A point with a word that opens or bounds it (以来, 前, 左右); ``inner`` is it without."""

    inner: Node
    word: str
