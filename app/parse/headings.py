"""The numbered headings of plans and reports: found, put right where mistyped, kept where they count up."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, zip_longest

from app.parse.layout import Paragraph
from app.parse.rules.headings import NUMBERINGS, Numbering
from app.text.folding import fold
from app.text.mapped import Mapped, concatenated
from app.text.numerals import to_int

_OWN_LINE_CHARS = 80
_RUN_IN_CHARS = 45
_SHORT_TITLE = re.compile(r"[^,。;:?!]{2,20}[:。]$|[^。;:?!]{4,30}\?$")
"""A title that fills its line and ends as a sentence does."""
_OPENED = re.compile(r"(?P<title>[^,。;:?!、“”()\s]{4,16})(?:\s?:|\s{1,4})\s?(?=[^\s:].{9})")
"""A title and a colon or a gap, behind which the text begins."""
_HALF_TITLE = re.compile(r"[^,。;:!?()]{6,24}")
_BOX = re.compile(r"^专栏\s?[\d一二三四五六七八九十]")
_BY_NAME = {numbering.name: numbering for numbering in NUMBERINGS}
_LOOK_AHEAD = 100
"""Headings: so far the next sibling of a mistyped one is looked for, lest thousands of them make it slow."""
STRICT_RANK = 7
"""From this rank inwards a number is only a heading's when it continues its series: text has numbers too."""


@dataclass
class Heading:
    """A numbered heading at paragraph `place`; `rest` is the text behind it when it runs in.

    A heading without a number has an empty one and the ordinal 0.
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
        depth = fold(self.number).rstrip(".").count(".") if self.numbering.name == "decimal" else 0
        return self.numbering.rank, depth


def headings_of(paragraphs: Sequence[Paragraph]) -> list[Heading]:
    """The headings in order, typists' slips in the numbering put right, and mere list items left out."""
    marked = _marked(paragraphs)
    if marked:
        return marked
    candidates = [h for i, p in enumerate(paragraphs) if p.role is None and (h := candidate_at(i, p))]
    candidates = list(_with_sentences_that_head(candidates, paragraphs))
    _adopt_outer_digits(candidates)
    if not any(h.rank[1] for h in candidates):  # `1 总则` is a heading only where `1.1` is one
        candidates = [h for h in candidates if h.numbering.name != "decimal"]
    candidates = list(_outside_boxes(candidates, paragraphs))
    _raise_digits(candidates)
    _raise_brackets(candidates)
    _correct_slips(candidates)
    return list(_in_sequence(candidates))


def _marked(paragraphs: Sequence[Paragraph]) -> list[Heading]:
    """The headings of a page that marks them in Markdown and numbers them not, or not all; the first one, if
    no other has so few marks, is the page's title."""
    places = [i for i, paragraph in enumerate(paragraphs) if paragraph.role is None and _depth(paragraph)]
    if places and all(_depth(paragraphs[i]) > _depth(paragraphs[places[0]]) for i in places[1:]):
        places = places[1:]
    if sum(1 for i in places if candidate_at(i, paragraphs[i]) is None) < _FEWEST_MARKED:
        return []  # the numbers tell, of lines without marks too
    return [_marked_heading(i, paragraphs[i]) for i in places]


_FEWEST_MARKED = 2


def _depth(paragraph: Paragraph) -> int:
    return paragraph.lines[0].depth if paragraph.lines else 0


def _marked_heading(place: int, paragraph: Paragraph) -> Heading:
    numbering = Numbering("marked", _depth(paragraph), _ANYTHING)
    found = candidate_at(place, paragraph)
    if found is not None:
        return replace(found, numbering=numbering)
    return Heading(place, numbering, "", 0, paragraph.body, None)


_ANYTHING = re.compile("")


def candidate_at(place: int, paragraph: Paragraph) -> Heading | None:
    """The heading that a paragraph seems to be by its number, an ornament before which is passed over."""
    ornament = _ORNAMENT.match(paragraph.folded)
    start = ornament.end() if ornament else 0
    folded = paragraph.folded[start:] if start else paragraph.folded
    for numbering in NUMBERINGS:
        found = numbering.pattern.match(folded)
        if found is None:
            continue
        group = next(name for name in ("number", "number2") if found.groupdict().get(name))
        first, last = (start + at for at in found.span(group))
        ordinal = to_int(found.group(group).rpartition(".")[2])
        if ordinal is None:
            return None
        end = start + found.end()
        number = paragraph.text[:end].strip() if numbering.name != "decimal" else paragraph.text[first:last]
        split = _split(paragraph, end, numbering)
        return Heading(place, numbering, number, ordinal, *split) if split else None
    return None


_ORNAMENT = re.compile(r"[■◆●▲★□○▌▎▍►▶※◎]\s?")


def _split(paragraph: Paragraph, at: int, numbering: Numbering) -> tuple[Mapped, Mapped | None, bool] | None:
    """The title, where it runs in the text behind it, and whether it is a sentence of its own; None when
    the paragraph is text that only begins with a number."""
    folded, body = paragraph.folded, paragraph.body
    stop = folded.find("。", at, at + _RUN_IN_CHARS)
    runs_in = 0 <= stop < len(folded) - 1
    if not paragraph.ends and len(folded) <= _OWN_LINE_CHARS and not runs_in:
        return body.cut(at), None, False
    opened = _OPENED.match(folded, at) if numbering.name in ("han", "han_bracket", "han_ring") else None
    if opened and paragraph.ends and (not runs_in or "," in folded[opened.end() : stop]):
        return body.cut(at, opened.end("title")), body.cut(opened.end()), False
    if _SHORT_TITLE.match(folded, at):
        end = len(folded) - 1 if folded[-1] in ":。" else len(folded)
        return body.cut(at, end), None, folded[-1] == "。"
    if runs_in:
        return body.cut(at, stop), body.cut(stop + 1), False
    if numbering.rank < STRICT_RANK and numbering.name.startswith("han"):
        return body.cut(at, at), body.cut(at), False
    return None


def _with_sentences_that_head(
    candidates: list[Heading], paragraphs: Sequence[Paragraph]
) -> Iterator[Heading]:
    """Without the short sentences (`三、强化保障。`) below which no deeper heading begins at once, unless the
    page ends its headings so: below nearly all of them stands text."""
    sentences = [heading for heading in candidates if heading.sentence]
    numbered = {heading.place for heading in candidates}
    worded = sum(h.place + 1 < len(paragraphs) and h.place + 1 not in numbered for h in sentences)
    all_head = worded >= _FEWEST_WORDED and worded >= _WORDED_SHARE * len(sentences)
    for heading, below in zip_longest(candidates, candidates[1:]):
        heads = below is not None and below.place == heading.place + 1 and below.rank > heading.rank
        if not heading.sentence or heads or all_head:
            yield heading


_FEWEST_WORDED = 3
_WORDED_SHARE = 0.6


def _adopt_outer_digits(candidates: list[Heading]) -> None:
    """`1.` or `1、` is the outer number of `1.1` where this stands right below it, and with it its series."""
    names = {
        heading.numbering.name
        for heading, below in pairwise(candidates)
        if heading.numbering.name in ("digit", "digit_comma")
        and below.numbering.name == "decimal"
        and fold(below.number).startswith(f"{heading.ordinal}.")
    }
    for name in names:
        series = [heading for heading in candidates if heading.numbering.name == name]
        if [heading.ordinal for heading in series] == list(range(1, len(series) + 1)):
            for heading in series:
                heading.numbering, heading.number = _BY_NAME["decimal"], f"{heading.ordinal}"


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


def with_wrapped_chapters(text: list[Paragraph]) -> list[Paragraph]:
    """The text with the headings of chapters whole, where most of them are printed over two lines: below
    them stands a line that is no sentence."""
    broken = []
    chapters = 0
    for i, (paragraph, below) in enumerate(pairwise(text)):
        found = candidate_at(i, paragraph)
        if found is None or found.rest is not None or found.numbering.name not in ("part", "chapter"):
            continue
        chapters += 1
        half = below.title_like and _HALF_TITLE.fullmatch(below.folded)
        if half and candidate_at(i + 1, below) is None:
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
    ordinal, within = heading.ordinal, None
    for following in islice(candidates, i + 1, i + 1 + _LOOK_AHEAD):
        if following.numbering is meant:
            return following.ordinal == ordinal + 1 or (following.ordinal == 1 and heading.ordinal > 1)
        if following.numbering.rank < meant.rank:
            break
        if following.numbering.rank < heading.numbering.rank:
            within = 0  # a number between the two: what is numbered alike behind it may be within it
        if following.numbering is heading.numbering and following.rest is None:
            if within is not None and following.ordinal == within + 1:
                within += 1
                continue
            ordinal, within = ordinal + 1, None
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
    if heading.rank[0] < STRICT_RANK:
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
        if rank[0] >= STRICT_RANK and not goes_on and not runs_through:
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
