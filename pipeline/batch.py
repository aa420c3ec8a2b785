"""Many inputs → one set of tables."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.analyse import Analysis, analyse
from pipeline.article import plain_article
from pipeline.model import Article, Source
from pipeline.segment import Segmenter, default_segmenter
from pipeline.tables import (
    ARTICLE_COLUMNS,
    FACT_COLUMNS,
    MENTION_COLUMNS,
    TOKEN_COLUMNS,
    ArticleRow,
    Column,
    cell,
)

TABLES: dict[str, tuple[Column[Any], ...]] = {
    "articles": ARTICLE_COLUMNS,
    "mentions": MENTION_COLUMNS,
    "facts": FACT_COLUMNS,
    "tokens": TOKEN_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for; see the command's help for the meaning of each."""

    plain: bool = False
    date: str = ""
    encoding: str = ""
    all_regions: bool = False
    tokens: bool = False
    userdict: Path | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a finished run."""

    articles: int
    mentions: dict[str, int]
    facts: int
    errors: int


def _articles(path: Path, options: Options) -> Iterator[Article]:
    when = options.date
    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8-sig") as lines:
            for line in lines:
                r = json.loads(line)
                yield _plain(r["id"], r["text"], when or r.get("date"))
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for r in csv.DictReader(lines):
                yield _plain(r["id"], r["text"], when or r.get("date"))
    else:
        text = path.read_bytes().decode(options.encoding or "utf-8-sig")
        yield _plain(path.name, text, when)


def _plain(doc_id: str, text: str, date: str | None) -> Article:
    return plain_article(
        text, doc_id=doc_id, reference=dt.datetime.fromisoformat(date) if date else None
    )


class _Writer:
    """The CSV files of a run, open for appending rows."""

    def __init__(self, out: Path, tables: Sequence[str]) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.files: list[IO[str]] = []
        self.writers: dict[str, Any] = {}
        for name in tables:
            file = (out / f"{name}.csv").open("w", encoding="utf-8-sig", newline="")
            self.files.append(file)
            self.writers[name] = csv.writer(file)
            self.writers[name].writerow([c.name for c in TABLES[name]])
        self.texts = (out / "texts.jsonl").open("w", encoding="utf-8")
        self.files.append(self.texts)

    def rows(self, name: str, document: Any, items: Sequence[Any]) -> None:
        columns: list[list[str]] = []
        for c in TABLES[name]:
            cells = [cell(x) for x in (c.cells(c.view(document, items)) if items else [])]
            columns.append(cells)
        self.writers[name].writerows(zip(*columns, strict=True))


def run(inputs: Sequence[Path], out: Path, options: Options) -> Summary:
    """Extract every article of ``inputs`` into the tables of the folder ``out``."""
    segmenter = Segmenter(options.userdict) if options.userdict else default_segmenter()
    names = ["articles", "mentions", "facts", *(["tokens"] if options.tokens else [])]
    writer = _Writer(out, names)
    counts: dict[str, int] = {}
    n_articles = n_facts = 0
    paths = [p for x in inputs for p in (sorted(x.rglob("*.*")) if x.is_dir() else [x])]
    for path in paths:
        for article in _articles(path, options):
            a = analyse(article, segmenter, all_regions=options.all_regions)
            n_articles += 1
            n_facts += len(a.facts)
            for m in a.mentions:
                counts[m.label] = counts.get(m.label, 0) + 1
            _write(writer, a, options)
    for file in writer.files:
        file.close()
    return Summary(n_articles, counts, n_facts, 0)


def _write(writer: _Writer, a: Analysis, options: Options) -> None:
    d = a.document
    row = ArticleRow(Source(d.article.doc_id, ""), d, len(a.mentions), len(a.facts))
    writer.rows("articles", None, [row])
    writer.rows("mentions", d, a.mentions)
    writer.rows("facts", d, a.facts)
    if options.tokens:
        writer.rows("tokens", d, range(len(d.tokens)))
    json.dump({"doc_id": d.article.doc_id, "text": d.text}, writer.texts, ensure_ascii=False)
    writer.texts.write("\n")
