"""From a printed department to the one it is: the table of names first, then the name without its place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from app.people.periods import Fit
from app.people.tables import Dated, Entry, TableError, entries, read_tables
from app.text.folding import fold, squeeze

UNIT = (
    r"(?:局|委|委员会|办|办公室|厅|院|部|处|所|中心|集团|公司|海关|政府|支队|大队|街道|街道办事处|镇|乡|联|联合会"
    r"|会|署|站|银行|支行|分局|总社|工会|团委|管委会|指挥部)"
)
"""How the name of a unit ends."""

_IS_UNIT = re.compile(rf".+{UNIT}")
_PLACE = re.compile(
    # 市场, 市政, 市民, 市容, 市域, 市级, 市直, 区域, 区划, 区块, 县域, 县级 begin a word of their own, but
    # 市民政局 and 市政务办 are the city's 民政局 and 政务办.
    r"(?:(?P<named>[\u4e00-\u9fff]{1,3}[^城超都门夜菜股上全我该本各])?[市县区])"
    r"(?!场|容|域|级|直|划|块|民(?![政宗族防])|政(?![务府法协]))(?P<unit>.{2,})"
)
_COUNCIL = re.compile(r"(?:中共)?(?:[\u4e00-\u9fff]{2,4})?(?P<unit>[市县区](?:委.*|府.*|政府))")
"""市委 is the party's committee, 市府 and 市政府 the government: neither says what it is without the 市."""


@dataclass(frozen=True)
class DepartmentName:
    """The name a printed department goes by here, its kind, and the evidence, in one sentence."""

    name: str
    kind: str
    evidence: str


@dataclass(frozen=True)
class _Listed:
    """A department of the table."""

    name: str
    kind: str
    own: Dated
    others: tuple[Dated, ...] = ()


@dataclass(frozen=True)
class _Name:
    """One name of a listed department, in the form that is compared."""

    department: _Listed = field(compare=False)
    dated: Dated


class Aliases:
    """The table of departments and their other names, as `seeds/departments.toml` has it.

    A name may pass from one department to another: each holds it for a period of its own.
    """

    def __init__(self, rows: Iterable[Entry] = (), places: Iterable[str] = ()) -> None:
        """`places` are cities whose bare name may stand before a department. Raises TableError."""
        self._names: dict[str, list[_Name]] = defaultdict(list)
        self._listed: dict[str, _Listed] = {}
        self._places = tuple(_folded(place) for place in places)
        for row in rows:
            self._add(row)

    @classmethod
    def from_toml(cls, text: str) -> "Aliases":
        """The table in `text`: `places`, and `[[department]]` with `name`, `aliases`, `kind`, `since` and
        `until`. Raises TableError.
        """
        tables = read_tables(text, ("places", "department"))
        head = Entry("places", {"places": tables.get("places", [])})
        return cls(entries(tables, "department"), head.texts("places"))

    def _add(self, row: Entry) -> None:
        row.only(("name", "aliases", "kind", "since", "until"), ("name",))
        name, others = row.text("name"), row.dated("aliases")
        listed = _Listed(name, row.text("kind", "department"), Dated(name, row.period()), others)
        if name in self._listed:
            raise TableError(f"{row.where}: {name} is listed twice")
        self._listed[name] = listed
        for dated in {(one.name, one.period): one for one in (listed.own, *others)}.values():
            same = self._names[_folded(dated.name)]
            for other in same:
                if other.department is not listed and other.dated.period.overlaps(dated.period):
                    raise TableError(
                        f"{row.where}: {dated.name} is also a name of {other.department.name}:"
                        " give each since or until, or take it from one"
                    )
            same.append(_Name(listed, dated))

    def aliases_of(self, name: str) -> list[str]:
        """The other names the table gives the department."""
        listed = self._listed.get(name)
        return sorted({one.name for one in listed.others}) if listed else []

    def knows(self, printed: str) -> bool:
        """Whether the table lists this very name, at whatever time."""
        return _folded(printed) in self._names

    def resolve(self, printed: str, date: str | None = None) -> DepartmentName:
        """The department meant at the date; one in no table, also without its place, is one itself."""
        shown = squeeze(printed)
        for form in dict.fromkeys(self._forms(shown)):
            if found := self._listed_as(form, date):
                return self._meant(shown, form, found)
        bare = next((form for form in self._forms(shown) if form != shown), shown)
        if bare != shown:
            return DepartmentName(bare, "department", f"“{shown}”去掉地名；别名表中没有，单列。")
        return DepartmentName(shown, "department", f"“{shown}”不在别名表中，单列。")

    def _forms(self, shown: str) -> Iterator[str]:
        """As printed, then without the place before it."""
        yield shown
        yield without_place(shown)
        folded = _folded(shown)
        for place in ("", *self._places):
            rest = shown[len(place) :]
            for form in (rest, rest[1:] if rest[:1] in ("市", "县", "区") else rest):
                if folded.startswith(place) and self.knows(form):
                    yield form

    def _listed_as(self, form: str, date: str | None) -> _Name | None:
        """Whose name this is at the date; of several that it may be, the one that it is the full name of."""
        names = [one for one in self._names.get(_folded(form), ()) if one.dated.fit(date) is not Fit.NO]
        own = [one for one in names if one.dated is one.department.own]
        return next(iter(own or names), None) if len(names) == 1 or own else None

    @staticmethod
    def _meant(shown: str, form: str, found: _Name) -> DepartmentName:
        name, period = found.department.name, found.dated.period
        if shown == name:
            why = f"名称为{name}。"
        elif form == shown:
            why = f"“{shown}”按别名表{'（限于当时）' if not period.is_open else ''}为{name}。"
        else:
            why = f"“{shown}”去掉地名，{'即' if form == name else '按别名表为'}{name}。"
        return DepartmentName(name, found.department.kind, why)


def is_unit(name: str) -> bool:
    """Whether this is how the name of a unit ends (局, 委, 办, 集团, …)."""
    return _IS_UNIT.fullmatch(squeeze(name)) is not None


def without_place(name: str) -> str:
    """The name without the city, county or district before it: 甲乙市商务局 and 市商务局 are 商务局.

    Only where what remains is a unit by its ending; the 市 of 市场监管局 is no city, and 市委办 keeps its 市.
    """
    if found := _COUNCIL.fullmatch(name):
        return found["unit"] if is_unit(found["unit"]) else name
    found = _PLACE.fullmatch(name)
    return found["unit"] if found and is_unit(found["unit"]) else name


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    return squeeze(fold(name))
