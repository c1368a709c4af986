"""Who each record is by: from the printed names of a reading to attribution rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.archive.models import Attribution
from app.ingest.identities import Identified, Identities
from app.parse.types import Answer, Body, Question, Record, Section, Speech
from app.people import (
    Aliases,
    Decision,
    Mention,
    Respondent,
    compatible,
    is_office,
    organisation,
    respondents,
)

BETWEEN = "\n"
"""Stands in the evidence between what is said of the person and what is said of the department."""
INFERRED_ASKER = "沿用前一提问人：此处未印姓名。"
INFERRED_RESPONDENT = "沿用同一人先前的答复部门：此处未印。"


@dataclass(kw_only=True)
class NewAttribution:
    """An attribution that is to be written; the fields are the columns of the row."""

    record_key: str = ""
    position: int = 0
    role: str
    printed: str
    post: str | None
    affiliation: str | None
    person_key: str | None
    department_key: str | None
    decision: str
    evidence: str


Attributed = Attribution | NewAttribution


@dataclass(frozen=True)
class Circumstances:
    """What matters for who is meant. `inferred`: the reading took the name from an earlier record.

    `officials` are the respondents of the document of whom full name and post are printed.
    """

    body: str | None
    date: str | None
    inferred: bool = False
    officials: tuple[Respondent, ...] = ()
    record: str = field(default="", kw_only=True)


class Attributor:
    """Makes the attributions of one record after the other."""

    def __init__(self, identities: Identities, aliases: Aliases) -> None:
        self._identities = identities
        self._aliases = aliases

    def officials(self, records: Iterable[Record]) -> tuple[Respondent, ...]:
        """The officials whom the records of a document name in full with their post."""
        answers = (record for record in records if isinstance(record, Answer) and record.respondent)
        found = (one for answer in answers for one in self._respondents(answer))
        return tuple(one for one in found if one.person and one.post and not one.is_surname)

    def foresee(self, records: Sequence[tuple[Record, Circumstances]]) -> None:
        """Look up at once whom these records name."""
        self._identities.foresee(
            Mention(name, body, at.date) for record, at in records for name, body in self._names(record, at)
        )
        self._identities.foresee_units(unit for record, at in records for unit in self._units(record, at))

    def _units(self, record: Record, at: Circumstances) -> Iterator[tuple[str, str]]:
        match record:
            case Speech(represents=str(whom)):
                found = organisation(whom, record.represents_kind)
                yield found.name, found.kind
            case Answer(respondent=str()):
                for one in self._respondents(record):
                    if one.department:
                        unit = self._aliases.resolve(one.department, at.date)
                        yield unit.name, unit.kind

    def _names(self, record: Record, at: Circumstances) -> Iterator[tuple[str, str | None]]:
        match record:
            case Speech():
                yield from ((name, at.body) for name in record.speakers)
            case Question(asker=str(asker)):
                yield asker, at.body
            case Answer(respondent_person=str(person)):
                yield person, Body.GOVERNMENT.value

    def of(self, key: str, record: Record, at: Circumstances) -> list[NewAttribution]:
        """The attributions of the record with this key, in the order printed."""
        rows = self._rows(record, replace(at, record=key))
        return [_numbered(row, key, position) for position, row in enumerate(rows)]

    def _rows(self, record: Record, at: Circumstances) -> Iterable[NewAttribution]:
        match record:
            case Speech():
                return self._speech(record, at)
            case Question():
                return self._question(record, at)
            case Answer():
                return self._answer(record, at)
            case Section():
                return ()

    def _speech(self, record: Speech, at: Circumstances) -> Iterator[NewAttribution]:
        # An affiliation that is printed once behind several names is that of the last.
        alone = len(record.speakers) == 1
        for name in record.speakers:
            affiliation = record.affiliation if alone or name == record.speakers[-1] else None
            yield _row("speaker", name, self._delegate(name, affiliation, at), affiliation=affiliation)
        if record.represents:
            whom = self._identities.organisation(record.represents, record.represents_kind)
            yield _row("represents", record.represents, department=whom)

    def _question(self, record: Question, at: Circumstances) -> Iterator[NewAttribution]:
        if not record.asker:
            return
        if record.asker.endswith("记者"):
            who = Identified(None, "none", "提问者是记者，不是代表委员。")
        else:
            found = self._delegate(record.asker, record.affiliation, at)
            who = _inferred(found, INFERRED_ASKER) if at.inferred else found
        yield _row("asker", record.asker, who, affiliation=record.affiliation)

    def _delegate(self, name: str, affiliation: str | None, at: Circumstances) -> Identified:
        return self._identities.person(Mention(name, at.body, at.date, affiliation, at.record))

    def _answer(self, record: Answer, at: Circumstances) -> Iterator[NewAttribution]:
        if not record.respondent:
            return
        for one in self._respondents(record):
            meant, why = self._in_full(one, at)
            unit = self._identities.department(meant.department, at.date) if meant.department else None
            if unit and at.inferred:
                unit = _inferred(unit, INFERRED_RESPONDENT)
            who = self._official(meant, at, why) if meant.person else None
            yield _row("respondent", one.printed, who, department=unit, post=meant.post)

    def _respondents(self, record: Answer) -> list[Respondent]:
        person, post = record.respondent_person, record.respondent_post
        return respondents(record.respondent or "", person, post, self._aliases)

    def _official(self, one: Respondent, at: Circumstances, why: str) -> Identified:
        """Who answers for a department or the government is an official, whatever the forum."""
        office = f"{one.department or ''}{one.post or ''}"
        mention = Mention(one.person or "", Body.GOVERNMENT.value, at.date, office, at.record)
        found = self._identities.person(mention)
        return replace(found, evidence=f"{why}{found.evidence}") if why and found.key else found

    def _in_full(self, one: Respondent, at: Circumstances) -> tuple[Respondent, str]:
        """The official meant by a surname and a post (李局长), and why; as printed where nobody fits."""
        if not one.is_surname or not one.person or not one.post:
            return one, ""
        unit = one.department or ""
        here = {
            (other.person, other.department, other.post): other
            for other in at.officials
            if (other.person or "").startswith(one.person) and self._fits(other, one)
        }
        if len({other.person for other in here.values()}) == 1:
            other = next(iter(here.values()))
            why = f"按同一文献中的署名认定：{one.printed}即{other.printed}。"
            return replace(one, person=other.person, department=unit or other.department), why
        name = self._identities.office_holder(one.person, one.post, unit, at.date) if not here else None
        return (
            (replace(one, person=name), f"按名册所载职务认定：{one.printed}即{name}。") if name else (one, "")
        )

    def _fits(self, other: Respondent, one: Respondent) -> bool:
        if one.department and other.department and not compatible(other.department, one.department):
            return False
        post, wanted = other.post or "", one.post or ""
        # 罗市长 is how a deputy mayor is spoken to; the deputy of a bureau is told from its head.
        return is_office(post, "", wanted) or (not other.department and post.endswith(wanted))


_DOUBT: tuple[Decision, ...] = ("matched", "new", "inferred", "ambiguous", "none")


def _inferred(who: Identified, why: str) -> Identified:
    decision: Decision = "inferred" if who.key else who.decision
    return replace(who, decision=decision, evidence=f"{why}{who.evidence}")


def _row(
    role: str,
    printed: str,
    who: Identified | None = None,
    *,
    department: Identified | None = None,
    post: str | None = None,
    affiliation: str | None = None,
) -> NewAttribution:
    found = [one for one in (who, department) if one]
    decided = found or [Identified(None, "none", "只印有职务，没有姓名或部门。")]
    # The weakest part decides how sure one can be of the whole.
    decision = max((one.decision for one in decided), key=_DOUBT.index)
    return NewAttribution(
        role=role,
        printed=printed,
        post=post,
        affiliation=affiliation,
        person_key=who.key if who else None,
        department_key=department.key if department else None,
        decision=decision,
        evidence=BETWEEN.join(one.evidence for one in decided),
    )


def _numbered(row: NewAttribution, key: str, position: int) -> NewAttribution:
    row.record_key, row.position = key, position
    return row
