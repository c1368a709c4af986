"""The query language: what a reader typed becomes a whoosh query tree over the fields of the index.

whoosh's parser reads the syntax (fields, quotes, brackets, `-`, `OR`, ranges; full-width forms of them
likewise); `_Expander` then says what each leaf means in the index:

- an unquoted term: all its words in `words`, or its characters as one run in `chars`; likewise in the
  title and the topic, and as a run in the names of speakers, departments and parties;
- a quoted term: its characters as one run, nothing else;
- a term of a field: in that field alone, of several names or dates any of them; letters after `发言人:` are
  also read as pinyin, with blanks or hyphens between the syllables or without, as is a term of three letters
  and more that is not all in capitals, as abbreviations are (`ztt`);
- `问:` is the text of questions and `答:` that of answers. Where both must hold the hits are answers: those
  of which the exchange's question has the one and they themselves the other. Joined by `OR` each is its own.

Whatever was read, a record that prints the whole query literally is found too, so that text copied from
a record finds it even when it looks like syntax (`会议：…`, `2021 -2025`). `chars` keeps punctuation, so
this hardly ever finds anything else.

The tree uses the node types that this module exports and no others; an engine needs to know only them.
"""

import re
from dataclasses import dataclass
from functools import partial

from app.search import fields, notices, surface, syntax
from app.search.analysis import Analyzer
from app.search.errors import QueryTooComplexError
from app.search.names import BESIDE, DATED, FIELD_NAMES, LISTED, SIDES, SPOKEN, VALUES
from app.search.periods import bounds
from app.search.sounds import as_pinyin
from app.search.surface import And, Every, Not, NumericRange, Or, Phrase, Query, Term, TermRange
from app.search.synonyms import NONE, Synonyms
from app.search.syntax import MalformedError
from app.search.types import NAME, Asked, Wanted, Widened
from app.search.values import any_of, dated, of_facet, period
from app.search.wording import content, outermost
from app.text.unseen import seen

__all__ = ["And", "Every", "Not", "NumericRange", "Or", "ParsedQuery", "Phrase", "Query", "Term", "parse"]

MAX_TERMS = 20
"""More are refused: each is looked up in every field."""
_TOO_MANY = (
    f"一次最多查{MAX_TERMS}个词，请减少后再查；原话请加引号。",
    f"no more than {MAX_TERMS} terms are looked for at once: use fewer, or quote a phrase",
)
MAX_SIGNS = 40
"""Of a query that has no words, only signs; text copied from a record has no longer row of them."""
_ONLY_SIGNS = (
    f"查询里只有符号，没有可查的词；符号最多查{MAX_SIGNS}个，请输入词语。",
    f"the query has signs only, and no more than {MAX_SIGNS} are looked for: give a word",
)
_FIRST = 100.0
"""How much more counts, where a query is read loosely, what it finds strictly: all words, or their run."""
_LATIN_WORD = re.compile(r"[a-z0-9]+(?:\.\d+)*")
_READING = 3
"""Letters of a reading of a name that may stand for it without its field: of two there are too many."""
_PUNCTUATION_ONLY = re.compile(r"[\W_]*")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class ParsedQuery:
    """A query as an engine takes it.

    `terms` are what to mark in a text; `asked` are the terms as they were read; `notice` tells the reader
    that the query was not read as typed. `ranked` is False when it only narrows; `loosens` is True when a
    loose reading finds more.
    """

    tree: Query
    terms: tuple[Wanted, ...] = ()
    notice: str | None = None
    ranked: bool = False
    loosens: bool = False
    widened: tuple[Widened, ...] = ()
    asked: tuple[Asked, ...] = ()


def parse(text: str, analyzer: Analyzer, synonyms: Synonyms = NONE, *, loose: bool = False) -> ParsedQuery:
    """Read a query. What breaks the rules is read as plain words; a term with synonyms finds these too.

    `loose` reads an unquoted term as any of its words instead of all: for questions and for terms that
    hardly a record has all words of.

    Raises QueryTooComplexError for more terms or deeper brackets than anyone means.
    """
    text = seen(text)
    typed = text.translate(syntax.HALF_WIDTH).strip()
    if not analyzer.chars(typed):
        return ParsedQuery(Every())
    if len(typed) > MAX_SIGNS and _PUNCTUATION_ONLY.fullmatch(typed):
        raise QueryTooComplexError(*_ONLY_SIGNS)
    notice, asked = None, syntax.normalised(text)
    expander = _Expander(asked, analyzer, synonyms, loose=loose)
    try:
        tree = _read(asked, typed, expander)
    except MalformedError as error:
        expander = _Expander(asked, analyzer, synonyms, loose=loose)
        tree = expander.expand(And([Term(None, word) for word in _plain(typed)]))
        notice = str(error)
    if tree is None:
        notice = notice or notices.NO_WORDS
        tree = any_of([_run("chars", run, 1.0) for run in _as_typed(typed, analyzer)])
        expander.terms.append(Wanted(typed))
    elif not expander.whole or notice:
        tree = Or([tree, *_literally(typed, analyzer)])
    return ParsedQuery(
        tree,
        tuple(dict.fromkeys(expander.terms)),
        "".join(filter(None, (notice, expander.notice))) or None,
        expander.ranked,
        expander.loosens,
        tuple(expander.widened.values()),
        tuple(expander.asked),
    )


def _plain(typed: str) -> list[str]:
    """The words of a query whose signs are none, without those around them."""
    words = [word.strip(syntax.AROUND) for word in typed.split()]
    return [word for word in words if word and not syntax.is_operator(word)] or typed.split()


def _read(asked: str, typed: str, expander: "_Expander") -> Query | None:
    unquoted = syntax.QUOTED.sub("_", asked)
    if any(mark in unquoted for mark in syntax.QUOTES):
        if not syntax.is_enclosed(typed):
            raise MalformedError(syntax.UNBALANCED)
        # Copied between quotation marks with a mark of its own inside: all of it is the quotation, as typed,
        # for what looks like a sign of the language is none in there.
        doubled = syntax.DOUBLED.fullmatch(typed)
        if doubled and len(doubled["marks"]) == len(doubled["after"]):
            expander.notice = notices.DOUBLED
            return expander.quotation(doubled["text"])
        return expander.quotation(typed[1:-1])
    syntax.check_brackets(unquoted)
    if dangling := syntax.dangling(unquoted):
        raise MalformedError(notices.DANGLING.format(name=dangling))
    if empty := syntax.EMPTY_FIELD.search(unquoted):
        raise MalformedError(notices.NO_VALUE.format(name=empty["text"]))
    if other := syntax.OTHER_FIELD.search(unquoted):
        expander.notice = notices.NO_FIELD.format(name=other["text"])
    if syntax.has_name_and_comma(typed):
        expander.notice = notices.COMMA
    tree = expander.expand(surface.read(asked))
    if tree is not None and expander.excludes and not surface.is_positive(tree):
        raise MalformedError(notices.ONLY_EXCLUDED)
    return tree


def _literally(typed: str, analyzer: Analyzer) -> list[Query]:
    """The whole query as one run of the text or of the document's title."""
    found = _as_typed(typed, analyzer)
    return [
        *(_run(field.name, run, field.weight) for field in fields.of_source("document") for run in found),
        *(_run("chars", run, 2.0) for run in found),
    ]


def _as_typed(typed: str, analyzer: Analyzer) -> list[str]:
    """The characters of the whole query, with and without quotation marks around it."""
    runs = [typed, typed[1:-1]] if syntax.is_enclosed(typed) else [typed]
    return [run for run in map(analyzer.chars, runs) if run]


class _Expander:
    """Turns the surface tree of whoosh's parser into the tree over the index, and keeps what it met.

    `whole`: the query is one term, so that its literal run is in the tree already. `excludes`: some of it is
    what a record must not have.
    """

    def __init__(self, typed: str, analyzer: Analyzer, synonyms: Synonyms, *, loose: bool = False) -> None:
        self.loosens = False
        self.excludes = False
        self.terms: list[Wanted] = []
        self.asked: list[Asked] = []
        self.notice: str | None = None
        self.ranked = False
        self.whole = False
        self._typed = typed
        self._analyzer = analyzer
        self._loose = loose
        self._synonyms = synonyms
        self.widened: dict[str, Widened] = {}
        self._excluding = False
        self._alone = False
        self._both_sides = False
        self._of = ""

    def expand(self, read: Query) -> Query | None:
        """The tree for a surface query; None when there is nothing to look for in it."""
        terms = list(surface.leaves(read))
        if sum(surface.size(leaf) for leaf, *_ in terms) > MAX_TERMS:
            raise QueryTooComplexError(*_TOO_MANY)
        self.asked = [self._asked(*term) for term in terms]
        self._alone = len(terms) == 1 and not terms[0][1]
        tree = self._node(read)
        plain = (
            self._alone and surface.field_of(terms[0][0]) is None and not isinstance(terms[0][0], TermRange)
        )
        # Brackets around a term are no part of it, but may be of what it was copied from: `（摘要）`.
        self.whole = plain and self.notice is None and not syntax.is_bracketed(self._typed)
        return tree

    def quotation(self, text: str) -> Query | None:
        """The tree for a query that is one quoted term."""
        self.whole = True
        self.asked = [Asked(text, quoted=True)]
        return self._text(None, text, quoted=True)

    def _asked(self, leaf: Query, excluded: bool, either: bool) -> Asked:
        quoted = isinstance(leaf, Phrase)
        if quoted:
            text = self._typed[leaf.startchar + 1 : leaf.endchar - 1]
        else:
            text = self._typed[leaf.startchar : leaf.endchar] if isinstance(leaf, TermRange) else leaf.text
        return Asked(text, leaf.fieldname or "", quoted, excluded, either)

    def _node(self, node: Query) -> Query | None:
        if isinstance(node, Not):
            return self._not(node)
        if isinstance(node, (And, Or)):
            before = self._both_sides
            self._both_sides |= isinstance(node, And) and surface.sides(node).issuperset(SIDES)
            inner = map(self._spelled, surface.runs(node)) if isinstance(node, And) else map(self._node, node)
            parts = [part for part in inner if part is not None]
            self._both_sides = before
            return type(node)(parts) if len(parts) > 1 else parts[0] if parts else None
        if isinstance(node, TermRange):
            return self._range(node)
        if isinstance(node, Phrase):
            return self._text(node.fieldname, self._typed[node.startchar + 1 : node.endchar - 1], quoted=True)
        if isinstance(node, Term) and not surface.is_noise(node):
            return self._unquoted(node.fieldname, node.text)
        return None

    def _spelled(self, said: list[Query]) -> Query | None:
        """Terms that must all be there; of more than one the first are also read as one name in pinyin
        (`发言人:zhu tingting`). Which reading is meant the index knows."""
        parts = [part for part in map(self._node, said) if part is not None]
        if len(said) == 1:
            return parts[0] if parts else None
        name = said[0].fieldname
        joined = ["".join(part.text for part in said[:end]) for end in range(2, len(said) + 1)]
        names = [self._text(name, text, quoted=False) for text in joined]
        whole = [_all([found, *parts[end:]]) for end, found in enumerate(names, 2) if found]
        return Or([And(parts), *whole])

    def _not(self, node: Query) -> Query | None:
        self.excludes = True
        before, self._excluding = self._excluding, True
        inner = self._node(node.query)
        self._excluding = before
        return None if inner is None else Not(inner)

    def _unquoted(self, name: str | None, text: str) -> Query | None:
        said = surface.pieces(text)
        if "*" not in text or not said:
            return self._widened(name, text)
        self.notice = notices.WILDCARD
        found = [self._text(name, piece, quoted=False) for piece in said]
        return _all([part for part in found if part is not None])

    def _widened(self, name: str | None, text: str) -> Query | None:
        """An unquoted term or, in a field of running text and unless it is excluded, one of its synonyms."""
        found = self._text(name, text, quoted=False)
        spoken = name is None or FIELD_NAMES[name.lower()] in SPOKEN
        if not found or not spoken or self._excluding or not (others := self._synonyms.of(text)):
            return found
        self.widened[text] = Widened(text, others)
        return Or([found, *(self._text(name, other, quoted=True, beside=False) for other in others)])

    def _text(self, name: str | None, text: str, *, quoted: bool, beside: bool = True) -> Query | None:
        if name is None:
            length = len(self._analyzer.chars(text))
            default = [item for item in fields.TEXT_FIELDS if item.default and self._reaches(item, length)]
            if not beside:  # 人民代表大会 stands in the name of most meetings
                default = [item for item in default if item.source not in BESIDE]
            self._loosen(text, quoted)
            letters = len(as_pinyin(text))
            by_pinyin = letters >= _READING and not self._excluding and not text.isupper()
            return self._alternatives(default, text, quoted, by_pinyin=by_pinyin, loose=self._loose)
        field = FIELD_NAMES[name.lower()]
        if field in VALUES:
            return of_facet(field, name, text)
        if field in DATED:
            return dated(name, text)
        if field in SIDES:
            self._of = field if self._both_sides else ""
            found = self._side(field, text, quoted)
            self._of = ""
            return found
        listed = syntax.values(text) if field in LISTED and not quoted else [text]
        searched = fields.of_source(field)
        found = [self._alternatives(searched, each, quoted, by_pinyin=field == "who") for each in listed]
        return any_of(known) if (known := [part for part in found if part is not None]) else None

    def _reaches(self, field: fields.TextField, length: int) -> bool:
        """Whether a term of so many characters is looked for there. Who excludes a word means the record, not
        its document nor the question that it answers."""
        if self._excluding and field.source in ("asked", *BESIDE):
            return False
        return length >= field.least

    def _side(self, side: str, text: str, quoted: bool) -> Query | None:
        """A term of one side of an exchange."""
        if side == "question" and self._both_sides:
            return self._alternatives(fields.of_source("asked"), text, quoted)
        sources = ("text", "topic") if side == "question" else ("text",)
        found = self._alternatives(fields.of_source(*sources), text, quoted)
        return found and And([Term(fields.facet_field("kind"), side, boost=0.0), found])

    def _alternatives(
        self,
        searched: list[fields.TextField],
        text: str,
        quoted: bool,
        *,
        by_pinyin: bool = False,
        loose: bool = False,
    ) -> Query | None:
        run = self._analyzer.chars(text)
        words = [] if quoted else content(self._analyzer.words(text))
        if not run:
            return None
        if any(field.stream == "words" or field.source in BESIDE for field in searched):
            self._keep(text, words)
        elif not self._excluding:
            self.terms.append(Wanted(text.strip(), side=NAME))
        # A run of letters may be a part of a longer word (`ai` in `email`): the whole word comes first.
        by_words, by_run = (4.0, 0.25) if _LATIN_WORD.fullmatch(run) else (1.0, 1.0)
        by_run *= _FIRST if loose else 1.0
        parts: list[Query] = []
        for field in searched:
            if field.stream == "chars":
                parts.append(_run(field.name, run, field.weight * by_run))
            elif words:
                parts.append(_worded(field, words, by_words, loose))
        if by_pinyin and (not quoted or " " in text.strip()) and (reading := as_pinyin(run)):
            parts.append(Term(fields.PINYIN, reading))
        return any_of(parts)

    def _loosen(self, text: str, quoted: bool) -> None:
        """Note a term that some records may have a part of only; of a number they have it or not."""
        if not quoted and not self._excluding and not _DIGIT.search(text):
            self.loosens |= len(outermost(content(self._analyzer.words(text)))) > 1

    def _keep(self, text: str, words: list[str]) -> None:
        """Remember what to mark: the term, and where a text does not print it the words it is cut into.

        Not the single characters among them, which would mark half the text; words inside of others only
        where the query is read loosely, so that a record may have been found by them alone.
        """
        if not self._excluding:
            self.ranked = True
            run = self._analyzer.chars(text)
            whole = outermost(words)
            parts = tuple(word for word in whole if word != run)
            inner = (
                tuple(word for word in words if len(word) > 1 and word not in whole) if self._loose else ()
            )
            self.terms.append(Wanted(text.strip(), parts, self._of, inner))

    def _range(self, node: TermRange) -> Query | None:
        if node.fieldname is None or FIELD_NAMES[node.fieldname.lower()] not in DATED:
            read = self._typed[node.startchar : node.endchar]
            self.notice = notices.NO_RANGE.format(name=read)
            return self._text(node.fieldname, read, quoted=False)
        start, end = ((bound or "").strip(" *") for bound in (node.start, node.end))
        return period(node.fieldname, partial(bounds, start, end))


def _all(parts: list[Query]) -> Query:
    return And(parts) if len(parts) > 1 else parts[0]


def _worded(field: fields.TextField, words: list[str], boost: float, loose: bool) -> Query:
    """All of the words in one field; read loosely, any of them that says something by itself, but first the
    records that have all."""

    def terms(words: list[str], weight: float) -> list[Query]:
        return [Term(field.name, word, boost=field.weight * boost * weight) for word in words]

    if not loose or len(words) == 1:
        return _all(terms(words, 1.0))
    telling = [word for word in words if len(word) > 1] or words
    return Or([And(terms(words, _FIRST)), *terms(telling, 1.0)])


def _run(field: str, run: str, weight: float) -> Query:
    if len(run) == 1:
        return Term(field, run, boost=weight)
    return Phrase(field, list(run), boost=weight)
