"""Works, laws and papers in title marks, and what quotation marks name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.names.candidates import RULE, Candidate
from pipeline.extractors.names.shape import Shape
from pipeline.lazy import lazy
from pipeline.lexicon import rows
from pipeline.model import NameLabel
from pipeline.rules import ex, rule

_TITLE = lazy("《([^《》\n]{1,60})》")
_MEDIA = lazy(
    r"(?:日报|晚报|早报|晨报|时报|商报|快报|都市报|周刊|周报|邮报|导报|青年报|新闻报|报|通讯)$"
)

#: What follows a paper's or a magazine's name, whatever it is called.
_CITED = lazy("报道|报导|杂志|周刊|月刊|双周刊|季刊|记者|网站|社论|刊文|刊登|撰文|消息称")


@cache
def _laws() -> re.Pattern[str]:
    endings = [r["ending"] for r in rows("name_endings") if r["label"] == "LAW"]
    return re.compile(f"(?:{'|'.join(endings)})(?:（[^）]*）)?$")


@rule(
    "name-title",
    why="title marks hold a law by its last word, a newspaper by its last word, else a work",
    examples=[
        ex("他主演了话剧《⟦雨夜归人⟧》。", label="WORK_OF_ART"),
        ex("《⟦湿地保护条例⟧》下月施行。", label="LAW"),
        ex("《⟦江城晚报⟧》刊登了来信。", label="ORG"),
        ex("据《⟦北欧瞭望⟧》报道，渔船已获救。", label="ORG"),
    ],
)
def titles(shape: Shape) -> Iterator[Candidate]:
    """What stands in 《》."""
    for m in _TITLE.finditer(shape.text):
        inside = m[1]
        label: NameLabel = "WORK_OF_ART"
        if _laws().search(inside):
            label = "LAW"
        elif len(inside) < 9 and (_MEDIA.search(inside) or _CITED.match(shape.text, m.end())):
            label = "ORG"
        yield Candidate(m.start(1), m.end(1), label, "name-title", RULE + 0.5)


@rule(
    "name-product",
    why="a product is named in quotation marks by what it is, or by its class and number",
    examples=[
        ex("公司的“⟦自洁式纱线检测装置⟧”获了奖。", label="PRODUCT"),
        ex("⟦长征二号丙⟧运载火箭顺利升空。", label="PRODUCT"),
        ex("⟦“海鸥”号货轮⟧靠港。", label="PRODUCT"),
    ],
    never=["他说：“这套系统很好用。”"],
)
def products(shape: Shape) -> Iterator[Candidate]:
    """Products in “” and by model number."""
    text = shape.text
    quoted = "”" in text or '"' in text
    for m in _CRAFT.finditer(text) if "”号" in text or '"号' in text else ():
        yield Candidate(m.start(), m.end(), "PRODUCT", "name-product", RULE + 0.3)
    for m in _quoted_products().finditer(text) if quoted else ():
        inside = m[1]
        if 3 < len(inside) < 16 and not _CLAUSE.search(inside):
            yield Candidate(m.start(1), m.end(1), "PRODUCT", "name-product", RULE)
    for m in _NAMED_MODELS.finditer(text) if "号" in text else ():
        yield Candidate(m.start(), m.end(), "PRODUCT", "name-product", RULE)
    for m in _NUMBERED_MODELS.finditer(text):
        yield Candidate(m.start(), m.end(), "PRODUCT", "name-product", RULE)


@cache
def _quoted_products() -> re.Pattern[str]:
    """What stands in quotation marks and ends as products do, after two characters that say which."""
    products = [r["ending"] for r in rows("name_endings") if r["label"] == "PRODUCT"]
    inside = '[^“”"\n，。！？：；、]'
    by_size = [
        f"(?<={inside}{{2}}(?:{'|'.join(found)}))"
        for size in sorted({len(e) for e in products})
        if (found := [e for e in products if len(e) == size])
    ]
    # Go over what is quoted but once, and look at its end.
    return re.compile(f'[“"]({inside}{{3,21}}+(?:{"|".join(by_size)}))[”"]')


#: “林肯”号航母: ships and spacecraft, whoever they are named after.
_CRAFT = lazy(
    '[“"][^“”"，。\n]{1,8}[”"]号(?:[一-鿿]{0,4}?(?:航母|航空母舰|飞船|卫星|潜艇|驱逐舰|护卫舰|登陆舰|补给舰|探测器|空间站|列车|货轮|游轮|客轮|邮轮|油轮|舰|艇|轮))?'
)
_CLAUSE = lazy("[的了是我你他她这那吗吧呢不应要让会将为+]")
_SERIES = "长征|神舟|嫦娥|天宫|天舟|天问|风云|东风|鹰击|羲和|夸父|墨子|悟空|北斗|玉兔|祝融"
_NAMED_MODELS = lazy(
    f"(?:{_SERIES})(?:(?:[一二三四五六七八九十]{{1,3}}|\\d{{1,3}})号[甲乙丙丁]?|(?<=长征)[一二三四五六七八九十]{{1,2}}[甲乙丙丁])"
)
#: One class before the alternatives lets the search go at the speed of a class.
_NUMBERED_MODELS = re.compile(
    r"[歼运轰直图苏波空米东CA](?:(?<=[歼运轰直图苏])[-－]|(?<=波)音|(?<=空)(?:客A?|警[-－])"
    r"|(?<=米)格[-－]|(?<=东)风[-－]|(?<=C)(?=\d{3})|(?<=A)RJ)"
    r"\d{1,3}[A-Z]{0,2}(?![\d年月日时点％%万亿元岁名人个次号.])"
)
