"""The divisions of China with their GB/T 2260 codes, and reading a chain of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from pipeline.lexicon import columns

Level = Literal["province", "prefecture", "county"]
_DEPTH: dict[str, int] = {"province": 1, "prefecture": 2, "county": 3}
_MUNICIPALITIES = ("11", "12", "31", "50")
#: The special regions are their own city, as addresses write them.
_OWN_CITY = {"81": "香港", "82": "澳门"}


class Division(NamedTuple):
    """A province, prefecture or county; ``code`` is the one that holds today, ``name`` may be former."""

    name: str
    short: str
    level: Level
    code: str
    current: bool

    @property
    def depth(self) -> int:
        """1 for a province, 2 for a prefecture, 3 for a county."""
        return _DEPTH[self.level]

    def holds(self, other: Division) -> bool:
        """Whether ``other`` lies in this division, as far as the codes tell.

        A division that is gone is compared by its province only: its counties may have been shared out.
        """
        if self.depth >= other.depth or self.code[:2] != other.code[:2]:
            return False
        exact = self.level == "prefecture" and self.current and self.code[:2] not in ("71",)
        return not exact or self.code[:4] == other.code[:4] or not other.current


def _rank(d: Division) -> tuple[int, bool]:
    return d.depth, not d.current


class Gazetteer:
    """Look-up of divisions by full and short name, and of what a code stands for."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self.by_full: dict[str, list[Division]] = {}
        self.by_short: dict[str, list[Division]] = {}
        self.by_code: dict[str, Division] = {}
        for d in divisions:
            self.by_full.setdefault(d.name, []).append(d)
            self.by_short.setdefault(d.short, []).append(d)
            if d.name[-3:] in ("自治州", "自治县", "自治旗") and not d.name.startswith(
                d.short + d.name[-1]
            ):
                self.by_short.setdefault(d.short + d.name[-1], []).append(d)  # 临夏州, 积石山县
            if d.current:
                self.by_code.setdefault(d.code, d)
        self._found = {
            name: sorted(found, key=_rank) if len(found) > 1 else found
            for name, found in self.by_short.items()
        }
        self._found.update(self.by_full)
        #: The lengths of names by their first two characters, longest first.
        self._sizes: dict[str, list[int]] = {}
        for name in sorted(self._found, key=len, reverse=True):
            sizes = self._sizes.setdefault(name[:2], [])
            if len(name) not in sizes:
                sizes.append(len(name))

    def find(self, name: str) -> list[Division]:
        """The divisions called ``name``, in full or in short; the higher and the current ones first."""
        return self._found.get(name, [])

    def head(self, text: str, start: int = 0) -> str:
        """The longest name of a division that ``text`` has at ``start``, else ''."""
        for size in self._sizes.get(text[start : start + 2], ()):
            name = text[start : start + size]
            if name in self._found:
                return name
        return ""

    def chain(self, text: str, start: int = 0) -> tuple[list[list[Division]], int]:
        """Read divisions from ``start``, each inside the one before it.

        Returns, for each name read, the divisions it may stand for, and the offset after the last.
        """
        read: list[list[Division]] = []
        while name := self.head(text, start):
            found = self.find(name)
            if read:
                pairs = [(a, b) for a in read[-1] for b in found if a.holds(b)]
                if not pairs:
                    break
                read[-1] = [a for a in read[-1] if any(a is p for p, _ in pairs)]
                found = [b for b in found if any(b is q for _, q in pairs)]
            read.append(found)
            start += len(name)
        return read, start

    def parents(self, d: Division) -> tuple[Division | None, Division | None]:
        """The province and the prefecture that ``d`` lies in today."""
        province = self.by_code.get(d.code[:2] + "0000")
        prefecture = self.by_code.get(d.code[:4] + "00") if d.depth > 1 else None
        return province, None if prefecture is province else prefecture


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the package, read once a process."""
    found = columns("places_cn")
    current = map("current".__eq__, found["since"])
    cells = (found["name"], found["short"], found["level"], found["code"], current)
    return Gazetteer(map(Division, *cells))  # type: ignore[arg-type]  # a table holds str; test_names checks the levels


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text lies: full names of today, empty where the text does not say; ``rest`` is unread."""

    province: str = ""
    city: str = ""
    county: str = ""
    adcode: str = ""
    rest: str = ""


def resolve_place(text: str, context: Iterable[str] = ()) -> Place:
    """The province, city and county that ``text`` begins with.

    ``context`` holds GB/T 2260 codes of places named near by, which decide between divisions of one
    name. Former names resolve to what they are today; where several divisions are left, only what
    they agree on is filled.

    >>> resolve_place("榆中县新营乡")
    Place(province='甘肃省', city='兰州市', county='榆中县', adcode='620123', rest='新营乡')
    >>> resolve_place("西湖区").province, resolve_place("西湖区", ["330000"]).city
    ('', '杭州市')
    """
    book = gazetteer()
    read, end = book.chain(text)
    if not read:
        return Place(rest=text)
    meant = choose(read[-1], heads_of(context), text[:end])
    if len(meant) == 1:
        return _place(book, meant[0], text[end:])
    same = {d.name for d in meant}
    county = same.pop() if len(same) == 1 and meant[0].depth == 3 else ""
    codes = {d.code[:2] for d in meant}
    province = book.by_code[codes.pop() + "0000"].name if len(codes) == 1 else ""
    return Place(province=province, county=county, rest=text[end:])


def heads_of(codes: Iterable[str]) -> frozenset[str]:
    """The prefectures (four digits) and provinces (two) that ``codes`` lie in."""
    heads = set()
    for code in codes:
        heads.add(code[:2])
        if code[2:4] != "00":
            heads.add(code[:4])
    return frozenset(heads)


def choose(found: list[Division], heads: frozenset[str], name: str) -> list[Division]:
    """Those of ``found`` that ``name`` means where ``heads`` (prefectures, provinces) are spoken of.

    A short name means the highest division that has it; of divisions of one level the near ones count.
    """
    found = [d for d in found if d.current] or found
    if name == found[0].short and name != found[0].name:
        top = min(d.depth for d in found)
        found = [d for d in found if d.depth == top]
    for size in (4, 2):
        near = [d for d in found if d.code[:size] in heads]
        if near and len(near) < len(found):
            found = near
            break
    if len(found) > 1:
        top = min(d.depth for d in found)
        found = [d for d in found if d.depth == top]
    return list({d.code: d for d in found}.values())


def _place(book: Gazetteer, d: Division, rest: str) -> Place:
    now = book.by_code.get(d.code, d)
    province, prefecture = book.parents(d)
    head = d.code[:2]
    city = prefecture.name if prefecture else ""
    if head in _MUNICIPALITIES and province:
        city = province.name
    city = _OWN_CITY.get(head, city)
    if d.code == "710000" and d.level == "prefecture":
        city, now = d.name, d
    county = (
        (d.name if d.code in ("710000", "810000", "820000") else now.name) if d.depth == 3 else ""
    )
    if now.depth < 3 and d.depth == 3 and d.code[:2] not in ("71", "81", "82"):
        county = ""
    return Place(province.name if province else "", city, county, d.code, rest)
