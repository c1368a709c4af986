"""Who is meant, by name and body alone and by what the roster says: tables of examples."""

import hashlib

import pytest

from app.people import Mention, Occurrence, Roster, TableError, conflict, held, held_key, replaced
from app.people.identify import Decision
from app.people.periods import Fit, Period


def key_of(*words: str) -> str:
    """A key in the form of the archive's, made of the words."""
    digest = hashlib.sha256("/".join(words).encode()).hexdigest()
    return f"{digest[:5]}-{digest[5:10]}"


QIN = key_of("npc", "秦明")
ROSTER = f"""
[[person]]
name = "周明"
body = "npc"
aliases = ["周鸣", {{ name = "周小明", until = "2021" }}]
not_same_as = ["周明@cppcc"]
why = "2023年核对"

# Two deputies of one name, told apart by unit and time.
[[person]]
name = "李敏"
body = "npc"
affiliations = ["甲厂厂长"]
until = "2021"

[[person]]
name = "李敏"
body = "npc"
distinct = "乙医院"
affiliations = [{{ name = "乙医院院长", since = "2020" }}]
since = "2020"
records = ["bbbbb-bbbbb"]

[[split]]
name = "马力"
body = "cppcc"
distinct = "早年"
before = "2010"

[[split]]
name = "何佳"
body = "cppcc"
distinct = "丙学校"
affiliation = "丙学校"
records = ["ccccc-ccccc"]

[[rename]]
body = "npc"
from = "申平"
to = "申萍"

[[merge]]
body = "npc"
into = "龚丽花"
persons = ["龚丽华", "{QIN}"]
why = "笔误"

[[person]]
name = "李森"
body = "government"
affiliations = [
  {{ name = "水利局局长", since = "2021", until = "2024" }},
  {{ name = "教育局局长", since = "2025" }},
]

[[person]]
name = "李木"
body = "government"
affiliations = ["水利局副局长", {{ name = "水利局局长", since = "2025" }}]
"""
KNOWN = Roster.from_toml(ROSTER, key_of)
EMPTY = Roster.from_toml("", key_of)


@pytest.mark.parametrize(
    ("printed", "body", "words"),
    [
        ("王 强", "npc", ("npc", "王强")),
        ("王强", "cppcc", ("cppcc", "王强")),
        ("王强", None, ("", "王强")),
        ("龔麗華", "cppcc", ("cppcc", "龚丽华")),
        ("阿里木．买提", "cppcc", ("cppcc", "阿里木买提")),
        ("於明", "npc", ("npc", "於明", "65bc")),
    ],
)
def test_one_name_in_one_body_is_one_person(printed: str, body: str | None, words: tuple[str, ...]) -> None:
    for affiliation in (None, "甲厂", "乙厂"):
        found = EMPTY.identify(Mention(printed, body, "2024", affiliation))
        assert (found.decision, found.key, found.listed) == ("matched", key_of(*words), False)
        assert found.evidence == "按姓名与机构认定。"


def test_a_surname_is_nobody() -> None:
    assert EMPTY.identify(Mention("李", "government")).decision == "none"


MING = ("npc", "周明")
FIRST, SECOND = ("npc", "李敏"), ("npc", "李敏", "乙医院")


@pytest.mark.parametrize(
    ("mention", "decision", "words", "name"),
    [
        (Mention("周明", "npc", "2024"), "matched", MING, "周明"),
        (Mention("周鸣", "npc", "2024"), "matched", MING, "周明"),
        (Mention("周小明", "npc", "2020-05"), "matched", MING, "周明"),
        (Mention("周小明", "npc", "2024"), "matched", ("npc", "周小明"), "周小明"),
        (Mention("周小明", "npc", "2021/2022"), "ambiguous", None, ""),
        (Mention("周小明", "npc"), "ambiguous", None, ""),
        (Mention("周明", "cppcc", "2024"), "matched", ("cppcc", "周明"), "周明"),
        (Mention("李敏", "npc", "2019", "甲厂厂长"), "matched", FIRST, "李敏"),
        (Mention("李敏", "npc", "2021", "甲厂"), "matched", FIRST, "李敏"),
        (Mention("李敏", "npc", "2021", "林州市乙医院院长"), "matched", SECOND, "李敏（乙医院）"),
        (Mention("李敏", "npc", None, "乙医院"), "ambiguous", None, ""),
        (Mention("李敏", "npc", "2021"), "ambiguous", None, ""),
        (Mention("李敏", "npc", "2021", "丙公司"), "ambiguous", None, ""),
        (Mention("李敏", "npc", "2024", "丙公司"), "matched", SECOND, "李敏（乙医院）"),
        (Mention("李敏", "npc", "2018"), "matched", FIRST, "李敏"),
        (Mention("李敏", "npc", "2021", None, "bbbbb-bbbbb"), "matched", SECOND, "李敏（乙医院）"),
        (Mention("马力", "cppcc", "2008"), "matched", ("cppcc", "马力", "早年"), "马力（早年）"),
        (Mention("马力", "cppcc", "2010-01"), "matched", ("cppcc", "马力"), "马力"),
        (Mention("马力", "cppcc", "2009/2011"), "ambiguous", None, ""),
        (Mention("马力", "cppcc"), "ambiguous", None, ""),
        (Mention("马力", "npc", "2008"), "matched", ("npc", "马力"), "马力"),
        (
            Mention("何佳", "cppcc", "2024", "丙学校校长"),
            "matched",
            ("cppcc", "何佳", "丙学校"),
            "何佳（丙学校）",
        ),
        (Mention("何佳", "cppcc", "2024", "戊己公司"), "matched", ("cppcc", "何佳"), "何佳"),
        (Mention("何佳", "cppcc", "2024"), "ambiguous", None, ""),
        (
            Mention("何佳", "cppcc", "2024", None, "ccccc-ccccc"),
            "matched",
            ("cppcc", "何佳", "丙学校"),
            "何佳（丙学校）",
        ),
        (Mention("申平", "npc", "2020"), "matched", ("npc", "申平"), "申萍"),
        (Mention("申萍", "npc", "2024"), "matched", ("npc", "申平"), "申萍"),
        (Mention("龔麗華", "npc"), "matched", ("npc", "龚丽花"), "龚丽花"),
        (Mention("秦明", "npc"), "matched", ("npc", "龚丽花"), "龚丽花"),
        (Mention("秦明", "cppcc"), "matched", ("cppcc", "秦明"), "秦明"),
    ],
)
def test_the_roster(mention: Mention, decision: Decision, words: tuple[str, ...] | None, name: str) -> None:
    found = KNOWN.identify(mention)
    assert (found.decision, found.key) == (decision, key_of(*words) if words else "")
    assert found.name == name
    assert found.evidence.endswith("。")
    assert ("同名待考" in found.evidence) is (decision == "ambiguous")


@pytest.mark.parametrize(
    ("mention", "evidence"),
    [
        (Mention("周鸣", "npc"), "名册指定：“周鸣”即周明；与政协周明不是同一人；2023年核对。"),
        (Mention("申平", "npc"), "名册指定：申平后名申萍。"),
        (Mention("龚丽华", "npc"), "名册指定：“龚丽华”即龚丽花；笔误。"),
        (Mention("马力", "cppcc", "2008"), "名册指定：同名2人，按单位或时间认定为马力（早年）。"),
        (Mention("何佳", "cppcc", "", "", "ccccc-ccccc"), "名册指定：同名2人，按篇目认定为何佳（丙学校）。"),
    ],
)
def test_the_roster_says_why(mention: Mention, evidence: str) -> None:
    assert KNOWN.identify(mention).evidence == evidence


def test_keys_that_lead_to_a_person_of_the_roster() -> None:
    assert KNOWN.identify(Mention("周明", "npc")).former == (key_of("npc", "周鸣"),)
    assert set(KNOWN.identify(Mention("龚丽花", "npc")).former) == {key_of("npc", "龚丽华"), QIN}
    assert KNOWN.identify(Mention("申萍", "npc")).former == (key_of("npc", "申萍"),)


@pytest.mark.parametrize(
    ("surname", "post", "unit", "date", "name"),
    [
        ("李", "局长", "", "2022", "李森"),
        ("李", "局长", "市水利局", "2026", "李木"),
        ("李", "局长", "", "2026", None),
        ("李", "局长", "教育局", "2026", "李森"),
        ("李", "副局长", "", "2022", "李木"),
        ("王", "局长", "", "2022", None),
        ("李", "市长", "", "2022", None),
    ],
)
def test_who_holds_an_office(surname: str, post: str, unit: str, date: str, name: str | None) -> None:
    assert KNOWN.holder(surname, post, unit, date) == name


def test_what_the_roster_decides() -> None:
    assert KNOWN.decides(key_of("npc", "李敏"))
    assert KNOWN.decides(QIN)
    assert not KNOWN.decides(key_of("cppcc", "李敏"))
    # One person alone is no answer to who else the name could mean.
    assert not KNOWN.decides(key_of("government", "李木"))
    assert KNOWN.vouches(key_of("government", "李木"), "市水利局")
    assert not KNOWN.vouches(key_of("government", "李木"), "教育局")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[person]\n", "TOML"),
        ("[[people]]\n", "people"),
        ('[person]\nname = "周明"\n', r"\[\[person\]\]"),
        ('[[person]]\nname = "周明"\n', "body is missing"),
        ('[[person]]\nname = "周明"\nbody = "party"\n', "body must be one of"),
        ('[[person]]\nname = "周明"\nbody = "npc"\nnick = "明"\n', "no field nick"),
        ('[[person]]\nname = "周明"\nbody = "npc"\nsince = 2020\n', "quotation marks"),
        ('[[person]]\nname = "周明"\nbody = "npc"\nkey = "abc"\n', "keys such as"),
        ('[[person]]\nname = "周明"\nbody = "npc"\nnot_same_as = ["周明@人大"]\n', "not_same_as"),
        ('[[person]]\nname = "周明"\nbody = "npc"\n' * 2, "distinct"),
        ('[[split]]\nname = "周明"\nbody = "npc"\ndistinct = "早年"\n', "which records"),
        ('[[merge]]\nbody = "npc"\ninto = "周明"\n', "persons is missing"),
        (
            '[[person]]\nname = "周明"\nbody = "npc"\nnot_same_as = ["周鸣"]\n'
            '[[merge]]\nbody = "npc"\ninto = "周明"\npersons = ["周鸣"]\n',
            "not_same_as",
        ),
    ],
)
def test_a_wrong_roster_is_refused(text: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        Roster.from_toml(text, key_of)


@pytest.mark.parametrize("into", ["申平", "申萍"])
def test_who_is_renamed_is_known_by_the_old_name_and_the_new(into: str) -> None:
    roster = Roster.from_toml(
        '[[rename]]\nbody = "npc"\nfrom = "申平"\nto = "申萍"\n'
        f'[[merge]]\nbody = "npc"\ninto = "{into}"\npersons = ["申苹"]\n',
        key_of,
    )
    found = {roster.identify(Mention(name, "npc")).key for name in ("申平", "申萍", "申苹")}
    assert found == {key_of("npc", "申平")}


@pytest.mark.parametrize(
    ("period", "date", "fit"),
    [
        (Period(), None, Fit.YES),
        (Period.between("2021", "2022-06"), None, Fit.MAYBE),
        (Period.between("2021", "2022-06"), "2022-06-30", Fit.YES),
        (Period.between("2021", "2022-06"), "2022-07", Fit.NO),
        (Period.between("2021", "2022-06"), "2022", Fit.MAYBE),
        (Period.between("2021", "2022-06"), "2020/2021", Fit.MAYBE),
        (Period.between("2021"), "2020-12-31", Fit.NO),
        (Period.beyond(after="2021"), "2021-12-31", Fit.NO),
        (Period.beyond(after="2021"), "2022-01-01", Fit.YES),
        (Period.beyond(before="2021-07"), "2021-06-30", Fit.YES),
        (Period.beyond(before="2021-07"), "2021-07-01", Fit.NO),
        (Period.beyond(before="2021-07"), "2021", Fit.MAYBE),
    ],
)
def test_periods(period: Period, date: str | None, fit: Fit) -> None:
    assert period.fit(date) is fit


@pytest.mark.parametrize(
    ("occurrences", "is_two"),
    [
        ([Occurrence("a", "会", "甲厂厂长"), Occurrence("b", "会", "乙医院院长")], True),
        ([Occurrence("a", "会", "甲厂厂长"), Occurrence("b", "另一会", "乙医院院长")], False),
        ([Occurrence("a", "会", "甲厂厂长"), Occurrence("b", "会", "林州市甲厂")], False),
        ([Occurrence("a", "会", "甲厂厂长"), Occurrence("b", "会")], False),
        ([Occurrence("a", "会", None, "民革"), Occurrence("b", "会", None, "民盟")], True),
        ([Occurrence("a", "会", None, "民革"), Occurrence("b", "会", None, "民革")], False),
        ([Occurrence("a", "会"), Occurrence("a", "会")], True),
        ([Occurrence("a", "会", "城关代表团"), Occurrence("b", "会", "甲厂厂长")], False),
    ],
)
def test_what_shows_that_a_name_is_that_of_two(occurrences: list[Occurrence], is_two: bool) -> None:
    found = conflict(occurrences)
    assert (found is not None) is is_two
    assert found is None or found[0] == "会"


@pytest.mark.parametrize(
    ("one", "other", "years", "is_two"),
    [
        ("城关代表团", "云塘代表团", (2024, 2024), True),
        ("城关代表团", "云塘代表团", (2019, 2024), False),
        ("城关代表团", "云塘代表团", (None, 2024), False),
        ("教育界", "经济界，甲厂厂长", (2024, 2024), True),
        ("甲厂厂长", "乙医院院长", (2024, 2024), False),
        ("教育界，甲中学教师", "教育界，乙医院院长", (2024, 2024), False),
    ],
)
def test_a_delegation_and_a_sector_are_kept_for_a_year(
    one: str, other: str, years: tuple[int | None, int | None], is_two: bool
) -> None:
    found = conflict(
        [Occurrence("a", "会", one, year=years[0]), Occurrence("b", "另一会", other, year=years[1])]
    )
    two = "；".join(sorted([one, other]))
    assert found == (("2024", f"列在两个代表团或界别（{two}）") if is_two else None)


def test_the_sentence_of_a_name_held_back() -> None:
    sentence = held("abcde-fghij", "某会上，王强印有两个单位（甲。厂；乙厂）")
    assert sentence == "同名待考（abcde-fghij）：某会上，王强印有两个单位（甲厂；乙厂）。"
    assert held_key(f"沿用前一提问人。{sentence}") == "abcde-fghij"
    assert held_key("按姓名与机构认定。") is None
    assert replaced(f"甲。{sentence}\n乙。", held("abcde-fghij"), "丙。") == "甲。丙。\n乙。"
