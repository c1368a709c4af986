"""Who is meant: from a printed name to a person, a department, a party or sector. Pure; no SQL.

Finding a name is the reading's business. Here it is decided who that is, with the evidence for it.
"""

from app.people.affiliations import compatible, is_for_a_term
from app.people.departments import Aliases, DepartmentName
from app.people.identify import PLAIN, Decision, Identity, Mention, held, held_key, replaced
from app.people.names import better_name, display_name, identity_name
from app.people.namesakes import Occurrence, conflict
from app.people.organisations import Organisation, is_party, organisation
from app.people.pinyin import Reading, read_name, read_words
from app.people.respondents import Respondent, printed_official, respondents
from app.people.roster import Roster, is_office
from app.people.tables import TableError

__all__ = [
    "PLAIN",
    "Aliases",
    "Decision",
    "DepartmentName",
    "Identity",
    "Mention",
    "Occurrence",
    "Organisation",
    "Reading",
    "Respondent",
    "Roster",
    "TableError",
    "better_name",
    "compatible",
    "conflict",
    "display_name",
    "held",
    "held_key",
    "identity_name",
    "is_for_a_term",
    "is_office",
    "is_party",
    "organisation",
    "printed_official",
    "read_name",
    "read_words",
    "replaced",
    "respondents",
]
