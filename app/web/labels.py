"""What the interface calls things, in Chinese. One place for every word that is not a record's own."""

from dataclasses import dataclass
from datetime import date

from app.archive.models import Document, Meeting
from app.text.dates import to_chinese

BODIES = {"npc": "人大", "cppcc": "政协", "government": "政府"}
KINDS = {"speech": "发言", "question": "提问", "answer": "答复", "section": "规划章节"}
GENRES = {
    "speeches": "发言摘要",
    "plenary": "大会发言",
    "qa": "问政",
    "plan": "规划",
    "article": "其他报道",
}
DEPARTMENT_KINDS = {"department": "部门", "party": "党派", "sector": "界别"}
FACETS = {
    "body": "机构",
    "kind": "类型",
    "year": "年份",
    "person": "代表委员",
    "department": "部门",
    "party": "党派界别",
    "meeting": "会议",
}
SORTS = {"relevance": "相关度", "newest": "由新到旧", "oldest": "由旧到新"}
LEDGER_ROLES = {
    "text": "正文",
    "title": "标题",
    "label": "标签",
    "caption": "图注",
    "page_jump": "转版提示",
    "byline": "署名",
    "metadata": "版面信息",
    "narrative": "叙述",
    "article": "其他报道",
    "space": "空白",
    "unread": "未读出",
}
UNKNOWN_YEAR = "年份不详"


@dataclass(frozen=True)
class Body:
    """An institution as a page shows it: `value` picks the colour, `word` says it."""

    value: str
    word: str


def body(value: str | None) -> Body:
    """The label of a body; a record without one says so."""
    return Body(value or "none", BODIES.get(value or "", "机构未注明"))


def year(value: int | None) -> str:
    """A year as printed in headings."""
    return f"{value}年" if value else UNKNOWN_YEAR


def document_title(document: Document, meeting: Meeting | None) -> str:
    """The printed title, or what a document without one is best known by."""
    if document.title:
        return document.title
    genre = GENRES.get(document.genre, "文献")
    return f"{meeting.name}（{genre}）" if meeting else f"无题{genre}"


def document_date(document: Document) -> str:
    """When it was held, else published, else the period a plan is for."""
    return to_chinese(document.held or document.published or document.period)


def today() -> date:
    """The date a citation was made on, by the server's clock."""
    return date.today()
