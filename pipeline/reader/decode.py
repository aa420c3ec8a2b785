"""Bytes → text and the name of its encoding.

In order: a byte order mark, strict UTF-8, then whichever of GB18030, Big5 and UTF-16 without a mark
makes the most sense. Decoding without an error proves nothing: Big5 text decodes as GB18030, and
any even number of bytes nearly always as UTF-16, into rare characters. So each candidate is scored
by its share of common characters. charset-normalizer is asked only when none of them will do.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from pipeline.fold import fold
from pipeline.lexicon import columns
from pipeline.reader.errors import RefusedError

#: Byte order marks, longest first (the UTF-32 mark begins with the UTF-16 one). These codecs take
#: the mark off.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MULTIBYTE = ("gb18030", "big5", "cp950", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be")
#: Bytes looked at to choose: enough to be sure, little enough to be quick.
SAMPLE = 1 << 16
#: Below this share of familiar characters a decoding is nonsense. News scores about 0.9, the same
#: bytes under a wrong encoding below 0.3.
_SENSE = 0.5
#: Above this share of control characters it is no text that somebody wrote.
_CONTROL_SHARE = 0.05
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, encoding: str | None = None, hint: str = "") -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding; line ends and spaces stay as they are.

    ``encoding`` overrides all detection; ``hint`` (what a page says of itself) is believed when
    the bytes obey it. Raises RefusedError: ``undecodable`` or ``binary``.

    >>> decode("中国经济".encode("gb18030"))
    ('中国经济', 'gb18030')
    """
    name = encoding or choose(data, hint)
    try:
        text = data.decode(name)
    except LookupError:
        raise RefusedError("undecodable", f"no encoding is called {name!r}") from None
    except UnicodeDecodeError as error:
        raise RefusedError(
            "undecodable", f"not {name} at byte {error.start}: {error.reason}"
        ) from None
    if "\x00" in text:
        raise RefusedError("binary", f"binary data: NUL at character {text.index(chr(0))}")
    head = text[:SAMPLE]
    if len(_CONTROL.findall(head)) > len(head) * _CONTROL_SHARE:
        raise RefusedError("binary", "binary data: control characters")
    return text, name


def choose(data: bytes, hint: str = "", *, whole: bool = True) -> str:
    """The name of the encoding of ``data``; when not ``whole``, its end may be cut in a character.

    Raises RefusedError when the bytes make sense in none.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    nul = b"\x00" in data[:SAMPLE]
    if not nul and hint and _decodes(data, hint, whole):
        return hint
    if not nul and _decodes(data, "utf-8", whole):
        return "utf-8"
    best = _best(data, _WIDE if nul else _MULTIBYTE + _WIDE, whole)
    if best:
        return best
    if nul:
        raise RefusedError("binary", f"binary data: NUL at byte {data.index(0)}")
    return _last_resort(data)


def _decodes(data: bytes, encoding: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, whole)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _best(data: bytes, candidates: tuple[str, ...], whole: bool) -> str:
    """The candidate whose decoding of a sample is the most familiar and whose whole is strict."""
    sample = data[:SAMPLE]
    cut = not whole or len(sample) < len(data)
    scored: list[tuple[float, str]] = []
    for name in candidates:
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample, not cut)
        except UnicodeDecodeError:
            continue
        if text:
            scored.append((familiarity(text), name))
    scored.sort(key=lambda pair: -pair[0])  # stable: the first named wins a tie
    for score, name in scored:
        if score >= _SENSE and (len(sample) == len(data) or _decodes(data, name, whole)):
            return name
    return ""


def _last_resort(data: bytes) -> str:
    """What charset-normalizer says, where its answer makes sense to us."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        guess = None
    else:
        guess = from_bytes(data[:SAMPLE]).best()
    if guess is not None and familiarity(str(guess)) >= _SENSE:
        return str(guess.encoding)
    raise RefusedError("undecodable", "not text in any of UTF-8, GB18030, Big5, UTF-16")


@cache
def _weights() -> dict[int, int | None]:
    """A translate table that drops what Chinese text is made of, and ASCII, which tells nothing."""
    common = "".join(columns("common_characters")["character"])
    marks = "　、。〈〉《》「」『』【】〔〕，．：；！？（）％—…‘’“”·○〇￥"
    ascii_and_spaces = "".join(map(chr, (*range(0x20, 0x7F), 9, 10, 13)))
    return dict.fromkeys(map(ord, common + marks + ascii_and_spaces))


def familiarity(text: str) -> float:
    """The share of familiar characters among those beyond ASCII, in [0, 1].

    Text of ASCII alone scores 1, as long as it has no control characters.

    >>> familiarity("我们的国家"), familiarity("扂蠅腔踢")
    (1.0, 0.0)
    """
    folded = fold(text.replace("\xa0", " "))
    strange = len(folded.translate(_weights()))
    beyond = sum(map("\x7f".__lt__, folded)) + len(_CONTROL.findall(folded))
    return 1.0 if not beyond else max(0.0, 1.0 - strange / beyond)
