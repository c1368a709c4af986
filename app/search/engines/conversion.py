"""Whoosh's query tree as tantivy takes it."""

from collections.abc import Callable
from typing import Any

import tantivy
from tantivy import Occur

from app.search import fields, pairs, query

CHARS, PAIRS = "chars", "pairs"
"""The field of a text's characters, and one of this engine alone: those side by side, see `pairs`."""


def converted(schema: tantivy.Schema, node: query.Query) -> tantivy.Query:
    """The tantivy query for a node of the tree; the node types are those `app.search.query` exports."""
    return _CONVERSIONS[type(node)](schema, node)


def _term(schema: tantivy.Schema, node: query.Term) -> tantivy.Query:
    return _boosted(tantivy.Query.term_query(schema, node.fieldname, node.text, "freq"), node.boost)


def _phrase(schema: tantivy.Schema, node: query.Phrase) -> tantivy.Query:
    run = "".join(node.words)
    known = sorted(pairs.of(run)) if node.fieldname == CHARS else []
    if known == [run]:
        return _pair(schema, run, node.boost)
    found = _boosted(tantivy.Query.phrase_query(schema, node.fieldname, node.words), node.boost)
    if not known:
        return found
    # Only where its pairs stand is the run looked for.
    those = [tantivy.Query.term_query(schema, PAIRS, pair, "basic") for pair in known]
    narrowed = [(Occur.Must, tantivy.Query.const_score_query(pair, 0.0)) for pair in those]
    return tantivy.Query.boolean_query([(Occur.Must, found), *narrowed])


def _pair(schema: tantivy.Schema, pair: str, boost: float) -> tantivy.Query:
    """The records with a pair. How often they have it is known where it is a word of the text, so those
    score higher."""
    everywhere = tantivy.Query.term_query(schema, PAIRS, pair, "basic")
    as_word = tantivy.Query.term_query(schema, fields.WORDS, pair, "freq")
    parts = (_boosted(everywhere, boost / 3), _boosted(as_word, boost * 2 / 3))
    return tantivy.Query.boolean_query([(Occur.Should, part) for part in parts])


def _and(schema: tantivy.Schema, node: query.And) -> tantivy.Query:
    parts = []
    for part in node.subqueries:
        if isinstance(part, query.Not):
            parts.append((Occur.MustNot, converted(schema, part.query)))
        else:
            parts.append((Occur.Must, converted(schema, part)))
    if all(occur == Occur.MustNot for occur, _ in parts):
        parts.append((Occur.Must, _everything()))
    return tantivy.Query.boolean_query(parts)


def _or(schema: tantivy.Schema, node: query.Or) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, converted(schema, part)) for part in node.subqueries])


def _not(schema: tantivy.Schema, node: query.Not) -> tantivy.Query:
    return tantivy.Query.boolean_query(
        [(Occur.Must, _everything()), (Occur.MustNot, converted(schema, node.query))]
    )


def _range(schema: tantivy.Schema, node: query.NumericRange) -> tantivy.Query:
    kind = tantivy.FieldType.Unsigned
    return tantivy.Query.range_query(schema, node.fieldname, kind, node.start, node.end)


def _every(_schema: tantivy.Schema, _node: query.Every) -> tantivy.Query:
    return _everything()


def _everything() -> tantivy.Query:
    return tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)


def _boosted(asked: tantivy.Query, boost: float) -> tantivy.Query:
    return asked if boost == 1.0 else tantivy.Query.boost_query(asked, boost)


_CONVERSIONS: dict[type, Callable[[tantivy.Schema, Any], tantivy.Query]] = {
    query.Term: _term,
    query.Phrase: _phrase,
    query.And: _and,
    query.Or: _or,
    query.Not: _not,
    query.NumericRange: _range,
    query.Every: _every,
}
