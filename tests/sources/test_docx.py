"""A Word document gives the text that Word shows, with the numbers it counts."""

import io

import pytest
from docx import Document

from app.sources.read import source_of
from tests.sources.make import raw_word


def lines(data: bytes) -> list[str]:
    return source_of("a.docx", data).text.removesuffix("\n").split("\n")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, level: int = 0, instance: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')


def levels(*forms: tuple[str, str], more: str = "") -> str:
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate(forms)
    )
    return f'<w:abstractNum w:abstractNumId="7">{made}</w:abstractNum>'


INSTANCE = '<w:num w:numId="{}"><w:abstractNumId w:val="7"/>{}</w:num>'
OUTLINE = levels(
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "%3.%4"),
)


def test_headings_and_lists_have_the_numbers_that_word_shows() -> None:
    body = "".join(
        [
            *(item("总体要求"), item("基本原则", 1), item("发展目标", 1), item("规模", 2), item("通道", 2)),
            *(item("细目", 3), item("主要任务"), item("提能级", 1), item("工程", 2), p("正文")),
        ]
    )
    assert lines(raw_word(body, numbering=OUTLINE + INSTANCE.format(1, ""))) == [
        *("一、总体要求", "（一）基本原则", "（二）发展目标", "1. 规模", "2. 通道", "2.1 细目"),
        *("二、主要任务", "（一）提能级", "1. 工程", "正文"),
    ]


@pytest.mark.parametrize(
    ("style", "text", "shown"),
    [
        ("chineseCounting", "第%1章", "第十二章 文"),
        ("ideographDigital", "%1、", "一二、文"),
        ("chineseLegalSimplified", "%1、", "壹拾贰、文"),
        ("decimalEnclosedCircleChinese", "%1", "⑫ 文"),
        ("decimalFullWidth", "%1．", "１２． 文"),
        ("ideographTraditional", "%1、", "12、文"),
        ("upperRoman", "%1.", "XII. 文"),
        ("lowerLetter", "%1)", "l) 文"),
        ("decimalZero", "%1", "12 文"),
        ("none", "%1", "文"),
        ("bullet", "——", "——文"),
        ("bullet", "\uf06c", "文"),
    ],
)
def test_styles_of_numbers(style: str, text: str, shown: str) -> None:
    body = "".join(item("文") for _ in range(12))
    assert lines(raw_word(body, numbering=levels((style, text)) + INSTANCE.format(1, "")))[-1] == shown


def test_instances_of_a_list_count_on_unless_they_start_anew() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = levels(("decimal", "%1.")) + INSTANCE.format(1, "") + INSTANCE.format(2, "")
    numbering += INSTANCE.format(3, restart)
    body = "".join(item("文", 0, instance) for instance in (1, 1, 2, 3, 3, 1))
    assert lines(raw_word(body, numbering=numbering)) == [f"{n}. 文" for n in (1, 2, 3, 5, 6, 7)]


def test_a_style_gives_its_paragraphs_their_number_and_zero_takes_it_away() -> None:
    numbering = levels(("decimal", "%1."), more='<w:pStyle w:val="H"/>') + INSTANCE.format(1, "")
    styles = (
        '<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Sub"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="H"/>') + p("乙", '<w:pStyle w:val="Sub"/>')
    body += p("丙", '<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body += p("丁", '<w:pStyle w:val="Loop"/>')
    assert lines(raw_word(body, numbering=numbering, styles=styles)) == ["1. 甲", "2. 乙", "丙", "丁"]


def test_lists_and_tables_that_python_docx_writes() -> None:
    document = Document()
    document.add_heading("产业向新", level=1)
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙", style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("指标", "2020年\n（亿元）", "总额", "287.6"), strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "页眉"
    file = io.BytesIO()
    document.save(file)
    assert lines(file.getvalue()) == [
        *("产业向新", "1. 甲", "2. 乙", "丙", "指标\t2020年 （亿元）", "总额\t287.6")
    ]


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v" xmlns:s="urn:s"'


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (
            f"{r('甲')}<w:ins>{r('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>{r('丁')}",
            ["甲乙丁"],
        ),
        (f"<w:moveFrom>{r('甲')}</w:moveFrom><w:moveTo>{r('乙')}</w:moveTo>", ["乙"]),
        (f"<w:bookmarkStart w:name='_Toc1'/>{r('甲')}<w:bookmarkEnd/>", ["甲"]),
        (
            f"<w:hyperlink>{r('甲')}</w:hyperlink><w:sdt><w:sdtContent>{r('乙')}</w:sdtContent></w:sdt>",
            ["甲乙"],
        ),
        (f"{r('甲')}<w:r><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>", ["甲", "乙\t丙"]),
        (f"{r('甲', '<w:vanish/>')}{r('乙', '<w:vanish w:val=' + repr('0') + '/>')}", ["乙"]),
        (
            f"{FIELD.format('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{r('码')}{FIELD.format('separate')}"
            f"{r('3')}{FIELD.format('end')}{r('页')}",
            ["3页"],
        ),
        (f"<w:r><w:ruby><w:rt>{r('fān')}</w:rt><w:rubyBase>{r('帆')}</w:rubyBase></w:ruby></w:r>", ["帆"]),
        (
            f"{r('甲')}<w:r><mc:AlternateContent {MC}><mc:Choice><w:drawing><s:wsp><s:txbx>"
            f"{BOX.format('框')}</s:txbx></s:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX.format('框')}"
            f"</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>{r('乙')}",
            ["甲乙", "框"],
        ),
        (f"{FIELD.format('begin')}{r('甲')}</w:p><w:p>{r('乙')}", ["乙"]),
    ],
)
def test_what_word_shows_of_a_paragraph(runs: str, shown: list[str]) -> None:
    assert lines(raw_word(f"<w:p>{runs}</w:p>")) == shown


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    body = p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙")
    assert lines(raw_word(body)) == ["甲乙"]


def test_notes_stand_at_the_end_and_split_no_word() -> None:
    note = '<w:footnote w:id="{}"{}><w:p><w:r><w:footnoteRef/><w:t>{}</w:t></w:r></w:p></w:footnote>'
    notes = note.format(-1, ' w:type="separator"', "线") + note.format(2, "", "据统计年报")
    body = f"<w:p>{r('海外')}<w:r><w:footnoteReference w:id='2'/></w:r>{r('仓')}</w:p>"
    assert lines(raw_word(body, footnotes=notes)) == ["海外仓", "", "[1] 据统计年报"]


def test_cells_inside_controls_and_tables_inside_tables_are_read() -> None:
    cell = "<w:tc>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format(p('甲'))}{cell.format(p('乙'))}</w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent>{cell.format(p('栏'))}</w:sdtContent></w:sdt>"
    row = f"<w:tr>{control}{cell.format(inner + p(''))}</w:tr>"
    assert lines(raw_word(f"<w:tbl>{row}</w:tbl>")) == ["栏", "甲\t乙"]


def test_the_strict_edition_of_the_format_is_read() -> None:
    assert lines(raw_word(p("甲"), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")) == ["甲"]
