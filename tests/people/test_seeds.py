"""The names that a new archive starts from, over the sample documents."""

import re
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.archive import models, queries
from app.archive.db import open_engine, session_factory
from app.ingest import ingest
from app.ingest.naming import Naming, person_key
from app.people import Mention
from app.settings import ROOT, Settings

SEEDS = ROOT / "seeds"
REAL = ROOT.parent / "shared" / "seeds"
"""Published documents that are no part of this repository."""


def with_examples() -> str:
    """The roster of the seeds with its examples taken out of their comments."""
    text = (SEEDS / "roster.toml").read_text(encoding="utf-8")
    shown, further = text.split("# Further ones", 1)
    lines = (line.removeprefix("#").strip() for line in further.splitlines()[1:])
    return shown + "\n".join(line for line in lines if re.match(r"\[\[|\w+ = |\{|\]$", line))


def test_the_seeds_can_be_read() -> None:
    naming = Naming.of(SEEDS)
    assert naming.aliases.resolve("临沅市府办").name == "政府办公室"
    assert naming.aliases.resolve("中共临沅市委办公室").name == "市委办公室"
    assert naming.aliases.resolve("临沅商务局").name == "商务局"
    found = naming.roster.identify(Mention("陆文斌", "npc", "2024"))
    assert found.evidence == "按姓名与机构认定；名册注明与政协陆文斌不是同一人。"


def test_the_examples_hold_for_the_sample_documents(settings: Settings, session: Session) -> None:
    for name in ("departments.toml", "catalogue.toml"):
        (settings.seeds / name).write_bytes((SEEDS / name).read_bytes())
    (settings.seeds / "roster.toml").write_text(with_examples(), encoding="utf-8")
    report = ingest(settings, [SEEDS / "documents"])
    assert not report.failed
    found = {(one.name, one.body): one for one in session.exec(select(models.Person))}
    assert found["马丽（松岭）", "npc"].key == person_key("npc", "马丽", "松岭")
    assert {("马丽", "npc"), ("陆文斌", "npc"), ("陆文斌", "cppcc"), ("蒲晓岚", "government")} <= set(found)
    years = {year.year for year in queries.person_meetings(session, found["陆文斌", "npc"].key)}
    assert {2020, 2021, 2024, 2026} <= years
    assert not session.exec(
        select(models.Attribution).where(models.Attribution.decision == "ambiguous")
    ).all()
    offices = {role.affiliation for role in queries.roles(session, found["蒲晓岚", "government"].key)}
    assert offices == {"文化和旅游局副局长", "文化和旅游局局长"}


@pytest.mark.skipif(not REAL.is_dir(), reason="the published documents are not here")
@pytest.mark.parametrize(
    ("name", "body", "years", "affiliations"),
    [("朱婷婷", "npc", {2024, 2025, 2026}, 2), ("何海舟", "cppcc", {2022, 2026}, 0)],
)
def test_one_page_over_years_in_published_documents(
    tmp_path: Path, name: str, body: str, years: set[int], affiliations: int
) -> None:
    settings = Settings(data=tmp_path / "data", seeds=SEEDS, database_url=None, search="whoosh")
    assert not ingest(settings, [REAL]).failed
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        (person,) = session.exec(select(models.Person).where(models.Person.name == name))
        assert person.body == body
        assert {year.year for year in queries.person_meetings(session, person.key)} == years
        assert len([role for role in queries.roles(session, person.key) if role.affiliation]) == affiliations
        assert queries.namesakes(session, person) == []
    engine.dispose()
