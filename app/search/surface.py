"""The syntax of a query: what whoosh's parser makes of it, and what can be told of that tree and its leaves.

`app.search.query` says what each leaf means in the index.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile

from whoosh.qparser import QueryParser, plugins
from whoosh.query import And, Every, Not, NumericRange, Or, Phrase, Query, Term, TermRange

from app.search import syntax
from app.search.names import FIELD_NAMES, LISTED

__all__ = ["And", "Every", "Not", "NumericRange", "Or", "Phrase", "Query", "Term", "TermRange"]

_PINYIN_PART = re.compile(r"[A-Za-z]{1,20}")
_SYLLABLES = 4
"""Of the longest names."""
_PUNCTUATION_ONLY = re.compile(r"[\W_]*")


@lru_cache(maxsize=8)
def read(typed: str) -> Query:
    """The syntax alone, which is read twice for a query that is also read loosely."""
    return _parser().parse(typed, normalize=False)


@lru_cache(maxsize=1)
def _parser() -> QueryParser:
    return QueryParser(
        None,
        schema=None,
        plugins=[
            plugins.WhitespacePlugin(),
            plugins.PhrasePlugin(rf"{syntax.QUOTED.pattern}(?P<slop>(?!))?"),
            plugins.FieldsPlugin(syntax.FIELD, remove_unknown=False),
            plugins.RangePlugin(re.compile(rf"(?<=[:\s]){syntax.RANGE.pattern}", re.IGNORECASE)),
            plugins.GroupPlugin(),
            plugins.OperatorsPlugin(
                Not=syntax.NOT,
                And=syntax.AND,
                Or=syntax.OR,
                AndNot=None,
                AndMaybe=None,
                Require=None,
            ),
        ],
    )


def is_positive(tree: Query) -> bool:
    """True when the tree asks for something; a tree that only excludes would list the whole archive."""
    if isinstance(tree, Not):
        return False
    if isinstance(tree, And):
        return any(is_positive(part) for part in tree.subqueries)
    if isinstance(tree, Or):
        return all(is_positive(part) for part in tree.subqueries)
    return True


def leaves(node: Query, excluding: bool = False, either: bool = False) -> Iterator[tuple[Query, bool, bool]]:
    """The terms of a surface tree, noise left out; whether each is excluded, and whether one of several."""
    if isinstance(node, (And, Or)):
        for part in node.subqueries:
            yield from leaves(part, excluding, either or isinstance(node, Or))
    elif isinstance(node, Not):
        yield from leaves(node.query, True, either)
    elif isinstance(node, (Term, Phrase, TermRange)) and not is_noise(node):
        yield node, excluding, either


def runs(node: And) -> Iterator[list[Query]]:
    """The terms of a conjunction; letters after `发言人:` with the words of letters that follow."""
    rest = list(node.subqueries)
    while rest:
        words = 1
        if _is_letters(rest[0]) and field_of(rest[0]) == "who":
            following = takewhile(lambda part: part.fieldname is None, takewhile(_is_letters, rest[1:]))
            words += len(list(islice(following, _SYLLABLES - 1)))
        yield rest[:words]
        rest = rest[words:]


def _is_letters(leaf: Query) -> bool:
    return type(leaf) is Term and _PINYIN_PART.fullmatch(leaf.text) is not None


def sides(node: Query) -> set[str | None]:
    """The fields that every reading of a surface tree asks for: of alternatives, those that all have."""
    if isinstance(node, Not):
        return sides(node.query)
    if isinstance(node, And):
        return set().union(*map(sides, node.subqueries))
    if isinstance(node, Or):
        return set.intersection(*map(sides, node.subqueries)) if node.subqueries else set()
    return {field_of(node)}


def size(leaf: Query) -> int:
    """How many terms a term is cut into where wildcards count as blanks, and a field takes several values."""
    if type(leaf) is not Term:
        return 1
    listed = len(syntax.values(leaf.text)) if field_of(leaf) in LISTED else 1
    return max(listed, len(pieces(leaf.text)))


def pieces(text: str) -> list[str]:
    """What stands between the wildcards of a term."""
    return [piece for piece in text.split("*") if piece.strip()]


def field_of(leaf: Query) -> str | None:
    """The field that a term names, by its English name; None for a term of all fields."""
    return FIELD_NAMES[leaf.fieldname.lower()] if leaf.fieldname else None


def is_noise(leaf: Query) -> bool:
    """True for a comma or dash that stands between blanks."""
    return (
        type(leaf) is Term and leaf.fieldname is None and _PUNCTUATION_ONLY.fullmatch(leaf.text) is not None
    )
