"""The same tasks on a real Dask cluster on loopback: every row once, whatever becomes of a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from pipeline.batch import Options, run
from pipeline.cluster import run_on_dask
from pipeline.errors import RunError, UsageError, ZhfactsError
from pipeline.write import read_table

distributed = pytest.importorskip("distributed")
TABLES = ("articles", "mentions", "facts", "tokens")


def _records(path: Path, count: int, text: Callable[[int], str]) -> Path:
    lines = (
        json.dumps({"id": f"r{i}", "text": text(i), "date": "2026-03-15"}) for i in range(count)
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _news(i: int) -> str:
    return f"第{i}篇。全市今年新增就业岗位{i}.2万个,同比增长5.6%。"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own, as on several machines."""
    address = tmp_path / "scheduler.json"
    python = [sys.executable, "-m", "distributed.cli"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen(
        [*python[:2], "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
         "--no-dashboard", "--scheduler-file", str(address)], **quiet, cwd=tmp_path,  # type: ignore[call-overload]
    )  # fmt: skip
    worker = [*python[:2], "distributed.cli.dask_worker", "--scheduler-file", str(address),
              "--nthreads", "1", "--no-dashboard", "--no-nanny"]  # fmt: skip
    workers = [subprocess.Popen(worker, **quiet, cwd=tmp_path) for _ in range(2)]  # type: ignore[call-overload]
    deadline = time.monotonic() + 30
    while not address.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield json.loads(address.read_text("utf-8"))["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_worker_killed_in_mid_run_loses_and_doubles_no_row(
    tmp_path: Path,
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.batch.plan.SHARD_ITEMS", 10)
    address, workers = cluster
    source = _records(tmp_path / "in.jsonl", 300, _news)
    options = Options(plain=True, tokens=True)
    killed = False

    def kill_one(_done: int, _total: int, articles: int) -> None:
        nonlocal killed
        if articles >= 50 and not killed:
            workers[0].send_signal(signal.SIGKILL)
            killed = True

    out = tmp_path / "out"
    summary = run_on_dask([source], str(out), options, scheduler=address, progress=kill_one)
    assert killed
    assert summary.totals.rows["articles"] == 300
    run([source], tmp_path / "one", options)
    for name in TABLES:
        pd.testing.assert_frame_equal(
            read_table(out / name), read_table(tmp_path / "one" / f"{name}.csv")
        )
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    alone = json.loads((tmp_path / "one" / "datapackage.json").read_text("utf-8"))
    assert package["run"] == alone["run"]
    assert sorted(p.name for p in out.iterdir()) == sorted([*TABLES, "texts", "datapackage.json"])


@pytest.mark.parametrize("when", ["at once", "with all written"])
def test_what_ends_its_worker_is_found_and_marks_are_made(
    when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.batch.plan.SHARD_ITEMS", 4)
    monkeypatch.setattr("pipeline.cluster.work", _deadly if when == "at once" else _deadly_late)
    source = tmp_path / "in.jsonl"
    texts = [
        _news(0),
        _news(1),
        "KILL",
        _news(3),
        _news(0).replace("。", "。\n"),
        _news(5),
        _news(6),
    ]
    ids = ["a", "b", "c", "d", "e", "a", "g"]
    rows = zip(ids, texts, strict=True)
    source.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in rows), "utf-8")
    out = tmp_path / "out"
    summary = run_on_dask([source], str(out), Options(plain=True, skip_duplicates=True), workers=2)
    articles = read_table(out / "articles")
    assert articles["status"].tolist() == ["ok", "ok", "killed", "ok", "ok", "repeated", "ok"]
    assert articles["duplicate_of"].tolist() == ["", "", "", "", "a", "", ""]
    mentions = read_table(out / "mentions")
    assert set(mentions["doc_id"]) == {"a", "b", "d", "g"}
    assert articles["n_mentions"].sum() == len(mentions) == summary.totals.rows["mentions"]
    assert summary.totals.labels == dict(mentions["label"].astype(str).value_counts())


def _deadly(*args: object) -> bytes:
    from pipeline.batch.plan import Task
    from pipeline.cluster import work

    assert isinstance(args[0], Task)
    if any("KILL" in getattr(item, "text", "") for item in args[0].items):
        os.kill(os.getpid(), signal.SIGKILL)
    return work(*args)  # type: ignore[arg-type]


def _deadly_late(*args: object) -> bytes:
    from pipeline.cluster import work

    work(*args)  # type: ignore[arg-type]
    return _deadly(*args)


def test_a_stopped_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.plan.SHARD_ITEMS", 5)
    source, out = _records(tmp_path / "in.jsonl", 60, _news), tmp_path / "out"

    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int, articles: int) -> None:
        if articles >= 20:
            raise StoppedError

    with pytest.raises(StoppedError):
        run_on_dask([source], str(out), Options(plain=True), progress=stop)
    (out / "mentions" / "00000011.0.parquet").write_bytes(
        b"the part of a split shard, half written"
    )
    summary = run_on_dask([source], str(out), Options(plain=True), resume=True)
    assert summary.reused >= 4
    assert read_table(out / "articles")["doc_id"].tolist() == [f"r{i}" for i in range(60)]
    assert len(read_table(out / "mentions")) == summary.totals.rows["mentions"]


def test_an_object_store_is_read_and_written(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(3):
        (folder / f"{i}.txt").write_text(_news(i), encoding="utf-8")
    out = tmp_path / "out"
    run_on_dask([f"file://{folder}"], f"file://{out}", Options(plain=True))
    assert read_table(out / "articles")["doc_id"].tolist() == ["0.txt", "1.txt", "2.txt"]
    with pytest.raises(UsageError, match="--engine dask"):
        run([folder], "s3://bucket/out")
    with pytest.raises(UsageError, match=r"nonsense://out: .*nonsense"):
        run_on_dask([folder], "nonsense://out")


def test_a_store_that_refuses_stops_the_run_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunError, match="add --resume"):
        run_on_dask([_records(tmp_path / "in.jsonl", 1, _news)], str(tmp_path / "file"))


def test_an_unreachable_scheduler_is_one_line(tmp_path: Path) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(ZhfactsError, match=r"tcp://127\.0\.0\.1:1"),
    ):
        run_on_dask([tmp_path], str(tmp_path / "out"), scheduler="tcp://127.0.0.1:1")


def test_a_finished_run_is_done_again_only_when_an_input_has_changed(tmp_path: Path) -> None:
    source, out = _records(tmp_path / "in.jsonl", 6, _news), tmp_path / "out"
    first = run_on_dask([f"file://{source}"], f"file://{out}", Options(plain=True))
    made = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    again = run_on_dask([f"file://{source}"], f"file://{out}", Options(plain=True), resume=True)
    assert again.totals == first.totals
    assert again.files == sorted(first.files)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")} == made
    source.write_text(source.read_text("utf-8").replace("5.6%", "5.7%"), encoding="utf-8")
    run_on_dask([f"file://{source}"], f"file://{out}", Options(plain=True), resume=True)
    assert "5.7%" in set(read_table(out / "mentions")["text"])
