"""Batches: any number of workers, any death of any process, and the tables are the same."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import batch
from pipeline.batch import Options, run
from pipeline.batch.engine import Done, make_work, on_pool, shard_path
from pipeline.batch.plan import Task, survey, tasks
from pipeline.batch.shard import read_shard, write_shard
from pipeline.errors import ZhfactsError
from pipeline.link import PASSES, Linking
from pipeline.write import read_table

SENTENCES = [
    "全市今年新增就业岗位3.2万个,同比增长5.6%。",
    "这家工厂去年生产拖拉机1200台。",
    "“小店经济”带动2000余名村民增收,人均增收1500元。",
]


def _records(path: Path, count: int, text: Callable[[int], str] | None = None) -> Path:
    text = text or (lambda i: f"第{i}篇。" + SENTENCES[i % 3] * 3)
    lines = (
        json.dumps({"id": f"r{i}", "text": text(i), "date": "2026-03-15"}) for i in range(count)
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _files(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(out.iterdir())}


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.plan.SHARD_ITEMS", 4)


@pytest.mark.usefixtures("small_shards")
def test_tables_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    source = _records(tmp_path / "in.jsonl", 30)
    options = Options(plain=True, tokens=True)
    run([source], tmp_path / "one", options)
    run([source], tmp_path / "three", options, workers=3)
    assert _files(tmp_path / "one") == _files(tmp_path / "three")
    articles = read_table(tmp_path / "one" / "articles.csv")
    assert articles["doc_id"].tolist() == [f"r{i}" for i in range(30)]
    assert (articles["status"] == "ok").all()
    mentions = read_table(tmp_path / "one" / "mentions.csv")
    assert articles["n_mentions"].sum() == len(mentions) > 0
    texts = [json.loads(line) for line in (tmp_path / "one" / "texts.jsonl").open(encoding="utf-8")]
    by_id = {t["doc_id"]: t["text"] for t in texts}
    for m in mentions.itertuples():
        assert by_id[m.doc_id][m.start : m.end] == m.text


def _deadly(options: Options, folder: Path) -> Callable[[Task], object]:
    """Work that dies, or never ends, on articles that say so."""
    work = make_work(options, folder)

    def deadly(task: Task) -> None:
        texts = [getattr(item, "text", "") for item in task.items]
        if any("KILL" in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        while any("HANG" in text for text in texts):
            time.sleep(0.01)
        work(task)

    return deadly


def test_an_article_that_kills_its_worker_or_never_ends_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.batch.plan.SHARD_ITEMS", 2)

    def text(i: int) -> str:
        return {5: "KILL", 11: "HANG"}.get(i, SENTENCES[0])

    def engine(*args: Any, **kwargs: Any) -> Iterator[Done]:
        return on_pool(*args, **kwargs, make=_deadly)

    source = _records(tmp_path / "in.jsonl", 14, text)
    monkeypatch.setattr(batch, "on_pool", engine)
    run([source], tmp_path / "out", Options(plain=True), workers=2, timeout=3)
    articles = read_table(tmp_path / "out" / "articles.csv").set_index("doc_id")
    assert list(articles.index) == [f"r{i}" for i in range(14)]
    bad = articles[articles["status"] != "ok"]
    assert bad["status"].to_dict() == {"r5": "killed", "r11": "timeout"}
    assert bad["error"]["r5"].startswith("in.jsonl line 6: ")
    facts = read_table(tmp_path / "out" / "facts.csv")
    assert (
        facts.groupby("doc_id").size().to_dict()
        == articles["n_facts"][articles["n_facts"] > 0].to_dict()
    )
    manifest = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))["run"]
    assert manifest["counts"]["statuses"] == {"killed": 1, "ok": 12, "timeout": 1}
    assert [f["doc_id"] for f in manifest["failures"]] == ["r5", "r11"]


def test_bad_files_are_rows(tmp_path: Path) -> None:
    folder = tmp_path / "新闻 in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(SENTENCES[0].encode("gb18030"))
    (folder / "empty.txt").touch()
    (folder / "nul.txt").write_bytes(b"\0\1\2" * 100)
    (folder / "x.txt").symlink_to("/etc/hostname")
    with gzip.open(folder / "b.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(
            '{"id": "../../escape", "text": "共3人。"}\n{"id": 1\n{"id": "2"}\n['
            + "[" * 100_000
            + "\n"
        )
    summary = run([folder], tmp_path / "out")
    articles = read_table(tmp_path / "out" / "articles.csv")
    assert summary.totals.rows["articles"] == len(articles) == 8
    statuses = dict(zip(articles["doc_id"], articles["status"], strict=True))
    assert statuses["a.txt"] == statuses["../../escape"] == "ok"
    assert statuses["empty.txt"] == "empty"
    assert statuses["nul.txt"] == "binary"
    assert statuses["x.txt"] == "unreadable"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "新闻 in"]
    assert not articles[articles["status"] != "ok"]["error"].eq("").any()


def test_repeated_ids_and_reprints(tmp_path: Path) -> None:
    story = SENTENCES[1]
    rows = [
        ("a", story),
        ("b", "别的。" + story),
        ("a", "同一个编号。"),
        ("c", story.replace("。", "。\n\n ")),
        ("d", ""),
    ]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in rows), "utf-8")
    run([source], tmp_path / "out", Options(plain=True))
    articles = read_table(tmp_path / "out" / "articles.csv")
    assert articles["status"].tolist() == ["ok", "ok", "repeated", "ok", "empty"]
    assert articles["duplicate_of"].tolist() == ["", "", "", "a", ""]
    assert "'a' was used already in in.jsonl" in articles["error"][2]
    assert articles["n_mentions"][2] == 0
    mentions = read_table(tmp_path / "out" / "mentions.csv")
    assert set(mentions["doc_id"]) == {"a", "b", "c"}
    summary = run([source], tmp_path / "out", Options(plain=True, skip_duplicates=True))
    assert summary.totals.duplicates == 1
    assert set(read_table(tmp_path / "out" / "mentions.csv")["doc_id"]) == {"a", "b"}
    texts = (tmp_path / "out" / "texts.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(t)["doc_id"] for t in texts] == ["a", "b"]


@pytest.mark.usefixtures("small_shards")
def test_a_stopped_run_goes_on(tmp_path: Path) -> None:
    source, out = _records(tmp_path / "in.jsonl", 30), tmp_path / "out"
    run([source], tmp_path / "whole", Options(plain=True))

    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int, articles: int) -> None:
        if articles >= 12:
            raise StoppedError

    with pytest.raises(StoppedError):
        run([source], out, Options(plain=True), progress=stop)
    assert [p.name for p in out.iterdir()] == [batch.WORK]
    shards = sorted((out / batch.WORK).glob("*.shard"))
    shards[1].write_bytes(shards[1].read_bytes()[:-20])  # cut short by a power failure
    summary = run([source], out, Options(plain=True), resume=True)
    assert summary.reused == 2
    assert _files(out) == _files(tmp_path / "whole")
    again = run([source], out, Options(plain=True), resume=True)
    assert again.totals == summary.totals
    assert again.files == summary.files


@pytest.mark.usefixtures("small_shards")
def test_a_changed_input_or_option_is_noticed(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for i in range(12):
        (folder / f"{i:02}.txt").write_text(SENTENCES[i % 3], encoding="utf-8")

    def stop(_done: int, _total: int, articles: int) -> None:
        if articles == 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([folder], out, progress=stop)
    (folder / "05.txt").write_text("只有7人。", encoding="utf-8")
    summary = run([folder], out, resume=True)
    assert summary.reused == 2
    run([folder], tmp_path / "whole")
    assert _files(out) == _files(tmp_path / "whole")
    time.sleep(0.01)
    (folder / "05.txt").write_text("只有8人。", encoding="utf-8")  # as long as before
    run([folder], out, resume=True)
    assert "8人" in (out / "mentions.csv").read_text("utf-8")
    assert run([folder], out, Options(tokens=True), resume=True).files[-2] == "tokens.csv"


def test_a_killed_process_goes_on(tmp_path: Path) -> None:
    source, out = _records(tmp_path / "in.jsonl", 1500), tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        str(source),
        "-o",
        str(out),
        "--plain",
        "--quiet",
    ]
    process = subprocess.Popen(command)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(list((out / batch.WORK).glob("*.shard"))) < 3:
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert not (out / "datapackage.json").exists()
    assert run([source], out, Options(plain=True), resume=True).reused >= 3
    run([source], tmp_path / "whole", Options(plain=True))
    assert _files(out) == _files(tmp_path / "whole")


def test_shards_cap_items_and_bytes(tmp_path: Path) -> None:
    source = _records(tmp_path / "in.jsonl", 250)
    reading = Options().reading()
    found = survey([source], reading)
    planned = list(tasks([source], reading, "key"))
    assert [len(t.items) for t in planned] == [100, 100, 50]
    assert sum(t.size for t in planned) == found.size == source.stat().st_size
    _records(source, 4, lambda i: "长" * 400_000)
    assert [len(t.items) for t in tasks([source], reading, "key")] == [1, 1, 1, 1]


def test_a_damaged_shard_is_none(tmp_path: Path) -> None:
    path = tmp_path / "0.shard"
    assert read_shard(path, "key") is None
    task = next(tasks([_records(tmp_path / "in.jsonl", 2)], Options().reading(), "key"))
    made = make_work(Options(), tmp_path)(task)
    path = shard_path(tmp_path, task.name)
    assert read_shard(path, task.key) == made
    shard = read_shard(path, task.key)
    assert shard is not None
    assert read_shard(path, "another") is None
    write_shard(path, "another", shard)
    assert read_shard(path, "another") == shard
    data = path.read_bytes()
    for cut in (0, 10, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:cut])
        assert read_shard(path, "another") is None


def test_what_the_user_can_mend(tmp_path: Path) -> None:
    source = _records(tmp_path / "in.jsonl", 1)
    with pytest.raises(ZhfactsError, match="'soon' is no ISO 8601 date"):
        run([source], tmp_path / "out", Options(date="soon"))
    with pytest.raises(ZhfactsError, match="'xls' is no format"):
        run([source], tmp_path / "out", formats=["xls"])
    (tmp_path / "file").touch()
    with pytest.raises(ZhfactsError, match="file"):
        run([source], tmp_path / "file")


def test_nothing_is_left_beside_the_tables(tmp_path: Path) -> None:
    run([_records(tmp_path / "in.jsonl", 2)], tmp_path / "out", Options(texts=False))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "articles.csv", "datapackage.json", "facts.csv", "mentions.csv",
    ]  # fmt: skip
    manifest = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert [r["name"] for r in manifest["resources"]] == ["articles", "mentions", "facts"]
    for each in manifest["resources"]:
        header = (tmp_path / "out" / each["path"]).read_text("utf-8-sig").splitlines()[0]
        assert header == ",".join(f["name"] for f in each["schema"]["fields"])


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_full_disk_stops_the_run_and_it_goes_on(workers: str, tmp_path: Path) -> None:
    source, out = _records(tmp_path / "in.jsonl", 300), tmp_path / "out"
    command = [sys.executable, "-m", "pipeline", "run", str(source), "--plain", "--quiet"]
    command += ["--workers", workers, "-o"]
    limited = subprocess.run(
        [*command, str(out)], capture_output=True, text=True, preexec_fn=_small_files
    )
    assert limited.returncode == 1, limited.stderr
    assert "File too large; add --resume" in limited.stderr
    assert "Traceback" not in limited.stderr
    assert not (out / "mentions.csv").exists()
    run([source], out, Options(plain=True), resume=True)
    run([source], tmp_path / "whole", Options(plain=True))
    assert _files(out) == _files(tmp_path / "whole")


def _small_files() -> None:
    """No file beyond 30 kB, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


def test_an_article_that_fails_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(linking: Linking) -> Linking:
        if "FAIL" in linking.document.text:
            raise RecursionError("too deep")
        if "ODD" in linking.document.text:  # what no column takes
            linking.document.sentences = ()
        return linking

    monkeypatch.setattr("pipeline.analyse.PASSES", (*PASSES, fail))
    texts = {1: "FAIL", 4: "ODD有3人。"}
    source = _records(tmp_path / "in.jsonl", 7, lambda i: texts.get(i, SENTENCES[0]))
    run([source], tmp_path / "out", Options(plain=True))
    articles = read_table(tmp_path / "out" / "articles.csv").set_index("doc_id")
    bad = articles[articles["status"] != "ok"]
    assert bad["status"].to_dict() == {"r1": "failed", "r4": "failed"}
    assert bad["error"]["r1"] == "in.jsonl line 2: RecursionError: too deep"
    mentions = read_table(tmp_path / "out" / "mentions.csv")
    assert set(mentions["doc_id"]) == {"r0", "r2", "r3", "r5", "r6"}
