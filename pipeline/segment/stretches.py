"""Text → stretches that no word of the dictionary reaches out of.

Two neighbours that stand side by side in no word of the dictionary are always cut apart, so the best
route through a block of text is the best route through each stretch between such seams. Stretches
are short, two characters mostly, and five of six have been met before: what the search for the best
route says of one can be kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_Codes = npt.NDArray[np.uint32]
_Flags = npt.NDArray[np.bool_]

#: Pairs of characters are looked up by this many bits of a product of their code points. Where two
#: pairs share a number, a seam is overlooked, and a stretch is longer than it need be.
_BITS = 22
_FIRST, _SECOND = np.uint32(2654435761), np.uint32(2246822519)  # odd, with bits of no order
_SHIFT = np.uint32(32 - _BITS)
_PLANE = 1 << 16
LINE_END = "\r\n"


class Seams:
    """The seams of texts, for a dictionary of ``words`` that are made of ``characters``.

    Any other character is a stretch of its own, but for the two of a line end. All ``characters``
    are of the basic plane.
    """

    def __init__(self, words: Iterable[str], characters: str) -> None:
        self._inside: _Flags = np.zeros(_PLANE, np.bool_)
        self._inside[_codes(characters)] = True
        codes = _codes("\n".join(words))
        self._joined: _Flags = np.zeros(1 << _BITS, np.bool_)
        self._joined[_pairs(codes)[self._both_inside(codes)]] = True

    def stretches(self, text: str) -> list[str]:
        """``text`` cut at its seams.

        >>> Seams(["人民", "民法典"], "人民法典院").stretches("人民法典院，民法")
        ['人民法典', '院', '，', '民法']
        """
        codes = _codes(text)
        joined = self._joined[_pairs(codes)]
        joined &= self._both_inside(codes)
        if LINE_END in text:
            joined |= (codes[:-1] == ord("\r")) & (codes[1:] == ord("\n"))
        seams = np.flatnonzero(~joined)
        seams += 1
        return [text[start:end] for start, end in pairwise((0, *seams.tolist(), len(text)))]

    def _both_inside(self, codes: _Codes) -> _Flags:
        """Whether each character and the next are of those that words are made of."""
        inside = self._inside[np.minimum(codes, _PLANE - 1)]
        both: _Flags = inside[:-1] & inside[1:]
        return both


def _codes(text: str) -> _Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _pairs(codes: _Codes) -> _Codes:
    """The number that each character and the next are looked up by."""
    pairs: _Codes = codes[:-1] * _FIRST
    pairs += codes[1:] * _SECOND
    pairs >>= _SHIFT
    return pairs
