"""jieba's own neural tagger, read straight from the installed package, without Paddle.

jieba 0.42.1 ships the weights of Baidu's LAC (small): character embedding, two bidirectional GRU
layers, a linear layer to 57 tags (word segmentation × part of speech, and PER LOC ORG TIME), and a
linear-chain CRF. jieba itself can run it only through a Paddle release that Python ≥ 3.8 cannot
install. The parameter files are plain tensors, so numpy is enough; nothing is copied or downloaded.

Jiao, Sun and Sun (2018), "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network".
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from pipeline.errors import UsageError
from pipeline.fold import fold
from pipeline.lac.network import Crf, Index, Layer, Packing
from pipeline.lac.weights import Array, table, tensor
from pipeline.model import NameLabel

#: LAC's entity tags and the OntoNotes label each is read as.
LABELS: dict[str, NameLabel] = {"PER": "PERSON", "LOC": "GPE", "ORG": "ORG"}
#: The parts of speech that mean the same as an entity: proper names of people, places, bodies.
_SPEECH = {"PER": "nr", "LOC": "ns", "ORG": "nt"}

#: What is looked up is folded further than the rules need it: half-width marks, and one comma for
#: the marks between clauses and items, which the weights hardly know (they begin and end names).
_MARKS = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | str.maketrans("“”。、；", '"",,,')
#: Characters of one batch: bounds memory whatever the texts are.
_BATCH = 1 << 13
#: Clauses are read by themselves: as well as whole sentences, in a third of the steps. Longer
#: ones are cut.
_LONGEST = 256


class Tagger:
    """The network: text → the probability of each tag, such as ``ORG-B`` or ``v-I``, a character."""

    def __init__(self) -> None:
        self._one_core = _one_core()
        folder = model_folder()
        weights = folder.joinpath("model_baseline")
        self._ids = _ids(folder.joinpath("word.dic"))
        # The marks that end a clause.
        self._ends = np.isin(np.arange(int(self._ids.max()) + 1), self._ids[[*map(ord, ",!?")]])
        self.tags = [tag for _, tag in table(folder.joinpath("tag.dic"))]

        def load(name: str) -> Array:
            return tensor(weights.joinpath(name))

        self._first, self._second = (Layer(load, (2 * n, 2 * n + 1)) for n in (0, 1))
        self._embedding = load("word_emb")
        # What a character feeds the first layer, worked out when it is first met.
        self._fed = np.empty((2, len(self._embedding), 3 * self._first.size), dtype=np.float32)
        self._met = np.zeros(len(self._embedding), dtype=bool)
        self._out = load("fc_4.w_0"), load("fc_4.b_0").ravel()
        self._crf = Crf(load("crfw"))
        names = [(f"{e}-{place}", f"{s}-{place}") for e, s in _SPEECH.items() for place in "BI"]
        self._entities = np.array([[t in name for name in names] for t in self.tags], np.float32)

    def names(self, texts: Sequence[str]) -> list[list[tuple[int, int, NameLabel]]]:
        """The people, places and organisations of each text: (start, end, OntoNotes label).

        >>> default_tagger().names(["兰州市总工会主席王兆国。"])
        [[(0, 6, 'ORG'), (8, 11, 'PERSON')]]
        """
        return [list(spans(row)) for row in self.entities(texts)]

    def entities(self, texts: Sequence[str]) -> list[Array]:
        """The probability that each character begins and goes on with a name of each of LABELS.

        Six columns a text: PERSON begins, PERSON goes on, GPE begins and so on.
        """
        return self._read(texts, self._entities)

    def tag_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The index in ``tags`` of each character's likeliest tag, for each text."""
        return [row.argmax(axis=1).tolist() for row in self.probabilities(texts)]

    def probabilities(self, texts: Sequence[str]) -> list[Array]:
        """The probability of each tag for each character of each text."""
        return self._read(texts, np.eye(len(self.tags), dtype=np.float32))

    def _read(self, texts: Sequence[str], columns: Array) -> list[Array]:
        """The probabilities added up by ``columns``, a matrix of as many rows as there are tags."""
        if not texts:
            return []
        codes = "".join(texts).encode("utf-32-le", "surrogatepass")
        ids = self._ids[np.frombuffer(codes, dtype=np.uint32)]
        ends = np.cumsum([len(text) for text in texts])
        found = np.empty((len(ids), columns.shape[1]), dtype=np.float32)
        starts = self._pieces(ids, ends)
        lengths = np.diff(starts, append=len(ids))
        with self._one_core():
            for batch in _batches(lengths):
                packing = Packing.of(starts[batch], lengths[batch])
                found[packing.index] = self._tag(ids[packing.index], packing) @ columns
        return np.split(found, ends[:-1])

    def _pieces(self, ids: Index, ends: Index) -> Index:
        """Where the clauses begin, none longer than _LONGEST; ``ends`` are the ends of the texts."""
        mark = self._ends[ids]
        begins = np.zeros(len(ids) + 1, dtype=bool)
        begins[1:-1] = mark[:-1] & ~mark[1:]
        begins[0] = begins[ends] = True
        starts = np.flatnonzero(begins[:-1])
        lengths = np.diff(starts, append=len(ids))
        for i in np.flatnonzero(lengths > _LONGEST).tolist():
            begins[starts[i] : starts[i] + lengths[i] : _LONGEST] = True
        return np.flatnonzero(begins[:-1])

    def _tag(self, ids: Index, packing: Packing) -> Array:
        """The probabilities of the tags of packed characters."""
        hidden = self._first.run(self._feed(ids), packing)
        hidden = self._second.run(self._second.project(hidden), packing)
        weight, bias = self._out
        return self._crf.marginals(hidden @ weight + bias, packing)

    def _feed(self, ids: Index) -> Array:
        new = np.unique(ids[~self._met[ids]])
        if new.size:
            self._fed[:, new] = self._first.project(self._embedding[new])
            self._met[new] = True
        return self._fed[:, ids]


def model_folder() -> Traversable:
    """Where the installed jieba keeps the network. Raises UsageError when it has none."""
    folder = files("jieba").joinpath("lac_small")
    if not folder.joinpath("model_baseline", "word_emb").is_file():
        raise UsageError("the installed jieba carries no lac_small; jieba 0.42.1 does")
    return folder


def _one_core() -> Callable[[], AbstractContextManager[object]]:
    """What keeps numpy's products to one core, when threadpoolctl is there (extra ``lac``).

    They are small: threads wait for each other longer than they reckon, and many times longer when
    the cores have other work. The environment does the same: OPENBLAS_NUM_THREADS=1.
    """
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return nullcontext
    return partial(ThreadpoolController().limit, limits=1, user_api="blas")


def _ids(file: Traversable) -> Index:
    """The number of each code point in the network's table of characters, after folding."""
    listed = {char: int(number) for number, char in table(file)}
    found = np.full(sys.maxunicode + 1, listed["OOV"])
    for char, number in listed.items():
        if len(char) == 1:
            found[ord(char)] = number
    plane = "".join(map(chr, range(0x10000)))
    for code, char in enumerate(fold(plane).translate(_MARKS)):
        found[code] = found[ord(char)]
    return found


def _batches(lengths: Index) -> Iterator[Index]:
    """The pieces, longest first, in groups of about _BATCH characters; empty ones left out."""
    order = np.argsort(-lengths, kind="stable")[: np.count_nonzero(lengths)]
    groups = np.cumsum(lengths[order]) // _BATCH
    return iter(np.split(order, np.flatnonzero(np.diff(groups)) + 1)) if len(order) else iter(())


def spans(entities: Array) -> Iterator[tuple[int, int, NameLabel]]:
    """The names in what ``Tagger.entities`` gives for a text: characters likelier in one than not."""
    kinds = entities.argmax(axis=1)
    labels = tuple(LABELS.values())
    start, last, kind = 0, -1, -1
    for i in np.flatnonzero(entities.sum(axis=1) > 0.5).tolist():
        now, goes_on = divmod(int(kinds[i]), 2)
        if kind >= 0 and not (i == last + 1 and goes_on and now == kind):
            yield start, last + 1, labels[kind]
            kind = -1
        if kind < 0:
            start, kind = i, now
        last = i
    if kind >= 0:
        yield start, last + 1, labels[kind]


@cache
def default_tagger() -> Tagger:
    """The tagger, read once a process."""
    return Tagger()
