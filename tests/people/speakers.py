"""Documents in which people ask and speak, and who they are in the archive."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from app.archive import models
from app.parse.types import Document, Genre, Question, Record
from app.settings import Settings
from tests.ingest.readings import document

Write = Callable[..., None]


def words(about: str) -> str:
    """A text no clause of which is in one about something else: no two documents are copies of another."""
    first = f"{about}这件事群众反映多年，{about}的底数要先摸清，{about}的办法要分步推进，"
    return f"{first}{about}的责任要落实到人，今年底以前请把{about}的结果向社会公布。"


def asked(name: str, affiliation: str | None, about: str, **more: object) -> Document:
    """A question time of 2024 with one question."""
    question = Question(exchange=1, asker=name, affiliation=affiliation, text=words(about))
    return answered(question, **{"title": f"{about}问政", **more})


def answered(*records: Record, **more: object) -> Document:
    facts = {"genre": Genre.QA, "meeting": "2024年代表问政", "held": "2024-07", "title": "问政", **more}
    return document(*records, **facts)  # type: ignore[arg-type]


def people(session: Session) -> dict[tuple[str, str | None], str]:
    """Name and body → key."""
    return {(one.name, one.body): one.key for one in session.exec(select(models.Person))}


def decisions(session: Session) -> list[tuple[str, str, bool]]:
    rows = session.exec(select(models.Attribution).order_by(col(models.Attribution.printed)))
    return [(one.printed, one.decision, one.person_key is not None) for one in rows]


def roster(settings: Settings, text: str) -> None:
    (settings.seeds / "roster.toml").write_text(text, encoding="utf-8")


def redirect(session: Session, key: str) -> models.KeyRedirect:
    found = session.get(models.KeyRedirect, key)
    assert found is not None
    return found
