"""What is counted or measured: table-driven, by the kind of sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse import analyse
from pipeline.article import parse_article
from pipeline.lexicon import rows
from pipeline.link.words import word_classes
from pipeline.model import Source

#: A sentence with its figures marked, and the concept of each.
CASES = {
    # markets and firms: what rises, stands at a level, is compared, or is told otherwise
    "沪指报⟦2978点⟧，跌⟦34点⟧或⟦1.1%⟧。": ["沪指", "沪指", "沪指"],
    "创业板指涨⟦2.6%⟧。": ["创业板指"],
    "银行板块垫底，仅涨⟦0.8%⟧。": ["银行板块"],
    "公司总资产⟦88亿元⟧，员工⟦300人⟧。": ["总资产", "员工"],
    "一年期存款利率由⟦2.5%⟧调至⟦2.8%⟧。": ["一年期存款利率", "一年期存款利率"],
    "英镑兑美元报⟦1.55⟧，人民币实际有效汇率升值⟦3%⟧。": ["英镑兑美元", "人民币实际有效汇率"],
    "经济增长预期由⟦8.2%⟧下调至⟦8%⟧。": ["经济增长预期", "经济增长预期"],
    "广州月薪⟦1.1万元⟧，垫底的兰州仅⟦6000元⟧。": ["月薪", "月薪"],
    "居民人均可支配收入⟦5200元⟧。": ["居民人均可支配收入"],
    "公司每股派发现金股利⟦2元⟧。": ["现金股利"],
    "在售楼盘均价⟦1.6万元⟧。": ["在售楼盘均价"],
    "上月成交住宅用地⟦14宗⟧。": ["住宅用地"],
    # a verb that opens the phrase governs it, unless it is part of a name
    "村干部排查整改火灾隐患⟦40多处⟧。": ["火灾隐患"],
    "今年以来，全县治理沙化土地⟦3万亩⟧。": ["沙化土地"],
    "其中，处分科级干部⟦20人⟧、股级⟦53人⟧。": ["科级干部", "股级"],
    "在重点路段部署救援力量⟦300人⟧。": ["救援力量"],
    "县里启用⟦26个⟧应急避难场所。": ["应急避难场所"],
    "公司开展安全培训⟦30次⟧。": ["安全培训"],
    # a run of nouns may hold what one figure counts and what the next measures
    "⟦12个⟧城市土地成交量同比减少。": ["城市"],
    "⟦20家⟧企业营业收入同比增长⟦5%⟧。": ["企业", "营业收入"],
    "电站装有⟦4台⟧单机容量⟦55万千瓦⟧水轮发电机组。": ["水轮发电机组", "单机容量"],
    "⟦三大⟧运营商发展宽带用户⟦300万户⟧。": ["运营商", "宽带用户"],
    "⟦3名⟧宇航员身心状态良好。": ["宇航员"],
    "⟦30多家⟧加油站柴油断供。": ["加油站"],
    "⟦5条⟧赛道开放，吸引了许多游客。": ["赛道"],
    "⟦17支⟧代表队参赛。": ["代表队"],
    "论坛请来⟦9个⟧国际组织⟦约600名⟧学者参加。": ["国际组织", "学者"],
    "县里有藏有⟦3万多件⟧文物的展厅。": ["文物"],
    "全市有⟦31个⟧乡镇，其中有⟦26个⟧受灾。": ["乡镇", "乡镇"],
    "各县举行各种义诊活动⟦3.2万场⟧。": ["义诊活动"],
    # measures with what modifies them
    "前年全社会研发投入⟦4亿元⟧，较上年提高⟦9%⟧。": ["全社会研发投入", "全社会研发投入"],
    "基础研究经费达⟦3亿元⟧。": ["基础研究经费"],
    "新能源客车占比⟦近45%⟧。": ["新能源客车占比"],
    "医院日接诊量在⟦640人次上下⟧。": ["日接诊量"],
    "码头年通过能力⟦75万人次⟧。": ["年通过能力"],
    "消费对经济增长的贡献率达到⟦60%⟧。": ["消费对经济增长的贡献率"],
    "韩元对美元的贬值幅度已达⟦6%⟧。": ["韩元对美元的贬值幅度"],
    "外贸规模接连跨过⟦3万亿元⟧。": ["外贸规模"],
    "旧房成交量同比增幅达⟦18%⟧。": ["旧房成交量同比增幅"],
    "该省实际使用外资累计达⟦20亿美元⟧。": ["实际使用外资"],
    "央行决定将贴现率提高⟦3倍⟧。": ["贴现率"],
    "今年班列累计开行⟦300列⟧。": ["班列"],
    "周末电影票房报收⟦3亿元⟧。": ["电影票房"],
    "该片上映半月，累计票房⟦3亿元⟧。": ["累计票房"],
    "剧组成本不过⟦300万元⟧。": ["剧组成本"],
    "门票由旺季的⟦120元⟧降至⟦90元⟧。": ["门票", "门票"],
    "新机屏占比高达⟦92%⟧，重⟦180克⟧。": ["新机屏占比", "重"],
    "夜间气温低至⟦零下30摄氏度⟧。": ["夜间气温"],
    "平台付费用户涨到⟦300万⟧。": ["平台付费用户"],
    "球队以⟦300万欧元⟧签下后卫。": [""],
    "自驾车占⟦七成⟧。": ["自驾车"],
    "平均月活跃用户⟦3.06亿⟧，日活跃用户⟦1.42亿⟧。": ["平均月活跃用户", "日活跃用户"],
    "全程一等座⟦933元⟧。": ["一等座"],
    "旺季门票⟦230元⟧，淡季⟦150元⟧。": ["旺季门票", "门票"],
    "冠军奖金⟦50万元⟧，亚军⟦20万元⟧，季军⟦10万元⟧。": ["冠军奖金", "奖金", "奖金"],
    "项目投资⟦5亿元⟧，设备⟦3亿元⟧。": ["项目投资", "设备"],
    "有⟦1200部⟧影片报名参赛。": ["影片"],
    "新机比上一代便宜⟦600元⟧。": ["新机"],
    "厂商去年出货⟦1780万部⟧。": ["出货"],
    "去年票房收入达⟦30亿元⟧，较前年的⟦20亿元⟧增长⟦50%⟧。": ["票房收入"] * 3,
    "黄牛票一度炒到⟦800元⟧。": ["黄牛票"],
    "公司全年运输旅客⟦300万人次⟧。": ["旅客"],
    "网游《九霄》同时在线人数⟦突破3万人⟧。": ["同时在线人数"],
    "轿车卖出⟦3万辆⟧，客车卖出⟦5000辆⟧。": ["轿车", "客车"],
    "售价方面，普通版⟦2699元⟧，加长版⟦2999元⟧。": ["售价", "售价"],
    "观众人均花费为⟦80元⟧。": ["人均花费"],
    "雄狮队射门⟦19次⟧，对手只有⟦7次⟧。": ["射门", "射门"],
    "雄狮队得到⟦98分⟧。": [""],
    "代表团从⟦5个⟧单项中收获⟦2个⟧冠军。": ["单项", "冠军"],
    "新戏制作成本为⟦3000万元⟧。": ["新戏制作成本"],
    "警方开展专项整治⟦1800余次⟧。": ["专项整治"],
    "服务业实际利用外资⟦12亿美元⟧。": ["服务业实际利用外资"],
    "全省网上零售额达⟦300亿元⟧。": ["网上零售额"],
    "当地可再生能源发电量⟦约3亿千瓦时⟧。": ["可再生能源发电量"],
    "年末注册企业从⟦30家⟧增加到⟦50家⟧。": ["注册企业", "注册企业"],
    "水路运力投入同比提高⟦13%⟧。": ["水路运力投入"],
    "鸡蛋价格在⟦每公斤9元左右⟧波动。": ["鸡蛋价格"],
    "工业增速逐月回升，三季度增长⟦6.1%⟧。": ["工业增速"],
    "⟦30多台⟧本地生产的客车正在装船。": ["本地生产的客车"],
    "赤字金额达到创纪录的⟦300亿元⟧。": ["赤字金额"],
    "⟦140个⟧项目入围总决赛。": ["项目"],
    # what tells the sort or the size of the noun belongs to it
    "全省已有⟦5个⟧万亿级支柱产业。": ["万亿级支柱产业"],
    "一级耕地占比⟦超80%⟧。": ["一级耕地占比"],
    "首套房均价上涨⟦2%⟧。": ["首套房均价"],
    "中高端酒店占比达⟦35%⟧。": ["中高端酒店占比"],
    "县里有联合收割机⟦300台⟧。": ["联合收割机"],
    "该国国防开支预计⟦超5亿美元⟧。": ["国防开支"],
    "上半年共发行债券⟦7亿元⟧。": ["债券"],
    # what a bound restricts is what is counted
    "全村60岁以上的老人有⟦2300人⟧。": ["60岁以上的老人"],
    "年收入⟦10万元以上⟧的农户达⟦1200户⟧。": ["年收入", "年收入10万元以上的农户"],
    "损失超过百万元的案件⟦12起⟧。": ["损失超过百万元的案件"],
    "⟦10家⟧企业的员工共⟦300人⟧。": ["企业", "员工"],
    # parts of places do not name what the weather is measured by
    "北京城区积雪深度⟦12厘米⟧，山区局部雨量⟦200毫米⟧。": ["积雪深度", "雨量"],
    # what is exceeded is not what exceeds it
    "氨氮浓度上升⟦5%⟧，超过国家标准⟦1.1倍⟧。": ["氨氮浓度", "氨氮浓度"],
    "苯含量超出国家标准⟦4倍⟧。": ["苯含量"],
    "商家应按货款的⟦三倍⟧赔偿。": ["货款"],
    # a list goes on with what the sentence before counted
    "全省发生火灾⟦320起⟧。分地区看，南昌⟦85起⟧、九江⟦61起⟧。": ["火灾"] * 3,
    "⟦50名⟧学生中的⟦12人⟧获奖。": ["学生", "学生"],
    "病死率由疫情初期的⟦11%⟧降至⟦0.4%⟧。": ["病死率", "病死率"],
    "省财政紧急下拨防治经费⟦1200万元⟧。": ["防治经费"],
    "⟦7个⟧村通信中断，⟦12个⟧乡镇道路受阻。": ["村", "乡镇"],
    "⟦5000名⟧选民中有⟦300人⟧投票。": ["选民", "选民"],
    "昨日接到投诉⟦300件⟧，其中咨询⟦120件⟧。": ["投诉", "咨询"],
    "全年查处侵害消费者权益案件⟦300件⟧。": ["侵害消费者权益案件"],
    # a crime or a penalty is the amount's concept where it has no object
    "他贪污公款⟦30万元⟧，受贿⟦12万元⟧，退缴赃款⟦8万元⟧。": ["公款", "受贿", "赃款"],
    # what happened to people, and people who are counted on
    "项目带动⟦300人⟧就业。": ["就业"],
    "受灾群众⟦8万人⟧，已转移安置⟦5万人⟧。": ["受灾群众", "受灾群众"],
    "议案以⟦96票⟧赞成、⟦7票⟧反对获得通过。": ["赞成", "反对"],
    # what names nothing is not made up
    "明天上海多云⟦16℃⟧。": [""],
    # lengths between places
    "两处码头相距⟦约400米⟧。": ["相距"],
    "新港距离车站⟦约500米⟧。": ["距离"],
}


def concepts(text: str) -> list[tuple[int, int, str]]:
    source = Source("text", "", text, kind="record", date="2024-05-10")
    found = analyse(parse_article(source, plain=True))
    return [(f.mention.start, f.mention.end, f.concept) for f in found.facts]


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, start = "", [], 0
    for char in marked:
        if char == "⟦":
            start = len(text)
        elif char == "⟧":
            spans.append((start, len(text)))
        else:
            text += char
    return text, spans


@pytest.mark.parametrize("marked", CASES)
def test_concept(marked: str) -> None:
    text, spans = unmarked(marked)
    found = {(start, end): concept for start, end, concept in concepts(text)}
    assert [found.get(span) for span in spans] == CASES[marked]


@pytest.mark.parametrize("kind", ["governs", "light", "head"])
def test_compounds_are_listed_once(kind: str) -> None:
    words = [row["word"] for row in rows("link_compounds") if row["class"] == kind]
    assert words
    assert len(words) == len(set(words))


def test_what_governs_is_known_as_a_verb_or_unknown() -> None:
    governs = [row["word"] for row in rows("link_compounds") if row["class"] == "governs"]
    assert [w for w in governs if word_classes().get(w, "u") not in "vuwyx"] == []


PIECES = ["企业", "职工", "增长", "达", "的", "，", "占比", "3人", "5%", "8亿元", "在", "和", "对", "、", "20家", "收入", "排查", "处置", "已", "（", "）"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_concept_is_the_texts_own_words_and_not_the_figure(text: str) -> None:
    for start, end, concept in concepts(text):
        assert concept in text
        assert concept != text[start:end] or not concept
