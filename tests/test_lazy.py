"""Patterns that wait are compiled when asked, every one of them is one, and each keeps its result."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import pipeline
from pipeline.lazy import _Lazy, lazy

CORE = ("article", "extractors", "layout", "link", "numerals", "units")
MODULES = [
    m.name
    for m in pkgutil.walk_packages(pipeline.__path__, "pipeline.")
    if m.name.split(".")[1] in CORE
]


@pytest.mark.parametrize("name", MODULES)
def test_every_pattern_compiles(name: str) -> None:
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, _Lazy):
            re.compile(value.pattern, value.flags)


def test_a_pattern_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def compile(pattern: str, flags: int = 0, real: object = re.compile) -> re.Pattern[str]:
        compiled.append(pattern)
        assert callable(real)
        found: re.Pattern[str] = real(pattern, flags)
        return found

    monkeypatch.setattr(re, "compile", compile)
    word = lazy("[a-z]+", re.IGNORECASE)
    assert not compiled
    assert [m[0] for m in word.finditer("A b")] == ["A", "b"]
    assert word.sub("x", "1A") == "1x"
    assert compiled == ["[a-z]+"]


def test_what_a_pattern_has_not_is_an_error() -> None:
    with pytest.raises(AttributeError):
        lazy("a").nothing  # type: ignore[attr-defined]  # noqa: B018 - the look-up is the test
