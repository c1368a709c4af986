"""A small archive of a fictional city: every kind of record, both bodies, and the government."""

from dataclasses import dataclass

from app.archive.models import Department, Document, Meeting, Person, Record, Source
from tests.web.factory import Factory, by

HOSTILE = "<script>alert('x')</script>\"&'"


@dataclass
class City:
    """The rows that tests name."""

    source: Source
    speeches: Document
    qa: Document
    plan: Document
    untitled: Document
    inquiry: Meeting
    npc_person: Person
    cppcc_namesake: Person
    bureau: Department
    party: Department
    speech: Record
    party_speech: Record
    hostile: Record
    question: Record
    answers: tuple[Record, Record]
    follow_up: Record
    section: Record
    moved: str
    gone: str


def build(factory: Factory) -> City:
    """Fill the factory."""
    factory.run()
    source = factory.source("云汀市两会发言摘要，共刊发若干篇，此处为原文样本。" * 4)
    factory.finding("标题之后没有正文")
    npc = factory.meeting("云汀市人大代表审议工作报告", "npc", 2025)
    inquiry = factory.meeting("云汀市问政会", "npc", 2024)
    person = factory.person("江晚舟", "npc", ("2024", "云汀港务公司"), ("2025", "云汀物流协会"))
    namesake = factory.person("江晚舟", "cppcc", ("2025", None))
    other = factory.person("贺知秋", "npc", ("2024", None))
    bureau = factory.department("市交通运输局")
    housing = factory.department("市建设局")
    party = factory.department("民建云汀市委会", "party")
    published = {"publication": "云汀日报", "published": "2025-01-18", "page": "03", "year": 2025}
    speeches = factory.document(
        "把民生小事办成头等大事", "speeches", "npc", meeting_key=npc.key, subtitle="代表发言摘要", **published
    )
    speech = factory.record(
        speeches,
        "speech",
        "老城区停车泊位缺口较大。\n建议利用桥下空间建设停车场，并开放机关车位。",
        by("speaker", "江晚舟", person, affiliation="云汀物流协会"),
        section_heading="聚焦城市治理",
        title="补齐停车短板",
    )
    factory.revised(speech, "老城区停车位不够。")
    plenary = factory.document(
        "政协大会发言摘要", "plenary", "cppcc", year=2025, publication="云汀日报", published="2025"
    )
    party_speech = factory.record(
        plenary,
        "speech",
        "停车收费应当公开透明，收费标准向社会公示。",
        by("speaker", "江晚舟", namesake),
        by("represents", "民建云汀市委会", department=party),
        title="规范停车收费",
    )
    hostile = factory.record(
        plenary,
        "speech",
        f"引号与尖括号{HOSTILE}都应照原样显示。",
        by("speaker", HOSTILE, decision="none", evidence="不是姓名"),
        title=HOSTILE,
    )
    qa = factory.document(
        "问政会问答摘要", "qa", "npc", meeting_key=inquiry.key, held="2024-07-11", year=2024
    )
    question = factory.record(
        qa,
        "question",
        "请问桥下停车场何时建成？",
        by("asker", "贺知秋", other),
        exchange_key="self",
        topic="桥下停车",
    )
    exchange = question.key
    first = factory.record(
        qa,
        "answer",
        "桥下停车场年底建成，新增泊位三百个。",
        by("respondent", "市交通运输局", department=bureau),
        by("respondent", "柳长青", post="局长", decision="none", evidence="不是代表"),
        exchange_key=exchange,
    )
    second = factory.record(
        qa,
        "answer",
        "我局负责配套道路。",
        by("respondent", "市建设局", department=housing),
        exchange_key=exchange,
        supplementary=True,
    )
    follow_up = factory.record(
        qa,
        "question",
        "建成后如何收费？",
        by("asker", "贺知秋", other, decision="inferred", evidence="追问者即提问者"),
        exchange_key=exchange,
        follow_up=True,
    )
    factory.record(
        qa,
        "answer",
        "按政府定价收费。",
        by("respondent", "市交通运输局", department=bureau),
        exchange_key=exchange,
        follow_up=True,
    )
    plan = factory.document(
        "云汀市综合交通规划", "plan", "government", period="2021/2025", published="2021", year=2021
    )
    section = _plan(factory, plan)
    untitled = factory.document(None, "speeches", None)
    factory.record(untitled, "speech", "没有署名的一段话。", partial=True)
    return City(
        source=source,
        speeches=speeches,
        qa=qa,
        plan=plan,
        untitled=untitled,
        inquiry=inquiry,
        npc_person=person,
        cppcc_namesake=namesake,
        bureau=bureau,
        party=party,
        speech=speech,
        party_speech=party_speech,
        hostile=hostile,
        question=question,
        answers=(first, second),
        follow_up=follow_up,
        section=section,
        moved=factory.redirect("moved", speech.key),
        gone=factory.redirect("gone", None, title="已撤的发言", reason="原件撤回"),
    )


def _plan(factory: Factory, plan: Document) -> Record:
    """A preamble, two chapters, and a second section whose number is printed twice. Returns section 1.2."""
    sections = (
        (0, "", None, "前言", "规划期为五年。"),
        (1, "一、", 1, "发展基础", ""),
        (2, "（一）", 1, "路网", "路网基本成形。"),
        (2, "（二）", 2, "公交", "公交线路四十条。"),
        (2, "（二）", 2, "停车", "规划停车泊位两千个。"),
        (1, "二、", 2, "重点任务", "建设停车场。"),
    )
    made = [
        factory.record(plan, "section", text, level=level, number=number, ordinal=ordinal, title=title)
        for level, number, ordinal, title, text in sections
    ]
    return made[3]
