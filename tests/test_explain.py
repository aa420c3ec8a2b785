"""The account of a spot names its tokens, its rules with their reasons, and its cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.rules import RULES, SOURCES

TEXT = "2012年5月，使出租车的承租费下调了180元。"


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["explain", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_text_is_told_whole() -> None:
    told = _run("--text", TEXT)
    assert "下调/v" in told
    assert "180元 MONEY" in told
    assert "value=180 unit=元 unit_id=CNY" in told
    assert f"number-money: {RULES['number-money'].why}" in told
    assert "change=decrease time_value=2012-05" in told


def test_an_offset_tells_only_what_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    told = _run(str(path), str(TEXT.index("180")), "--plain")
    assert "180元 MONEY" in told
    assert "2012年5月 DATE" not in told


@pytest.mark.parametrize(
    "arguments", [[], ["--text", TEXT, "nosuch.txt"], ["--text", TEXT, "--date", "2012-13"]]
)
def test_a_request_without_sense_is_refused(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["explain", *arguments])
    assert result.exit_code != 0


def test_an_offset_beyond_the_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(path), "999"])
    assert isinstance(result.exception, UsageError)
    assert "no sentence" in str(result.exception)


def test_a_source_that_is_no_rule_says_why(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"label": "PRODUCT", "pattern": "出租车"}\n', encoding="utf-8")
    assert "user-pattern: a pattern of your own" in _run("--text", TEXT, "--patterns", str(path))


def test_the_tagger_says_why() -> None:
    told = _run("--text", "孩子们给望溪队加油。", "--entities", "lac")
    assert f"lac: {SOURCES['lac']}" in told
