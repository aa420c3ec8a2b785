"""Which line of a saved page is what: told from shape and place, hardly from words.

The body is the stretch of lines where running text outweighs what lies between it: the maximum
subsequence, as in Pasternack and Roth, "Extracting article text from the web with maximum
subsequence segmentation" (WWW 2009), over lines in place of tags. The dateline stands above it, the
title above the dateline. What is left before and after is the page's furniture, if there is so much
of it that the text must be a page; in a text that is an article alone, nothing is furniture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.layout.dateline import Dateline, dateline, find_dateline
from pipeline.layout.lines import Line
from pipeline.lazy import lazy
from pipeline.model import RegionKind

#: What a line of running text weighs at most, so that one long notice is no article.
_HEAVIEST = 200
#: What a short line costs; each further one in a row costs more, for link lists are long.
_SHORT_COST, _LONGEST_RUN = 8, 12
#: What the furniture that ends an article or begins a list of links costs.
_CUE_COST = {"end": 150, "links": 80}
#: Below its heaviest point by so much, a body that began at a sure dateline has ended.
_DROP = 200
#: How many lines may lie between a sure dateline and the body; where to look for one.
_BODY_REACH, _SEARCHED = 60, 600
#: So long at most are the lines of a navigation bar; a headline has two or three longer ones.
_NAVIGATION = 10
#: So much evidence makes a text a page: a sure dateline and two lines of navigation, for example.
_PAGE = 6
#: So many short lines below the body, most without a figure, are links and no table of results.
_LINKS = 5
#: So many short lines after the body are a page's foot.
_FOOT_LINES = 3
_HEADING, _TITLE = 40, range(5, 81)
#: How far above the dateline or the body the title may stand, in lines.
_TITLE_REACH = 8
_BAR = lazy(r"[\s|｜丨·>]+")
_PHOTOGRAPHER = lazy(r"(?:摄|摄影|供图|制图|发)\s?[)）]?\Z")
_SEPARATED = lazy(r"[|｜>»›]|首页|正文")

#: What a page's own title adds: the name of its site or column.
_SITE = lazy(
    r"\s*(?:[-_|｜–—]+|\s-\s)\s*[^-_|｜–—]{0,15}(?:网|网站|官网|在线|频道|新闻|客户端|日报|晚报|财经)\s*\Z"
)


@dataclass(slots=True)
class Layout:
    """The kind of each line, the lines of title and dateline, and whether the text is a page."""

    kinds: list[RegionKind]
    title: int | None = None
    dateline: Dateline | None = None
    page: bool = False


def layout(
    lines: Sequence[Line], title: str = "", *, extracted: bool = False, wrapped: bool = False
) -> Layout:
    """The layout of a text; ``title`` is what its record or page says it is called.

    ``extracted`` tells that it was taken from a page, whose foot may have come with it; ``wrapped``
    that its lines are of a fixed width, and none says much by itself.
    """
    lines = list(lines)
    if wrapped:
        lines = _as_paragraphs(lines)
    made = Layout(["body"] * len(lines), page=extracted)
    made.dateline = _anchor(lines, title)
    if made.dateline:
        first, last = _after(lines, made.dateline.line)
    else:
        first, last = heaviest(lines)
        made.dateline = find_dateline(lines, 0, min(first + 3, len(lines)))
        if made.dateline and first <= made.dateline.line < last:
            first = made.dateline.line + 1
    if first < last and _is_headline(lines[first], first, title):
        first += 1
    made.title = _title(lines, made, first, title)
    head = [i for i in range(first) if made.dateline is None or i != made.dateline.line]
    made.page |= _evidence(lines, made, head, last) >= _PAGE
    _mark_head(lines, made, head)
    last = _mark_foot(lines, made, first, last)
    _mark_body(lines, made, first, last)
    if made.dateline:
        made.kinds[made.dateline.line] = "dateline"
    if made.title is not None:
        made.kinds[made.title] = "title"
    return made


def _as_paragraphs(lines: list[Line]) -> list[Line]:
    """Wrapped lines, each as much prose as the paragraph it is a part of."""
    width = max(map(len, lines))
    made: list[Line] = []
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else line
        goes_on = line.start - before.end <= 2 and not line.indented and 2 * len(before) > width
        made.append(replace(line, prose=line.prose or 2 * len(line) > width or (i > 0 and goes_on)))
    return made


def clean_title(title: str) -> str:
    """``title`` without the names of site and column that follow it.

    >>> clean_title("棉花价格回升_财经_江城新闻网")
    '棉花价格回升'
    """
    while (shorter := _SITE.sub("", title)) not in ("", title):
        title = shorter
    return title


def weights(lines: Sequence[Line]) -> Iterator[int]:
    """How much each line speaks for an article (positive) or for furniture."""
    run = 0
    for line in lines:
        run = 0 if line.prose else min(run + 1, _LONGEST_RUN)
        if line.cue in _CUE_COST:
            yield -_CUE_COST[line.cue]
        else:
            yield min(len(line), _HEAVIEST) if line.prose else -_SHORT_COST - run


def heaviest(lines: Sequence[Line]) -> tuple[int, int]:
    """The first and last line of the heaviest stretch; all lines where none reads like prose."""
    best = total = first = start = 0
    last = len(lines) - 1
    for i, weight in enumerate(weights(lines)):
        if total <= 0:
            total, start = 0, i
        total += weight
        if total > best:
            best, first, last = total, start, i
    return first, last


def _anchor(lines: list[Line], title: str) -> Dateline | None:
    """A dateline beyond doubt: it has a time or a label, the title stands above it, text below."""
    seen: set[str] = set()
    named = -_TITLE_REACH - 1  # the last line that bears the title
    for i, line in enumerate(lines[:_SEARCHED]):
        words = line.text
        if _bears(words, title, lines[0].text if i else "") or words in seen:
            named = i
        if len(words) in _TITLE:
            seen.add(words)
        if i - named > _TITLE_REACH and not 0 < i < _TITLE_REACH:
            continue
        found = dateline(words, i)
        if found and found.rank and any(x.prose for x in lines[i + 1 : i + _BODY_REACH]):
            return found
    return None


def _bears(line: str, title: str, top: str) -> bool:
    """Whether ``line`` is the title, as the page names it or the first line has it."""
    return len(line) in _TITLE and (line == title or top.startswith(line))


def _after(lines: list[Line], at: int) -> tuple[int, int]:
    """The body below the sure dateline ``at``: from the first running text, until it drops off."""
    first = next(i for i in range(at + 1, len(lines)) if lines[i].prose)
    best = total = 0
    last = first
    for i, weight in enumerate(weights(lines[first:]), first):
        total += weight
        if total > best:
            best, last = total, i
        elif total < best - _DROP:
            break
    return first, last


def _title(lines: list[Line], made: Layout, first: int, title: str) -> int | None:
    """The line of the title: the best of those just above the dateline or the body."""
    if not first:
        return None
    below = made.dateline.line if made.dateline else first
    top = lines[0].text
    near = max(0, below - _TITLE_REACH)
    named = [i for i in range(1, near) if top.startswith(lines[i].text)]
    best, found = 0.0, None
    for i in (*named[-1:], *range(near, first)):
        line = lines[i]
        if i == below or line.cue or len(line) not in _TITLE:
            continue
        if line.prose and line.text.endswith(("。", ".", "；")):
            continue
        twice = sum(other.text == line.text for other in lines[: first + 6]) > 1
        score = 4.0 - 0.5 * min(abs(below - i), _TITLE_REACH) + 2 * twice
        score += 4 * (i > 0 and top.startswith(line.text)) + 6 * (line.text == title)
        score -= 3 * bool(_SEPARATED.search(line.text)) + 2 * line.text.endswith(("：", ":"))
        if score > best:
            best, found = score, i
    return found


def _is_headline(line: Line, first: int, title: str) -> bool:
    """Whether what reads like the first sentence of the body is a title that ends in ！ or ？."""
    if line.text == title:
        return True
    return (
        first == 0
        and len(line) <= _HEADING
        and "。" not in line.text
        and line.text[-1] in "！？!?…"
    )


def _evidence(lines: list[Line], made: Layout, head: list[int], last: int) -> int:
    """How much speaks for a page: navigation above the body, a title shown twice, links below."""
    points = 4 if made.dateline and made.dateline.rank else 0
    points += sum(_is_navigation(lines[i].text) for i in head if i != made.title)
    if made.title is not None:
        title = lines[made.title].text
        points += 3 * any(lines[i].text == title for i in head if i != made.title)
    foot = [line for line in lines[last + 1 :] if not line.prose]
    figures = sum(any(map(str.isdigit, line.text)) for line in foot)
    points += any(line.cue in _CUE_COST for line in foot)
    return points + 2 * (len(foot) >= _LINKS and figures < 0.6 * len(foot))


def _is_navigation(line: str) -> bool:
    """Whether ``line`` may be of a navigation bar: short, or of short words."""
    if len(line) <= _NAVIGATION:
        return True
    words = _BAR.split(line)
    return len(words) > 2 and max(map(len, words)) <= _NAVIGATION // 2


def _mark_head(lines: list[Line], made: Layout, head: list[int]) -> None:
    """The lines above the body: furniture on a page, else a title's companions."""
    for i in head:
        if lines[i].cue == "caption":
            made.kinds[i] = "caption"
        elif made.page:
            made.kinds[i] = "boilerplate"
        elif not lines[i].prose:
            made.kinds[i] = "heading"


def _mark_foot(lines: list[Line], made: Layout, first: int, last: int) -> int:
    """Mark what follows the body; gives back its last line."""
    if made.page:
        last = _last_indented(lines, first, last)
    foot = range(last + 1, len(lines))
    cue = next((i for i in foot if lines[i].cue in _CUE_COST), len(lines))
    keep = len(foot) < _FOOT_LINES if made.page else True
    for i in foot:
        if i >= cue or not keep:
            made.kinds[i] = "boilerplate"
    return last


def _last_indented(lines: list[Line], first: int, last: int) -> int:
    """Where most of the body is indented, its last line that is."""
    prose = [i for i in range(first, last + 1) if lines[i].prose]
    indented = [i for i in prose if lines[i].indented]
    weight = sum(len(lines[i]) for i in indented)
    return indented[-1] if weight > 0.7 * sum(len(lines[i]) for i in prose) else last


def _mark_body(lines: list[Line], made: Layout, first: int, last: int) -> None:
    """Captions, headings, and lists of links within the body."""
    title = lines[made.title].text if made.title is not None else ""
    linked = False
    for i in range(first, last + 1):
        line = lines[i]
        linked = (linked or line.cue in _CUE_COST) and not line.prose
        if linked or (made.page and line.text == title):
            made.kinds[i] = "boilerplate"
        elif line.cue == "caption" or (len(line) < 80 and _PHOTOGRAPHER.search(line.text[-6:])):
            made.kinds[i] = "caption"
        elif not line.prose and len(line) <= _HEADING and _stands_alone(lines, i, last):
            made.kinds[i] = "heading"


def _stands_alone(lines: list[Line], i: int, last: int) -> bool:
    """Whether a short line lies between paragraphs, and not in a list."""
    return i < last and lines[i + 1].prose and (i == 0 or lines[i - 1].prose)
