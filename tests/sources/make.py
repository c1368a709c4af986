"""Sample documents turned into other formats, as newspapers and offices would make them."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from docx import Document
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from app.parse.layout import lay_out
from app.parse.marks import begins

_FONT = "STSong-Light"
registerFont(UnicodeCIDFont(_FONT))  # named in the PDF, not embedded: nothing is needed here but its widths
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraphs(text: str) -> list[str]:
    """What stands in a paragraph of its own in `text`, line wraps taken out."""
    return [paragraph.text for paragraph in lay_out(text, begins).paragraphs]


def page(paragraphs: Iterable[str], *, charset: str = "utf-8") -> bytes:
    """A page of an e-paper: the headline as heading, each paragraph wrapped in the file as editors do."""
    headline, *others = paragraphs
    body = "\n".join(f"<p>\n  {_wrapped(escape(paragraph))}\n</p>" for paragraph in others)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{escape(headline)}</title>\n'
        "<style>p {text-indent: 2em}</style><script>document.write('<p>1 < 2</p>')</script></head>\n"
        f"<body><!-- text --><div id='content'><h1>{escape(headline)}</h1>\n{body}</div></body></html>\n"
    ).encode("gb18030" if charset == "gb2312" else charset)


def _wrapped(text: str) -> str:
    """Broken in the file after each comma of Chinese, as a browser must not show it; spaces as entities."""
    return text.replace("，", "，\n  ").replace("　", "&#12288;")


def lined_page(text: str) -> bytes:
    """A page that keeps the lines of `text` by `<br>`, as pages made from text exports do."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    body = "".join(
        "<div><p>" + "<br>".join(escape(line) for line in block.strip("\n").split("\n")) + "</p></div>"
        for block in blocks
    )
    return f"<html><body>{body}</body></html>".encode("gb18030")


_AROUND = (
    """<div class="top"><a href="/">设为首页</a> | <a href="/">加入收藏</a> | <a href="/">无障碍浏览</a></div>
<header><form><input value="请输入关键字"><button>搜索</button></form></header>
<nav><ul><li><a href="/">首页</a></li><li><a href="/yw">要闻动态</a></li><li><a href="/gk">政务公开</a></li>
<li><a href="/hd">互动交流</a></li></ul></nav>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/hd">互动交流</a> &gt; 正文</div>""",
    """<div class="info">来源：临沅日报　浏览次数：<span>128</span>
　字号：[<a>大</a> <a>中</a> <a>小</a>]</div>""",
    """<div class="tools"><a>打印本页</a> | <a>关闭窗口</a></div>
<div>分享到：<a>微信</a> <a>微博</a></div>
<div class="near"><p>上一篇：<a>临沅市春季植树活动启动</a></p>
<p>下一篇：<a>临沅市图书馆延长开放时间</a></p></div>
<footer><p>版权所有：临沅市人民政府办公室　网站标识码：9999990001</p><p>网站地图 | 联系我们</p></footer>""",
)
"""What a government's site puts above a headline, below it and below the text."""


def site_page(paragraphs: Iterable[str]) -> bytes:
    """A page of a government's site: navigation, breadcrumb, buttons and footer around the text."""
    headline, *others = paragraphs
    top, below, foot = _AROUND
    body = "".join(f"<p>{escape(one)}</p>" for one in others)
    return (
        f'<html><head><meta charset="utf-8"><title>{escape(headline)}</title></head><body>{top}'
        f"<h1>{escape(headline)}</h1>{below}<div>{body}</div>{foot}</body></html>"
    ).encode()


def word(paragraphs: Iterable[str]) -> bytes:
    """A document as python-docx writes it, each paragraph in several runs of changing format."""
    document = Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for start in range(0, len(text), 40):
            paragraph.add_run(text[start : start + 40]).bold = start % 80 == 0
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def raw_word(body: str, namespace: str = _WORD, **parts: str) -> bytes:
    """A minimal DOCX with this XML in its body, and further parts (`numbering`, `styles`, `footnotes`)."""
    related = "".join(
        f'<Relationship Id="r{i}" Type="http://x/relationships/{name}" Target="{name}.xml"/>'
        for i, name in enumerate(parts)
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'{relations}<Relationship Id="r" Type="http://x/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/_rels/document.xml.rels", f"{relations}{related}</Relationships>")
        archive.writestr(
            "word/document.xml", f"<w:document xmlns:w='{namespace}'><w:body>{body}</w:body></w:document>"
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} xmlns:w='{namespace}'>{xml}</w:{name}>")
    return file.getvalue()


@dataclass(frozen=True)
class Sheet:
    """How a PDF is set, in points: columns side by side, headlines over all of them."""

    width: float = 595
    height: float = 842
    columns: int = 1
    gutter: float = 16
    size: float = 10
    margin: float = 56
    shift: float = 0
    """By which each further column's lines stand lower."""


class _Setter:
    """Sets paragraphs in columns: indented, and with no line that begins with closing punctuation."""

    def __init__(self, sheet: Sheet, around: tuple[str, str, str] | None = None) -> None:
        self._around = around
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, pagesize=(sheet.width, sheet.height), invariant=1)
        self._sheet = sheet
        self._column = 0
        self._page = 1
        self._top = self._y = sheet.height - sheet.margin
        inner = sheet.width - 2 * sheet.margin - (sheet.columns - 1) * sheet.gutter
        self._measure = inner / sheet.columns
        self.printed: list[str] = []

    def headline(self, text: str) -> None:
        """Over all columns, centred."""
        size = self._sheet.size * 1.6
        for line in simpleSplit(text, _FONT, size, self._sheet.width - 2 * self._sheet.margin):
            self._canvas.setFont(_FONT, size)
            self._canvas.drawCentredString(self._sheet.width / 2, self._y - size, line)
            self.printed.append(line)
            self._y -= size * 1.4
        self._y -= size
        self._top = self._y

    def paragraph(self, text: str, *, indent: bool = True) -> None:
        """In the column, from where the last one ended."""
        for line in self._broken(text, 2 * self._sheet.size if indent else 0):
            x = self._sheet.margin + self._column * (self._measure + self._sheet.gutter)
            y = self._y - self._sheet.size - self._column * self._sheet.shift
            self._canvas.setFont(_FONT, self._sheet.size)
            self._canvas.drawString(x + line[0], y, line[1])
            self.printed.append(line[1])
            self._y -= 1.6 * self._sheet.size
            if self._y < self._sheet.margin + self._sheet.columns * self._sheet.shift + 2 * self._sheet.size:
                self._next_column()

    def _broken(self, text: str, indent: float) -> Iterator[tuple[float, str]]:
        line, room = "", self._measure - indent
        for char in text:
            wide = stringWidth(line + char, _FONT, self._sheet.size)
            if wide > room + 0.01:
                keep = 1 if char in "，。、；：？！”》）" and len(line) > 1 else 0
                yield indent, line[: len(line) - keep]
                line, room, indent = line[len(line) - keep :], self._measure, 0
            line += char
        yield indent, line

    def _next_column(self) -> None:
        self._column += 1
        if self._column == self._sheet.columns:
            self._canvas.setFont(_FONT, 9)
            self._canvas.drawCentredString(self._sheet.width / 2, 24, f"— {self._page} —")
            self.printed.append(f"— {self._page} —")
            self.browser_print()
            self._canvas.showPage()
            self._column, self._page = 0, self._page + 1
            self._top = self._sheet.height - self._sheet.margin
        self._y = self._top

    def browser_print(self) -> None:
        """Set in the margins what a browser prints there."""
        if self._around:
            stamp, title, address = self._around
            self._canvas.setFont(_FONT, 6)
            self._canvas.drawString(24, self._sheet.height - 22, stamp)
            self._canvas.drawCentredString(self._sheet.width / 2, self._sheet.height - 22, title)
            self._canvas.drawString(24, 16, address)
            self._canvas.drawRightString(self._sheet.width - 24, 16, f"{self._page}/9")

    def saved(self) -> bytes:
        """The finished file."""
        self.browser_print()
        self._canvas.save()
        return self._file.getvalue()


def sheet(
    paragraphs: Iterable[str],
    form: Sheet,
    headlines: int = 1,
    around: tuple[str, str, str] | None = None,
) -> tuple[bytes, list[str]]:
    """A PDF of these paragraphs, the first of them as headlines over all columns; and its printed lines.

    `around` is what a browser prints in the margins: a time stamp, a title, an address.
    """
    setter = _Setter(form, around)
    for i, paragraph in enumerate(paragraphs):
        if i < headlines:
            setter.headline(paragraph)
        else:
            setter.paragraph(paragraph)
    return setter.saved(), setter.printed


def image(form: str) -> bytes:
    """A white picture in this format."""
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, form)
    return file.getvalue()


def scan(canvas: Canvas) -> None:
    """A picture over the whole page, as a scanner leaves it."""
    canvas.drawImage(ImageReader(io.BytesIO(image("PNG"))), 0, 0, 595, 842)


def drawn(
    *draw: Callable[[Canvas], None],
    crop: tuple[float, ...] | None = None,
    lock: StandardEncryption | None = None,
) -> bytes:
    """A PDF of A4 pages, one for each `draw`, which has written on it in type of 10 points."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1, encrypt=lock)
    if crop:
        canvas.setCropBox(crop)
    for one in draw:
        canvas.setFont(_FONT, 10)
        one(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
