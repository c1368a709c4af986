"""Which parts of a page belong together, and of what genre each is, by the marks in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.parse.layout import Paragraph
from app.parse.marks import RECORD_KINDS, Kind, Mark, Part, mark_of, unchained, with_offices
from app.parse.plan import is_plan
from app.parse.reportage import is_reportage
from app.parse.rules.labels import OFFICE_LABELS
from app.parse.rules.noise import BYLINE, COMPILED_BY, CONTINUED_FROM
from app.parse.types import Genre, Role


@dataclass
class Segment:
    """A part of the page that is one document (or, for articles, one or more)."""

    genre: Genre
    part: Part


def segments(paragraphs: list[Paragraph]) -> list[Segment]:
    """The page cut into documents, in order."""
    part = [(piece, mark_of(piece)) for paragraph in paragraphs for piece in unchained(paragraph)]
    pieces = [half for piece in _cut(part) for half in _article_before(piece)]
    return [Segment(genre_of(piece), piece) for piece in pieces if piece]


def genre_of(part: Part) -> Genre:
    """The genre for which there is most evidence; an article where there is none."""
    count = {kind: sum(1 for _, mark in part if mark and mark.kind is kind) for kind in Kind}
    dialogue = count[Kind.QUESTION] + count[Kind.ANSWER]
    if count[Kind.SPEECH] and (dialogue or count[Kind.MODERATOR] or count[Kind.FOLLOW_UP]):
        dialogue += sum(1 for _, mark in with_offices(part) if mark and mark.rule in OFFICE_LABELS) * 2
    if count[Kind.PLENARY] and count[Kind.PLENARY] >= count[Kind.SPEECH]:
        return Genre.PLENARY
    if dialogue >= 2 and dialogue >= count[Kind.SPEECH]:
        return Genre.QA
    if count[Kind.SPEECH] or count[Kind.ALONE] > 1 or count[Kind.TAIL] > 1:
        return Genre.SPEECHES
    if is_plan([paragraph for paragraph, _ in part]):
        return Genre.PLAN
    return Genre.SPEECHES if is_reportage(part) else Genre.ARTICLE


def _cut(part: Part) -> Iterator[Part]:
    """Cut after the line that says who compiled a digest, and before each article and further headline."""
    piece: Part = []
    closed = in_articles = False
    for i, (paragraph, mark) in enumerate(part):
        starts_article = _starts_article(part, i)
        continued = in_articles and CONTINUED_FROM.find(paragraph.folded) is not None
        after_close = closed and paragraph.role is not Role.METADATA
        if piece and (starts_article or continued or after_close or _starts_digest(part, i, piece)):
            headline = _headline_of_article(piece) if starts_article else []
            yield piece[: len(piece) - len(headline)]
            piece, closed = headline, False
        in_articles = (in_articles and not _has_record(piece)) or starts_article
        piece.append((paragraph, mark))
        closed = closed or (paragraph.rule == COMPILED_BY.name and _has_text(piece))
    yield piece


def _starts_article(part: Part, i: int) -> bool:
    """A news item begins with its byline, or with `本报讯` when no byline stands above it."""
    paragraph, mark = part[i]
    if paragraph.rule == BYLINE.name:
        after = part[i + 1] if i + 1 < len(part) else None
        if after and after[1]:
            return after[1].kind is Kind.ARTICLE
        return paragraph.text[0] in "▢□■●◎" and after is not None and not after[0].title_like
    byline_above = i > 0 and part[i - 1][0].rule == BYLINE.name
    return mark is not None and mark.kind is Kind.ARTICLE and not byline_above


def _headline_of_article(piece: Part) -> Part:
    """The headline at the end of a digest, above the article that begins: it is the article's."""
    if not _has_record(piece) or len(piece) < 2:
        return []
    (before, _), (last, mark) = piece[-2:]
    return piece[-1:] if last.title_like and mark is None and before.ends else []


def _starts_digest(part: Part, i: int, piece: Part) -> bool:
    """A headline with a subtitle below it, after speeches: the next digest on the same page.

    Not in a plenary page, whose headline may stand between its first two speeches.
    """
    if not part[i][0].title_like or part[i][1] or not _has_record(piece):
        return False
    below = part[i + 1] if i + 1 < len(part) else None
    subtitled = below is not None and below[1] is not None and below[1].kind is Kind.SUBTITLE
    return subtitled and all(mark is None or mark.kind is not Kind.PLENARY for _, mark in piece)


def _has_text(part: Part) -> bool:
    """False while only headlines stand above: there, the line says who compiled what is to come."""
    return any(paragraph.role is None and not paragraph.title_like for paragraph, _ in part)


def _has_record(part: Part) -> bool:
    return any(mark and mark.kind in RECORD_KINDS for _, mark in part)


def _article_before(part: Part) -> Iterator[Part]:
    """Where a piece begins as an article and goes on as a digest: cut before the digest's headline."""
    first = next((i for i, (_, mark) in enumerate(part) if mark and mark.kind in RECORD_KINDS), None)
    is_article = any(mark and mark.kind is Kind.ARTICLE for _, mark in part[:first])
    if first is None or not is_article:
        yield part
        return
    head = first
    while head > 0 and _belongs_to_head(*part[head - 1]):
        head -= 1
        if part[head][0].title_like and part[head][1] is None and part[head][0].blank_before:
            break  # the headline's first line; what stands above belongs to the article
    yield part[:head]
    yield part[head:]


def _belongs_to_head(paragraph: Paragraph, mark: Mark | None) -> bool:
    if mark is not None:
        return mark.kind in (Kind.SUBTITLE, Kind.NOTE)
    return paragraph.title_like or paragraph.role is Role.METADATA
