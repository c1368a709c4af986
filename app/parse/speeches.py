"""Digests of speeches: a label, what was said, the next label; or what was said, and who said it below."""

import re
from dataclasses import replace

from app.parse.facts import read_noise
from app.parse.heads import body_of_label, body_of_page, joined_title, kind_represented, read_head
from app.parse.layout import Paragraph, ends_sentence
from app.parse.marks import Kind, Mark, Part
from app.parse.reading import Reading
from app.parse.rules import first_match, is_likely_name
from app.parse.rules.attributions import HE_SAYS
from app.parse.rules.parts import CALLINGS
from app.parse.rules.passages import (
    CLOSING,
    COURTESY,
    INTERRUPTION,
    INTRODUCTION,
    LEADER,
    OCCASION_IN_BRACKETS,
    OF_OCCASION,
    OFFICER_BETWEEN,
    TOLD_OF_LEADER,
)
from app.parse.rules.turns import OFFICE_HOLDER, OFFICER
from app.parse.types import Document, Genre, Role, Speech
from app.text.folding import fold
from app.text.mapped import Mapped

LABELS = frozenset({Kind.SPEECH, Kind.ALONE, Kind.SAID, Kind.PLENARY})
"""The marks that open a speech in a digest; one who speaks there for a party is no less a speaker."""
_GROUP = re.compile(r"^【|^\((?![一二三四五六七八九十\d]{1,3}\))|(?:代表团|团|组|界别?|篇)[】)]?$")
"""A bracket at the head, or the name of a group: a heading over several speeches."""
_ORNAMENT = re.compile(r"[●■◆▲★□○•►▶※◎▢▪◇△▼~]+\s?")
"""What is printed before a heading and is no part of it."""
_COUNT = re.compile(
    rf"{_ORNAMENT.pattern}|\d{{1,2}}(?:[.、:]\s?|\s+)(?=\D)|\([一二三四五六七八九十\d]{{1,3}}\)\s?|[一二三四五六七八九十]{{1,3}}、\s?"
)
"""The same before a speech's own title, or the number of the speech."""
_OFFICE_LINE = re.compile(rf"^(?!关于|让|把|为|要)[^,。:;!?“”]{{2,38}}(?:{CALLINGS}|员|委员)$")
_UNIT_LINE = re.compile(r"\([^()。,;!?]{2,40}\)$")
_HEADING_LINES = 3
_COURTESY_CHARS = 40
"""No speech of mere courtesy is longer."""
_INTRODUCTION = 30
"""Characters; a sentence as long as that above the first heading introduces the speeches."""


def read_speeches(reading: Reading, part: Part, *, said: bool = False) -> list[Document]:
    """One document with a record for each label; `said` when the labels are verbs of saying throughout."""
    document = Document(genre=Genre.SPEECHES)
    read_noise(reading, document, part)
    text = [(paragraph, mark) for paragraph, mark in part if paragraph.role is None]
    if _are_signed_below(text):
        text, behind = _signed_above(text)
        reading.claim_all([paragraph for paragraph, _ in behind], Role.NARRATIVE)
    text = _without_wordless(text)
    first = next(i for i, (_, mark) in enumerate(text) if _is_label(mark))
    text, told = _without_report_behind(text)
    reading.claim_all([paragraph for paragraph, _ in told], Role.NARRATIVE)
    headings = _heading_places(text, first)
    start = min([first, *headings])
    read_head(reading, document, text[:start])
    document.body = body_of_page(document, text[:start])
    titles = headings if _are_titles(text, headings) else _titles_below(text)
    leaders = _leaders(text[:start])
    digest = _Digest(reading, document, said=said, titled=_titles_behind(text), leaders=leaders)
    digest.read(text[start:], {i - start for i in headings - titles}, {i - start for i in titles})
    bodies = {record.body for record in document.records if isinstance(record, Speech)}
    if document.body is None and len(bodies) == 1:
        document.body = bodies.pop()
    return [document]


def _without_wordless(text: Part) -> Part:
    """The part without the labels that stand alone above another label, if nobody's name need be in them:
    each is a heading (`人大代表议民生`)."""
    out: Part = []
    for i, (paragraph, mark) in enumerate(text):
        below = text[i + 1][1] if i + 1 < len(text) else None
        alone = mark is not None and mark.kind is Kind.ALONE and not mark.rest.text and _is_label(below)
        named = mark is not None and all(map(is_likely_name, mark.names))
        out.append((paragraph, None if alone and not named else mark))
    return out


def _without_report_behind(text: Part) -> tuple[Part, Part]:
    """The part, and the paragraphs behind its last speech in which the reporter takes over: each speech
    before it takes one paragraph at most, and those are in nobody's voice."""
    labels = [i for i, (_, mark) in enumerate(text) if _is_label(mark)]
    last = labels[-1]
    if len(labels) < _FEWEST_ALIKE or last + 1 >= len(text):
        return text, []
    runs_on = any(mark is None and paragraph.ends for paragraph, mark in text[labels[0] : last])
    behind = [paragraph for paragraph, _ in text[last + 1 :]]
    voiced = any(_OWN_VOICE.search(_QUOTED.sub("", paragraph.folded)) for paragraph in behind)
    if runs_on or voiced or not any(_TELLS.search(paragraph.folded) for paragraph in behind):
        return text, []
    return text[: last + 1], text[last + 1 :]


_FEWEST_ALIKE = 4
_OWN_VOICE = re.compile(r"我|建议|应当|应该|希望|要求|请|能不能|呼吁")
_QUOTED = re.compile(r"“[^“”]*”")
_TELLS = re.compile(r"发言|会场|会议|代表们|委员们|与会|记录|散会|讨论|掌声|审议|[他她]说|工作人员")


def _is_label(mark: Mark | None) -> bool:
    return mark is not None and mark.kind in LABELS


def _heading_places(text: Part, first: int) -> set[int]:
    """Where section headings stand: short lines that are no sentence, above a label and below a finished
    speech. Above the first label there is one only when a title, a subtitle or an introduction stands above
    it."""
    places: set[int] = set()
    marked = {ornament(text[i][0]) for i in range(first, len(text)) if _could_head(text[i])} - {""}
    for i in range(len(text) - 1):
        if not _could_head(text[i]) or not _is_label(text[i + 1][1]):
            continue
        top = i
        while top > max(1, i - _HEADING_LINES + 1) and _could_head(text[top - 1]):
            top -= 1
        if i and text[top - 1][0].ends:
            places.update(range(top, i + 1))
        elif i < first and (
            any(_is_above_heading(item) for item in text[:i]) or ornament(text[i][0]) in marked
        ):
            places.add(i)
    return places


def ornament(paragraph: Paragraph) -> str:
    """The signs before a heading (`◆`), the same before all of its sort."""
    found = _ORNAMENT.match(paragraph.folded)
    return found.group().strip() if found else ""


def _could_head(item: tuple[Paragraph, Mark | None]) -> bool:
    paragraph, mark = item
    told = OCCASION_IN_BRACKETS.match(paragraph.folded) or OF_OCCASION.search(paragraph.folded)
    return mark is None and paragraph.title_like and not told and not INTERRUPTION.find(paragraph.folded)


def _is_above_heading(item: tuple[Paragraph, Mark | None]) -> bool:
    paragraph, mark = item
    introduces = paragraph.ends and len(paragraph.folded) >= _INTRODUCTION
    return paragraph.title_like or introduces or (mark is not None and mark.kind is Kind.SUBTITLE)


def _are_titles(text: Part, headings: set[int]) -> bool:
    """Whether the headings are the speeches' own titles: each speech has one, and none is a number or the
    name of a group."""
    labels = [i for i, (_, mark) in enumerate(text) if _is_label(mark)]
    own = all(i - 1 in headings for i in labels)
    return own and len(labels) > 1 and not any(_GROUP.search(text[i][0].folded) for i in headings)


def _titles_below(text: Part) -> set[int]:
    """Where the speeches' titles stand, on a page that has one between each label and its words."""
    labels = [i for i, (_, mark) in enumerate(text) if _is_label(mark)]
    places = {
        i + 1
        for i in labels
        if i + 2 < len(text) and _could_head(text[i + 1]) and not _UNIT_LINE.match(text[i + 1][0].folded)
    }
    fitting = {
        i for i in places if (mark := text[i - 1][1]) and not mark.rest.text and text[i + 1][1] is None
    }
    return fitting if len(labels) > 1 and len(fitting) == len(labels) else set()


def _titles_behind(text: Part) -> bool:
    """Whether the line of each label goes on with a title, and the words begin below it: everywhere on the
    page a short line that is no sentence, and running text below."""
    labels = [(i, mark) for i, (_, mark) in enumerate(text) if mark and mark.kind is Kind.SPEECH]
    titled = sum(
        4 <= len(mark.rest.text) <= _TITLE_CHARS
        and text[i][0].title_like
        and i + 1 < len(text)
        and text[i + 1][1] is None
        and text[i + 1][0].ends
        for i, mark in labels
    )
    return titled > 1 and titled >= _TITLED_SHARE * len(labels)


_TITLE_CHARS = 40
_TITLED_SHARE = 0.8


def _are_signed_below(text: Part) -> bool:
    """Whether who speaks stands below the words: there are only signatures, or only lines with a name and a
    title of which the last has nothing below it, and the first words stand above the first of them."""
    kinds = {mark.kind for _, mark in text if mark and (_is_label(mark) or mark.kind is Kind.TAIL)}
    if not kinds & LABELS:
        return True
    if kinds - {Kind.ALONE, Kind.TAIL}:
        return False
    places = [i for i, (_, mark) in enumerate(text) if mark and mark.kind in kinds]
    above = text[places[0] - 1][0] if places[0] else None
    worded = above is not None and above.ends and INTRODUCTION.match(above.folded) is None
    return worded and not any(paragraph.ends for paragraph, _ in text[places[-1] + 1 :])


def _signed_above(text: Part) -> tuple[Part, Part]:
    """The part with each signature moved above the words it stands below, as if it were a label, and what
    stands behind the last one; where the page ends in words, not in a signature, they stand above them
    already."""
    out: Part = []
    if text[-1][1] is None and text[-1][0].ends:
        return [(p, replace(m, kind=Kind.SPEECH) if m and m.kind is Kind.TAIL else m) for p, m in text], []
    run: Part = []
    for paragraph, mark in text:
        if mark is None or mark.kind not in (Kind.TAIL, Kind.ALONE):
            run.append((paragraph, mark))
            continue
        start = max((i + 1 for i, (p, m) in enumerate(run) if _is_above_signed(p, m)), default=0)
        if not out and len(run) - start > 1 and _is_told_of_page(run[start][0], text):
            start += 1
        out += [*run[:start], (paragraph, replace(mark, kind=Kind.SPEECH)), *run[start:]]
        run = []
    return out, run


def _is_told_of_page(first: Paragraph, text: Part) -> bool:
    """Whether the paragraph above the words signed first is the paper's: all others that are signed have one
    paragraph each, and it tells of deputies in nobody's voice."""
    runs = "".join("s" if m and m.kind in (Kind.TAIL, Kind.ALONE) else "p" for p, m in text if m or p.ends)
    alike = re.fullmatch(r"[^s]*s(?:ps){2,}", runs) is not None
    return alike and _OF_PAPER.search(first.folded) is not None and not _ADVISES.search(first.folded)


_OF_PAPER = re.compile(r"(?:代表|委员)们?|本[报刊网台]|记者|发言|选登|会议|活动")
_ADVISES = re.compile(r"我|建议|应当|应该|希望|能不能|呼吁")


def _is_above_signed(paragraph: Paragraph, mark: Mark | None) -> bool:
    """Whether a paragraph above signed words is none of them: a headline, a label, or the introduction."""
    return mark is not None or paragraph.title_like or bool(INTRODUCTION.match(paragraph.folded))


def _leaders(head: Part) -> frozenset[str]:
    """Who leads the meeting or has come to hear it, by the paragraphs above the first speech."""
    named = (LEADER.pattern.finditer(paragraph.folded[:_LEAD]) for paragraph, _ in head if paragraph.ends)
    return frozenset(found.group("leader") for every in named for found in every)


_LEAD = 400
"""So many characters of a paragraph are looked at."""


class _Digest:
    """The speeches of one digest, paragraph by paragraph."""

    def __init__(
        self, reading: Reading, document: Document, *, said: bool, titled: bool, leaders: frozenset[str]
    ) -> None:
        self._reading = reading
        self._document = document
        self._heading: str | None = None
        self._title: str | None = None
        self._speech: Speech | None = None
        self._pieces: list[Mapped] = []
        self._label = Mapped("", [])
        self._said = said
        self._leaders = leaders  # who is named above the speeches as leading or listening
        self._titled = titled  # the line of each label goes on with the speech's title
        self._reported = False  # the open speech began with a verb of saying, so the reporter may take over

    def read(self, text: Part, headings: set[int], titles: set[int]) -> None:
        """All of the part; `headings` are the places of section headings in it, `titles` those of titles."""
        for i, (paragraph, mark) in enumerate(text):
            if mark is not None and _is_label(mark):
                self._open(mark, chained=i > 0 and text[i - 1][0].chained)
            elif self._takes_unit(paragraph):
                self._reading.claim(paragraph.body, Role.LABEL)
            elif i in headings:
                self._heading = self._joined(self._heading if i - 1 in headings else None, paragraph, None)
            elif i in titles and self._takes_office(text, i):
                self._reading.claim(paragraph.body, Role.LABEL)
            elif i in titles:
                self._take_title(self._joined(self._title if i - 1 in titles else None, paragraph, _COUNT))
            elif self._is_speech(paragraph.folded, mark):
                self._pieces.append(paragraph.body)
            else:
                if self._speech is not None and OFFICER_BETWEEN.find(paragraph.folded):
                    self._reading.find(
                        "officer_between", "an officer speaks among the speeches", paragraph.body
                    )
                self._close()
                self._reading.claim(paragraph.body, Role.NARRATIVE)
        self._close()

    def _joined(self, above: str | None, line: Paragraph, ornament: re.Pattern[str] | None) -> str:
        """The line of a heading behind those above it, without what is printed before it."""
        found = ornament.match(line.folded) if ornament and above is None else None
        at = found.end() if found and found.end() < len(line.folded) else 0
        self._reading.claim(line.body.cut(0, at), Role.LABEL)
        self._reading.claim(line.body.cut(at), Role.TITLE)
        return f"{above} {line.text}" if above else line.text[at:]

    def _is_speech(self, folded: str, mark: Mark | None) -> bool:
        """Whether a paragraph without a label is more of the open speech, not the reporter's words."""
        if self._speech is None or (mark is not None and mark.kind in (Kind.MODERATOR, Kind.NOTE)):
            return False
        if self._reported:
            return HE_SAYS.find(folded) is not None
        told = TOLD_OF_LEADER.find(folded)
        if told and told.group("leader") in self._leaders:
            return False
        if first_match((INTERRUPTION, OFFICER_BETWEEN, *CLOSING), folded):
            return False
        return not _is_officers(folded)

    def _takes_office(self, text: Part, i: int) -> bool:
        """The line below a label is the speaker's office or unit, not a title."""
        paragraph, mark = text[i][0], text[i - 1][1] if i else None
        if self._speech is None or not _is_label(mark) or not _OFFICE_LINE.search(paragraph.folded):
            return False
        self._speech.affiliation = self._speech.affiliation or paragraph.text
        return True

    def _takes_unit(self, paragraph: Paragraph) -> bool:
        """The line below a label is the speaker's office or unit in brackets."""
        wordless = self._speech is not None and not any(piece.text for piece in self._pieces)
        if self._speech is None or not wordless or not _UNIT_LINE.match(paragraph.folded):
            return False
        self._speech.affiliation = self._speech.affiliation or paragraph.text[1:-1]
        return True

    def _take_title(self, title: str) -> None:
        """The title of the speech whose label stands right above it, or of the one below."""
        if self._speech is not None and not any(piece.text for piece in self._pieces):
            self._speech.title = title
        else:
            self._title = title

    def _open(self, mark: Mark, *, chained: bool) -> None:
        self._take_title_above(mark)
        self._close(chained=chained)
        self._reading.claim(mark.label, Role.LABEL)
        self._label = mark.label
        self._speech = Speech(
            speakers=mark.names,
            body=body_of_label(mark, self._document.body),
            section_heading=self._heading,
            title=self._title or mark.fields.get("heading"),
            represents=mark.fields.get("represents"),
            represents_kind=kind_represented(mark.fields.get("represents")),
            affiliation=mark.fields.get("affiliation"),
        )
        self._title = None
        self._document.records.append(self._speech)
        self._pieces = [mark.rest]
        if self._titled and mark.rest.text and not ends_sentence(mark.rest.text):
            self._speech.title, self._pieces = mark.rest.text, []
            self._reading.claim(mark.rest, Role.TITLE)
        self._reported = mark.kind is Kind.SAID and bool(mark.rest.text) and not self._said

    def _take_title_above(self, mark: Mark) -> None:
        """Between a name on a line of its own and `李四维委员说，` stands the title of what is said."""
        lines = [piece for piece in self._pieces if piece.text]
        named = self._speech is not None and self._speech.speakers == mark.names
        if mark.kind is Kind.SAID and named and lines and not any(ends_sentence(one.text) for one in lines):
            for line in lines:
                self._reading.claim(line, Role.TITLE)
            self._title = joined_title(lines)
            self._document.records.pop()
            self._speech, self._pieces = None, []

    def _is_courtesy(self) -> bool:
        """A speaker who only agrees has no record."""
        words = fold("".join(piece.text for piece in self._pieces))
        return len(words) <= _COURTESY_CHARS and COURTESY.at_head(words) is not None

    def _close(self, *, chained: bool = False) -> None:
        if self._speech is not None and self._is_courtesy():
            self._document.records.pop()
            for piece in self._pieces:
                self._reading.claim(piece, Role.NARRATIVE)
            self._speech, self._pieces = None, []
            return
        if self._speech is not None and not any(piece.text for piece in self._pieces):
            self._document.records.pop()
            self._reading.find("empty_speech", "a speaker is named, but no words follow", self._label)
            self._speech, self._pieces = None, []
            return
        if chained and self._pieces and self._pieces[-1].text.endswith(("；", ";")):
            joint = self._pieces[-1]
            self._pieces[-1] = joint.cut(0, len(joint) - 1)
            self._reading.claim(joint.cut(len(joint) - 1), Role.LABEL)
            finish_speech(self._reading, self._speech, self._pieces, whole=True)
        else:
            finish_speech(self._reading, self._speech, self._pieces)
        self._speech, self._pieces = None, []


def _is_officers(folded: str) -> bool:
    """Whether a paragraph of a digest is an officer's who attends: `市财政局局长李四维：`."""
    label, colon, _ = folded[:_OFFICER_LABEL].partition(":")
    holder = OFFICE_HOLDER.match(label) if colon else None
    return (
        holder is not None
        and OFFICER.search(label[: holder.end("post")]) is not None
        and is_likely_name(holder.group("person"))
    )


_OFFICER_LABEL = 40


def finish_speech(
    reading: Reading, speech: Speech | None, pieces: list[Mapped], *, whole: bool = False
) -> None:
    """Give the speech its words, and say so when they break off, unless it is known to be `whole`."""
    if speech is None:
        return
    speech.text, speech.spans = reading.text(pieces)
    if not whole and not ends_sentence(speech.text):
        reading.find("broken_off", "the speech stops in the middle of a sentence", pieces[-1])
