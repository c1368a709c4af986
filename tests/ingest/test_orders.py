"""The same words have the same keys in a fresh archive, in whatever order the documents come."""

from pathlib import Path
from random import Random

import pytest
from sqlmodel import select

from app.archive.db import open_engine, session_factory
from app.archive.models import Department, Document, Person, PersonRole, Record
from app.ingest import ingest
from app.settings import ROOT, Settings

SAMPLES = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
REAL = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
"""The five real documents, where they are at hand."""
_RUNS = 4


def named(settings: Settings) -> dict[str, set[tuple[object, ...]]]:
    """What each key names; every role."""
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        found = {
            "records": {(row.key, row.kind, row.text) for row in session.exec(select(Record))},
            "documents": {(row.key, row.title) for row in session.exec(select(Document))},
            "people": {(row.key, row.name, row.body) for row in session.exec(select(Person))},
            "departments": {(row.key, row.name, row.kind) for row in session.exec(select(Department))},
            "roles": {
                (row.person_key, row.affiliation, row.represents, row.since, row.until)
                for row in session.exec(select(PersonRole))
            },
        }
    engine.dispose()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_orders_in_fresh_archives_give_the_same_keys(tmp_path: Path, seed: int) -> None:
    """All in one run, and in several with the documents shuffled."""
    whole, shuffled = (
        Settings(data=tmp_path / name, seeds=ROOT / "seeds", database_url=None) for name in ("one", "other")
    )
    files = SAMPLES + REAL
    paths = Random(seed).sample(files, len(files))  # noqa: S311
    assert not ingest(whole, files).failed
    for run in range(_RUNS):
        assert not ingest(shuffled, paths[run::_RUNS]).failed
    assert len(named(whole)["records"]) > 100
    assert named(shuffled) == named(whole)
