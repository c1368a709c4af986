"""Ordinary news items on the page: told apart, titled, and kept out of the records."""

from app.parse.facts import read_noise
from app.parse.heads import joined_title
from app.parse.layout import Paragraph
from app.parse.marks import Part
from app.parse.reading import Reading
from app.parse.types import Document, Genre, Role
from app.text.folding import squeeze


def read_articles(reading: Reading, parts: list[Part]) -> list[Document]:
    """One document for each of the parts, which follow each other on the page.

    A headline may stand above its text, below it, or below that of the next item: of all the headlines
    of the run, each item takes the one that shares most pairs of characters with its text.
    """
    documents, texts = [], []
    headlines: list[Paragraph] = []
    for part in parts:
        document = Document(genre=Genre.ARTICLE)
        read_noise(reading, document, part)
        text = [paragraph for paragraph, _ in part if paragraph.role is None]
        headlines += [paragraph for paragraph in text if paragraph.title_like]
        texts.append("".join(paragraph.text for paragraph in text if not paragraph.title_like))
        reading.claim_all(text, Role.ARTICLE)
        documents.append(document)
    _give_titles(documents, texts, headlines)
    return [document for document, text in zip(documents, texts, strict=True) if document.title or text]


def _give_titles(documents: list[Document], texts: list[str], headlines: list[Paragraph]) -> None:
    """Greedily, the best pair first."""
    pairs = [_pairs(text) for text in texts]
    scores = sorted(
        (
            (len(_pairs(headline.text) & pairs[i]) / max(1, len(_pairs(headline.text))), -place, -i)
            for i in range(len(texts))
            for place, headline in enumerate(headlines)
        ),
        reverse=True,
    )
    used: set[int] = set()
    for score, place, i in scores:
        if score > 0 and documents[-i].title is None and -place not in used:
            documents[-i].title = joined_title([headlines[-place].body])
            used.add(-place)


def _pairs(text: str) -> set[str]:
    plain = squeeze(text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
