"""Digests of speeches: a label, what was said, the next label."""

from app.parse.heads import body_named, body_of_label, read_head, read_noise
from app.parse.layout import ends_sentence
from app.parse.marks import Kind, Mark, Part
from app.parse.reading import Reading
from app.parse.types import Document, Genre, Role, Speech
from app.text.mapped import Mapped


def read_speeches(reading: Reading, part: Part) -> list[Document]:
    """One document with a record for each label."""
    document = Document(genre=Genre.SPEECHES)
    read_noise(reading, document, part)
    text = [(paragraph, mark) for paragraph, mark in part if paragraph.role is None]
    first = next(i for i, (_, mark) in enumerate(text) if _is_label(mark))
    headings = _heading_places(text, first)
    start = first - 1 if first - 1 in headings else first
    read_head(reading, document, text[:start])
    document.body = body_named(document.subtitle, document.title)
    _read_records(reading, document, text[start:], {i - start for i in headings})
    bodies = {record.body for record in document.records if isinstance(record, Speech)}
    if document.body is None and len(bodies) == 1:
        document.body = bodies.pop()
    return [document]


def _is_label(mark: Mark | None) -> bool:
    return mark is not None and mark.kind is Kind.SPEECH


def _heading_places(text: Part, first: int) -> set[int]:
    """Where section headings stand: a short line that is no sentence, above a label and below a finished
    speech. Above the first label it is one only when a title or subtitle stands above it."""
    places = set()
    for i in range(len(text) - 1):
        paragraph, mark = text[i]
        if mark is not None or not paragraph.title_like or not _is_label(text[i + 1][1]):
            continue
        above = text[:i]
        if i >= first:
            headed = above[-1][0].ends
        else:
            headed = any(p.title_like or (m and m.kind is Kind.SUBTITLE) for p, m in above)
        if headed:
            places.add(i)
    return places


def _read_records(reading: Reading, document: Document, text: Part, headings: set[int]) -> None:
    heading: str | None = None
    speech: Speech | None = None
    pieces: list[Mapped] = []
    for i, (paragraph, mark) in enumerate(text):
        if mark is not None and _is_label(mark):
            finish_speech(reading, speech, pieces)
            speech, pieces = _speech(reading, document, mark, heading), [mark.rest]
        elif i in headings:
            heading = paragraph.text
            reading.claim(paragraph.body, Role.TITLE)
        elif mark is not None and mark.kind in (Kind.MODERATOR, Kind.NOTE):
            reading.claim(paragraph.body, Role.NARRATIVE)
        else:
            pieces.append(paragraph.body)
    finish_speech(reading, speech, pieces)


def _speech(reading: Reading, document: Document, mark: Mark, heading: str | None) -> Speech:
    reading.claim(mark.label, Role.LABEL)
    speech = Speech(
        speakers=mark.names,
        body=body_of_label(mark, document.body),
        section_heading=heading,
        affiliation=mark.fields.get("affiliation"),
    )
    document.records.append(speech)
    return speech


def finish_speech(reading: Reading, speech: Speech | None, pieces: list[Mapped]) -> None:
    """Give the speech its words, and say so when they break off."""
    if speech is None:
        return
    speech.text, speech.spans = reading.text(pieces)
    if not speech.text:
        reading.find("empty_speech", "a speaker is named, but no words follow", pieces[0])
    elif not ends_sentence(speech.text):
        reading.find("broken_off", "the speech stops in the middle of a sentence", pieces[-1])
