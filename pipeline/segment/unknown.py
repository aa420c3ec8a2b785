"""jieba's hidden Markov model for words that the dictionary lacks, linear in the text."""

from __future__ import annotations

from jieba import finalseg

_EMIT_B, _EMIT_M, _EMIT_E, _EMIT_S = (finalseg.emit_P[state] for state in "BMES")
_NEVER = finalseg.MIN_FLOAT
_START = finalseg.start_P
(_B_E, _B_M), (_M_E, _M_M) = ((finalseg.trans_P[s]["E"], finalseg.trans_P[s]["M"]) for s in "BM")
(_E_B, _E_S), (_S_B, _S_S) = ((finalseg.trans_P[s]["B"], finalseg.trans_P[s]["S"]) for s in "ES")


def viterbi(run: str) -> list[str]:
    """The words that jieba's hidden Markov model makes of characters: begin, middle, end, single.

    Of equal probabilities jieba takes the state that comes later in the alphabet.
    """
    if len(run) == 2:  # the commonest by far
        return _of_two(run)
    first = run[0]
    b = _START["B"] + _EMIT_B.get(first, _NEVER)
    m = _START["M"] + _EMIT_M.get(first, _NEVER)
    e = _START["E"] + _EMIT_E.get(first, _NEVER)
    s = _START["S"] + _EMIT_S.get(first, _NEVER)
    back: list[tuple[str, str, str, str]] = []  # the state before B, M, E and S
    for char in run[1:]:
        emit_b, emit_m = _EMIT_B.get(char, _NEVER), _EMIT_M.get(char, _NEVER)
        emit_e, emit_s = _EMIT_E.get(char, _NEVER), _EMIT_S.get(char, _NEVER)
        eb, sb = e + _E_B + emit_b, s + _S_B + emit_b
        bm, mm = b + _B_M + emit_m, m + _M_M + emit_m
        be, me = b + _B_E + emit_e, m + _M_E + emit_e
        es, ss = e + _E_S + emit_s, s + _S_S + emit_s
        back.append(
            (
                "E" if eb > sb else "S",
                "B" if bm > mm else "M",
                "B" if be > me else "M",
                "E" if es > ss else "S",
            )
        )
        b, m, e, s = max(eb, sb), max(bm, mm), max(be, me), max(es, ss)
    return _words(run, back, "E" if e > s else "S")


def _of_two(run: str) -> list[str]:
    """The better of one word and two, by the same sums as any run."""
    first, second = run[0], run[1]
    b = _START["B"] + _EMIT_B.get(first, _NEVER)
    s = _START["S"] + _EMIT_S.get(first, _NEVER)
    one, two = b + _B_E + _EMIT_E.get(second, _NEVER), s + _S_S + _EMIT_S.get(second, _NEVER)
    return [run] if one > two else [first, second]


def _words(run: str, back: list[tuple[str, str, str, str]], last: str) -> list[str]:
    """The words of ``run``, read off the best states from the last one back."""
    words: list[str] = []
    end, state = len(run), last
    for start in range(len(run) - 1, -1, -1):
        if state in "BS":
            words.append(run[start:end])
            end = start
        if start:
            state = back[start - 1]["BMES".index(state)]
    if end:
        words.append(run[:end])
    return words[::-1]
