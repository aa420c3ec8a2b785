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

from pipeline.document import Tokens
from pipeline.lexicon import rows

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
    "adverb": "d",
    "copula": "=",
    "existential": "H",
    "share": "%",
    "modal": "m",
    "reporting": "R",
    "state": "s",
    "strong": "v",
    "nounlike": "w",
    "either": "y",
    "noun": "n",
    "adjective": "a",
    "threshold": "T",
    "scope": "G",
    "army": "O",
    "grade": "n",
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
_WHOLE_TAG = {"vn": "w", "an": "n", "ad": "d", "zg": "n"}

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
    table.update((row["word"], _LETTER[row["class"]]) for row in rows("link_words"))
    table.update((row["word"], "x") for row in rows("link_changes"))
    table.update(_MARKS)
    return table


def fused_object(word: str) -> bool:
    """Whether ``word`` is a dictionary entry that joins a governing verb and its object.

    >>> fused_object("筹集资金"), fused_object("技术培训")
    (True, False)
    """
    return len(word) == 4 and word_classes().get(word[:2]) == "v"


class WordClasses:
    """Letters of the words of one document, looked up once a word."""

    __slots__ = ("_known", "_tokens")

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._known = word_classes().copy()

    def letters(self, words: list[str], first: int) -> str:
        """The letters of ``words``, which are the tokens from index ``first``."""
        known = self._known
        try:
            return "".join([known[word] for word in words])
        except KeyError:
            for i, word in enumerate(words, first):
                if word not in known:
                    known[word] = self._classify(word, self._tokens.tag(i))
            return "".join([known[word] for word in words])

    def letter(self, word: str) -> str:
        """The letter of a piece of text that may be no token (what a mention left of one)."""
        return self._known.get(word) or self._classify(word, "")

    @staticmethod
    def _classify(word: str, tag: str) -> str:
        if word.isspace():
            return "."  # a run of blanks with a line break
        if not tag and len(word) == 1 and not word.isalnum():
            return "_"
        if fused_object(word):
            return "F"
        if len(word) == 2 and word[0] in "每各该":
            return "r"
        if not tag and len(word) == 2 and word[1] in "起出入到成掉走":
            return "u"  # a verb with its complement that the dictionary lacks
        if len(word) == 3 and word_classes().get(word[1:]) == "T":
            return "T"  # 新台阶
        return _WHOLE_TAG.get(tag) or _TAG.get(tag[:1], "n")
