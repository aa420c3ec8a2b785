"""The parameter files of a Paddle model, and the tables beside them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def tensor(file: Traversable) -> Array:
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


def table(file: Traversable) -> Iterator[tuple[str, str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        number, tab, value = line.partition("\t")
        if tab:
            yield number, value
