"""How fast a run is, beside bare jieba on the same text in the same minutes; prints the README's table.

    python tests/benchmarks/speed.py [FILE.jsonl] [--rounds 3]

Without a file, the articles of corpus/raw are repeated to about 3 MB. Every measurement is a process
of its own, the best of some rounds; times are less start-up, which is measured with one sentence.
They are the processor's, which other work on the machine disturbs least, and the clock's for several
workers.
Recognizers-Text and JioNLP are measured where they are installed (``pip install -e '.[bench]'``).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

CORPUS = Path(__file__).parents[2] / "corpus" / "raw"
RUN = [sys.executable, "-m", "pipeline", "run", "--quiet", "--plain"]
#: What the other programs do: the package, its start-up with a first text, and what it does to each.
OTHERS = {
    "bare jieba.cut": (
        "jieba",
        "import jieba, logging\njieba.setLogLevel(logging.ERROR)\njieba.initialize()",
        "list(jieba.cut(text))",
    ),
    "JioNLP: times, money": (
        "jionlp",
        "from jionlp.algorithm.ner import TimeExtractor, MoneyExtractor\n"
        "time_of, money_of = TimeExtractor(), MoneyExtractor()\n"
        "time_of(FIRST), money_of(FIRST)",
        "time_of(text), money_of(text)",
    ),
    "Recognizers-Text: numbers, percentages, currencies, dimensions, times": (
        "recognizers_number_with_unit",
        "from recognizers_text import Culture\n"
        "from recognizers_number_with_unit import recognize_currency, recognize_dimension\n"
        "from recognizers_number import recognize_number, recognize_percentage\n"
        "from recognizers_date_time import recognize_datetime\n"
        "every = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension, recognize_datetime)\n"
        "for f in every: f(FIRST, Culture.Chinese)",
        "[f(text, Culture.Chinese) for f in every]",
    ),
}
#: Another program is stopped after so many seconds; its rate is that over the texts it came to.
PATIENCE = 120
OTHER = """
import json, sys, time
FIRST = "今年5月，支出180元。"
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
{setup}
done = failed = 0
started = time.process_time()
for text in texts:
    try: {each}
    except Exception: failed += 1
    done += len(text.encode("utf-8", "replace"))
    if time.process_time() - started > {patience}: break
print(json.dumps([time.process_time() - started, done / 1e6, failed]))
"""
STAGES = """
import json, sys, tempfile
from collections import defaultdict
from time import process_time
from pipeline import batch, process
process.collect_seldom()  # as the command does
import pipeline.analyse as analyse, pipeline.extractors as extractors
from pipeline.batch import engine, merge, work
spent = defaultdict(float)
def timed(inner, stage):
    def outer(*args, **kwargs):
        started = process_time()
        try: return inner(*args, **kwargs)
        finally: spent[stage] += process_time() - started
    return outer
def watch(module, name, stage):
    setattr(module, name, timed(getattr(module, name), stage))
watch(work, "parse_article", "article"); watch(analyse, "make_documents", "segmentation")
watch(analyse, "find_all_names", "names"); watch(analyse, "add_times", "times")
watch(analyse, "add_numbers", "numbers"); watch(analyse, "Linking", "links")
analyse.PASSES = [timed(each, "links") for each in analyse.PASSES]
watch(work, "portion", "tables"); watch(engine, "write_shard", "tables")
watch(batch, "read_shard", "tables"); watch(merge.Merger, "append", "tables")
for source in sys.argv[1:]:  # the first for the start-up
    spent.clear()
    with tempfile.TemporaryDirectory() as folder:
        started = process_time()
        batch.run([source], folder, batch.Options(plain=True))
        spent["reading and all else"] = process_time() - started - sum(spent.values())
print(json.dumps(spent))
"""


def timed(command: list[str], *, clock: bool) -> tuple[float, float]:
    """Seconds, by the clock or of the processor, and peak memory in MB of a process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    passed = time.perf_counter() - started
    return passed if clock else usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _tiny(folder: Path) -> Path:
    path = folder / "tiny.jsonl"
    path.write_text('{"id": "1", "text": "今年有3人。"}\n', encoding="utf-8")
    return path


def run_less_startup(source: Path, folder: Path, extra: list[str]) -> tuple[float, float, float]:
    """Seconds less start-up, start-up, and peak memory in MB of ``zhfacts run``."""
    tiny = _tiny(folder)
    clock = "--workers" in extra
    startup, _ = timed([*RUN, str(tiny), "-o", str(folder / "tiny"), *extra], clock=clock)
    whole, memory = timed([*RUN, str(source), "-o", str(folder / "out"), *extra], clock=clock)
    return whole - startup, startup, memory


def other(source: Path, setup: str, each: str) -> tuple[float, float, int]:
    """Seconds that another program takes after its start-up, for how many MB, and the texts it
    failed on."""
    code = OTHER.format(setup=setup, each=each, patience=PATIENCE)
    done = subprocess.run(
        [sys.executable, "-c", code, str(source)], capture_output=True, text=True, check=True
    )
    seconds, size, failed = json.loads(done.stdout.splitlines()[-1])
    return seconds, size, failed


def corpus_text(path: Path) -> None:
    """The corpus's UTF-8 articles again and again, to about 3 MB of records."""
    texts = []
    for article in sorted(CORPUS.glob("*.txt")):
        try:
            texts.append(article.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
    times = 3_000_000 // sum(len(t.encode()) for t in texts)
    with path.open("w", encoding="utf-8") as file:
        for i in range(times * len(texts)):
            record = {"id": str(i), "text": f"第{i}篇\n{texts[i % len(texts)]}"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def table(source: Path, folder: Path, rounds: int, say: Callable[[str], None] = print) -> None:
    """Measure, and print the table."""
    texts = [json.loads(line)["text"] for line in source.open(encoding="utf-8")]
    size = sum(len(text.encode()) for text in texts) / 1e6
    variants: dict[str, list[str]] = {"zhfacts run": []}
    if importlib.util.find_spec("rjieba"):
        variants["zhfacts run --segmenter fast"] = ["--segmenter", "fast"]
    variants["zhfacts run --workers 2"] = ["--workers", "2"]
    # Round after round, so that a machine's better and worse minutes fall on all alike.
    floors: list[float] = []
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in variants}
    for _ in range(rounds):
        floors.append(other(source, *OTHERS["bare jieba.cut"][1:])[0])
        for name, extra in variants.items():
            runs[name].append(run_less_startup(source, folder, extra))
    floor = min(floors)
    say(f"{len(texts):,} articles, {size:.1f} MB of UTF-8; {os.cpu_count()} cores\n")
    say("| | MB/s | × jieba | start-up, s | peak memory, MB |\n|---|--:|--:|--:|--:|")
    for name, measured in runs.items():
        seconds, startup, memory = (min(column) for column in zip(*measured, strict=True))
        say(
            f"| `{name}` | {size / seconds:.2f} | {seconds / floor:.2f} | {startup:.2f} | {memory:.0f} |"
        )
    say(f"| bare `jieba.cut` | {size / floor:.2f} | 1 | | |")
    for row in peers(source, size, floor):
        say(row)
    say(f"\nSeconds per MB: {stages(source, folder, size)}.")


def peers(source: Path, size: float, floor: float) -> Iterator[str]:
    """A row of the table for each other program that is installed."""
    for name, (package, setup, each) in OTHERS.items():
        if package == "jieba" or not importlib.util.find_spec(package):
            continue
        seconds, done, failed = other(source, setup, each)
        notes = [f"the first {done:.1f} MB"] if done < size * 0.999 else []
        notes += [f"failed on {failed}"] if failed else []
        told = f"{name} ({'; '.join(notes)})" if notes else name
        yield f"| {told} | {done / seconds:.3f} | {seconds / done * size / floor:.1f} | | |"


def stages(source: Path, folder: Path, size: float) -> str:
    """What each stage takes, in the processor's seconds per MB."""
    command = [sys.executable, "-c", STAGES, str(_tiny(folder)), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    spent: dict[str, float] = json.loads(done.stdout)
    return ", ".join(f"{name} {seconds / size:.3f}" for name, seconds in spent.items())


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("source", nargs="?", type=Path, help="records with id and text (.jsonl)")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = arguments.source or folder / "corpus.jsonl"
        if arguments.source is None:
            corpus_text(source)
        table(source, folder, arguments.rounds)


if __name__ == "__main__":
    main()
