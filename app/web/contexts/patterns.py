"""Every component on one page, with made-up content: for whoever changes the style."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.web import labels
from app.web.contexts.common import Bar, Frame, Link, Pager, Paragraph, RecordView, Who, bars
from app.web.contexts.documents import DocumentItem
from app.web.contexts.filters import Choice
from app.web.contexts.narrowing import Column
from app.web.contexts.profiles import Activity, TimelineMeeting, TimelineYear
from app.web.contexts.sources import Piece, Place, Row
from app.web.contexts.wording import Comparison, comparison
from app.web.diff import diff
from app.web.paging import Part

_OLD = "建议增设停车泊位三百个，年底前完成。"
_NEW = "建议增设公共停车泊位五百个，年底前完成。"
_SAME = "\n其余各条照原方案办理。" * 40


@dataclass(frozen=True, kw_only=True)
class PatternsPage:
    """The components' content."""

    frame: Frame
    colours: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    bodies: tuple[labels.Body, ...]
    records: tuple[RecordView, ...]
    chart: tuple[Bar, ...]
    trend: tuple[Column, ...]
    passage: Row
    choices: tuple[Choice, ...]
    facts: tuple[tuple[str, Link], ...]
    document: DocumentItem
    activity: Activity
    pager: Pager
    changes: Comparison
    pages: tuple[tuple[str, Markup], ...] = ()

    def with_pages(self, pages: Iterable[tuple[str, Markup]]) -> "PatternsPage":
        """The same with what each page type draws."""
        return replace(self, pages=tuple(pages))


def patterns_page() -> PatternsPage:
    """Nothing here is read from the archive."""
    return PatternsPage(
        frame=Frame(
            title="样式", canonical="/_patterns", crumbs=(Link("首页", "/"), Link("样式")), listed=False
        ),
        colours=("ink", "soft", "link", "seal", "npc", "cppcc", "government", "none"),
        roles=tuple(labels.LEDGER_ROLES.items()),
        bodies=tuple(labels.body(value) for value in (*labels.BODIES, None)),
        records=(
            a_record("speech", "npc", "", "江晚舟", "云汀物流协会"),
            a_record("question", "cppcc", "问", "贺知秋", ""),
            a_record("answer", "government", "答", "市交通运输局", ""),
        ),
        chart=bars([("2026年", 12, "#"), ("2025年", 5, "#"), ("2024年", 1, None)]),
        trend=(
            Column(2024, 1, 8.3, "#", False),
            Column(2025, 0, 0, None, False),
            Column(2026, 12, 100, "#", True),
        ),
        passage=a_passage(),
        choices=(Choice("全部", "#", True), Choice("人大", "#", False), Choice("政协", "#", False)),
        facts=(("会议", Link("云汀市问政会", "#")), ("刊发日期", Link("2026年1月2日"))),
        document=a_document(),
        activity=an_activity(),
        pager=Pager(2, 5, "#", "#"),
        changes=comparison(diff(_OLD + _SAME, _NEW + _SAME), Part(1, 1, 0, len(_OLD + _SAME))),
    )


def a_record(kind: str, body: str, mark: str, name: str, affiliation: str) -> RecordView:
    """A record by `name`, or by nobody."""
    paragraphs: tuple[Paragraph, ...] = (
        (("老城区", False), ("停车", True), ("泊位缺口较大，夜间尤其突出。", False)),
        (("建议利用桥下空间建设公共停车场，AI 诱导屏同步上线，2026 年底前完成。", False),),
    )
    return RecordView(
        key=f"example-{kind}",
        kind=kind,
        kind_label=labels.KINDS[kind],
        mark=mark,
        body=labels.body(body),
        who=(Who(name, "#", affiliation=affiliation, doubt="据上下文推定" if mark == "问" else ""),)
        if name
        else (),
        represents=(),
        title="补齐停车短板" if kind in ("speech", "section") else "",
        number="",
        topic="桥下停车",
        section_heading="",
        paragraphs=paragraphs,
        excerpt=_NEW,
        partial=False,
        url="#",
        context_url="#",
        date="2026年1月2日",
        year=2026,
        meeting="云汀市问政会",
        document=Link("把民生小事办成头等大事", "#"),
    )


def a_passage() -> Row:
    """A passage with a title, a label, a doubt and words that were not read."""
    return Row(
        pieces=(
            Piece("补齐停车短板\n", "title"),
            Piece("江晚舟代表：", "label"),
            Piece(_NEW, "text", findings=(1,)),
            Piece("（下转", "unread", place="u-1"),
        ),
        record=a_record("speech", "npc", "", "江晚舟", "云汀物流协会"),
        title="补齐停车短板",
        document=a_document(),
        continued=False,
        goes_on=True,
        findings=((1, Place(labels.FINDINGS["broken_off"], "", "#f-1")),),
    )


def a_document() -> DocumentItem:
    """A document in a list."""
    return DocumentItem(
        link=Link("把民生小事办成头等大事", "#"),
        subtitle="代表发言摘要",
        body=labels.body("npc"),
        genre="发言摘要",
        date="2026年1月2日",
        meeting="云汀市人大代表审议工作报告",
        publication="云汀日报",
        records=9,
    )


def an_activity() -> Activity:
    """Two years of somebody."""
    meetings = (TimelineMeeting(Link("云汀市问政会", "#"), "提问 2 篇"),)
    return Activity(
        total=3,
        kinds="提问 2 篇、发言 1 篇",
        timeline=(
            TimelineYear(Link("2026年", "#"), 2, 100, meetings, True),
            TimelineYear(Link("2025年", "#"), 1, 50, meetings, False),
        ),
        everything="",
        topics=(Link("停车", "#"), Link("社区养老", "#")),
        years=(),
        exports=(),
        pager=None,
    )
