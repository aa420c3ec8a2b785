"""Facts through the whole pipeline: what each figure measures, when, whose, and how it changed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import seconds

from pipeline.analyse import analyse
from pipeline.article import plain_article
from pipeline.lexicon import rows
from pipeline.link import link
from pipeline.link.changes import directions
from pipeline.link.words import word_classes
from pipeline.model import Fact
from pipeline.rules import RULES

REFERENCE = dt.datetime(2026, 3, 15)


def facts(text: str, reference: dt.datetime | None = REFERENCE) -> list[Fact]:
    return analyse(plain_article(text, reference=reference)).facts


def concepts(text: str) -> list[str]:
    return [f.concept for f in facts(text)]


CONCEPTS = [
    # to the right of the classifier
    ("全市评出12名优秀教师。", ["优秀教师"]),
    ("县里新建了30个村级卫生服务站。", ["村级卫生服务站"]),
    ("他们救出了5名被困矿工。", ["被困矿工"]),
    ("来自全国的300多名代表参加会议。", ["代表"]),
    ("公司筹措了50万元资金。", ["资金"]),
    ("每户给予2万元的经费支持。", ["经费支持"]),
    ("街道走访了80户困难家庭、9家小微企业。", ["困难家庭", "小微企业"]),
    # to the left, after its verb
    ("全年帮扶困难职工16.9万人次。", ["困难职工"]),
    ("开展劳动竞赛和岗位练兵活动90场次。", ["劳动竞赛和岗位练兵活动"]),
    ("全年发放互助保障金2356万元。", ["互助保障金"]),
    ("涌现出先进操作法71个、技术成果76项。", ["先进操作法", "技术成果"]),
    # subject and predicate
    ("工资集体合同签订率达到95.2%。", ["工资集体合同签订率"]),
    ("全县棉花总产量达3万吨。", ["棉花总产量"]),
    ("参保职工累计达35万人。", ["参保职工"]),
    # states, where no noun is counted
    ("事故造成3人死亡、5人受伤。", ["死亡", "受伤"]),
    ("地震已致2名儿童遇难。", ["儿童"]),
    ("遇险船员中至少有4人获救。", ["遇险船员"]),
    # carried on
    ("出口8亿元，增长5.5%，占总值的45%。", ["出口", "出口", "出口"]),
    ("征集论文200篇，向省里推荐28篇。", ["论文", "论文"]),
    # shares
    ("市场回暖，其中外地游客占80%以上。", ["外地游客"]),
    ("受伤的有30人，其中9人是儿童。", ["人", "儿童"]),
]


@pytest.mark.parametrize(("text", "expected"), CONCEPTS, ids=[c[0] for c in CONCEPTS])
def test_concept(text: str, expected: list[str]) -> None:
    assert concepts(text) == expected


def test_concept_of_is_whose_the_concept_is() -> None:
    (fact,) = facts("这次调整使出租车的承租费下调了180元。")
    assert (fact.concept, fact.concept_of, fact.change) == ("承租费", "出租车", "decrease")


CHANGES = [
    ("工会组织比2008年增长了14倍。", "increase", "2008"),
    ("财政收入同比增长3.4%。", "increase", "yoy"),
    ("新房价格环比下降0.3%。", "decrease", "qoq"),
    ("岗位比上年增加了300个。", "increase", "yoy"),
    ("去年新增参保单位300家。", "increase", ""),
    ("受灾人数升至2300人。", "", ""),
    ("农田从4亿亩增长到10亿亩。", "", ""),
]


@pytest.mark.parametrize(("text", "change", "basis"), CHANGES, ids=[c[0] for c in CHANGES])
def test_change(text: str, change: str, basis: str) -> None:
    fact = facts(text)[-1]
    assert (fact.change, fact.basis) == (change, basis)


PERIODS = [
    ("2024年全县产粮3万吨。", ["2024"]),
    ("10年来，全市涌现出劳模14名。又有30名职工获奖。", ["P10Y", "P10Y"]),
    ("2025年4月以来，先后建成帮扶站93个。", ["2025-04/2026-03-15"]),
    ("截止2024年底，全市共有工会组织3819个。", ["2024-12-31"]),
    ("目前，已有30家企业复工。", ["2026-03-15"]),
    ("记者3月12日从县政府了解到，全县有小学30所。", [""]),
    ("3月6日发生的强震已造成5人死亡。", [""]),
    ("全县2024年产粮3万吨，而2023年产粮2万吨。", ["2024", "2023"]),
    ("学校每年资助学生200人。", ["P1Y"]),
]


@pytest.mark.parametrize(("text", "periods"), PERIODS, ids=[c[0] for c in PERIODS])
def test_period(text: str, periods: list[str]) -> None:
    assert [f.time_value for f in facts(text)] == periods


def test_open_interval_ends_with_its_paragraph_and_a_date_does_not() -> None:
    assert [f.time_value for f in facts("10年来，全市工作扎实。\n资助学生200人。")] == [""]
    assert [f.time_value for f in facts("2024年，全市工作扎实。\n资助学生200人。")] == ["2024"]


def test_title_takes_no_running_time() -> None:
    assert facts("2024年，全市工作扎实。\n资助学生200人\n资助学生300人。")[0].time_value == ""


HOLDERS = [
    ("兰州市总工会今年培训职工300人次。", "兰州市总工会"),
    ("我国粮食产量达14万吨。", "中国"),
    ("会议受到拉美12个国家的称赞。", "拉美"),
    ("兰州市工作扎实。截至目前，全市参保单位达1300家。", "兰州市"),
    ("今年有102项成果受到奖励。", ""),
]


@pytest.mark.parametrize(("text", "holder"), HOLDERS, ids=[c[0] for c in HOLDERS])
def test_holder(text: str, holder: str) -> None:
    assert facts(text)[-1].holder == holder


def test_lists_read_respectively() -> None:
    text = (
        "全市国有企业、事业单位和5366家非公企业建立了职代会制度，"
        "建制率分别为100%、96.01%、85.07%。厂务公开制度，建制率分别为99%、95.18%、85.03%。"
    )
    made = [f for f in facts(text) if f.mention.label == "PERCENT"]
    owners = ["国有企业", "事业单位", "非公企业"]
    assert [f.concept_of for f in made] == owners * 2
    assert {f.concept for f in made} == {"建制率"}


def test_respective_subjects_are_the_concepts() -> None:
    made = facts("全县出口、进口分别增长5%、3%。")
    assert [(f.concept, f.change) for f in made] == [("出口", "increase"), ("进口", "increase")]


def test_respective_times() -> None:
    made = facts("全县产量2022年和2023年分别为3吨、5吨。")
    assert [f.time_value for f in made] == ["2022", "2023"]


def test_part_of_points_to_the_whole() -> None:
    made = facts("全县有学校30所，其中5所是新建的。共有教师200人，其中女教师90人。")
    assert [f.part_of for f in made] == [None, 0, None, 2]


def test_predicate_and_modality() -> None:
    (planned,) = facts("公司计划招聘300名工人。")
    assert (planned.predicate, planned.modality) == ("招聘", "planned")
    (stated,) = facts("协会筹集资金30万元。")
    assert (stated.predicate, stated.modality) == ("筹集", "")


def test_articles_and_bare_numbers_are_no_facts() -> None:
    assert facts("一场大规模的活动开始了。") == []


def test_change_words_have_one_direction_each() -> None:
    words = [row["word"] for row in rows("link_changes")]
    assert len(words) == len(set(words)) == len(directions())


def test_words_have_one_class_each() -> None:
    words = [row["word"] for row in rows("link_words")]
    assert len(words) == len(set(words))
    assert all(len(letter) == 1 for letter in word_classes().values())


def example(marked: str) -> tuple[str, tuple[int, int]]:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    return marked.replace("⟦", "").replace("⟧", ""), (start, end)


@pytest.mark.parametrize("row", rows("link_changes"), ids=lambda row: row["word"])
def test_change_word_gives_its_direction(row: dict[str, str]) -> None:
    text, span = example(row["example"])
    found = {(f.mention.start, f.mention.end): f.change for f in facts(text)}
    assert found.get(span) == row["direction"]


@pytest.mark.parametrize("row", rows("link_modality"), ids=lambda row: row["word"])
def test_modal_word_gives_its_modality(row: dict[str, str]) -> None:
    text, span = example(row["example"])
    found = {(f.mention.start, f.mention.end): f.modality for f in facts(text)}
    assert found.get(span) == row["modality"]


@pytest.mark.parametrize("row", rows("link_standing"), ids=lambda row: row["unit"])
def test_standing_property_has_no_running_period(row: dict[str, str]) -> None:
    text, span = example(row["example"])
    lead = "2024年，全县增产。"
    found = {(f.mention.start, f.mention.end): f for f in facts(lead + text)}
    assert found[span[0] + len(lead), span[1] + len(lead)].time_value == ""


PIECES = st.lists(
    st.sampled_from(
        "2024年 10年来 目前 3名 5.2亿元 7% 40万吨 增长 下降 达到 职工 的 和 、 ， 。 ； ： （ ） “ ” "
        "其中 分别 为 兰州市 我国 全市 同比 比上年 死亡 帮扶 出口 占 有 了 在 \n 技术 学生 每年 该校 对 中".split(
            " "
        )
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_cells_are_words_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    made = facts(text)
    assert [f.mention.start for f in made] == sorted({f.mention.start for f in made})
    for n, fact in enumerate(made):
        if fact.concept_start is not None and fact.concept_end is not None:
            assert fact.concept == text[fact.concept_start : fact.concept_end] != ""
        assert fact.concept_of in text
        assert fact.predicate in text
        assert {pair.partition("=")[2] for pair in fact.rule.split()} <= RULES.keys()
        assert fact.part_of is None or 0 <= fact.part_of < n
        if fact.time_start and fact.time_end:
            assert fact.time_start <= fact.time_end


@settings(max_examples=40, deadline=None)
@given(PIECES)
def test_without_a_date_nothing_is_reckoned_from_the_clock(pieces: list[str]) -> None:
    today = dt.date.today().isoformat()
    assert today not in {f.time_value for f in facts("".join(pieces), None)}


@pytest.mark.parametrize(
    "piece", ["3名职工、", "增长5%，", "其中3家，", "分别为3%、", "2024年3人死亡，"]
)
def test_one_endless_sentence_is_linear(piece: str) -> None:
    def took(times: int) -> float:
        made = analyse(plain_article(piece * times, reference=REFERENCE))
        return seconds(lambda: link(made.document, made.mentions), runs=2)

    # Four times the text: a quadratic step would take sixteen times as long.
    assert took(6_000) < 9 * max(took(1_500), 0.02)
