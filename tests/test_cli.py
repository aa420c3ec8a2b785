"""The command: what it prints, writes and returns."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.batch import Summary
from pipeline.batch.merge import Totals
from pipeline.console import SHEET_ROWS, notes

ARTICLE = "全市今年新增就业岗位3.2万个,同比增长5.6%。\n"


def _zhfacts(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd)


def test_run_says_what_it_found_and_where(tmp_path: Path) -> None:
    folder = tmp_path / "新闻 报道"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\0\0\1")
    done = _zhfacts("run", folder, "-o", folder / "out", "--plain")
    assert done.returncode == 0, done.stderr
    words = done.stderr.split()
    for name, value in {"articles": "2", "binary": "1", "facts": "2", "PERCENT": "1"}.items():
        assert words[words.index(name) + 1] == value
    assert f"articles.csv, mentions.csv, facts.csv, texts.jsonl in {folder / 'out'}" in done.stderr
    # The output lies inside the input here, and is no input the second time.
    again = _zhfacts("run", folder, "-o", folder / "out", "--plain", "--quiet")
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr == "bad.txt: binary data: NUL at byte 0\n"
    assert (folder / "out" / "articles.csv").read_text("utf-8-sig").count("\n") == 3


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["run"], "Missing argument"),
        (["run", "in", "-o", "out", "--date", "soon"], "zhfacts: 'soon' is no ISO 8601 date"),
        (["run", "in", "-o", "out", "--format", "xls"], "zhfacts: 'xls' is no format"),
        (["run", "in", "-o", "in/a.txt"], "in/a.txt"),
        (["run", "in", "-o", "out", "--scheduler", "tcp://a:1"], "goes with --engine dask"),
        (
            ["run", "in", "-o", "out", "--engine", "dask", "--format", "xlsx"],
            "a cluster writes Parquet",
        ),
        (["run", "in", "-o", "out", "--userdict", "none"], "does not exist"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_exit_code_2(
    args: list[str], message: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = _zhfacts(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_that_leads_nowhere_is_a_row(tmp_path: Path) -> None:
    done = _zhfacts("run", tmp_path / "none.txt", "-o", tmp_path / "out")
    assert done.returncode == 0
    assert "none.txt: no such file or folder" in (tmp_path / "out" / "articles.csv").read_text(
        "utf-8"
    )


def test_each_bad_file_is_named_in_one_line_even_when_quiet(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("全市有职工35万人。", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    done = _zhfacts("run", tmp_path, "-o", tmp_path / "out", "--quiet")
    assert done.returncode == 0
    lines = done.stderr.strip().splitlines()
    assert lines == ["bad.jsonl line 1: no field 'id'", "empty.txt: the file is empty"]


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli, typer.testing as t\n"
        "assert t.CliRunner().invoke(pipeline.cli.app, ['--help']).exit_code == 0\n"
        "print(*sorted({'jieba', 'pyarrow', 'pandas', 'numpy', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_run_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    code = (
        "import sys, pipeline.cli, typer.testing as t\n"
        f"args = ['run', {str(tmp_path / 'a.txt')!r}, '-o', {str(tmp_path / 'out')!r}, '--quiet']\n"
        "assert t.CliRunner().invoke(pipeline.cli.app, args).exit_code == 0\n"
        "print(*sorted({'pandas', 'spacy', 'pyarrow'} & set(sys.modules)))\n"
        "assert not len(pipeline.read_table(args[3] + '/facts.csv')) == 0"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_run_says_how_to_go_on(workers: str, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    lines = (json.dumps({"id": str(i), "text": f"第{i}篇。{ARTICLE}" * 5}) for i in range(5_000))
    source.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        str(source),
        "-o",
        str(out),
        "--workers",
        workers,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(out.glob(".zhfacts/*.shard")):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of its processes
    said = process.communicate(timeout=20)[1].decode("utf-8")
    assert process.returncode == 130
    assert "zhfacts: interrupted; add --resume to go on from here" in said
    assert "Traceback" not in said
    while time.monotonic() < deadline and _lives(process.pid):
        time.sleep(0.02)
    assert not _lives(process.pid)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_summary_names_the_way_out_of_a_spreadsheet() -> None:
    totals = Totals()
    totals.rows.update(articles=10, mentions=SHEET_ROWS, facts=SHEET_ROWS - 1)
    files = ["articles.csv", "mentions.csv", "facts.csv"]
    (note,) = notes(Summary(Path("out"), files, totals, 1.0))
    assert note.startswith("mentions: more rows than a spreadsheet opens (1,048,576).")
    assert "--format parquet" in note
    assert not list(notes(Summary(Path("out"), ["mentions.parquet"], totals, 1.0)))
