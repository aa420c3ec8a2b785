"""Whose a figure is: names, bodies in their own words, and figures that are nobody's."""

from __future__ import annotations

import datetime as dt

import pytest
from timing import seconds

from pipeline.analyse import analyse
from pipeline.article import plain_article
from pipeline.lexicon import rows
from pipeline.link.holders.known import Known

REFERENCE = dt.datetime(2026, 3, 15)


def holders(text: str) -> list[str]:
    return [f.holder for f in analyse(plain_article(text, reference=REFERENCE)).facts]


CASES = [
    # firms: their shares, their rank, their seat, the market they sell on
    ("海通证券大涨8%，华泰证券下跌3%。", ["海通证券", "华泰证券"]),
    ("全球最大的零售商沃尔玛招聘员工300人。", ["沃尔玛"]),
    ("联想成立于北京，招聘员工300人。", ["联想"]),
    ("格力在国内空调市场份额为12%。", ["格力"]),
    ("青岛啤酒净利润3亿元，占全国总额的5%。", ["青岛啤酒", "青岛啤酒"]),
    ("沃尔玛此次全国招聘300人。", ["沃尔玛"]),
    ("亚讯网络公布财报。亚讯网络营收3亿元。", ["亚讯网络"]),
    ("排名第一的是广东，出口3亿元。", ["广东"]),
    # bodies that no register names, in the text's own words
    ("临江警方抓获了9名嫌疑人。", ["临江警方"]),
    ("各级审计机关查出问题300个。", ["各级审计机关"]),
    ("俄军摧毁乌军3座桥梁。", ["俄军"]),
    # what stands for the body or place named before
    ("清水县人民医院昨日举行会议。院方派出医生20名。", ["清水县人民医院"]),
    ("临江市召开会议。目前，这里有企业200家。", ["临江市"]),
    ("华盛集团总经理张明介绍，该集团招聘员工300人。", ["华盛集团"]),
    ("德国政府昨日召开会议。德政府计划投资3亿欧元。", ["德国政府"]),
    ("智利政府昨日召开会议。全国有2000人感染。", ["智利"]),
    ("泰国卫生部昨日表示，疫情严重。该国已有300人感染。", ["泰国"]),
    ("湖北省教育厅昨日介绍，全省报名20万人。", ["湖北省"]),
    ("江苏省宜兴市教育局介绍，全市报名2万人。", ["江苏省宜兴市"]),
    # a place that no register has, after the word for what it is
    ("叙利亚北部城市阿夫林昨日发生爆炸，造成8人死亡。", ["阿夫林"]),
    # the one place that a title names is where all happened, when nothing else runs
    (
        "智利大选结果揭晓\n一名专家表示，选情胶着。\n随后，双方展开辩论，气氛十分热烈，现场气氛紧张。"
        "\n共有14名候选人参加角逐。",
        ["智利"],
    ),
    # a person told of by age goes on as the subject, also as 老人
    ("17岁的黄德山参军，参加战斗20次。如今，老人已栽树300棵。", ["黄德山"] * 3),
    # who joins in is not who does it
    ("临江市公安局昨日联合清水县税务局，查获发票3万份。", ["临江市公安局"]),
    # those who fell belong to the place, not to who attacked
    ("美军进攻升级 加沙多处遭袭\n美军持续空袭造成97人死亡。", ["加沙"]),
    # a village that the segmenter cuts in two
    ("红旗村282户、1219人搬下山。", ["红旗村"] * 2),
    ("黄泥镇有企业30家。", ["黄泥镇"]),
    # who wrote the report has no part in it
    ("本报讯（记者 许文静 通讯员 李刚）昨日，客车侧翻，造成3人死亡。", [""]),
    ("晨报讯（实习记者 张建国、李刚）昨日，客车侧翻，造成3人死亡。", [""]),
    # a company tells its own figures in its papers
    ("华盛集团年报显示，去年净利润3亿元。", ["华盛集团"]),
    ("华盛集团对外发布的公告称，将投资3亿元。", ["华盛集团"]),
    # a name without its place gets it back
    (
        "临江市总工会召开会议。市总工会帮扶困难职工300人。",
        ["临江市总工会"],
    ),
    # a body that is the object's owner is not the subject
    ("兰州市总工会共走访困难职工300人，移送司法机关4人。", ["兰州市总工会", "兰州市总工会"]),
    # the place where it happened
    ("展会在青岛市举行，2860名客商参加。", ["青岛市"]),
    # who says it, and whose people say it, own nothing
    ("气象部门预计，最高气温将达30℃。", [""]),
    ("水利部负责人张建国介绍，耗时3个月，抢修了120处堤防。", [""]),
    # apposition, distances and ages
    ("王建国、李长春等12位专家出席。", [""]),
    ("兰州市的新港距离地铁站约500米。", [""]),
    ("21岁的广东选手林建国夺冠。", ["林建国"]),
    # places in their own words, and what stands for the one last named
    ("白沙湾水电站位于临江市，电站总装机规模240万千瓦。", ["白沙湾水电站"]),
    ("在湖北荆州，当地已备足化肥32万吨。", ["湖北荆州"]),
    ("林小梅回到家乡。当年，她教了12名孩子。", ["林小梅"]),
    # who publishes figures does not own them; who announces what it does, does
    ("国家统计局数据显示，餐饮收入增长3%。", [""]),
    ("兰州市总工会宣布下调会费3元。", ["兰州市总工会"]),
    ("兰州市总工会公布了5项措施。", ["兰州市总工会"]),
    # who wrote the report is nobody's subject
    ("本报讯（记者 李晓 王强）青岛市昨日举行招聘会，300家企业参加。", ["青岛市"]),
    ("新华社青岛3月10日电（记者李晓）今天开会。会上发言12人次。", [""]),
    # teams, and what stands for them
    ("昨天，火箭队得到98分，湖人队得到96分。", ["火箭队", "湖人队"]),
    ("刚刚夺冠的雄狮队以8000万欧元买下前锋。", ["雄狮队"]),
    ("昨天，雄狮队主场取胜。球队积分升至29分。", ["雄狮队"]),
    ("昨天全场比赛雄狮队射门19次。", ["雄狮队"]),
    ("前锋林建国现年28岁，身高1.83米，体重78公斤。", ["林建国"] * 3),
    # a comparison of several leaves none of them running
    ("联想出货300万台；诺基亚出货200万台。平均售价为1680元。", ["联想", "诺基亚", ""]),
    # where a company is listed
    ("在纳斯达克上市的那家游戏商股价大涨12%。", [""]),
    # a list of examples owns its own clause only
    ("湖北多地降雨，荆州、黄石等地出现大风，53个乡镇受灾。", ["湖北"]),
    ("浙江大学、复旦大学等8所高校参加了论坛。", [""]),
    ("兰州市总工会走访了北京、上海等12个城市。", ["兰州市总工会"]),
    # parties, and the number of a term
    ("兰州市总工会召开会议。会上，双方落实两国领导人共识。", [""]),
    ("兰州市总工会召开会议，学习“四种形态”。", [""]),
    # where the figure's own clause says
    ("北京市组织了活动。昨晚，近50名游客在广州市集合。", ["广州市"]),
    ("方案提出，在全国选出30处试点。", ["中国"]),
    # a scene rules its paragraph only
    (
        "在浙江，农民忙着春耕，田间地头到处是一片繁忙的景象，"
        "拖拉机来来往往，孩子们也跟着大人下地帮忙。\n近日，新建大棚300座。",
        [""],
    ),
    # a place is written as the article writes it
    ("广东转移群众300人。", ["广东"]),
    ("广东省今天开会。广东转移群众300人。", ["广东省", "广东省"][:1]),
    # the subject of a paragraph reaches the next one, and no farther
    ("兰州市总工会工作扎实。\n全年培训职工300人次。", ["兰州市总工会"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: list[str]) -> None:
    assert holders(text) == expected


@pytest.mark.parametrize("row", rows("link_bodies"), ids=lambda row: row["word"])
def test_every_body(row: dict[str, str]) -> None:
    marked = row["example"]
    body = marked[marked.index("⟦") + 1 : marked.index("⟧")]
    assert body.endswith(row["word"])
    assert set(holders(marked.replace("⟦", "").replace("⟧", ""))) == {body}


def test_a_statement_names_the_school() -> None:
    text = (
        "临江市一所幼儿园有30名儿童不适，送医治疗。\n出事的学校为春晖艺术中心，由个人开办。"
        "9月5日，该校复课，100名学生返校。"
    )
    assert holders(text)[-1] == "春晖艺术中心"


def test_items_of_a_digest_stand_alone() -> None:
    text = (
        "国内快讯\n临江市增设公园\n临江市今年新建公园12个，市民出行更方便了。\n"
        "景区观光车降价\n自今天零时起，每人每趟收取8元，比原先少了4元。\n"
    )
    assert holders(text) == ["临江市", "", ""]


def test_sections_of_one_report_share_their_subject() -> None:
    paragraph = "临江市今年帮扶职工300人，受到了各方面的好评，职工们纷纷表示满意。\n"
    text = "年度报告\n" + paragraph * 5 + "新的一年\n全年还培训200人次。\n"
    assert holders(text)[-1] == "临江市"


def test_casualties_move_with_the_paragraph() -> None:
    text = "临江市发生地震，造成3人死亡。\n青海省搜救工作仍在进行。经过救援，共救出9名伤者。\n"
    assert holders(text) == ["临江市", "青海省"]


def test_that_school() -> None:
    text = "兰州市第一中学建于1950年。昨天，该校开学，300名学生返校。"
    assert holders(text)[-1] == "兰州市第一中学"


def test_the_county_is_the_one_named() -> None:
    assert Known([]).whole("全县") == "全县"
    known = Known([])
    known.note("榆中县", False)
    assert known.whole("全县") == "榆中县"
    assert known.whole("我国") == "中国"


def test_the_country_goes_on_to_the_end_of_its_report() -> None:
    text = "我国夏粮丰收。\n\n各地抢收抢种。\n\n农机作业有序展开。\n\n投入农机60万台。"
    assert holders(text) == ["中国"]


def test_a_subject_ends_after_the_next_paragraph() -> None:
    filler = "天气转凉，各地居民都添了衣裳，街头的行人也比往日少了许多，商店里的顾客却不见减少。\n"
    text = "兰州市总工会工作扎实。\n" + filler * 3 + "全年培训职工300人次。"
    assert holders(text) == [""]


def test_linear_in_bodies() -> None:
    short, long = (plain_article("各级机关查出3人" * n, reference=REFERENCE) for n in (2000, 8000))
    took = seconds(lambda: analyse(short))
    assert seconds(lambda: analyse(long)) < 12 * took
