"""Plans and reports: a tree of numbered sections, each with its own text only."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, zip_longest

from app.parse.facts import note, read_dates, read_noise, read_period
from app.parse.layout import Paragraph
from app.parse.marks import Part
from app.parse.reading import Reading
from app.parse.rules.headings import NUMBERINGS, Numbering
from app.parse.types import Body, Document, Genre, Role, Section
from app.text.dates import from_chinese
from app.text.folding import fold
from app.text.mapped import Mapped, concatenated
from app.text.numerals import to_int

_OWN_LINE_CHARS = 80
_RUN_IN_CHARS = 45
_SHORT_TITLE = re.compile(r"[^,。;:?!]{2,20}[:。]$|[^。;:?!]{4,30}\?$")
"""A title that fills its line and ends as a sentence does."""
_DATE_LINE = re.compile(r"^\(?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?\)?$")
_LETTER = re.compile(r"(?:印发|转发|下发).{2,60}通知(?:各.{2,80}:)?$")
_PLAN_TITLE = re.compile(r"规划|计划|方案|报告|纪要|纲要|预案|工作要点|行动|实施意见|白皮书")
_OTHER_TITLE = re.compile(r"条例|办法|规定|章程|规则|公告|通告|公示|招聘|简章|启事|名单|通知")
_AGENDA = re.compile(r"(?:会议|大会|活动)(?:日程|议程|须知|流程)(?!草案)")
_TITLE_CHARS = 60
_HALF_TITLE = re.compile(r"[^,。;:!?()]{6,24}")
_LETTER_TEXT = re.compile(r"(?:各[^。]{2,80}:)?现将.{2,60}(?:印发|转发|下发)给你们")
_ADDRESSED = re.compile(r"各(?!位)[^。]{2,80}:$")
"""The words of the letter with which a plan is sent out, and to whom."""
_CLOSING_LINE = re.compile(
    r"^以上(?:报告|意见|方案|计划)[^。]{0,12}请[^。]{0,12}。?$"
    r"|^\S{2,20}(?:人民政府|委员会|办公室|[局委厅])(?:\s*(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)?$"
)
_BOX = re.compile(r"^专栏\s?[\d一二三四五六七八九十]")
_FOREWORD = re.compile(r"^(?:前\s*言|引\s*言|序\s*言|导\s*言|导\s*语)$")
_ANNEX = re.compile(r"^附\s?[件录表]\s?[\d一二三四五六七八九十]{0,2}$")
_ADOPTED = re.compile(r"^\(\d{4}年\d{1,2}月\d{1,2}日.{4,50}(?:通过|批准|审议|会议上?)\)$")
_AFTERWORD = re.compile(r"^(?:结\s*语|结束语|后\s*记|附\s*则)$")
"""Headings that plans print without a number, above the first and below the last numbered section."""
_BY_NAME = {numbering.name: numbering for numbering in NUMBERINGS}
_LOOK_AHEAD = 100
"""Headings: so far the next sibling of a mistyped one is looked for, lest thousands of them make it slow."""
_STRICT_RANK = 7
"""From this rank inwards a number is only a heading's when it continues its series: text has numbers too."""


@dataclass
class Heading:
    """A numbered heading at paragraph `place`; `rest` is the text behind it when it runs in.

    A `sentence` ends in a full stop though it fills its line. Where the number stands before plain text, as
    the last of a series does (`四、本意见自发布之日起施行，…`), the title is empty.
    """

    place: int
    numbering: Numbering
    number: str
    ordinal: int
    title: Mapped
    rest: Mapped | None
    sentence: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        """Orders headings from the outermost; decimals (`1.1`, `1.1.1`) by their depth."""
        return self.numbering.rank, self.number.count(".") if self.numbering.name == "decimal" else 0


def is_plan(paragraphs: Sequence[Paragraph]) -> bool:
    """True for at least three headings on lines of their own, in sequence, in the numberings of chapters; for
    fewer or others where the title says that it is a plan or a report; and never for a law or a notice."""
    headings = headings_of(paragraphs)
    first = headings[0].place if headings else 0
    title = " ".join(
        p.folded for p in paragraphs[: max(first, 1)] if p.role is None and len(p.folded) <= _TITLE_CHARS
    )
    own = [h for h in headings if h.rest is None]
    if _AGENDA.search(title):
        return False
    if _PLAN_TITLE.search(title):
        return len(own) >= 2 or sum(1 for h in headings if h.title.text) >= 4
    if _OTHER_TITLE.search(title):
        return False
    return sum(1 for h in own if h.numbering.rank <= _STRICT_RANK) >= 3


def headings_of(paragraphs: Sequence[Paragraph]) -> list[Heading]:
    """The headings in order, typists' slips in the numbering put right, and mere list items left out."""
    candidates = [h for i, p in enumerate(paragraphs) if p.role is None and (h := _candidate(i, p))]
    candidates = list(_with_sentences_that_head(candidates))
    if not any(h.rank[1] for h in candidates):  # `1 总则` is a heading only where `1.1` is one
        candidates = [h for h in candidates if h.numbering.name != "decimal"]
    candidates = list(_outside_boxes(candidates, paragraphs))
    _raise_digits(candidates)
    _raise_brackets(candidates)
    _correct_slips(candidates)
    return list(_in_sequence(candidates))


def read_plan(reading: Reading, part: Part) -> list[Document]:
    """One document of the government's, with a section for the text above the first heading."""
    document = Document(genre=Genre.PLAN, body=Body.GOVERNMENT)
    read_noise(reading, document, part)
    text = [paragraph for paragraph, _ in part if paragraph.role is None]
    while text and _CLOSING_LINE.match(text[-1].folded):
        reading.claim(text.pop().body, Role.NARRATIVE)
    text = _with_wrapped_chapters(_without_annex(reading, text))
    headings = headings_of(text)
    cover = _cover_letter(text[: headings[0].place])
    reading.claim_all(text[:cover], Role.NARRATIVE)
    start = cover + _read_title(reading, document, text[cover : headings[0].place])
    letter = _letter(text[start : headings[0].place])
    reading.claim_all(text[start : start + letter], Role.NARRATIVE)
    start += letter
    _read_unnumbered(reading, document, text[start : headings[0].place], level=0)
    last = next(
        (i for i in range(headings[-1].place, len(text)) if _AFTERWORD.match(text[i].folded)), len(text)
    )
    above: list[Heading] = []
    for i, heading in enumerate(headings):
        end = headings[i + 1].place if i + 1 < len(headings) else last
        below = [paragraph.body for paragraph in text[heading.place + 1 : end]]
        while above and above[-1].rank >= heading.rank:
            above.pop()
        path = [one.title.text for one in above]
        document.records.append(_section(reading, heading, len(above) + 1, path, below))
        reading.claim(text[heading.place].body, Role.LABEL)  # what is left of it: the number, a full stop
        above.append(heading)
    _read_unnumbered(reading, document, text[last:], level=1)
    return [document]


def _without_annex(reading: Reading, text: list[Paragraph]) -> list[Paragraph]:
    """The text above a line 附件 that stands alone below a heading; below it is another document."""
    headed = False
    for i, paragraph in enumerate(text):
        headed = headed or _candidate(i, paragraph) is not None
        if headed and _ANNEX.match(paragraph.folded) and i + 1 < len(text):
            reading.find("annex", "an annex begins here, and it is not read", paragraph.body)
            reading.claim_all(text[i:], Role.NARRATIVE)
            return text[:i]
    return text


def _read_unnumbered(reading: Reading, document: Document, text: Sequence[Paragraph], *, level: int) -> None:
    """What stands above the first number or below the last one, under a heading (前言, 结语) or none."""
    section = Section(level=level)
    if text and (_FOREWORD.match(text[0].folded) or _AFTERWORD.match(text[0].folded)):
        section.title = text[0].text
        reading.claim(text[0].body, Role.TITLE)
        text = text[1:]
    section.text, section.spans = reading.text([paragraph.body for paragraph in text])
    if section.text:
        document.records.append(section)


def _section(reading: Reading, heading: Heading, level: int, path: list[str], below: list[Mapped]) -> Section:
    reading.claim(heading.title, Role.TITLE)
    section = Section(
        level=level, number=heading.number, ordinal=heading.ordinal, title=heading.title.text, path=list(path)
    )
    section.text, section.spans = reading.text([heading.rest, *below] if heading.rest else below)
    return section


def _letter(head: Sequence[Paragraph]) -> int:
    """How many paragraphs below the title are the letter with which the plan was sent out."""
    addressed = bool(head) and _ADDRESSED.match(head[0].folded) is not None
    sent = len(head) > addressed and _LETTER_TEXT.match(head[addressed].folded) is not None
    return addressed + 1 if sent else 0


def _cover_letter(head: Sequence[Paragraph]) -> int:
    """How many paragraphs are the letter (…的通知) with which a plan was sent out, before its own title."""
    if not _LETTER.search("".join(paragraph.folded for paragraph in head[:2])) and not any(
        _LETTER.search(paragraph.folded) for paragraph in head[:4]
    ):
        return 0
    titles = [
        i
        for i, p in enumerate(head)
        if p.title_like and _PLAN_TITLE.search(p.folded) and not _LETTER.search(p.folded)
    ]
    return titles[-1] if titles and any(p.ends for p in head[: titles[-1]]) else 0


def _read_title(reading: Reading, document: Document, head: Sequence[Paragraph]) -> int:
    """Take the title and a date line from the top; the number of paragraphs they fill."""
    titles: list[Mapped] = []
    taken = 0
    for paragraph in head:
        if paragraph.ends or len(paragraph.folded) > _TITLE_CHARS or _FOREWORD.match(paragraph.folded):
            break
        taken += 1
        if titles and (paragraph.folded.startswith("-") or _ADOPTED.match(paragraph.folded)):
            document.subtitle = paragraph.text
            reading.claim(paragraph.body, Role.TITLE)
            read_dates(reading, document, [paragraph.body])
            continue
        if document.subtitle:  # below it, only who reports
            reading.claim(paragraph.body, Role.LABEL)
            continue
        dated = _DATE_LINE.match(paragraph.folded)
        reading.claim(paragraph.body, Role.METADATA if dated else Role.TITLE)
        if dated:
            note(reading, document, "published", from_chinese(paragraph.text) or "", paragraph.body)
        else:
            titles.append(paragraph.body)
    title = concatenated(titles)
    document.title = title.text or None
    read_period(reading, document, title)
    return taken


def _candidate(place: int, paragraph: Paragraph) -> Heading | None:
    for numbering in NUMBERINGS:
        found = numbering.pattern.match(paragraph.folded)
        if found is None:
            continue
        printed = paragraph.text[slice(*found.span("number"))]
        ordinal = to_int(found.group("number").rpartition(".")[2])
        if ordinal is None:
            return None
        number = paragraph.text[: found.end()].strip() if numbering.name != "decimal" else printed
        split = _split(paragraph, found.end(), numbering)
        return Heading(place, numbering, number, ordinal, *split) if split else None
    return None


def _split(paragraph: Paragraph, at: int, numbering: Numbering) -> tuple[Mapped, Mapped | None, bool] | None:
    """The title, where it runs in the text behind it, and whether it is a sentence of its own; None when
    the paragraph is text that only begins with a number."""
    folded, body = paragraph.folded, paragraph.body
    if not paragraph.ends and len(folded) <= _OWN_LINE_CHARS:
        return body.cut(at), None, False
    if _SHORT_TITLE.match(folded, at):
        end = len(folded) - 1 if folded[-1] in ":。" else len(folded)
        return body.cut(at, end), None, folded[-1] == "。"
    stop = folded.find("。", at, at + _RUN_IN_CHARS)
    if 0 <= stop < len(folded) - 1:
        return body.cut(at, stop), body.cut(stop + 1), False
    if numbering.rank < _STRICT_RANK and numbering.name.startswith("han"):
        return body.cut(at, at), body.cut(at), False
    return None


def _with_sentences_that_head(candidates: list[Heading]) -> Iterator[Heading]:
    """Without the short sentences (`三、强化保障。`) below which no deeper heading begins at once."""
    for heading, below in zip_longest(candidates, candidates[1:]):
        heads = below is not None and below.place == heading.place + 1 and below.rank > heading.rank
        if not heading.sentence or heads:
            yield heading


def _raise_digits(candidates: list[Heading]) -> None:
    """Where nothing is numbered 一、 and `1、` or `1.` heads (一), it is the outer number, each of its values
    there once."""
    names = [heading.numbering.name for heading in candidates]
    if not names or "han" in names or names[0] not in ("digit_comma", "digit") or "han_bracket" not in names:
        return
    outer = [heading for heading in candidates if heading.numbering.name == names[0]]
    if [heading.ordinal for heading in outer] == list(range(1, len(outer) + 1)):
        for heading in outer:
            heading.numbering = _BY_NAME["han"]


def _raise_brackets(candidates: list[Heading]) -> None:
    """Where `（1）` stands right below `一、` and has `1.` within it, it is typed for （一）."""
    runs: list[list[Heading]] = [[]]
    for heading in candidates:
        if heading.numbering.rank <= _BY_NAME["han"].rank:
            runs.append([])
        else:
            runs[-1].append(heading)
    outer = [run for run in runs if run and (run[0].numbering.name, run[0].ordinal) == ("digit_bracket", 1)]
    if any(heading.numbering.name == "digit" for run in outer for heading in run):
        for heading in (heading for run in outer for heading in run):
            if heading.numbering.name == "digit_bracket":
                heading.numbering = _BY_NAME["han_bracket"]


def _with_wrapped_chapters(text: list[Paragraph]) -> list[Paragraph]:
    """The text with the headings of chapters whole, where most of them are printed over two lines: below
    them stands a line that is no sentence."""
    broken = []
    chapters = 0
    for i, (paragraph, below) in enumerate(pairwise(text)):
        found = _candidate(i, paragraph)
        if found is None or found.rest is not None or found.numbering.name not in ("part", "chapter"):
            continue
        chapters += 1
        half = below.title_like and _HALF_TITLE.fullmatch(below.folded)
        if half and _candidate(i + 1, below) is None:
            broken.append(i)
    if len(broken) < 2 or 2 * len(broken) <= chapters:
        return text
    whole = list(text)
    for i in reversed(broken):
        body = concatenated([text[i].body, text[i + 1].body])
        whole[i : i + 2] = [replace(text[i], body=body, folded=fold(body.text))]
    return whole


def _correct_slips(candidates: list[Heading]) -> None:
    """`1、` before `二、` is 一、, `（1）` before `（二）` is （一）, when it fits there and nowhere else."""
    last: dict[str, int] = {}
    for i, heading in enumerate(candidates):
        meant = _BY_NAME.get(heading.numbering.stands_for or "")
        if meant and heading.rest is None and _fits(candidates, i, meant, last):
            heading.numbering = meant
        for name in [name for name in last if _BY_NAME[name].rank > heading.numbering.rank]:
            del last[name]
        last[heading.numbering.name] = heading.ordinal


def _fits(candidates: list[Heading], i: int, meant: Numbering, last: dict[str, int]) -> bool:
    heading = candidates[i]
    continues_own = last.get(heading.numbering.name, 0) + 1 == heading.ordinal and heading.ordinal > 1
    if continues_own or last.get(meant.name, 0) + 1 != heading.ordinal:
        return False
    ordinal = heading.ordinal
    for following in islice(candidates, i + 1, i + 1 + _LOOK_AHEAD):
        if following.numbering is meant:
            return following.ordinal == ordinal + 1 or (following.ordinal == 1 and heading.ordinal > 1)
        if following.numbering.rank < meant.rank:
            break
        if following.numbering is heading.numbering and following.rest is None:
            ordinal += 1
            if following.ordinal != ordinal:
                return False
    return heading.ordinal > 1


def _outside_boxes(candidates: list[Heading], paragraphs: Sequence[Paragraph]) -> Iterator[Heading]:
    """Without the numbered items of a box (专栏), which are text of the section it stands in.

    A box ends at a heading of the chapters, or at a number that goes on from before the box and not from
    the items in it.
    """
    boxes = [i for i, paragraph in enumerate(paragraphs) if _BOX.match(paragraph.folded)]
    outside: dict[tuple[int, int], int] = {}
    items: dict[tuple[int, int], int] | None = None
    for before, heading in zip([None, *candidates], candidates, strict=False):
        start = before.place if before else -1
        nearest = bisect(boxes, start)
        if nearest < len(boxes) and boxes[nearest] < heading.place:
            items = {}
        if items is not None and _is_item(heading, items, outside):
            items[heading.rank] = heading.ordinal
            continue
        items = None
        for rank in [rank for rank in outside if rank > heading.rank]:
            del outside[rank]
        outside[heading.rank] = heading.ordinal
        yield heading


def _is_item(
    heading: Heading, items: dict[tuple[int, int], int], outside: dict[tuple[int, int], int]
) -> bool:
    """Whether a number inside a box counts the box's items: it goes on from them, or not from the text."""
    if heading.rank[0] < _STRICT_RANK:
        return False
    if heading.ordinal == items.get(heading.rank, 0) + 1:
        return True
    return heading.ordinal != outside.get(heading.rank, 0) + 1


def _in_sequence(candidates: list[Heading]) -> Iterator[Heading]:
    """Headings of chapters as they come; inner numbers only while they count up, from one or (as in a
    Party committee's proposal) from where those of the chapter before stopped."""
    last: dict[tuple[int, int], int] = {}
    ever: dict[tuple[int, int], int] = {}
    for i, heading in enumerate(candidates):
        rank, ordinal = heading.rank, heading.ordinal
        goes_on = last.get(rank, 0) + 1 == ordinal or _is_swapped(candidates, i, last.get(rank, 0) + 1)
        runs_through = rank not in last and ordinal > 1 and ever.get(rank, 0) + 1 == ordinal
        if rank[0] >= _STRICT_RANK and not goes_on and not runs_through:
            continue
        if not heading.title.text and not (goes_on and ordinal > 1):
            continue
        for inner in [inner for inner in last if inner > rank]:
            del last[inner]
        last[rank] = ever[rank] = ordinal
        yield heading


def _is_swapped(candidates: list[Heading], i: int, expected: int) -> bool:
    """Whether two headings on lines of their own have changed places: `3.` above `2.`, or `2.` below `3.`"""
    heading = candidates[i]
    neighbours = candidates[max(0, i - 1) : i + 2]
    others = [
        one for one in neighbours if one is not heading and one.rank == heading.rank and one.rest is None
    ]
    if heading.rest is not None or expected == 1:
        return False
    above = heading.ordinal == expected + 1 and any(one.ordinal == expected for one in others)
    below = heading.ordinal == expected - 2 and any(one.ordinal == expected - 1 for one in others)
    return above or below
