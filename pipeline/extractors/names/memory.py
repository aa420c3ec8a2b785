"""What an article has named once it names again: surely found names are looked for everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extractors.names.candidates import LIKELY, RULE, Candidate
from pipeline.extractors.names.shape import Shape
from pipeline.rules import ex, rule

#: More different names than this are not searched for again: a text of names alone stays linear.
_MOST = 400
_DOTS = re.compile("[·•‧・∙—-]")


@rule(
    "name-again",
    why="a name found with good evidence is a name wherever the article writes it, and so is the last part of a foreign one",
    examples=[
        ex("记者采访了卡米洛·埃斯特韦斯。⟦埃斯特韦斯⟧没有回答。", label="PERSON"),
        ex("村民祁望舟说，水来了。大家找⟦祁望舟⟧去看。", label="PERSON"),
    ],
)
def again(shape: Shape, kept: Iterable[Candidate]) -> Iterator[Candidate]:
    """Further mentions of people and organisations among ``kept``."""
    known: dict[str, Candidate] = {}
    taken = {c.start for c in kept}
    for c in kept:
        if c.label not in ("PERSON", "ORG") or c.weight < LIKELY:
            continue
        for form in _forms(shape.text[c.start : c.end], c.label):
            known.setdefault(form, c)
            if len(known) >= _MOST:
                break
    for form, c in known.items():
        at = shape.text.find(form)
        while at >= 0:
            if at not in taken:
                yield Candidate(
                    at,
                    at + len(form),
                    c.label,
                    "name-again",
                    RULE - 0.1 if c.label == "PERSON" else LIKELY,
                )
            at = shape.text.find(form, at + len(form))


def _forms(name: str, label: str) -> Iterator[str]:
    """The forms under which ``name`` comes back: itself, and the last part of a foreign name."""
    if label == "ORG":
        if len(name) > 3:
            yield name
        return
    if len(name) > 2 or (label == "PERSON" and len(name) == 2):
        yield name
    parts = _DOTS.split(name)
    if len(parts) > 1 and len(parts[-1]) > 1:
        yield parts[-1]
