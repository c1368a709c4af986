"""Who the records of one source are by, and what that makes of people and departments."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_
from sqlmodel import col, select

from app.archive import models
from app.ingest.attributions import Attributed, Attributor, Circumstances, NewAttribution
from app.ingest.corrections import corrected_names
from app.ingest.identities import Identities
from app.ingest.namesakes import Namesakes
from app.ingest.rows import insert_all
from app.ingest.settle import Parts, parts_in, retire_unnamed, update_roles
from app.ingest.succession import Succession
from app.ingest.writing import RowWriter, Writing

_INFERRED = ("asker_inferred", "respondent_inferred")
"""Findings of a reading that took a name from an earlier record."""


class PeopleRows(RowWriter):
    """Writes attributions, and brings roles and names that several bear up to date."""

    def __init__(self, writing: Writing) -> None:
        super().__init__(writing)
        self._identities = Identities(writing.session, writing.book, writing.read.naming)
        self._namesakes = Namesakes(writing.session, writing.book, writing.read.naming.roster)

    def write(
        self,
        result: Succession,
        written: Collection[str],
        before: Sequence[models.Attribution],
        parts: Parts,
    ) -> None:
        """`written` are the keys of the documents; `before` and `parts` what there was in their place."""
        attributions: Sequence[Attributed] = self._write_attributions(result)
        self._namesakes.settle(self._just_read.sha256, before, attributions, self._identities.listed)
        if before and self._namesakes.changed_records:
            attributions = self._as_settled(attributions)
        after = parts_in(self._session, written)
        update_roles(self._session, parts, after, self._namesakes.revived)
        retire_unnamed(self._session, self._book, before, attributions, self._identities.merged)

    def named_anew(self) -> set[str]:
        """Records elsewhere by someone, or of a department, that has another name now or none."""
        row, who = models.Attribution, self._identities
        renamed = [
            field.in_(keys)
            for field, keys in (
                (col(row.department_key), who.renamed_departments),
                (col(row.person_key), who.renamed_people),
            )
            if keys
        ]
        records = self._session.exec(select(row.record_key).where(or_(*renamed))) if renamed else ()
        return set(records) | self._namesakes.changed_records

    def _write_attributions(self, result: Succession) -> list[NewAttribution]:
        attributor = Attributor(self._identities, self._read.naming.aliases)
        officials = [attributor.officials(one.document.records) for one in self._read.documents]
        rows: list[NewAttribution] = []
        inferred = self._inferred()
        corrected = corrected_names(self._read.outcomes)
        written = [
            (
                new,
                Circumstances(
                    self._writing.body(new),
                    self._read.documents[new.document].date,
                    number in inferred,
                    officials[new.document],
                ),
            )
            for number, new in enumerate(self._records)
            if number not in result.leads
        ]
        attributor.foresee([(new.record, at) for new, at in written])
        for new, at in written:
            found = attributor.of(new.key, new.record, at)
            for row in found:
                row.evidence = f"{corrected.get((id(new.record), row.role), '')}{row.evidence}"
            rows += found
        self._identities.write()
        insert_all(self._session, models.Attribution, map(vars, rows))
        return rows

    def _as_settled(self, written: Sequence[Attributed]) -> Sequence[Attributed]:
        """The same attributions, after names that several bear were held back or given back."""
        keys = {row.record_key for row in written}
        changed = keys & self._namesakes.changed_records
        row = models.Attribution
        now = self._session.exec(select(row).where(col(row.record_key).in_(changed))).all()
        return [*(one for one in written if one.record_key not in changed), *now]

    def _inferred(self) -> set[int]:
        """The records whose asker or respondent is not printed: each follows the label that lacks it."""
        starts = sorted(
            (new.record.spans[0].start, number)
            for number, new in enumerate(self._records)
            if new.record.spans
        )
        found = set()
        for finding in self._read.findings:
            if finding.code in _INFERRED:
                found.update([number for start, number in starts if start >= finding.start][:1])
        return found
