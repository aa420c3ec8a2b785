"""Text → stretches that no word of the dictionary reaches out of.

Two neighbours are always cut apart where no word takes in both: neither one of just these two
characters, nor a longer one, which would have the character before them or after them too. Such
seams are found at once for a whole text, and the best route through a block is the best route
through each stretch between them. Stretches are short, two characters mostly, and six of seven have
been met before: what the search for the best route says of one can be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, pairwise

import numpy as np
import numpy.typing as npt

_Codes = npt.NDArray[np.uint32]
_Flags = npt.NDArray[np.bool_]

#: Neighbours are looked up by so many bits of a product of their code points. Where others have the
#: same number, a seam is overlooked, and a stretch is longer than it need be.
_PAIR_BITS, _TRIPLE_BITS = 22, 23
_FIRST, _SECOND, _THIRD = map(np.uint32, (2654435761, 2246822519, 3266489917))  # odd, in no order
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
        self._pairs: _Flags = np.zeros(1 << _PAIR_BITS, np.bool_)
        self._triples: _Flags = np.zeros(1 << _TRIPLE_BITS, np.bool_)
        words = list(words)
        sizes = [*map(len, words)]
        pairs = _codes("\n".join(compress(words, map((2).__eq__, sizes))))
        self._pairs[_by(_PAIR_BITS, _pairs(pairs))[self._both_inside(pairs)]] = True
        longer = _codes("\n".join(compress(words, map((2).__lt__, sizes))))
        both = self._both_inside(longer)
        self._triples[_by(_TRIPLE_BITS, _triples(longer))[both[:-1] & both[1:]]] = True

    def stretches(self, text: str) -> Sequence[str]:
        """``text`` cut at its seams.

        >>> Seams(["人民", "民法典"], "人民法典院").stretches("人民法典院，民法")
        ['人民法典', '院', '，', '民', '法']
        """
        codes = _codes(text)
        pairs = _pairs(codes)
        joined = self._pairs[_by(_PAIR_BITS, pairs)]
        longer = self._triples[_by(_TRIPLE_BITS, _triples(codes, pairs))]
        joined[:-1] |= longer
        joined[1:] |= longer
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
    """A number for each character and the next."""
    pairs: _Codes = codes[:-1] * _FIRST
    pairs += codes[1:] * _SECOND
    return pairs


def _triples(codes: _Codes, pairs: _Codes | None = None) -> _Codes:
    """A number for each character and the next two; ``pairs`` are those of ``codes``, where known."""
    triples: _Codes = codes[2:] * _THIRD
    triples += (_pairs(codes) if pairs is None else pairs)[: len(triples)] * np.uint32(31)
    return triples


def _by(bits: int, numbers: _Codes) -> _Codes:
    """The upper ``bits`` of ``numbers``, by which a table is looked up."""
    shifted: _Codes = numbers >> np.uint32(32 - bits)
    return shifted
