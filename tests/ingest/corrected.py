"""A page that was read with mistakes, and entries that correct it."""

from typing import Any

from app.ingest.corrections import Correction
from app.parse.types import (
    Answer,
    Body,
    Document,
    Finding,
    Genre,
    Parse,
    Question,
    Record,
    Role,
    Section,
    Speech,
)
from app.text.spans import Span

SHA256 = "5a" * 32

SPEECHES = """\
分组审议发言摘编
周小洲代表：
旧楼加装电梯要先算清账，由街道统一受理，
再按楼层分担费用。
社区食堂要办得长久，配餐和送餐都要有人管。
（图为审议现场）
秦文代表：公交线路可以短一些，
班次多一些，晚上收车晚一些。
说明：以上意见已转交通局。
"""

QUESTIONS = """\
代表问政
吴桐：河道清淤何时完工？
水利局：年底完工。章远：夜间施工怎么办？
住建局：夜间不再施工。
"""

PLAN = """\
城市更新计划
第一章　住房
第一节　老旧小区
完成改造四十个小区。
第二章　道路
新建道路六条。
"""


def at(text: str, words: str, after: int = 0) -> Span:
    """Where the words stand."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def reading(text: str, documents: list[Document], roles: dict[Role, list[str]]) -> Parse:
    """The documents, with the spans they have; the given words have the given roles, the rest is unread."""
    codes = [Role.SPACE if char.isspace() else Role.UNREAD for char in text]
    for role, found in roles.items():
        for words in found:
            span = at(text, words)
            codes[span.start : span.end] = [role] * len(words)
    for document in documents:
        for record in document.records:
            for span in record.spans:
                codes[span.start : span.end] = [Role.TEXT] * (span.end - span.start)
    ledger = [(i, i + 1, role) for i, role in enumerate(codes)]
    return Parse(len(text), documents, ledger, [])


def of(made: type[Record], text: str, *paragraphs: str, **more: Any) -> Record:
    """A record of these paragraphs; a `|` marks where a line of the source ends within one."""
    spans = [at(text, line) for one in paragraphs for line in one.split("|")]
    body = "\n".join(one.replace("|", "") for one in paragraphs)
    return made(text=body, spans=spans, **more)


def speeches() -> Parse:
    """Two speeches; what the second says has a note below it, and a caption stands between."""
    text = SPEECHES
    first = of(
        Speech,
        text,
        "旧楼加装电梯要先算清账，由街道统一受理，|再按楼层分担费用。",
        "社区食堂要办得长久，配餐和送餐都要有人管。",
        speakers=["周小洲"],
        body=Body.NPC,
    )
    second = of(
        Speech, text, "公交线路可以短一些，|班次多一些，晚上收车晚一些。", speakers=["秦文"], body=Body.NPC
    )
    page = Document(
        genre=Genre.SPEECHES, title="分组审议发言摘编", body=Body.NPC, held="2024", records=[first, second]
    )
    roles = {
        Role.TITLE: ["分组审议发言摘编"],
        Role.LABEL: ["周小洲代表：", "秦文代表："],
        Role.CAPTION: ["（图为审议现场）"],
    }
    return reading(text, [page], roles)


def questions() -> Parse:
    """Two exchanges of which the reader saw one: the second question stands in the first answer."""
    text = QUESTIONS
    page = Document(
        genre=Genre.QA,
        title="代表问政",
        body=Body.NPC,
        records=[
            of(Question, text, "河道清淤何时完工？", exchange=1, asker="吴桐"),
            of(Answer, text, "年底完工。章远：夜间施工怎么办？", exchange=1, respondent="水利局"),
            of(Answer, text, "夜间不再施工。", exchange=1, respondent="住建局"),
        ],
    )
    roles = {Role.TITLE: ["代表问政"], Role.LABEL: ["吴桐：", "水利局：", "住建局："]}
    found = reading(text, [page], roles)
    start, end = at(text, "水利局：")
    found.findings.append(Finding("respondent_inferred", "no respondent is printed here", start, end))
    return found


def plan() -> Parse:
    """A chapter that is a heading alone, its section, and another chapter."""
    text = PLAN
    page = Document(
        genre=Genre.PLAN,
        title="城市更新计划",
        records=[
            Section(level=1, number="第一章", ordinal=1, title="住房"),
            of(
                Section,
                text,
                "完成改造四十个小区。",
                level=2,
                number="第一节",
                title="老旧小区",
                path=["住房"],
            ),
            of(Section, text, "新建道路六条。", level=1, number="第二章", title="道路"),
        ],
    )
    roles = {Role.TITLE: ["城市更新计划", "第一章　住房", "第一节　老旧小区", "第二章　道路"]}
    return reading(text, [page], roles)


def entry(kind: str, span: Span, text: str, **value: Any) -> Correction:
    """An entry about the words at the span, which it expects to find."""
    words = span.of(text)
    return Correction(
        source=SHA256[:12],
        span=span,
        expect=(words[:4], words[-4:]),
        kind=kind,
        value=value,
        who="资料室",
        why="与纸本核对。",
        date="2026-03-02",
        file="wenzheng.toml",
    )
