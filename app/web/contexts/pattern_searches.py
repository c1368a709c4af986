"""The home page and searches with made-up content: for the page of patterns."""

from dataclasses import replace

from app.search import Piece, Snippet, Wanted
from app.web import labels
from app.web.contexts.common import Bar, Frame, Link, Pager, bars
from app.web.contexts.examples import Kind
from app.web.contexts.filters import Choice
from app.web.contexts.help import example_groups
from app.web.contexts.hits import Hit, Partner
from app.web.contexts.home import BodyCount, Browse, HomePage, StackedBar
from app.web.contexts.home import Segment as BarSegment
from app.web.contexts.meetings import MeetingItem
from app.web.contexts.narrowing import Chip, FacetView, Narrowing, Option, Tab
from app.web.contexts.nohits import Covered, NoHits, Reading, Try
from app.web.contexts.patterns import patterns_page
from app.web.contexts.search import SearchPage, Taking, WidenedView
from app.web.contexts.titled import Titled, TitledDocument
from app.web.contexts.why import Why
from app.web.contexts.wording import Arrival

FRAME = Frame(title="样式", canonical="/_patterns", listed=False)
HERE = Link("云汀市问政会", "#")
NPC, CPPCC, GOVERNMENT = (labels.body(body) for body in labels.BODIES)
PAGER = Pager(2, 5, "#", "#")
EXPORTS = (Link("Excel", "#"), Link("CSV", "#"))
MARKED: Snippet = (Piece("老城区", False), Piece("停车", True), Piece("泊位缺口较大", False))
WHY = (Why("所答的提问", MARKED),)
ARRIVAL = Arrival({"q": "停车"}, (Wanted("停车"),))


def home() -> HomePage:
    """All of the home page."""
    segments = tuple(
        BarSegment(body, f"2026年{body.word} 4 篇", "#", 30.0 * n, 30.0, 4)
        for n, body in enumerate((NPC, CPPCC, GOVERNMENT))
    )
    kinds: tuple[Bar, ...] = bars([("发言", 9, "#"), ("提问", 3, "#")])
    return HomePage(
        frame=FRAME,
        examples=(Kind("议题", (Link("停车", "#"), Link("养老", "#"))),),
        records=12,
        bodies=(
            BodyCount(NPC, 12, kinds, "#"),
            BodyCount(CPPCC, 0, (), "#"),
            BodyCount(GOVERNMENT, 3, kinds, "#"),
        ),
        years=(StackedBar(Link("2026年", "#"), 12, segments),),
        meetings=(a_meeting(),),
        delegates=2,
        letters=(Link("J", "#"), Link("H", "#")),
        departments=(Browse(Link("市交通运输局", "#"), 4),),
        all_departments=1,
        gaps=("政协2022年",),
    )


def a_meeting() -> MeetingItem:
    """A meeting in a list."""
    return MeetingItem(HERE, NPC, "2026年", 2, 12)


def search() -> SearchPage:
    """Hits with all that can stand around them."""
    options = (Option("发言", 9, "#", False), Option("提问", 3, "#", True))
    partner = Partner("答复", MARKED, "#", MARKED)
    hit = Hit(
        NPC,
        "提问",
        "2026年1月2日",
        (MARKED,),
        MARKED,
        MARKED,
        MARKED,
        MARKED,
        MARKED,
        MARKED,
        MARKED,
        "#",
        "#",
        partner,
        Link("另有 2 条相近", "#"),
        WHY,
    )
    titled = TitledDocument(MARKED, "#", NPC, "规划", "2026年", "9 节")
    tabs = (
        Tab("", "全部", "12", "#", True),
        *(Tab(value, word, "4", "#", False) for value, word in labels.BODIES.items()),
    )
    return SearchPage(
        frame=replace(FRAME, section="search"),
        q="停车",
        hidden={"body": "npc"},
        examples=tuple(group.examples[0] for group in example_groups()),
        asked=True,
        problem="",
        notice="提示：括号不成对，按普通文字查。",
        total=12,
        narrow=Narrowing(
            tabs=tabs,
            chips=(Chip("机构：人大", "#"),),
            clear="#",
            facets=(FacetView("kind", "类型", options, options),),
            trend=patterns_page().trend,
        ),
        widened=(WidenedView("停车", "泊车", True, "#"), WidenedView("泊位", "", False, "#")),
        meant=(Link("停车场", "#"),),
        sorts=(Choice("相关度", "#", True), Choice("由新到旧", "#", False)),
        titled=Titled(2, (titled,), (titled,)),
        hits=(hit, hit._replace(body=CPPCC, partner=None)),
        nothing=None,
        folded=2,
        taking=Taking(EXPORTS, Link(labels.FEED, "#"), 5000),
        pager=PAGER,
        bounded="结果较多，只能翻到前若干篇。",
        first="",
    )


def nothing() -> NoHits:
    """What to try."""
    return NoHits(
        asked="“停车 火星”",
        readings=(Reading("停车", ("在“标题”里",), 12), Reading("火星", (), 0)),
        filters=("机构：人大",),
        tries=(Try("少一个词：停车", "#", 12),),
        covered=(Covered(NPC, "2024—2026年", 12, "#"),),
    )


def search_without_hits() -> SearchPage:
    """A search that finds nothing."""
    narrow = Narrowing(tabs=(), chips=(), clear="#", facets=(), trend=())
    return replace(
        search(), hits=(), titled=None, nothing=nothing(), narrow=narrow, problem="检索式没有写完。"
    )
