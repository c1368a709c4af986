"""From a printed department to the one it is: aliases first, then the name without its place."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.text.folding import fold, squeeze

UNIT = (
    r"(?:局|委|委员会|办|办公室|厅|院|部|处|所|中心|集团|公司|海关|政府|支队|大队|街道|街道办事处|镇|乡|联|联合会"
    r"|会|署|站|银行|支行|分局|总社|工会|团委|管委会|指挥部)"
)
"""How the name of a unit ends."""

_IS_UNIT = re.compile(rf".+{UNIT}")
_PLACE = re.compile(
    # 市场, 市政, 市民, 市容, 市域, 市委, 市级, 区域, 区划, 区块, 县域, 县级 begin a word of their own.
    r"(?:(?P<named>[\u4e00-\u9fff]{1,3}[^城超都门夜菜股上全我该本各])?[市县区])(?![场政民容域委级划块])(?P<unit>.{2,})"
)


class AliasError(ValueError):
    """The table of aliases is wrong; the message says where."""


@dataclass(frozen=True)
class DepartmentName:
    """The name a printed department goes by here, its kind, and the evidence, in one sentence."""

    name: str
    kind: str
    evidence: str


class Aliases:
    """The table of departments and their other names, as `seeds/departments.toml` has it."""

    def __init__(self, rows: Iterable[dict[str, Any]] = ()) -> None:
        """`rows` have `name`, and optionally `aliases` and `kind`. Raises AliasError on any other form."""
        self._names: dict[str, tuple[str, str]] = {}
        self._aliases: dict[str, list[str]] = {}
        for row in rows:
            self._add(row)

    @classmethod
    def from_toml(cls, text: str) -> "Aliases":
        """The table in `text`: `[[department]]` with `name`, `aliases`, `kind`. Raises AliasError."""
        try:
            rows = tomllib.loads(text).get("department", [])
        except tomllib.TOMLDecodeError as error:
            raise AliasError(str(error)) from error
        return cls(rows)

    def _add(self, row: dict[str, Any]) -> None:
        name, others, kind = row.get("name"), row.get("aliases", []), row.get("kind", "department")
        unknown = set(row) - {"name", "aliases", "kind"}
        if not isinstance(name, str) or not name.strip() or unknown:
            raise AliasError(f"a department needs a name, and may have aliases and kind; found {row!r}")
        if not isinstance(others, list) or not all(isinstance(other, str) for other in [*others, kind]):
            raise AliasError(f"department {name}: aliases must be a list of names, and kind a word")
        for alias in (name, *others):
            owner = self._names.setdefault(_folded(alias), (name, kind))
            if owner != (name, kind):
                raise AliasError(f"{alias} is given to both {owner[0]} and {name}")
        self._aliases.setdefault(name, []).extend(others)

    def aliases_of(self, name: str) -> list[str]:
        """The other names the table gives the department."""
        return sorted(set(self._aliases.get(name, ())))

    def knows(self, printed: str) -> bool:
        """Whether the table lists this very name."""
        return _folded(printed) in self._names

    def resolve(self, printed: str) -> DepartmentName:
        """The department meant. One that is in no table, also without its place, is itself a department."""
        shown = squeeze(printed)
        if found := self._names.get(_folded(shown)):
            return DepartmentName(*found, self._why(shown, found[0]))
        bare = without_place(shown)
        if found := self._names.get(_folded(bare)):
            return DepartmentName(*found, f"“{shown}”去掉地名，按别名表为{found[0]}。")
        if bare != shown:
            return DepartmentName(bare, "department", f"“{shown}”去掉地名；别名表中没有，单列。")
        return DepartmentName(shown, "department", f"“{shown}”不在别名表中，单列。")

    @staticmethod
    def _why(shown: str, name: str) -> str:
        return f"名称为{name}。" if shown == name else f"“{shown}”按别名表为{name}。"


def is_unit(name: str) -> bool:
    """Whether this is how the name of a unit ends (局, 委, 办, 集团, …)."""
    return _IS_UNIT.fullmatch(squeeze(name)) is not None


def without_place(name: str) -> str:
    """The name without the city, county or district before it: 甲乙市商务局 and 市商务局 are 商务局.

    Only where what remains is a unit by its ending; the 市 of 市场监管局 is no city.
    """
    found = _PLACE.fullmatch(name)
    return found["unit"] if found and is_unit(found["unit"]) else name


def _folded(name: str) -> str:
    return squeeze(fold(name))
