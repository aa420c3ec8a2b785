"""Saved web pages: their text without the chrome, their own title, date and medium."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
from timing import seconds

from pipeline.article import parse_article
from pipeline.model import Article, Source
from pipeline.reader import read
from pipeline.reader.html import charset

pytest.importorskip("trafilatura")

BODY = """
<p>　　江城晚报讯　据市农业局统计，今年前两个月全市收购棉花1.2万吨，比上年同期增长15.3%，增速居全省第三位。</p>
<p>　　种植户的收入随之提高，平均每户增收860元。市农业局有关负责人表示，下一步将继续增设收购点，方便农户交售。</p>
<p>　　目前全市有收购点46个，其中新设9个，方便了120个村的农户就近交售，运输费用平均下降两成以上，农户普遍感到满意。</p>
"""
NAV = "".join(
    f'<li><a href="/{i}">{word}</a></li>'
    for i, word in enumerate("首页 新闻 财经 体育 娱乐 汽车 房产 教育 健康 旅游".split())
)
LINKS = "".join(
    f'<li><a href="/{i}">{words}</a></li>'
    for i, words in enumerate(
        ["某地35名游客被困 救援队连夜上山", "公司28楼起火 3人受伤", "大5岁男友现身 女星回应"]
    )
)


def page(head: str, top: str, body: str = BODY) -> str:
    return f"""<!DOCTYPE html><html><head>{head}<script>var n = 99999;</script></head><body>
<div class="cookie">本站使用Cookie，继续浏览即表示同意，有效期180天。<button>同意</button></div>
<ul class="nav">{NAV}</ul>{top}<div class="article">{body}</div><p>责任编辑：李芳</p>
<h3>热门推荐</h3><ul>{LINKS}</ul><footer>江城在线版权所有 电话 010-00000000</footer></body></html>"""


def read_page(tmp_path: Path, markup: str, encoding: str = "utf-8") -> Source:
    (tmp_path / "page.html").write_bytes(markup.encode(encoding))
    (source,) = read([tmp_path / "page.html"])
    return source


TITLED = page(
    "<title>棉花收购价回升 种植户增收_财经_江城在线</title>",
    "<h1>棉花收购价回升 种植户增收</h1><div>2021-03-04 09:10:25　来源：<a>江城晚报</a></div>",
)


def test_page_gives_its_article(tmp_path: Path) -> None:
    source = read_page(tmp_path, TITLED)
    assert (source.status, source.kind, source.doc_id) == ("ok", "page", "page.html")
    assert source.title == "棉花收购价回升 种植户增收"
    assert source.source == "江城晚报"
    assert source.date == "2021-03-04T09:10:25"
    assert "1.2万吨" in source.text
    for chrome in ("首页", "Cookie", "35名", "28楼", "010-", "99999", "李芳"):
        assert chrome not in source.text
    article: Article = parse_article(source)
    assert article.date_source == "page"
    assert [r.kind for r in article.regions] == ["title", "body"]


@pytest.mark.parametrize(
    ("head", "top", "title", "date", "medium"),
    [
        (
            '<title>棉花增收 - 江城新闻网</title><meta property="og:title" content="棉花增收">'
            '<meta property="article:published_time" content="2021-03-04T09:10:25+08:00">'
            '<meta property="og:site_name" content="江城新闻网">',
            "<h1>棉花增收</h1>",
            "棉花增收",
            "2021-03-04T09:10:25",
            "江城新闻网",
        ),
        (
            "<title>新闻动态--江城市农业学会官网</title>",
            "<div>首页 - 新闻动态</div><h2>棉花收购工作会在江城举行！</h2>"
            "<p>发布时间：2021-03-04 来源：江城市农业学会</p>",
            "棉花收购工作会在江城举行！",
            "2021-03-04",
            "江城市农业学会",
        ),
        (
            "<title>棉花收购价回升</title>"
            '<meta name="PubDate" content="2021-03-04 09:53"><meta name="ContentSource" content="市农业局">',
            "<div class=t>棉花收购价回升</div><div>发布日期：2021-03-04 浏览次数：31</div>",
            "棉花收购价回升",
            "2021-03-04T09:53:00",
            "市农业局",
        ),
        (
            "<title>棉花收购价回升</title>"
            '<script type="application/ld+json">{"datePublished":"2021-03-04T01:10:25Z"}</script>',
            "<span>原创</span><span>棉花收购价回升</span><div>03-04</div>",
            "棉花收购价回升",
            "2021-03-04T09:10:25",
            "",
        ),
    ],
)
def test_title_date_and_medium(
    tmp_path: Path, head: str, top: str, title: str, date: str, medium: str
) -> None:
    source = read_page(tmp_path, page(head, top))
    assert (source.title, source.date, source.source) == (title, date, medium)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16", "big5"])
@pytest.mark.parametrize("stated", ["", "gb2312", "utf-8"])
def test_encoding_of_a_page(tmp_path: Path, encoding: str, stated: str) -> None:
    meta = f'<meta charset="{stated}">' if stated else ""
    markup = TITLED.replace("<head>", f"<head>{meta}")
    if encoding == "big5":
        markup = markup.translate(str.maketrans("农统计户运输费满", "農統計戶運輸費滿"))
        markup = markup.encode("big5", "ignore").decode("big5")
        if stated == "gb2312":
            return  # a page that lies about its encoding in bytes that obey the lie
    source = read_page(tmp_path, markup, encoding)
    assert source.status == "ok"
    assert "15.3%" in source.text
    assert "棉花" in source.text


def test_charset_that_the_page_names() -> None:
    assert (
        charset(b'<meta http-equiv="Content-Type" content="text/html; charset=GBK">') == "gb18030"
    )
    assert charset(b"<p>no charset</p>") == ""


def test_list_that_is_found_in_place_of_the_article_is_refused(tmp_path: Path) -> None:
    teasers = "".join(
        f"<p>第{i}则推荐：各地积极推进春耕备耕，农资供应充足，价格平稳，农户购买踊跃，销量上升。</p>"
        for i in range(30)
    )
    short = "<p>江城晚报讯 今日棉花每吨上涨120元，为今年来最高，全市收购量达到320吨。</p>"
    markup = TITLED.replace(BODY, short).replace("<h3>热门推荐</h3>", f"<h3>热门推荐</h3>{teasers}")
    source = read_page(tmp_path, markup)
    assert "120元" in source.text
    assert "第3则" not in source.text


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<html></html>",
        "<" * 5000,
        "<div>" * 20_000,
        "<!-- " * 99,
        "<html><body><p> </p></html>",
    ],
)
def test_page_without_an_article_is_a_row(tmp_path: Path, markup: str) -> None:
    source = read_page(tmp_path, markup)
    assert source.status in ("empty", "invalid")
    assert source.error.startswith("page.html: ")


@pytest.mark.parametrize("filler", ["-", "_", " ", "网", "&nbsp;"])
def test_hostile_title_costs_nothing(tmp_path: Path, filler: str) -> None:
    markup = TITLED.replace("<title>", f"<title>{filler * 200_000}")
    pages: list[Source] = []
    assert seconds(lambda: pages.append(read_page(tmp_path, markup))) < 5
    assert "1.2万吨" in pages[0].text


def test_without_the_extra_the_row_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def absent(name: str, *args: Any, **more: Any) -> Any:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    source = read_page(tmp_path, TITLED)
    assert source.status == "unreadable"
    assert source.error == "page.html: reading HTML needs: pip install 'zhfacts[html]'"
