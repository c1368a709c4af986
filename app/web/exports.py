"""The hits of a search as a table (CSV, XLSX) or as JSON, a batch of records at a time."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from tempfile import TemporaryFile

from xlsxwriter import Workbook

from app.archive.queries import Entry
from app.web import addresses
from app.web.contexts.common import RecordView, Who, numbered, record_view
from app.web.schemas import record_model
from app.web.streams import Chunks

COLUMNS: tuple[tuple[str, int, Callable[[RecordView], str]], ...] = (
    ("编号", 14, lambda view: view.key),
    ("类型", 10, lambda view: view.kind_label),
    ("机构", 8, lambda view: view.body.word),
    ("日期", 16, lambda view: view.date),
    ("会议", 30, lambda view: view.meeting),
    ("文献", 30, lambda view: view.document.text),
    ("议题", 20, lambda view: view.topic),
    ("标题", 30, lambda view: numbered(view.number, view.title)),
    ("姓名或部门", 16, lambda view: view.names),
    ("单位职务", 24, lambda view: _posts(view.who)),
    ("代表", 16, lambda view: "、".join(who.name for who in view.represents)),
    ("全文", 80, lambda view: "\n".join("".join(text for text, _ in line) for line in view.paragraphs)),
)
"""Heading, width in characters, and what stands in the column; the record's address follows in a last one."""
ADDRESS = "链接"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""
_CUT = "……（全文见链接）"
_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""A cell of a CSV that begins with one of these is a formula to a spreadsheet program."""
_CHUNK = 1 << 16


def csv_of(entries: Iterable[Entry], site: str) -> Chunks:
    """A table with the byte order mark by which Excel and WPS know that it is UTF-8."""
    yield "\ufeff".encode() + _line([*(heading for heading, _, _ in COLUMNS), ADDRESS])
    for entry in entries:
        yield _line([_defused(cell) for cell in _cells(entry, site)])


def xlsx_of(entries: Iterable[Entry], site: str) -> Chunks:
    """A workbook of one sheet, put together in a temporary file: its memory does not grow with the rows."""
    with TemporaryFile() as file:
        with Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as workbook:
            sheet = workbook.add_worksheet("检索结果")
            bold, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True})
            wrapped.set_align("top")
            for number, (_, width, _) in enumerate(COLUMNS):
                sheet.set_column(number, number, width)
            sheet.freeze_panes(1, 0)
            _write(sheet.write_string, 0, [*(heading for heading, _, _ in COLUMNS), ADDRESS], bold)
            for row, entry in enumerate(entries, start=1):
                _write(sheet.write_string, row, _cells(entry, site), wrapped)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def json_of(entries: Iterable[Entry], site: str, total: int) -> Chunks:
    """`{"total": …, "hits": […]}`; the hits are records as `/api/v1/records/` gives them."""
    yield f'{{"total": {total}, "hits": ['.encode()
    comma = b""
    for entry in entries:
        yield comma + record_model(entry, site).model_dump_json().encode()
        comma = b",\n"
    yield b"]}\n"


def _cells(entry: Entry, site: str) -> list[str]:
    view = record_view(entry)
    return [_fitted(cell(view)) for _, _, cell in COLUMNS] + [site + addresses.record(view.key)]


def _posts(who: Sequence[Who]) -> str:
    return "、".join(part for each in who for part in (each.post, each.affiliation) if part)


def _fitted(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_CELL else cell[: _LONGEST_CELL - len(_CUT)] + _CUT


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


def _write(write: Callable[..., object], row: int, cells: Sequence[str], form: object) -> None:
    for column, cell in enumerate(cells):
        write(row, column, cell, form)
