"""What the interface calls things, in Chinese. One place for every word that is not a record's own."""

from dataclasses import dataclass
from datetime import date

from app.archive.models import Document, Meeting, Record
from app.archive.queries import FoundDocument, FoundMeeting, FoundRecord, Sharer
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
DEPARTMENT_KINDS = {"department": "部门", "party": "党派团体", "sector": "界别"}
FACETS = {
    "body": "机构",
    "kind": "类型",
    "year": "年份",
    "person": "代表委员",
    "department": "部门",
    "party": "党派界别",
    "meeting": "会议",
}
EXPORTS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}
FEED = "订阅"
SUGGESTED = {
    "person": "代表委员",
    "department": "部门",
    "topic": "议题",
    "heading": "标题",
    "section": "栏目",
    "document": "文献",
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
MEMBERS = {"npc": "人大代表", "cppcc": "政协委员", "government": "政府工作人员"}
FINDINGS = {
    "asker_inferred": "此处未印提问人，按上文推定。",
    "respondent_inferred": "此处未印答复部门，按同一人先前的答复推定。",
    "partial": "答复从本文件没有的版面开始，文字不全。",
    "unasked": "此答复之前没有读到提问。",
    "empty_speech": "印有发言人，但其后没有文字。",
    "officer_between": "发言之间有政府部门或主持者的话，未计入任何人的发言。",
    "broken_off": "发言在句中中断。",
    "unrecognised": "此处没有认出是哪一类记录，也不像新闻报道，未读入。",
    "annex": "附件由此开始，没有读入。",
    "unpaired": "此处的署名与正文未能对应。",
    "ledger_break": "此处的字没有记账或重复记账。",
    "not_rebuilt": "此篇文字与原文不一致。",
    "edition_lacks": "本库所显示的版本没有这一段。",
    "catalogue_count": "目录所列篇目数与读出的不一致。",
    "catalogue_not_carried": "目录为这份文献的前一版本所列的内容，未能对应到这一版本。",
    "correction_changed": "有一条更正未能应用：此处的文字与更正所记不符。",
    "correction_moved": "有一条更正未能应用：它所记的文字已不在此处。",
    "correction_no_record": "有一条更正未能应用：此处现在没有读作记录。",
    "correction_several": "有一条更正未能应用：此处现在不止一条记录。",
    "correction_unfit": "有一条更正未能应用：它与现在读出的内容不合。",
    "correction_not_carried": "有一条更正写给同一文献的另一版本，此处找不到它所记的文字。",
    "correction_ambiguous": "有一条更正未能应用：它所记的来源编号不止一份原件。",
}
FAILURES = (
    ("encrypted", "文件加了密，去掉密码后再收录。"),
    ("bytes, more than", "文件超过允许的大小，分开后再收录。"),
    ("holds no text", "文件里没有文字，看看是否拿错了文件。"),
    ("scanned images", "文件只有图像没有文字，识别成文字后再收录。"),
    ("do not say which characters", "文件的字体没有注明是哪些字，识别成文字后再收录。"),
    ("damaged", "文件损坏或不全，重新取得完整的文件。"),
    ("cut off", "文件损坏或不全，重新取得完整的文件。"),
    ("split it", "文件太大，分开后再收录。"),
    ("cannot be opened as a file", "这不是普通文件，换成文件本身。"),
    ("neither file nor folder", "这不是普通文件，换成文件本身。"),
    ("a link that leads", "这是指向别处的链接，换成文件本身。"),
    ("cannot be opened", "文件打不开，检查文件名和权限。"),
    ("cannot be read (", "文件读不全，重新复制一份。"),
    ("no such file", "没有这个文件或文件夹，检查名称。"),
    ("old Word .doc", "这是旧式的 Word 文件，另存为 .docx 后再收录。"),
    ("are not read: give", "这类文件不收录，换成可读的格式。"),
    ("has corrections of this source", "它的更正文件有错，改正后再收录。"),
    ("please report this", "读的时候出了意外，请连同文件告知维护人员。"),
)
"""A part of what `ingest` says of a file that it could not read, and the sentence for readers."""
AS_PRINTED = "sic"
NOT_APPLIED = "未能应用的更正"
"""Of a correction whose place is not as it says."""
CORRECTIONS = {
    "boundary": "起止位置按原文重新划定",
    "merge": "原读作几篇，合为此篇",
    "split": "原与前一篇连读，分出此篇",
    AS_PRINTED: "原文如此",
}
CORRECTED_FIELDS = {
    "speakers": "发言人",
    "body": "机构",
    "section_heading": "栏目",
    "title": "标题",
    "represents": "所代表的党派或界别",
    "represents_kind": "代表的是党派还是界别",
    "asker": "提问人",
    "affiliation": "单位职务",
    "topic": "议题",
    "follow_up": "追问",
    "respondent": "答复部门",
    "respondent_person": "答复人",
    "respondent_post": "答复人职务",
    "supplementary": "补充答复",
    "partial": "文字不全",
    "document.title": "文献标题",
    "document.subtitle": "文献副题",
    "document.body": "文献机构",
    "document.meeting": "会议",
    "document.held": "会议日期",
    "document.published": "发表日期",
    "document.period": "规划期",
    "document.publication": "发表于",
    "document.page": "版面",
    "document.reporters": "记者",
}
SEARCHED = {
    "title": "标题",
    "topic": "议题、栏目",
    "who": "发言人",
    "department": "部门",
    "party": "党派、界别",
    "meeting": "会议",
    "post": "单位职务",
    "document": "文献",
    "asked": "所答的提问",
    "text": "正文",
}
"""The texts by which a record is found."""
APART = ("正文", "词语拆成的单字分散在文中")
"""Of a record that was found by nothing that could be marked."""
PREAMBLE = "前言"
UNKNOWN_YEAR = "年份不详"


@dataclass(frozen=True)
class Body:
    """An institution as a page shows it: `value` picks the colour, `word` says it."""

    value: str
    word: str


def body(value: str | None) -> Body:
    """The label of a body; a record without one says so."""
    return Body(value or "none", BODIES.get(value or "", "机构未注明"))


def person(name: str, sharer: Sharer | None) -> str:
    """A name, with what tells its bearer from others of the same name."""
    return f"{name}（{told_apart(sharer)}）" if sharer else name


def told_apart(sharer: Sharer) -> str:
    """The body and affiliation of somebody who shares a name."""
    return "，".join(part for part in (body(sharer.body).word, sharer.affiliation) if part)


def year(value: int | None) -> str:
    """A year as printed in headings."""
    return f"{value}年" if value else UNKNOWN_YEAR


def document_title(document: Document | FoundDocument, meeting: Meeting | FoundMeeting | None) -> str:
    """The printed title, or what a document without one is best known by."""
    if document.title:
        return document.title
    genre = GENRES.get(document.genre, "文献")
    return f"{meeting.name}（{genre}）" if meeting else f"无题{genre}"


def kind(record: Record | FoundRecord) -> str:
    """What a record is among those of its exchange."""
    if record.kind == "question" and record.follow_up:
        return "追问"
    if record.kind == "answer" and record.supplementary:
        return "补充答复"
    if record.kind == "answer" and record.follow_up:
        return "答复追问"
    return KINDS.get(record.kind, record.kind)


def document_date(document: Document | FoundDocument) -> str:
    """When it was held, else published, else the period a plan is for."""
    return to_chinese(document.held or document.published or document.period)


def page_number(document: Document) -> str:
    """The number of a newspaper's page, however it was noted: `第03版` and `03` are both `03`."""
    return (document.page or "").removeprefix("第").removesuffix("版")


def finding(code: str, message: str) -> str:
    """What a finding says to a reader; the reader's own words where no sentence is kept here."""
    return FINDINGS.get(code, message)


def failure(error: str) -> str:
    """Why a file could not be read, in a sentence for readers."""
    return next((sentence for part, sentence in FAILURES if part in error), "文件读不了，原因见下。")


def today() -> date:
    """The date a citation was made on, by the server's clock."""
    return date.today()
