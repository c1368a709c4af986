"""Plenary pages: each speech has a title and a line that says who spoke for whom, above it or below it."""

from dataclasses import dataclass, field

from app.parse.facts import read_noise
from app.parse.heads import (
    body_named,
    body_of_label,
    joined_title,
    kind_represented,
    read_subtitle,
)
from app.parse.layout import Paragraph
from app.parse.marks import Kind, Mark, Part, begins
from app.parse.reading import Reading
from app.parse.rules.passages import OF_OCCASION
from app.parse.speeches import finish_speech
from app.parse.types import Body, Document, Genre, Role, Speech
from app.text.mapped import Mapped


@dataclass
class _Block:
    """A run of paragraphs of one sort: `body` text, `titles`, a `speaker` line, or the page's `head`."""

    sort: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    mark: Mark | None = None

    @property
    def pieces(self) -> list[Mapped]:
        """The words, without the label of a form's line."""
        of_form = self.mark is not None and self.mark.kind is Kind.FORM
        return (
            [self.mark.rest] if of_form and self.mark else [paragraph.body for paragraph in self.paragraphs]
        )


def read_plenary(reading: Reading, part: Part) -> list[Document]:
    """One document. Bodies stand above their speaker lines or below them, mostly the same way on the whole
    page."""
    document = Document(genre=Genre.PLENARY)
    read_noise(reading, document, part)
    blocks = _blocks([(paragraph, mark) for paragraph, mark in part if paragraph.role is None])
    _read_page_head(reading, document, blocks)
    blocks = [block for block in blocks if block.sort != "head"]
    document.body = body_named(document.subtitle, document.title) or Body.CPPCC
    for group in _paired(blocks) or _groups(blocks, _titles_below(blocks)):
        _read_speech(reading, document, group)
    return [document]


def _blocks(text: Part) -> list[_Block]:
    """Paragraphs of the same sort that follow each other. A headline with its subtitle is the page's head."""
    blocks: list[_Block] = []
    second = _second_titles(text)
    sorts = [_sort(text, i, second) for i in range(len(text))]
    _sort_by_neighbours(text, sorts)
    for (paragraph, mark), sort in zip(text, sorts, strict=True):
        if not blocks or blocks[-1].sort != sort or sort == "speaker" or (mark and mark.kind is Kind.FORM):
            blocks.append(_Block(sort, mark=mark))
        blocks[-1].paragraphs.append(paragraph)
    return blocks


def _sort_by_neighbours(text: Part, sorts: list[str]) -> None:
    """What a line alone does not say: the first line of a title that ends in a colon, and the page's headline
    where no subtitle tells it from the first speech's title."""
    for i, (paragraph, mark) in enumerate(text[:-1]):
        opens = paragraph.folded.endswith(":") and len(paragraph.folded) <= _TITLE_LINE and mark is None
        if opens and sorts[i : i + 2] == ["body", "titles"]:
            sorts[i] = "titles"
    first = next((i for i, sort in enumerate(sorts) if sort != "titles"), 0)
    titled = {
        i for i, (_, mark) in enumerate(text) if sorts[i] == "titles" and mark and mark.kind is Kind.FORM
    }
    speakers = sum(1 for sort in sorts if sort == "speaker")
    if len(titled) >= max(2, speakers) and not titled & {0}:  # each speech has a field for its title
        untitled = next((i for i in range(first) if i in titled), first)
        sorts[:untitled] = ["head"] * untitled
        return
    if 1 < first < len(sorts) and sorts[first] == "speaker":
        parted = _parted(text, 0, first)
        whole = {start for start in _starts(sorts)[1:] if _parted(text, start, len(sorts), sorts) is None}
        page = (
            parted is not None and not text[first][0].blank_before and len(whole) == len(_starts(sorts)) - 1
        )
        named = OF_OCCASION.search(text[0][0].folded) is not None
        if page or named:
            sorts[: parted or 1] = ["head"] * (parted or 1)


def _starts(sorts: list[str]) -> list[int]:
    """Where titles begin."""
    return [i for i, sort in enumerate(sorts) if sort == "titles" and (i == 0 or sorts[i - 1] != "titles")]


def _parted(text: Part, start: int, end: int, sorts: list[str] | None = None) -> int | None:
    """The place of the first of some lines of titles, the first left out, that stands below a blank line."""
    for i in range(start + 1, end):
        if sorts is not None and sorts[i] != "titles":
            return None
        if text[i][0].blank_before:
            return i
    return None


_TITLE_LINE = 24


def _sort(text: Part, i: int, second: set[int]) -> str:
    paragraph, mark = text[i]
    if mark is not None and mark.kind is Kind.PLENARY:
        return "speaker"
    if mark is not None and mark.kind is Kind.SUBTITLE:
        return "titles" if i in second else "head"
    if mark is not None and mark.kind is Kind.FORM:
        return "represents" if "represents" in mark.fields else "titles"
    if not paragraph.title_like or begins(paragraph.folded) == "heading":
        return "body"
    below = i + 1
    while below < len(text) and text[below][1] is None and text[below][0].title_like:
        below += 1
    headed = below < len(text) and _is_subtitle(text[below][1]) and below not in second
    return "head" if headed else "titles"


def _is_subtitle(mark: Mark | None) -> bool:
    return mark is not None and mark.kind is Kind.SUBTITLE


def _second_titles(text: Part) -> set[int]:
    """Where lines with a dash are the second of a speech's own title, who speaks right below; one alone is
    the page's subtitle."""
    places = {
        i
        for i in range(1, len(text) - 1)
        if _is_subtitle(text[i][1])
        and (below := text[i + 1][1]) is not None
        and below.kind is Kind.PLENARY
        and text[i - 1][0].title_like
        and not OF_OCCASION.search(text[i][0].folded)
    }
    return places if len(places) > 1 else set()


def _read_page_head(reading: Reading, document: Document, blocks: list[_Block]) -> None:
    titles: list[Mapped] = []
    for block in blocks:
        for paragraph in block.paragraphs if block.sort == "head" else ():
            reading.claim(paragraph.body, Role.TITLE)
            if paragraph.folded.startswith("-"):
                read_subtitle(reading, document, paragraph.body)
            else:
                titles.append(paragraph.body)
    document.title = joined_title(titles) if titles else None


def _paired(blocks: list[_Block]) -> list[list[_Block]] | None:
    """Each head, a speaker line with its titles, and the body beside it, where the page goes over from bodies
    above to bodies below: in a row of heads and bodies there is one way at most to pair them all."""
    units = _units(blocks)
    groups: list[list[_Block]] = []
    above: set[bool] = set()
    for at in range(0, len(units), 2):
        pair = units[at : at + 2]
        if len(pair) < 2 or {_is_head(unit) for unit in pair} != {True, False}:
            return None
        groups.append([block for unit in pair for block in unit])
        above.add(_is_head(pair[0]))
    return groups if len(above) > 1 else None


def _units(blocks: list[_Block]) -> list[list[_Block]]:
    """Bodies, and heads with one speaker line each: between two of those titles belong to the line they
    stand beside, as those of the first head of the page do."""
    first = next((i for i, block in enumerate(blocks) if block.sort == "speaker"), 0)
    above = first > 0 and blocks[first - 1].sort == "titles"
    units: list[list[_Block]] = []
    for block in blocks:
        last = units[-1] if units else []
        starts = not last or (block.sort == "body") == _is_head(last)
        named = any(one.sort == "speaker" for one in last)
        again = named and (block.sort == "speaker" or (block.sort == "titles" and above))
        if starts or (again and _is_head(last)):
            units.append([])
        units[-1].append(block)
    return units


def _is_head(unit: list[_Block]) -> bool:
    return any(block.sort != "body" for block in unit)


def _titles_below(blocks: list[_Block]) -> bool:
    """True when the page ends in a speaker line, or begins with a body: each body is above its speaker."""
    sorts = [block.sort for block in blocks if block.sort in ("body", "speaker")]
    if not sorts:
        return False
    begins_with_body, ends_with_speaker = sorts[0] == "body", sorts[-1] == "speaker"
    return ends_with_speaker and (begins_with_body or sorts.count("speaker") > 1)


def _groups(blocks: list[_Block], below: bool) -> list[list[_Block]]:
    """The blocks of each speech, which ends at its speaker line, or with titles above begins at its title."""
    groups: list[list[_Block]] = [[]]
    for i, block in enumerate(blocks):
        if groups[-1] and _starts_group(blocks, i, below):
            groups.append([])
        groups[-1].append(block)
    return groups


_NAMING = ("speaker", "represents")


def _starts_group(blocks: list[_Block], i: int, below: bool) -> bool:
    if below:
        return blocks[i - 1].sort in _NAMING and blocks[i].sort not in _NAMING
    titled = blocks[i].sort == "titles" and i + 1 < len(blocks) and blocks[i + 1].sort == "speaker"
    untitled = blocks[i].sort == "speaker" and blocks[i - 1].sort != "titles"
    return titled or untitled


def _read_speech(reading: Reading, document: Document, group: list[_Block]) -> None:
    speaker = next((block for block in group if block.sort == "speaker"), None)
    titled = [block for block in group if block.sort == "titles"]
    of_form = [block for block in titled if block.mark is not None and block.mark.kind is Kind.FORM]
    for block in titled if of_form else ():
        if block not in of_form:  # the headline of the page, above the first form
            document.title = document.title or joined_title(block.pieces)
            reading.claim_all(block.paragraphs, Role.TITLE)
    titles = [piece for block in of_form or titled for piece in block.pieces]
    bodies = [piece for block in group if block.sort == "body" for piece in block.pieces]
    if speaker is None or speaker.mark is None or not bodies:
        for piece in titles + bodies:
            reading.find("unpaired", "no speaker line and body could be paired here", piece)
        return
    for block in group:
        if block.mark and block.mark.kind is Kind.FORM:
            reading.claim(block.mark.label, Role.LABEL)
    reading.claim(speaker.mark.label, Role.LABEL)
    for title in titles:
        reading.claim(title, Role.TITLE)
    represents = next(
        (m.fields["represents"] for b in group if (m := b.mark) and "represents" in m.fields), None
    )
    speech = Speech(
        speakers=speaker.mark.names,
        body=body_of_label(speaker.mark, document.body),
        title=joined_title(titles) if titles else None,
        represents=represents,
        represents_kind=kind_represented(represents),
    )
    document.records.append(speech)
    finish_speech(reading, speech, bodies)
