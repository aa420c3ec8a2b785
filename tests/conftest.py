"""What several test modules share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from pipeline.cli import call

#: Runs a command in this process: its arguments → its exit code and what it printed.
Command: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture
def zhfacts(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command ``zhfacts``."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        code = call([*map(str, arguments)])
        return code, capsys.readouterr().out

    return run
