"""Hostile text through reader, article, extractors, links and writer: bounded and repeatable.

    python tests/fuzz.py --inputs 200000 --seed 1 [--processes 2] [--seconds 300]

Inputs are drawn from a seeded generator: fragments of the language that rules look for, glued where
no writer would glue them, with control characters, rare Han, broken encodings and long runs, as a
text, as records and as a web page. Every input must go through, and every row must keep the
invariants that the tables promise. The first failure prints its input as a Python literal and ends
with status 1. ``tests/fuzz_guided.py`` looks for inputs by what they reach in the code.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.analyse import Analysis, analyse
from pipeline.arrow import read_csv
from pipeline.article import parse_article
from pipeline.lexicon import rows
from pipeline.model import LABELS, MODS, Article, Source
from pipeline.reader import Input, read_input
from pipeline.reader.inputs import Format
from pipeline.rules import RULES
from pipeline.tables import FACT_COLUMNS, MENTION_COLUMNS, Column, by_name, value_of
from pipeline.tables.cells import encoded
from pipeline.tables.rows import DocumentLines
from pipeline.write.csv import header_of

NUMERALS = "0 1 9 12 3.5 1,234 １２ 〇 一 两 三十 几 数 半 百 千 万 亿 兆 廿 壹 - — ～ 至 到 . , · / : ： 第 百分之 分之 点 又 负 零下".split(
    " "
)
TIMES = "年 月 日 号 时 分 秒 点 半 刻 周 星期 季度 上半年 世纪 年代 初 底 末 以来 前 后 内 今年 去年 同比 目前 当天 春节 正月 每 近 截至 “十四五”时期 2013-10-12 11:25:31 2012年 5月 12日".split(
    " "
)
AROUND = "约 近 超 不足 以上 以下 左右 多 余 来 上 个 名 元 万元 亿美元 % ％ 个百分点 成 折 倍 番 公里 /小时 每 平方米 吨 度 ℃ 人次 条(篇) 人民币 US$ ￥ 比".split(
    " "
)
WORDS = "增长 下降 达到 其中 分别为 占 建制率 职工 企业 市总工会 兰州市 国务院 王小明 《 》 “ ” （ ） ( ) 。 ， ； 、 \n \r \r\n \t \u3000 \u00a0 \u200b \ufeff 图为 来源: http://a.cn/1 iPhone 5G A股 𠮷 😀 \u0301 \ud800 \x00 =1+1 @ + '".split(
    " "
)


#: Inputs whose tables are written and read back together.
BATCH = 250


#: The formats of input by their suffix, and how often each is drawn; a page takes long to parse.
FORMATS: dict[str, Format] = {"txt": "text", "jsonl": "jsonl", "csv": "csv", "html": "html"}
SHARES = (70, 16, 13, 1)
ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5")
DATES = ("", "2013-10-12", "2024-02-29T08:30:00")


@dataclass(frozen=True)
class Case:
    """A file's bytes with its suffix, and how it is read. ``text`` is what it was made from."""

    data: bytes
    suffix: str
    text: str
    date: str
    plain: bool


def pool() -> list[str]:
    """Pieces of text, those that rules look for the more often."""
    words = [r["unit"] for r in rows("units")] + [r["unit"] for r in rows("classifiers")]
    return NUMERALS * 4 + TIMES * 2 + AROUND * 2 + WORDS + words


def texts(chance: random.Random) -> Iterator[str]:
    """Endless hostile texts, the same for the same seed."""
    pieces_of = pool()
    while True:
        size = min(int(chance.expovariate(0.12)) + 1, 120)
        pieces = chance.choices(pieces_of, k=size)
        if chance.random() < 0.05:
            pieces.append(chance.choice(pieces) * chance.randrange(1, 200))
        if chance.random() < 0.2:
            pieces += [chr(chance.randrange(0x110000)) for _ in range(chance.randrange(5))]
            chance.shuffle(pieces)
        yield "".join(pieces)


def cases(seed: int) -> Iterator[Case]:
    """Endless inputs; their bytes are broken now and then."""
    chance = random.Random(seed)
    for text in texts(chance):
        (suffix,) = chance.choices(list(FORMATS), SHARES)
        date = chance.choice(DATES)
        data = bytearray(written(text, suffix, date).encode(chance.choice(ENCODINGS), "ignore"))
        if data and chance.random() < 0.3:
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield Case(bytes(data), suffix, text, date, chance.random() < 0.5)


def written(text: str, suffix: str, date: str) -> str:
    """``text`` as a file of the format holds it, twice where there are records."""
    record = {"id": "1", "text": text, "title": text[:20], "date": date, "source": text[-9:]}
    match suffix:
        case "jsonl":
            return f"{json.dumps(record)}\n{json.dumps(record, ensure_ascii=False)}\n"
        case "csv":
            file = io.StringIO()
            rows_of = csv.writer(file)
            rows_of.writerows(
                [list(record), list(record.values()), [2, *list(record.values())[1:]]]
            )
            return file.getvalue()
        case "html":
            return f"<html><head><title>{text[:20]}</title></head><body><h1>{text[:20]}</h1><p>{text}</p></body>"
    return text


def check_source(source: Source) -> None:
    """Assert what the reader promises."""
    if source.status == "ok":
        assert source.text, source
        assert "\x00" not in source.text
    else:
        assert not source.text
        assert source.error, source
        assert "\n" not in source.error, source


def check_article(article: Article) -> None:
    """Assert that regions and sentences lie in the text in order, and each sentence in a region."""
    for spans in (article.regions, article.sentences):
        at = 0
        for span in spans:
            assert at <= span.start <= span.end <= len(article.text), span
            at = span.end
    for sentence in article.sentences:
        assert any(
            r.start <= sentence.start and sentence.end <= r.end and r.kind == sentence.region
            for r in article.regions
        ), sentence


def check(analysis: Analysis) -> None:
    """Assert what the tables promise of every row."""
    document = analysis.document
    text = document.text
    assert len(document.folded) == len(text)
    at = 0
    for mention in analysis.mentions:
        assert at <= mention.start < mention.end <= len(text), mention
        at = mention.end
        assert document.sentence_at(mention.start) >= 0, mention  # boilerplate is not read
        assert mention.label in LABELS
        assert mention.rule in RULES, mention.rule
        payloads = [mention.quantity, mention.time, mention.name]
        assert sum(p is not None for p in payloads) == 1, mention
        if quantity := mention.quantity:
            assert quantity.mod in ("", *MODS)
            assert quantity.value is None or quantity.value.is_finite()
        if (when := mention.time) and when.start and when.end:
            assert when.start <= when.end, mention
    known = {id(m) for m in analysis.mentions}
    for fact in analysis.facts:
        assert id(fact.mention) in known
        if fact.concept_start is not None:
            assert text[fact.concept_start : fact.concept_end] == fact.concept


def write(analyses: Sequence[Analysis], folder: Path) -> None:
    """Write the tables of ``analyses`` as CSV and read the same tables back."""
    mentions: list[str] = []
    facts: list[str] = []
    for analysis in analyses:
        lines = DocumentLines(analysis.document)
        mentions += lines.mentions(analysis.mentions)
        facts += lines.facts(analysis.facts)
    _round_trip(mentions, MENTION_COLUMNS, folder / "mentions.csv")
    _round_trip(facts, FACT_COLUMNS, folder / "facts.csv")


def _round_trip(lines: Sequence[str], columns: Sequence[Column], path: Path) -> None:
    """Arrow reads from the file what we read from each line."""
    path.write_bytes(header_of(columns) + encoded(lines))
    again = read_csv(path, columns).to_pylist()
    for row, cells in zip(again, by_name(columns, map(_whole, lines)), strict=True):
        for column in columns:
            found, cell = row[column.name], cells[column.name]
            if column.kind in ("number", "date"):
                assert cell == ("" if found is None else str(found)), (column, row)
            else:
                assert value_of(column.kind, cell) == found, (column, row)


def _whole(line: str) -> str:
    """``line`` as its bytes are read: without half characters."""
    return encoded([line]).decode()


def sources(case: Case, folder: Path) -> Iterator[Source]:
    """What the reader makes of the file; for what it refuses, the text as it was."""
    path = folder / f"input.{case.suffix}"
    path.write_bytes(case.data)
    found = Input(path.name, str(path), FORMATS[case.suffix], size=len(case.data))
    for source in read_input(found):
        check_source(source)
        if source.status == "ok":
            yield source
        elif kept := case.text.replace("\x00", ""):
            yield Source("fuzz", "fuzz", kept, date=case.date, kind="record")


def one(case: Case, folder: Path) -> list[Analysis]:
    """One input up to its facts."""
    found = []
    for source in sources(case, folder):
        article = parse_article(source, plain=case.plain)
        check_article(article)
        found.append(analyse(article))
        check(found[-1])
    return found


def run(inputs: int, seed: int, seconds: float) -> int:
    """The exit status: 0 when every input went through, 1 at the first that did not."""
    began = time.monotonic()
    waiting: list[Analysis] = []
    done = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in cases(seed):
            over = done >= inputs or time.monotonic() - began > seconds
            try:
                waiting += [] if over else one(case, folder)
                if over or len(waiting) >= BATCH:
                    write(waiting, folder)
                    waiting.clear()
            except Exception:
                traceback.print_exc()
                print(f"input {done} of seed {seed} (or its batch of {BATCH}): {case!r}")
                return 1
            if over:
                break
            done += 1
    print(f"{done} inputs, seed {seed}, {time.monotonic() - began:.0f} s: no failure", flush=True)
    return 0


def main() -> int:
    """Parse the options and run; several processes share the inputs, each with a seed of its own."""
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    n = options.processes
    seeds = range(options.seed * n, options.seed * n + n) if n > 1 else [options.seed]
    with ProcessPoolExecutor(n) as workers:
        jobs = [workers.submit(run, options.inputs // n, s, options.seconds) for s in seeds]
        return max(job.result() for job in jobs)


if __name__ == "__main__":
    sys.exit(main())
