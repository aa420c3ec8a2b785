"""The shapes an expression can have; ``start`` and ``end`` are offsets in its run."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.lengths import Length


class Point(NamedTuple):
    """A point in time, or a vague reference, as steps.

    ``fixed`` when the article's date settles it: no running time, tense or place in the text does.
    """

    start: int
    end: int
    steps: tuple[Step, ...]
    fixed: bool = False


class Lasting(NamedTuple):
    """A length of time, with what stands before it (近, 未来, 连续) and after it (来, 内, 前).

    ``own`` is the offset in the run at which the length itself begins.
    """

    start: int
    end: int
    length: Length
    own: int
    before: str = ""
    after: str = ""


class Repeated(NamedTuple):
    """A set: a period, and what recurs in it (每周二上午), up to what (每年4月至11月)."""

    start: int
    end: int
    period: Length | None
    steps: tuple[Step, ...] = ()
    until: tuple[Step, ...] = ()


class Between(NamedTuple):
    """A range of two points or lengths."""

    start: int
    end: int
    first: Node
    last: Node


class Open(NamedTuple):
    """A point with a word that opens or bounds it (以来, 前, 左右); ``inner`` is it without."""

    start: int
    end: int
    inner: Node
    word: str


Node: TypeAlias = Point | Lasting | Repeated | Between | Open
