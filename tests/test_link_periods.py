"""The period and the basis of figures: what dates them, what does not, and where a time ends."""

from __future__ import annotations

import datetime as dt

import pytest
from timing import seconds

from pipeline.analyse import analyse
from pipeline.article import plain_article
from pipeline.lexicon import rows
from pipeline.link.bases import compared_with
from pipeline.model import Fact

REFERENCE = dt.datetime(2024, 8, 13)


def facts(text: str) -> list[Fact]:
    return analyse(plain_article(text, reference=REFERENCE)).facts


PERIODS = [
    # a record, a delivery and a model date nothing; a SET nothing before it
    ("8月10日，油价跌至57元，创2009年以来新低，成交量达3万手。", ["2024-08-10", "2024-08-10"]),
    ("8月10日，明年1月交货的原油期货下跌2元。", ["2024-08-10"]),
    ("涨幅达16%；补贴每月增加200元。", ["", "P1M"]),
    ("2023年营收3亿元，比2022年的2亿元增长50%。", ["2023", "2022", "2023"]),
    ("2023年，新车上市。功率分别为90千瓦和105千瓦，指导价为8万元。", ["", "", ""]),
    # the time of a compared standard is no period, whatever else the standard is
    ("2023年，产量达3万吨，比“十三五”末的2020年增长3%。", ["2023", "2023"]),
    ("2024年7月，销量自去年6月连降后首次回升，增长3%；产量增长2%。", ["2024-07", "2024-07"]),
    ("今年，比重由2020年的56%下降到2023年的53%。", ["2020", "2023"]),
    # a term, parties just spoken of, what was told, and an age have no time of the event
    ("8月10日，全县召开大会。会议学习“四种形态”。", [""]),
    ("8月10日，双方举行会谈。会谈落实两国元首共识。", [""]),
    ("8月10日，全县召开大会。这3个村派人参加。", [""]),
    ("8月10日，一名72岁的老人报警。", [""]),
    ("8月10日，大桥开工。主缆由199根钢丝组成。", [""]),
    ("8月10日，影院重新开业。学生票票价30元。", [""]),
    ("8月10日，游泳赛开赛。林小梅获得女子50米自由泳金牌。", [""]),
    # what is to come does not end what runs; a scene dates what happens in it
    ("展会今天开幕，将于明天迎来首场论坛。展会吸引客商300名。", ["2024-08-13"]),
    ("在8月8日举行的选举中，一号候选人得票率为30%。", ["2024-08-08"]),
    ("统计结果显示，绿党在8月8日举行的选举中获得30%的选票。", ["2024-08-08"]),
    # what still goes on dates nothing after it, and 如今 ends a time gone by
    ("8月8日，客车侧翻，3人受伤，目前正在医院治疗。消防部门出动消防车6辆。", ["2024-08-08"] * 2),
    ("2009年，全县招录教师180名，如今留下的仅90名。全县有小学112所。", ["2009", "2024-08-13", ""]),
    # what a report is of dates its figures
    ("协会昨日发布的2022年度投诉分析显示，共受理投诉300件，解决率90%。", ["2022"] * 2),
    # a later time that opens a clause takes over from the one that opened the paragraph
    ("2022年春，县里发放良种，2023年秋，各乡丰收。东乡产稻3万吨。", ["2023-FA"]),
    # how long a calling has lasted, and within what time something came about
    ("王建国从教20年，资助学生300名，捐书900册。", ["P20Y", "P20Y"]),
    ("管网5年间增加300公里。", ["P5Y"]),
    # an as-of date before the year that it counts from
    ("截至目前，全县今年已发放补贴3亿元。", ["2024-08-13"]),
    # a SET goes on over predicates
    ("项目投产后，每年可节约油3万吨，减少废气9万吨。", ["P1Y", "P1Y"]),
    # under a day that is only a part of it, a SET is the period
    ("今天，工厂开工。工厂每年可处理垃圾30万吨。", ["P1Y"]),
    ("截至目前，全县治沙190万亩，每天治沙1万亩。", ["2024-08-13", "2024-08-13"]),
    # since what the text does not date
    ("2023年，县里修了路。学习教育开展以来，全县整改问题30个。", [""]),
    ("8月10日，电站投产。电站总装机容量达到300万千瓦。", [""]),
    # a figure with a predicate waits for no later time
    ("8月10日，山体塌方，最深处达10米，预计晚上8点清理完毕。", ["2024-08-10"]),
    ("央视网消息：今天，谈判进入第六天。伤亡人数升至13人。", ["2024-08-13"]),
    ("今年上半年，游客恢复明显，总量相当于2018年同期的90%。", ["2024-H1"]),
    ("2024年5月，产量达到去年同期的2.4倍。", ["2024-05"]),
    ("2024年，产量由2012年的4吨增至27吨。", ["2012", "2024"]),
    # a time inside a noun's modifier dates that noun only
    ("据县政府8月12日公布的数据，10日发生的山洪已造成3人受伤。", ["2024-08-12"]),
    ("今早开始修建的24座大棚已经完工，另有60人帮忙。", ["2024-08-13TMO", ""]),
    # a paragraph's opening time comes back after a time inside one of its sentences
    (
        "“十四五”期间，消费作用增强。零售额今年有望达到8万亿元。服务支出占比提升3个百分点。",
        ["2024", "2021/2025"],
    ),
    # an event's own time, after a session of it
    (
        "5月10日至12日，年会在本市举行。\n5月11日上午，开幕式举行。\n本次大会共收到论文300篇。",
        ["2024-05-10/2024-05-12"],
    ),
    # the day on which an office says something dates what it says
    ("国防部10日称，军队发动了攻势。军队摧毁仓库3座。", ["2024-08-10"]),
    ("记者10日了解到，全县有学校3所。", [""]),
    # a SET yields to a known date
    ("截至目前，全县治沙190万亩，平均每天治沙1万亩。", ["2024-08-13", "2024-08-13"]),
    ("学校每年资助学生200人。", ["P1Y"]),
    # since
    ("自当地战事5月打响以来，已有70万人背井离乡。", ["2024-05/2024-08-13"]),
    # lasting properties, unless their clause dates them
    ("8月10日，新船入列。新船船长220米，载客量1800人。", ["", ""]),
    ("2024年，全县新建安置点38个，每个安置点面积500平方米。", ["2024", ""]),
    ("截至2023年底公路总长300公里。", ["2023-12-31"]),
    ("截至2023年底，公路总长300公里。", ["2023-12-31"]),
    # a magnitude that names an earthquake, and one that happened
    ("截至8月12日，该县5.4级地震已致3人受伤。", ["", "2024-08-12"]),
    ("8月10日，该县发生6.2级地震。", ["2024-08-10"]),
    # a plan without a date, and a stretch that is none
    ("8月10日，飞船升空。航天员将开展100项实验。", [""]),
    ("8月10日，飞船升空。飞行期间，航天员做实验100项。", [""]),
    # a time after the byline opens the report
    ("本报讯（记者 李晓）8月10日，车站启用。\n车站有售票窗口30个。", ["2024-08-10"]),
    ("【晨报记者 李晓】昨日，机场启用。当天运送旅客3000人。", ["2024-08-12"]),
    ("8月10日，新援加盟。上赛季，他打进9球。", [""]),
    # what the level at a date opens a report with goes on
    ("报告显示，截至2021年底，网民达6亿人。\n其中，微博用户3亿人。", ["2021-12-31", "2021-12-31"]),
    # a thing's specifications last with what else the sentence tells of it
    ("8月10日，新机发布。新机有7英寸屏幕，厚度7.6毫米，续航里程300公里。", ["", "", ""]),
    ("8月10日，首映举行。该片上映5天累计票房3亿元，平均票价35元。", ["P5D", "2024-08-10"]),
    # a past event's time inside the sentence that opens the report; what is published has its own
    ("联赛昨晚战罢首轮。雄狮队得到98分。", ["2024-08-12TEV"]),
    ("昨天，广电局公布了2023年电影市场成绩单。影院收入达30亿元。", ["2023"]),
    # a part's own day, and what a level is compared with
    (
        "5月1日至3日，公园迎客。其中2日单日入园3万人。园方增派保安60名。",
        ["2024-05-02", "2024-05-01/2024-05-03"],
    ),
    ("2023年，票房收入达30亿元，较2022年的20亿元增长50%。", ["2023", "2022", "2023"]),
    # a scene without 中; a calling's length; what modifies a noun lasts
    (
        "8月8日至10日，歌手连唱三场。10日晚的压轴场，他唱了32首歌。",
        ["2024-08-08/2024-08-10", "2024-08-10TEV"],
    ),
    ("林建国出道25年，推出专辑40张。", ["P25Y"]),
    ("8月10日上午9时，全长300公里的高铁开通。", [""]),
    ("8月10日，高铁开通。票价方面，一等座1380元。", [""]),
    # a vague time begins another report
    ("8月1日至6日，全县接待游客3万人。\n近日，财政部下达资金4亿元。", [None, "PAST_REF"]),
    # what comes once something is built
    ("今天，项目开工，建成投产后，每年可处理垃圾30万吨。", ["P1Y"]),
    ("2020年投产后，产量30万吨。", ["2020"]),
    # this year up to now goes on; so does an interval that opens its paragraph
    ("今年以来，全县推进改革。\n全县培训教师300人。", ["2024/2024-08-13"]),
    # how far two places lie apart
    ("8月10日，码头开港。码头距离车站仅500米。", [""]),
    # a heading over a price list
    ("8月11日，超市开业。\n超市8月12日部分商品价格：\n大米：每袋39元；", ["2024-08-12"]),
    # a day that something was moved to, and each end of a change
    ("2024年5月，期限从6月1日延至7月9日。共收取30元。", [None]),
    ("环比由上月回落0.3%转为增长0.6%。", ["2024-07", ""]),
    # an event's day after its subject
    ("博览会今天（8月13日）在本市闭幕。\n会上签约项目30个。", ["2024-08-13"]),
    # a headline with figures heads another report
    ("8月1日至6日，全县接待游客很多。\n全省春灌面积4亿亩\n全省灌溉供水4亿立方米。", ["", ""]),
    # a founding date
    ("学会创办于2011年，近年来，先后举办会议8次。", ["PAST_REF"]),
]

BASES = [
    ("产量同比增长3%；乙产量增长2%。", ["yoy", "yoy"]),
    ("进出口同比增长3%。其中，出口5亿元，增长2%。", ["yoy", "", "yoy"]),
    ("进出口同比增长3%。出口增长2%。", ["yoy", ""]),
    ("存款比年初增加3亿元。", ["2024-01-01"]),
    ("存款比上年末增加3亿元。", ["2023-12-31"]),
    ("指数较上月分别提高4.4和1.7个百分点。", ["2024-07", "2024-07"]),
    ("收入比去年同期增加3亿元。", ["yoy"]),
    ("增速比一季度加快3个百分点。", ["2024-Q1"]),
    ("效率较目前提升50%。", ["2024-08-13"]),
    ("总成绩比个人最好成绩提高3公斤。", [""]),
]


@pytest.mark.parametrize(("text", "wanted"), PERIODS, ids=[p[0][:16] for p in PERIODS])
def test_period(text: str, wanted: list[str | None]) -> None:
    made = [f.time_value for f in facts(text)]
    assert len(made) == len(wanted), made
    assert [m for m, w in zip(made, wanted, strict=True) if w is not None] == [
        w for w in wanted if w is not None
    ]


@pytest.mark.parametrize(("text", "wanted"), BASES, ids=[b[0][:16] for b in BASES])
def test_basis(text: str, wanted: list[str]) -> None:
    assert [f.basis for f in facts(text)] == wanted


@pytest.mark.parametrize("row", rows("link_properties"), ids=lambda row: row["word"])
def test_lasting_property_has_no_running_period(row: dict[str, str]) -> None:
    start, lead = row["example"].index("⟦"), "2024年，全县增产。"
    text = row["example"].replace("⟦", "").replace("⟧", "")
    found = {f.mention.start: f for f in facts(lead + text)}
    assert row["word"] in text
    assert found[start + len(lead)].time_value == ""


def test_year_before() -> None:
    assert [compared_with(w) for w in ("上年", "去年同期", "去年末", "上月")] == [
        "yoy",
        "yoy",
        "",
        "",
    ]


@pytest.mark.parametrize(
    "piece", ["2024年的", "自2024年", "3米每", "比去年", "2024年发生", "近日，3人"]
)
def test_repeated_pieces_take_linear_time(piece: str) -> None:
    def took(size: int) -> float:
        text = piece * (size // len(piece))
        return seconds(lambda: facts(text))

    took(1000)
    assert took(40_000) < 12 * took(8_000) + 0.2
