"""Numbers with their units: MONEY, PERCENT, QUANTITY, CARDINAL and ORDINAL.

One scan finds numerals (``scan``); each is read into a phrase with its unit (``phrase``); what is no
figure is refused (``senses``); the first rule that answers makes the mention (``rules`` in the
modules ``shares``, ``ordinals``, ``amounts`` and ``counts``); ``compose`` adds what stands around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document
from pipeline.extractors.quantities import amounts, counts, ordinals, shares
from pipeline.extractors.quantities.compose import negate
from pipeline.extractors.quantities.phrase import read
from pipeline.extractors.quantities.scan import Scan
from pipeline.extractors.quantities.senses import refused
from pipeline.model import Mention

#: In order of precedence: the first that answers wins.
_BEFORE_REFUSAL = tuple(r.produce for r in (*ordinals.RULES, *shares.EARLY))
_RULES = tuple(r.produce for r in (*shares.RULES, *counts.GRADES, *amounts.RULES, *counts.RULES))


def extract(document: Document, taken: Sequence[Mention] = ()) -> list[Mention]:
    """The numeric mentions of ``document`` outside ``taken``, in order of text."""
    scan = Scan(document, taken)
    made: list[Mention] = []
    floor = 0
    for run in scan.runs():
        run.floor = max(run.floor, floor)
        phrase = read(scan, run)
        mention = None
        for rule in _BEFORE_REFUSAL:
            mention = rule(phrase)
            if mention:
                break
        else:
            if refused(phrase):
                continue
            negate(phrase)
            for rule in _RULES:
                mention = rule(phrase)
                if mention:
                    break
        if mention:
            made.append(mention)
            floor = mention.end
            scan.position = max(scan.position, floor)
    return made
