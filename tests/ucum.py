"""A reader of the UCUM codes that the lexicons use: code → exact SI value and dimensions.

Written after the UCUM specification (case-sensitive symbols): an expression is components joined by
``.`` and ``/``, read left to right; a component is an atom with an optional metric prefix and an
optional exponent, a number, or an annotation in braces.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

PREFIXES = {
    "Ki": Fraction(2**10), "Mi": Fraction(2**20), "Gi": Fraction(2**30),
    "Z": Fraction(10**21), "E": Fraction(10**18), "P": Fraction(10**15), "T": Fraction(10**12), "G": Fraction(10**9), "M": Fraction(10**6),
    "k": Fraction(1000), "h": Fraction(100), "d": Fraction(1, 10), "c": Fraction(1, 100), "m": Fraction(1, 1000), "u": Fraction(1, 10**6),
    "n": Fraction(1, 10**9), "p": Fraction(1, 10**12),
}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """An exact value in SI base units (gram counted as 1/1000 kg) with its dimensions."""

    value: Fraction
    dimensions: tuple[tuple[str, int], ...]


def _m(value: Fraction | int, **dims: int) -> Measure:
    return Measure(Fraction(value), tuple(sorted(dims.items())))


INCH, POUND, G0 = Fraction(254, 10000), Fraction("0.45359237"), Fraction("9.80665")
FOOT, GALLON = INCH * 12, 231 * INCH**3
NEWTON = {"kg": 1, "m": 1, "s": -2}
PASCAL = {"kg": 1, "m": -1, "s": -2}
JOULE = {"kg": 1, "m": 2, "s": -2}
WATT = {"kg": 1, "m": 2, "s": -3}
VOLT = {"kg": 1, "m": 2, "s": -3, "A": -1}
GRAY = {"m": 2, "s": -2}

#: Atoms that take metric prefixes.
METRIC = {
    "m": _m(1, m=1), "s": _m(1, s=1), "g": _m(Fraction(1, 1000), kg=1), "K": _m(1, K=1), "A": _m(1, A=1),
    "cd": _m(1, cd=1), "mol": _m(Fraction(1), mol=1), "Cel": _m(1, K=1), "L": _m(Fraction(1, 1000), m=3),
    "ar": _m(100, m=2), "t": _m(1000, kg=1), "J": _m(1, **JOULE), "W": _m(1, **WATT),
    "Pa": _m(1, **PASCAL), "bar": _m(10**5, **PASCAL), "N": _m(1, **NEWTON), "gf": _m(G0 / 1000, **NEWTON),
    "V": _m(1, **VOLT), "Ohm": _m(1, kg=1, m=2, s=-3, A=-2), "F": _m(1, kg=-1, m=-2, s=4, A=2),
    "H": _m(1, kg=1, m=2, s=-2, A=-2), "C": _m(1, A=1, s=1), "T": _m(1, kg=1, s=-2, A=-1),
    "G": _m(Fraction(1, 10**4), kg=1, s=-2, A=-1), "Hz": _m(1, s=-1), "lm": _m(1, cd=1), "lx": _m(1, cd=1, m=-2),
    "Bq": _m(1, s=-1), "Ci": _m(37 * 10**9, s=-1), "Sv": _m(1, **GRAY), "Gy": _m(1, **GRAY),
    "REM": _m(Fraction(1, 100), **GRAY), "RAD": _m(Fraction(1, 100), **GRAY), "R": _m(Fraction("0.000258"), kg=-1, A=1, s=1),
    "cal": _m(Fraction("4.184"), **JOULE), "eV": _m(Fraction("1.602176634") / 10**19, **JOULE), "bit": _m(1, bit=1),
    "By": _m(8, bit=1), "m[Hg]": _m(Fraction("133322.387415"), **PASCAL), "m[H2O]": _m(Fraction("9806.65"), **PASCAL),
    "B": _m(10, dB=1), "rad": _m(1, rad=1), "pc": _m(30856775814913673, m=1), "tex": _m(Fraction(1, 10**6), kg=1, m=-1),
    "[iU]": _m(1, iU=1), "[pH]": _m(1, pH=1),
}  # fmt: skip
#: Atoms that take none.
PLAIN = {
    "%": _m(Fraction(1, 100)), "[ppth]": _m(Fraction(1, 1000)), "[ppm]": _m(Fraction(1, 10**6)), "[ppb]": _m(Fraction(1, 10**9)),
    "min": _m(60, s=1), "h": _m(3600, s=1), "d": _m(86400, s=1), "wk": _m(604800, s=1),
    "mo": _m(1, mo=1), "a": _m(1, a=1), "[nmi_i]": _m(1852, m=1), "[kn_i]": _m(Fraction(1852, 3600), m=1, s=-1),
    "[mi_i]": _m(FOOT * 5280, m=1), "[ft_i]": _m(FOOT, m=1), "[in_i]": _m(INCH, m=1),
    "[yd_i]": _m(FOOT * 3, m=1), "[fth_i]": _m(FOOT * 6, m=1), "[mil_i]": _m(INCH / 1000, m=1), "[fur_i]": _m(FOOT * 660, m=1),
    "[gil_us]": _m(GALLON / 32, m=3), "[pk_us]": _m(Fraction("2150.42") * INCH**3 / 4, m=3),
    "[dr_av]": _m(POUND / 256, kg=1), "[gr]": _m(POUND / 7000, kg=1), "[lcwt_av]": _m(POUND * 112, kg=1),
    "[scwt_av]": _m(POUND * 100, kg=1), "[HP]": _m(550 * FOOT * POUND * G0, **WATT),
    "[ly]": _m(Fraction(299792458) * 31557600, m=1), "AU": _m(149597870700, m=1), "Ao": _m(Fraction(1, 10**10), m=1),
    "[gal_us]": _m(GALLON, m=3), "[gal_br]": _m(Fraction("0.00454609"), m=3), "[bbl_us]": _m(GALLON * 42, m=3),
    "[bu_us]": _m(Fraction("2150.42") * INCH**3, m=3), "[pt_us]": _m(GALLON / 8, m=3),
    "[qt_us]": _m(GALLON / 4, m=3), "[foz_us]": _m(GALLON / 128, m=3), "[tsp_m]": _m(Fraction(1, 200000), m=3), "[tbs_m]": _m(Fraction(3, 200000), m=3), "[car_m]": _m(Fraction(1, 5000), kg=1),
    "[lb_av]": _m(POUND, kg=1), "[oz_av]": _m(POUND / 16, kg=1), "[oz_tr]": _m(POUND * 480 / 7000, kg=1),
    "[stone_av]": _m(POUND * 14, kg=1), "[ston_av]": _m(POUND * 2000, kg=1), "[lton_av]": _m(POUND * 2240, kg=1),
    "[degF]": _m(Fraction(5, 9), K=1), "[Btu_IT]": _m(Fraction("1055.05585262"), **JOULE), "atm": _m(101325, **PASCAL),
    "[psi]": _m(POUND * G0 / INCH**2, **PASCAL), "deg": _m(1, deg=1), "'": _m(Fraction(1, 60), deg=1),
    "''": _m(Fraction(1, 3600), deg=1), "[diop]": _m(1, m=-1), "[den]": _m(Fraction(1, 9 * 10**6), kg=1, m=-1),
}  # fmt: skip

_COMPONENT = re.compile(
    r"(?P<body>\{[\x21-\x7e]*\}|[A-Za-z%'\[][A-Za-z%'_]*(?:\[?[A-Za-z0-9_]+\])?|\d+)(?P<exponent>-?\d+)?"
)


def _atom(body: str) -> Measure:
    """The measure of an atom with an optional prefix. Raises ValueError for an unknown one."""
    if body in PLAIN or body in METRIC:
        return PLAIN.get(body) or METRIC[body]
    if body.startswith("{"):
        return _m(1)
    if body.isdigit():
        return _m(int(body))
    for size in (2, 1):
        if body[:size] in PREFIXES and body[size:] in METRIC:
            rest = METRIC[body[size:]]
            return Measure(PREFIXES[body[:size]] * rest.value, rest.dimensions)
    raise ValueError(f"no UCUM atom {body!r}")


def read(code: str) -> Measure:
    """The measure that the UCUM expression ``code`` stands for. Raises ValueError when it is none."""
    if code == "1":
        return _m(1)
    value, dimensions = Fraction(1), Counter[str]()
    for sign, part in re.findall(r"([./]?)([^./]+)", code):
        found = _COMPONENT.fullmatch(part)
        if found is None:
            raise ValueError(f"no UCUM component {part!r} in {code!r}")
        power = int(found["exponent"] or 1) * (-1 if sign == "/" else 1)
        atom = _atom(found["body"])
        value *= atom.value**power
        for name, exponent in atom.dimensions:
            dimensions[name] += exponent * power
    return Measure(value, tuple(sorted((n, e) for n, e in dimensions.items() if e)))
