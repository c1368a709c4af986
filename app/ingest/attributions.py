"""Who each record is by: from the printed names of a reading to attribution rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.archive.models import Attribution
from app.ingest.identities import Identified, Identities
from app.parse.types import Answer, Body, Question, Record, Section, Speech
from app.people import Aliases, Decision, Respondent, respondents


@dataclass(frozen=True)
class Circumstances:
    """What matters for who is meant. `inferred`: the reading took the name from an earlier record."""

    body: str | None
    date: str | None
    inferred: bool = False


class Attributor:
    """Makes the attributions of one record after the other."""

    def __init__(self, identities: Identities, aliases: Aliases) -> None:
        self._identities = identities
        self._aliases = aliases

    def of(self, key: str, record: Record, at: Circumstances) -> list[Attribution]:
        """The attributions of the record with this key, in the order printed."""
        return [_numbered(row, key, position) for position, row in enumerate(self._rows(record, at))]

    def _rows(self, record: Record, at: Circumstances) -> Iterable[Attribution]:
        match record:
            case Speech():
                return self._speech(record, at)
            case Question():
                return self._question(record, at)
            case Answer():
                return self._answer(record, at)
            case Section():
                return ()

    def _speech(self, record: Speech, at: Circumstances) -> Iterator[Attribution]:
        for name in record.speakers:
            who = self._identities.person(name, at.body, at.date, record.affiliation)
            yield _row("speaker", name, who, affiliation=record.affiliation)
        if record.represents:
            whom = self._identities.organisation(record.represents, record.represents_kind)
            yield _row("represents", record.represents, department=whom)

    def _question(self, record: Question, at: Circumstances) -> Iterator[Attribution]:
        if not record.asker:
            return
        if record.asker.endswith("记者"):
            who = Identified(None, "none", "提问者是记者，不是代表委员。")
        else:
            found = self._identities.person(record.asker, at.body, at.date, record.affiliation)
            who = _inferred(found, "此处未印提问人，按前一提问认定。") if at.inferred else found
        yield _row("asker", record.asker, who, affiliation=record.affiliation)

    def _answer(self, record: Answer, at: Circumstances) -> Iterator[Attribution]:
        if not record.respondent:
            return
        parts = respondents(
            record.respondent, record.respondent_person, record.respondent_post, self._aliases
        )
        for one in parts:
            unit = self._identities.department(one.department) if one.department else None
            if unit and at.inferred:
                unit = _inferred(unit, "此处未印答复部门，按同一人先前的答复认定。")
            who = self._official(one, at.date) if one.person else None
            yield _row("respondent", one.printed, who, department=unit, post=one.post)

    def _official(self, one: Respondent, date: str | None) -> Identified:
        """Who answers for a department or the government is an official, whatever the forum."""
        office = one.department or one.post
        return self._identities.person(one.person or "", Body.GOVERNMENT.value, date, office)


_DOUBT: tuple[Decision, ...] = ("matched", "new", "inferred", "ambiguous", "none")


def _inferred(who: Identified, why: str) -> Identified:
    return replace(who, decision="inferred", evidence=f"{why}{who.evidence}")


def _row(
    role: str,
    printed: str,
    who: Identified | None = None,
    *,
    department: Identified | None = None,
    post: str | None = None,
    affiliation: str | None = None,
) -> Attribution:
    found = [one for one in (who, department) if one]
    decided = found or [Identified(None, "none", "只印有职务，没有姓名或部门。")]
    # The weakest part decides how sure one can be of the whole.
    decision = max((one.decision for one in decided), key=_DOUBT.index)
    return Attribution(
        record_key="",
        position=0,
        role=role,
        printed=printed,
        post=post,
        affiliation=affiliation,
        person_key=who.key if who else None,
        department_key=department.key if department else None,
        decision=decision,
        evidence="".join(one.evidence for one in decided),
    )


def _numbered(row: Attribution, key: str, position: int) -> Attribution:
    row.record_key, row.position = key, position
    return row
