"""A web page gives the text that a browser shows."""

import pytest

from app.sources import SourceError
from app.sources.read import source_of
from tests.sources.make import page


def shown(body: str, head: str = "") -> list[str]:
    """The lines of a page that are not blank."""
    html = f"<!DOCTYPE html><html><head><title>题目</title>{head}</head><body>{body}</body></html>"
    text = source_of("page.html", html.encode()).text
    return [line for line in text.split("\n") if line]


LINKS = "".join(f"<li><a href='/news/{n}.html'>城东小学新校舍{n}月启用</a></li>" for n in range(1, 11))
ARTICLE = (
    "<h1>履职为民谱新篇</h1>" + "<p>代表们提出，公交线路要通到新建的小区，班次要与学校的作息相合。</p>" * 8
)


@pytest.mark.parametrize(
    "links",
    [
        f"<ul>{LINKS}</ul>",
        f"<div class='side'><b>相关新闻</b><ul>{LINKS}</ul></div>",
        f"<table><tr><td><ol>{LINKS}</ol></td></tr></table>",
        "<div>" + "　|　".join(f"<a href='/{n}'>栏目{n}</a>" for n in range(6)) + "</div>",
    ],
)
@pytest.mark.parametrize("place", ["{links}{article}", "{article}{links}"])
def test_lists_of_links_beside_an_article_are_not_its_text(links: str, place: str) -> None:
    assert shown(place.format(links=links, article=ARTICLE)) == shown(ARTICLE)


@pytest.mark.parametrize(
    "links",
    [
        LINKS.replace("/news/", "#part"),
        LINKS.replace(".html", ".docx"),
        "".join(LINKS.partition("</li>")[:2]) * 5,
        LINKS.replace("<li>", "<li>市交通局答复代表建议："),
    ],
    ids=["contents of this page", "attachments", "few", "text beside the links"],
)
def test_links_that_belong_to_the_article_are_its_text(links: str) -> None:
    assert any("城东小学" in line for line in shown(f"{ARTICLE}<ul>{links}</ul>"))


def test_a_page_of_links_alone_keeps_them() -> None:
    assert len(shown(f"<h1>提案办理</h1><ul>{LINKS}</ul>")) == 11


def test_short_paragraphs_in_a_table_that_only_arranges_are_lines() -> None:
    cells = "<td>要闻</td><td><p>吴桐：河道清淤何时完工？</p><p>水利局：年底完工。</p></td>"
    said = ["吴桐：河道清淤何时完工？", "水利局：年底完工。"]
    assert shown(f"<table><tr>{cells}</tr></table>") == ["要闻", *said]
    assert shown(f"<table border=0><tr>{cells}</tr></table>") == ["要闻", *said]
    assert shown(f"<table border=1><tr>{cells}</tr></table>") == ["\t".join(["要闻", " ".join(said)])]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>停车难\n  要治，<b>建\n</b>议</p>", ["停车难要治，建议"]),
        ("<p>开放 Wi-Fi\n hot  spot</p>", ["开放 Wi-Fi hot spot"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<span>甲</span><span>乙</span> <i>丙</i>", ["甲乙 丙"]),
        ("甲<br/>乙<br><br>丙", ["甲", "乙", "丙"]),
        ("<p>&ldquo;一&middot;二&rdquo;&#x20BB7;&lt;br&gt;&nbsp;&emsp;三</p>", ["“一·二”𠮷<br>\xa0\u2003三"]),
        (
            "<p>甲<!-- 乙 --><script>丙</script><style>丁</style><template><b>戊</b></template>己</p>",
            ["甲己"],
        ),
        ("<noscript>请打开脚本</noscript><p>甲", ["甲"]),
        ("<p>陆<ruby>一<rp>(</rp><rt>yī</rt><rp>)</rp>帆<rt>fān</ruby>代表</p>", ["陆一帆代表"]),
        (
            "<p>甲<span style='DISPLAY : none'>乙</span><i hidden>丙</i><b style='font-size:0px'>丁</b>戊",
            ["甲戊"],
        ),
        ("<p style='display:inline'>甲</p><p style='display:inline'>乙</p>", ["甲乙"]),
        ("<span style='display:block'>甲</span><span>乙</span>", ["甲", "乙"]),
        ("<pre>甲\n  乙</pre>", ["甲", "  乙"]),
        ("<ol><li>甲<li>乙</ol><ul><li>丙</ul>", ["1. 甲", "2. 乙", "丙"]),
        ("<ol start=3 type=A><li>甲<li value=6>乙<li>丙</ol>", ["C. 甲", "F. 乙", "G. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol style='list-style: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style-type:none'><li>甲</ol>", ["甲"]),
        ("<ol><li><b>1</b>.甲<li>（二）乙<li>丙</ol>", ["1.甲", "（二）乙", "3. 丙"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1. 甲", "1. 乙", "2. 丙"]),
        (
            "<table><tr><th>指标<th>2020年<br>（亿元）<tr><td>总额<td><p>287.6</p></table>",
            ["指标\t2020年 （亿元）", "总额\t287.6"],
        ),
        ("<table><tr><td>导航<td><table><tr><td>甲<br>乙</table></table>", ["导航", "甲", "乙"]),
        ("<table><tr><td><p>甲</p><p>乙</p></table>", ["甲", "乙"]),
        (
            "<table><tr><td>第03版<td><x-title>履职</x-title><x-content><P>　　甲：修路。</P>"
            "<P>　　乙：修桥。</P></x-content></table>",
            ["第03版", "履职", "　　甲：修路。", "　　乙：修桥。"],
        ),
        ("<div class='top nav'><a>首页</a> <a>要闻</a></div><h1>履职为民谱新篇</h1>", ["履职为民谱新篇"]),
        ("<div id=crumb>当前位置：<a>首页</a> &gt; 正文</div><h1>题</h1>", ["题"]),
        ("<ul role=navigation><li><a>首页</a><li><a>要闻</a></ul>甲", ["甲"]),
        (
            "<div class=menu><p>委员在会上发言，建议修路修桥。<a>全文</a></div>",
            ["委员在会上发言，建议修路修桥。全文"],
        ),
        ("<div>首页 | 要闻</div>甲<footer>版权所有</footer>", ["首页 | 要闻", "甲", "版权所有"]),
        ("甲</body></html><p>乙</p><html><body>丙", ["甲", "乙", "丙"]),
        ("<p>占比<5%，a<b的", ["占比<5%，a"]),
        ("<p>甲<o:p></o:p><![if !supportLists]>一、<![endif]>乙", ["甲一、乙"]),
    ],
)
def test_a_page_is_read_as_it_is_shown(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def test_paragraphs_stand_apart_and_lines_do_not() -> None:
    text = source_of(
        "a.htm", "<h1>题</h1><p>甲<br>乙</p><p><br></p><p>丙</p><div>丁</div><div>戊".encode()
    ).text
    assert text == "题\n\n甲\n乙\n\n丙\n\n丁\n戊\n"


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("big5", "big5hkscs")]
)
def test_the_declared_charset_is_believed_where_it_is_right(charset: str, encoding: str) -> None:
    words = "許小溪委員：關鍵在於落實，老城的停車難題要一年一年地治。"
    data = page(["題目", words], charset=charset)
    source = source_of("page.html", data)
    assert (source.encoding, source.media_type) == (encoding, "text/html")
    assert words in source.text
    for wrong in (b"utf-8", b"iso-8859-1", b"no-such-charset", b"big5", b"gbk"):
        assert words in source_of("page.html", data.replace(b'"' + charset.encode(), b'"' + wrong)).text


def test_a_page_cut_in_the_middle_of_a_character_is_read_as_browsers_do() -> None:
    data = page(["题目", "停车难是老城居民反映最多的问题。" * 100])
    assert (
        source_of("a.html", data.replace("最多".encode(), "最多".encode()[:-1], 1)).text.count("\ufffd") == 1
    )


def test_a_text_file_that_is_a_page_is_read_as_one() -> None:
    for name in ("page.txt", "page", "page.doc"):
        source = source_of(name, "\n<!doctype HTML>\n<p>甲</p>".encode())
        assert (source.text, source.media_type) == ("甲\n", "text/html")
    assert source_of("a.txt", "他说：<html>是标签".encode()).media_type == "text/plain"


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<html><body><div id=app></div><script src=/app.js></script></body></html>", "a script loads it"),
        ("<html><body><p>正在加载…</p><script>load()</script></body></html>", "a script loads it"),
        ("<html><frameset><frame src=a.htm></frameset></html>", "frames"),
        ("<html><body><img src=scan.jpg></body></html>", "no text"),
        ("<html>" + "<div>" * 5000 + "文", "nested deeper"),
        ("<html>" + "<b>" * 3_000_001, "tags"),
    ],
)
def test_a_page_without_text_of_its_own_is_refused(html: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        source_of("page.html", html.encode())


def test_a_page_without_any_tag_is_plain_text() -> None:
    text = "会议发言摘要\n王强委员：\n　　建议增加车位，1 < 2。\n"
    assert source_of("a.html", text.encode()).text == text
