"""What every page needs is read once for each state of the archive."""

from pathlib import Path

from sqlmodel import Session, select

from app.archive import queries
from app.archive.db import writer_factory
from app.archive.models import Person, Record, Stamp
from tests.web.large import build


def _records(session: Session) -> int:
    return sum(total.records for total in queries.totals(session))


def test_totals_are_kept_until_the_archive_changes(tmp_path: Path) -> None:
    client, _ = build(tmp_path, 2)
    engine = client.app.state.engine
    with Session(engine) as session:
        before = queries.totals(session)
        assert queries.totals(session) is before
    with writer_factory(engine).begin() as session:
        record = session.exec(select(Record).where(Record.kind == "answer")).first()
        assert record
        session.add(Record(**record.model_dump() | {"key": "another", "position": 1000}))
        session.merge(Stamp(name="generation", value="2"))
    with Session(engine) as session:
        assert _records(session) == sum(total.records for total in before) + 1


def test_names_are_kept_until_the_archive_changes(tmp_path: Path) -> None:
    client, _ = build(tmp_path, 2)
    engine = client.app.state.engine
    with Session(engine) as session:
        person = session.exec(select(Person).where(Person.name == "江晚舟")).one()
        assert queries.names(session, [person.key, "none"]) == {person.key: "江晚舟"}
    for generation, shown in ((None, "江晚舟"), ("2", "江晓舟")):
        with writer_factory(engine).begin() as session:
            session.merge(Person(**person.model_dump() | {"name": "江晓舟"}))
            if generation:
                session.merge(Stamp(name="generation", value=generation))
        with Session(engine) as session:
            assert queries.names(session, [person.key]) == {person.key: shown}
