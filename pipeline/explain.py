"""Why a cell is what it is: the tokens around a spot, the rules that fired there, and each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.analyse import Analysis
from pipeline.errors import UsageError
from pipeline.rules import reason
from pipeline.tables import FACT_COLUMNS, MENTION_COLUMNS, by_name
from pipeline.tables.rows import DocumentLines

#: Columns that say where a row stands, which the heading above it says already.
_PLACE = frozenset(
    {"doc_id", "fact_id", "region", "sentence", "start", "end", "text", "label", "sentence_text"}
)


def explain(analysis: Analysis, offset: int | None = None) -> str:
    """An account of the sentence at ``offset``, or of every sentence when it is None.

    With an offset inside a mention, only that mention and its fact are told. Raises UsageError for
    an offset at which no sentence that is read stands.
    """
    document = analysis.document
    if offset is None:
        chosen: Sequence[int] = range(len(document.sentences))
    else:
        index = document.sentence_at(offset)
        if index < 0:
            raise UsageError(f"offset {offset}: no sentence that is read stands there")
        chosen = (index,)
    return "\n".join(line for i in chosen for line in _sentence(analysis, i, offset))


def _sentence(analysis: Analysis, index: int, offset: int | None) -> Iterator[str]:
    document = analysis.document
    sentence = document.sentences[index]
    text = document.text[sentence.start : sentence.end].strip()
    yield f"sentence {index} ({sentence.region}, {sentence.start}-{sentence.end}): {text}"
    tokens = document.tokens
    inside = tokens.between(sentence.start, sentence.end)
    words = ((tokens.words[i].strip(), tokens.tag(i)) for i in inside)
    yield "tokens: " + " ".join(f"{w}/{tag}" if tag else w for w, tag in words if w)
    mentions = [m for m in analysis.mentions if sentence.start <= m.start < sentence.end]
    here = [m for m in mentions if offset is not None and m.start <= offset < m.end]
    told = here or mentions
    facts = _facts(analysis)
    for mention, cells in zip(
        told, by_name(MENTION_COLUMNS, DocumentLines(document).mentions(told)), strict=True
    ):
        yield from _row("mention", cells)
        if fact := facts.get(id(mention)):
            yield from _row("fact", fact)
    yield ""


def _facts(analysis: Analysis) -> dict[int, dict[str, str]]:
    """The cells of each fact by its mention's identity."""
    rows = by_name(FACT_COLUMNS, DocumentLines(analysis.document).facts(analysis.facts))
    return {id(fact.mention): row for fact, row in zip(analysis.facts, rows, strict=True)}


def _row(kind: str, cells: dict[str, str]) -> Iterator[str]:
    yield f"  {kind} {cells['start']}-{cells['end']} {cells['text']} {cells['label']}"
    mine = {name: cell for name, cell in cells.items() if name not in _PLACE}
    rules = mine.pop("rule")
    yield "    " + " ".join(f"{name}={value}" for name, value in mine.items() if value)
    for part in rules.split():
        why = reason(part.rpartition("=")[2])
        yield f"    {part}: {why}" if why else f"    {part}"
