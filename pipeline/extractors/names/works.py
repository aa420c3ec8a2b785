"""Works, laws and papers in title marks, and what quotation marks name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.candidates import RULE, Candidate
from pipeline.extractors.names.shape import Shape
from pipeline.lexicon import rows
from pipeline.model import NameLabel
from pipeline.rules import ex, rule

_TITLE = re.compile("《([^《》\n]{1,60})》")
_MEDIA = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|商报|快报|都市报|周刊|周报|邮报|导报|青年报|新闻报|报|通讯)$"
)


@cache
def _laws() -> re.Pattern[str]:
    endings = [r["ending"] for r in rows("name_endings") if r["label"] == "LAW"]
    return re.compile(f"(?:{'|'.join(endings)})(?:（[^）]*）)?$")


@rule(
    "name-title",
    why="title marks hold a law by its last word, a newspaper by its last word, else a work",
    examples=[
        ex("他主演了话剧《⟦雨夜归人⟧》。", label="WORK_OF_ART"),
        ex("《⟦湿地保护条例⟧》下月施行。", label="LAW"),
        ex("《⟦江城晚报⟧》刊登了来信。", label="ORG"),
    ],
)
def titles(shape: Shape) -> Iterator[Candidate]:
    """What stands in 《》."""
    for m in _TITLE.finditer(shape.text):
        inside = m[1]
        label: NameLabel = "WORK_OF_ART"
        if _laws().search(inside):
            label = "LAW"
        elif _MEDIA.search(inside) and len(inside) < 9:
            label = "ORG"
        yield Candidate(m.start(1), m.end(1), label, "name-title", RULE + 0.5)
