"""Questions and answers: a question opens an exchange; answers, supplements and follow-ups belong to it."""

import re
from dataclasses import replace

from app.parse.consistency import with_offices
from app.parse.facts import read_noise
from app.parse.heads import body_named, read_head
from app.parse.layout import Paragraph, ends_sentence
from app.parse.letters import office_printed, sender
from app.parse.marks import RECORD_KINDS, Kind, Mark, Part, begins
from app.parse.reading import Reading
from app.parse.respondents import Respondent, respondent_of
from app.parse.rules import first_match, split_names
from app.parse.rules.inline import CONTINUED_FROM
from app.parse.rules.parts import ORGANISATIONS
from app.parse.rules.passages import CLOSING, CLOSING_GOES_ON, COURTESY
from app.parse.rules.turns import (
    BARE_TURN,
    CARD,
    MEMBER_BETWEEN,
    SALUTATION,
    TOPIC,
    TOPIC_LINE,
    VERSUS,
)
from app.parse.types import Answer, Body, Document, Genre, Question, Role
from app.text.folding import fold
from app.text.mapped import Mapped

_OPENING = RECORD_KINDS | {Kind.CARD}
_ASKING = frozenset({Kind.QUESTION, Kind.CARD, Kind.SPEECH})
_COURTESY_CHARS = 40
"""No turn of mere courtesy is longer."""
_HEADING_CHARS = 30
"""No heading of an exchange is longer."""


def read_qa(reading: Reading, part: Part) -> list[Document]:
    """One document. Text before the first label is narrative, unless the page continues another one."""
    document = Document(genre=Genre.QA)
    read_noise(reading, document, part)
    text = with_offices([item for item in part if item[0].role is None])
    first = next(i for i, (_, mark) in enumerate(text) if mark and mark.kind in _OPENING)
    first = _behind_opening(text, first)
    while first > 0 and _is_topic(text[first - 1][0].folded):
        first -= 1
    dialogue = _Dialogue(reading, document)
    if _continues(part):
        dialogue.open_partial([paragraph.body for paragraph, _ in text[:first]])
    else:
        read_head(reading, document, text[:first])
    spoken, closing = _without_closing(text[first:])
    if (mark := text[first][1]) and mark.rule is SALUTATION:
        dialogue.answered_by(sender(document.title, closing) or office_printed(part))
    headings = _heading_places(spoken)
    for i, (paragraph, mark) in enumerate(spoken):
        if i in headings:
            dialogue.head(paragraph)
        else:
            dialogue.take(paragraph.body, mark)
    dialogue.finish(at_end=not closing)
    reading.claim_all([paragraph for paragraph, _ in closing], Role.NARRATIVE)
    document.body = body_named(document.subtitle, document.title) or _body_of_askers(text)
    return [document]


def _is_topic(folded: str) -> bool:
    return bool(TOPIC.fullmatch(folded) or TOPIC_LINE.pattern.fullmatch(folded))


def _behind_opening(text: Part, first: int) -> int:
    """Where the chair has let somebody speak before the first question, the place of that question."""
    mark = text[first][1]
    led = [paragraph for paragraph, above in text[:first] if above and above.kind is Kind.MODERATOR]
    if not led or _QUESTION_END.search(led[-1].folded) or mark is None or mark.kind is not Kind.ANSWER:
        return first
    asked = (i for i, (_, below) in enumerate(text) if i > first and below and below.kind in _ASKING)
    return next(asked, first)


_QUESTION_END = re.compile(r"\?[”)]*$")


def _continues(part: Part) -> bool:
    """True when a line such as `（上接第二版）` stands before anything else of the text, and text, not a
    headline, behind it."""
    jumped = False
    for paragraph, mark in part:
        jumped = jumped or CONTINUED_FROM.find(paragraph.folded) is not None
        if paragraph.role is None:
            return jumped and not (mark is None and paragraph.title_like)
    return False


def _heading_places(text: Part) -> set[int]:
    """Where headings of exchanges stand: a topic in brackets, or a short line that is no sentence, between
    words that have ended and a question."""
    places: set[int] = set()
    for i in range(len(text) - 1, -1, -1):
        paragraph, mark = text[i]
        below = text[i + 1][1] if i + 1 < len(text) else None
        asked = i + 1 in places or (below is not None and below.kind in _ASKING)
        answered = below is not None and below.kind is Kind.ANSWER and begins(paragraph.folded) == "heading"
        if mark is not None or not (asked or answered) or not paragraph.title_like:
            continue
        topic = _is_topic(paragraph.folded)
        above, mark_above = text[i - 1] if i > 0 else (paragraph, None)
        ended = above.ends or (mark_above is not None and mark_above.kind is Kind.MODERATOR)
        if topic or (ended and len(paragraph.folded) <= _HEADING_CHARS):
            places.add(i)
    return places


def _body_of_askers(text: Part) -> Body | None:
    """The body of those who ask, by what the labels call them; 人大常委会委员 says which body itself."""
    for _, mark in text:
        if mark is None or mark.kind not in (Kind.QUESTION, Kind.FOLLOW_UP):
            continue
        named = body_named(mark.fields.get("forum"))
        title = mark.fields.get("title")
        if named or title in ("代表", "委员"):
            return named or (Body.NPC if title == "代表" else Body.CPPCC)
    return None


class _Dialogue:
    """The exchanges of one page, record by record."""

    def __init__(self, reading: Reading, document: Document) -> None:
        self._reading = reading
        self._document = document
        self._open: Question | Answer | None = None
        self._pieces: list[Mapped] = []
        self._exchange = 0
        self._asker: Question | None = None
        self._following_up = False
        self._office_holders: dict[str, Respondent] = {}
        self._respondent: str | None = None  # from a line above the question; it holds for that question
        self._named_asker: list[str] = []
        self._supplement = False  # the line above the answer says that it is a supplement
        self._topic: str | None = None  # from a line of its own; it holds for the question below
        self._topic_of_all: str | None = None  # from a line 议题一：…; it holds until the next heading
        self._to_answer: Mark | None = None  # the line that says who answers, between question and answer

    def answered_by(self, name: str | None) -> None:
        """Who answers until another is named."""
        self._respondent = name

    def open_partial(self, pieces: list[Mapped]) -> None:
        """The end of an answer whose beginning is on another page."""
        self._exchange += 1
        self._begin(Answer(exchange=self._exchange, partial=True))
        self._pieces = pieces
        if pieces:
            self._reading.find(
                "partial", "this answer begins on a page that is not in this source", pieces[0]
            )

    def head(self, paragraph: Paragraph) -> None:
        """A heading above a question; in brackets it is the topic, and called one it is that of all below."""
        self.finish()
        found = TOPIC.fullmatch(paragraph.folded)
        called = TOPIC_LINE.pattern.fullmatch(paragraph.folded)
        self._topic = paragraph.text[slice(*found.span("topic"))] if found else None
        self._topic_of_all = paragraph.text[slice(*called.span("topic"))] if called else None
        self._reading.claim(paragraph.body, Role.LABEL if found or called else Role.TITLE)

    def take(self, body: Mapped, mark: Mark | None) -> None:
        """The next paragraph: a label with its words, or more words of the open record."""
        named, self._to_answer = self._to_answer, None
        if mark is None and named is not None:
            self.finish()
            self._begin(self._answer(named))
            self._pieces = [body]
            return
        if mark is None or mark.kind is Kind.SAID:
            if self._is_quoted() and not body.text.startswith("“"):
                self.finish()
            self._more(body)
            return
        if mark.kind is Kind.CARD or self._is_words_of_open_question(mark) or _is_motion(mark):
            self._card(mark)
            return
        if mark.kind is Kind.TAIL and isinstance(self._open, Question) and self._open.asker is None:
            self._open.asker = "、".join(mark.names)
            self._reading.claim(body, Role.LABEL)
            return
        if mark.kind not in RECORD_KINDS:
            self.finish()
            self._reading.claim(body, Role.NARRATIVE)
            return
        self.finish()
        self._reading.claim(mark.label, Role.LABEL)
        self._begin(self._answer(mark) if mark.kind is Kind.ANSWER else self._question(mark))
        self._pieces = [mark.rest] if mark.rest.text else []

    def _is_quoted(self) -> bool:
        """The open record is a reporter's quotation, and it is closed: what follows is the reporter's."""
        pieces = self._pieces
        return bool(pieces) and pieces[0].text.startswith("“") and pieces[-1].text.endswith("”")

    def _card(self, mark: Mark) -> None:
        """A line that says who asks and who answers below it, or the `问：` under such a line."""
        if mark.rule is VERSUS or _is_motion(mark):
            self.finish()
            self._named_asker = mark.names
        self._reading.claim(mark.label, Role.LABEL)
        if _is_motion(mark):
            self._reading.claim(mark.rest, Role.TITLE)
            return
        if "topic" in mark.fields and isinstance(self._open, Question):
            self._open.topic = mark.fields["topic"]
        self._respondent = mark.fields.get("respondent") or self._respondent
        self._supplement = "supplement" in mark.fields
        if mark.rule is CARD and isinstance(self._open, Question) and self._pieces:
            self._to_answer = mark
        if mark.rest.text:
            self._more(mark.rest)

    def _is_words_of_open_question(self, mark: Mark) -> bool:
        """`问：` below the line that names the asker."""
        bare = mark.rule.name == "bare_question"
        return bare and isinstance(self._open, Question) and not self._pieces

    def finish(self, *, at_end: bool = False) -> None:
        """Close the open record. At the end of the page an answer may break off."""
        record = self._open
        if record is None or self._is_courtesy(record):
            return
        if not any(piece.text for piece in self._pieces):
            self._forget(record)
            return
        if isinstance(record, Question):
            self._take_topic(record)
        elif len(self._signed()) > 1:
            record = self._split_by_signatures(record)
        elif record.respondent is None:
            self._take_signature(record)
        record.text, record.spans = self._reading.text(self._pieces)
        if at_end and record.text and isinstance(record, Answer) and not ends_sentence(record.text):
            record.partial = True
            self._reading.find(
                "partial", "this answer goes on at a page that is not in this source", self._pieces[-1]
            )
        self._open, self._pieces = None, []

    def _forget(self, record: Question | Answer) -> None:
        """A label without words says who asks or answers in what follows."""
        self._document.records.pop()
        if isinstance(record, Question):
            self._named_asker = split_names(record.asker)
            self._exchange -= 0 if record.follow_up else 1
        else:
            self._respondent = record.respondent
            self._exchange = self._exchange if self._document.records else 0
        self._open, self._pieces = None, []

    def _is_courtesy(self, record: Question | Answer) -> bool:
        """A turn that only greets or thanks is no record, and it is taken out again."""
        words = fold("".join(piece.text for piece in self._pieces))
        if len(words) > _COURTESY_CHARS or not COURTESY.at_head(words):
            return False
        self._document.records.pop()
        if isinstance(record, Question) and not record.follow_up:
            self._exchange -= 1
        for piece in self._pieces:
            self._reading.claim(piece, Role.NARRATIVE)
        self._open, self._pieces = None, []
        return True

    def _more(self, body: Mapped) -> None:
        if self._open is None:
            self._reading.claim(body, Role.NARRATIVE)
            return
        label = _REQUEST.match(fold(body.text[:_HEADING_CHARS]))
        if (
            label
            and isinstance(self._open, Question)
            and not any(ends_sentence(p.text) for p in self._pieces)
        ):
            for title in self._pieces:  # what the field above, such as 案由, holds
                self._reading.claim(title, Role.TITLE)
            self._pieces = []
            self._reading.claim(body.cut(0, label.end()), Role.LABEL)
            body = body.cut(label.end())
        self._pieces.append(body)

    def _begin(self, record: Question | Answer) -> None:
        self._document.records.append(record)
        self._open = record

    def _question(self, mark: Mark) -> Question:
        names = mark.names or self._named_asker
        self._named_asker = []
        again = self._asker is not None and names == [self._asker.asker] and mark.rule in _BY_NAME
        follow_up = mark.kind is Kind.FOLLOW_UP or again
        if not follow_up or self._asker is None:
            self._exchange += 1
            self._respondent = self._respondent if names and not mark.names else None
        question = Question(
            exchange=self._exchange,
            asker="、".join(names) or mark.fields.get("asker"),
            affiliation=mark.fields.get("affiliation"),
            follow_up=follow_up,
            topic=mark.fields.get("topic") or self._topic or self._topic_of_all,
        )
        self._topic = None
        if follow_up and not names and self._asker is not None:
            question.asker, question.affiliation = self._asker.asker, self._asker.affiliation
            self._reading.find(
                "asker_inferred", "no name is printed: taken to be who asked before", mark.label
            )
        if follow_up and self._asker is not None:
            question.topic = self._asker.topic
        else:
            self._asker = question
        self._following_up = follow_up
        return question

    def _answer(self, mark: Mark) -> Answer:
        printed = mark.fields.get("respondent") or self._respondent
        respondent = self._office_holders.get(printed or "")
        if respondent is not None:
            self._reading.find(
                "respondent_inferred", f"{printed} answered for {respondent.name} before", mark.label
            )
        else:
            respondent = respondent_of(printed)
        if respondent.person:
            self._office_holders[respondent.person] = respondent
        supplement, self._supplement = self._supplement, False
        if self._exchange == 0:
            self._exchange = 1
            self._reading.find("unasked", "an answer without a question before it", mark.label)
        return Answer(
            exchange=self._exchange,
            respondent=respondent.name,
            respondent_person=respondent.person,
            respondent_post=respondent.post,
            supplementary="supplement" in mark.fields or supplement,
            follow_up=self._following_up,
        )

    def _signed(self) -> list[int]:
        """The places of the paragraphs that end in an office in brackets."""
        return [i for i, piece in enumerate(self._pieces) if _SIGNED_BY_OFFICE.search(fold(piece.text))]

    def _split_by_signatures(self, answer: Answer) -> Answer:
        """Several offices answer under one label, each signing its paragraphs; the last of the answers."""
        pieces, start = self._pieces, 0
        for place in self._signed():
            self._pieces = pieces[start : place + 1]
            self._take_signature(answer)
            start = place + 1
            if start < len(pieces):
                answer.text, answer.spans = self._reading.text(self._pieces)
                answer = replace(answer, respondent_person=None, respondent_post=None)
                self._begin(answer)
                self._pieces = pieces[start:]
        return answer

    def _take_signature(self, answer: Answer) -> None:
        """The office in brackets at the end of an answer that names nobody at its head."""
        found = _SIGNED_BY_OFFICE.search(fold(self._pieces[-1].text)) if self._pieces else None
        if found:
            last = self._pieces[-1]
            answer.respondent = last.text[slice(*found.span("respondent"))]
            self._reading.claim(last.cut(found.start()), Role.LABEL)
            self._pieces[-1] = last.cut(0, found.start())

    def _take_topic(self, question: Question) -> None:
        if not self._pieces:
            return
        found = TOPIC.match(fold(self._pieces[0].text))
        if found:
            first = self._pieces[0]
            question.topic = first.text[slice(*found.span("topic"))]
            self._reading.claim(first.cut(0, found.end()), Role.LABEL)
            self._pieces[0] = first.cut(found.end())


def _is_motion(mark: Mark) -> bool:
    """A heading that names who moved what: `县政协委员 李四维：关于停车的提案`."""
    return mark.kind is Kind.SPEECH and _MOTION.match(fold(mark.rest.text)) is not None


_BY_NAME = (BARE_TURN, MEMBER_BETWEEN)
"""Labels of a transcript: who asks again in the same exchange follows up."""
_REQUEST = re.compile(r"^(?:建\s*议|意\s*见|问\s*题|内\s*容|诉\s*求|案\s*由)\s?:\s?")
_SIGNED_BY_OFFICE = re.compile(rf"(?<=[。!?])\((?P<respondent>[^()]{{2,24}}(?:{ORGANISATIONS}|政府))\)$")
_MOTION = re.compile(r"关于.{2,40}(?:提案|建议|议案)$")


def _without_closing(text: Part) -> tuple[Part, Part]:
    """The dialogue, and the paragraphs behind its last answer that report how the meeting closed."""
    end = len(text)
    for i in range(len(text) - 1, 0, -1):
        paragraph, mark = text[i]
        noted = mark is not None and mark.kind in (Kind.NOTE, Kind.MODERATOR)
        told = mark is None or mark.kind is Kind.SAID
        if noted or (told and first_match(CLOSING, paragraph.folded)):
            end = i
        elif not (told and CLOSING_GOES_ON.at_head(paragraph.folded)):
            break
    return text[:end], text[end:]
