"""What the book of keys asks the database, and that it misses nothing that was retired."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlmodel import Session, SQLModel, create_engine

from app.archive.models import Department, IngestRun, KeyRedirect
from app.ingest.minting import KeyBook


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine, autoflush=False) as session:
        session.add(IngestRun(id=1, started=datetime(2026, 1, 2, tzinfo=UTC), reader="test"))
        session.add(Department(key="d1", name="市水利局", kind="department", pinyin="shi shui li ju"))
        session.commit()
        yield session


def asked(session: Session) -> list[str]:
    """The statements over retired keys, from now on."""
    seen: list[str] = []

    def note(*run: object) -> None:
        if "FROM key_redirect" in str(run[2]):
            seen.append(str(run[2]))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    return seen


def test_where_nothing_was_ever_retired_it_asks_once(session: Session) -> None:
    seen, book = asked(session), KeyBook(session, 1)
    book.foresee(Department, ["d1", "d2"])
    minted = [book.mint(Department, "department", name) for name in ("市教育局", "市财政局")]
    assert len(set(minted)) == 2
    assert book.retirement("d3") is None
    assert len(seen) == 1


def test_what_is_retired_meanwhile_is_known(session: Session) -> None:
    book = KeyBook(session, 1)
    assert book.retirement("d1") is None
    book.retire(session.get_one(Department, "d1"), title="市水利局", reason="撤销。")
    gone = book.retirement("d1")
    assert gone is not None
    assert gone.reason == "撤销。"


def test_what_was_retired_before_is_found(session: Session) -> None:
    session.add(KeyRedirect(old_key="d9", noun="department", title="市粮食局", reason="撤销。", run_id=1))
    session.commit()
    book = KeyBook(session, 1)
    book.foresee_retired(["d8", "d9"])
    assert book.retirement("d8") is None
    assert book.retirement("d9") is not None
