"""A PDF gives its printed lines in the order in which they are read."""

import math
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.parse import read
from app.settings import ROOT
from app.sources import read_source
from app.sources.read import source_of
from tests.sources import make

SAMPLES = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
LINE = "这一行文字排满了一栏的宽度"


def lines(data: bytes) -> list[str]:
    """The lines that are not blank."""
    source = source_of("page.pdf", data)
    assert source.media_type == "application/pdf"
    return [line for line in source.text.split("\n") if line]


FORMS = [
    make.Sheet(),
    make.Sheet(columns=2, gutter=9),
    make.Sheet(columns=3, shift=5, size=9),
    make.Sheet(width=842, height=1190, columns=4, size=9, gutter=12, margin=40),
]


@pytest.mark.parametrize("i", range(len(FORMS)), ids=["one", "two", "three shifted", "four"])
def test_samples_are_read_in_the_order_in_which_they_were_set(i: int) -> None:
    for path in SAMPLES[i :: len(FORMS)]:
        paragraphs = make.paragraphs(read_source(path).text)
        data, printed = make.sheet(paragraphs, FORMS[i], headlines=len(paragraphs[0]) < 40)
        expected = [" ".join(line.split()) for line in printed if line.strip()]
        assert [" ".join(line.split()) for line in lines(data)] == expected, path.name


def column(canvas: Canvas, x: float, y: float, name: str, count: int) -> list[str]:
    set_lines = [f"{name}{i:02}{LINE}" for i in range(count)]
    for i, line in enumerate(set_lines):
        canvas.drawString(x, y - 16 * i, line)
    return set_lines


def test_headlines_heads_and_numbers_stand_around_the_columns() -> None:
    expected: list[str] = []

    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(297, 20, "— 3 —")
        right = column(canvas, 320, 700, "乙", 12)
        left = column(canvas, 60, 700, "甲", 20)
        canvas.setFont("STSong-Light", 20)
        canvas.drawString(380, 740, "短题")
        canvas.setFont("STSong-Light", 8)
        canvas.drawString(60, 810, "临沅日报")
        canvas.drawString(460, 810, "要闻")
        expected.extend(["临沅日报 要闻", "短题", *left, *right, "— 3 —"])

    assert lines(make.drawn(draw)) == expected


def test_an_article_over_the_whole_page_stands_between_two_in_columns() -> None:
    expected: list[str] = []

    def draw(canvas: Canvas) -> None:
        for name, y in (("甲", 780), ("丙", 300)):
            left, right = column(canvas, 60, y, name, 8), column(canvas, 320, y - 5, name + "右", 7)
            expected.extend([*left, *right])
        wide = [f"{i}{LINE}{LINE}{LINE}" for i in range(4)]
        for i, line in enumerate(wide):
            canvas.drawString(60, 600 - 16 * i, line)
        expected[15:15] = wide

    assert lines(make.drawn(draw)) == expected


def test_tables_are_read_across() -> None:
    rows = [
        ("序号", "任务", "责任单位"),
        ("1", "建设海外仓信息平台", "商务局"),
        ("2", "改造提升农贸市场", "市场监管局"),
        ("3", "打造便民生活圈", "商务局、民政局"),
    ]

    def draw(canvas: Canvas) -> None:
        for i, row in enumerate(rows):
            for x, cell in zip((60, 120, 330), row, strict=True):
                canvas.drawString(x, 700 - 20 * i, cell)

    assert lines(make.drawn(draw)) == [" ".join(row) for row in rows]


def test_paragraphs_are_set_apart_by_their_indent_and_blocks_by_white() -> None:
    def draw(canvas: Canvas) -> None:
        for x, y, text in ((80, 700, "首行缩进"), (60, 684, LINE), (80, 668, "又一段首"), (60, 652, LINE)):
            canvas.drawString(x, y, text)
        canvas.drawString(60, 600, LINE)

    text = source_of("a.pdf", make.drawn(draw)).text
    assert text == f"　　首行缩进\n{LINE}\n\n　　又一段首\n{LINE}\n\n{LINE}\n"


def slanted(angle: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        column(canvas, 60, 700, "甲", 3)
        canvas.translate(200, 300)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "内部资料")

    return draw


@pytest.mark.parametrize(("angle", "kept"), [(0, True), (45, False), (30, False), (-20, False), (90, True)])
def test_slanting_watermarks_are_left_out(angle: float, kept: bool) -> None:
    assert ("内部资料" in lines(make.drawn(slanted(angle)))) is kept


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_turned_page_is_read_upright(quarter: int) -> None:
    expected: list[str] = []

    def draw(canvas: Canvas) -> None:
        canvas.translate(297, 421)
        canvas.rotate(90 * quarter)
        expected.extend(column(canvas, -250, 200, "甲", 6) + column(canvas, 10, 200, "乙", 6))

    assert lines(make.drawn(draw)) == expected


def test_sloping_type_and_type_printed_twice_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for offset in (0, 0.3):
            canvas.drawString(60 + offset, 700, "一一重描的字ll")
        canvas.transform(1, 0, math.tan(0.3), 1, 0, 0)
        canvas.drawString(-140, 650, "斜体的字")

    assert lines(make.drawn(draw)) == ["一一重描的字ll", "斜体的字"]


def test_spaces_rare_characters_and_hyphens_are_kept() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "周　明委员：𠮷祥 Wi-Fi hot spot 占1.5%")
        canvas.drawString(60, 684, "semi-")
        canvas.drawString(60, 668, "final")

    assert lines(make.drawn(draw)) == ["周 明委员：𠮷祥 Wi-Fi hot spot 占1.5%", "semi-", "final"]


def test_what_stands_outside_the_visible_page_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "正文")
        canvas.drawString(100, 20, "印刷标记")

    assert lines(make.drawn(draw, crop=(50, 50, 500, 800))) == ["正文"]


def test_a_page_that_is_only_an_image_is_noted_where_its_text_would_stand() -> None:
    def text(canvas: Canvas) -> None:
        canvas.drawString(60, 700, LINE)

    def folio(canvas: Canvas) -> None:
        make.scan(canvas)
        canvas.drawString(60, 40, "— 3 —")

    def empty(canvas: Canvas) -> None:
        del canvas

    source = source_of("page.pdf", make.drawn(text, make.scan, folio, text, empty, text))
    assert [line for line in source.text.split("\n") if line == LINE] == [LINE] * 3
    assert [(one.code, one.message.split(" is ")[0]) for one in source.remarks] == [
        ("unread_page", "page 2 of the PDF"),
        ("unread_page", "page 3 of the PDF"),
    ]
    first = source.text.index(LINE)
    assert source.remarks[0].end == first + len(LINE) + 2
    assert source_of("page.pdf", make.drawn(text, empty)).remarks == ()


@pytest.mark.parametrize("columns", [1, 3])
def test_what_a_browser_prints_in_the_margins_interrupts_nothing(columns: int) -> None:
    paragraphs = [
        "关于加强夜市管理的建议",
        "王强代表：" + "夜市的摊位要统一划线，油烟要处理，垃圾要分类。" * 90,
        "李敏代表：" + "建议延长图书馆的开放时间，让下班的人也能借书。" * 90,
    ]
    form = make.Sheet(columns=columns)
    plain, _ = make.sheet(paragraphs, form)
    for stamp in ("11/22/26, 3:30 AM", "2026/11/22 03:30"):
        data, _ = make.sheet(paragraphs, form, around=(stamp, "夜市摊位管理：建议", "file:///a/b.html"))
        printed, bare = source_of("a.pdf", data).text, source_of("a.pdf", plain).text
        assert printed.count("file:///a/b.html\t") == printed.count("夜市摊位管理：建议") >= 2
        said, before = ([r.text for d in read(t).documents for r in d.records] for t in (printed, bare))
        assert said == before
        assert len(said) == 2
