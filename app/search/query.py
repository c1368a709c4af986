"""The query language: what a reader typed becomes a whoosh query tree over the fields of the index.

whoosh's parser reads the syntax (fields, quotes, brackets, `-`, `OR`, ranges; full-width forms of them
likewise); `_Expander` then says what each leaf means in the index:

- an unquoted term: all its words in `words`, or its characters as one run in `chars`; likewise in the
  title and the topic, and as a run in the names of speakers, departments and parties;
- a quoted term: its characters as one run, nothing else;
- a term of a field: in that field alone.

Whatever was read, a record that prints the whole query literally is found too, so that text copied from
a record finds it even when it looks like syntax (`会议：…`, `2021 -2025`). `chars` keeps punctuation, so
this hardly ever finds anything else.

The tree uses the node types that this module exports and no others; an engine needs to know only them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from whoosh.qparser import QueryParser, plugins
from whoosh.query import And, Every, Not, NumericRange, Or, Phrase, Query, Term, TermRange

from app.search import fields
from app.search.analysis import Analyzer
from app.text import dates

__all__ = ["And", "Every", "Not", "NumericRange", "Or", "ParsedQuery", "Phrase", "Query", "Term", "parse"]

FIELD_NAMES = {
    "发言人": "who",
    "who": "who",
    "speaker": "who",
    "person": "who",
    "部门": "department",
    "department": "department",
    "dept": "department",
    "机构": "body",
    "body": "body",
    "类型": "kind",
    "kind": "kind",
    "年份": "year",
    "year": "year",
    "日期": "date",
    "date": "date",
    "议题": "topic",
    "topic": "topic",
    "标题": "title",
    "title": "title",
    "党派": "party",
    "界别": "party",
    "party": "party",
    "会议": "meeting",
    "meeting": "meeting",
}
"""The fields by each name a reader may use before a colon."""

_VALUES = {
    "body": {"人大": "npc", "npc": "npc", "政协": "cppcc", "cppcc": "cppcc"}
    | {"政府": "government", "government": "government"},
    "kind": {"发言": "speech", "speech": "speech", "提问": "question", "question": "question"}
    | {"答复": "answer", "answer": "answer", "规划": "section", "section": "section"},
}
_MAX_DEPTH = 20
_LATIN_ONLY = re.compile(r"[\x21-\x7e]+")
_PUNCTUATION_ONLY = re.compile(r"[\W_]*")
_NAMES = "|".join(sorted(FIELD_NAMES, key=len, reverse=True))
_FIELD = rf'(?<![^\s(\-"”])(?P<text>(?i:{_NAMES}))\s*:\s*'
_EMPTY_FIELD = re.compile(rf"{_FIELD}(?=\)|$)")
_SYNTAX = str.maketrans("：（）＂「『」』－［］", ':()"““””-[]')
_QUOTES = '"“”'
_QUOTED = re.compile(r"""["“](?P<text>(?<=")[^"]*(?=")|(?<=“)[^“”]*(?=”))["”]""")
_RANGE = re.compile(
    r"(?P<open>\[)(?P<start>[^\[\]]*?)\s*\bTO\b\s*(?P<end>[^\[\]]*)(?P<close>\])", re.IGNORECASE
)
_BETWEEN = re.compile(r"(.*?)(?:\.\.|~|～|至)(.*)|(\d{4})-(\d{4})")

_UNBALANCED = "引号或括号不成对，已按普通文字查找。"
_ONLY_EXCLUDED = "只有排除条件的查询无从查起，已按普通文字查找。"
_NO_VALUE = "“{name}：”后面没有内容，已按普通文字查找。"
_BAD_VALUE = "“{name}：”后面的“{value}”无法识别，已按普通文字查找。"
_TOO_DEEP = "括号层数过多，已按普通文字查找。"


@dataclass(frozen=True)
class ParsedQuery:
    """A query as an engine takes it.

    `terms` are the runs to mark in a text, longest reading first; `notice` tells the reader that the
    query was not read as typed. `ranked` is False when it only narrows (a year, a name), so that there
    is no better or worse among its records.
    """

    tree: Query
    terms: tuple[str, ...] = ()
    notice: str | None = None
    ranked: bool = False


class _MalformedError(Exception):
    """The query breaks the language's rules; the message is for the reader."""


def parse(text: str, analyzer: Analyzer) -> ParsedQuery:
    """Read a query. Nothing one can type is an error: what breaks the rules is read as plain words."""
    typed = text.translate(_SYNTAX).strip()
    if not analyzer.chars(typed):
        return ParsedQuery(Every())
    notice = None
    try:
        expander, tree = _read(typed, analyzer)
    except _MalformedError as error:
        expander, tree = _read_plainly(typed, analyzer)
        notice = str(error)
    if tree is None:
        tree = _run("chars", analyzer.chars(typed), 1.0)
        expander.terms.append(typed)
    elif not expander.whole:
        tree = Or([tree, *_literally(typed, analyzer)])
    return ParsedQuery(tree, tuple(dict.fromkeys(expander.terms)), notice, expander.ranked)


def _read(typed: str, analyzer: Analyzer) -> tuple["_Expander", Query | None]:
    unquoted = _QUOTED.sub("_", typed)
    if any(mark in unquoted for mark in _QUOTES):
        if not _is_enclosed(typed):
            raise _MalformedError(_UNBALANCED)
        # Copied between quotation marks with a mark of its own inside: all of it is the quotation.
        expander = _Expander(typed, analyzer)
        return expander, expander.quotation(typed[1:-1])
    _check_brackets(unquoted)
    if empty := _EMPTY_FIELD.search(unquoted):
        raise _MalformedError(_NO_VALUE.format(name=empty["text"]))
    expander = _Expander(typed, analyzer)
    tree = expander.expand(_parser().parse(typed, normalize=False))
    if tree is not None and not _is_positive(tree):
        raise _MalformedError(_ONLY_EXCLUDED)
    return expander, tree


def _read_plainly(typed: str, analyzer: Analyzer) -> tuple["_Expander", Query | None]:
    expander = _Expander(typed, analyzer)
    return expander, expander.expand(And([Term(None, word) for word in typed.split()]))


def _literally(typed: str, analyzer: Analyzer) -> list[Query]:
    """The whole query as one run of the text, with and without quotation marks around it."""
    runs = [typed, typed[1:-1]] if _is_enclosed(typed) else [typed]
    return [_run("chars", run, 2.0) for run in map(analyzer.chars, runs) if run]


def _is_enclosed(typed: str) -> bool:
    return len(typed) > 2 and typed[0] in _QUOTES and typed[-1] in _QUOTES


def _check_brackets(unquoted: str) -> None:
    depth = 0
    for char in unquoted:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            raise _MalformedError(_UNBALANCED)
        if depth > _MAX_DEPTH:
            raise _MalformedError(_TOO_DEEP)
    if depth:
        raise _MalformedError(_UNBALANCED)


@lru_cache(maxsize=1)
def _parser() -> QueryParser:
    return QueryParser(
        None,
        schema=None,
        plugins=[
            plugins.WhitespacePlugin(),
            plugins.PhrasePlugin(rf"{_QUOTED.pattern}(?P<slop>(?!))?"),
            plugins.FieldsPlugin(_FIELD, remove_unknown=False),
            plugins.RangePlugin(re.compile(rf"(?<=[:\s]){_RANGE.pattern}", re.IGNORECASE)),
            plugins.GroupPlugin(),
            plugins.OperatorsPlugin(
                Not=r"(?<![^\s(])-(?=[^\s\-)])",
                And=r"(?<=\s)AND(?=\s)",
                Or=r"(?<=\s)OR(?=\s)",
                AndNot=None,
                AndMaybe=None,
                Require=None,
            ),
        ],
    )


def _is_positive(tree: Query) -> bool:
    """True when the tree asks for something; a tree that only excludes would list the whole archive."""
    if isinstance(tree, Not):
        return False
    if isinstance(tree, And):
        return any(_is_positive(part) for part in tree.subqueries)
    if isinstance(tree, Or):
        return all(_is_positive(part) for part in tree.subqueries)
    return True


class _Expander:
    """Turns the surface tree of whoosh's parser into the tree over the index, and keeps what it met.

    `whole`: the query is one term, so that its literal run is in the tree already.
    """

    def __init__(self, typed: str, analyzer: Analyzer) -> None:
        self.terms: list[str] = []
        self.ranked = False
        self.whole = False
        self._typed = typed
        self._analyzer = analyzer
        self._excluding = False

    def expand(self, surface: Query) -> Query | None:
        """The tree for a surface query; None when there is nothing to look for in it."""
        tree = self._node(surface)
        leaves = [leaf for leaf in _leaves(surface) if not _is_noise(leaf)]
        self.whole = len(leaves) == 1 and leaves[0].fieldname is None and not isinstance(leaves[0], TermRange)
        return tree

    def quotation(self, text: str) -> Query | None:
        """The tree for a query that is one quoted term."""
        self.whole = True
        return self._text(None, text, quoted=True)

    def _node(self, node: Query) -> Query | None:
        if isinstance(node, Not):
            return self._not(node)
        if isinstance(node, (And, Or)):
            parts = [part for part in map(self._node, node.subqueries) if part is not None]
            return type(node)(parts) if len(parts) > 1 else parts[0] if parts else None
        if isinstance(node, TermRange):
            return self._range(node)
        if isinstance(node, Phrase):
            return self._text(node.fieldname, self._typed[node.startchar + 1 : node.endchar - 1], quoted=True)
        if isinstance(node, Term) and not _is_noise(node):
            return self._text(node.fieldname, node.text, quoted=False)
        return None

    def _not(self, node: Query) -> Query | None:
        before, self._excluding = self._excluding, True
        inner = self._node(node.query)
        self._excluding = before
        return None if inner is None else Not(inner)

    def _text(self, name: str | None, text: str, *, quoted: bool) -> Query | None:
        if name is None:
            return self._alternatives([item for item in fields.TEXT_FIELDS if item.default], text, quoted)
        field = FIELD_NAMES[name.lower()]
        if field in _VALUES:
            return _facet_term(field, name, text)
        if field in ("year", "date"):
            return _date_term(field, name, text)
        return self._alternatives([item for item in fields.TEXT_FIELDS if item.source == field], text, quoted)

    def _alternatives(self, searched: list[fields.TextField], text: str, quoted: bool) -> Query | None:
        run = self._analyzer.chars(text)
        words = [] if quoted else list(dict.fromkeys(self._analyzer.words(text)))
        if not run:
            return None
        if any(field.stream == "words" for field in searched):
            self._keep(text, words)
        # A run of letters may be a part of a longer word (`ai` in `email`): the whole word comes first.
        by_words, by_run = (4.0, 0.25) if _LATIN_ONLY.fullmatch(run) else (1.0, 1.0)
        parts: list[Query] = []
        for field in searched:
            if field.stream == "chars":
                parts.append(_run(field.name, run, field.weight * by_run))
            elif words:
                every = [Term(field.name, word, boost=field.weight * by_words) for word in words]
                parts.append(And(every) if len(every) > 1 else every[0])
        return Or(parts) if len(parts) > 1 else parts[0]

    def _keep(self, text: str, words: list[str]) -> None:
        """Remember what to mark; single characters of a longer term would mark half the text."""
        if not self._excluding:
            self.ranked = True
            self.terms.append(text.strip())
            self.terms += [word for word in words if len(word) > 1]

    def _range(self, node: TermRange) -> Query | None:
        if node.fieldname is None or FIELD_NAMES[node.fieldname.lower()] not in ("year", "date"):
            return self._text(node.fieldname, self._typed[node.startchar : node.endchar], quoted=False)
        return _between(node.fieldname, node.start or "", node.end or "")


def _leaves(node: Query) -> Iterator[Query]:
    if isinstance(node, (And, Or)):
        for part in node.subqueries:
            yield from _leaves(part)
    elif isinstance(node, Not):
        # An excluding query is never its own literal run, so its leaf must count as one more.
        yield Term("not", "")
        yield from _leaves(node.query)
    elif isinstance(node, (Term, Phrase, TermRange)):
        yield node


def _is_noise(leaf: Query) -> bool:
    """True for a comma or dash that stands between blanks."""
    return (
        type(leaf) is Term and leaf.fieldname is None and _PUNCTUATION_ONLY.fullmatch(leaf.text) is not None
    )


def _run(field: str, run: str, weight: float) -> Query:
    if len(run) == 1:
        return Term(field, run, boost=weight)
    return Phrase(field, list(run), boost=weight)


def _facet_term(field: str, name: str, text: str) -> Query:
    value = _VALUES[field].get(text.strip().lower())
    if value is None:
        raise _MalformedError(_BAD_VALUE.format(name=name, value=text))
    return Term(fields.facet_field(field), value)


def _date_term(field: str, name: str, text: str) -> Query:
    text = text.strip()
    found = _BETWEEN.fullmatch(text)
    if not found:
        return _between(name, text, text)
    before, after, first, last = found.groups()
    return _between(name, first or before, last or after)


def _between(name: str, start: str, end: str) -> Query:
    """Records dated from `start` to `end`, both included; an empty one leaves that side open."""
    low, high = _date(start), _date(end)
    if not low and not high:
        raise _MalformedError(_BAD_VALUE.format(name=name, value=start.strip() or end.strip()))
    if (start.strip() and not low) or (end.strip() and not high):
        raise _MalformedError(_BAD_VALUE.format(name=name, value=f"{start.strip()}—{end.strip()}"))
    lowest = int((low or "0").replace("-", "").ljust(8, "0"))
    highest = int((high or "9").replace("-", "").ljust(8, "9"))
    return NumericRange(fields.DATE, max(lowest, 1), highest)


def _date(text: str) -> str | None:
    """A year, month or day as EDTF, from that or from Chinese (`2024年7月`); None for anything else."""
    text = text.strip()
    if text.isdecimal() and len(text) == 8:
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = (
        text if dates.is_edtf(text) and "/" not in text else dates.from_chinese(text if "年" in text else "")
    )
    return found or None
