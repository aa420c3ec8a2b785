"""Statements that name the body a report has spoken of: 出事的学校为晨光双语幼儿园."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.lazy import lazy

_NAMES = lazy(
    r"(?:出事|涉事|事发|肇事)的?(学校|公司|企业|医院|机构|单位|工厂|酒店|饭店|餐厅|商场|小区|幼儿园)"
    r"(?:为|是|系|名为|名叫)(?!一|由|在|以|因)([一-龥A-Za-z（）()]{4,24})(?=[，。,])"
)


class Named(NamedTuple):
    """At offset ``start`` the text says that its ``kind`` (学校) is called ``name``."""

    start: int
    kind: str
    name: str


def statements(text: str) -> Iterator[Named]:
    """The statements of ``text``, in order.

    >>> [n.name for n in statements("出事的学校为晨光双语幼儿园，属私人办学。")]
    ['晨光双语幼儿园']
    """
    if not ("出事" in text or "涉事" in text or "事发" in text or "肇事" in text):
        return
    for found in _NAMES.finditer(text):
        yield Named(found.start(), found[1], found[2])
