"""Small documents and mentions that several tests build tables from."""

from __future__ import annotations

from decimal import Decimal

from pipeline.document import Document, Tokens
from pipeline.model import Article, Mention, Quantity, Region, Sentence


def document_of(text: str, doc_id: str = "a") -> Document:
    """A document of one region and one sentence, without tokens."""
    article = Article(
        doc_id, text, (Region("body", 0, len(text)),), (Sentence(0, len(text), "body"),)
    )
    return Document(article, text, Tokens([], [], {}), article.sentences)


def money_of(start: int, end: int, value: str) -> Mention:
    """A sum in yuan."""
    amount = Quantity(Decimal(value), unit="元", unit_id="CNY", dimension="currency")
    return Mention(start, end, "MONEY", "number-money", quantity=amount)
