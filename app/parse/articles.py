"""Ordinary news items on the page: told apart, titled, and kept out of the records."""

from dataclasses import dataclass, field

from app.parse.facts import read_noise
from app.parse.heads import joined_title
from app.parse.layout import Paragraph
from app.parse.marks import Kind, Part
from app.parse.reading import Reading
from app.parse.types import Document, Genre, Role
from app.text.folding import squeeze
from app.text.mapped import concatenated

_NEAR = 2
_BULLETS = "~～▲△▼▽■□●○◆◇★☆※▶ \u3000"


@dataclass
class _Item:
    """A news item being read: its headlines in the order printed, and the pairs of characters of its text."""

    document: Document
    headlines: list[Paragraph] = field(default_factory=list)
    pairs: set[str] = field(default_factory=set)


def read_articles(reading: Reading, parts: list[Part]) -> list[Document]:
    """One document for each of the parts that shows itself to be news; they follow each other on the page.

    A headline may stand above its text, below it, or below that of the next item: of the headlines near
    by, each item takes the one that shares most pairs of characters with its text. What shows nothing of
    the kind stays unread, with a finding.
    """
    items = []
    among_news = any(_shows_news(part) for part in parts)
    for part in parts:
        item = _Item(Document(genre=Genre.ARTICLE))
        read_noise(reading, item.document, part)
        text = [paragraph for paragraph, _ in part if paragraph.role is None]
        if not text:
            continue
        if not _shows_news(part) and not (among_news and all(p.title_like for p in text)):
            place = concatenated([paragraph.body for paragraph in text])
            reading.find("unrecognised", "this was recognised as no kind of record, nor as news", place)
            continue
        item.headlines = [paragraph for paragraph in text if paragraph.title_like]
        item.pairs = _pairs("".join(paragraph.text for paragraph in text if not paragraph.title_like))
        reading.claim_all(text, Role.ARTICLE)
        items.append(item)
    _give_titles(items)
    return [item.document for item in items if item.pairs]


def _shows_news(part: Part) -> bool:
    """A dateline such as 本报讯, a byline, or the half of a page jump."""
    return any(
        paragraph.role in (Role.BYLINE, Role.PAGE_JUMP) or (mark is not None and mark.kind is Kind.ARTICLE)
        for paragraph, mark in part
    )


def _give_titles(items: list[_Item]) -> None:
    """Greedily, the best pair of item and headline first, among those at most `_NEAR` items apart."""
    scores = sorted(
        (
            (-_likeness(headline, item), i, h, place)
            for i, item in enumerate(items)
            for h in range(max(0, i - _NEAR), min(len(items), i + _NEAR + 1))
            for place, headline in enumerate(items[h].headlines)
        ),
    )
    used: set[tuple[int, int]] = set()
    for score, i, h, place in scores:
        if score < 0 and items[i].document.title is None and (h, place) not in used:
            headline = items[h].headlines[place].body
            items[i].document.title = joined_title([headline]).lstrip(_BULLETS)
            used.add((h, place))


def _likeness(headline: Paragraph, item: _Item) -> float:
    pairs = _pairs(headline.text)
    return len(pairs & item.pairs) / max(1, len(pairs))


def _pairs(text: str) -> set[str]:
    plain = squeeze(text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
