"""Sample documents turned into other formats, as newspapers and offices would make them."""

import io
import zipfile
from collections.abc import Iterable
from html import escape

from docx import Document

from app.parse.layout import lay_out
from app.parse.marks import begins

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
