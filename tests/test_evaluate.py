"""The score itself: known finds against known gold give known figures."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.analyse import Analysis, make_documents
from pipeline.article import plain_article
from pipeline.errors import GoldError
from pipeline.evaluate import Score, same_period, score, summary
from pipeline.gold import COLUMNS, GoldRow, load_gold, pairs
from pipeline.model import Fact, Mention, Quantity, Time

TEXT = "2023年，全市新增企业300家，同比增长5%。另有“两免”。"


def _gold(cells: str) -> dict[str, str]:
    """A gold row from ``text label column=value …``, found in TEXT."""
    text, label, *pairs = cells.split()
    start = TEXT.index(text)
    row = dict.fromkeys(COLUMNS, "") | {"start": str(start), "end": str(start + len(text))}
    return row | {"text": text, "label": label} | dict(p.split("=") for p in pairs)


GOLD = [
    _gold("2023年 DATE timex_type=DATE timex_value=2023 time_start=2023-01-01 time_end=2023-12-31"),
    _gold("300家 CARDINAL value=300 unit=家 concept=企业 holder=全市 change=increase when=2023"),
    _gold("5% PERCENT value=5 unit=% concept=企业 change=increase basis=yoy when=2023"),
    _gold("两 CARDINAL value=2 flag=optional"),
]


def _write(folder: Path, rows: list[dict[str, str]], name: str = "a.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def gold(tmp_path: Path) -> list[GoldRow]:
    return load_gold(_write(tmp_path, GOLD), TEXT)


def _found(text: str, label: str, **payload: object) -> Mention:
    start = TEXT.index(text)
    return Mention(start, start + len(text), label, "test", **payload)  # type: ignore[arg-type]


def _analysis(mentions: list[Mention], facts: list[Fact]) -> Analysis:
    return Analysis(make_documents([plain_article(TEXT)])[0], mentions, facts)


def _perfect() -> Analysis:
    year = Time("DATE", "2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    count = _found("300家", "CARDINAL", quantity=Quantity(Decimal(300), unit="家"))
    share = _found("5%", "PERCENT", quantity=Quantity(Decimal(5), unit="%"))
    return _analysis(
        [_found("2023年", "DATE", time=year), count, share],
        [
            Fact(count, 0, "企业", change="increase", time_value="2023", holder="全市"),
            Fact(share, 0, "企业", change="increase", basis="yoy", time_value="2023"),
        ],
    )


def test_a_perfect_find_scores_one_everywhere(gold: list[GoldRow]) -> None:
    result = score(_perfect(), gold)
    assert result.prf() == (1.0, 1.0, 1.0)
    assert result.differences == []
    assert {name: result.accuracy(name) for name in result.cells} == dict.fromkeys(
        result.cells, 1.0
    )
    assert result.cells["concept"]["of"] == 2


def test_what_is_missed_spurious_or_misread_counts(gold: list[GoldRow]) -> None:
    right = _perfect().mentions[1]
    wrong = _found("5%", "PERCENT", quantity=Quantity(Decimal("0.05"), unit="%", mod="APPROX"))
    fact = Fact(wrong, 0, "全市", time_value="2022")
    spurious = _found("同比", "ORG")
    result = score(_analysis([right, spurious, wrong], [fact]), gold)
    precision, recall, _ = result.prf()
    assert (precision, recall) == (2 / 3, 2 / 3)
    assert result.accuracy("value") == 0.5
    assert result.accuracy("mod") == 0.5
    assert result.accuracy("fact") == 0.5
    assert result.accuracy("concept") == 0.0
    assert result.accuracy("period") == 0.0
    kinds = {d.kind for d in result.differences}
    assert kinds >= {"missing", "spurious", "value", "mod", "fact", "concept", "change", "period"}


def test_an_optional_row_counts_neither_found_nor_missed(gold: list[GoldRow]) -> None:
    optional = _found("两", "CARDINAL", quantity=Quantity(Decimal(9)))
    perfect = _perfect()
    found = _analysis([*perfect.mentions, optional], perfect.facts)
    assert score(found, gold).prf() == score(perfect, gold).prf() == (1.0, 1.0, 1.0)


def test_labels_not_annotated_do_not_count(gold: list[GoldRow]) -> None:
    perfect = _perfect()
    found = _analysis([*perfect.mentions, _found("全市", "GPE")], perfect.facts)
    assert score(found, gold).prf()[0] < 1.0
    assert score(found, gold, ["DATE", "CARDINAL", "PERCENT"]).prf()[0] == 1.0


def test_scores_add_up_over_articles(gold: list[GoldRow]) -> None:
    total = Score()
    for _ in range(2):
        score(_perfect(), gold, into=total)
    assert total.cells["value"]["of"] == 4
    assert ("all", "1.0000", "1.0000", "1.0000") in summary(total)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2013", "2013", True),
        ("2013-05", "2013", True),
        ("2013", "2012", False),
        ("", "2013", False),
    ],
)
def test_periods_agree_as_far_as_the_coarser_says(a: str, b: str, same: bool) -> None:
    assert same_period(a, b) is same


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": "1"}, "is not '2023年'"),
        ({"label": "NUMBER"}, "unknown label"),
        ({"flag": "maybe"}, "unknown label, mod or flag"),
        ({"end": "x"}, "line 2"),
    ],
)
def test_a_bad_gold_row_is_named(tmp_path: Path, change: dict[str, str], message: str) -> None:
    path = _write(tmp_path, [GOLD[0] | change])
    with pytest.raises(GoldError, match=message):
        load_gold(path, TEXT)


def test_gold_is_refused_when_its_text_has_changed(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    _write(tmp_path, GOLD)
    index = tmp_path / "index.csv"
    index.write_text(f"stem,sha256,date,plain,labels\na,{digest},,true,DATE CARDINAL\n")
    [(entry, text, table)] = list(pairs(raw, tmp_path))
    assert (entry.plain, entry.labels, text.name, table.name) == (
        True,
        frozenset({"DATE", "CARDINAL"}),
        "a.txt",
        "a.csv",
    )
    (raw / "a.txt").write_text(TEXT + "。", encoding="utf-8", newline="")
    with pytest.raises(GoldError, match="changed since it was annotated"):
        list(pairs(raw, tmp_path))
