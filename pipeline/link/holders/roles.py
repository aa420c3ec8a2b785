"""What part a name plays in its sentence: subject, speaker, place, owner of one figure, or none."""

from __future__ import annotations

from pipeline.lazy import lazy
from pipeline.link.lines import WINDOW, Line
from pipeline.link.subjects import CAUSES, Subject

#: Words before a name that is nobody's subject: 向X推荐, 被X评为, 据X统计, 在X.
_OTHER_ROLE = frozenset(["对", "向", "给", "来自", "被", "据", "根据", "从", "比", "较", "由", "跟", "至", "到", "往", "赴", "在", "于", "对于", "因", "按", "经", "通过", "除", "除了", "距", "离"])  # fmt: skip
#: A name whose clause goes on to what it said.
_SAYS = lazy(r"[tdn(#),]{0,6}R")
#: Verbs of those who have figures of others: 国家统计局数据显示, 林草局发布，….
_REPORTS = frozenset(("显示", "统计", "预测", "估计", "报道"))
_PUBLISHES = frozenset(("发布", "公布", "通报"))
#: Papers in which a company tells its own figures, and what they do.
_OWN_PAPER = lazy(
    r"[^，。；\n]{0,14}(?:[年季中财]报|半年报|业绩|报表|财务报告|公告|招股(?:说明)?书)[^，。；\n]{0,4}?(?:显示|披露|表明|称)"
)
#: What a source publishes, which is not what the figures are about: 公布的最新数据.
_SOURCE_NOUN = lazy(r"[^，。；,;\n]{0,14}?(?:数据|统计|消息|通报|信息|公报|声明|预报|指数)")
#: 在…的调解下: a name inside an adverbial is no subject.
_INSIDE_BEFORE = lazy(r"[^,;:.vux]{0,12}p")
_INSIDE_AFTER = lazy(r"[^,;:.#]{0,12}?f")
_ABSTRACT = frozenset(
    ("下", "中", "之下", "之中", "方面", "上", "之间", "之后", "后", "前", "期间")
)
#: A name whose people, figures or reports say something: 商务部负责人介绍.
_QUOTED = lazy(r"[nawyOGP()]{1,8}(?:p[nOGP]{1,3})?[tdp]{0,4}R")
_RECKONS = frozenset(["测定", "测报", "测算", "监测", "监测到", "预计", "预测", "预报", "估算", "分析", "数据", "消息"])  # fmt: skip
#: Back from a name to the preposition that its list, or what it belongs to, depends on.
_GOVERNED = lazy(r"(?:[、c][nGOPEaw、ckR]{1,14}|D[GOnaw]{1,4})p")
#: Back from a name to the verb that its list is the object of: 揭示出宫殿、宫台建筑、宫城….
_OBJECT = lazy(r"[、c](?:[nGOPEaw、ckD]{3,14}[LH]?[uv]|[nGOPEaw、ckD]{1,14}#)")
_VERBS = frozenset("uvwyx")
#: What may stand between a source and its reckoning.
_PASSED = frozenset("dta")
#: What is done in a place once, and says no more of what happens there: 在香港上市的公司.
_LISTED = frozenset("上市 挂牌 注册 出生 毕业 成立 上学 留学".split())
#: Nouns that a place's name explains: 首都北京.
_RANKS = frozenset(
    "首都 首府 省会 省城 县城 老家 故乡 家乡 祖籍 邻国 本国 城市 海滨城市 港口城市".split()
)
#: Where a place lies that has no name but from another's.
_BESIDE = frozenset("以东 以西 以南 以北 以外 东南 西南 东北 西北".split())
#: Prepositions of place.
_WHERE = frozenset(("在", "于", "位于"))


def role_of(line: Line, one: Subject) -> str:
    """What the name can be to the figures after it: a list of ``Subjects`` by name, or ''."""
    after = line.starts[one.end]
    if line.text[after : after + 1] in _ASSAILS and ASSAULTS.match(line.text, after):
        return ""  # 以军空袭造成5人死亡: those who fell are not the attacker's
    role = _by_place(line, one)
    if role is None:
        role = _by_list(line, one)
    if role is None and "R" in line.kinds:
        role = _by_speech(line, one)
    if role is not None:
        return role
    adverbial = "f" in line.kinds and _is_inside(line, one)
    return "" if adverbial or _reckons(line, one.end) else "found"


def _by_place(line: Line, one: Subject) -> str | None:
    """The role of a name after a preposition or a mark: 在X, 对X发动空袭, 向X; None for others."""
    kinds, first = line.kinds, one.start
    before, word = kinds[first - 1 : first], line.words[first - 1]
    if kinds[first] == "P" and before in ("n", "_") and _is_byline(line, first):
        return ""
    if word in _RANKS and line.words[first - 2] in _OTHER_ROLE:
        before, word = "p", line.words[first - 2]  # 在首都北京
    if before == "t" and line.words[first - 2] in _WHERE:  # 位于今天绍兴
        word = line.words[first - 2]
    if line.words[first] in _EVERYWHERE and line.words[one.end] in _OFFERS:
        return ""  # 公司此次全球发售30亿股
    if line.words[one.end] in _BESIDE:
        return ""  # 在大桥以东80公里的海面上
    if word == "位于" and kinds.startswith("D", one.end):
        return ""  # 位于临江市的房屋
    if word in _WHERE and line.words[one.end] in _LISTED and kinds.startswith("D", one.end + 1):
        return ""  # 在纳斯达克上市的公司
    if word in _WHERE and not _is_abstract(line, one):
        return "" if _is_seat(line, first) or _is_market(line, one) else "places"
    if word in _AIMS and kinds[first] == "G" and _is_target(line, one, word):
        return "places"
    if word == "代表" and kinds[first] != "P":
        return ""  # 他代表雄狮队出战
    if word in _OTHER_ROLE or (before == "p" and word not in CAUSES):
        return ""
    if before in ("{", "(", "#", "0") or word in _WITH:
        return ""  # 9艘伊朗海军舰艇: an attribute; 与甲公司组成联合体: a partner
    return "" if _is_quoted(kinds, first) or ("(" in kinds and _writes(line, first)) else None


#: Words before one who only joins in: 与甲公司组成联合体, 联合税务局查获….
_WITH = frozenset(("与", "同", "联合", "会同", "携手", "协同", "伙同", "配合"))
#: Those who sign a report, and the marks between them and their names.
_SIGNERS = ("记者", "通讯员", "实习生", "摄影", "编辑")
_SIGNED = lazy(r"_*(?=n)")


def _is_byline(line: Line, first: int) -> bool:
    """Whether the person at chunk ``first`` wrote the report: （记者 张某 通讯员 李某）."""
    found = _SIGNED.match(line.kinds[max(0, first - 3) : first][::-1])
    return found is not None and line.words[first - 1 - found.end()].endswith(_SIGNERS)


def _by_list(line: Line, one: Subject) -> str | None:
    """The role of a name after a verb, or in a list after one or after a preposition."""
    kinds, first = line.kinds, one.start
    before = kinds[first - 1 : first]
    if before in ("、", "c", "D"):
        governed = _GOVERNED.match(kinds[max(0, first - 16) : first][::-1])
        if governed and line.words[first - governed.end()] not in CAUSES:
            return ""
        if _OBJECT.match(kinds[max(0, first - 18) : first][::-1]):
            return "owners"
    if before == "%":
        return ""  # 占全国市场份额的5%
    if before == "=" and _identifies(line, one):
        return None
    return "owners" if before and before in "vuxywL=H" else None


def _identifies(line: Line, one: Subject) -> bool:
    """Whether the copula before a name says who it is that the next clause is about: 紧随其后的是
    广东，…; 其次是甘肃，…."""
    first = one.start
    if line.words[first - 1] not in ("是", "为") or line.stops[one.end : one.end + 1] != ",":
        return False
    ahead = line.words[first - 2]
    return line.kinds[first - 2 : first - 1] == "D" or ahead in ("其次", "最后", "随后", "再次")


def _by_speech(line: Line, one: Subject) -> str | None:
    """The role of a name that says or publishes something."""
    kinds = line.kinds
    if kinds[one.end - 1] == "O" and _OWN_PAPER.match(line.text, line.end(one.end - 1)):
        return "found"
    says = _SAYS.match(kinds, one.end)
    if says and kinds.startswith("D", says.end()):
        if _SOURCE_NOUN.match(line.text, line.end(says.end())):
            return ""
    elif says:
        return _of_speaker(line, one, says.end())
    return "" if _QUOTED.match(kinds, one.end) else None


def _of_speaker(line: Line, one: Subject, after: int) -> str | None:
    """The role of the subject of the verb of saying before chunk ``after``."""
    verb = line.words[after - 1]
    if verb in _REPORTS:
        return ""
    if verb in _PUBLISHES:
        tells = _SOURCE_NOUN.match(line.text, line.end(after - 1))
        return "" if tells or line.stops.startswith(",", after) else "found"
    if verb == "宣布" and line.kinds[after : after + 1] in _VERBS:
        return None  # 宣布下调利率: it does what it says
    return "" if one.person else "speakers"


#: Words before the name of who wrote the report.
_WRITERS = ("记者", "通讯员")


def _writes(line: Line, i: int) -> bool:
    """Whether the name at chunk ``i`` is in the report's byline: （记者 李晓 王强）."""
    opened = line.kinds.rfind("(", max(0, i - 6), i)
    if opened < 0 or line.kinds.find(")", opened, i) >= 0:
        return False
    return line.words[opened + 1].endswith(_WRITERS) or line.words[i - 1].endswith(_WRITERS)


def _is_quoted(kinds: str, i: int) -> bool:
    """Whether chunk ``i`` stands in quotation marks, with words of the quotation before it."""
    opened = kinds.rfind("{", i - WINDOW if i > WINDOW else 0, i)
    return opened >= 0 and kinds.find("}", opened, i) < 0


def _reckons(line: Line, i: int) -> bool:
    """Whether what follows chunk ``i`` makes the name before it a source: 地震台网测定, 气象部门预计."""
    kinds, words = line.kinds, line.words
    for k in range(i, i + 5):
        if words[k] in _RECKONS:  # 全省预计发送旅客30万人次: a plan of its own
            return words[k] != "预计" or line.stops.startswith(",", k + 1)
        if kinds[k : k + 1] not in _PASSED:
            break
    return False


#: What an attacker's name goes on to where its victims are counted.
ASSAULTS = lazy(
    r"(?:的|方|军)?(?:大规模|多轮|持续|连日|新一轮|无人机|导弹|火箭弹|自杀式|炸弹|地面|军事){0,3}"
    r"(?:空袭|袭击|炮击|轰炸|扫射|攻击|进攻|行动|打击)(?:[和与、][^，。；\n]{1,6})?[^，。；\n]{0,8}?"
    r"(?:造成|导致|致|炸死|打死|杀死)"
)
#: What that may begin with.
_ASSAILS = frozenset("的方军大多持连新无导火自炸地空袭炮轰扫攻进行打")
ATTACKS = ("空袭", "袭击", "打击", "攻击", "轰炸", "炮击", "进攻")
#: What may stand before the name of what is attacked.
_AIMS = frozenset((*ATTACKS, "对", "向"))
#: What follows the name of what is attacked: 对加沙城等地发动袭击.
_ATTACKED = lazy(
    r"[^，。；,;\n]{0,24}(?:发动|展开|实施|进行|发起)[^，。；,;\n]{0,12}"
    r"(?:袭|打击|攻击|轰炸|炮击|进攻|军事行动|射击)|[^，。；,;\n]{0,8}(?:开火|开枪|发射)"
)


def _is_target(line: Line, one: Subject, word: str) -> bool:
    """Whether the place ``one``, which ``word`` stands before, is attacked: there people fall."""
    if word in ATTACKS:
        return True
    return word in ("对", "向") and _ATTACKED.match(line.text, line.end(one.end - 1)) is not None


def _is_abstract(line: Line, one: Subject) -> bool:
    """Whether the place after 在 is no place of the event: 在中国的支持下."""
    if line.kinds[one.end - 1] == "f":  # 湖北境内
        return False
    inside = _INSIDE_AFTER.match(line.kinds, one.end)
    return inside is not None and line.words[inside.end() - 1] in _ABSTRACT


#: Where a firm does what it does, and no one in particular: 全球发售, 全国招聘.
_EVERYWHERE = frozenset(("全球", "全国", "海外", "国内"))
_OFFERS = frozenset(
    "发售 发行 首发 上市 上映 公映 招聘 招募 招生 招商 裁员 召回 限量 同步 巡演 巡展".split()
)
#: What is done to a body in the place where it has its seat: 创办于烟台, 总部位于杭州.
_SEATED = frozenset("创办 成立 创立 创建 始建 组建 注册 诞生 发源 起家 起步 上市 总部".split())


def _is_seat(line: Line, first: int) -> bool:
    """Whether the place at chunk ``first`` is only where a body has its seat: 公司创办于烟台."""
    back = 2 if line.words[first - 1] in ("于", "在") else 1
    if line.words[first - back] in ("位于", "设"):
        back += 1
    ahead = line.words[first - back] if back <= first else ""
    return ahead in _SEATED or ahead.endswith("总部") or line.words[first - 1][:-1] in _SEATED


#: What a thing has on a market that is named with 在, and is not the market's: 在国内市场占有率.
_SHARED = ("占有率", "市场份额", "市占率", "销量", "销售额", "出货量", "知名度", "保有量")


def _is_market(line: Line, one: Subject) -> bool:
    """Whether the place after 在 is the market where a thing sells: 在国内挖掘机市场份额为12%."""
    kinds, k = line.kinds, one.end
    while kinds[k : k + 1] in ("n", "w", "y", "a", "D", "f") and k < one.end + 6:
        k += 1
    return k > one.end and line.words[k - 1].endswith(_SHARED)


def _is_inside(line: Line, one: Subject) -> bool:
    """Whether the name stands inside an adverbial: 在…的调解下."""
    kinds, first = line.kinds, one.start
    inside = _INSIDE_BEFORE.match(kinds[max(0, first - 12) : first][::-1])
    at = first - inside.end() if inside else -1
    return line.words[at] == "在" and _INSIDE_AFTER.match(kinds, one.end) is not None
