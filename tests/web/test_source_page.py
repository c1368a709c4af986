"""The original, its ledger in colour, and its download."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from app.archive.db import session_factory
from app.archive.models import Attribution, Document, Record, Source
from app.main import create_app
from app.text.folding import squeeze
from app.web.contexts.sources import pieces
from tests.sample_archive import ingest_samples
from tests.web.city import City
from tests.web.client import Client


def test_the_source_is_shown_whole_with_its_roles(client: Client, rows: City) -> None:
    html = client.page(f"/sources/{rows.source.sha256}")
    assert 'role-unread" id="u-1"' in html
    assert 'href="#u-1"' in html.split('id="unread"')[1]
    assert 'href="#f-1"' in html
    assert 'id="f-1"' in html
    assert "未读出<small>1 字</small>" in html
    assert f'id="{rows.speech.key}"' in html
    assert f'href="/r/{rows.speech.key}"' in html
    assert "标题之后没有正文" in html


def test_the_original_is_a_download_under_its_own_name(client: Client, rows: City) -> None:
    answer = client.get(f"/sources/{rows.source.sha256}/original")
    assert answer.content.decode() == rows.source.text
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E6%A0%B7%E6%9C%AC.txt"
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_what_is_no_source_is_not_found(client: Client, rows: City) -> None:
    for wrong in ("b" * 64, rows.source.sha256.upper(), "..%2F..%2Fetc", "a"):
        assert client.get(f"/sources/{wrong}").status_code == 404
        assert client.get(f"/sources/{wrong}/original").status_code == 404


@given(st.text(min_size=1, max_size=60), st.sets(st.integers(0, 70)), st.sets(st.integers(0, 70)))
def test_pieces_joined_are_the_text(text: str, cuts: set[int], starts: set[int]) -> None:
    bounds = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    ledger = [[start, end, "text"] for start, end in pairwise(bounds)]
    made = pieces(text, ledger, {start: f"k{start}" for start in starts})
    assert "".join(piece.text for piece in made) == text
    assert {piece.anchor for piece in made if piece.anchor} == {f"k{s}" for s in starts if s < len(text)}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Session]]:
    """Pages of the sample documents, and their rows."""
    settings, engine = ingest_samples(tmp_path_factory.mktemp("samples"))
    with session_factory(engine)() as session:
        yield Client(create_app(settings)), session
    engine.dispose()


def test_each_passage_faces_the_words_that_were_read_from_it(samples: tuple[Client, Session]) -> None:
    client, session = samples
    records = {record.key: record for record in session.exec(select(Record))}
    seen: dict[str, str] = dict.fromkeys(records, "")
    for source in session.exec(select(Source).where(Source.state == "current")):
        html, address = "", f"/sources/{source.sha256}"
        while address:
            page = client.page(address)
            assert len(page.encode()) < 100_000
            following = re.search(r'rel="next" href="([^"]+)"', page)
            html, address = html + page, unescape(following[1]) if following else ""
        for passage in html.split('<section class="passage">')[1:]:
            original, read = passage.split("</section>")[0].split('<div class="read">')
            link = re.search(r'class="post" href="/r/([^"]+)"', read)
            if link is None:
                continue
            words = squeeze(
                unescape(re.sub(r"<[^>]+>", "", read.split('<div class="prose">')[1].split("</div>")[0]))
            )
            letters = squeeze(unescape(re.sub(r"<a [^>]+>[^<]*</a>|<[^>]+>", "", original)))
            assert words[:12] in letters
            assert words[-12:] in letters
            seen[link[1]] += words
    assert {key: squeeze(record.text) for key, record in records.items()} == seen


def test_the_reading_names_the_speaker_and_gives_the_title_once(samples: tuple[Client, Session]) -> None:
    client, session = samples
    record = session.exec(
        select(Record).where(Record.kind == "speech", col(Record.title).is_not(None))
    ).first()
    assert record
    document = session.get(Document, record.document_key)
    assert document
    html = client.page(f"/sources/{document.source_sha256}?at={record.key}")
    (passage,) = [part for part in html.split('<section class="passage">') if f'id="{record.key}"' in part]
    read = passage.split('<div class="read">')[1]
    (speaker,) = session.exec(
        select(Attribution.printed).where(Attribution.record_key == record.key, Attribution.role == "speaker")
    )
    assert speaker in read.split('<div class="prose">')[0]
    assert f"<h3>{record.title}</h3>" in read
