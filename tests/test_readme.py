"""The README tells the truth: its parts, its examples and its main command."""

from __future__ import annotations

import difflib
import doctest
import re
import shlex
from pathlib import Path

import pytest
from readme import README, ROOT, written
from typer.testing import CliRunner

from pipeline.cli import app

TEXT = README.read_text(encoding="utf-8")
#: The manifest names the versions of the machine that wrote it.
TABLES = ("articles.csv", "mentions.csv", "facts.csv", "texts.jsonl")


def test_the_parts_that_the_program_writes_are_up_to_date() -> None:
    now = written(TEXT)
    difference = difflib.unified_diff(
        TEXT.splitlines(), now.splitlines(), "README.md", "now", "", "", 1
    )
    assert now == TEXT, "run: python tests/readme.py\n" + "\n".join(difference)


def test_the_python_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(README), module_relative=False).failed == 0


def test_the_main_command_writes_the_committed_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [command] = re.findall(r"\.venv/bin/zhfacts (run .*)", TEXT.split("```sh")[1].split("```")[0])
    arguments = shlex.split(command)
    arguments[arguments.index("output")] = str(tmp_path)
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(app, arguments).exit_code == 0
    for name in TABLES:
        ours, now = (
            (folder / name).read_bytes().decode() for folder in (ROOT / "output", tmp_path)
        )
        difference = difflib.unified_diff(
            ours.splitlines(), now.splitlines(), "committed", "now", "", "", 0
        )
        assert ours == now, f"output/{name} is stale; run the README's first command\n" + "\n".join(
            difference
        )


def test_every_command_named_has_its_options() -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT))
    known = set()
    for command in ("run", "check", "explain"):
        shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).output
        known |= set(re.findall(r"--[a-z][a-z-]+", shown))
    assert named <= known, named - known
