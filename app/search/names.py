"""What a reader may call the fields and their values before and after a colon."""

FIELD_NAMES = {
    "发言人": "who",
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
    "问": "question",
    "question": "question",
    "答": "answer",
    "answer": "answer",
}
"""The fields by each name a reader may use before a colon."""

VALUES = {
    "body": {"人大": "npc", "npc": "npc", "政协": "cppcc", "cppcc": "cppcc"}
    | {"政府": "government", "government": "government"},
    "kind": {"发言": "speech", "speech": "speech", "提问": "question", "question": "question"}
    | {"答复": "answer", "answer": "answer", "规划": "section", "section": "section"},
}
"""The values of a facet by each name a reader may use after the colon."""

SPOKEN = ("topic", "title", "question", "answer")
"""The fields of running text, in which a word may stand for another one."""

SIDES = ("question", "answer")
"""The fields of an exchange: what was asked, what was answered."""
