"""Pages, clean texts and plain ones: regions, title, date, medium, sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import seconds

from pipeline.analyse import analyse
from pipeline.article import parse_article, plain_article, read_date
from pipeline.layout.dateline import _labels, dateline, source_in, wire_date
from pipeline.layout.lines import _cue_starts, _cues
from pipeline.lexicon import rows
from pipeline.model import Article, Source

PAGE = """\
江城在线
首页 新闻 财经 体育
登录 注册
棉花收购价回升 种植户增收

2021-03-04 09:10:25 来源:江城晚报
打印本文   推荐给朋友
手机报订阅每月5元:发送JC到10650000
棉花收购价回升 种植户增收
图为3月2日工人在北港仓库装运320包棉花。

　　据市农业局统计,今年前两个月全市收购棉花1.2万吨,比上年同期增长15.3%。
　　种植户的收入随之提高,平均每户增收860元。
收购点增加
　　目前全市有收购点46个,其中新设9个,方便了120个村的农户就近交售。

热图推荐
某地35名游客被困 救援队连夜上山
大5岁男友现身 女星回应
公司28楼起火 3人受伤
江城在线版权所有 电话：010-00000000
"""


def article(text: str, **options: object) -> Article:
    return parse_article(Source("1.txt", "1.txt", text), **options)  # type: ignore[arg-type]


def region_of(parsed: Article, words: str) -> str:
    at = parsed.text.index(words)
    return next(r.kind for r in parsed.regions if r.start <= at < r.end)


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in plain_article(text).sentences]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", "\xa0\n\u200b\n"])
def test_page_is_taken_apart(newline: str) -> None:
    parsed = article(PAGE.replace("\n", newline))
    kinds = {
        "江城在线": "boilerplate",
        "首页 新闻": "boilerplate",
        "2021-03-04": "dateline",
        "每月5元": "boilerplate",
        "图为": "caption",
        "320包": "caption",
        "1.2万吨": "body",
        "860元": "body",
        "收购点增加": "heading",
        "120个村": "body",
        "35名": "boilerplate",
        "大5岁": "boilerplate",
        "28楼": "boilerplate",
        "电话": "boilerplate",
    }
    assert {words: region_of(parsed, words) for words in kinds} == kinds
    assert parsed.title == "棉花收购价回升 种植户增收"
    assert [r.kind for r in parsed.regions].count("title") == 1
    assert (parsed.source, parsed.published) == ("江城晚报", "2021-03-04T09:10:25")
    assert parsed.reference == dt.datetime(2021, 3, 4, 9, 10, 25)
    assert parsed.date_source == "dateline"


@pytest.mark.parametrize("all_regions", [False, True])
def test_figures_of_the_furniture_are_found_only_on_request(all_regions: bool) -> None:
    found = analyse(article(PAGE), all_regions=all_regions).mentions
    texts = {PAGE[m.start : m.end] for m in found}
    assert "46个" in texts
    assert ("35名" in texts) == all_regions
    assert all_regions or not {"5元", "5岁", "28楼", "3人"} & texts


def test_page_without_a_date_is_still_taken_apart() -> None:
    parsed = article(PAGE.replace("2021-03-04 09:10:25 来源:江城晚报\n", ""))
    assert parsed.title == "棉花收购价回升 种植户增收"
    assert region_of(parsed, "每月5元") == region_of(parsed, "35名") == "boilerplate"
    assert region_of(parsed, "1.2万吨") == region_of(parsed, "120个村") == "body"
    assert parsed.published == ""


def test_table_of_results_below_a_report_is_kept() -> None:
    results = "\n".join(f"{name}县 {90 - i}分" for i, name in enumerate("甲乙丙丁戊己庚"))
    parsed = article(
        "五县评比揭晓\n2021-03-04 09:10 来源：江城晚报\n本报记者 王小明\n"
        f"评比于3月4日揭晓，共有7个县参加，其中甲县得分最高。\n{results}\n"
    )
    assert region_of(parsed, "84分") == "body"


def test_page_in_traditional_script() -> None:
    page = """\
海島新聞網
首頁
即時
財經
海島新聞網 > 財經
出口訂單連三月成長
2021年3月4日 下午3:05 來源：海島日報
記者王小明／台北報導
相關新聞

　　主計總處今天公布，一月出口訂單金額達520億美元，較上月增加3.2%，連續三個月成長。
　　官員說：「下半年可望維持5%以上的成長率。」
責任編輯：李大同
延伸閱讀
十大景點出爐 3處在山區
"""
    parsed = article(page)
    assert parsed.title == "出口訂單連三月成長"
    assert parsed.published == "2021-03-04T15:05:00"
    assert parsed.source == "海島日報"
    assert region_of(parsed, "520億") == region_of(parsed, "5%以上") == "body"
    assert region_of(parsed, "責任編輯") == region_of(parsed, "3處") == "boilerplate"


def test_short_report_is_not_lost_among_longer_teasers() -> None:
    teaser = "\n".join(
        f"名家看盘{i}：大盘震荡整理，后市仍需观察，{i}成仓位为宜，切忌追高。" * 3 for i in range(9)
    )
    page = f"""\
江城财经
首页
行情
登录
6万条信息外泄？官方称不实
6万条信息外泄？官方称不实
2021年3月4日 19:55 江城晚报
收藏 微博 微信
江城晚报讯 今日有网友称有6万条个人信息外泄，官方回应称不实。
责任编辑：李芳
热门推荐
{teaser}
"""
    parsed = article(page)
    assert region_of(parsed, "有6万条个人") == "body"
    assert region_of(parsed, "名家看盘0") == region_of(parsed, "名家看盘8") == "boilerplate"
    assert parsed.source == "江城晚报"


@pytest.mark.parametrize(
    "text",
    [
        "全市粮食总产量320万吨",
        "两小时",
        "2021年3月4日",
        "第一段共有3人参加了会议。\n第二段有5人。\n短句\n又一行\n再一行\n第三段有7人参加了会议。",
        "一等奖 3名\n二等奖 5名\n三等奖 10名\n优秀奖 20名\n鼓励奖 30名",
        "座谈会时强调\n牢牢把握功能定位努力创造新业绩\n推动高质量发展\n再上新台阶\n开创新局面\n"
        "江城电视台消息：会议于4日在江城举行，共有300名代表参加会议。",
        "会议公布了各县的得分情况，共有五个县参加评比，结果如下：\n甲县 95分\n乙县 93分\n丙县 90分\n丁县 88分",
        "",
        " \n\u3000\n",
    ],
)
def test_text_that_is_an_article_alone_keeps_every_line(text: str) -> None:
    assert "boilerplate" not in {r.kind for r in article(text).regions}


def test_title_and_dateline_of_a_clean_text() -> None:
    parsed = article(
        "校园供餐新规施行\n2021年9月7日\n新规规定，每餐须留样48小时，每样不少于125克。\n"
    )
    assert [r.kind for r in parsed.regions] == ["title", "dateline", "body"]
    assert (parsed.title, parsed.published) == ("校园供餐新规施行", "2021-09-07")


def test_name_of_the_site_is_no_part_of_the_title() -> None:
    parsed = article("58款应用被通报_财经_江城新闻网\n主管部门4日通报了58款应用的违规问题。")
    assert parsed.title == "58款应用被通报"


def test_plain_takes_all_as_body() -> None:
    parsed = article(PAGE, plain=True)
    assert [(r.kind, r.start, r.end) for r in parsed.regions] == [("body", 0, len(PAGE))]
    assert {s.region for s in parsed.sentences} == {"body"}
    dated = article("新规施行\n2021年9月7日\n新规今日施行。", plain=True)
    assert (dated.published, dated.date_source) == ("2021-09-07", "dateline")


def test_whose_date_counts() -> None:
    record = Source("1", "a.jsonl", PAGE, date="2020-01-02", kind="record", title="题")
    assert parse_article(record).published == "2020-01-02"
    assert parse_article(record).date_source == "record"
    assert parse_article(record).title == "题"
    assert parse_article(replace(record, kind="page")).date_source == "page"
    given = parse_article(record, date=dt.datetime(2019, 5, 6))
    assert (given.published, given.date_source) == ("2019-05-06", "option")
    assert given.reference == dt.datetime(2019, 5, 6)
    same_day = parse_article(replace(record, date="2021-03-04"))
    assert (same_day.published, same_day.date_source) == ("2021-03-04T09:10:25", "record")
    unread = parse_article(replace(record, date="去年"))
    assert (unread.published[:10], unread.date_source) == ("2021-03-04", "dateline")


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("2021-03-04 09:10:25 来源:江城晚报", "2021-03-04T09:10:25"),
        ("2021-03-04 09:10:25　来源: 江城晚报 举报", "2021-03-04T09:10:25"),
        ("发布日期：2021-03-04 浏览次数： 31 信息来源：市发改委", "2021-03-04"),
        ("2021年3月4日 19:55 江城晚报", "2021-03-04T19:55:00"),
        ("2021年3月4日", "2021-03-04"),
        ("（2021年3月4日）", "2021-03-04"),
        ("2021年03月04日08:30　　来源：江城日报", "2021-03-04T08:30:00"),
        ("2021/3/4 下午 3:05", "2021-03-04T15:05:00"),
        ("2021.03.04 星期四", "2021-03-04"),
        ("２０２１年３月４日", "2021-03-04"),
        ("民國110年3月4日", "2021-03-04"),
        ("二〇二一年三月十四日", "2021-03-14"),
        ("时间：2021年3月4日9时30分", "2021-03-04T09:30:00"),
        ("2021年3月4日 江城传媒 时政 1665 0", "2021-03-04"),
        ("作者 王小明 2021-03-04 22:18:34", "2021-03-04T22:18:34"),
        ("2021年3月4日发售的高收益理财产品一览", None),
        ("2021年3月4日，江城市举行新闻发布会。", None),
        ("3月4日 09:10", None),
        ("2021年13月4日", None),
        ("今天是2021年3月4日 星期四", None),
        ("产品编号 12021-03-045", None),
        ("新华社昆明4月3日电", None),
    ],
)
def test_datelines(line: str, iso: str | None) -> None:
    found = dateline(line)
    assert (found.stamp.iso() if found else None) == iso


def test_opening_of_a_report_dates_it_only_with_its_year() -> None:
    with_year = article(
        "新华社江城2003年8月5日电 今年上半年全市出口增长3.5%，进口增长2%。", plain=True
    )
    without = article("新华社江城8月5日电 今年上半年全市出口增长3.5%，进口增长2%。", plain=True)
    assert (with_year.published, with_year.date_source) == ("2003-08-05", "dateline")
    assert (without.published, without.reference, without.date_source) == ("", None, "")
    assert wire_date("2003年8月5日，本市出口增长。") is None


@pytest.mark.parametrize("plain", [True, False])
def test_notice_is_dated_by_its_last_line(plain: bool) -> None:
    notice = "关于棉花收购的通知\n收购价格每吨上调120元，自4月1日起执行。\n江城市农业局\n{}\n"
    signed = article(notice.format("　　　　二〇二一年三月四日"), plain=plain)
    assert (signed.published, signed.date_source) == ("2021-03-04", "dateline")
    assert article(notice.format("2021年3月4日起执行"), plain=plain).published == ""
    assert article("2021年3月4日", plain=plain).published == ""


@pytest.mark.parametrize(
    ("line", "medium"),
    [
        ("2021-03-04 来源:江城晚报", "江城晚报"),
        ("2021-03-04 來源：海島日報 記者王小明", "海島日報"),
        ("来源： 江城晚报", "江城晚报"),
        ("2021-03-04 09:10 江城晚报", "江城晚报"),
        ("2021-03-04 09:10 作者：王小明", ""),
        ("2021-03-04 09:10", ""),
    ],
)
def test_medium(line: str, medium: str) -> None:
    assert source_in(line) == medium


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021-03-04T09:10:25+08:00", "2021-03-04T09:10:25"),
        ("2021-03-04T20:00:00Z", "2021-03-05T04:00:00"),
        ("2021-03-04T20:00:00-04:00", "2021-03-04T20:00:00"),
        ("20210304", "2021-03-04"),
        ("20210304091025", "2021-03-04T09:10:25"),
        ("1614820225", "2021-03-04T09:10:25"),
        ("1614820225000", "2021-03-04T09:10:25"),
        ("2021/3/4", "2021-03-04"),
        ("2021年3月4日", "2021-03-04"),
        ("2021-03", None),
        ("2021", None),
        ("", None),
        ("99999999", None),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00"),
    ],
)
def test_dates_of_records(value: str, iso: str | None) -> None:
    found = read_date(value)
    assert (found.iso() if found else None) == iso


@given(st.text(max_size=30) | st.from_regex(r"[0-9年月日:./T+Z-]{0,30}", fullmatch=True))
def test_any_date_string_is_survived(value: str) -> None:
    found = read_date(value)
    assert found is None or found.when.tzinfo is None


@pytest.mark.parametrize(
    "marked",
    [
        "产量增长3.5%。|价格下降1.2元。",
        "签订率达到85.07%.|厂务公开制度，覆盖率95.2%.|全市有3家。",
        "他说：“增长很快。”|随后离开。",
        "“增长很快。”，他说。|会议结束。",
        '他说："增长很快。"|随后离开。',
        '会议结束。|"江城号"列车开出。',
        "举办“中国梦。劳动美”演讲活动3场。|共120人。",
        "（记者王小明。实习生李芳）全市增长5%。|其中工业增长6%。",
        "真的吗？！|真的。",
        "他停了停……|又说了一遍。",
        "全长1.2.3版。",
        "网址是http://a.cn/?id=3&b=1的页面。",
        "报名截止！|名额有限！",
        "（完。）|下一条。",
        "甲、乙；丙、丁。",
        "「增長很快。」|官員說。",
        "“快！快！”|他喊道。",
        "施瓦辛格.阿诺来访，受到欢迎。",
    ],
)
def test_sentences(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == marked.split("|")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", " \u3000\n\xa0", "\n\u200b", "\u2028"])
def test_line_ends_end_sentences(end: str) -> None:
    assert sentences(f"第一行{end}第二行。{end}第三行") == ["第一行", "第二行。", "第三行"]


def test_ascii_full_stops_count_where_they_are_the_only_ones() -> None:
    assert sentences("产量增长很快.价格平稳.\n市场稳定.") == [
        "产量增长很快.",
        "价格平稳.",
        "市场稳定.",
    ]
    assert sentences("约翰.史密斯来访。\n受到欢迎.") == ["约翰.史密斯来访。", "受到欢迎."]


WRAPPED = """\
棉花收购价回升

　　据市农业局统计，今年前两个月全市收购棉花1.2万吨，比上年
同期增长15.3%，增速居全省第三位，种植户的收入随之提高，平
均每户增收860元。
　　市农业局有关负责人表示，下一步将继续增设收购点，方便农户
就近交售，目前全市有收购点46个，其中新设9个，方便了120个
村的农户，运输费用平均下降两成以上，农户普遍感到满意，收购
工作进展顺利。
"""


@pytest.mark.parametrize("plain", [True, False])
def test_line_ends_end_no_sentence_where_lines_are_wrapped(plain: bool) -> None:
    parsed = article(WRAPPED, plain=plain)
    found = [WRAPPED[s.start : s.end].replace("\n", "") for s in parsed.sentences]
    assert len(found) == 3
    assert found[0] == "棉花收购价回升"
    assert found[1].endswith("平均每户增收860元。")
    assert found[2].startswith("市农业局有关负责人")
    if not plain:
        assert [r.kind for r in parsed.regions] == ["title", "body"]


def test_list_of_lines_of_one_length_is_not_wrapped() -> None:
    lines = [f"第{i}名获得者是来自江城市第{i}中学的学生代表" for i in range(9)]
    assert sentences("\n".join(lines)) == lines


HOSTILE = "。！？!?.…“”「」『』（）()\"'《》，、；：,;: \t\n\r\u3000\xa0\u200b\ufeff图为来源摄0129年月日-/%来甲A\ud800😀"


@given(st.text(max_size=300) | st.text(alphabet=HOSTILE, max_size=300), st.booleans())
@settings(max_examples=400, deadline=None)
def test_regions_tile_and_sentences_cover_any_text(text: str, plain: bool) -> None:
    parsed = article(text, plain=plain)
    edges = [0, *(r.end for r in parsed.regions)]
    assert edges[:-1] == [r.start for r in parsed.regions]
    assert edges[-1] == len(text)
    covered, at = set[int](), 0
    for sentence in parsed.sentences:
        assert at <= sentence.start < sentence.end
        at = sentence.end
        home = next(r for r in parsed.regions if r.start <= sentence.start < r.end)
        assert sentence.end <= home.end
        assert sentence.region == home.kind
        covered.update(range(sentence.start, sentence.end))
    blank = set(" \t\n\r\u3000\xa0\u200b\u200c\u200d\u2060\ufeff\xad")
    bare = {i for i, c in enumerate(text) if not c.isspace() and c not in blank}
    assert bare <= covered


@given(
    st.lists(
        st.sampled_from([*PAGE.splitlines(), "", "2021年3月4日", "责任编辑：李芳"]), max_size=40
    )
)
@settings(max_examples=150, deadline=None)
def test_any_order_of_lines_is_survived(lines: list[str]) -> None:
    parsed = article("\n".join(lines))
    assert all(r.start < r.end for r in parsed.regions)


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        "（",
        "。",
        " ",
        "1",
        "…",
        "\u3000\n",
        '"。",',
        "(摄",
        "2021-03-04 ",
        "来源：",
        "，。",
        "好，",
        "网_",
        "a \u200b",
    ],
)
@pytest.mark.parametrize("plain", [True, False])
def test_hostile_text_takes_linear_time(unit: str, plain: bool) -> None:
    small, large = (unit * (size // len(unit)) for size in (20_000, 200_000))
    took = seconds(lambda: article(small, plain=plain))
    assert seconds(lambda: article(large, plain=plain)) < 1 + 20 * took


def test_every_furniture_word_is_recognised() -> None:
    for row in rows("page_furniture"):
        marked = row["example"]
        line = marked.replace("⟦", "").replace("⟧", "")
        assert marked[marked.index("⟦") + 1 : marked.index("⟧")] == row["word"]
        if row["kind"] in ("field", "source"):
            assert _labels().search(line), row
            assert row["kind"] == "field" or source_in(line)
        else:
            found = _cues().match(line)
            assert found is not None, row
            assert found.lastgroup == row["kind"], row
            assert line[0] in _cue_starts()
