"""Where sentences end.

One scan stops only at the characters that may matter; what stands there decides:

- a line end ends a sentence;
- so do 。！？ and an ellipsis, with the marks and closing quotes and brackets after them, unless a
  comma or the like follows (``“好。”，他说``);
- nothing inside a short quotation or bracket does (``“中国梦。劳动美”演讲活动``), but its end may;
- an ASCII full stop does after a percent sign or a closing mark (``85.07%.厂务公开``), and after any
  Chinese character in a text that has no other full stop; never in figures or names (``3.5``).

Every character that is not blank lies in exactly one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.layout.blanks import BLANK
from pipeline.lazy import lazy
from pipeline.model import RegionKind, Sentence

_HAN = "\u3400-\u9fff"
_LINE_ENDS = "[\n\r\u2028\u2029]"
_STOPS = "[。！？!?…⋯]"
_CLOSERS = r"[”’」』）)》〉】］\]]"
_STRAIGHT = '"＂'
_GOES_ON = "，、；：,;:"

_LEADING = re.compile(rf"[{BLANK}]*")
_TRAILING = lazy(rf"[{BLANK}]")
_LINE_OF_ASCII_STOP = lazy(rf"[{_HAN}][.．][”\"]?[ \t]*(?:[\r\n]|\Z)")

# In a text whose lines are wrapped, only a blank line or an indented one starts anew.
_LINE_END = {
    False: rf"(?<={_LINE_ENDS}) () [{BLANK}]*+",
    True: rf"(?<={_LINE_ENDS}) () (?: [ \t\u3000\xa0]*+ {_LINE_ENDS} [{BLANK}]*+ | [ \t\u3000\xa0]{{2,}}+ )",
}


@cache
def _boundaries(ascii_stops: bool, wrapped: bool) -> re.Pattern[str]:
    """What may end a sentence. A match has a group, at the sentence's end, only where one does;
    without a group it is a stretch to pass over. Quantifiers are bounded or possessive, so the
    scan is linear in any text."""
    before_ascii_stop = f"[%％‰℃”’」』）)》】{_HAN if ascii_stops else ''}]"
    return re.compile(
        rf"""[\n\r\u2028\u2029。！？!?…⋯.．“「『（(] (?:  # the gate: a set, which the scan is fastest at
            {_LINE_END[wrapped]}
          | (?<=[。！？]) {_STOPS}*+ {_CLOSERS}*+ (?![{_GOES_ON}]) () [{BLANK}]*+
          | (?<=[!?]) {_STOPS}*+ {_CLOSERS}*+ (?![{_GOES_ON}A-Za-z0-9/=&_]) () [{BLANK}]*+
          | (?<=[…⋯]) […⋯] {_STOPS}*+ {_CLOSERS}*+ (?![{_GOES_ON}]) () [{BLANK}]*+
          | (?<=\.) \.{{2,}}+ {_CLOSERS}*+ (?![{_GOES_ON}\w]) () [{BLANK}]*+
          | (?<={before_ascii_stop}[.．]) {_CLOSERS}*+ (?=[{_HAN}“「『《（(\s]|\Z) () [{BLANK}]*+
          | (?: (?<=“) [^“”\n\r]{{1,20}}+ ” | (?<=「) [^「」\n\r]{{1,20}}+ 」
              | (?<=『) [^『』\n\r]{{1,20}}+ 』 | (?<=[（(]) [^（()）\n\r]{{1,40}}+ [）)] )
            (?: (?<={_STOPS}[”」』）)]) {_CLOSERS}*+ (?![{_GOES_ON}]) () [{BLANK}]*+ )?+
        )""",
        re.VERBOSE,
    )


def boundaries(text: str, *, wrapped: bool = False) -> re.Pattern[str]:
    """The pattern of sentence ends that suits ``text``; ``wrapped`` when its lines were broken at
    a fixed width."""
    ascii_stops = "。" not in text and _LINE_OF_ASCII_STOP.search(text) is not None
    return _boundaries(ascii_stops, wrapped)


def split(
    text: str, start: int, end: int, region: RegionKind, ends: re.Pattern[str]
) -> Iterator[Sentence]:
    """The sentences of ``text[start:end]``, none blank, each without the blanks around it.

    >>> text = "覆盖率85.07%.厂务公开。“好！”，他说。"
    >>> [text[s.start:s.end] for s in split(text, 0, len(text), "body", boundaries(text))]
    ['覆盖率85.07%.', '厂务公开。', '“好！”，他说。']
    """
    begin = _skip(text, start, end)
    counted, quotes = begin, 0  # straight quotes since the sentence began
    for found in ends.finditer(text, begin, end):
        kind = found.lastindex
        if kind is None:
            continue
        stop, following = found.end(kind), found.end()
        if stop < end and text[stop] in _STRAIGHT:
            quotes += text.count('"', counted, stop) + text.count("＂", counted, stop)
            counted = stop
            if quotes % 2:  # it closes what was opened before
                stop += 1
                if stop < end and text[stop] in _GOES_ON:
                    continue
                following = _skip(text, stop, end)
        elif kind == 1:  # a line end
            stop = _trim(text, begin, found.start())
        if stop > begin:
            yield Sentence(begin, stop, region)
        if following > begin:
            begin = counted = following
            quotes = 0
    stop = _trim(text, begin, end)
    if stop > begin:
        yield Sentence(begin, stop, region)


def _skip(text: str, start: int, end: int) -> int:
    found = _LEADING.match(text, start, end)
    return found.end() if found else start


def _trim(text: str, start: int, end: int) -> int:
    while end > start and _TRAILING.match(text[end - 1]):
        end -= 1
    return end
