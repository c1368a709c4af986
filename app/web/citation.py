"""Citations after GB/T 7714—2015 (信息与文献 参考文献著录规则), numbered style, electronic resources."""

from datetime import date

from app.archive.queries import Entry
from app.text.dates import to_chinese
from app.web import labels

_NAMES = 3
"""GB/T 7714 8.1.2: up to three authors are named, more are cut with 等."""
_AUTHOR_ROLES = ("speaker", "asker", "respondent")


def gb7714(entry: Entry, url: str, accessed: date) -> str:
    """`方某. 题名[N/OL]. 某某日报, 2024-07-15(04)[2026-01-02]. https://…` for one record.

    The type is N for what a newspaper printed, R for a plan and Z (other) for the rest.
    """
    author = _author(entry)
    parts = [author] if author else []
    parts.append(f"{_title(entry)}[{_type(entry)}/OL]")
    published = _publication(entry)
    dated = f"[{accessed.isoformat()}]"
    parts.append(f"{published}{dated}" if published else dated)
    return f"{'. '.join(parts)}. {url}."


def plain(entry: Entry, url: str) -> str:
    """In words, for a note or a message: `方某发言，某会议，《某某日报》2024年7月15日第04版，https://…`."""
    document = entry.document
    said = {"speech": "发言", "question": "提问", "answer": "答复"}.get(entry.record.kind, "")
    names = "、".join(_names(entry))
    paper = f"《{document.publication}》" if document.publication else ""
    dated = to_chinese(document.published or document.held) if paper else labels.document_date(document)
    page = f"第{labels.page_number(document)}版" if document.page else ""
    parts = (
        f"{names or '佚名'}{said}" if said else "",
        f"《{_title(entry)}》" if entry.document.title else _title(entry),
        entry.meeting.name if entry.meeting and entry.document.title else "",
        f"{paper}{dated}{page}",
        url,
    )
    return "，".join(part for part in parts if part)


def _names(entry: Entry) -> list[str]:
    return [by.attribution.printed for by in entry.by if by.attribution.role in _AUTHOR_ROLES]


def _author(entry: Entry) -> str:
    names = _names(entry)
    if len(names) > _NAMES:
        names = [*names[:_NAMES], "等"]
    if names or entry.record.kind == "section":
        return ", ".join(names)
    return "佚名"


def _title(entry: Entry) -> str:
    record = entry.record
    document = labels.document_title(entry.document, entry.meeting)
    if record.kind == "section":
        part = f"{record.number or ''}{record.title or ''}"
    else:
        part = record.title or entry.topic
    return f"{document}：{part}" if part else document


def _type(entry: Entry) -> str:
    if entry.document.publication:
        return "N"
    return "R" if entry.document.genre == "plan" else "Z"


def _publication(entry: Entry) -> str:
    document = entry.document
    page = f"({labels.page_number(document)})" if document.page else ""
    dated = f"{document.published or document.held or ''}{page}"
    return ", ".join(part for part in (document.publication or "", dated) if part)
