"""jieba's own neural tagger, read straight from the installed package, without Paddle.

jieba 0.42.1 ships the weights of Baidu's LAC (small): character embedding, two bidirectional GRU
layers, a linear layer to 57 tags (word segmentation × part of speech, and PER LOC ORG TIME), and a
linear-chain CRF. jieba itself can run it only through a Paddle release that Python ≥ 3.8 cannot
install. The parameter files are plain tensors, so numpy is enough; nothing is copied or downloaded.

Jiao, Sun and Sun (2018), "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from pipeline.fold import fold

Array = NDArray[np.float32]

#: LAC's entity tags and the OntoNotes label each is read as.
LABELS = {"PER": "PERSON", "LOC": "GPE", "ORG": "ORG"}

#: Characters of one batch, padding included: bounds memory whatever the sentences are.
_BATCH = 1 << 13
#: Longer pieces are cut: the CRF's memory is linear in length, and no sentence of news is longer.
_LONGEST = 512


def _tensor(file: Traversable) -> Array:
    """A Paddle LoDTensor: version, level-of-detail table, tensor version, protobuf header, data."""
    data = file.read_bytes()
    (levels,) = struct.unpack_from("<Q", data, 4)
    at = 12
    for _ in range(levels):
        (size,) = struct.unpack_from("<Q", data, at)
        at += 8 + size
    (header,) = struct.unpack_from("<i", data, at + 4)
    dims = _dims(data[at + 8 : at + 8 + header])
    values = np.frombuffer(data, dtype="<f4", offset=at + 8 + header)
    return values.reshape(dims).astype(np.float32)


def _dims(header: bytes) -> list[int]:
    """The shape in a VarType.TensorDesc message: field 1 the element type, field 2 the sizes."""
    dims, at = [], 0
    while at < len(header):
        field, value, at = header[at] >> 3, 0, at + 1
        for shift in range(0, 64, 7):
            value |= (header[at] & 0x7F) << shift
            at += 1
            if not header[at - 1] & 0x80:
                break
        if field == 2:
            dims.append(value)
    return dims


class Tagger:
    """The network: text → one tag a character, such as ``ORG-B`` or ``v-I``."""

    def __init__(self) -> None:
        folder = files("jieba").joinpath("lac_small")
        weights = folder.joinpath("model_baseline")
        self._ids = {char: int(i) for i, char in _table(folder.joinpath("word.dic"))}
        self.tags = [tag for _, tag in _table(folder.joinpath("tag.dic"))]

        def load(name: str) -> Array:
            return _tensor(weights.joinpath(name))

        self._embedding = load("word_emb")
        self._layers = [_Layer(load, (2 * n, 2 * n + 1)) for n in (0, 1)]
        self._out = load("fc_4.w_0"), load("fc_4.b_0").ravel()
        crf = load("crfw")
        self._start, self._stop = crf[0], crf[1]
        self._transition = np.ascontiguousarray(crf[2:].T)

    def names(self, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
        """The people, places and organisations of each text: (start, end, OntoNotes label).

        >>> default_tagger().names(["兰州市总工会主席王兆国。"])
        [[(0, 6, 'ORG'), (8, 11, 'PERSON')]]
        """
        return [list(_spans([self.tags[t] for t in row])) for row in self.tag_ids(texts)]

    def tag_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The index in ``tags`` of each character's tag, for each text."""
        pieces = [
            (i, text[at : at + _LONGEST])
            for i, text in enumerate(map(fold, texts))
            for at in range(0, len(text), _LONGEST)
        ]
        tagged: list[list[int]] = [[] for _ in pieces]
        for batch in _batches([len(piece) for _, piece in pieces]):
            paths = self._tag([pieces[k][1] for k in batch])
            for k, path in zip(batch, paths, strict=True):
                tagged[k] = path
        rows: list[list[int]] = [[] for _ in texts]
        for (i, _), path in zip(pieces, tagged, strict=True):
            rows[i] += path
        return rows

    def _tag(self, texts: list[str]) -> list[list[int]]:
        """The best tags of a batch; every array is (steps, batch, …), so that steps are contiguous."""
        lengths = np.array([len(text) for text in texts])
        width = int(lengths.max())
        unknown, get = self._ids["OOV"], self._ids.get
        ids = np.full((len(texts), width), unknown)
        for row, text in zip(ids, texts, strict=True):
            row[: len(text)] = [get(char, unknown) for char in text]
        steps = np.arange(width)[:, None]
        # Each sequence turned round within its own length: its own inverse.
        turn = np.where(steps < lengths, lengths - 1 - steps, steps)
        # A batch repeats its characters, so the first layer projects each of them once.
        distinct, where = np.unique(ids.T, return_inverse=True)
        where = where.reshape(ids.T.shape)
        first, second = self._layers
        forward, backward = first.project(self._embedding[distinct])
        hidden = first.run(forward[where], _turned(backward[where], turn), turn)
        forward, backward = second.project(hidden)
        hidden = second.run(forward, _turned(backward, turn), turn)
        weight, bias = self._out
        return self._viterbi(hidden @ weight + bias, lengths)

    def _viterbi(self, emission: Array, lengths: NDArray[np.int64]) -> list[list[int]]:
        """The best path of each sequence under the CRF."""
        width, count, tags = emission.shape
        back = np.empty((width, count, tags), dtype=np.int8)
        score = emission[0] + self._start
        final = score.copy()
        for t in range(1, width):
            # Previous tags last, where argmax and max run along contiguous memory.
            options = score[:, None, :] + self._transition
            back[t] = options.argmax(axis=2)
            score = options.max(axis=2) + emission[t]
            ending = lengths > t
            final[ending] = score[ending]
        best = (final + self._stop).argmax(axis=1)
        paths = np.empty((width, count), dtype=np.int64)
        rows = np.arange(count)
        for t in range(width - 1, -1, -1):
            paths[t] = best
            inside = (lengths > t) & (t > 0)
            best = np.where(inside, back[t, rows, best], best)
        return [paths[:n, k].tolist() for k, n in enumerate(lengths.tolist())]


class _Layer:
    """A bidirectional GRU layer, both directions in one batched product a step."""

    def __init__(self, load: Callable[[str], Array], names: tuple[int, int]) -> None:
        self.weight = [load(f"fc_{n}.w_0") for n in names]
        self.bias = [load(f"fc_{n}.b_0").ravel() + load(f"gru_{n}.b_0").ravel() for n in names]
        recurrent = [load(f"gru_{n}.w_0").ravel() for n in names]
        self.size = size = self.bias[0].size // 3
        # Paddle keeps the D×2D gates (update, reset) first and then the D×D candidate.
        gates, rest = 2 * size * size, size * size
        self.gates = np.stack([r[:gates].reshape(size, 2 * size) for r in recurrent])
        self.candidate = np.stack([r[gates : gates + rest].reshape(size, size) for r in recurrent])

    def project(self, x: Array) -> tuple[Array, Array]:
        """What ``x`` feeds the forward and the backward pass."""
        forward, backward = (x @ w + b for w, b in zip(self.weight, self.bias, strict=True))
        return forward, backward

    def run(self, forward: Array, backward: Array, turn: NDArray[np.int64]) -> Array:
        """The states of both passes side by side; ``backward`` comes turned round."""
        size = self.size
        width, count, _ = forward.shape
        out = np.empty((width, 2, count, size), dtype=np.float32)
        state = np.zeros((2, count, size), dtype=np.float32)
        for t in range(width):
            fed = np.stack((forward[t], backward[t]))
            gate = fed[:, :, : 2 * size] + state @ self.gates
            # The logistic function through tanh, which numpy vectorises.
            gate = np.tanh(gate * np.float32(0.5)) * np.float32(0.5) + np.float32(0.5)
            update, reset = gate[:, :, :size], gate[:, :, size:]
            fresh = np.tanh(fed[:, :, 2 * size :] + (reset * state) @ self.candidate)
            state = state + update * (fresh - state)
            out[t] = state
        return np.concatenate([out[:, 0], _turned(out[:, 1], turn)], axis=2)


def _turned(x: Array, turn: NDArray[np.int64]) -> Array:
    """``x`` with each sequence of the batch in the order of ``turn``."""
    turned: Array = x[turn, np.arange(turn.shape[1])]
    return turned


def _table(file: Traversable) -> Iterator[tuple[str, str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        number, tab, value = line.partition("\t")
        if tab:
            yield number, value


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in groups of like length, so that little is padding; each holds at most _BATCH."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[i] > _BATCH:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        name, _, place = tag.partition("-")
        if kind and not (name == kind and place == "I"):
            yield start, i, LABELS[kind]
            kind = ""
        if not kind and name in LABELS:
            start, kind = i, name


@cache
def default_tagger() -> Tagger:
    """The tagger, read once a process."""
    return Tagger()
