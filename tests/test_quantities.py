"""What is a figure and what is not, beyond each rule's own examples; invariants and linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_numerals import write, write_mixed
from timing import seconds

from pipeline.analyse import make_documents
from pipeline.article import plain_article
from pipeline.extractors import quantities
from pipeline.model import MODS, NUMBER_LABELS, Mention, Time
from pipeline.tables.cells import number_cell


def _figures(text: str) -> list[tuple[str, str]]:
    [document] = make_documents([plain_article(text)])
    return [(text[m.start : m.end], _value(m)) for m in quantities.extract(document) if m.quantity]


def _value(m: Mention) -> str:
    q = m.quantity
    assert q is not None
    upper = f"~{number_cell(q.value_max)}" if q.value_max is not None else ""
    return " ".join(
        filter(None, [number_cell(q.value) + upper, q.unit, q.mod, q.per and f"/{q.per}"])
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Scale and unit reach back over a range where the sense demands it.
        ("贷款规模5至7亿美元", ["5至7亿美元=500000000~700000000 美元"]),
        ("参与者1000至1.2万人", ["1000至1.2万人=1000~12000 人"]),
        ("涨幅为3%-5%", ["3%-5%=3~5 %"]),
        ("往返10到20公里", ["10到20公里=10~20 公里"]),
        # A plus sign joins things as well as it stands for 以上.
        ("配4800万主摄+1600万广角", ["4800万=48000000", "1600万=16000000"]),
        ("前置1300万像素+闪光灯", ["1300万像素=13000000 像素"]),
        # Ranks that share their unit are no list numbers.
        ("冠军得4分，第二、第三名得2分", ["4分=4 分", "第二=2 名", "第三名=3 名", "2分=2 分"]),
        # 超 in the name of a league bounds nothing.
        ("在中超16支球队中", ["16支=16 支"]),
        ("其中超16支球队", ["超16支=16 支 MORE_THAN"]),
        ("采购6——6.5万个", ["6——6.5万个=60000~65000 个"]),
        ("身价在1万-5万元", ["1万-5万元=10000~50000 元"]),
        ("约15至20万人次以上", ["约15至20万人次以上=150000~200000 人次 EQUAL_OR_MORE"]),
        ("高度在10和20米之间", ["10和20米=10~20 米"]),
        ("来了三、四个人", ["三、四个=3~4 个"]),
        ("获赞10万+", ["10万+=100000 EQUAL_OR_MORE"]),
        ("夜间-5至3℃", ["-5至3℃=-5~3 ℃"]),
        ("零下5至10度", ["零下5至10度=-10~-5 度"]),
        # Approximators, touching and parted.
        ("约为1100万吨", ["1100万吨=11000000 吨 APPROX"]),
        ("至少有250人", ["250人=250 人 EQUAL_OR_MORE"]),
        ("至少超过3000名", ["至少超过3000名=3000 名 MORE_THAN"]),
        ("近百名工人", ["近百名=100 名 APPROX"]),
        ("上百人", ["上百人=100 人 EQUAL_OR_MORE"]),
        ("三十来岁", ["三十来岁=30 岁 MORE_THAN"]),
        ("离城30公里多", ["30公里多=30 公里 MORE_THAN"]),
        ("人口不足10万", ["不足10万=100000 LESS_THAN"]),
        ("找不到一家公司", ["一家=1 家"]),
        ("减负八条措施", ["八条=8 条"]),
        # A unit ends where the next word begins, however the segmenter cuts.
        ("征用36亩地区闲置用地", ["36亩=36 亩"]),
        ("购置50台天然气锅炉", ["50台=50 台"]),
        ("并入20兆瓦、3000千瓦时间不长", ["20兆瓦=20 兆瓦", "3000千瓦=3000 千瓦"]),
        ("宽36米一直未变", ["36米=36 米"]),
        ("门高两米一", ["两米一=2.1 米"]),
        ("拿走三份一直没还", ["三份=3 份"]),
        ("下达36项目标任务", ["36项=36 项"]),
        ("查获12部分别属于两家的手机", ["12部=12 部", "两家=2 家"]),
        ("唯一一处长期使用的泉眼", ["一处=1 处"]),
        ("为两国企业牵线", ["两国=2 国"]),
        ("由28分升至30分", ["28分=28 分", "30分=30 分"]),
        ("人口14亿", ["14亿=1400000000"]),
        # 个 and 亿 in speech.
        ("他投了1.5个亿进去", ["1.5个亿=150000000"]),
        ("要花3到5个亿", ["3到5个亿=300000000~500000000"]),
        ("全市有3个亿元村", ["3个=3 个", "亿元=100000000 元"]),
        ("病人烧到38度5，全身无力", ["38度5=38.5 度"]),
        ("近2，500人到场", ["近2，500人=2500 人 APPROX"]),
        ("近千家上下游企业", ["近千家=1000 家 APPROX"]),
        ("不足5%", ["不足5%=5 % LESS_THAN"]),
        ("最近3名病人出院", ["3名=3 名"]),
        # Money: prefix, suffix, coins, both sides.
        ("港币三千八百五十元", ["港币三千八百五十元=3850 元"]),
        ("三元五角", ["三元五角=3.5 元"]),
        ("两美元又三美分", ["两美元又三美分=2.03 美元"]),
        ("卖两块五", ["两块五=2.5 块"]),
        ("五元六角-五元七角八分", ["五元六角-五元七角八分=5.6~5.78 元"]),
        ("3000万元人民币", ["3000万元人民币=30000000 元"]),
        ("肆佰叁拾万圆整", ["肆佰叁拾万圆=4300000 圆"]),
        # Rates.
        ("每平方米1.2万元", ["每平方米1.2万元=12000 元 /平方米"]),
        ("牛肉每500克68元", ["每500克68元=68 元 /500克"]),
        ("月租300元/月", ["300元/月=300 元 /月"]),
        ("每间教室54平方米", ["54平方米=54 平方米 /间"]),
        ("年产40万吨", ["40万吨=400000 吨 /年"]),
        ("每秒钟10万亿次", ["每秒钟10万亿次=10000000000000 次 /秒钟"]),
        ("每股净资产由2.55元变为-0.05元", ["2.55元=2.55 元 /股", "-0.05元=-0.05 元 /股"]),
        # Senses.
        ("两千米长跑", ["两千米=2000 米"]),
        ("全长12千米", ["12千米=12 千米"]),
        ("五十兆字节", ["五十兆字节=50 兆字节"]),
        ("二两茶叶", ["二两=2 两"]),
        ("一两个人", ["一两个=1~2 个"]),
        ("身高1米85", ["1米85=1.85 米"]),
        ("1984对新人", ["1984对=1984 对"]),
        ("两度会晤", ["两度=2 度"]),
        ("县乡两级干部", ["两级=2 级"]),
        ("14亿人口", ["14亿=1400000000"]),
        # Full-width and Traditional.
        ("捐款３５６７．８９万元", ["３５６７．８９万元=35678900 元"]),
        ("平均气温16·9摄氏度", ["16·9摄氏度=16.9 摄氏度"]),
        ("她为数万名患者治病", ["数万名=20000~90000 名 APPROX"]),
        ("收于1903·87点", ["1903·87点=1903.87 点"]),
        ("同比增长３·５％", ["３·５％=3.5 %"]),
        ("撥款港幣3.5億元", ["港幣3.5億元=350000000 元"]),
        ("十餘萬兩白銀", ["十餘萬兩=100000 两 MORE_THAN"]),
        # Spaces, as old newswire has them.
        ("拨款 177.1 亿元", ["177.1 亿元=17710000000 元"]),
        ("七万 五千 四百人", ["七万 五千 四百人=75400 人"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert [f"{words}={value}" for words, value in _figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        # Words.
        "抗洪一线统一部署",
        "进一步加强管理",
        "千方百计增加收入",
        "三农工作",
        "他十分高兴，千万不要大意",
        "和大家一起参加，一路走来",
        "四川三亚九江",
        "朝鲜半岛的半导体产业",
        "数字经济和数据要素",
        "人数最多",
        "全国一大亮点",
        "一项项成果，一个又一个奇迹",
        "一对一帮扶，一村一品",
        # Names.
        "5G网络和4K电视",
        "歼-20与F-15",
        "搭载A13芯片的iPhone 11处理器",
        "波音737-800客机",
        "长征二号、神舟十七号、天宫一号",
        "二十大精神和“十四五”规划",
        "党的二十届三中全会",
        "G20峰会与H7N9病毒",
        "“3·15”晚会",
        "90后青年",
        "亚洲卫星—3号星",
        "一朵又一朵鲜花",
        "一站比一站好",
        "辽-16舰",
        "双方五五分成",
        "两广地区与两湖平原",
        "震中位于北纬31.2度、东经103.6度",
        # Codes.
        "拨打12345热线",
        "电话010-65363263",
        "股票代码600519",
        "公司（000999）公告",
        "访问http://a.cn/2/3x",
        "证号110101199001011234",
        "版本1.2.3发布",
        # Lists.
        "一是加强领导，二是落实责任",
        "三、保障措施",
        "（一）总体要求（2）目标",
        "第一，解放思想",
        # Times, taken or not.
        "1998年5月3日",
        "3个小时后",
        "下午3时20分",
        # Numerals of no figure.
        "零售额回升，零部件供应充足",
        "成千上万的游客",
        "利润腰斩",
    ],
)
def test_no_figures(text: str) -> None:
    assert _figures(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十八", "38"),
        ("五分", "5 分"),
        ("30w上下", "300000 APPROX"),
        ("100K", "100000"),
        ("-1.2M", "-1200000"),
        ("2.5^-1", "0.4"),
        ("21.2E0", "21.2"),
        ("两", "2"),
        ("负一百二十万", "-1200000"),
        ("３／５", "0.6"),
        ("一七二零", "1720"),
    ],
)
def test_a_figure_that_stands_alone(text: str, value: str) -> None:
    assert _figures(text) == [(text, value)]


def test_taken_mentions_are_left_alone() -> None:
    text = "2012年有30人"
    [document] = make_documents([plain_article(text)])
    taken = [Mention(0, 5, "DATE", "t", time=Time("DATE", "2012"))]
    found = quantities.extract(document, taken)
    assert [(m.start, m.end) for m in found] == [(6, 9)]


@pytest.mark.parametrize("text", ["0^0", "0^-1"])
def test_a_power_without_value_is_none(text: str) -> None:
    assert _figures(text)[0] == ("0", "0")


PIECES = st.sampled_from(
    "0 1 5 12 30 3.5 1,234 一 两 三 十 百 千 万 亿 几 数 半 多 余 来 第 首 每 约 近 超过 不足 至少 以上 左右 "
    "元 美元 人 名 个 米 公里 吨 % 成 折 倍 番 分 度 级 点 号 岁 角 / - — 至 到 和 比 : ， 。 、 （ ） “ ” 分之 又 "
    "人民币 $ 年 月 日 时 的 了 在 工人 增长 . 个百分点 零下 摄氏 ^ k".split(" ")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_mentions_are_well_formed(text: str) -> None:
    [document] = make_documents([plain_article(text)])
    end = 0
    for m in quantities.extract(document):
        assert end <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        assert m.label in NUMBER_LABELS
        q = m.quantity
        assert q is not None
        assert q.value is not None
        assert q.mod in ("", *MODS)
        assert (q.unit == "") or m.rule
        if q.value_max is not None and q.dimension not in ("score", "ratio"):
            assert q.value <= q.value_max
        end = m.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        "（",
        "元",
        "万",
        "1,",
        "3-",
        "3比",
        "第一",
        "每",
        "约",
        "1 ",
        "十多",
        "分之",
        "三分之",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """Eight times the text takes at most about eight times as long (with room for a noisy machine)."""
    small, large = (_seconds(piece * (size // len(piece))) for size in (8_000, 64_000))
    assert large < 30 * small + 0.5


def _seconds(text: str) -> float:
    [document] = make_documents([plain_article(text)])
    return seconds(lambda: quantities.extract(document), runs=2)


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 10**12 - 1), st.sampled_from(["{}", "{:,}", "han", "mixed", "wide"]))
def test_a_written_count_is_found_whole(number: int, style: str) -> None:
    if style == "han":
        words = write(number)
    elif style == "mixed":
        words = write_mixed(number)
    elif style == "wide":
        words = "".join(chr(ord(c) + 0xFEE0) for c in str(number))
    else:
        words = style.format(number)
    [document] = make_documents([plain_article(f"共有{words}人参加。")])
    (found,) = quantities.extract(document)
    assert (found.start, found.end) == (2, 3 + len(words))
    assert found.quantity is not None
    assert found.quantity.value == number
