"""The corpus against its gold: no score below its floor, and the command says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Command
from floors import ROOT, floors, reached

from pipeline.evaluate import Score, check

RAW, GOLD = str(ROOT / "corpus" / "raw"), str(ROOT / "corpus" / "gold")


@pytest.fixture(scope="module")
def result() -> Score:
    return check(ROOT / "corpus" / "raw", ROOT / "corpus" / "gold")


@pytest.mark.parametrize("name", floors())
def test_no_score_is_below_its_floor(result: Score, name: str) -> None:
    assert reached(result)[name] >= floors()[name]


def test_the_command_prints_the_score_and_every_difference(result: Score, zhfacts: Command) -> None:
    code, shown = zhfacts("check", RAW, GOLD)
    assert code == 0
    assert f"{result.prf()[2]:.4f}" in shown
    assert all(d.sentence[:20] in shown for d in result.differences)


@pytest.mark.parametrize(("under", "code"), [("0.5", 0), ("1", 1)])
def test_fail_under_decides_the_exit_code(under: str, code: int, zhfacts: Command) -> None:
    assert zhfacts("check", RAW, GOLD, "--fail-under", under, "--no-differences")[0] == code


def test_names_can_be_scored_with_the_sources_of_a_run(tmp_path: Path, zhfacts: Command) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text('{"label": "PRODUCT", "pattern": "职工"}\n', encoding="utf-8")
    assert "spurious PRODUCT '职工'" in zhfacts("check", RAW, GOLD, "--patterns", mine)[1]
