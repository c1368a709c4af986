"""Where on a page one document ends and the next begins."""

from collections.abc import Iterable, Iterator

from app.parse.consistency import with_offices
from app.parse.layout import Paragraph
from app.parse.marks import RECORD_KINDS, Kind, Mark, Part
from app.parse.rules import first_match
from app.parse.rules.credits import BYLINE, COMPILED_BY, CREDIT_LINE
from app.parse.rules.inline import CONTINUED_FROM
from app.parse.rules.passages import CLOSING
from app.parse.rules.turns import SALUTATION
from app.parse.types import Role


def cut(part: Part) -> Iterator[Part]:
    """The page cut after each line that says who compiled a digest, and before each article and digest."""
    piece = _Piece()
    in_articles = False
    turn = _other_genre(part)
    for i, (paragraph, mark) in enumerate(part):
        headed = mark is None and not piece.has_text and not piece.has_record  # a byline below the headline
        starts_article = _starts_article(part, i) and not headed
        continued = in_articles and CONTINUED_FROM.at_head(paragraph.folded) is not None
        letter = mark is not None and mark.rule is SALUTATION and piece.has_letter
        if letter:
            head = _head_of_letter(piece.items)
            yield from _article_before(piece.items[: len(piece.items) - head])
            piece = _Piece(piece.items[len(piece.items) - head :])
        if i == turn and piece.has_record:
            yield from _article_before(piece.items)
            piece = _Piece()
        after_close = piece.closed and paragraph.role is not Role.METADATA
        if piece.items and (starts_article or continued or after_close or _starts_digest(part, i, piece)):
            headline = _headline_of_article(piece) if starts_article else []
            yield from _article_before(piece.items[: len(piece.items) - len(headline)])
            piece = _Piece(headline)
        in_articles = (in_articles and not piece.has_record) or starts_article
        piece.add(paragraph, mark)
    yield from _article_before(piece.items)


_RECORDS = RECORD_KINDS | {Kind.SAID}


class _Piece:
    """What has been put together since the last cut; what is asked of it is kept, not looked for again."""

    def __init__(self, items: Iterable[tuple[Paragraph, Mark | None]] = ()) -> None:
        self.items: Part = []
        self.has_letter = self.has_record = self.has_plenary = self.has_text = self.closed = False
        for paragraph, mark in items:
            self.add(paragraph, mark)

    def add(self, paragraph: Paragraph, mark: Mark | None) -> None:
        self.items.append((paragraph, mark))
        kind = mark.kind if mark else None
        self.has_record = self.has_record or kind in _RECORDS
        self.has_letter = self.has_letter or (mark is not None and mark.rule is SALUTATION)
        self.has_plenary = self.has_plenary or kind is Kind.PLENARY
        self.has_text = self.has_text or (paragraph.role is None and not paragraph.title_like)
        # While only headlines stand above, the line says who compiled what is to come.
        self.closed = self.closed or (
            paragraph.rule in (COMPILED_BY.name, CREDIT_LINE.name) and self.has_text
        )


_DIALOGUE = frozenset({Kind.QUESTION, Kind.ANSWER, Kind.FOLLOW_UP})
_SPEECHES = frozenset({Kind.SPEECH, Kind.ALONE})
_FEWEST_RECORDS = 2


def _other_genre(part: Part) -> int | None:
    """Where a page goes over from questions and answers to speeches, or back, with a headline between them;
    None where the two are mixed, for then those labels ask."""
    kinds = {mark.kind for _, mark in part if mark}
    if not kinds & _DIALOGUE or not kinds & _SPEECHES:
        return None
    marks = [(i, mark.kind) for i, (_, mark) in enumerate(with_offices(part)) if mark]
    asked = [i for i, kind in marks if kind in _DIALOGUE]
    spoken = [i for i, kind in marks if kind in _SPEECHES]
    if min(len(asked), len(spoken)) < _FEWEST_RECORDS:
        return None
    if asked[-1] < spoken[0]:
        place = spoken[0]
    elif spoken[-1] < asked[0]:
        place = asked[0]
    else:
        return None
    start = place
    while start > 0 and _is_headline(*part[start - 1]):
        start -= 1
    return start if start < place else None


def _head_of_letter(items: Part) -> int:
    """How many paragraphs above a salutation head its letter: those below the last signature."""
    head = 0
    for paragraph, mark in reversed(items):
        signed = paragraph.role is None and first_match(CLOSING, paragraph.folded)
        if mark is not None or paragraph.ends or signed:
            break
        head += 1
    return head


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


def _headline_of_article(piece: _Piece) -> Part:
    """The headline at the end of a digest, above the article that begins: it is the article's."""
    if not (piece.has_record or piece.has_text) or len(piece.items) < 2:
        return []
    (last, mark), *above = reversed(piece.items)
    before = next((paragraph for paragraph, _ in above if paragraph.role is None), last)
    return piece.items[-1:] if last.title_like and mark is None and before.ends else []


def _starts_digest(part: Part, i: int, piece: _Piece) -> bool:
    """A headline with a subtitle below it, after speeches: the next digest on the same page.

    Not in a plenary page, whose headline may stand between its first two speeches.
    """
    paragraph, mark = part[i]
    if not piece.has_record or piece.has_plenary:
        return False
    if mark is not None and mark.kind is Kind.SUBTITLE:
        return bool(piece.items) and not _is_headline(*piece.items[-1])
    if not _is_headline(paragraph, mark):
        return False
    below = part[i + 1] if i + 1 < len(part) else None
    return below is not None and below[1] is not None and below[1].kind is Kind.SUBTITLE


def _is_headline(paragraph: Paragraph, mark: Mark | None) -> bool:
    return paragraph.title_like and mark is None


def _article_before(part: Part) -> Iterator[Part]:
    """Where a piece begins as an article and goes on as a digest: cut before the digest's headline."""
    first = next((i for i, (_, mark) in enumerate(part) if mark and mark.kind in _RECORDS), None)
    is_article = any(mark and mark.kind is Kind.ARTICLE for _, mark in part[:first])
    if first is None or not is_article:
        yield part
        return
    head = first
    while head > 0 and _belongs_to_head(*part[head - 1]):
        head -= 1
        below_subtitle = head > 0 and (above := part[head - 1][1]) and above.kind is Kind.SUBTITLE
        if _is_headline(*part[head]) and part[head][0].blank_before and not below_subtitle:
            break  # the headline's first line; what stands above belongs to the article
    if head == first and (mark := part[first][1]) and mark.kind is Kind.SAID:
        yield part  # a news item that goes on to quote
        return
    yield part[:head]
    yield part[head:]


def _belongs_to_head(paragraph: Paragraph, mark: Mark | None) -> bool:
    if mark is not None:
        return mark.kind in (Kind.SUBTITLE, Kind.NOTE)
    return paragraph.title_like or paragraph.role is Role.METADATA
