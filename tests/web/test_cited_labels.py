"""An earlier wording is shown and cited under the label that it had when it was the present one."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from app.archive.db import open_engine, writer_factory
from app.archive.models import Attribution, Revision
from app.settings import Settings
from tests.web.city import City
from tests.web.client import Client


@pytest.fixture(scope="module")
def engine(settings: Settings, rows: City) -> Engine:
    return open_engine(settings)


def label(engine: Engine, key: str, labels: dict[int, dict[str, object]]) -> None:
    """Give the wordings of a record these labels, by number."""
    with writer_factory(engine).begin() as session:
        for row in session.exec(select(Revision).where(col(Revision.record_key) == key)):
            row.label = labels.get(row.number, {})


@pytest.fixture
def credited_anew(rows: City, engine: Engine) -> Iterator[str]:
    """The name that a record has now; it was printed under 温书遥 before, with another title."""
    with writer_factory(engine).begin() as session:
        printed = select(Attribution.printed).where(
            Attribution.record_key == rows.speech.key, Attribution.role == "speaker"
        )
        now = session.exec(printed).one()
    then = {"kind": "speech", "who": ["温书遥"], "title": "渡口的旧题"}
    label(engine, rows.speech.key, {1: then, 2: then | {"who": [now], "title": rows.speech.title}})
    yield now
    label(engine, rows.speech.key, {})


def test_a_wording_is_credited_to_whom_it_was_credited_then(
    client: Client, rows: City, credited_anew: str
) -> None:
    older = client.page(f"/r/{rows.speech.key}@1")
    assert f"署名当时为“温书遥”，现为“{credited_anew}”" in older
    assert f"标题当时为“渡口的旧题”，现为“{rows.speech.title}”" in older
    assert "渡口的旧题</h1>" in older
    cited = older.split('class="card"')[1]
    assert "温书遥. " in cited
    assert "温书遥发言" in cited
    assert credited_anew not in cited
    now = client.page(f"/r/{rows.speech.key}")
    assert "温书遥" not in now
    assert "署名当时" not in now


def test_a_wording_whose_label_was_not_kept_says_nothing_of_it(client: Client, rows: City) -> None:
    assert "当时为" not in client.page(f"/r/{rows.speech.key}@1")
