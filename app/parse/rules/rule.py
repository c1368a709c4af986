"""What a rule is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

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

    Branches of patterns that begin with `^` are tried at the head only, which `re` does not see by itself;
    those that begin with a character are sought together, which it does fast, and the others one by one.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        branches = [branch for rule in rules for branch in _branches(_unnamed(rule))]
        self._at_head = re.compile("|".join(one[1:] for one in branches if one.startswith("^")) or _NEVER)
        free = [branch for branch in branches if not branch.startswith("^")]
        plain = [branch for branch in free if _BEGINS_PLAIN.match(branch)]
        others = [branch for branch in free if not _BEGINS_PLAIN.match(branch)]
        self._anywhere = [re.compile("|".join(plain) or _NEVER), *map(re.compile, others)]

    def __call__(self, folded: str) -> bool:
        """True when one of the rules may match the folded text, False when none does."""
        return bool(self._at_head.match(folded)) or any(one.search(folded) for one in self._anywhere)


class FirstOf:
    """Tells in one look which rule of a table is the first that could match at the head of a text."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        branches = [
            (place, branch.removeprefix("^"))
            for place, rule in enumerate(rules)
            for branch in _branches(_unnamed(rule))
        ]
        # The empty group that ends each branch tells which one it was. Ahead of it, `re` would no more see
        # by the first character that a branch cannot match.
        self._union = re.compile("|".join(f"{branch}()" for _, branch in branches))
        groups = accumulate(re.compile(branch).groups + 1 for _, branch in branches)
        self._place = {group: place for group, (place, _) in zip(groups, branches, strict=True)}

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
    return _GROUP_NAME.sub("(?:", rule.pattern.pattern)


def _branches(pattern: str) -> list[str]:
    """The pattern cut at every `|` that stands in no brackets."""
    cuts, depth = [0], 0
    for found in _BRACKETS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if found.group() == "|" and depth == 0:
            cuts += [found.start(), found.end()]
    cuts.append(len(pattern))
    return [pattern[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
