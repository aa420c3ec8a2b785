"""Inside spaCy: the same finds, exact spans, and the same score by spaCy's own scorer."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from pipeline.analyse import analyse
from pipeline.article import parse_article
from pipeline.evaluate import score
from pipeline.gold import GoldRow, load_gold, pairs
from pipeline.model import LABELS, Source
from pipeline.spacy_component import load_nlp

CORPUS = Path(__file__).parent.parent / "corpus"
USERS_ARTICLE = "000_3d017306b691c3a5"


@cache
def _shared() -> Language:
    return load_nlp()


@pytest.fixture(scope="module")
def nlp() -> Language:
    return _shared()


@pytest.fixture(scope="module")
def users_article() -> tuple[str, list[GoldRow]]:
    [(_, path, table)] = [
        found for found in pairs(CORPUS / "raw", CORPUS / "gold") if found[0].stem == USERS_ARTICLE
    ]
    text = path.read_bytes().decode()
    return text, load_gold(table, text)


def test_the_scorer_of_spacy_gets_the_numbers_of_check(
    nlp: Language, users_article: tuple[str, list[GoldRow]]
) -> None:
    text, gold = users_article
    doc = nlp(text)
    optional = [(g.start, g.end) for g in gold if g.flag == "optional"]
    wanted = {(g.start, g.end, g.label) for g in gold if g.flag != "optional"}
    # spaCy's scorer knows no optional spans: leave out the finds that only touch one.
    doc.ents = [
        e
        for e in doc.ents
        if (e.start_char, e.end_char, e.label_) in wanted
        or not any(e.start_char < end and e.end_char > start for start, end in optional)
    ]
    edges = sorted({0, len(text), *(x for a, b, _ in wanted for x in (a, b))})
    words = [text[a:b] for a, b in pairwise(edges)]
    reference = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    reference.ents = [
        span
        for start, end, label in wanted
        if (span := reference.char_span(start, end, label=label))
    ]
    theirs = Scorer.score_spans([Example(doc, reference)], "ents")
    ours = score(analyse(parse_article(Source("a", "a", text))), gold)
    assert theirs["ents_f"] == pytest.approx(ours.prf()[2])
    for label in {g.label for g in gold if g.flag != "optional"}:
        found = theirs["ents_per_type"][label]
        assert (found["p"], found["r"], found["f"]) == pytest.approx(ours.prf([label]))


def test_our_tokenizer_loses_no_mention(nlp: Language) -> None:
    doc = nlp("2024年5月，全市新增企业36.57亿元，增长4.2%。")
    spans = {(s.start_char, s.end_char, s.label_) for s in doc.spans["mentions"]}
    assert spans == {(m["start"], m["end"], m["label"]) for m in doc._.mentions}
    assert spans == {(e.start_char, e.end_char, e.label_) for e in doc.ents}
    assert [f["text"] for f in doc._.facts] == ["36.57亿元", "4.2%"]


def test_the_component_works_after_another_tokenizer() -> None:
    nlp = spacy.blank("zh")  # one token a character
    nlp.add_pipe("zhfacts", config={"date": "2024-06-01", "plain": True})
    doc = nlp("截至目前，参保职工35万人。")
    assert [(e.text, e.label_) for e in doc.ents if e.label_ == "CARDINAL"] == [
        ("35万人", "CARDINAL")
    ]
    [fact] = doc._.facts
    assert (fact["value"], fact["time_value"]) == (350000.0, "2024-06-01")


def test_docs_serialise(nlp: Language) -> None:
    doc = nlp("全市有职工35万人。")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.facts == doc._.facts
    assert again.text == doc.text


@settings(deadline=None, max_examples=30)
@given(st.text(st.sampled_from("全市有职工35万人，。\n \u3000第三12年月%"), max_size=80))
def test_any_text_keeps_its_characters(text: str) -> None:
    doc = _shared()(text)
    assert doc.text == text
    assert all(e.label_ in LABELS for e in doc.ents)
