"""A shelf of five records made by hand, and how an engine is asked for them."""

from collections.abc import Callable

from app.search.analysis import Analyzer
from app.search.query import parse
from app.search.types import Engine, EngineResult, IndexDocument, Sort

Make = Callable[[str], Engine]


SHELF = (
    IndexDocument(
        key="k1",
        text="老旧小区停车难，建议增设停车泊位。",
        title="关于停车泊位的建议",
        topic="停车",
        who="沈若棠",
        pinyin="srt shenruotang shenruo shen ruotang",
        meeting="第一次会议",
        post="董事长、江州物流协会",
        document="代表问政实录、把小事办好、第一次会议",
        date=20240711,
        filters={"body": ("npc",), "kind": ("question",), "year": ("2024",), "person": ("p1",)},
    ),
    IndexDocument(
        key="k2",
        text="年底前新增泊位两千个，停车收费改革同步推进。",
        department="商务局、市商务局",
        asked="停车\n老旧小区停车难，建议增设停车泊位。",
        date=20240700,
        filters={"body": ("npc",), "kind": ("answer",), "year": ("2024",), "department": ("d1", "d2")},
    ),
    IndexDocument(
        key="k3",
        text="停一停车，收一收费，都要有章法。",
        who="邵景和",
        party="民建",
        date=20220000,
        filters={
            "body": ("cppcc",),
            "kind": ("speech",),
            "year": ("2022",),
            "person": ("p2",),
            "party": ("民建",),
        },
    ),
    IndexDocument(
        key="k4",
        text="AI大模型；品牌出海要用好AI。",
        who="阮青禾、邵景和",
        meeting="第二次会议",
        date=20220000,
        filters={
            "body": ("cppcc",),
            "kind": ("speech",),
            "year": ("2022",),
            "person": ("p2", "p3", "p2"),
        },
    ),
    IndexDocument(
        key="k5",
        text="email said maintain against fair 关键小事，2.0版与20版。",
        date=0,
        filters={"body": ("government",), "kind": ("section",)},
    ),
)


def ask(
    engine: Engine,
    analyzer: Analyzer,
    q: str,
    sort: Sort = "newest",
    offset: int = 0,
    limit: int = 100,
    **filters: str,
) -> EngineResult:
    tree = parse(q, analyzer).tree
    return engine.search(tree, filters=filters, sort=sort, offset=offset, limit=limit)
