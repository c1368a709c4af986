"""Which lines are on the page but in no record, each with the ledger role it takes."""

from app.parse.rules.credits import BYLINE, CAPTION, COMPILED_BY, CREDIT_LINE, CREDITS, SOURCE_NOTE
from app.parse.rules.formalities import (
    ATTENDANCE,
    CONTENTS_LINE,
    DOCUMENT_TABLE,
    RELEASE,
    SPEECH_NUMBER,
    STAGE_DIRECTION,
    TABLE_LEFT_OUT,
    TIME_STAMP,
)
from app.parse.rules.inline import PAGE_JUMP
from app.parse.rules.mastheads import (
    ADVERTISEMENT,
    BRACKETED_DATE,
    DATELINE,
    FOLIO,
    LATIN_MASTHEAD,
    MASTHEAD,
    SEPARATOR,
)
from app.parse.rules.posts import CONTACT, INVITATION, POST_BUTTON
from app.parse.rules.rule import Rule
from app.parse.rules.websites import (
    BROWSER_PRINT,
    CMS_RESIDUE,
    COPYING_NOTE,
    COPYRIGHT,
    COUNTER,
    PAGE_DATA,
    PAPER_NOTE,
    SYSTEM_MESSAGE,
)
from app.parse.types import Role

LINE_RULES: tuple[tuple[Rule, Role], ...] = (
    (PAGE_JUMP, Role.PAGE_JUMP),
    (CMS_RESIDUE, Role.METADATA),
    (MASTHEAD, Role.METADATA),
    (DATELINE, Role.METADATA),
    (BRACKETED_DATE, Role.METADATA),
    (CONTENTS_LINE, Role.METADATA),
    (TABLE_LEFT_OUT, Role.METADATA),
    (LATIN_MASTHEAD, Role.METADATA),
    (FOLIO, Role.METADATA),
    (BROWSER_PRINT, Role.METADATA),
    (SEPARATOR, Role.METADATA),
    (RELEASE, Role.METADATA),
    (DOCUMENT_TABLE, Role.METADATA),
    (PAGE_DATA, Role.METADATA),
    (TIME_STAMP, Role.METADATA),
    (SYSTEM_MESSAGE, Role.METADATA),
    (SPEECH_NUMBER, Role.METADATA),
    (ATTENDANCE, Role.METADATA),
    (STAGE_DIRECTION, Role.NARRATIVE),
    (ADVERTISEMENT, Role.METADATA),
    (CREDITS, Role.METADATA),
    (COPYRIGHT, Role.METADATA),
    (COUNTER, Role.METADATA),
    (COPYING_NOTE, Role.METADATA),
    (PAPER_NOTE, Role.METADATA),
    (POST_BUTTON, Role.METADATA),
    (INVITATION, Role.METADATA),
    (CONTACT, Role.METADATA),
    (COMPILED_BY, Role.BYLINE),
    (CREDIT_LINE, Role.BYLINE),
    (SOURCE_NOTE, Role.METADATA),
    (CAPTION, Role.CAPTION),
    (BYLINE, Role.BYLINE),
)
"""In this order, because a byline with 整理 is also a byline, and a property line may hold anything."""
