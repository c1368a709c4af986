"""What a rule is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.text.folding import fold

NO_NAME = re.compile(
    r"(?:[说话看讲]|各位|与会|全体|部分|多位|几位|有的|一些|许多|其他|人大|政协|提问|全国|大会|应邀|列席|发言|两会|群众|村民|"
    r"居民|家长|业主|商户|企业|法定|授权|工会|职工|会议|参会|现场|基层|一线|记者|主持|大家|专家|"
    r"建议|认为|提出|表示|指出|希望|呼吁|关于|如何|问题|目标|任务|要求|意见|总书记|我|不少|众多|有|这|该|各|其中|对此|为此|[还也另又更]有|同时|此外|因此|所以|如果|以及|"
    r"联络|召集|代表|委员|领导|审议|讨论|分组|分团|分片|联组|座谈|协商|热议|热烈|热词|视察|调研|听取|参加|出席|报到|[一二两三四五六七八九十几数][位名]|[市县省团们]|区(?:[里委内级]|人大|政协)|党(?:[员组委派外]))"
    r"|.*(?:之声|之家|风采|建言|心声|名单|工作|界别|小组|[全各]体|的|[团组镇乡局委办司厅处]$|街道|集团)"
)
"""What stands where a name could stand, beside 代表 or 委员, and is nobody's name."""


@dataclass(frozen=True)
class Rule:
    """One pattern over folded text (see `app.text.folding`): half-width, simplified, lower case.

    A group `names2` or `title2` is the same as `names` or `title` in another branch of the pattern.
    `matches` and `refuses` are examples as a source prints them; the tests fold and run them.
    """

    name: str
    pattern: re.Pattern[str]
    reason: str
    matches: tuple[str, ...]
    refuses: tuple[str, ...] = ()

    def find_all(self, folded: str) -> list[re.Match[str]]:
        """Every match, under the same condition as in `find`."""
        return [found for found in self.pattern.finditer(folded) if _names_people(found)]

    def at_head(self, folded: str) -> re.Match[str] | None:
        """The match at the very head of the text, under the same condition as in `find`."""
        found = self.pattern.match(folded)
        return found if found and _names_people(found) else None

    def find(self, folded: str) -> re.Match[str] | None:
        """The match, unless what it takes for a name (group `names`) cannot be one."""
        found = self.pattern.search(folded)
        return found if found and _names_people(found) else None


def _names_people(found: re.Match[str]) -> bool:
    groups = found.groupdict()
    printed = groups.get("names") or groups.get("names2")
    return not any(NO_NAME.match(name) for name in split_names(printed))


def rule(
    name: str, pattern: str, reason: str, matches: tuple[str, ...], refuses: tuple[str, ...] = ()
) -> Rule:
    """A rule with its pattern compiled; the pattern is anchored where it says so, with `^` and `$`."""
    return Rule(name, re.compile(pattern), reason, matches, refuses)


def first_match(rules: Iterable[Rule], folded: str) -> tuple[Rule, re.Match[str]] | None:
    """The first rule of the table, in its order, that finds something in the folded text."""
    for candidate in rules:
        found = candidate.find(folded)
        if found:
            return candidate, found
    return None


class AnyOf:
    """Tells in one look whether any rule of a table could be found: most lines are none of them.

    Rules that begin with `^` in every branch are tried at the head only, which `re` does not see by itself.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        patterns = [_GROUP_NAME.sub("(?:", rule.pattern.pattern) for rule in rules]
        self._at_head = _union(pattern for pattern in patterns if _anchored(pattern))
        self._anywhere = _union(pattern for pattern in patterns if not _anchored(pattern))

    def __call__(self, folded: str) -> bool:
        """True when one of the rules may match the folded text, False when none does."""
        return bool(self._at_head.match(folded) or self._anywhere.search(folded))


_GROUP_NAME = re.compile(r"\(\?P<\w+>")


def _union(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


def _anchored(pattern: str) -> bool:
    """True when each of the pattern's outermost branches begins with `^`."""
    plain = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", pattern)
    while (inner := re.sub(r"\([^()]*\)", "x", plain)) != plain:
        plain = inner
    return all(branch.startswith("^") for branch in plain.split("|"))


_BETWEEN_NAMES = re.compile(r"\s*[、,]\s*|(?<=[^\W\d]{2})\s*[和与]\s*(?=[^\W\d]{2})|(?<=\S\S)\s+(?=\S\S)")


def split_names(printed: str | None) -> list[str]:
    """The single names of `甲一、乙二和丙三`; white space inside a padded name (`王 强`) is dropped, and so
    is the title of each (`甲一委员、乙二委员`).

    Folds separators only, so the names keep the characters they are printed with.
    """
    if not printed:
        return []
    folded = fold(printed)
    names, at = [], 0
    for gap in _BETWEEN_NAMES.finditer(folded):
        names.append(printed[at : gap.start()])
        at = gap.end()
    names.append(printed[at:])
    plain = ["".join(name.split()) for name in names if name.strip()]
    return [_TITLED.sub("", name) if i == 0 else _TITLE_BESIDE.sub("", name) for i, name in enumerate(plain)]


_TITLED = re.compile(r"(?<=..)(?:代表|委员|委員)$")
_TITLE_BESIDE = re.compile(r"^(?:代表|委员|委員)(?=..)|(?<=..)(?:代表|委员|委員)$")
