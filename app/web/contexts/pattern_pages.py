"""Every page type with made-up content that brings out all it can draw: for the page of patterns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.archive.queries import Evidence
from app.web import labels
from app.web.contexts.beside import BesidePage, Passage
from app.web.contexts.citing import Citing
from app.web.contexts.common import Link, Pager, RecordView, Who
from app.web.contexts.corrections import CorrectionItem
from app.web.contexts.coverage import Cell, CoveragePage, CoverageRow, FailedItem, UnreadItem
from app.web.contexts.documents import DocumentPage, Group
from app.web.contexts.errors import missing_page
from app.web.contexts.exchanges import ExchangePage, Turn
from app.web.contexts.filters import Choice
from app.web.contexts.help import help_page
from app.web.contexts.meetings import Counted, MeetingPage, MeetingsPage, YearOfMeetings
from app.web.contexts.pattern_searches import (
    ARRIVAL,
    CPPCC,
    EXPORTS,
    FRAME,
    GOVERNMENT,
    HERE,
    MARKED,
    NPC,
    PAGER,
    WHY,
    a_meeting,
    home,
    nothing,
    search,
    search_without_hits,
)
from app.web.contexts.patterns import a_document, a_passage, a_record, an_activity, patterns_page
from app.web.contexts.people import (
    DelegatesPage,
    DepartmentGroup,
    DepartmentItem,
    DepartmentsPage,
    Initial,
    PersonItem,
)
from app.web.contexts.plans import ContentsItem, Node, PlanPage, SectionItem
from app.web.contexts.profiles import (
    DelegatePage,
    DepartmentPage,
    Item,
    RoleItem,
    YearOfRecords,
)
from app.web.contexts.profiles import (
    Partner as Counterpart,
)
from app.web.contexts.records import RecordPage, RevisionItem
from app.web.contexts.shelves import DocumentsPage, YearOfDocuments
from app.web.contexts.sources import TAIL, LegendItem, Place, SourcePage
from app.web.contexts.wording import Wording
from app.web.paging import Part

_FACTS = (("会议", HERE), ("刊发日期", Link("2026年1月2日")))
_CHOICES = (Choice("全部", "#", True, 12), Choice("人大", "#", False, 12), Choice("政协", "#", False, 0))
_CITING = Citing(
    "https://example.test/r/abcde-fghij", "江晚舟. 补齐停车短板[N]. 云汀日报, 2026-01-02.", "云汀日报"
)
_CORRECTIONS = (
    CorrectionItem("发言人", "江晩舟", "校对", "2026年1月3日", "姓名误排", "#"),
    CorrectionItem("标题", "", "校对", "2026年1月3日", "与原件核对", ""),
)


@dataclass(frozen=True)
class Example:
    """A page type: what it is, the template that draws it, and what with."""

    word: str
    template: str
    page: Any


def pattern_pages() -> Iterator[Example]:
    """Every page type, those twice that cannot draw all they can at once."""
    yield Example("首页", "home.html", home())
    yield Example("检索结果", "search.html", search())
    yield Example("没有结果的检索", "search.html", search_without_hits())
    yield Example("检索说明", "search.html", replace(search(), asked=False, hits=(), titled=None))
    yield Example("检索帮助", "help.html", help_page())
    yield from (Example(f"记录：{word}", "record.html", _record(kind)) for kind, word in labels.KINDS.items())
    yield Example("对照原文", "beside.html", _beside())
    yield Example("文献", "document.html", _document())
    yield Example("问答", "exchange.html", _exchange())
    yield Example("规划", "plan.html", _plan())
    yield Example("会议", "meeting.html", _meeting())
    yield Example("会议目录", "meetings.html", _meetings())
    yield Example("文献目录", "documents.html", _documents())
    yield Example("代表委员", "delegate.html", _delegate())
    yield Example("代表委员目录", "delegates.html", _delegates())
    yield Example("部门", "department.html", _department())
    yield Example("部门目录", "departments.html", _departments())
    yield Example("原文", "source.html", _source())
    yield Example("收录范围", "coverage.html", _coverage())
    yield Example("没有找到的网址", "error.html", missing_page("/", "停车 火星", nothing=nothing()))


def _view(kind: str = "speech", body: str = "npc", name: str = "江晚舟") -> RecordView:
    mark = {"question": "问", "answer": "答"}.get(kind, "")
    view = a_record(kind, body, mark, name, "云汀物流协会")
    return replace(view, represents=(Who("民建云汀市委会", "#"),), partial=True, left=120)


def _wording(pager: Pager | None = None) -> Wording:
    paragraphs = _view().paragraphs
    return Wording(
        paragraphs=paragraphs, first=3, continued=True, matches=3, here=1, where=Part(1, 1, 0, 9), pager=pager
    )


def _record(kind: str) -> RecordPage:
    view = _view(kind, name="" if kind == "speech" else "江晚舟")
    question, answer = _view("question", "cppcc", "贺知秋"), _view("answer", "government", "市交通运输局")
    return RecordPage(
        frame=FRAME,
        record=view,
        wording=_wording(PAGER if kind == "speech" else None),
        heading=(("补齐", False), ("停车", True), ("短板", False)),
        path=((MARKED, "#"),) if kind == "section" else (),
        meeting=(("云汀市问政会", False),),
        section_heading=(("聚焦城市治理", False),),
        first_match="text",
        matches=3,
        question=question if kind == "answer" else None,
        others=(question, answer) if kind == "question" else (),
        unlisted=2,
        context_url="#",
        previous=question,
        next=answer,
        siblings=(Link("第一节"), Link("第二节", "#")) if kind == "section" else (),
        children=(Link("一、路网", "#"),) if kind == "section" else (),
        facts=_FACTS,
        citing=_CITING,
        source_url="#",
        beside="#",
        revision=1,
        superseded=2,
        revisions=(RevisionItem(2, "#", "更正后重新读出", False), RevisionItem(1, "#", "首次收录", True)),
        corrections=_CORRECTIONS,
        findings=(labels.FINDINGS["broken_off"],),
        more_findings=1,
        changes=patterns_page().changes,
        back="#",
        mark=ARRIVAL.marked,
        why=WHY,
    )


def _beside() -> BesidePage:
    return BesidePage(
        frame=FRAME,
        record=_view(),
        passages=(
            Passage("（前文）", False, 40),
            Passage("老城区停车泊位缺口较大。", True),
            Passage("（后文）", False),
        ),
        after=80,
        file="样本.txt",
        download="#",
        source_url="#",
        wording=_wording(PAGER),
    )


def _document() -> DocumentPage:
    records = (_view(), _view("question", "cppcc", ""))
    return DocumentPage(
        frame=FRAME,
        title="把民生小事办成头等大事",
        subtitle="代表发言摘要",
        body=NPC,
        genre="发言摘要",
        facts=_FACTS,
        source=Link("看原文", "#"),
        groups=(Group("聚焦城市治理", "g-1", records), Group("", "g-2", (_view("answer"),))),
        records=3,
        people=(Link("江晚舟", "#"), Link("贺知秋", "#")),
        corrections=_CORRECTIONS,
        citing=_CITING,
        pager=PAGER,
        arrival=ARRIVAL,
    )


def _exchange() -> ExchangePage:
    turns = (_view("question", "cppcc", "贺知秋"), _view("answer", "government", "市交通运输局"))
    return ExchangePage(
        frame=FRAME,
        topic="桥下停车",
        body=CPPCC,
        turns=tuple(Turn(turn, "https://example.test/r/abcde-fghij", "云汀日报", "#") for turn in turns),
        answers=(Link("市交通运输局", "#"),),
        facts=_FACTS,
        document=HERE,
        source_url="#",
        citing=_CITING,
        pager=PAGER,
        arrival=ARRIVAL,
    )


def _plan() -> PlanPage:
    sections = tuple(
        SectionItem(
            Node(f"example-{level}", level, f"第{level}级", f"s-{level}"),
            f"h{min(level + 2, 6)}",
            _view("section", "government"),
        )
        for level in range(7)
    )
    return PlanPage(
        frame=FRAME,
        title="云汀市综合交通规划",
        subtitle="2026—2030年",
        body=GOVERNMENT,
        facts=_FACTS,
        source=Link("看原文", "#"),
        corrections=_CORRECTIONS,
        citing=_CITING,
        total=7,
        outline=tuple(ContentsItem(item.node.level, item.node.label, "#") for item in sections),
        sections=sections,
        pager=PAGER,
        arrival=ARRIVAL,
    )


def _meeting() -> MeetingPage:
    counted = (Counted(Link("江晚舟", "#"), 3),)
    return MeetingPage(
        frame=FRAME,
        key="abcde-fghij",
        name="云汀市问政会",
        body=NPC,
        year="2026年",
        records=12,
        documents=(a_document(),),
        people=counted,
        everyone=2,
        departments=counted,
        all_records="#",
        exports=EXPORTS,
        citing=_CITING,
        pager=PAGER,
    )


def _meetings() -> MeetingsPage:
    shelf = YearOfMeetings("2026年", 1, 12, (a_meeting(),))
    return MeetingsPage(frame=FRAME, bodies=_CHOICES, years=_CHOICES, shelves=(shelf,), total=1, pager=PAGER)


def _documents() -> DocumentsPage:
    return DocumentsPage(
        frame=FRAME,
        heading="文献",
        bodies=_CHOICES,
        genres=_CHOICES,
        years=_CHOICES,
        narrowed="云汀市问政会",
        everything="#",
        shelves=(YearOfDocuments("2026年", (a_document(),)),),
        total=1,
        pager=PAGER,
    )


def _years() -> tuple[YearOfRecords, ...]:
    question, answer = _view("question", "cppcc", "贺知秋"), _view("answer", "government", "市交通运输局")
    items = (Item(question, answered_by=(Link("市交通运输局", "#"),)), Item(answer, question=question))
    return (YearOfRecords("2026年", "y-2026", items),)


def _delegate() -> DelegatePage:
    person = PersonItem(Link("江晚舟", "#"), CPPCC, 3, "2026年")
    return DelegatePage(
        frame=replace(FRAME, feed=Link("议事录：江晚舟", "#")),
        key="abcde-fghij",
        name="江晚舟",
        body=NPC,
        namesakes=(person,),
        roles=(RoleItem("2026年", NPC, "人大代表", "云汀物流协会", "民建云汀市委会"),),
        evidence=(Evidence("姓名与机构相符。", 3),),
        activity=replace(an_activity(), everything="#", years=_years(), exports=EXPORTS, pager=PAGER),
        answerers=(Counterpart(Link("市交通运输局", "#"), 2),),
    )


def _delegates() -> DelegatesPage:
    person = PersonItem(Link("江晚舟", "#"), NPC, 3, "2026年")
    return DelegatesPage(
        frame=FRAME,
        heading="代表委员",
        bodies=_CHOICES,
        letters=_CHOICES,
        body="npc",
        name="",
        groups=(Initial("J", (person,)),),
        total=1,
        pager=PAGER,
    )


def _department() -> DepartmentPage:
    return DepartmentPage(
        frame=replace(FRAME, feed=Link("议事录：市交通运输局", "#")),
        key="abcde-fghij",
        name="市交通运输局",
        kind="部门",
        facet="dept",
        aliases="市交通局",
        evidence=(Evidence("部门名称相符。", 2),),
        activity=replace(an_activity(), pager=replace(PAGER, previous="#")),
        askers=(Counterpart(Link("贺知秋", "#"), 2),),
        by_topic=_CHOICES,
        more_topics=_CHOICES,
    )


def _departments() -> DepartmentsPage:
    group = DepartmentGroup("部门", 1, (DepartmentItem(Link("市交通运输局", "#"), 4, "市交通局"),))
    return DepartmentsPage(frame=FRAME, kinds=_CHOICES, groups=(group,), total=1, pager=PAGER)


def _source() -> SourcePage:
    place = Place(labels.FINDINGS["broken_off"], "（下转", "#")
    row = a_passage()
    roles = {**labels.LEDGER_ROLES, TAIL: "原件末尾"}
    pieces = tuple(replace(row.pieces[0], text=word, role=role) for role, word in roles.items())
    anchored = replace(row.pieces[0], anchor="abcde-fghij")
    return SourcePage(
        frame=FRAME,
        file="样本.txt",
        sha256="0" * 64,
        facts=(("字数", "1200 字"),),
        download="#",
        legend=tuple(LegendItem(role, word, 12) for role, word in labels.LEDGER_ROLES.items()),
        unread=12,
        unread_places=(place,),
        unlisted=1,
        findings=(place,),
        findings_unlisted=1,
        rows=(replace(row, pieces=(*row.pieces, anchored, *pieces)),),
        documents=(a_document(),),
        corrections=_CORRECTIONS,
        pager=PAGER,
    )


def _coverage() -> CoveragePage:
    bodies = (NPC, CPPCC, GOVERNMENT)
    cells = (
        Cell(None, 0),
        *(Cell(Link(str(4 * depth), "#"), depth, 12, depth // 5) for depth in range(1, 6)),
    )
    return CoveragePage(
        frame=FRAME,
        bodies=bodies,
        rows=tuple(
            CoverageRow(year, cells[start : start + 3], Cell(Link("60"), 0, 60, 1))
            for year, start in (("2026年", 0), ("2025年", 3))
        ),
        sums=cells[1:4],
        sum=Cell(Link("60"), 0, 60, 1),
        records=60,
        failures=(FailedItem("坏.txt", "文件损坏或不全。", "the file is damaged", CPPCC, "2025年"),),
        sources=(UnreadItem(Link("样本.txt", "#"), NPC, "2026年", 12, 2),),
        unlisted=1,
    )
