"""Citations after GB/T 7714—2015 (信息与文献 参考文献著录规则), numbered style, electronic resources."""

from collections.abc import Sequence
from datetime import date

from app.archive.models import Document, Meeting
from app.archive.queries import Entry
from app.text.dates import to_chinese
from app.web import labels

_NAMES = 3
"""GB/T 7714 8.1.2: up to three authors are named, more are cut with 等."""
_AUTHOR_ROLES = ("speaker", "asker", "respondent")


def gb7714(entry: Entry, url: str, accessed: date) -> str:
    """`方某. 题名[N/OL]. 某某日报, 2024-07-15(04)[2026-01-02]. https://…` for one record."""
    return _cited(_author(entry), _title(entry), entry.document, url, accessed)


def document_gb7714(document: Document, meeting: Meeting | None, url: str, accessed: date) -> str:
    """The same for a whole document; a newspaper's page is by its reporters, where they are named."""
    return _cited(_cut(document.reporters), labels.document_title(document, meeting), document, url, accessed)


def meeting_gb7714(meeting: Meeting, url: str, accessed: date) -> str:
    """`会议名[DB/OL]. 2024[2026-01-02]. https://…`: the archive's page of a meeting is a database's."""
    return f"{meeting.name}[DB/OL]. {meeting.year or ''}[{accessed.isoformat()}]. {url}."


def _cited(author: str, title: str, document: Document, url: str, accessed: date) -> str:
    """The type is N for what a newspaper printed, R for a plan and Z (other) for the rest."""
    parts = [author] if author else []
    parts.append(f"{title}[{_type(document)}/OL]")
    parts.append(f"{_publication(document)}[{accessed.isoformat()}]")
    return f"{'. '.join(parts)}. {url}."


def plain(entry: Entry, url: str) -> str:
    """In words, for a note or a message: `方某发言，某会议，《某某日报》2024年7月15日第04版，https://…`."""
    said = {"speech": "发言", "question": "提问", "answer": "答复"}.get(entry.record.kind, "")
    names = "、".join(_names(entry))
    by = f"{names or '佚名'}{said}" if said else ""
    return _in_words(by, _title(entry), entry.document, entry.meeting, url)


def document_plain(document: Document, meeting: Meeting | None, url: str) -> str:
    """The same for a whole document: `《题名》，某会议，《某某日报》2024年7月15日第04版，https://…`."""
    return _in_words("", labels.document_title(document, meeting), document, meeting, url)


def meeting_plain(meeting: Meeting, url: str) -> str:
    """`某会议（人大，2024年），https://…`."""
    known = [labels.BODIES.get(meeting.body or "", ""), labels.year(meeting.year) if meeting.year else ""]
    said = "，".join(word for word in known if word)
    return f"{meeting.name}（{said}），{url}" if said else f"{meeting.name}，{url}"


def _in_words(by: str, title: str, document: Document, meeting: Meeting | None, url: str) -> str:
    paper = f"《{document.publication}》" if document.publication else ""
    dated = to_chinese(document.published or document.held) if paper else labels.document_date(document)
    page = f"第{labels.page_number(document)}版" if document.page else ""
    parts = (
        by,
        f"《{title}》" if document.title else title,
        meeting.name if meeting and document.title else "",
        f"{paper}{dated}{page}",
        url,
    )
    return "，".join(part for part in parts if part)


def _names(entry: Entry) -> list[str]:
    return [by.attribution.printed for by in entry.by if by.attribution.role in _AUTHOR_ROLES]


def _author(entry: Entry) -> str:
    names = _cut(_names(entry))
    return names if names or entry.record.kind == "section" else "佚名"


def _cut(names: Sequence[str]) -> str:
    return ", ".join((*names[:_NAMES], "等") if len(names) > _NAMES else names)


def _title(entry: Entry) -> str:
    record = entry.record
    document = labels.document_title(entry.document, entry.meeting)
    if record.kind == "section":
        part = f"{record.number or ''}{record.title or ''}"
    else:
        part = record.title or entry.topic
    return f"{document}：{part}" if part else document


def _type(document: Document) -> str:
    if document.publication:
        return "N"
    return "R" if document.genre == "plan" else "Z"


def _publication(document: Document) -> str:
    page = f"({labels.page_number(document)})" if document.page else ""
    dated = f"{document.published or document.held or ''}{page}"
    return ", ".join(part for part in (document.publication or "", dated) if part)
