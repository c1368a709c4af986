"""Questions and answers: small texts beside the turns a person sees in them."""

from app.parse import read
from app.parse.types import Answer, Question


def turns(text: str) -> list[str]:
    """Each record as who speaks and what is said."""
    return [
        f"{_who(record)}: {record.text}" for document in read(text).documents for record in document.records
    ]


def _who(record: object) -> str:
    if isinstance(record, Question):
        again = "追问" if record.follow_up else "问"
        return f"{record.exchange} {record.asker}{again}"
    assert isinstance(record, Answer)
    more = "补充" if record.supplementary else ""
    person = f"（{record.respondent_post}{record.respondent_person}）" if record.respondent_post else ""
    return f"{record.exchange} {record.respondent}{person}{more}答"


VERSUS = """\
问政现场：面对代表的提问，他们这样回答

交锋一：代表陆一帆 VS 市行政审批局局长杜明
问：办一张许可证，为什么要跑三次？
答：首先道歉，从本月起一次告知。
追问：企业耽误的时间怎么补？
答：我们上门帮办。

交锋二：代表许小溪 VS 市供电公司总经理林满
问：工业园今年停了六次电，这笔账跟谁算？
答：新的变电站年底投产。
市城管局补充答：施工用地由我局协调。
"""


def test_a_headline_names_asker_and_respondent_from_the_first_exchange_on() -> None:
    assert [turn.partition(":")[0] for turn in turns(VERSUS)] == [
        "1 陆一帆问",
        "1 市行政审批局（局长杜明）答",
        "1 陆一帆追问",
        "1 市行政审批局（局长杜明）答",
        "2 许小溪问",
        "2 市供电公司（总经理林满）答",
        "2 市城管局补充答",
    ]


MOTIONS = """\
提案办理面对面问答

县政协委员 陆一帆：关于保护古树的提案

问：保护经费落实了没有？
县林业局答：今年安排九十万元。
追问：砍伐古树怎么处罚？
副县长杜明回应：对保护不力的严肃追责。

两位提案人对办理结果均表示满意。
"""


def test_a_response_is_an_answer_and_satisfaction_with_it_is_not() -> None:
    assert turns(MOTIONS) == [
        "1 陆一帆问: 保护经费落实了没有？",
        "1 县林业局答: 今年安排九十万元。",
        "1 陆一帆追问: 砍伐古树怎么处罚？",
        "1 副县长杜明（副县长杜明）答: 对保护不力的严肃追责。",
    ]
