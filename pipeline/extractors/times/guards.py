"""Look-alikes that only their context tells apart: what a scanner's find must pass."""

from __future__ import annotations

import re
from functools import cache

from pipeline.calendars import festivals
from pipeline.document import Document
from pipeline.extractors.times.context import Context
from pipeline.extractors.times.decode import Step
from pipeline.extractors.times.nodes import Between, Lasting, Node, Open, Point, Repeated
from pipeline.lazy import lazy
from pipeline.lexicon import columns

#: A text shorter than this is a cell or a query, not an article.
_CELL = 60
_STEMS = "一二两三四五六七八九十"
#: Words after a bare four-digit number that make it a year.
_YEAR_AFTER = lazy(
    r"应届|届|春|秋|夏季|冬季|赛季|款|财年|学年|年度|版|上半年|下半年|第?[一二三四]季度|[/-](?:20)?[0-9]{2}(?:赛季|学年|财年)"
)
_POINTS = lazy(r"(?:[涨跌报收升降破达近差约共至的守站攀探挫]|提出|以下|指数|下列|[0-9])$")
#: What makes 十一点六 a decimal and no clock time.
_MEASURED = lazy(
    r"\s?[〇零一二三四五六七八九]*\s?(?:个?百分点|个基点|[%‰]|[万亿倍元吨米亩斤度折]|成(?![立功为])|公里|公斤|千克|平方|公[尺顷分]|英[里寸尺]|加仑|毫[米升克]|厘米|[升克]|摄氏)"
)
#: 零点五, 零点77, 四点零: no clock strikes that; 零点一到 and 零点二十 it does.
_DECIMAL = lazy(
    r"[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖]+(?![〇零一二三四五六七八九十分刻])(?!(?<=一)[到过])"
    r"|[6-9][0-9](?![0-9分])"
)
_NOT_SEASON = lazy(r"奥运|奥林|残奥|残疾|达沃斯|学期|攻势|运动会|国际|论坛|里|般|派|意|的脚步|天")
#: 第三季 of a year's accounts, as Hong Kong and Taiwan write it; a show has a third season too.
_QUARTER_OF = lazy(
    r"营|获利|净利|盈|毛利|财|业绩|本地生产|GDP|经济|出货|出口|销售|收入|每股|楼价|[0-9.]+%|[增升跌减]"
)
_YIELDS = frozenset(("后日", "后年", "前年"))
_YIELD_AFTER = lazy(
    r"[产均供]|处理|发电|接[待收]|输|运[送输]|加工|最大|吞吐|开采|可[达产实新]|新增|销售|营[业收]|利[润税]|节[约省电能]|减[排少]|税|薪"
)
_MINUTE_OF_PLAY = lazy(r"第[0-9]{1,2}(?:[+、和][0-9]{1,2})*[+、和]$")
_YEAR_SAID = lazy(r"的(?:19|20)[0-9]{2}年")
_NOT_PAST = lazy(r"了|式|时|完成|分词|得|不|吧")
_RATE = lazy(r"[0-9一二三四五六七八九十百千万亿][^，。]{0,3}$")
#: 百年变局, 千年古城: figures of speech, unless something is counted from or up to them.
_AGES = lazy(r"百年|千年|万年|百万年|亿年|百万|千百年|百十年")
_SINCE = lazy("来|以来|间|前|后|以前|以后")
_AMOUNT = lazy(r"[^，。]{0,2}[0-9一二三四五六七八九十百千万两几数]")
#: Steps that words make, which may be cut out of longer ones.
_CUT = frozenset(
    ("次日", "明日", "后天", "后日", "同周", "前日", "当日", "同日", "当天", "同天", "今日", "昨日")
)
_LEXICAL = frozenset(("ref", "same", "fest", "part", "season", "edge"))


def passes(document: Document, context: Context, offset: int, node: Node) -> bool:
    """Whether ``node``, found at ``offset``, is a time in its context."""
    text, start, end = context.text, offset + node.start, offset + node.end
    if isinstance(node, Point):
        step = node.steps[0]
        if len(node.steps) > 1:
            if node.steps[1].kind == "anniv" and _abroad_before(document, start):
                return False  # 朝鲜人民军建军70周年
            return (step.c != "md" and (step.c != "ymd" or len(text) < _CELL)) or context.alone
        if step.kind == "day" and step.b == "号":  # 9月10号、11号
            return context.after_day
        before, after = text[max(0, start - 4) : start], text[end : end + 6]
        return _point(document, step, text[start:end], before, after, start)
    if isinstance(node, Open):
        return passes(document, context, offset, node.inner)
    if isinstance(node, Lasting):
        return _length(text, start, end, node)
    if isinstance(node, Between) and text[end - 1] == "点" and _MEASURED.match(text, end):
        return False  # 一点六至三点九公尺
    if isinstance(node, Repeated) and text[end - 1] in "秒钟时":  # 每小时120公里 is a rate
        before, after = text[max(0, start - 4) : start], text[end : end + 6]
        return not (_AMOUNT.match(after) or _RATE.search(before))
    return True


def _length(text: str, start: int, end: int, node: Lasting) -> bool:
    if _AGES.fullmatch(text, start, end):
        return _SINCE.match(text, end) is not None
    if _MINUTE_OF_PLAY.search(text, max(start - 12, 0), start):
        return False  # 第45+2分钟, 第23、67分钟
    vague = node.length.value in ("P1D", "P1Y") and not node.before
    return not (vague and start and text[start - 1] in "有某哪第复")


def _point(document: Document, step: Step, said: str, before: str, after: str, start: int) -> bool:
    lexical = step.kind in _LEXICAL or (said in _CUT and step.kind == "rel")
    if lexical and _crosses(document, start, start + len(said)):
        return False
    match step.kind:
        case "rel":
            if said in _YIELDS and _YIELD_AFTER.match(after):
                return False  # 建成后|日处理, 投产后|年产值, 税前|年薪
            if said == "那年" and after.startswith("头"):
                return False
            if said == "来年":  # 成立以来|年化
                return not before.endswith("以")
            if said == "明天":  # 美好的明天
                return not before.endswith(("的", "好"))
            return not (said.startswith("第") and before.endswith("续")) and not (
                said == "今日" and after.startswith("头条")
            )
        case "ref":
            return _vague(said, before, after)
        case "day":
            return said != "一日" and not before.endswith(("节", "假", "生"))
        case "year" if said.isdigit():
            return _bare_year(said, before, after)
        case "fest":
            return _festival(document, said, before, after, start)
        case "clock":
            return _clock(said, before, after)
        case "part":
            kind = said.endswith("间") and _noun_follows(document, start + len(said))
            return not (kind or after.startswith(("班", "版", "市")) or before.endswith("一"))
        case "season":
            return said.endswith("季") and _NOT_SEASON.match(after) is None
        case "quarter" if said.endswith("季") and said[-2:] != "财季":
            return _QUARTER_OF.match(after) is not None
        case "whole":
            opens = not before.strip() or before[-1:] in "，。；：、,;:\n\r 　"
            return opens or _YEARLY.match(after) is not None
    return True


#: What goes on over 全年 inside a clause: 全市法院全年受理案件300件.
_YEARLY = lazy(
    r"总?共|累计|合计|新增|平均|受理|审结|办理|办结|查处|查获|破获|处理|接[报待警]|实现|完成|生产|销售|发[生案放]"
    r"|降[水雨]|投入|支出|收入|营业|净?利润|进出口|财政"
)


def _bare_year(said: str, before: str, after: str) -> bool:
    if not before.strip() and not after.strip():
        return True
    return _YEAR_AFTER.match(after) is not None or (before.rstrip()[-1:] in ("=",))


def _clock(said: str, before: str, after: str) -> bool:
    if said[0] in _STEMS and len(said) == 2 and (before.strip() or after.strip()):
        return said[1] != "点" and said[0] not in "一两"
    if said.endswith(("零点", "零点 ")) and _DECIMAL.match(after):
        return False
    if "点" in said:
        return _POINTS.search(before) is None and _MEASURED.match(after) is None
    if ":" in said or "：" in said:
        return not re.match(
            r"[^，。]{0,3}(?:比例|比|战胜|击败|胜|负|领先|落后|赢|输|逆转|取胜|险胜)", after
        ) and not re.search(r"比分|以$", before)
    return True


def _vague(said: str, before: str, after: str) -> bool:
    opens = not before or before[-1:] in "，。；：、\n（“"
    if said in ("过去", "未来") and not opens and after[:1] in tuple("，。、；！”,.!;"):
        return False  # 回到过去，面向未来。
    if said == "过去" and _YEAR_SAID.match(after):
        return False  # 过去的2022年 is that year
    if said == "过去":
        return _NOT_PAST.match(after) is None and before[-1:] not in tuple(
            "的成已就不都回走出进过刚经"
        )
    if said == "未来":
        return after[:1] in ("将", "会", "，") or (
            opens and after[:1] not in ("的", "感", "学", "城", "科")
        )
    if said == "最近":
        return before[-1:] not in tuple("离距") and not after.startswith(("处", "邻", "的"))
    return True


def _festival(document: Document, said: str, before: str, after: str, start: int) -> bool:
    tokens = document.tokens
    i = tokens.at(start)
    if i >= 0 and tokens.starts[i] < start and tokens.tag(i).startswith("nr"):
        return False
    needs = festivals()[said].needs if said in festivals() else ""
    if needs:
        return after.startswith((needs, "时节")) or (needs == "节气" and not before and not after)
    if said.startswith("国庆") and _abroad(document, start):
        return False  # 法国国庆日 is another day
    return not after.startswith(("树", "老人", "岛", "礼物", "颂"))


@cache
def _countries_abroad() -> frozenset[str]:
    found = columns("places_world")
    named = zip(found["name"], found["kind"], found["country"], strict=True)
    ours = ("CN", "HK", "MO", "TW")
    return frozenset(n for n, kind, code in named if kind == "country" and code not in ours)


def _abroad_before(document: Document, start: int) -> bool:
    """Whether one of the three words before ``start`` is a country abroad."""
    tokens = document.tokens
    i = tokens.at(start - 1) if start else -1
    return i >= 0 and any(w in _countries_abroad() for w in tokens.words[max(i - 2, 0) : i + 1])


def _abroad(document: Document, start: int) -> bool:
    """Whether the name of a country abroad ends where ``start`` is."""
    tokens = document.tokens
    i = tokens.at(start - 1)
    return i >= 0 and tokens.end(i) == start and tokens.words[i] in _countries_abroad()


def _crosses(document: Document, start: int, end: int) -> bool:
    """Whether a token lies across an edge of the span: 体现|在数量, 雨|后|天晴, 光明日报."""
    tokens = document.tokens
    first, last = tokens.at(start), tokens.at(end - 1)
    if first < 0 or last < 0:
        return False
    if tokens.starts[first] == start - 1 and document.folded[start - 1] in "从自":
        return False  # 从此|前: the preposition before a time makes a word with its first character
    if tokens.starts[first] < start:
        return tokens.end(first) != end
    return last > first and tokens.end(last) > end


def _noun_follows(document: Document, offset: int) -> bool:
    """Whether a noun touches the time: 夜间模式 is a kind of mode."""
    i = document.tokens.at(offset)
    return i >= 0 and document.tokens.tag(i) in ("n", "vn", "nz")
