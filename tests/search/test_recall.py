"""A word in the archive is found: any run of characters copied from a record finds that record."""

import re
from typing import NamedTuple

import opencc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, func, select

from app.archive.db import session_factory
from app.archive.models import Document, Record
from app.search import Searcher, SearchRequest, fields
from app.search.analysis import Analyzer
from app.search.query import parse
from app.search.types import Engine
from app.text.unseen import seen
from tests.sample_archive import DOCUMENTS, REAL, ingest_samples
from tests.search import samples

QUIET = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUOTES = "“”"


@st.composite
def copied(draw: st.DrawFn) -> tuple[str, str]:
    """A record's key and 2 to 20 characters of its text, some of which can be seen."""
    records = samples.records()
    hard = draw(st.booleans())
    record = records[draw(st.integers(0, len(samples.HARD) - 1 if hard else len(records) - 1))]
    start = draw(st.integers(0, len(record.text) - 2))
    length = draw(st.integers(2, 20))
    run = record.text[start : start + length]
    return record.key, run if seen(run).strip() else seen(record.text).strip()[:length]


def found(engine: Engine, analyzer: Analyzer, q: str) -> set[str]:
    tree = parse(q, analyzer).tree
    return set(engine.search(tree, filters={}, sort="newest", offset=0, limit=5000, facets=False).keys)


@QUIET
@given(case=copied())
def test_unquoted(filled: Engine, analyzer: Analyzer, case: tuple[str, str]) -> None:
    key, run = case
    assert key in found(filled, analyzer, run)


TRADITIONAL = {script: opencc.OpenCC(script).convert for script in ("s2t", "s2tw", "s2hk")}


@pytest.mark.parametrize("script", TRADITIONAL)
@QUIET
@given(case=copied())
def test_traditional_characters(
    filled: Engine, analyzer: Analyzer, script: str, case: tuple[str, str]
) -> None:
    key, run = case
    assert key in found(filled, analyzer, TRADITIONAL[script](run))


@QUIET
@given(case=copied(), marks=st.sampled_from(["“{}”", '"{}"', "「{}」"]))
def test_quoted(filled: Engine, analyzer: Analyzer, case: tuple[str, str], marks: str) -> None:
    key, run = case
    assert key in found(filled, analyzer, marks.format(run))


@QUIET
@given(case=copied())
def test_a_quotation_finds_what_prints_it_and_nothing_else(
    filled: Engine, analyzer: Analyzer, case: tuple[str, str]
) -> None:
    _, run = case
    run = "".join(char for char in run if char not in '"“”「」『』＂') or "停"
    wanted = analyzer.chars(run)
    searched = [field for field in fields.TEXT_FIELDS if field.default and field.stream == "chars"]
    sources = {field.source for field in searched if len(wanted) >= field.least}
    printing = {
        record.key
        for record in samples.records()
        if any(wanted in analyzer.chars(getattr(record, source)) for source in sources)
    }
    if wanted:
        assert found(filled, analyzer, f"“{run}”") == printing


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("TIR+跨境电商", samples.HARD[0]),
        ("1210", samples.HARD[0]),
        ("2.0版", samples.HARD[0]),
        ("关键", samples.HARD[1]),
        ("TIR卡车", samples.HARD[1]),
        ("inago", samples.HARD[2]),
        ("CHINAGOODS", samples.HARD[2]),
        ("𪚥", samples.HARD[3]),
        ("会议：关于审议", samples.HARD[4]),
        ("发言人：某", samples.HARD[4]),
        ("-2025年", samples.HARD[4]),
        ("2021 -2025年", samples.HARD[4]),
        ("“式”港", samples.HARD[5]),
        ("s (half br", samples.HARD[5]),
        ("[2020 TO 2021]", samples.HARD[6]),
        ("C，[2020 T", samples.HARD[6]),
        ("尾处\n第二", samples.HARD[7]),
        ("……", samples.HARD[9]),
        ("一栏（）不得留空，“备注”可空", samples.HARD[10]),
        ("把 年份：2023 - 2025“试点”的", samples.HARD[10]),
        ('(()) "" “”', samples.HARD[10]),
        ("联系人\u202a1380000", samples.HARD[11]),
        ("停车难要治", samples.HARD[11]),
        ("葛洲坝\u200b口", samples.HARD[11]),
    ],
)
def test_hard_runs(filled: Engine, analyzer: Analyzer, q: str, text: str) -> None:
    key = next(record.key for record in samples.records() if record.text == text)
    assert key in found(filled, analyzer, q)
    assert key in found(filled, analyzer, f"“{q}”")


class Archive(NamedTuple):
    """Ingested documents: what answers, and the records that are there."""

    searcher: Searcher
    records: list[tuple[str, str]]
    titled: list[tuple[str, str]]
    """Title of its document, and key, of each record."""
    headed: list[tuple[str, str]]
    """The heading of its section, and key, of each record that stands under one."""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(DOCUMENTS, id="samples"),
        pytest.param(
            REAL,
            id="real",
            marks=pytest.mark.skipif(
                not REAL.is_dir(), reason="the five real documents (../shared/seeds) are absent"
            ),
        ),
    ],
)
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    settings, engine = ingest_samples(tmp_path_factory.mktemp("recall"), documents=request.param)
    with session_factory(engine)() as session:
        rows = session.exec(select(Record.key, Record.text).order_by(Record.key)).all()
        titled = session.exec(
            select(Document.title, Record.key)
            .join(Record, col(Record.document_key) == col(Document.key))
            .where(func.length(Document.title) > 4)
            .order_by(Record.key)
        ).all()
        headed = session.exec(
            select(Record.section_heading, Record.key)
            .where(func.length(Record.section_heading) > 1)
            .order_by(Record.key)
        ).all()
    texts = [(key, text) for key, text in rows if len(text) > 1]
    return Archive(Searcher(settings), texts, list(titled), list(headed))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), marks=st.sampled_from(["{}", "{}", "“{}”", '"{}"', "「{}」"]))
def test_what_is_copied_from_a_record_of_an_archive_finds_it(
    archive: Archive, data: st.DataObject, marks: str
) -> None:
    key, text = data.draw(st.sampled_from(archive.records))
    start = data.draw(st.integers(0, len(text) - 2))
    run = text[start : start + data.draw(st.integers(2, 20))]
    if run.strip():
        _, keys = archive.searcher.first(SearchRequest(q=marks.format(run)), 10_000)
        assert key in keys, run


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_copied_from_a_title_finds_all_of_its_document(archive: Archive, data: st.DataObject) -> None:
    title, key = data.draw(st.sampled_from(archive.titled))
    start = data.draw(st.integers(0, len(title) - 4))
    run = title[start : start + data.draw(st.integers(4, 20))]
    unmarked = "".join(char for char in run if char not in '"“”「」『』')
    if len("".join(unmarked.split())) >= 4:
        _, keys = archive.searcher.first(SearchRequest(q=run), 10_000)
        assert key in keys, run


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_copied_from_the_heading_of_a_section_finds_what_stands_under_it(
    archive: Archive, data: st.DataObject
) -> None:
    heading, key = data.draw(st.sampled_from(archive.headed))
    start = data.draw(st.integers(0, len(heading) - 2))
    run = re.split(f"[{QUOTES}]", heading[start : start + 20])[0]
    if run.strip():
        _, keys = archive.searcher.first(SearchRequest(q=f"“{run}”"), 10_000)
        assert key in keys, run
