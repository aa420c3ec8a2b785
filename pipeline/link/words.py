"""Words → classes: what part a word can play beside a figure, as one letter.

A sentence becomes a string of such letters, and a rule a pattern over that string (the way NLTK's
chunk parsers read tag strings). The letters:

====== ==================================================================================
``#``  a figure that becomes a fact; ``0`` an ordinal; ``t`` a time
``n``  noun; ``a`` attribute; ``G O P E`` place, organisation, person, other name
``w``  noun-like verb (创新 in 技术创新工作室); ``y`` verb used both ways (培训)
``v``  verb that always governs; ``u`` verb nothing is known of; ``s`` state (死亡, 受伤)
``x``  verb or noun of change; ``=`` equating verb; ``H`` 有; ``%`` 占; ``R`` verb of saying
``d``  adverb; ``m`` 计划; ``p`` preposition; ``B`` 比; ``b`` 相比; ``L`` 了
``D``  的; ``c`` 和; ``C`` 但; ``k`` 等; ``S`` 其中; ``M`` 中有; ``r`` 各; ``f`` 中; ``i`` 以上 in 市级以上
``T``  words a figure stands before without being theirs (台阶, 大关)
====== ==================================================================================

Punctuation stands for itself: ``, ; : . 、 ( ) { }`` (the braces are quotation marks) and ``_``.
"""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import columns, rows

_LETTER = {
    "of": "D",
    "aspect": "L",
    "among": "S",
    "among-has": "M",
    "closer": "k",
    "comparison": "B",
    "versus": "b",
    "preposition": "p",
    "coordination": "c",
    "conjunction": "C",
    "localizer": "f",
    "level": "i",
    "determiner": "r",
    "that": "g",
    "adverb": "d",
    "copula": "=",
    "existential": "H",
    "share": "%",
    "modal": "m",
    "reporting": "R",
    "state": "s",
    "strong": "v",
    "spending": "v",
    "nounlike": "w",
    "either": "y",
    "noun": "n",
    "adjective": "a",
    "threshold": "T",
    "scope": "G",
    "army": "O",
    "grade": "n",
    "agent": "n",
}

#: jieba's dictionary tags by their first letter; what is not here is a noun.
_TAG = {
    "v": "u",
    "a": "a",
    "b": "a",
    "z": "a",
    "d": "d",
    "p": "p",
    "c": "C",
    "f": "f",
    "r": "r",
    "u": "d",
    "y": "d",
    "e": "d",
    "o": "d",
    "t": "d",
    "m": "r",
    "q": "n",
}
_WHOLE_TAG = {"vn": "w", "an": "n", "ad": "d", "zg": "n", "i": "a"}

_MARKS = {
    **dict.fromkeys("，,", ","),
    **dict.fromkeys("；;", ";"),
    **dict.fromkeys("：:", ":"),
    **dict.fromkeys("。.！？!?\n\r", "."),
    "、": "、",
    "·": "n",
    "-": "n",
    **dict.fromkeys("（(【[", "("),
    **dict.fromkeys("）)】]", ")"),
    **dict.fromkeys("“‘「『《〈", "{"),
    **dict.fromkeys("”’」』》〉", "}"),
    **dict.fromkeys(" \u3000\t\xa0_", "_"),
}


@cache
def word_classes() -> dict[str, str]:
    """The lexicon's words with their letters, change words and marks included."""
    table = {row["word"]: "x" for row in rows("link_changes")}
    found = columns("link_words")
    table.update(zip(found["word"], map(_LETTER.__getitem__, found["class"]), strict=True))
    table.update((row["word"], "x") for row in rows("link_changes"))
    table.update(_MARKS)
    return table


@cache
def words_of(kind: str) -> frozenset[str]:
    """The lexicon's words of class ``kind``: spending, agent, grade …"""
    found = columns("link_words")
    return frozenset(w for w, c in zip(found["word"], found["class"], strict=True) if c == kind)


@cache
def by_tag(tag: str) -> str:
    """The letter that jieba's dictionary gives a word by its tag."""
    return _WHOLE_TAG.get(tag) or _TAG.get(tag[:1], "n")
