"""Extraction against gold: what was found, what was read right, and every difference.

Spans are scored strictly (same start, end and label); a find that touches an optional gold row and
matches nothing is ignored. Over the matched spans each cell is right or wrong; over the matched
figures, so are the cells of their facts, where inventing a concept or a period is an error too.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pipeline.analyse import Analysis, analyse
from pipeline.article import parse_article
from pipeline.errors import GoldError
from pipeline.extractors.names.candidates import Source as NameSource
from pipeline.gold import GoldRow, load_gold, pairs
from pipeline.model import LABELS, NUMBER_LABELS, Fact, Mention, Quantity, Time
from pipeline.reader import read

#: Names of one and the same holder.
_CHINA = frozenset({"中国", "我国", "全国", "中华人民共和国"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement, with the sentence it stands in."""

    doc_id: str
    kind: str
    label: str
    text: str
    expected: str
    got: str
    sentence: str


@dataclass(slots=True)
class Score:
    """Counts of strict span matches per label, counts of right cells, and the differences.

    ``spans[label]`` counts ``tp``, ``fp`` and ``fn``; ``cells[name]`` counts ``right`` and ``of``.
    """

    spans: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    cells: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    differences: list[Difference] = field(default_factory=list)

    def prf(self, labels: Iterable[str] = LABELS) -> tuple[float, float, float]:
        """Precision, recall and F1 over ``labels``; a share of nothing is 1."""
        total = sum((self.spans[label] for label in labels if label in self.spans), Counter[str]())
        tp, fp, fn = total["tp"], total["fp"], total["fn"]
        precision = tp / (tp + fp) if tp + fp else 1.0
        recall = tp / (tp + fn) if tp + fn else 1.0
        return precision, recall, 2 * precision * recall / ((precision + recall) or 1.0)

    def accuracy(self, name: str) -> float:
        """The share of the cells called ``name`` that are right; 1 when there are none."""
        counts = self.cells.get(name, Counter())
        return counts["right"] / counts["of"] if counts["of"] else 1.0


def score(
    analysis: Analysis, gold: Sequence[GoldRow], labels: Iterable[str] = LABELS, into: Score | None = None
) -> Score:  # fmt: skip
    """Score one article against its gold on the annotated ``labels``, adding to ``into``."""
    result = into if into is not None else Score()
    _Comparison(analysis, result).run(gold, frozenset(labels))
    return result


def check(raw: Path, gold: Path, sources: Sequence[NameSource] = ()) -> Score:
    """Score every article below ``raw`` that the index of the folder ``gold`` names.

    ``sources`` propose names beside the rules, as ``make_sources`` gives them. Raises GoldError for a gold file that is malformed, missing, or made for another text.
    """
    result = Score()
    for entry, path, table in pairs(raw, gold):
        source = next(read([path]))
        if source.status != "ok":
            raise GoldError(source.error)
        date = dt.datetime.fromisoformat(entry.date) if entry.date else None
        article = parse_article(source, date=date, plain=entry.plain)
        score(
            analyse(article, sources=sources),
            load_gold(table, source.text),
            entry.labels,
            into=result,
        )
    return result


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _span(low: Decimal | None, high: Decimal | None) -> str:
    return _text(low) if high is None else f"{_text(low)}–{_text(high)}"


def same_number(a: Decimal | None, b: Decimal | None) -> bool:
    """Whether two numbers are the same to 12 significant digits, or both unknown."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= Decimal("1e-12") * max(abs(a), abs(b))


def same_holder(a: str, b: str) -> bool:
    """Whether two holders are one, in a fuller or a shorter form.

    >>> same_holder("兰州市总工会", "市总工会"), same_holder("全国", "中国"), same_holder("", "兰州市")
    (True, True, False)
    """
    return a == b or bool(a and b and (a in b or b in a)) or {a, b} <= _CHINA


def same_period(a: str, b: str) -> bool:
    """Whether two TIMEX values name one period, as exactly as the coarser of them says."""
    return a == b or bool(a and b and (a.startswith(b) or b.startswith(a)))


class _Comparison:
    """One article's analysis held against its gold."""

    def __init__(self, analysis: Analysis, result: Score) -> None:
        self.analysis = analysis
        self.document = analysis.document
        self.result = result
        self.facts = {(f.mention.start, f.mention.end): f for f in analysis.facts}

    def run(self, gold: Sequence[GoldRow], labels: frozenset[str]) -> None:
        optional = sorted((g.start, g.end) for g in gold if g.flag == "optional")
        wanted = {
            (g.start, g.end, g.label): g for g in gold if g.label in labels and g.flag != "optional"
        }
        matched = set()
        for mention in self.analysis.mentions:
            key = (mention.start, mention.end, str(mention.label))
            if key in wanted:
                matched.add(key)
                self._matched(mention, wanted[key])
            elif mention.label in labels and not _touches(optional, mention):
                self._spurious(mention)
        for key, row in wanted.items():
            if key not in matched:
                self.result.spans[row.label]["fn"] += 1
                self._differ("missing", row, row.text, self._near(row))

    def _matched(self, mention: Mention, row: GoldRow) -> None:
        self.result.spans[row.label]["tp"] += 1
        if quantity := mention.quantity:
            self._number(quantity, row)
            if row.label != "ORDINAL" and row.flag != "indefinite" and (row.unit or row.concept):
                self._fact(self.facts.get((row.start, row.end)), row)
        elif time := mention.time:
            self._time(time, row)

    def _number(self, quantity: Quantity, row: GoldRow) -> None:
        self._check(
            "value",
            row,
            _span(row.value, row.value_max),
            _span(quantity.value, quantity.value_max),
            same_number(quantity.value, row.value)
            and same_number(quantity.value_max, row.value_max),
        )
        self._check("unit", row, row.unit, quantity.unit)
        self._check("mod", row, row.mod, quantity.mod)
        self._check("per", row, row.per, quantity.per)

    def _time(self, time: Time, row: GoldRow) -> None:
        self._check("time value", row, row.timex_value, time.timex_value)
        self._check("time type", row, row.timex_type, time.timex_type)
        interval = f"{_text(time.start)}..{_text(time.end)}"
        if row.time_start or row.time_end:
            self._check("interval", row, f"{row.time_start}..{row.time_end}", interval)
        self._check("mod", row, row.mod, time.mod)

    def _fact(self, fact: Fact | None, row: GoldRow) -> None:
        self._check("fact", row, "fact", "fact" if fact else "")
        if fact is None:
            return
        self._check("concept", row, row.concept, fact.concept)
        heads = self._head(row.concept), self._head(fact.concept)
        self._check("concept head", row, *heads)
        self._check("change", row, row.change, fact.change)
        self._check("basis", row, row.basis, fact.basis)
        period = same_period(row.when, fact.time_value)
        self._check("period", row, row.when, fact.time_value, period)
        holder = same_holder(row.holder, fact.holder)
        self._check("holder", row, row.holder, fact.holder, holder)

    def _head(self, concept: str) -> str:
        """The last token of a concept, where it stands in the article; marks aside."""
        bare = concept.rstrip("”’》)）")
        end = self.document.text.find(bare) + len(bare)
        i = self.document.tokens.at(end - 1) if bare else -1
        if i < 0:
            return bare[-2:]
        return self.document.text[max(self.document.tokens.starts[i], end - len(bare)) : end]

    def _check(
        self, name: str, row: GoldRow, expected: str, got: str, right: bool | None = None
    ) -> None:
        right = expected == got if right is None else right
        self.result.cells[name]["of"] += 1
        self.result.cells[name]["right"] += right
        if not right:
            self._differ(name, row, expected, got)

    def _spurious(self, mention: Mention) -> None:
        self.result.spans[mention.label]["fp"] += 1
        text = self.document.text[mention.start : mention.end]
        row = mention.start, mention.end, mention.label, text
        self.result.differences.append(self._difference("spurious", row, "", mention.rule))

    def _near(self, row: GoldRow) -> str:
        near = [m for m in self.analysis.mentions if m.start < row.end and m.end > row.start]
        return " ".join(f"{m.label}:{self.document.text[m.start : m.end]}" for m in near)

    def _differ(self, kind: str, row: GoldRow, expected: str, got: str) -> None:
        spot = row.start, row.end, row.label, row.text
        self.result.differences.append(self._difference(kind, spot, expected, got))

    def _difference(
        self, kind: str, spot: tuple[int, int, str, str], expected: str, got: str
    ) -> Difference:
        start, _, label, text = spot
        i = self.document.sentence_at(start)
        sentence = self.document.sentences[i] if i >= 0 else None
        around = self.document.text[sentence.start : sentence.end] if sentence else text
        return Difference(
            self.document.article.doc_id, kind, label, text, expected, got, around.strip()
        )


def _touches(spans: list[tuple[int, int]], mention: Mention) -> bool:
    """Whether ``mention`` overlaps one of the sorted, disjoint ``spans``."""
    i = bisect_right(spans, (mention.end, -1)) - 1
    return i >= 0 and spans[i][1] > mention.start and spans[i][0] < mention.end


def summary(result: Score) -> list[tuple[str, str, str, str]]:
    """The score as table rows: label or cell, then precision, recall, F1, or share and count."""
    lines = []
    groups: list[tuple[str, Iterable[str]]] = [(x, (x,)) for x in LABELS if x in result.spans]
    figures = (*NUMBER_LABELS, "DATE", "TIME")
    groups += [("numbers and times", figures), ("names", LABELS[len(figures) :]), ("all", LABELS)]
    for name, labels in groups:
        precision, recall, f1 = result.prf(labels)
        lines.append((name, f"{precision:.4f}", f"{recall:.4f}", f"{f1:.4f}"))
    for name, counts in result.cells.items():
        lines.append((name, f"{result.accuracy(name):.4f}", "of", str(counts["of"])))
    return lines
