"""Lasting properties: what no event's time governs, unless it dates the figure's own clause."""

from __future__ import annotations

from functools import cache

from pipeline.lazy import lazy
from pipeline.lexicon import rows
from pipeline.link.concepts.elsewhere import aspect
from pipeline.link.draft import Draft
from pipeline.link.subjects import is_term

#: Words before a figure that make it a capacity.
_CAPACITY = frozenset(("年产", "月产", "日产", "时产", "亩产"))
#: A magnitude as part of a name: 5.8级地震已造成…; 发生5.8级地震 is an event of its time.
_SHAKES = lazy(r"(?:左右|以上)?(?:强烈)?(?:地震|强震|余震|台风|大风|海啸)")
#: What is packed, built or named like this: 5升装的食用油, 50米自由泳.
_PACKED = lazy(
    r"(?:装|款|版|型号)(?![修饰备置机卸载运])|(?:水轮|柴油|风力)?(?:发电)?机组|发电机|变压器|变电站|输电"
    r"|(?:自由泳|蛙泳|仰泳|蝶泳|混合泳|接力|跨?栏|赛跑|速滑|个人(?:计时|混合)|(?:半|总)?决赛)"
)
#: 16台单机容量, 由199根钢丝组成: what a thing is made of.
_MADE_OF = lazy(r"[^，。；,;\n]{0,14}?(?:组成|构成)")
#: Units that hold a content: 每盒250毫升.
_VESSELS = frozenset("盒箱袋瓶包桶罐件只支杯听片粒板条提")


#: Words before a magnitude that make it an event: 发生5.8级地震.
_HAPPENING = frozenset(("发生", "了", "有", "出现", "遭遇", "迎来", "遭受"))


@cache
def _units() -> frozenset[str]:
    return frozenset(row["unit"] for row in rows("link_standing"))


@cache
def _nouns() -> tuple[str, ...]:
    return tuple(row["word"] for row in rows("link_properties"))


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(word[-1] for word in _nouns())


def is_specification(d: Draft) -> bool:
    """Whether the figure is a thing's own by its unit: a screen's size, a memory, a battery."""
    return d.unit in _units()


def stands(d: Draft) -> bool:
    """Whether the figure is a lasting property, which only a time right beside it dates.

    A screen's size, a capacity, a magnitude that names an earthquake, a ship's length.
    """
    line = d.line
    if d.unit in _units() or d.word_before in _CAPACITY or (d.quoted and is_term(d)):
        return True
    if d.unit == "级":
        shakes = _SHAKES.match(line.text, line.end(d.i))
        return shakes is not None and d.word_before not in _HAPPENING
    if d.mention.label not in ("QUANTITY", "CARDINAL"):
        return False
    if (
        d.unit in ("岁", "周岁")
        and line.kinds[d.i - 1 : d.i] != "t"
        and d.letter_after in tuple("DGOPna")
    ):
        return True  # 72岁的徐阿婆
    if d.quantity.per in _VESSELS:
        return True
    return d.mention.label == "QUANTITY" and bool(_PACKED.match(line.text, line.end(d.i)))


#: Base units of lengths, areas and volumes, which things have for good.
_SIZES = frozenset(("m", "m2", "m3"))
_SPELLS = frozenset(("天", "日", "周", "月", "季度", "年", "小时", "分钟", "秒"))


def _of_each(d: Draft) -> bool:
    """Whether the figure is what each of several things has: 每个安置点面积500平方米."""
    if d.quantity.per:
        return d.quantity.per not in _SPELLS
    for k in range(d.i - 1, max(d.low, d.i - 5) - 1, -1):
        word = d.line.words[k]
        if word.startswith("每") and word[1:] not in _SPELLS:
            return True
        if d.line.kinds[k] not in "=nwyaEmr":
            return False
    return False


def _apart(d: Draft) -> bool:
    """Whether the clause tells how far two places lie apart: 码头距离车站仅500米."""
    return "距离" in d.line.span(d.low, d.i)


#: What a law or a rule says, which has no time: 根据规定，…; 数额在10万元以上的，处…; 每户最多可领3份.
_LAW = lazy(
    r"(?:根据|依照|按照|依据|按)[^，。；\n]{0,20}(?:法|法律|规定|条例|办法|规则|细则|解释|章程)(?:[》”]?[^，。；\n]{0,6}规定)?，"
    r"|规定[，：:]|的，?(?:可|应|并|由[^，。；\n]{2,10})?处"
)
_EACH = lazy(
    r"每一?[^年月日天周季时分秒晚夜\n][^，。；\n]{0,8}?(?:最多|至多|不得|不超过|可[填选领报申享]|须|应|限[领报填]|收费)"
)
#: A character that each of these has.
_RULES = lazy("[每法规]|的，")
_PRICES = ("售价", "票价", "定价", "价格", "门票")
#: What a figure notes whose measure its sentence opens with.
_ASPECT = f"concept={aspect.name}"
#: How far before its figure a rule is named.
_RULE_REACH = 80


def _ruled(d: Draft) -> bool:
    """Whether the figure is what a law or a rule of its sentence sets."""
    line, end = d.line, d.line.starts[d.i]
    text, low, start = line.text, line.starts[d.low], max(line.starts[0], end - _RULE_REACH)
    if _RULES.search(text, min(low, start), end) is None:  # most have none of these
        return False
    return bool(_EACH.search(text, low, end) or _LAW.search(text, start, end))


#: The price of a thing, which it has until another is set.
_PRICE = lazy(
    r"(?:(?<![出均])售价|指导价|定价|标价|(?<!均)票价|原价|学费|住宿费|门票|月租|会费)"
    r"(?!收入|销售|总)[^，。；,;\n]{0,6}\Z"
)
#: How far before its figure a property and what stands between begin.
_LONGEST = 12
#: What may stand between a property and its figure: 人口约为1900人.
_EQUATING = "约为达到仅是共近分别：:"


def _first_of_list(d: Draft) -> int:
    """The chunk of the first figure of the list that ``d`` goes on: 功率分别为90千瓦和105千瓦."""
    kinds, k = d.line.kinds, d.i
    while k - 2 > d.low and kinds[k - 1] in "、c" and kinds[k - 2] == "#":
        k -= 2
    return k


def lasts(d: Draft) -> bool:
    """Whether the figure is a lasting property that a time in its clause may date.

    A total length, a floor area, a distance, what a hall holds.
    """
    line = d.line
    if _ruled(d):
        return True
    if d.mention.label == "MONEY" and not d.change:
        if d.quantity.per and d.quantity.per not in _VESSELS:
            return False  # what a market pays for a weight is a day's price
        if _ASPECT in d.rules and d.concept and line.text.endswith(_PRICES, *d.concept):
            return True  # 票价方面，一等座1380元
        return bool(_PRICE.search(line.text, line.starts[d.low], line.starts[d.i]))
    if d.mention.label in ("PERCENT", "MONEY") or d.change:
        return False
    base = d.quantity.base_unit
    if base[:1] == "m" and base.partition("/")[0] in _SIZES and _of_each(d):
        return True
    if d.word_before == "由" and _MADE_OF.match(line.text, line.end(d.i)):
        return True
    if base == "m" and _apart(d):
        return True
    if (
        base == "m2"
        and d.word_before == "面积"
        and line.kinds[d.i - 2 : d.i - 1] in ("G", "O", "g")
    ):
        return True  # 阿根廷面积278万平方公里, not 播种面积
    text, end = line.text, line.starts[_first_of_list(d)]
    start = max(line.starts[d.low], end - _LONGEST)
    while end > start and text[end - 1] in _EQUATING:
        end -= 1
    if end == start or text[end - 1] not in _last_characters():
        return False
    if text[end - 1] in "长宽高":  # 塔高30米, not 得分高达30分
        return base == "m"
    return text.endswith(_nouns(), start, end)
