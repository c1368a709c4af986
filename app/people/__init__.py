"""Who is meant: from a printed name to a person, a department, a party or sector. Pure; no SQL.

Finding a name is the reading's business. Here it is decided who that is, with the evidence for it.
"""

from app.people.departments import AliasError, Aliases, DepartmentName
from app.people.identify import Decision, Identification, KnownPerson, identify
from app.people.names import display_name, identity_name
from app.people.organisations import Organisation, organisation
from app.people.pinyin import Reading, read_name, read_words
from app.people.respondents import Respondent, respondents

__all__ = [
    "AliasError",
    "Aliases",
    "Decision",
    "DepartmentName",
    "Identification",
    "KnownPerson",
    "Organisation",
    "Reading",
    "Respondent",
    "display_name",
    "identify",
    "identity_name",
    "organisation",
    "read_name",
    "read_words",
    "respondents",
]
