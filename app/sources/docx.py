"""Word documents: the text that Word shows, a paragraph a line, with the numbers it counts.

No library gives that text: those that read DOCX leave out inserted words, content controls, text boxes or
list numbers. What they share is the XML tree of the parts, and from there this module goes on by itself.
"""

from typing import Any

from app.sources.extracted import Extracted
from app.sources.flow import Flow, names
from app.sources.plausible import refuse_garbled
from app.sources.word import Package, child, is_on, name_of, value
from app.sources.wordlists import Lists

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENCODING = "utf-8"
"""Of the XML in the file; Word writes no other."""

_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_AROUND = names(
    "w:hyperlink w:smartTag w:sdt w:sdtContent w:ins w:moveTo w:customXml w:fldSimple w:dir w:bdo w:r m:oMath"
    " m:oMathPara m:r w:object w:drawing w:pict inline anchor graphic graphicData wgp wpc wsp wgp grpSp txbx"
    " group rect roundrect shape oval line textbox w:ruby w:rubyBase"
)
"""Elements whose content is text; of any other, such as properties and deleted words, it is not."""
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}


def extract(data: bytes) -> Extracted:
    """The text of a Word document and the encoding of its XML.

    Numbered paragraphs begin with their number as Word shows it. A table's row is one line with tabs between
    its cells; text boxes follow the paragraph they hang on; foot- and endnotes stand at the end as `[1] …`.
    Insertions are kept, deletions and hidden text left out, and so are headers and footers.

    Raises ValueError when the file is an old .doc, encrypted, damaged or unsafe to unpack.
    """
    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            raise ValueError("the document is encrypted: take its password off in Word and save it")
        raise ValueError("this is an old Word .doc (or another old Office file): save it as .docx")
    lines = _Document(Package(data)).read()
    text = "".join(line + "\n" for line in lines)
    refuse_garbled(text)
    return Extracted(text, ENCODING)


class _Document:
    """Walks the document once. The depth of its XML, and so of the walk, is limited by the XML parser."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._lists = Lists(package)
        self._boxes: list[Any] = []
        self._fields: list[bool] = []
        self._codes = 0
        self._notes: list[tuple[str, str | None]] = []

    def read(self) -> list[str]:
        """The lines; a blank one is empty."""
        flow = Flow()
        body = child(self._package.main(), "w:body")
        if body is not None:
            self._blocks(body, flow)
        flow.end_line()
        self._add_notes(flow)
        return flow.lines

    def _blocks(self, parent: Any, flow: Flow) -> None:
        for element in parent:
            name = name_of(element)
            if name == "w:p":
                self._paragraph(element, flow)
            elif name == "w:tbl":
                flow.is_part = True
                self._table(element, flow)
            elif name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
                self._blocks(element, flow)
            elif name == "mc:AlternateContent":
                self._blocks(_chosen(element), flow)
            elif name == "w:altChunk":
                raise ValueError("the document holds another file inside: open it in Word and save it again")

    def _table(self, table: Any, flow: Flow) -> None:
        for element in table:
            if name_of(element) in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins"):
                self._table(element, flow)
            elif name_of(element) == "w:tr" and child(element, "w:trPr", "w:del") is None:
                cells: list[Flow] = []
                self._cells(element, cells)
                flow.row(cells)

    def _cells(self, row: Any, cells: list[Flow]) -> None:
        for element in row:
            if name_of(element) in ("w:sdt", "w:sdtContent", "w:customXml"):
                self._cells(element, cells)
            elif name_of(element) == "w:tc":
                cells.append(Flow())
                self._blocks(element, cells[-1])

    def _paragraph(self, paragraph: Any, flow: Flow) -> None:
        mark = self._lists.mark(paragraph)
        if mark:
            flow.mark(mark)
        self._runs(paragraph, flow)
        if child(paragraph, "w:pPr", "w:rPr", "w:del") is None:  # else it runs on in the next paragraph
            flow.line_break()
            flow.unmark()
        if self._codes:  # a code ends with its paragraph; one that never does must not hide the rest
            self._fields, self._codes = [False] * len(self._fields), 0
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._blocks(box, flow)

    def _runs(self, parent: Any, flow: Flow) -> None:
        for element in parent:
            name = name_of(element)
            if name in ("w:t", "m:t", *_CHARACTERS):
                if not self._codes:
                    flow.verbatim(_CHARACTERS.get(name) or element.text or "")
            elif name == "w:fldChar":
                self._field(value(element, "fldCharType"))
            elif name in _NOTES:
                self._notes.append((_NOTES[name], value(element, "id")))
            elif name == "w:txbxContent":
                self._boxes.append(element)
            elif name == "mc:AlternateContent":
                self._runs(_chosen(element), flow)
            elif name in _AROUND and not is_on(child(element, "w:rPr", "w:vanish")):
                self._runs(element, flow)

    def _field(self, at: str | None) -> None:
        """A field has a code, which is not shown, and after it its result, which is. Fields may be nested;
        `_fields` says of each that is open whether it is in its code."""
        if at == "begin":
            self._fields.append(True)
            self._codes += 1
        elif at == "separate" and self._fields:
            self._codes -= self._fields[-1]
            self._fields[-1] = False
        elif at == "end" and self._fields:
            self._codes -= self._fields.pop()

    def _add_notes(self, flow: Flow) -> None:
        """The notes in the order of their marks, which are not in the text, where they would split words."""
        parts = {kind: self._package.part(kind) for kind in dict.fromkeys(kind for kind, _ in self._notes)}
        found = {
            (kind, value(note, "id")): note
            for kind, root in parts.items()
            for note in (root if root is not None else ())
        }
        for i, place in enumerate(dict.fromkeys(self._notes), start=1):
            if place in found:
                flow.blank()
                flow.mark(f"[{i}] ")
                self._blocks(found[place], flow)


def _chosen(alternatives: Any) -> Any:
    """Word writes a drawing twice, for itself and for its older editions: the first that there is."""
    return next(iter(alternatives), ())
