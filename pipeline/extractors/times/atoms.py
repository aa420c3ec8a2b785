"""The pieces that time expressions are built of, and what each looks like in text.

An atom is the smallest piece a time expression is built of: a year, a month, a clock time, a length
of time, a word such as 今天. A character tells which kinds may begin there; ``grammar`` puts them
together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from pipeline.calendars import festivals
from pipeline.extractors.times.vocabulary import (
    APPROXIMATORS,
    HOURS_OR_SO,
    NEIGHBOURS,
    QUOTED_DAYS,
    either,
    eras,
    not_before,
    of_kind,
)
from pipeline.lazy import with_all

#: Numerals as they stand in dates: Arabic or Han, at most two digits' worth.
_H = "〇零○一二三四五六七八九"
_SMALL = rf"(?:[0-9]{{1,2}}|[{_H}十廿卅]{{1,3}})"
_HOUR = rf"(?:[01]?[0-9]|2[0-4]|二?十[一二三四五六七八九]?|[{_H}两])"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNT = (
    rf"(?:[0-9][0-9,]{{0,11}}(?:\.[0-9]{{1,4}})?[千万亿]{{0,2}}|[{_H}十百千万两俩数几廿卅]{{1,8}})"
)
_LISTED_DAY = r"(?:3[01]|[12][0-9]|[1-9])"
_WEEK = r"(?:周|星期|礼拜)"
_QUOTES = '“"「『‘'
_OPEN, _CLOSE = f"[{_QUOTES}]", '[”"」』’]'
_NTH = rf"第\s?{_SMALL}"
#: 三日内 and 三日后 count days: no day of the month, unless a month stands before it.
_COUNTED_DAYS = rf"(?<!月)(?:{_DAY}日[之以]?内{not_before('内')}|[二三四五六七八九十]{{1,3}}日[之以]?[后後]{not_before('后')})"
_LONG = r"(?:世纪|年头|季度|工作日|交易日|昼夜|星期|礼拜|小时|钟头|刻钟|分钟|秒钟|年|载|周|天|夜|晚|钟|秒)"
#: Numerals and blanks, which many kinds may begin with.
_N = f"0123456789{_H}十百千万两俩数几廿卅"
_BLANKS = " \t\u3000"
#: Where one alternation is tried: there, and where the longest of patterns may begin (半年, 个半月).
_CROWDED = frozenset(f"{_N}{_BLANKS}个分半多")
#: What most numerals of times are, tried first: none of the kinds that they go before fits there too.
_COMMONEST = ("lunarday", "month", "year", "day")
#: What may follow 八月十五 for it to be the lunar day and not a number: 月 and a numeral go on.
_LUNAR_EDGE = r"(?=[\s，。、；：！？“”（）,.]|$|[早晚上下午夜]|[这那是至到的前后])"


def _pairs() -> str:
    """Two Han digits that name a year (九八, 三三) and not a vague count (三四, 三五)."""
    pairs = (a + b for a in "一二三四五六七八九" for b in "一二三四五六七八九")
    return "|".join(p for p in pairs if p not in _VAGUE and p[0] not in "一二")


def _terms() -> set[str]:
    """Solar terms that are words for weather too (大雪, 雨水), so that 节气 must follow."""
    return {name for name, day in festivals().items() if day.needs == "节气"}


#: Words after a time that are always words of time.
_AROUND = ("以来", "以后", "以前", "之后", "之前", "以内", "之内", "之间", "及以前", "及之前", "及以后", "及之后",
           "或之前", "或之后", "或以前", "或以后", "以上", "以下", "及以上", "及以下", "有余", "前夕", "前夜", "期间", "左右", "前后", "上下", "当天", "当日", "当晚", "为止")  # fmt: skip
#: 三四年 is three or four years.
_VAGUE = frozenset(("三四", "四五", "五六", "六七", "七八", "八九", "三五"))


def _units() -> str:
    """Units that a count may stand before, each with what may not follow it."""
    guarded = {u: not_before(u) for u in ("年", "周", "天", "小时", "季", "秒", "日", "刻钟")}
    units = _LONG.strip("(?:)").split("|")
    return "|".join(u + guarded.get(u, "") for u in units)


def _firsts(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


@cache
def patterns() -> tuple[tuple[str, str, str], ...]:
    """Each kind of atom, the characters that it may begin with, and its pattern.

    Of several kinds that fit, the first is the reading.
    """
    season = either(of_kind("season"))
    return (
        ("stamp", _N, r"(?<![0-9./])(?:1[0-9]|20)[0-9]{2}(?:-[01]?[0-9]-[0-3]?[0-9]|/[01]?[0-9]/[0-3]?[0-9]|\.[01]?[0-9]\.[0-3]?[0-9])(?![0-9])(?:[-T](?=[0-2]?[0-9][:：]))?"),
        ("digits", _N, r"(?<![0-9A-Za-z.])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z.])"),
        ("dmy", _N, r"(?<![0-9./-])[0-9]{1,2}/[0-9]{1,2}/(?:19|20)?[0-9]{2}(?![0-9./-])"),
        ("ymd", _N, r"(?<![0-9A-Za-z.-])[0-9]{2}-[01]?[0-9]-[0-3]?[0-9](?![0-9A-Za-z.-])"),
        ("ym", _N, r"(?<![0-9A-Za-z./])(?:19|20)[0-9]{2}[-/.](?:0[1-9]|1[0-2])(?![0-9./%A-Za-z万亿元号])"),
        ("md", _N, r"(?<![0-9./月-])(?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12][0-9]|3[01])(?![0-9./%A-Za-z日号月年时点个天周-])"),
        ("clock", _N + _BLANKS, _clock()),
        ("decade", _N, rf"(?:(?:1[0-9]|20)[0-9]0|[0-9]0|[一二三四五六七八九]十|[二三四五六七八][三四五六七八九]十|[一二][{_H}]{{2}}[〇零○])年代"),
        ("century", _N, rf"(?<![0-9]){_SMALL}世纪"),
        ("plan", _N + _QUOTES, rf"{_OPEN}?(?:十[一二三四五六七八九]?|[一二三四五六七八九])五{_CLOSE}?(?:规划|计划)?(?:时期|期间)|{_OPEN}十[一二三四五六七八九]?五{_CLOSE}(?!规划|计划|纲要|普法|重点|重大|科技|国家|项目|攻关)|十[一二三四五六七八九]五(?=末|初|以来)"),
        ("roc", _N, r"(?<![0-9.])1[0-3][0-9](?:年(?=\s?[0-9]{1,2}\s?月)|年度|学年度?)"),
        ("era", _firsts(eras()), rf"(?:{either(eras())})(?:(?:元|[0-9]{{1,3}}|[{_H}十百]{{1,4}})年|年间|[初末]年)"),
        ("bc", "公西", rf"[公西]元前\s?(?:[0-9]{{1,4}}|[{_H}十百千]{{1,6}})(?:年|世纪)"),
        ("year", _N + "公西", rf"(?:[公西]元\s?[0-9]{{1,4}}\s?年|(?<![0-9.])[12][0-9]{{3}}\s?(?:[财学]年度?|年度?份?)|[一二][{_H}0-9]{{3}}年度?份?){not_before('公历年')}(?!代|前的?历史|历史|来的历史)"),
        ("year2", _N, rf"(?<![0-9.])(?:0[0-9]|[〇零○][{_H}]|{_pairs()})年(?!级|代)"),
        ("pair", _N, rf"(?<![0-9.])(?:[1-9][0-9]|[一二三四五六七八九]{{2}})年(?![代级多余来半龄轻薪])(?=\s?(?:(?:[至到]|—{{1,2}}|-)0[0-9]年|[0-9一二三四五六七八九十]{{1,3}}月|[年]?[底末初]|第?[一二三四1-4]季度|[上下]半年|[前头][0-9一二三四五六七八九十两]{{1,3}}个?[月季]|[春夏秋冬][天季]|{either(n for n, f in festivals().items() if not f.needs)}|第[一二三四]个))"),
        ("fest", _N + _QUOTES + _firsts(festivals()), rf"(?:{either(_terms())})(?=节气|时节|当[天日]|$)|(?:{either(festivals().keys() - _terms())})(?:小?长假|假期|假日|黄金周)?|{_OPEN}(?:{either(QUOTED_DAYS)}){_CLOSE}(?:国际)?(?:劳动节|儿童节|妇女节|建军节|青年节|节日|节|黄金周|小?长假|假期|期间)?(?!劳动|奖|口号|宪法|广场|文学|路线|运动|大罢工)|(?:{either(QUOTED_DAYS)})(?:黄金周|小?长假|假期|期间|(?=前夕|前后|当[天日]|到来|将至|临近|来临|放假|出[游行]))|(?<=年)(?:五一|十一|六一|七一|八一|三八|双十一|双11)(?![0-9]|\s?[月日号年])"),
        ("lunar", "农阴旧夏", "农历|阴历|旧历|夏历"),
        ("lunarday", _N + "大闰正冬腊初", rf"大年初[一二三四五六七八九十]|(?:闰?{_MONTH}|[正冬腊])月(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?|(?:二?十[一二三四五六七八九]?|三十){_LUNAR_EDGE})|(?<=[农阴旧夏]历)闰?{_MONTH}月(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?|三十)(?![个天多几余来年日号])|[正冬腊]月(?:二?十[一二三四五六七八九]?|三十)(?![个天多几余来年])|[正冬腊]月[0-9]{{1,2}}日?|初[一二三四五六七八九十]{_LUNAR_EDGE}|(?<![0-9一二三四五六七八九十])廿[一二三四五六七八九](?![日号0-9]){_LUNAR_EDGE}"),
        ("lunarmonth", "闰正冬腊", rf"闰{_MONTH}月|[正冬腊]月"),
        ("num", _N, rf"(?<![0-9][.,])(?<![0-9·月])(?<!分之){_COUNT}(?=\s?(?:至|到|-|—{{1,2}}|–|~|～)\s?{_COUNT}\s?(?:个?半?(?:{_units()})|个月|月|日|号|世纪|时|点)|、{_MONTH}月)"),
        ("month", _N + "元", rf"(?<![0-9.])(?:{either(NEIGHBOURS)})月(?:份|间)?|(?<![0-9.])(?:{_MONTH}|元)\s?月份?{not_before('月')}"),
        ("day", _N, rf"(?<=月)(?:3[01]|[12][0-9]|[1-9])(?=\s?(?:[和、至到—~～–-]|$))|(?<![0-9.百千万第每]){_LISTED_DAY}(?=(?:[、和]{_LISTED_DAY}){{0,8}}[、和]{_LISTED_DAY}(?:日{not_before('日')}|号{not_before('号')})(?!内|后|後))|(?<![0-9.百千万第每])(?!{_COUNTED_DAYS}){_DAY}\s?(?:日{not_before('日')}|号{not_before('号')})"),
        ("quarter", _N + "第首末Qq", r"[一二三][二三四]季度|第?[一二三四1-4]季度|首季度?|末季度?|第[一二三四1-4]财季|第[一二三四1-4]季(?!度|后赛|军|风|报|播)|[Qq][1-4](?![0-9A-Za-z])"),
        ("half", "上下前后H", r"(?:[上下后]|(?<!提)前)半[年月]|[上下]个半年|(?<=[0-9年])H[12](?![0-9A-Za-z])"),
        ("relpart", _firsts(of_kind("relpart")), either(of_kind("relpart"))),
        ("relseason", "去今" + _firsts(of_kind("relseason")), "去冬今春|今冬明春|" + either(of_kind("relseason"))),
        ("both", "去今昨明", r"[今去][明今](?:两年|两天|两日|后两年)|昨今两[日天]|明后两[天日年]|今明后三[年天]"),
        ("weekday", "上下本这今周星礼", rf"(?:(?:上上|下下|上|下|本|这|今)一?个?)?{_WEEK}(?:六日(?![0-9前后至到内])|[一二三四五六](?!次(?!日)|期(?![间货待末])|个(?![股人别税体性])|本(?![报土地赛周月届轮质国])|批(?![准评判复])|家(?![长庭电具])|人(?![民士员社类大们工体均力才口数])|名(?![单义字城])|场(?![所馆外内合面])|课|篇|报(?![告道价名社收警纸])|刊(?![发登出文])|更(?![加新名为多高低换])|练|句|评(?![论价选估为级])|换(?!乘)|测(?![试评量算定])|起(?=[^，。；]{{0,8}}(?:案|事故|事件|火灾|火情|爆炸|袭击|纠纷|投诉|抢劫|盗窃|诈骗|车祸))|百(?![货姓])|千|定(?![于在为期价制义位])|样(?!本)|年(?![会度轻均])|岁|[二三四五六七八九十])|[日天]|末(?!版))"),
        ("rel", "今昨明" + _firsts(of_kind("rel")), rf"(?<!马)(?!(?<=[天日周月年])后[天日])(?:{either(of_kind('rel'))}|今(?=起)|[今昨明]日?[（(][0-9]{{1,2}}[)）]日|[今昨明](?=[（(][0-9]))"),
        ("nth", "第最", rf"(?:{_NTH}|最[后後]一)\s?(?:个)?(?:{_WEEK}[一二三四五六日天]|季度|月|周|星期|礼拜|天|日|年)(?!次|期|线|批|届|名)"),
        ("head", "前头首最后末", rf"(?<![提超])(?!(?<=[天日周月年])[后後][天日])(?:前(?!几[年天])|(?<![码石低寡丫回抬摇点])头|(?<!为)首|最?[后後]|末)(?!的?\s?(?:19|20)[0-9]{{2}}\s?年)(?:的)?\s?{_COUNT}?\s?个?(?:多|半)?\s?(?:季度|月|年|周|星期|礼拜|天|日|秒钟?|分钟|小时)(?!级|代|[0-9])"),
        ("pre", "过最未今此之随接近前后上下还连持这", rf"(?:过去|最近|未来|今后|此前|此后|之后|之前|随后|接下来|近|(?<![提超])前(?!几[年天]|些)|(?<![落皇太])后|(?<![马早晚网线以加地剩留坐跪陛床登走皇赶])[上下](?=[一二两三四五六七八九]|[1-9](?![0-9]))|还剩|连续|持续|这(?=[一两三几十]+(?:年|个月|周|星期)|[两三几]天)|(?<![经超越通不度])过(?=[两几3-9]))的?\s?(?!(?:19|20)[0-9]{{2}}\s?年)(?={_COUNT}(?:\s?(?:至|到|-|—)\s?{_COUNT})?\s?[多余几]?\s?个?半?\s?(?:{_units()}|月|日)|半[年个月天小日世分秒周星]|个半)"),
        ("approx", _firsts(APPROXIMATORS), rf"(?!(?<=[签续合违毁])约)(?:{either(APPROXIMATORS)})(?=\s?(?:{_COUNT}[多余几]?\s?个?半?\s?(?:{_units()}|(?<=个)月)|半[个年小]|{_HOUR}[时点:]|(?:{either(of_kind('part'))}){_HOUR}))"),
        ("whole", "全", "全年(?!级)"),
        ("same", "同", "同期"),
        ("ref", _firsts(of_kind("ref", "ref?")), either(of_kind("ref", "ref?"))),
        ("season", "春夏秋冬" + _firsts(of_kind("season", "season1")), season + "|" + either(of_kind("season1")) + r"|(?<=年)[春夏秋冬](?![季天节运运游雨粮收运季奥])"),
        ("xun", "上中下", "中下旬|上中旬|[上中下]旬"),
        ("everyday", "每", rf"每(?:个|逢|到)?(?:{_WEEK}[一二三四五六日天末])(?!次|期|个|[百千])"),
        ("every", "每逢", r"逢年过节|每(?:隔|逢|到)?一?个?(?:年度?|季度|季|月份?|周|星期|礼拜|天|日|小时|钟头|分钟|秒钟?|晚|夜|半年|半月|工作日|周末)(?!级|刊)"),
        ("each", "每", rf"每(?:隔|逢)?(?={_COUNT}\s?个?半?(?:{_units()}|月|日)|半)"),
        ("anniv", _N, rf"(?:[0-9]{{1,4}}|[{_H}十百]{{1,5}})周年"),
        ("part", _firsts(of_kind("part")), either(of_kind("part"))),
        ("part1", "早晚晨午夜", rf"[早晚晨](?=\s?{_HOUR}\s?[时点:：])|(?<=[日号天一二三四五六])(?:早(?![餐饭点年班稻婚会期恋些已先]|报(?!道))|晚(?![餐饭点年班稻婚会期恋些]|报(?!道))|晨|午(?![餐饭休夜间后前时])|夜(?![市班间里晚景总校以盲色行空]))"),
        ("edge", "年月季伊末初中后早前底", rf"(?:年|月|季)[底末初](?![步级中层部线薪班])|[年月]中(?![国央学心小间部型东西医华期旬])|[年月]内(?!地|部|蒙|容|外)|伊始|末期|初期|中期(?!票|选)|中[后早前]期|年终(?![奖总盘考结决大评岁])|(?<=月)中(?=[，,。；、 至到]|$)|后期(?!制|维)|早期|中叶|前期|底{not_before('底')}|末{not_before('末')}|初{not_before('初')}"),
        ("dur", _N + "个分半多", rf"(?<![0-9.·第])(?<!分之)(?:(?:[0-9]{{1,2}}[:：])?[0-9]{{1,2}}[:：][0-5][0-9]\.[0-9]{{1,2}}(?![0-9])|(?<=小时){_SMALL}分(?![钟之数])|{_SMALL}分{_SMALL}秒(?:[0-9]{{1,3}}(?![0-9.]))?|[0-9]{{1,2}}秒[0-9]{{1,3}}(?![0-9.])|{_COUNT}(?:[多余来几][万千百]?)?\s?(?:个多?)?(?:半)?\s?(?:{_units()}|(?<=个)月|(?<=个半)月|(?<=个多)月|(?<=[两俩几数])[月日]|日(?=[之以]?[内后後])|(?:(?<=[4-9][0-9])|(?<=3[2-9]))日{not_before('日')})(?:半(?!个)钟?|多(?![数次名个家种人项]))?|个半(?:小时|钟头?|月)|分半钟|半个?(?:年(?!报)|月|小时|钟头|天|日|世纪|分钟|秒|周|星期|多(?:月|小时))(?:多)?|{_COUNT}分半钟|[多数]年(?=来|前|以来|后|之后))"),
        ("twoyears", _N, r"(?<![0-9A-Za-z.])(?:19|20)[0-9]{2}[/-](?:(?:19|20)[0-9]{2}|[0-9]{2})(?:赛季|学年|财年|年度|雪季|榨季)"),
        ("bare", _N, r"(?<![0-9A-Za-z/:：-])(?<![0-9][.,])(?:19|20)[0-9]{2}(?![0-9.,:：%A-GI-PR-Za-z/千万亿]|[QH](?![1-4]))"),
        ("post", _firsts(_AROUND) + "至起前后来内间许里", rf"{either(_AROUND)}|至今(?![天年日晚晨早夏秋冬春])|" + "|".join(f"{w}{not_before(w)}" for w in ("起", "前", "后", "来", "内", "间", "许", "里"))),
        ("conn", "起至到—-–~～和与、", r"起至|起到|至(?!今|于|少|多|上|此|尊|关)|到(?!位|达|来|底|处|期|场|了|账|手|时|访)|—{1,2}|-{1,2}|–|~{1,2}|～|和|与|、"),
        ("joint", "又零的," + _BLANKS, rf"又|零|的(?=第|前|头|最|后|今[天日]|周|星期|礼拜|[春夏秋冬]|上|下|{either(n for n, f in festivals().items() if not f.needs)})|[ 　\t]|，(?=星期|周[一二三四五六日]|礼拜)|, ?(?=星期|周[一二三四五六日]|礼拜)"),
    )  # fmt: skip


def _clock() -> str:
    colon = r"(?<![0-9:：.+])(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9:：]|\.[0-9])(?:\s?[aApP]\.?[mM](?![A-Za-z])|p(?![A-Za-z]))?"
    minute = rf"\s?(?:零|过|〇)?{_SMALL}\s?分(?!钟|之)(?:\s?零?{_SMALL}\s?秒)?"
    tail = rf"(?:{minute}|[一三123]刻|整|半(?!年|月|天)|许(?!多|可)|多钟?|钟)?"
    hours = rf"(?<![0-9.·{_H}十第]){_HOUR}\s?(?:时{not_before('时')}|点钟?{not_before('点')}){tail}"
    spoken = rf"(?<=[晨早上午晚里间夜昼天日号黎明])\s?{_HOUR}点(?:零[{_H}]|[{_H}十]{{1,3}}|[0-9]{{2}}|[零〇][{_H}0-9]|踏半|半)(?![{_H}十0-9度%个点分万亿千百刻])"
    alone = rf"(?<![^，。；：,:\s]){_HOUR}点(?:[二三四五]?十[一二三四五六七八九]?|[0-5][0-9])(?=[，。；\s]|$)"
    two = f"(?:{either(HOURS_OR_SO)})点(?![零〇{_H}十半一三整过0-9个%])"
    about = rf"(?<=[晨早上午晚里间夜昼黎明])\s?{two}钟?{not_before('点')}|(?<![{_H}十]){two}钟"
    return f"{colon}|{about}|{spoken}|{alone}|{hours}"


class Atom(NamedTuple):
    """A piece of a time expression: its kind, its text and where it stands in its run."""

    kind: str
    text: str
    start: int
    end: int


@cache
def leads() -> frozenset[str]:
    """The characters that an atom can begin with: where none stands, no lexer need be asked."""
    return frozenset("".join(begin for _, begin, _ in patterns()))


@cache
def _lexers(lead: str) -> tuple[Callable[[str, int], re.Match[str] | None], ...]:
    """What finds the atoms that begin with ``lead``, in the order to try them.

    Half of the kinds may begin with a numeral: they are one alternation. Few begin with any other
    character: each is tried by itself.
    """
    if lead in _CROWDED:
        return (_lexer(_crowd()),)
    return tuple(_lexer((kind,)) for kind, begin, _ in patterns() if lead in begin)


@cache
def _crowd() -> tuple[str, ...]:
    kinds = [kind for kind, begin, _ in patterns() if not _CROWDED.isdisjoint(begin)]
    return (*_COMMONEST, *(kind for kind in kinds if kind not in _COMMONEST))


@cache
def _lexer(kinds: tuple[str, ...]) -> Callable[[str, int], re.Match[str] | None]:
    """What matches an atom of one of ``kinds``, and names it by the match's ``lastgroup``.

    A kind's name is the empty group after its pattern: before it, it would keep the engine from
    passing over the pattern by its first character.
    """
    by_kind = {kind: pattern for kind, _, pattern in patterns()}
    return re.compile("|".join(f"(?:{by_kind[kind]})(?P<{kind}>)" for kind in kinds)).match


@with_all
def _make_lexers() -> None:
    for lead in leads():
        _lexers(lead)


def atom_at(text: str, offset: int) -> re.Match[str] | None:
    """The atom that begins at ``offset``; its kind is the match's ``lastgroup``."""
    lead = text[offset]
    if lead in leads():
        for match in _lexers(lead):
            if found := match(text, offset):
                return found
    return None


def lex(run: str) -> tuple[Atom, ...]:
    """The atoms of a run."""
    atoms, offset = [], 0
    while offset < len(run):
        found = atom_at(run, offset)
        if found is None:
            offset += 1
            continue
        atoms.append(Atom(found.lastgroup or "", found.group(), offset, found.end()))
        offset = found.end()
    return tuple(atoms)
