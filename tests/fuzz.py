"""Hostile text through reader, article, extractors, links and writer: bounded and repeatable.

    python tests/fuzz.py --inputs 200000 --seed 1 [--seconds 300]

Inputs are drawn from a seeded generator: fragments of the language that rules look for, glued where
no writer would glue them, with control characters, rare Han, broken encodings and long runs. Every
input must go through, and every row must keep the invariants that the tables promise. The first
failure prints its input as a Python literal and ends with status 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.analyse import Analysis, analyse
from pipeline.arrow import build
from pipeline.article import parse_article
from pipeline.lexicon import rows
from pipeline.model import LABELS, MODS, Source
from pipeline.reader.decode import decode
from pipeline.reader.errors import RefusedError
from pipeline.rules import RULES
from pipeline.tables import FACT_COLUMNS, MENTION_COLUMNS, Column
from pipeline.write.csv import CsvSink, read_csv

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


def _pool() -> list[str]:
    words = [r["unit"] for r in rows("units")] + [r["unit"] for r in rows("classifiers")]
    return NUMERALS * 4 + TIMES * 2 + AROUND * 2 + WORDS + words


def texts(seed: int) -> Iterator[str]:
    """Endless hostile texts, the same for the same seed."""
    chance = random.Random(seed)
    pool = _pool()
    while True:
        size = min(int(chance.expovariate(0.12)) + 1, 120)
        pieces = chance.choices(pool, k=size)
        if chance.random() < 0.05:
            pieces.append(chance.choice(pieces) * chance.randrange(1, 200))
        if chance.random() < 0.2:
            pieces += [chr(chance.randrange(0x110000)) for _ in range(chance.randrange(5))]
            chance.shuffle(pieces)
        yield "".join(pieces)


def check(analysis: Analysis) -> None:
    """Assert what the tables promise of every row."""
    document = analysis.document
    text = document.text
    assert len(document.folded) == len(text)
    at = 0
    for mention in analysis.mentions:
        assert at <= mention.start < mention.end <= len(text), mention
        at = mention.end
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
    for name, columns in (("mentions", MENTION_COLUMNS), ("facts", FACT_COLUMNS)):
        rows = [(a.document, getattr(a, name)) for a in analyses]
        _round_trip(build(columns, rows), columns, folder / f"{name}.csv")


def _round_trip(table: Any, columns: Sequence[Column[Any]], path: Path) -> None:
    sink = CsvSink(path, columns)
    sink.append(table)
    sink.close()
    again = read_csv(path, columns)
    assert again.cast(table.schema).to_pylist() == table.to_pylist(), path.name


def one(text: str, chance: random.Random) -> Analysis:
    """One input up to its facts; bytes are broken now and then before they are decoded."""
    encoding = chance.choice(("utf-8", "gb18030", "utf-16", "big5"))
    data = bytearray(text.encode(encoding, "ignore"))
    if data and chance.random() < 0.3:
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        text, _ = decode(bytes(data))
    except RefusedError:
        text = text.replace("\x00", "")
    date = chance.choice(("", "2013-10-12", "2024-02-29T08:30:00"))
    source = Source("fuzz", "fuzz", text, date=date, kind="record")
    analysis = analyse(parse_article(source, plain=chance.random() < 0.5))
    check(analysis)
    return analysis


def run(inputs: int, seed: int, seconds: float, folder: Path) -> int:
    """The exit status: 0 when every input went through, 1 at the first that did not."""
    chance = random.Random(seed)
    began = time.monotonic()
    waiting: list[Analysis] = []
    done = 0
    for text in texts(seed):
        if done >= inputs or time.monotonic() - began > seconds:
            break
        try:
            waiting.append(one(text, chance))
            if len(waiting) == BATCH:
                write(waiting, folder)
                waiting.clear()
        except Exception:
            traceback.print_exc()
            print(f"input {done} of seed {seed} (or its batch of {BATCH}): {text!r}")
            return 1
        done += 1
    print(f"{done} inputs, seed {seed}, {time.monotonic() - began:.0f} s: no failure")
    return 0


def main() -> int:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return run(options.inputs, options.seed, options.seconds, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
