"""Names in our own sentences: what is found, under which label, and in which full form."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import seconds

from pipeline.analyse import make_documents
from pipeline.article import plain_article
from pipeline.extractors.names import extract
from pipeline.extractors.names.candidates import RULE, USER, Candidate, arbitrate
from pipeline.extractors.names.kinds import Kinds
from pipeline.extractors.names.vocabulary import lexicon
from pipeline.lexicon import rows
from pipeline.model import Article, Mention, Region, Sentence

TABLES = {
    "surnames": {"common", "usual", "rare", "compound", "japanese"},
    "name_endings": {"strong", "weak", "suffix", "title", "quoted"},
    "name_words": {
        "generic",
        "inside",
        "plain",
        "tail",
        "parent",
        "shared",
        "outside",
        "settlement",
        "not-organisation",
    },
    "person_context": {"before", "after", "both", "speech"},
    "places_world": {"region", "country", "place", "city"},
    "places_named": {"GPE", "LOC", "FAC"},
    "place_abbreviations": {"province", "city", "country"},
}
CLASS_COLUMN = {
    "surnames": "use",
    "name_endings": "strength",
    "name_words": "use",
    "person_context": "side",
    "places_world": "kind",
    "places_named": "label",
    "place_abbreviations": "kind",
}


def _names(text: str) -> list[Mention]:
    return extract(make_documents([plain_article(text)])[0])


def _found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.label) for m in _names(text)]


def _full(text: str) -> dict[str, str]:
    return {text[m.start : m.end]: m.name.canonical for m in _names(text) if m.name}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "河西区政府和柳州市委联合发文。",
            [("河西区政府", "ORG"), ("柳州市委", "ORG")],
        ),
        ("他在湖北省恩施市沐抚镇营上村教书。", [("湖北省恩施市沐抚镇营上村", "GPE")]),
        ("乌兹别克斯坦撒马尔罕的展会闭幕。", [("乌兹别克斯坦撒马尔罕", "GPE")]),
        ("记者钱雨桐、孟昭阳摄影报道。", [("钱雨桐", "PERSON"), ("孟昭阳", "PERSON")]),
        ("司马文倩和完颜立群都来了。", [("司马文倩", "PERSON"), ("完颜立群", "PERSON")]),
        ("医生阿卜杜拉·卡迪尔说，情况稳定。", [("阿卜杜拉·卡迪尔", "PERSON")]),
        ("会议传达了党的十九大精神。", [("十九大", "EVENT")]),
        (
            "国家发展改革委和国家疾控局印发通知。",
            [("国家发展改革委", "ORG"), ("国家疾控局", "ORG")],
        ),
        (
            "据塔斯社报道，墨西哥队击败加纳队。",
            [("塔斯社", "ORG"), ("墨西哥队", "ORG"), ("加纳队", "ORG")],
        ),
        (
            "她读过《山楂树下》和《人口普查条例》。",
            [("山楂树下", "WORK_OF_ART"), ("人口普查条例", "LAW")],
        ),
        ("第八届黄河流域戏曲展演和洛阳牡丹文化节同时举行。", [("洛阳牡丹文化节", "EVENT")]),
        ("中日韩三国代表来了。", [("中", "GPE"), ("日", "GPE"), ("韩", "GPE")]),
    ],
    ids=lambda x: x[:8] if isinstance(x, str) else "",
)
def test_names_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    found = _found(text)
    assert [pair for pair in expected if pair not in found] == [], found


@pytest.mark.parametrize(
    "text",
    [
        "高水平开放和高效能治理，方便了群众。",
        "农村的孩子们平安长大，城乡差距缩小。",
        "许多上市公司、国有企业和有关部门参加。",
        "天气多云转晴，明显升温，温暖如春。",
        "工作中方法要得当，对日常生活有好处。",
        "一线工人统一思想，一起努力。",
        "文明旅游，安全出行，和谐相处。",
    ],
)
def test_plain_sentences_have_no_names(text: str) -> None:
    assert _found(text) == []


def test_canonical_forms_come_from_the_article() -> None:
    text = (
        "阳泉市总工会昨天在阳泉召开会议。市总工会主席说，市政府支持这项工作，"
        "阳泉市总还将派人下乡。会后，市第三人民医院开展义诊。"
    )
    full = _full(text)
    assert full["市总工会"] == "阳泉市总工会"
    assert full["阳泉市总"] == "阳泉市总工会"
    assert full["市政府"] == "阳泉市政府"
    assert full["市第三人民医院"] == "阳泉市第三人民医院"
    assert full["阳泉"] == "阳泉市"


def test_a_level_takes_the_province_of_the_articles_city() -> None:
    assert _full("玉溪市的代表到了。省政府领导会见了他们。")["省政府"] == "云南省政府"


def test_surname_alone_is_the_person_named_before() -> None:
    full = _full("校长祝文涛介绍了情况。祝校长说，明年扩招。")
    assert full["祝"] == "祝文涛"


def test_two_persons_of_one_surname_leave_it_alone() -> None:
    full = _full("校长祝文涛和副校长祝晓梅来了。祝校长说，明年扩招。")
    assert full["祝"] == "祝"


def test_codes_are_read_by_the_articles_other_places() -> None:
    text = "杭州市发布通知，西湖区已经响应。"
    codes = {text[m.start : m.end]: m.name.adcode for m in _names(text) if m.name}
    assert codes == {"杭州市": "330100", "西湖区": "330106"}
    assert [m.name.adcode for m in _names("西湖区已经响应。") if m.name] == [""]


def test_traditional_text_is_read_like_simplified() -> None:
    assert ("蘭州市總工會", "ORG") in _found("蘭州市總工會昨天開會。")
    assert _full("蘭州市總工會昨天開會，市總工會主席出席。")["市總工會"] == "蘭州市總工會"


@pytest.mark.parametrize("first", ["body", "boilerplate"])
def test_boilerplate_which_has_no_tokens_has_no_names(first: str) -> None:
    body, rest = "客人是玛莎·格林伍德女士。\n", "乡\n牛·米里路\n柳河镇\n埃米利奥·罗萨莱斯\n"
    text, at = (body + rest, 0) if first == "body" else (rest + body, len(rest))
    end = at + len(body)
    others = [Region("boilerplate", a, b) for a, b in ((0, at), (end, len(text))) if a < b]
    regions = sorted([Region("body", at, end), *others], key=lambda r: r.start)
    article = Article("a", text, tuple(regions), (Sentence(at, end, "body"),))
    found = extract(make_documents([article])[0])
    assert [text[m.start : m.end] for m in found] == ["玛莎·格林伍德"]
    assert all(at <= m.start and m.end <= end for m in found)


def test_a_page_of_boilerplate_has_no_names() -> None:
    for text in ("乡", "市县", "柳河镇", "塔毛利帕斯州"):
        article = Article("a", text, (Region("boilerplate", 0, len(text)),), ())
        assert extract(make_documents([article])[0]) == []


def test_further_sources_are_heard() -> None:
    [document] = make_documents([plain_article("青禾在会上发言。")])
    source = [Candidate(0, 2, "ORG", "list", USER, "青禾实业有限公司")]
    [mention] = extract(document, [lambda d: source])
    assert (mention.start, mention.end, mention.label, mention.rule) == (0, 2, "ORG", "list")
    assert mention.name is not None
    assert mention.name.canonical == "青禾实业有限公司"


def test_the_heavier_candidate_wins_and_then_the_longer() -> None:
    light, long, heavy = (
        Candidate(0, 4, "ORG", "a"),
        Candidate(0, 6, "ORG", "b"),
        Candidate(5, 7, "GPE", "c", RULE + 1),
    )
    assert arbitrate([light, long, heavy]) == [light, heavy]


@pytest.mark.parametrize("table", TABLES)
def test_classes_in_tables_are_known(table: str) -> None:
    assert {r[CLASS_COLUMN[table]] for r in rows(table)} <= TABLES[table]


@pytest.mark.parametrize("table", ["people", "events", "organisations", "not_names", "surnames"])
def test_no_word_stands_twice(table: str) -> None:
    words = [next(iter(r.values())) for r in rows(table)]
    assert len(words) == len(set(words))


def test_no_listed_name_is_a_listed_non_name() -> None:
    words = lexicon()
    assert words.not_names.isdisjoint(words.people | set(words.organisations))


def test_kinds_forget_when_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kinds, "LIMIT", 3)
    kinds = Kinds({})
    for word in ("北京", "上海", "天津", "重庆"):
        assert kinds[word] == "G"
    assert len(kinds) <= 3


PIECES = st.sampled_from(
    [
        *"市县省区镇村乡·《》“”（）、，。的和对在王李张第一二大会某A3\n",
        *"兰州 总工会 记者 人民法院 中美 公司 俄罗斯 斯特 十八大 简称 有限公司".split(),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_names_never_overlap_and_lie_in_the_text(text: str) -> None:
    mentions = _names(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.name is not None and m.name.canonical for m in mentions)
    assert mentions == _names(text)


@pytest.mark.parametrize("unit", ["全总", "习主席", "李先生王某", "美方", "俄罗斯俄方", "张三、"])
def test_a_name_written_over_and_over_takes_time_in_proportion(unit: str) -> None:
    few, short, long = make_documents(plain_article(unit * n) for n in (10, 1000, 4000))
    extract(few)  # so that what is loaded once is there
    took = seconds(lambda: extract(short))
    assert seconds(lambda: extract(long)) < 12 * max(took, 0.02)  # of a square it would be 16 times


@pytest.mark.parametrize("row", rows("bureaus"), ids=lambda r: r["field"])
def test_a_bureau_is_found_with_its_place(row: dict[str, str]) -> None:
    head, name, tail = re.split("[⟦⟧]", row["example"])
    found = _found(head + name + tail)
    assert (name, "ORG") in found
    for body in row["bodies"]:
        assert (f"江津区{row['field']}{body}", "ORG") in _found(f"江津区{row['field']}{body}表示")


def test_no_bureau_has_its_place_counted() -> None:
    for text in ("豫鄂湘三省两市发展改革委共同编制", "各县住建局参加"):
        assert not [name for name, label in _found(text) if label == "ORG"]
