"""A place among the atoms of a run, and what can be read there whatever the expression."""

from __future__ import annotations

from pipeline.extractors.times.atoms import Atom
from pipeline.extractors.times.joints import finer, is_nights
from pipeline.extractors.times.lengths import Length, read_length

#: Words after a time that belong to it; the rest only bounds a length.
OPENERS = frozenset(
    "以来 来 起 以前 之前 前 以后 之后 后 及以前 及之前 或以前 或之前 及以后 及之后 或之后 "
    "期间 间 之间 左右 前后 上下 许 当天 当日 当晚 前夕 前夜 内 以内 之内 至今 为止 里".split()
)

#: What bounds a length: 三年以上, but 3月8日|以上.
_AFTER_LENGTH = OPENERS - {"期间", "至今", "起"} | {"以上", "以下", "及以上", "及以下", "有余"}

#: What ``peek`` gives past the end.
_NOTHING = Atom("", "", -1, -1)


class Cursor:
    """Reads atoms left to right from ``at``; each production takes what it can."""

    def __init__(self, atoms: tuple[Atom, ...]) -> None:
        self.atoms = atoms
        self.at = 0

    def peek(self, offset: int = 0) -> Atom:
        """The atom ``offset`` places on, without taking it."""
        i = self.at + offset
        return self.atoms[i] if i < len(self.atoms) else _NOTHING

    def blank(self) -> None:
        """Skip blanks."""
        while self.peek().kind == "joint" and not self.peek().text.strip():
            self.at += 1

    def joint(self) -> int:
        """How many atoms of glue (a blank, 的) stand before the next piece."""
        atom = self.peek()
        return 1 if atom.kind == "joint" and atom.text not in ("零", "又") and self.at else 0

    def length(self) -> tuple[Length | None, int]:
        """A length of time and where it ends, its parts from coarse to fine (一年零三个月)."""
        atom = self.peek()
        if atom.kind not in ("dur", "month", "day", "head"):
            return None, -1
        length = read_length(atom.text)
        if length is None:
            return None, -1
        self.at += 1
        end = atom.end
        while True:
            if is_nights(self.peek()) and length.unit == "D":  # 6天5晚
                end = self.peek().end
                self.at += 1
                continue
            skip = 1 if self.peek().text in ("零", "又") or not self.peek().text.strip() else 0
            following = self.peek(skip)
            more = finer(following)
            coarser = more is not None and not more.follows(length) and self.peek().text != "又"
            if more is None or coarser or not length.takes(more):
                return length, end
            self.at += skip + 1
            length, end = length.plus(more), following.end

    def after(self) -> Atom | None:
        """The word that bounds a length (内, 以来, 后), if one follows."""
        atom = self.peek()
        if atom.kind == "edge" and atom.text in ("年内", "月内"):
            return None
        if atom.kind == "post" and atom.text in _AFTER_LENGTH:
            self.at += 1
            return atom
        return None
