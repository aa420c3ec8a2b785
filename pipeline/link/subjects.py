"""Names as owners of figures: what part a name plays in its sentence, and which figure it owns."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from pipeline.link.draft import Draft
from pipeline.link.lines import WINDOW, Line
from pipeline.link.phrases import PEOPLE

#: Words before a name that is nobody's subject: 向X推荐, 被X评为, 据X统计, 在X.
_OTHER_ROLE = frozenset(["对", "向", "给", "来自", "被", "据", "根据", "从", "比", "较", "由", "跟", "至", "到", "往", "赴", "在", "于", "对于", "因", "按", "经", "通过", "除", "除了", "距", "离"])  # fmt: skip
#: Prepositions that make their name an agent after all.
_CAUSES = frozenset(("使", "让", "令", "将", "把"))
#: A name whose clause goes on to what it said.
_SAYS = re.compile(r"[tdn(#),]{0,6}R")
#: Verbs of those who have figures of others: 国家统计局数据显示, 林草局发布，….
_REPORTS = frozenset(("显示", "统计", "预测", "估计", "报道"))
_PUBLISHES = frozenset(("发布", "公布", "通报"))
#: What a source publishes, which is not what the figures are about: 公布的最新数据.
_SOURCE_NOUN = re.compile(r"[^，。；,;\n]{0,14}?(?:数据|统计|消息|通报|信息|公报|声明|预报|指数)")
#: 在…的调解下: a name inside an adverbial is no subject.
_INSIDE_BEFORE = re.compile(r"[^,;:.vux]{0,12}p")
_INSIDE_AFTER = re.compile(r"[^,;:.#]{0,12}?f")
_ABSTRACT = frozenset(
    ("下", "中", "之下", "之中", "方面", "上", "之间", "之后", "后", "前", "期间")
)
#: A name whose people, figures or reports say something: 商务部负责人介绍.
_QUOTED = re.compile(r"[nawyOGP()]{1,8}(?:p[nOGP]{1,3})?[tdp]{0,4}R")
_RECKONS = frozenset(["测定", "测报", "测算", "监测", "监测到", "预计", "预测", "预报", "估算", "分析", "数据", "消息"])  # fmt: skip
#: Back from a name to the preposition that its list, or what it belongs to, depends on.
_GOVERNED = re.compile(r"(?:[、c][nGOPEaw、ckR]{1,14}|D[GOnaw]{1,4})p")
#: Back from a name to the verb that its list is the object of: 揭示出宫殿、宫台建筑、宫城….
_OBJECT = re.compile(r"[、c](?:[nGOPEaw、ckD]{3,14}[LH]?[uv]|[nGOPEaw、ckD]{1,14}#)")
_WHERE = frozenset(("在", "于", "位于"))
#: What a rule returns when it knows that no one owns the figure.
NOBODY = "-"


@dataclass(slots=True)
class Subject:
    """A name that may own figures: its first chunk, the chunk after it, and its full form."""

    start: int
    end: int
    name: str
    person: bool = False
    #: whether it is a list of examples: 广州、深圳等
    listed: bool = False


@dataclass(slots=True)
class Subjects:
    """The candidates of one sentence up to the figure being read."""

    found: list[Subject] = field(default_factory=list)
    #: names that only own the figure right after them: 受到拉美12个国家…
    owners: list[Subject] = field(default_factory=list)
    speakers: list[Subject] = field(default_factory=list)
    #: where something happened: 在X…
    places: list[Subject] = field(default_factory=list)
    event: str = ""
    running: str = ""


#: Units that count people, alive or dead.
PERSONS = PEOPLE | {"具"}


def is_casualty(d: Draft) -> bool:
    """Whether the figure counts people that something happened to."""
    if d.unit not in PERSONS:
        return False
    kinds = d.line.kinds
    return kinds.find("s", d.low, d.high) >= 0 or (
        d.i + 1 < len(kinds) and "被" in d.line.span(d.i, min(d.i + 6, d.high))
    )


_TERM = re.compile(r"#[^,;:.}{]{0,4}\}")


def is_term(d: Draft) -> bool:
    """Whether the figure opens a term in quotation marks: “四种形态”, 《一分钱》."""
    kinds = d.line.kinds
    return kinds[d.i - 1 : d.i] == "{" and bool(_TERM.match(kinds, d.i))


#: Units that are themselves what is counted, and may act: 两国, 三方, 六省.
_PARTIES = frozenset("国党军省市县区州方地岸校")
_HAN = frozenset("两二三四五六七八九十")


def is_party(d: Draft) -> bool:
    """Whether the figure names parties by their number, in a Han numeral: 两国, 三方."""
    counts = (d.unit in _PARTIES or d.unit == "部门") and d.mention.label == "CARDINAL"
    return counts and d.line.text[d.mention.start] in _HAN


def is_partner(d: Draft) -> bool:
    """Whether the name that a list gives the figure depends on a preposition: 对东盟、欧盟出口."""
    line = d.line
    at = line.text.find(d.own_holder, line.starts[0], line.starts[d.i])
    i = bisect_left(line.starts, at)
    if at < 0 or line.starts[i] != at:
        return False
    while i and line.kinds[i - 1] in "GOP、ck":
        i -= 1
    return i > 0 and line.kinds[i - 1] == "p" and line.word(i - 1) not in _CAUSES


def _is_quoted(kinds: str, i: int) -> bool:
    """Whether chunk ``i`` stands in quotation marks, with words of the quotation before it."""
    low = max(0, i - WINDOW)
    opened = kinds.rfind("{", low, i)
    return opened >= 0 and kinds.find("}", opened, i) < 0


def _reckons(line: Line, i: int) -> bool:
    """Whether what follows chunk ``i`` makes the name before it a source: 地震台网测定, 气象部门预计."""
    for k in range(i, i + 5):
        word = line.word(k)
        if word in _RECKONS:  # 全省预计发送旅客30万人次: a plan of its own
            return word != "预计" or line.stops.startswith(",", k + 1)
        if line.kinds[k : k + 1] not in ("d", "t", "a"):
            break
    return False


def _decides(line: Line, after: int) -> bool:
    """Whether the verb of saying before chunk ``after`` does what it says: 宣布下调利率."""
    return line.word(after - 1) == "宣布" and line.kinds[after : after + 1] in tuple("uvwyx")


_ATTACKS = ("空袭", "袭击", "打击", "攻击", "轰炸", "炮击", "进攻")
#: What follows the name of what is attacked: 对加沙城等地发动袭击.
_ATTACKED = re.compile(
    r"[^，。；,;\n]{0,24}(?:发动|展开|实施|进行|发起)[^，。；,;\n]{0,12}"
    r"(?:袭|打击|攻击|轰炸|炮击|进攻|军事行动|射击)|[^，。；,;\n]{0,8}(?:开火|开枪|发射)"
)


def _is_target(line: Line, one: Subject, word: str) -> bool:
    """Whether the place ``one``, which ``word`` stands before, is attacked: there people fall."""
    if word in _ATTACKS:
        return True
    return word in ("对", "向") and _ATTACKED.match(line.text, line.end(one.end - 1)) is not None


def _is_abstract(line: Line, one: Subject) -> bool:
    """Whether the place after 在 is no place of the event: 在中国的支持下."""
    if line.kinds[one.end - 1] == "f":  # 湖北境内
        return False
    inside = _INSIDE_AFTER.match(line.kinds, one.end)
    return inside is not None and line.word(inside.end() - 1) in _ABSTRACT


def role_of(line: Line, one: Subject) -> str:
    """What the name can be to the figures after it: a list of ``Subjects`` by name, or ''."""
    kinds, first = line.kinds, one.start
    before, word = (kinds[first - 1], line.word(first - 1)) if first else ("", "")
    if before == "t" and line.word(first - 2) in _WHERE:  # 位于今天绍兴
        word = line.word(first - 2)
    if word == "位于" and kinds.startswith("D", one.end):
        return ""  # 位于临江市的房屋
    if word in _WHERE and one.name != "中国" and not _is_abstract(line, one):
        return "places"
    if kinds[first] == "G" and _is_target(line, one, word):
        return "places"
    if (before and before in "{(") or word in _OTHER_ROLE or _is_quoted(kinds, first):
        return ""
    if before == "p" and word not in _CAUSES:
        return ""
    if (before and before in "#0") or word in ("与", "同"):
        return ""  # 9艘伊朗海军舰艇: an attribute; 与甲公司组成联合体: a partner
    if before and before in "、cD":
        governed = _GOVERNED.match(kinds[max(0, first - 16) : first][::-1])
        if governed and line.word(first - governed.end()) not in _CAUSES:
            return ""
        if _OBJECT.match(kinds[max(0, first - 18) : first][::-1]):
            return "owners"
    if before and before in "vuxywL=H":
        return "owners"
    if "R" in kinds:
        says = _SAYS.match(kinds, one.end)
        if says and kinds.startswith("D", says.end()):
            if _SOURCE_NOUN.match(line.text, line.end(says.end())):
                return ""
        elif says and line.word(says.end() - 1) in _REPORTS:
            return ""
        elif says and line.word(says.end() - 1) in _PUBLISHES:
            tells = _SOURCE_NOUN.match(line.text, line.end(says.end() - 1))
            return "" if tells or line.stops.startswith(",", says.end()) else "found"
        elif says and not _decides(line, says.end()):
            return "speakers" if not one.person else ""
        if _QUOTED.match(kinds, one.end):
            return ""
    if _reckons(line, one.end) or ("f" in kinds and _is_inside(line, one)):
        return ""
    return "found"


def _is_inside(line: Line, one: Subject) -> bool:
    """Whether the name stands inside an adverbial: 在…的调解下."""
    kinds, first = line.kinds, one.start
    inside = _INSIDE_BEFORE.match(kinds[max(0, first - 12) : first][::-1])
    at = first - inside.end() if inside else -1
    return line.word(at) == "在" and _INSIDE_AFTER.match(kinds, one.end) is not None
