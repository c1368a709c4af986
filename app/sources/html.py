"""Web pages: the text that a browser shows, a line for each block."""

import re
from typing import Any

from lxml import etree

from app.sources.extracted import Extracted
from app.sources.flow import Flow, names
from app.sources.links import link_lists
from app.sources.numbering import numbered
from app.sources.plain import decode
from app.sources.plausible import is_chinese, refuse_garbled

_DROPPED = names(
    "head title script style noscript template iframe object embed applet canvas audio video noframes"
    " button select datalist textarea rt rtc rp annotation annotation-xml"
)
"""What a browser does not show as text, form controls, and the reading aids (pinyin) over characters.
The title repeats the headline and names the site."""
_BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup"
    " p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
)
_APART = names("blockquote dl figure h1 h2 h3 h4 h5 h6 hr listing ol p plaintext pre ul xmp")
"""Blocks with a margin of about a line."""
_PARTS = names("h1 h2 h3 h4 h5 h6 ul ol dl table article section")
_VERBATIM = names("listing plaintext pre xmp")
_CHARSET = re.compile(
    rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.I,
)
_HEAD_BYTES = 8192
"""Browsers look for the charset in the first 1024; pages exist that have it later."""
_CODECS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
}
"""Labels that stand for more than they say, as browsers take them (WHATWG Encoding)."""
_FEW_BROKEN = 0.001
"""Share of characters; a page with so few broken ones is shown by browsers and read here."""
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:[a-z%]+)?\s*(?:!|;|$)|opacity\s*:\s*0(?:\.0*)?\s*(?:!|;|$)",
    re.I,
)
_NAVIGATION = names("nav navbar navigation menu menubar topnav subnav breadcrumb breadcrumbs crumb crumbs")
"""What pages call the parts, by class, id or role, that lead to the other pages of a site."""
_UNLINKED = 12
"""Characters outside the links of navigation: where one is (`当前位置`), `正文`."""
_DISPLAY = re.compile(r"display\s*:\s*(inline|block|flex|grid|list-item|table)", re.I)
_PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|cjk-ideographic|cjk-decimal|(?:simp|trad)-chinese-(?:in)?formal|(?:lower|upper)-(?:alpha|latin|roman))\b",
    re.I,
)
_STYLES = {
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
    **dict.fromkeys(("i", "lower-roman"), "lowerRoman"),
    **dict.fromkeys(("I", "upper-roman"), "upperRoman"),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), "chineseCounting"),
    **dict.fromkeys(("simp-chinese-formal", "trad-chinese-formal"), "chineseLegalSimplified"),
    "cjk-decimal": "ideographDigital",
}
"""Values of `type` and `list-style-type` → the style of `app.sources.numbering`."""
_PAGE_END = re.compile(r"</(?:html|body)\b[^>]{0,100}>", re.I)
"""What follows it is shown by browsers, but dropped by the parser."""
_TAG = re.compile(r"</?[a-z!?]", re.I)
_MOST_TAGS = 3_000_000
_SHELL = 80
"""Characters; a page with scripts and no more text than this may only say that it is loading."""
_LOADING = re.compile(r"\A\s*\Z|加载|载入|跳转|请稍|loading|javascript|please wait|浏览器版本", re.I)


def extract(data: bytes) -> Extracted:
    """The text of a web page and the name of its encoding.

    Paragraphs, headings and lists stand a blank line apart, other blocks a line end; a table's row is one
    line with tabs between its cells. Items of an ordered list have the number that a browser shows, unless
    they print one. Hidden elements, navigation and the page's title are left out; copyright stays.

    What has no tag at all is plain text and keeps its lines.

    Raises ValueError when the bytes are no Chinese text, or the page has none of its own.
    """
    text, encoding = _decoded(data)
    if not _TAG.search(text):  # a text file with the ending of a page
        refuse_garbled(text)
        return Extracted(text, encoding)
    if text.count("<") > _MOST_TAGS:
        raise ValueError(f"the page has more than {_MOST_TAGS:,} tags: save its text as .txt")
    root = _tree(text)
    lines = _Page().read(root) if root is not None else []
    shown = "".join(line + "\n" for line in lines)
    if len(shown) <= _SHELL:
        _refuse_shell(root, shown)
    refuse_garbled(shown)
    return Extracted(shown, encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    found = _CHARSET.search(data[:_HEAD_BYTES])
    label = (found[1] or found[2]).decode("ascii").lower() if found else None
    declared = _CODECS.get(label, label) if label else None
    try:
        return decode(data, declared)
    except ValueError:
        for encoding in filter(None, (declared, "utf-8")):
            text = _with_few_broken(data, encoding)
            if text is not None:
                return text, encoding
        raise


def _with_few_broken(data: bytes, encoding: str) -> str | None:
    """A page that was cut inside characters in places, as summaries are; a browser shows \ufffd there."""
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        return None
    if "\x00" in text:
        return None
    return text if text.count("\ufffd") <= _FEW_BROKEN * len(text) and is_chinese(text) else None


def _tree(text: str) -> Any:
    """The element tree, or None for a page without any element."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_PAGE_END.sub("", text).encode("utf-8"), parser)
    except etree.ParseError:
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ValueError("the page is nested deeper than browsers show: save its text as .txt")
    return root


def _refuse_shell(root: Any, shown: str) -> None:
    """Raise ValueError for a page whose text comes from elsewhere: a script, or frames."""
    if root is None:
        return
    if not shown and next(root.iter("frame", "iframe"), None) is not None:
        raise ValueError("the page only holds frames: open it and save the frame with the text")
    if next(root.iter("script"), None) is not None and _LOADING.search(shown):
        raise ValueError(
            "the page has no text of its own, a script loads it: open it in a browser and save the shown page"
        )


class _Numbers:
    """Counts the items of one ordered list, by its own `start`, `reversed`, `type` and style."""

    def __init__(self, element: Any) -> None:
        backwards = "reversed" in element.attrib
        first = len(element.findall("li")) if backwards else 1
        self._value = _whole(element.get("start"), first)
        self._step = -1 if backwards else 1
        self._style = _list_style(element)

    def next(self, item: Any) -> str:
        """What stands before this item, such as `1. `; empty where the style shows nothing."""
        value = _whole(item.get("value"), self._value)
        self._value = value + self._step
        style = _list_style(item) or self._style or "decimal"
        if style == "none":
            return ""
        return numbered(value, style) + ("、" if style.startswith(("chinese", "ideograph")) else ". ")


class _Page:
    """Walks the tree once; `_flows` are the page and the table cells that are open in it."""

    def __init__(self) -> None:
        self._flows = [Flow()]
        self._rows: list[list[Flow]] = []
        self._lists: list[_Numbers | None] = []
        self._verbatim = 0

    def read(self, root: Any) -> list[str]:
        """The lines of the page; a blank one is empty."""
        navigation = _navigation(root)

        def is_left_out(element: Any) -> bool:
            return element.tag in _DROPPED or _is_hidden(element) or element in navigation

        lists = link_lists(root, is_left_out)
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in walker:
            if event == "start":
                if element in lists or is_left_out(element):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._open(element)
                    self._text(element.text)
            else:
                if element is not skipped:
                    self._close(element)
                self._text(element.tail)
        self._flow.end_line()
        return self._flow.lines

    @property
    def _flow(self) -> Flow:
        return self._flows[-1]

    def _text(self, text: str | None) -> None:
        if text and self._verbatim:
            self._flow.verbatim(text)
        elif text:
            self._flow.text(text)

    def _open(self, element: Any) -> None:
        self._set_apart(element)
        tag = element.tag
        self._flow.is_part = self._flow.is_part or tag in _PARTS
        self._verbatim += _is_verbatim(element)
        if tag == "br":
            self._flow.line_break()
        elif tag == "tr":
            self._rows.append([])
        elif _is_cell(element):
            self._flows.append(Flow())
        elif tag in ("ol", "ul"):
            self._lists.append(_Numbers(element) if tag == "ol" else None)
        elif tag == "li":
            numbers = self._lists[-1] if self._lists else None
            self._flow.mark(numbers.next(element) if numbers else "", gives_way=True)

    def _close(self, element: Any) -> None:
        tag = element.tag
        self._verbatim -= _is_verbatim(element)
        if tag == "tr":
            self._flow.row(self._rows.pop(), arranges=_only_arranges(element))
        elif _is_cell(element):
            self._rows[-1].append(self._flows.pop())
        elif tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "li":
            self._flow.unmark()
        self._set_apart(element)

    def _set_apart(self, element: Any) -> None:
        display = _display(element)
        if display == "inline":
            return
        if element.tag in _APART and not (self._lists and element.tag in ("ol", "ul")):
            self._flow.blank()
        elif element.tag in _BLOCKS or display:
            self._flow.end_line()


def _list_style(element: Any) -> str | None:
    found = _LIST_STYLE.search(_style(element))
    name = found[1].lower() if found else element.get("type")
    return "none" if name == "none" else _STYLES.get(name)


def _whole(value: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(-?[0-9]{1,6})", value or "")
    return int(found[1]) if found else otherwise


def _style(element: Any) -> str:
    return str(element.get("style", ""))


def _is_hidden(element: Any) -> bool:
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    return "hidden" in element.attrib or _HIDDEN.search(_style(element)) is not None


def _navigation(root: Any) -> set[Any]:
    """The elements that lead elsewhere and say nothing: they are called so, and all their words are links.

    They are told in one walk, because they may lie in each other.
    """
    found: set[Any] = set()
    before: list[tuple[int, int]] = []
    letters = linked = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if _is_called_navigation(element):
                before.append((letters, linked))
            letters += _letters(element.text)
        else:
            if element.tag == "a":
                linked += len("".join(element.itertext()).strip())
            if _is_called_navigation(element):
                letters_before, linked_before = before.pop()
                links = linked - linked_before
                if links and letters - letters_before - links <= _UNLINKED:
                    found.add(element)
            letters += _letters(element.tail)
    return found


def _letters(text: str | None) -> int:
    return len(re.sub(r"[\W_]", "", text)) if text else 0


def _is_called_navigation(element: Any) -> bool:
    said = {element.tag, element.get("role", ""), *re.split(r"[\s_-]+", _called(element))}
    return not said.isdisjoint(_NAVIGATION)


def _called(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}".lower()


def _display(element: Any) -> str | None:
    found = _DISPLAY.search(_style(element))
    return found[1].lower() if found else None


def _is_verbatim(element: Any) -> bool:
    return element.tag in _VERBATIM or _PRESERVED.search(_style(element)) is not None


def _only_arranges(row: Any) -> bool:
    """Whether the row's table may only arrange a page: it draws no lines and names no columns."""
    table = next(row.iterancestors("table"), None)
    if table is None or row.find("th") is not None:
        return False
    return "rules" not in table.attrib and table.get("border", "0").strip() in ("", "0")


def _is_cell(element: Any) -> bool:
    parent = element.getparent()
    return element.tag in ("td", "th") and parent is not None and parent.tag == "tr"
