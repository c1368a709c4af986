"""The same document in another format gives the same records: same kinds, same people, same words."""

from typing import Any

import pytest

from app.parse import read
from app.settings import ROOT
from app.sources import read_source
from app.sources.read import source_of
from app.text.folding import squeeze
from tests.sources import make

SAMPLES = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
SAMPLE = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)


def records(text: str) -> list[dict[str, Any]]:
    """Every record of every document, without its place in the source and the white space in its words."""
    found = [record for document in read(text).as_json()["documents"] for record in document["records"]]
    return [record | {"text": squeeze(record["text"]), "spans": None} for record in found]


def same(file: str, data: bytes, twin: str) -> None:
    assert records(source_of(file, data).text) == records(twin)


@SAMPLE
def test_a_web_page_gives_the_records_of_its_text(path: Any) -> None:
    text = read_source(path).text
    same("page.html", make.page(make.paragraphs(text)), text)
    same("page.html", make.page(make.paragraphs(text), charset="gb2312"), text)
    same("lined.htm", make.lined_page(text), text)


@SAMPLE
def test_a_word_document_gives_the_records_of_its_text(path: Any) -> None:
    text = read_source(path).text
    same("paragraphs.docx", make.word(make.paragraphs(text)), text)
    same("lines.docx", make.word(text.split("\n")), text)


NEWSPAPER = make.Sheet(columns=2)
SHIFTED = make.Sheet(columns=2, shift=5)
BROADSHEET = make.Sheet(width=842, height=1190, columns=4, size=9, gutter=12, margin=40)
REPORT = make.Sheet(size=12, margin=80)
FORMS = (NEWSPAPER, SHIFTED, BROADSHEET, REPORT)


@pytest.mark.parametrize("form", FORMS, ids=("newspaper", "shifted", "broadsheet", "report"))
@SAMPLE
def test_a_pdf_gives_the_records_of_its_text(path: Any, form: make.Sheet) -> None:
    text = read_source(path).text
    data, _ = make.sheet(make.paragraphs(text), form, headlines="dahui" not in path.stem)
    same("page.pdf", data, text)


@SAMPLE
def test_navigation_and_footer_around_the_text_change_no_record(path: Any) -> None:
    text = read_source(path).text
    same("site.html", make.site_page(make.paragraphs(text)), text)
