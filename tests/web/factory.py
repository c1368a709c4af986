"""Rows made by hand, so that the pages are tested without reading or ingesting anything."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pypinyin import lazy_pinyin
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from app.archive import keys
from app.archive.db import writer_factory
from app.archive.models import (
    Attribution,
    Department,
    Document,
    IngestRun,
    KeyRedirect,
    Meeting,
    Person,
    PersonRole,
    Record,
    RecordSpan,
    Revision,
    Source,
    SourceFinding,
    Stamp,
)

SHA = "a" * 64


@dataclass
class Factory:
    """Collects rows in order; `save` writes them in one transaction."""

    rows: list[SQLModel] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """The ingest run that everything else names; comes first."""
        now = datetime(2026, 1, 2, tzinfo=UTC)
        self.rows.append(
            IngestRun(
                id=1,
                started=now,
                finished=now,
                reader="test",
                failures=[
                    {
                        "file": "坏.txt",
                        "error": "the file holds no text, it is empty: check that it is the right one",
                    },
                    {
                        "file": "2023政协.pdf",
                        "error": "the file is damaged",
                        "body": "cppcc",
                        "year": "2023",
                    },
                ],
            )
        )

    def source(self, text: str, file: str = "样本.txt", sha256: str = SHA) -> Source:
        """A source whose whole text is read, but for its last character."""
        ledger = [[0, len(text) - 1, "text"], [len(text) - 1, len(text), "unread"]]
        row = Source(
            sha256=sha256,
            file=file,
            media_type="text/plain",
            encoding="utf-8",
            bytes=len(text.encode()),
            text=text,
            ledger=ledger,
            reading="test",
            run_id=1,
        )
        self.rows.append(row)
        return row

    def meeting(self, name: str, body: str, year: int) -> Meeting:
        row = Meeting(key=keys.make("meeting", name, body, str(year)), name=name, body=body, year=year)
        self.rows.append(row)
        return row

    def document(self, title: str | None, genre: str, body: str | None, **more: Any) -> Document:
        key = keys.make("document", title or "无题", genre, str(len(self.rows)))
        row = Document(
            key=key,
            source_sha256=more.pop("sha256", SHA),
            position=self._next("documents"),
            title=title,
            genre=genre,
            body=body,
            **more,
        )
        self.rows.append(row)
        return row

    def person(self, name: str, body: str, *roles: tuple[str, str | None]) -> Person:
        """`roles` are (EDTF date, affiliation)."""
        pinyin = lazy_pinyin(name)
        row = Person(
            key=keys.make("person", name, body),
            name=name,
            body=body,
            pinyin="".join(pinyin),
            initials="".join(part[:1] for part in pinyin),
        )
        self.rows.append(row)
        self.rows += [
            PersonRole(person_key=row.key, body=body, affiliation=affiliation, since=since, until=since)
            for since, affiliation in roles
        ]
        return row

    def department(self, name: str, kind: str = "department") -> Department:
        row = Department(
            key=keys.make("department", name, kind), name=name, kind=kind, pinyin="".join(lazy_pinyin(name))
        )
        self.rows.append(row)
        return row

    def record(self, document: Document, kind: str, text: str, *by: Attribution, **more: Any) -> Record:
        """A record at the end of `document`. `exchange_key="self"` opens an exchange."""
        key = keys.make(kind, text, document.key, str(len(self.rows)))
        if more.get("exchange_key") == "self":
            more["exchange_key"] = key
        position = self._next(document.key)
        row = Record(
            key=key,
            document_key=document.key,
            position=position,
            kind=kind,
            body=document.body,
            year=document.year,
            text=text,
            **more,
        )
        self.rows.append(row)
        if text:
            start = self._next("spans") * 3
            self.rows.append(RecordSpan(record_key=key, position=0, start=start, end=start + 3))
        for place, attribution in enumerate(by):
            attribution.record_key, attribution.position = key, place
            self.rows.append(attribution)
        return row

    def revised(self, record: Record, *earlier: str) -> None:
        """Give the record earlier wordings; its own is the last."""
        for number, text in enumerate((*earlier, record.text), start=1):
            self.rows.append(
                Revision(
                    record_key=record.key,
                    number=number,
                    text=text,
                    source_sha256=SHA,
                    run_id=1,
                    reason="首次收录" if number == 1 else "重新识读",
                )
            )
        record.revision = len(earlier) + 1

    def redirect(
        self, old: str, new: str | None, noun: str = "record", title: str = "旧题", reason: str = "并入他篇"
    ) -> str:
        """A key that `old` stands for, and what became of it."""
        key = keys.make("gone", old)
        self.rows.append(
            KeyRedirect(old_key=key, new_key=new, noun=noun, title=title, reason=reason, run_id=1)
        )
        return key

    def finding(self, message: str) -> None:
        self.rows.append(
            SourceFinding(source_sha256=SHA, position=0, code="check", message=message, start=0, end=3)
        )

    def save(self, engine: Engine) -> None:
        """Write everything, in the order of making."""
        with writer_factory(engine).begin() as session:
            _write(session, self.rows)

    def _next(self, name: str) -> int:
        self.positions[name] = self.positions.get(name, -1) + 1
        return self.positions[name]


def by(
    role: str, printed: str, person: Person | None = None, department: Department | None = None, **more: Any
) -> Attribution:
    """An attribution for `Factory.record`."""
    return Attribution(
        record_key="",
        position=0,
        role=role,
        printed=printed,
        person_key=person.key if person else None,
        department_key=department.key if department else None,
        decision=more.pop("decision", "matched"),
        evidence=more.pop("evidence", "姓名与机构相符"),
        **more,
    )


def _write(session: Session, rows: list[SQLModel]) -> None:
    for row in rows:
        session.add(row)
        session.flush()
    session.merge(Stamp(name="generation", value="1"))
