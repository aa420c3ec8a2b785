"""Where times may be: a cheap trigger finds the places, the atoms' own patterns confirm them.

Of a news text one character in four passes the trigger's gate by itself, one in nine with the
character after it, and one in fifty the look at what follows; only there are the atoms tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.calendars import festivals
from pipeline.extractors.times.atoms import atom_at
from pipeline.extractors.times.vocabulary import eras, of_kind

_HAN = "〇零○一二三四五六七八九十百千万亿两俩数几廿卅"
_ANY = f"0-9{_HAN}"
#: What makes a time of a number before it, within a blank; of 个 and scales, with what follows.
_AFTER_NUMBER = (
    r"、[0-9一二三四五六七八九十]{1,2}月|、(?:[0-9]{1,2}[、和]){0,8}[0-9]{1,2}[日号]|[年月日号时点天周季世载旬夜昼分秒钟刻晚]|[:：/\-][0-9]|[至到—–~～]|小时|秒|学年|星期|礼拜|工作|交易"
    r"|财季|小长假|长假|假期|黄金周|期间|前[夕后]|当[天日]|到来|将至|临近|来临|放假|出[游行]|[多余来几万亿半]+?[个年月天日小周星季分秒世载]|个[半多]?[月小星季礼钟世工年周]"
)
#: What makes a year of a bare 19xx or 20xx: 2019秋季, 20240307, 2019.9.6, or the end of a cell.
_AFTER_YEAR = r"(?:[财学赛暑春夏秋冬应届款版上下第国“QH]|\s*$|[0-9]{4}(?![0-9])|[/-](?:20)?[0-9]{2}[赛学财年雪榨]|\.[0-9]{1,2}\.[0-9])"
#: Words that a number makes a time of: 上两周, 近三年, 第三周.
_BEFORE_NUMBER = "上下前后首头近过每这第持续约逾超"
#: Numerals in quotation marks name days and plans.
_QUOTES, _QUOTED = '“"「『‘', "一二三四五六七八九十双"
#: What may follow a character for it to begin a time that no word list holds.
_FOLLOWERS = {
    "上": "半|个半|旬", "下": "半|个半|旬", "前": "半|的[0-9]", "后": "半", "首": "[季月周日个]", "末": "季",
    "最": f"多[{_ANY}]|[后後]的?\\s?[{_ANY}]", "每": "[年月周星礼天日个小分秒季晚夜半隔逢到工一]", "近": "半", "过": "去", "未": "来",
    "连": f"续[{_ANY}]", "还": f"剩[{_ANY}]", "随": f"后[{_ANY}]", "之": f"[前后][{_ANY}]",
    "此": f"[前后][{_ANY}]", "今": "[明后起（(]", "公": "元", "西": "元", "闰": f"[{_HAN}]", "正": "月", "冬": "月", "腊": "月",
    "初": f"[{_HAN}]", "农": "历", "阴": "历", "旧": "历", "夏": "历", "元": "月", "中": "旬", "年": "[底末初中内终]",
    "月": "[底末初中内]", "季": "[底末初]", "周": "[一二三四五六日天末]", "星": "期", "礼": "拜", "个": "半",
    "分": "半", "半": "[年个月天小日世分秒周星多钟]", "多": "年", "数": "年", "这": "[两几]年|[周礼]|星期", "本": "[周礼]|星期",
    "去": "年今|冬今", "昨": "[今（(]|日[（(]", "明": "[（(]|日[（(]|后两", "同": "期", "逢": "年", "全": "年", "早": f"[{_ANY}]", "晚": f"[{_ANY}]", "晨": f"[{_ANY}]", "大": f"[约概][{_ANY}]|年", "将": f"近[{_ANY}]", "接": f"下来的?[{_ANY}]|近[{_ANY}]",
    "超": f"过[{_ANY}]", "不": f"[足到][{_ANY}]|超过[{_ANY}]|少于[{_ANY}]", "至": f"[少多][{_ANY}]", "Q": "[1-4]", "q": "[1-4]",
}  # fmt: skip


_HEAD = re.compile(r"(?:^|\|)(\[[^]]*\]|.)")


def _heads(alternatives: str) -> str:
    """What ``alternatives`` may begin with, as the inside of a character class."""
    return "".join(head.strip("[]") for head in _HEAD.findall(alternatives))


def _followers() -> dict[str, str]:
    """What may follow a character for it to begin a time → the characters that it may follow."""
    followers: dict[str, set[str]] = defaultdict(set)
    kinds = ("rel", "relpart", "ref", "ref?", "part", "season", "relseason")
    for word in [*of_kind(*kinds), *festivals()]:
        followers[word[0]].add(word[1:3])
    for era in eras():
        followers[era[0]].add(era[1:])  # whether years follow is for the atoms to tell
    for lead, pattern in _FOLLOWERS.items():
        followers[lead].add(pattern)
    leads: dict[str, str] = defaultdict(str)
    for lead, patterns in followers.items():
        leads["|".join(sorted(patterns))] += lead
    return leads


@cache
def _trigger() -> re.Pattern[str]:
    """``[gate][second](?<=…)``: plain character classes first, so that the engine skips by them."""
    words = _followers()
    number = f"(?:{_AFTER_NUMBER})"
    branches = [
        rf"[0-9](?<![0-9.][0-9])(?=[0-9,.]{{0,12}}\s?{number}|(?:(?<=1)9|(?<=2)0)[0-9]{{2}}{_AFTER_YEAR})",
        rf"[{_HAN}](?<![{_HAN}][{_HAN}])(?=[{_HAN}0-9]{{0,8}}\s?{number})",
        rf"[{_BEFORE_NUMBER}](?=的?\s?[{_ANY}.,]{{1,8}}\s?{number})",
        rf"[{_QUOTES}](?=[{_QUOTED}]{{1,3}}[1”\"」』’])",
    ]
    said = [(leads, f"[{leads}](?={after})") for after, leads in words.items()]
    branches += (branch for _, branch in _bucketed(list(_bucketed(said, 6)), 4))
    gate = "".join([_ANY, _BEFORE_NUMBER, _QUOTES, *words.values()])
    second = "".join([_ANY, _QUOTED, r",.的\s", *map(_heads, [_AFTER_NUMBER, *words])])
    return re.compile(f"[{gate}][{second}](?<=(?:{'|'.join(branches)})(?s:.))")


def _bucketed(branches: list[tuple[str, str]], size: int) -> Iterator[tuple[str, str]]:
    """``branches`` by their leading characters, ``size`` to a class: the engine skips it at once."""
    for i in range(0, len(branches), size):
        bucket = branches[i : i + size]
        leads = "".join(lead for lead, _ in bucket)
        yield leads, f"[{leads}](?<=(?:{'|'.join(branch for _, branch in bucket)}))"


#: Kinds that only stand within a run, and how many atoms a run may have (hostile input is cut).
_INNER = frozenset(("post", "conn", "joint"))
_LONGEST = 48


def runs(text: str) -> Iterator[tuple[int, str]]:
    """Each maximal run of adjoining atoms in ``text``, with its offset."""
    search, length = _trigger().search, len(text)
    position = 0
    while hit := search(text, position):
        start = hit.start()
        found = atom_at(text, start)
        if found is None or found.lastgroup in _INNER:
            position = start + 1
            continue
        for _ in range(_LONGEST):
            position = found.end()
            if position == length or (following := atom_at(text, position)) is None:
                break
            found = following
        position = found.end()
        yield start, text[start:position]
