"""What a reader may call the fields and their values before and after a colon."""

FIELD_NAMES = {
    "发言人": "who",
    "代表": "who",
    "委员": "who",
    "姓名": "who",
    "who": "who",
    "speaker": "who",
    "person": "who",
    "部门": "department",
    "department": "department",
    "dept": "department",
    "机构": "body",
    "body": "body",
    "类型": "kind",
    "kind": "kind",
    "年份": "year",
    "year": "year",
    "日期": "date",
    "date": "date",
    "议题": "topic",
    "topic": "topic",
    "标题": "title",
    "title": "title",
    "党派": "party",
    "界别": "party",
    "party": "party",
    "会议": "meeting",
    "meeting": "meeting",
    "文献": "document",
    "题名": "document",
    "document": "document",
    "单位": "post",
    "职务": "post",
    "post": "post",
    "發言人": "who",
    "委員": "who",
    "部門": "department",
    "機構": "body",
    "類型": "kind",
    "議題": "topic",
    "標題": "title",
    "黨派": "party",
    "界別": "party",
    "會議": "meeting",
    "文獻": "document",
    "題名": "document",
    "單位": "post",
    "職務": "post",
    "問": "question",
    "问": "question",
    "提问": "question",
    "提問": "question",
    "question": "question",
    "答": "answer",
    "答复": "answer",
    "答覆": "answer",
    "答復": "answer",
    "answer": "answer",
}
"""The fields by each name a reader may use before a colon."""

VALUES = {
    "body": dict.fromkeys(("人大", "市人大", "人大常委会", "市人大常委会", "npc"), "npc")
    | dict.fromkeys(("人民代表大会", "市人民代表大会"), "npc")
    | dict.fromkeys(("政协", "市政协", "人民政协", "政治协商会议", "cppcc"), "cppcc")
    | dict.fromkeys(("政府", "市政府", "人民政府", "市人民政府", "government"), "government"),
    "kind": {"发言": "speech", "speech": "speech", "提问": "question", "question": "question"}
    | {"答复": "answer", "answer": "answer", "规划": "section", "section": "section"},
}
"""The values of a facet by each name a reader may use after the colon."""

SPOKEN = ("topic", "title", "question", "answer")
"""The fields of running text, in which a word may stand for another one."""

BESIDE = ("document", "post")
"""The fields of what stands around a record: its document, and what its speakers are."""

SIDES = ("question", "answer")
"""The fields of an exchange: what was asked, what was answered."""

DATED = ("year", "date")
"""The fields of dates and ranges of dates."""

LISTED = ("who", "department", "party", *VALUES, *DATED)
"""The fields of which several values may be given, with commas between."""
