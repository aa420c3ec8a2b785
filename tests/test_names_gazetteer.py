"""Divisions of China: the table's shape, and texts resolved to province, city and county."""

from __future__ import annotations

import re

import pytest

from pipeline.analyse import analyse
from pipeline.article import plain_article
from pipeline.extractors.names.gazetteer import Place, gazetteer, resolve_place
from pipeline.lexicon import rows


def test_the_table_has_levels_and_codes() -> None:
    for r in rows("places_cn"):
        assert r["level"] in ("province", "prefecture", "county"), r
        assert re.fullmatch(r"\d{6}", r["code"]), r
        assert r["since"] == "current" or re.fullmatch(r"former( \d{4})?", r["since"]), r


def test_every_current_division_lies_in_a_province() -> None:
    book = gazetteer()
    assert not [d for d in book.by_code.values() if d.code[:2] + "0000" not in book.by_code]
    assert len([d for d in book.by_code.values() if d.level == "province"]) == 34


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("四川成都武侯区浆洗街", Place("四川省", "成都市", "武侯区", "510107", "浆洗街")),
        ("重庆市渝中区", Place("重庆市", "重庆市", "渝中区", "500103")),
        ("上海", Place("上海市", "上海市", "", "310000")),
        ("湖北仙桃", Place("湖北省", "", "仙桃市", "429004")),
        ("香港", Place("香港特别行政区", "香港", "", "810000")),
        ("台湾台南市", Place("台湾省", "台南市", "", "710000")),
        ("大理白族自治州大理市", Place("云南省", "大理白族自治州", "大理市", "532901")),
        ("吉林", Place("吉林省", "", "", "220000")),
        ("朝阳区", Place("", "", "朝阳区")),
        ("长春朝阳区", Place("吉林省", "长春市", "朝阳区", "220104")),
        ("蓝莓园", Place(rest="蓝莓园")),
        ("", Place()),
    ],
)
def test_resolve_place(text: str, place: Place) -> None:
    assert resolve_place(text) == place


@pytest.mark.parametrize(
    ("former", "city", "county"),
    [
        ("云南思茅地区", "普洱市", ""),
        ("湖北襄樊", "襄阳市", ""),
        ("山东临沂地区", "临沂市", ""),
        ("浙江余杭市", "杭州市", "余杭区"),
        ("江苏铜山县", "徐州市", "铜山区"),
    ],
)
def test_former_names_resolve_to_what_they_are_today(former: str, city: str, county: str) -> None:
    place = resolve_place(former)
    assert (place.city, place.county) == (city, county)


def test_context_decides_between_namesakes() -> None:
    assert resolve_place("鼓楼区", ["320100"]).city == "南京市"
    assert resolve_place("鼓楼区", ["350000"]).city == "福州市"
    assert resolve_place("鼓楼区").city == ""


def test_every_full_name_resolves_to_a_division_of_its_kind() -> None:
    book = gazetteer()
    for division in book.by_code.values():
        read, end = book.chain(division.name)
        assert end == len(division.name)
        assert any(d.code == division.code for d in read[0]), division


#: Divisions whose full name is read otherwise: a common word, spelt like a foreigner's, or like a
#: shorter place.
_READ_OTHERWISE = {
    "梅里斯达斡尔族区",
    "中沙群岛的岛礁及其海域",
    "阿巴哈纳尔旗",
    "万县区",
    "万县市",
    "畹町镇",
    "圣安多尼堂区",
    "老城区",
    "新城区",
}


def test_every_division_is_found_by_its_full_name_however_it_is_cut() -> None:
    names = sorted({row["name"] for row in rows("places_cn") if len(row["name"]) > 2})
    missed: set[str] = set()
    for at in range(0, len(names), 200):
        part = names[at : at + 200]
        text = "\n".join(f"昨天，{name}发布通报。" for name in part)
        found = {text[m.start : m.end] for m in analyse(plain_article(text)).mentions}
        missed |= {name for name in part if name not in found}
    assert missed == _READ_OTHERWISE
