"""Numbers with their units: MONEY, PERCENT, QUANTITY, CARDINAL and ORDINAL.

One scan finds numerals (``scan``); each is read into a phrase with its unit (``phrase``); what is no
figure is refused (``senses``); the first rule that answers makes the mention (``ratios``, ``shares``,
``ordinals``, ``amounts``, ``counts``, ``bare``); ``compose`` adds what stands around it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.document import Document
from pipeline.extractors.quantities import amounts, bare, counts, ordinals, ratios, shares
from pipeline.extractors.quantities.compose import SIGNS, negate
from pipeline.extractors.quantities.phrase import Phrase, read
from pipeline.extractors.quantities.scan import Scan
from pipeline.extractors.quantities.senses import refused
from pipeline.lazy import lazy
from pipeline.model import Mention

Production = Callable[[Phrase], Mention | None]

#: What is judged before anything is refused, by the character after the number.
_BY_FOLLOWING: dict[str, tuple[Production, ...]] = {
    **dict.fromkeys("分又份", (ratios.fraction_words.produce, ratios.short_fraction.produce)),
    " ": (ratios.fraction_words.produce, ratios.slash_fraction.produce, ratios.score.produce),
    **dict.fromkeys("比:：∶-", (ratios.score.produce,)),
    "/": (shares.in_ten_thousands.produce, ratios.slash_fraction.produce),
    **dict.fromkeys("半数", (ratios.half.produce,)),
    **dict.fromkeys("倍番", (ratios.multiple.produce,)),
}
#: What is judged after, by the dimension of the unit; the first rule that answers wins.
_WITHOUT_UNIT = (
    amounts.money.produce,
    amounts.money_elided.produce,
    bare.shared_unit.produce,
    counts.grade.produce,
    bare.article.produce,
    bare.bare.produce,
)
_MEASURED = (counts.grade.produce, amounts.measure.produce, counts.count.produce)
_BY_DIMENSION: dict[str, tuple[Production, ...]] = {
    "count": (counts.count.produce,),
    "score": (amounts.money.produce, *_MEASURED),
    "currency": (amounts.money.produce, counts.count.produce),
    "ratio": (
        shares.percent.produce,
        shares.tenths.produce,
        ratios.multiple.produce,
        *_MEASURED,
    ),
    "percentage_point": (shares.percentage_point.produce,),
}
#: What else may count than a classifier, by the unit's last character: 个百分点, 三等奖, 四级响应.
_COUNTED = {
    **dict.fromkeys("个点", (shares.percentage_point.produce, counts.count.produce)),
    **dict.fromkeys("楼等级号层套", (counts.grade.produce, counts.count.produce)),
}


def extract(document: Document, taken: Sequence[Mention] = ()) -> list[Mention]:
    """The numeric mentions of ``document`` outside ``taken``; both are in order of text."""
    scan = Scan(document, taken)
    made: list[Mention] = []
    floor = 0
    for run in scan.runs():
        if run.floor < floor:
            run.floor = floor
        mention = _judge(read(scan, run))
        if mention:
            made.append(mention)
            floor = mention.end
            scan.position = max(scan.position, floor)
    return made


def _judge(p: Phrase) -> Mention | None:
    """The mention that the first answering rule makes of ``p``; None for what is no figure."""
    text, start, end = p.text, p.start, p.number_end
    if p.words == "首":
        return ordinals.first.produce(p)
    if start and text[start - 1] == "第":
        return ordinals.ordinal.produce(p)
    if end < p.run.ceiling:
        for rule in _BY_FOLLOWING.get(text[end], ()):
            if mention := rule(p):
                return mention
    if refused(p) or _divides(p):
        return None
    if start and text[start - 1] in SIGNS:
        negate(p)
    for rule in _rules(p):
        if mention := rule(p):
            return mention
    return None


def _rules(p: Phrase) -> tuple[Production, ...]:
    """The rules that may answer, by what the unit is."""
    if p.sense is None:
        return _WITHOUT_UNIT
    rules = _BY_DIMENSION.get(p.sense.dimension, _MEASURED)
    return _COUNTED.get(p.unit[-1], rules) if p.sense.dimension == "count" else rules


#: 每10股派2.5元, 每10股转增4股: of how many shares, no figure of its own.
_DIVIDEND = lazy(r"[派送转配分]|发放|发现金|缴款")


_SHARES = lazy(r"[派送转]\d")


def _divides(p: Phrase) -> bool:
    """Whether the phrase is the denominator of the price right after it: 每500克68元, 10派2.5元."""
    if p.words == "10" and _SHARES.match(p.text, p.number_end):
        return True
    if p.text[p.start - 1 : p.start] != "每" or not p.unit or not p.start:
        return False
    if p.unit == "股" and _DIVIDEND.match(p.text, p.end):
        return True
    following = p.scan.at(p.end) if p.end < p.run.ceiling else None
    return following is not None and bool(read(p.scan, following).unit)
