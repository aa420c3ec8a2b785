"""The corpus against its gold: no score below its floor, and the command says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from floors import ROOT, floors, reached
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.evaluate import Score, check

RAW, GOLD = str(ROOT / "corpus" / "raw"), str(ROOT / "corpus" / "gold")


@pytest.fixture(scope="module")
def result() -> Score:
    return check(ROOT / "corpus" / "raw", ROOT / "corpus" / "gold")


@pytest.mark.parametrize("name", floors())
def test_no_score_is_below_its_floor(result: Score, name: str) -> None:
    assert reached(result)[name] >= floors()[name]


def test_the_command_prints_the_score_and_every_difference(result: Score) -> None:
    shown = CliRunner().invoke(app, ["check", RAW, GOLD])
    assert shown.exit_code == 0
    assert f"{result.prf()[2]:.4f}" in shown.output
    assert all(d.sentence[:20] in shown.output for d in result.differences)


@pytest.mark.parametrize(("under", "code"), [("0.5", 0), ("1", 1)])
def test_fail_under_decides_the_exit_code(under: str, code: int) -> None:
    shown = CliRunner().invoke(app, ["check", RAW, GOLD, "--fail-under", under, "--no-differences"])
    assert shown.exit_code == code


def test_names_can_be_scored_with_the_sources_of_a_run(tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text('{"label": "PRODUCT", "pattern": "职工"}\n', encoding="utf-8")
    shown = CliRunner().invoke(app, ["check", RAW, GOLD, "--patterns", str(mine)])
    assert "spurious PRODUCT '职工'" in shown.output
