"""The layers of the network, over pieces of text packed without padding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.lac.weights import Array

Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Packing:
    """Pieces of a text side by side, longest first, step by step, without padding.

    Step ``t`` holds the ``counts[t]`` pieces that are longer than ``t``, from ``offsets[t]`` on.
    ``index`` gives, for each place, the offset of its character; ``turn`` the place of the same
    piece read from its end, which is its own inverse.
    """

    counts: list[int]
    offsets: list[int]
    index: Index
    turn: Index

    @classmethod
    def of(cls, starts: Index, lengths: Index) -> Packing:
        """The packing of the pieces at ``starts``, whose ``lengths`` descend."""
        steps = np.arange(int(lengths[0]))[:, None]
        inside = steps < lengths
        counts = inside.sum(axis=1)
        offsets = np.cumsum(counts) - counts
        turned = np.where(inside, lengths - 1 - steps, 0)
        turn = offsets[turned] + np.arange(len(lengths))
        return cls(counts.tolist(), offsets.tolist(), (starts + steps)[inside], turn[inside])


class Layer:
    """A bidirectional GRU layer, both directions in one batched product a step."""

    def __init__(self, load: Callable[[str], Array], names: tuple[int, int]) -> None:
        self.weight = np.stack([load(f"fc_{n}.w_0") for n in names])
        self.bias = np.stack([load(f"fc_{n}.b_0") + load(f"gru_{n}.b_0") for n in names])
        recurrent = [load(f"gru_{n}.w_0").ravel() for n in names]
        self.size = size = self.weight.shape[2] // 3
        # Paddle keeps the D×2D gates (update, reset) first and then the D×D candidate.
        gates, rest = 2 * size * size, size * size
        self.gates = np.stack([r[:gates].reshape(size, 2 * size) for r in recurrent])
        self.candidate = np.stack([r[gates : gates + rest].reshape(size, size) for r in recurrent])

    def project(self, x: Array) -> Array:
        """What ``x`` feeds the forward and the backward pass: the first axis tells them apart."""
        projected: Array = x @ self.weight + self.bias.reshape(2, 1, -1)
        return projected

    def run(self, fed: Array, packing: Packing) -> Array:
        """The states of both passes side by side."""
        size = self.size
        fed[1] = fed[1, packing.turn]
        out = np.empty((2, fed.shape[1], size), dtype=np.float32)
        state = np.zeros((2, packing.counts[0], size), dtype=np.float32)
        half = np.float32(0.5)
        for at, n in zip(packing.offsets, packing.counts, strict=True):
            state = state[:, :n]
            gate = state @ self.gates
            gate += fed[:, at : at + n, : 2 * size]
            # The logistic function through tanh, which numpy vectorises.
            gate *= half
            np.tanh(gate, out=gate)
            gate *= half
            gate += half
            fresh = (gate[:, :, size:] * state) @ self.candidate
            fresh += fed[:, at : at + n, 2 * size :]
            np.tanh(fresh, out=fresh)
            fresh -= state
            fresh *= gate[:, :, :size]
            fresh += state
            out[:, at : at + n] = state = fresh
        return np.concatenate([out[0], out[1, packing.turn]], axis=1)


class Crf:
    """A linear-chain conditional random field; ``weights`` has the rows start, stop, then from each tag."""

    def __init__(self, weights: Array) -> None:
        factors: Array = np.exp(weights)
        self._start, self._stop, self._transition = factors[0], factors[1], factors[2:].copy()

    def marginals(self, emission: Array, packing: Packing) -> Array:
        """Forward-backward under the CRF, each step scaled to 1 so that nothing overflows."""
        local: Array = np.exp(emission - emission.max(axis=1, keepdims=True))
        forward, backward = np.empty_like(local), np.empty_like(local)
        state = local[: packing.counts[0]] * self._start
        forward[: len(state)] = state
        for at, n in zip(packing.offsets[1:], packing.counts[1:], strict=True):
            state = (state[:n] @ self._transition) * local[at : at + n]
            state /= state.sum(axis=1, keepdims=True)
            forward[at : at + n] = state
        back = self._transition.T.copy()
        inner = 0  # how many sequences go on after the step
        for at, n in zip(packing.offsets[::-1], packing.counts[::-1], strict=True):
            backward[at + inner : at + n] = self._stop
            if inner:
                after = slice(at + n, at + n + inner)
                state = (backward[after] * local[after]) @ back
                backward[at : at + inner] = state / state.sum(axis=1, keepdims=True)
            inner = n
        forward *= backward
        forward /= forward.sum(axis=1, keepdims=True)
        return forward
