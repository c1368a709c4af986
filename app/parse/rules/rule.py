"""What a rule is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.parse.rules.names import NO_NAME, split_names


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
    printed = next(filter(None, map(groups.get, ("names", "names2", "names3"))), None)
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
