"""Lines made of running text: white space collapsed, paragraphs set apart, list numbers put before items."""

import re
import unicodedata

_TOKENS = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
_PRINTS_A_NUMBER = re.compile(
    r"[（(【]?(?:[0-9０-９]+|[〇零一二三四五六七八九十百]+|[甲乙丙丁])[)）】.．、]|第\S{1,4}[编章节条]|[①-⒛㊀-㊉]"
)
"""An item that begins so prints its own number; the list's would be a second one, so style hides it."""
_SENTENCE_END = re.compile(r"[。！？…][”’）」』]*\s*\Z")
_LONG_CELL = 200
"""Characters; a cell of several lines with more of them is a part of the page, not an entry of a table."""


def names(text: str) -> frozenset[str]:
    """The words of `text`: how a long set of element names is written down."""
    return frozenset(text.split())


class Flow:
    """Collects text and gives lines. White space is collapsed as browsers do it (CSS Text, "collapse").

    A line break in the file between two wide characters is no space, so a paragraph of Chinese that is
    wrapped in the file has none inside its words.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_part = False
        """Set when something stands in it that no entry of a table holds: a heading, a list, a table."""
        self._line: list[str] = []
        self._space = ""
        self._mark = ""
        self._mark_gives_way = False
        self._blank = False

    def text(self, text: str) -> None:
        """Add running text."""
        for token in _TOKENS.findall(text):
            if token.isspace() and token.isascii():
                self._space += token
                continue
            between = self._between(self._line[-1][-1], token[0]) if self._line else ""
            self._line.append(between + token)
            self._space = ""

    def verbatim(self, text: str) -> None:
        """Add text whose line ends and spaces stay as they are."""
        for i, piece in enumerate(re.split(r"\r\n|\r|\n", text)):
            if i:
                self.line_break()
            if piece:
                self._line.append(piece)

    def end_line(self) -> None:
        """End the line, if there is anything on it."""
        line, self._line, self._space = "".join(self._line), [], ""
        if not line.strip():
            return
        if self._mark and not (self._mark_gives_way and _PRINTS_A_NUMBER.match(line.lstrip())):
            line = self._mark + line
        self._mark = ""
        if self._blank and self.lines:
            self.lines.append("")
        self.lines.append(line)
        self._blank = False

    def line_break(self) -> None:
        """End the line; on an empty one, leave a blank line."""
        if any(piece.strip() for piece in self._line):
            self.end_line()
        else:
            self.blank()

    def blank(self) -> None:
        """End the line and leave one blank line before the next."""
        self.end_line()
        self._blank = True

    def mark(self, mark: str, *, gives_way: bool = False) -> None:
        """Put `mark` (the number of a list item) before the next line.

        One that `gives_way` is left out where the line prints a number itself.
        """
        self.end_line()
        self._mark = mark
        self._mark_gives_way = gives_way

    def unmark(self) -> None:
        """The item ends; one without any text has no number."""
        self.end_line()
        self._mark = ""

    def row(self, cells: "list[Flow]", *, arranges: bool = False) -> None:
        """Add a table's row: one line with the cells joined by tabs, or, where the table only arranges
        the parts of a page, the lines of each cell.

        It does where a cell holds what no entry of a table does; when it looks as if it `arranges` at all,
        sentences that are paragraphs of their own are enough.
        """
        self.end_line()
        for cell in cells:
            cell.end_line()
        filled = [cell for cell in cells if cell.lines]
        prose = any(
            cell.is_part
            or _is_long(cell.lines)
            or _is_prose(cell.lines)
            or (arranges and _are_sentences(cell.lines))
            for cell in filled
        )
        if len(filled) < 2 or prose:
            for cell in filled:
                self.add(cell.lines)
            return
        self._line = ["\t".join(" ".join(filter(None, cell.lines)) for cell in cells).strip("\t")]
        self.end_line()

    def add(self, lines: list[str]) -> None:
        """Add lines that were made elsewhere."""
        for line in lines:
            if line:
                self._line = [line]
                self.end_line()
            else:
                self._blank = True

    def _between(self, before: str, after: str) -> str:
        if not self._space:
            return ""
        wrapped = "\n" in self._space or "\r" in self._space
        return "" if wrapped and _is_wide(before) and _is_wide(after) else " "


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—"


def _is_long(lines: list[str]) -> bool:
    return len(lines) > 1 and sum(map(len, lines)) > _LONG_CELL


def _is_prose(lines: list[str]) -> bool:
    """Whether these are paragraphs: several, each indented by wide spaces as no entry of a table is."""
    return sum(line.startswith("\u3000\u3000") for line in lines) > 1


def _are_sentences(lines: list[str]) -> bool:
    """Whether these are several paragraphs that end as sentences do."""
    return sum(_SENTENCE_END.search(line) is not None for line in lines) > 1
