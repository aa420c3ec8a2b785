"""Whether a time expression governs the figures after it, or only the noun it stands before."""

from __future__ import annotations

import re

from pipeline.lazy import lazy
from pipeline.link.lines import Line

#: What follows the date of the report itself: 新华社昆明4月3日电, 记者26日从市政府了解到.
REPORT = re.compile(
    r"(?:\s*[（(][^）)\n]{0,12}[）)])?"
    r"(?:[^，。；,;\n]{0,4}(?:电|讯|消息)(?=[\s（(：:，,]|$|(?:新华社|本报|特[派约])?(?:记者|通讯员))"
    r"|[^，。；,;\n]{0,30}(?:了解到|获悉|得知))"
)
#: A time that dates what a source says: 据国防部今天公布的数据, 根据10日发布的通报.
SOURCE = lazy(
    r"(?:\s*[（(][^）)\n]{0,12}[）)])?(?:正式|最新|对外|联合)?(?:公布|发布|通报|披露|更新|提供|发表|晒出)了?的?"
    r"[^，。；,;\n]{0,16}(?:数据|统计|消息|通报|报告|信息|公报|结果|情况|分析|排名|名单|成绩单|账单|年报|财报|榜单)"
)
#: The report whose year its figures are of: 发布的2014年度投诉分析显示.
_OF_REPORT = lazy(
    r"[^，。；,;:：\n]{0,16}(?:公报|报告|分析|统计|数据|调查|普查|监测|监测结果|结果|排名|榜单|年报|情况)"
    r"(?:结果)?(?:显示|表明|说|称|指出|披露|反映)"
)
#: After 与 and a time, what makes it a comparison: 与上年大致相当.
_ALIKE = lazy(
    r"[^，。；,;\n]{0,12}(?:相比|相同|一样|持平|类似|相当|一致|接近|不同|比(?=[，,较增下上降]))"
)
#: Words before the time of a compared standard: 相当于2018年同期的90%, 较上月.
_COMPARING = frozenset(
    "比 较 较之 相比 相比于 相较 相较于 比起 对比 相当于 高于 低于 多于 少于 好于 优于 不及 快于 慢于 超过 "
    "恢复到 恢复至 回到 恢复 回升至 回升到 回落至 达到 达 是 为 约为 至 到".split()
)
#: The same words when they also lead to a figure's own time or level, unless a share of it follows.
_LEADING = frozenset(
    "恢复到 恢复至 恢复 回到 回升至 回升到 回落至 超过 达到 达 是 为 约为 至 到".split()
)
#: After the time of a standard: the figure is a part or a multiple of it.
_SHARE = lazy(
    r"(?:的?(?:同期|全年|同月|当期|水平|总量|规模)){0,2}的?(?=[\d.〇零一二两三四五六七八九十百几近约]|水平|同期)"
)
_MULTIPLE = lazy(
    r"[约近超过多达\d.〇零一二两三四五六七八九十百几]{0,8}(?:%|倍|成|折|分之|水平|同期)"
)
#: After a time, what shows that it stands inside the modifier of another noun: 6日发生的强震.
_MODIFIER = re.compile(r"(?:[uvysxwR][^,;:.dLp]{0,12}?|[nGOEf、cd]{0,6}[uvysxRa][Lf]?)D(?=.)")


def governs(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` may be the period of figures after it.

    The date of the report and what a figure is compared with are none.
    """
    text, end = line.text, line.starts[k + 1]
    before, last = line.words[k - 1], line.words[k - 1][-1:]
    if line.words[k] in _PRESENT and _attributes(line, k):
        return False
    if last in _TO and _follows(line, k, _MOVED):
        return False
    if REPORT.match(text, end) or compared(line, k) or _sets_record(line, k):
        return False
    if line.words[k + 1] in _DUE:
        return False
    if last == "于" and _follows(line, k, _FOUNDED):
        return not line.stops.startswith(",", k + 1)
    if before == "的" and line.kinds[k + 1 : k + 2] in ("n", "w", "R"):
        return _OF_REPORT.match(text, end) is not None
    return text[end - 1] != "届" and text[end : end + 1] not in ("届", "款")


#: What is due at a time was traded before it: 6月交货的原油期货.
_DUE = frozenset(("交货", "交割", "合约"))
#: After the time since which nothing was as high or low: 创2009年以来新低, 为五年来最大单日降幅.
_RECORD = lazy(
    r"[^，。；,;\n]{0,10}?(?:新[高低]|最[高低大小多少好差快慢长短佳]|纪录|记录|之最|首[次个]|第[一二三])"
)


def _sets_record(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` only tells since when what came about is a record."""
    if line.kinds[k - 1 : k] not in ("v", "=", "L", "u") or line.words[k][-1:] in "月日号":
        return False
    found = _RECORD.match(line.text, line.end(k))
    return found is not None and ("来" in found[0] or line.words[k][-1:] == "来")


def _follows(line: Line, k: int, words: re.Pattern[str]) -> bool:
    """Whether ``words`` end where the time at chunk ``k`` begins."""
    return words.search(line.text, line.starts[max(0, k - 3)], line.starts[k]) is not None


def _attributes(line: Line, k: int) -> bool:
    """Whether 当前 at chunk ``k`` stands between a noun and what it has: 美国当前关税政策."""
    return k > 0 and line.kinds[k - 1] in "nGOE" and line.kinds[k + 1 : k + 2] in ("n", "w", "y")


#: Words for now that may be attributes.
_PRESENT = frozenset(("当前", "现行", "现有"))
_TO = frozenset("至到")
#: Words before a date that something was moved to: 期限从6月1日延至7月9日.
_MOVED = lazy(r"(?:延|推|提前|持续|顺延|延长|延期|推迟|改期|延续)(?:至|到)$")
#: Words before the date of a beginning, which dates nothing more: 学会创办于2011年，….
_FOUNDED = lazy(
    r"(?:创办|成立|创立|创建|组建|始建|建成|建|诞生|出生|生|毕业|创刊|注册|上市|开业|启用|投产)于$"
)


#: Back from a time to 比, over what the standard is besides.
_STANDARD = lazy(r"D[nawtEf{}]{1,6}B")


def compared(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` is that of a standard which a figure is compared with."""
    kinds, before = line.kinds, line.words[k - 1]
    if kinds[k - 1 : k] == "D" and _STANDARD.match(kinds[max(0, k - 8) : k][::-1]):
        return True  # 比“十三五”末的2020年
    if before in _TO and kinds[k - 2 : k - 1] == "x" and line.words[k - 2] != "恢复":
        return False  # 由2020年的56.8%下降到2024年的53.2%
    if before in _COMPARING:
        return before not in _LEADING or _is_share(line, k)
    return before in ("与", "同", "和", "跟") and bool(_ALIKE.match(line.text, line.end(k)))


def _is_share(line: Line, k: int) -> bool:
    """Whether a multiple of the time's own level follows it: 达到2019年同期的80%."""
    found = _SHARE.match(line.text, line.end(k))
    return bool(found and _MULTIPLE.match(line.text, found.end()))


def modifies(line: Line, k: int) -> int:
    """The chunk of the noun whose modifier holds the time at chunk ``k`` (6日发生的强震), else 0."""
    found = _MODIFIER.match(line.kinds, k + 1)
    if found is None or line.words[k + 1] in _DUE or SOURCE.match(line.text, line.end(k)):
        return 0
    if line.words[k - 1] == "在" and _SETTING.match(line.kinds, found.end()):
        return 0  # 在3月8日举行的选举中，
    return found.end()


#: The rest of a scene from its noun on.
_SETTING = lazy(r"[nawyEGOP{}·]{1,8}f[,，vuxHd=]")


#: 自4月爆发以来: a time that a since-phrase begins with.
_SINCE = lazy(r"[^，。；：,;:\n]{1,24}?(?:以来|至今)(?=[，,\s已共累])")


def begins(line: Line, k: int) -> bool:
    """Whether an interval up to now begins with the time at chunk ``k``: 自4月爆发以来."""
    return _SINCE.match(line.text, line.end(k)) is not None


def has_intervals(text: str) -> bool:
    """Whether ``text`` may hold an interval up to now."""
    return "以来" in text or "至今" in text


_FROM = frozenset(("自", "自从", "从"))
#: 自去年6月连续下降后首次增长: what began with a time is over.
_OVER = lazy(r"[^，。；：,;:\n]{1,24}后")


def is_over(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` begins a spell that was over when its clause came true."""
    return line.words[k - 1] in _FROM and _OVER.match(line.text, line.end(k)) is not None


def dates_head(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` has a noun of its own, without setting the scene (…的比赛中)."""
    return line.kinds.startswith("D", k + 1) and not _SCENE.match(line.kinds, k + 1)


#: 8月31日的比赛中，: a scene, which dates what follows.
_SCENE = lazy(r"D[naywE]{1,4}(?:f|(?<=[nwy]))[,，]")


def is_standard(line: Line, k: int) -> bool:
    """Whether the level at the time at chunk ``k`` is given to compare with: 比去年同期的2亿元增长5%."""
    kinds, before = line.kinds, line.words[k - 1]
    if before in ("与", "同", "和"):
        return kinds.startswith(("tD#b", "t#b"), k)
    return k > 0 and kinds.startswith(("BtD#", "Bt#"), k - 1)


def is_local(line: Line, k: int) -> bool:
    """Whether the time at chunk ``k`` belongs to the next figure only: 由2004年的2.55元变为….

    A time right after a preposition or 到, and right before its figure, with or without 的.
    """
    kinds = line.kinds
    if is_standard(line, k):
        return True
    if k > 0 and line.words[k - 1] in ("由", "从") and kinds.startswith("x#", k + 1):
        return True  # 由上月回落0.3%转为增长
    return k > 0 and kinds[k - 1] in "p=" and kinds.startswith(("#", "D#"), k + 1)
