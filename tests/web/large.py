"""An archive where everything comes a given number of times."""

from pathlib import Path

from app.archive.db import migrate, open_engine, session_factory
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from tests.web.client import Client
from tests.web.factory import SHA, Factory, by


def build(folder: Path, size: int) -> tuple[Client, dict[str, str]]:
    """An archive where everything comes `size` times."""
    settings = Settings(data=folder, search="whoosh", segmenter="jieba")
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    factory.run()
    factory.source("原文" * 400)
    meeting = factory.meeting("问政会", "npc", 2025)
    person = factory.person("江晚舟", "npc", *((f"20{10 + n}", f"单位{n}") for n in range(size)))
    bureau = factory.department("市交通运输局")
    qa = factory.document("问答", "qa", "npc", year=2025, meeting_key=meeting.key)
    plan = factory.document("规划", "plan", "government", year=2021)
    for n in range(size):
        factory.person(f"某{'甲乙丙丁戊己庚辛壬癸'[n]}", "npc")
        factory.department(f"第{n}局")
        factory.meeting(f"第{n}次会", "cppcc", 2000 + n)
        factory.document(f"第{n}篇", "speeches", "npc", year=2000 + n)
        question = factory.record(
            qa, "question", f"第{n}问停车", by("asker", "江晚舟", person), exchange_key="self"
        )
        for m in range(size):
            factory.record(
                qa,
                "answer",
                f"第{n}问停车的第{m}答",
                by("respondent", "市交通运输局", department=bureau),
                exchange_key=question.key,
            )
        factory.record(plan, "section", f"第{n}节", level=1, number=f"{n}、", ordinal=n, title="停车")
    first = next(row for row in factory.rows if getattr(row, "kind", "") == "answer")
    section = next(row for row in factory.rows if getattr(row, "kind", "") == "section")
    factory.save(engine)
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()
    addresses = {
        "home": "/",
        "search": "/search?q=停车&body=npc",
        "documents": "/documents",
        "document": f"/documents/{qa.key}",
        "record": f"/r/{first.key}",
        "section": f"/r/{section.key}",
        "exchange": f"/qa/{first.exchange_key}",
        "delegates": "/delegates",
        "delegate": f"/delegates/{person.key}",
        "departments": "/departments",
        "department": f"/departments/{bureau.key}",
        "plans": "/plans",
        "plan": f"/plans/{plan.key}",
        "source": f"/sources/{SHA}",
        "coverage": "/coverage",
        "search in JSON": "/api/v1/search?q=停车",
    }
    return Client(create_app(settings)), addresses
