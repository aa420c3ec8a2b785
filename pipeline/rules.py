"""The form every rule takes: what it matches, why, and examples it answers for.

A rule is a decorated function. Its examples are news-like sentences of our own in which ⟦…⟧ marks
the span the rule must produce, with the cells it must fill; ``never`` holds sentences in which it
must produce nothing. One generic test runs every rule on all of them through the whole pipeline,
so a rule that another one shadows fails there.

>>> @rule("demo", why="to show the form", examples=[ex("有⟦3人⟧", value="3")], never=["三农"])
... def demo() -> None: ...
>>> demo.name, demo.examples[0].text, demo.examples[0].span
('demo', '有3人', (1, 3))
>>> del RULES["demo"]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the span a rule must find in it and the cells (column → CSV text) it must fill."""

    text: str
    span: tuple[int, int]
    cells: dict[str, str]
    date: str


def ex(marked: str, *, date: str = "2026-03-15", **cells: str) -> Example:
    """An example: ``marked`` has the expected span in ⟦…⟧; ``date`` is the reference date."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    return Example(marked.replace("⟦", "").replace("⟧", ""), (start, end), cells, date)


@dataclass(frozen=True)
class Rule(Generic[P, R]):
    """A named production. Calling the rule calls its function."""

    name: str
    why: str
    examples: tuple[Example, ...]
    never: tuple[str, ...]
    pattern: re.Pattern[str] | None
    produce: Callable[P, R]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.produce(*args, **kwargs)


#: Why what is no rule proposes a name (a tagger, a user's list or model), filled as sources are imported.
SOURCES: dict[str, str] = {}


def source(name: str, *, why: str) -> str:
    """Declare the source ``name`` of mentions, and why they are ones; gives back the name."""
    SOURCES[name] = why
    return name


def reason(name: str) -> str:
    """Why the rule or source ``name`` makes a row, '' when it does not say.

    >>> reason("no-such-rule")
    ''
    """
    return RULES[name].why if name in RULES else SOURCES.get(name, "")


#: Every rule by name, filled as the extractor and link modules are imported.
RULES: dict[str, Rule[..., Any]] = {}


def rule(
    name: str,
    *,
    why: str,
    examples: Sequence[Example],
    never: Sequence[str] = (),
    pattern: re.Pattern[str] | None = None,
) -> Callable[[Callable[P, R]], Rule[P, R]]:
    """Declare the decorated function as the production of the rule ``name``."""

    def register(produce: Callable[P, R]) -> Rule[P, R]:
        if name in RULES:
            raise ValueError(f"two rules are called {name!r}")
        made = Rule(name, why, tuple(examples), tuple(never), pattern, produce)
        RULES[name] = made
        return made

    return register
