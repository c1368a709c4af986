"""Rows of a small archive made by hand: speeches, an exchange with two departments, a plan's section."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session, SQLModel, create_engine

from app.archive.models import (
    Attribution,
    Department,
    Document,
    IngestRun,
    Meeting,
    Person,
    Record,
    Source,
    Stamp,
)


def session(path: Path | None = None) -> Session:
    """A session over a new database, in memory or in a file, that holds the archive."""
    engine = create_engine(f"sqlite:///{path}" if path else "sqlite://")
    SQLModel.metadata.create_all(engine)
    opened = Session(engine, expire_on_commit=False)
    for rows in _rows():
        opened.add_all(rows)
        opened.flush()
    opened.commit()
    return opened


def raise_generation(opened: Session) -> None:
    """Say that the rows have changed, as an ingest does, and commit."""
    stamp = opened.get_one(Stamp, "generation")
    stamp.value = str(int(stamp.value) + 1)
    opened.add(stamp)
    opened.commit()


def attribution(record: str, position: int, role: str, printed: str, **more: str) -> Attribution:
    """One row of who a record is by."""
    return Attribution(
        record_key=record,
        position=position,
        role=role,
        printed=printed,
        person_key=more.get("person"),
        department_key=more.get("department"),
        decision="matched",
        evidence="同名",
    )


def _rows() -> list[list[SQLModel]]:
    return [
        [IngestRun(id=1, started=datetime(2026, 1, 2, tzinfo=UTC), reader="test")],
        [
            Source(
                sha256="a" * 64,
                file="样本.txt",
                media_type="text/plain",
                encoding="utf-8",
                bytes=1,
                text="。",
                reading="test",
                run_id=1,
            ),
            Meeting(key="m1", name="临沅市第十届人民代表大会第三次会议", body="npc", year=2024),
            Person(key="p1", name="沈若棠", body="npc", pinyin="shen ruo tang", initials="srt"),
            Person(key="p2", name="邵景和", body="cppcc", pinyin="shao jing he", initials="sjh"),
            Department(
                key="d1", name="市商务局", kind="department", pinyin="shishangwuju", aliases=["商务局"]
            ),
            Department(key="d2", name="市公安局", kind="department", pinyin="shigonganju", aliases=[]),
            Department(key="d3", name="民建", kind="party", pinyin="minjian", aliases=[]),
            Stamp(name="generation", value="7"),
        ],
        [
            Document(
                key="doc1",
                source_sha256="a" * 64,
                position=1,
                genre="qa",
                title="问政",
                body="npc",
                meeting_key="m1",
                held="2024-07-11",
                year=2024,
            ),
            Document(
                key="doc2",
                source_sha256="a" * 64,
                position=2,
                genre="speeches",
                body="cppcc",
                published="2022-03/2022-04",
                year=2022,
            ),
            Document(
                key="doc3", source_sha256="a" * 64, position=3, genre="plan", body="government", year=2021
            ),
        ],
        [
            Record(
                key="q1",
                document_key="doc1",
                position=1,
                kind="question",
                body="npc",
                year=2024,
                text="品牌出海有什么举措？",
                exchange_key="q1",
                topic="数字贸易",
            ),
            Record(
                key="a1",
                document_key="doc1",
                position=2,
                kind="answer",
                body="npc",
                year=2024,
                text="我局将建设海外仓。",
                exchange_key="q1",
            ),
            Record(
                key="a2",
                document_key="doc1",
                position=3,
                kind="answer",
                body="npc",
                year=2024,
                text="补充：做好护航。",
                exchange_key="q1",
                supplementary=True,
            ),
            Record(
                key="s1",
                document_key="doc2",
                position=1,
                kind="speech",
                body="cppcc",
                year=2022,
                text="办好關鍵小事。",
                title="关于停车泊位的建议",
            ),
            Record(
                key="t1",
                document_key="doc3",
                position=1,
                kind="section",
                body="government",
                year=2021,
                text="",
                title="发展目标",
                number="一",
                level=1,
            ),
        ],
        [
            attribution("q1", 1, "asker", "沈若棠", person="p1"),
            attribution("a1", 1, "respondent", "商务局", department="d1"),
            attribution("a2", 1, "respondent", "公安局", department="d2"),
            attribution("s1", 1, "speaker", "邵景和", person="p2"),
            attribution("s1", 2, "speaker", "某委员"),
            attribution("s1", 3, "represents", "民建市委会", department="d3"),
        ],
    ]
