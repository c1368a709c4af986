"""What a rule is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from app.parse.rules.names import NO_NAME, split_names


@dataclass(frozen=True)
class Rule:
    """One pattern over folded text (see `app.text.folding`): half-width, simplified, lower case.

    A group `names2` or `title2` is the same as `names` or `title` in another branch of the pattern.
    `matches` and `refuses` are examples as a source prints them; the tests fold and run them. Compiled when
    it is first asked: all the rules take seconds, and most programs that know them read nothing.
    """

    name: str
    regex: str
    reason: str
    matches: tuple[str, ...]
    refuses: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.regex)

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
    """A rule; its pattern is anchored where it says so, with `^` and `$`."""
    return Rule(name, pattern, reason, matches, refuses)


def first_match(rules: Iterable[Rule], folded: str) -> tuple[Rule, re.Match[str]] | None:
    """The first rule of the table, in its order, that finds something in the folded text."""
    for candidate in rules:
        found = candidate.find(folded)
        if found:
            return candidate, found
    return None


class AnyOf:
    """Tells in one look whether any rule of a table could be found: most lines are none of them.

    Branches of patterns that begin with `^` are tried at the head only, which `re` does not see by itself;
    those that begin with a character are sought together, which it does fast, and the others one by one.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    @cached_property
    def _at_head(self) -> re.Pattern[str]:
        return re.compile("|".join(one[1:] for one in self._branches if one.startswith("^")) or _NEVER)

    @cached_property
    def _anywhere(self) -> list[re.Pattern[str]]:
        free = [branch for branch in self._branches if not branch.startswith("^")]
        plain = [branch for branch in free if _BEGINS_PLAIN.match(branch)]
        others = [branch for branch in free if not _BEGINS_PLAIN.match(branch)]
        return [re.compile("|".join(plain) or _NEVER), *map(re.compile, others)]

    @cached_property
    def _branches(self) -> list[str]:
        return [branch for rule in self._rules for branch in _branches(_unnamed(rule))]

    def __call__(self, folded: str) -> bool:
        """True when one of the rules may match the folded text, False when none does."""
        return bool(self._at_head.match(folded)) or any(one.search(folded) for one in self._anywhere)


class FirstOf:
    """Tells in one look which rule of a table is the first that could match at the head of a text."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    @cached_property
    def _branches(self) -> list[tuple[int, str]]:
        return [
            (place, branch.removeprefix("^"))
            for place, rule in enumerate(self._rules)
            for branch in _branches(_unnamed(rule))
        ]

    @cached_property
    def _union(self) -> re.Pattern[str]:
        # The empty group that ends each branch tells which one it was. Ahead of it, `re` would no more see
        # by the first character that a branch cannot match.
        return re.compile("|".join(f"{branch}()" for _, branch in self._branches))

    @cached_property
    def _place(self) -> dict[int, int]:
        groups = accumulate(count_groups(branch) + 1 for _, branch in self._branches)
        return {group: place for group, (place, _) in zip(groups, self._branches, strict=True)}

    def __call__(self, folded: str) -> int | None:
        """The place in the table; a rule before it does not match, it may still refuse a name."""
        found = self._union.match(folded)
        return None if found is None or found.lastindex is None else self._place[found.lastindex]


_NEVER = r"(?!)"
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_BEGINS_PLAIN = re.compile(r"[\w<>-](?![?*{])")
_BRACKETS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


def _unnamed(rule: Rule) -> str:
    """The pattern without the names of its groups, which may stand once in a pattern only."""
    return _GROUP_NAME.sub("(?:", rule.regex)


def count_groups(pattern: str) -> int:
    """How many groups of a pattern without names capture; to compile it for that takes longer."""
    return sum(
        found.group() == "(" and pattern[found.end() : found.end() + 1] != "?"
        for found in _BRACKETS.finditer(pattern)
    )


def _branches(pattern: str) -> list[str]:
    """The pattern cut at every `|` that stands in no brackets."""
    cuts, depth = [0], 0
    for found in _BRACKETS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if found.group() == "|" and depth == 0:
            cuts += [found.start(), found.end()]
    cuts.append(len(pattern))
    return [pattern[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
