"""The same tokens in SQLite FTS5, asked for the same hits, facets and total as the engine."""

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whoosh.query import And, Not, Or, Phrase, Query, Term

from app.archive.db import open_engine as open_database
from app.archive.db import session_factory
from app.search import FACETS, documents, fields
from app.search.analysis import Analyzer
from app.search.dictionary import open_analyzer
from app.search.engines import open_engine
from app.search.generations import IndexFolder
from app.search.query import parse
from app.search.searcher import MAX_VALUES
from app.search.types import LONG_FACETS, Engine, EngineResult, FacetCount, IndexDocument
from tests.bench import archive, corpus
from tests.bench.measure import Times

ROUNDS = 3
_ASCII_SIGNS = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())


@dataclass(frozen=True)
class Compared:
    """Times of both for the same questions, and the share of them that FTS5 is the slower at."""

    engine: Times
    fts5: Times
    queries: int

    @property
    def ratio(self) -> float:
        """How many times longer FTS5 takes for all of the questions, in processor time."""
        return sum(self.fts5.processor) / sum(self.engine.processor)


def compared(folder: Path, number: int) -> Compared:
    """Ask both all the queries. Raises ValueError when they do not give the same."""
    settings = archive.settings(folder)
    analyzer, current = open_analyzer(settings), IndexFolder(settings.index).current()
    if current is None:
        raise ValueError(f"there is no index in {folder}")
    engine = open_engine(current.stamp.engine, current.folder, analyzer)
    questions = [*corpus.words(), *corpus.quotations(number)]
    with tempfile.TemporaryDirectory() as temporary:
        other = Fts5(Path(temporary) / "fts5.sqlite3")
        database = open_database(settings)
        with session_factory(database)() as session:
            other.write(documents.all_documents(session), analyzer)
        database.dispose()
        for place, q in enumerate(questions):
            _require_same(engine, other, parse(q, analyzer).tree, _filters(place), q)
        return _timed(engine, other, questions, analyzer)


def _filters(place: int) -> dict[str, str]:
    return {"body": "npc"} if place % 3 == 0 else {}


def _timed(engine: Engine, other: "Fts5", questions: list[str], analyzer: Analyzer) -> Compared:
    ours, theirs = Times(), Times()
    for place, q in list(enumerate(questions)) * ROUNDS:
        engine.reload()  # it forgets its last answers
        with ours.one():
            tree = parse(q, analyzer).tree
            engine.search(
                tree, filters=_filters(place), sort="relevance", offset=0, limit=20, values=MAX_VALUES
            )
        with theirs.one():
            other.search(tree, _filters(place), values=MAX_VALUES)
    return Compared(ours, theirs, len(questions))


def _require_same(engine: Engine, other: "Fts5", tree: Query, filters: dict[str, str], q: str) -> None:
    ours = engine.search(tree, filters=filters, sort="newest", offset=0, limit=20)
    theirs = other.search(tree, filters, newest=True)
    if ours != theirs:
        raise ValueError(f"{q} with {filters}: FTS5 finds {theirs.total}, the engine {ours.total}")


class Fts5:
    """All text fields as columns of one FTS5 table, and a row of facet values beside each of its rows."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        columns = ", ".join(field.name for field in fields.TEXT_FIELDS)
        # Of ASCII only the signs named here are parts of tokens; everything beyond ASCII is one already.
        tokenize = "ascii tokenchars '{}'".format(_ASCII_SIGNS.replace("'", "''")).replace('"', '""')
        self._database.execute(f'CREATE VIRTUAL TABLE text USING fts5({columns}, tokenize="{tokenize}")')
        facets = ", ".join(FACETS)
        self._database.execute(f"CREATE TABLE frame(id INTEGER PRIMARY KEY, key, newest, {facets})")
        self._database.execute("CREATE TEMP TABLE found(id INTEGER PRIMARY KEY, score)")

    def write(self, found: Iterator[IndexDocument], analyzer: Analyzer) -> None:
        """Add the records. Each has at most one value of each facet, which favours FTS5."""
        marks = ", ".join("?" * (len(fields.TEXT_FIELDS) + 1))
        columns = ", ".join(["rowid", *(field.name for field in fields.TEXT_FIELDS)])
        for number, document in enumerate(found, start=1):
            texts = [" ".join(field.tokens(document, analyzer)) for field in fields.TEXT_FIELDS]
            values = [next(iter(fields.facet_values(document, facet)), None) for facet in FACETS]
            self._database.execute(f"INSERT INTO text({columns}) VALUES ({marks})", [number, *texts])  # noqa: S608
            # SQLite's integers are signed.
            newest = fields.rank(document) - 2**63
            row = [number, document.key, newest, *values]
            self._database.execute(f"INSERT INTO frame VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        self._database.execute("INSERT INTO text(text) VALUES ('optimize')")
        self._database.commit()
        self._database.execute("ANALYZE")

    def search(
        self, tree: Query, filters: dict[str, str], *, newest: bool = False, values: int | None = None
    ) -> EngineResult:
        """The match is evaluated once, then counted and ordered from a temporary table."""
        run = self._database.execute
        run("DELETE FROM found")
        weights = ", ".join(str(field.weight) for field in fields.TEXT_FIELDS)
        run(
            f"INSERT INTO found SELECT rowid, bm25(text, {weights}) FROM text WHERE text MATCH ?",  # noqa: S608
            [_match(tree)],
        )
        given = list(filters.values())
        under = " AND ".join(["TRUE", *(f"{facet} = ?" for facet in filters)])
        joined = "FROM found JOIN frame USING (id) WHERE"
        total = run(f"SELECT count(*) {joined} {under}", given).fetchone()[0]
        order = "newest DESC" if newest else "score"
        keys = run(f"SELECT key {joined} {under} ORDER BY {order} LIMIT 20", given).fetchall()
        facets = {facet: self._counts(facet, joined, filters, values) for facet in FACETS}
        return EngineResult(total=total, keys=tuple(key for (key,) in keys), facets=facets)

    def _counts(
        self, facet: str, joined: str, filters: dict[str, str], values: int | None
    ) -> tuple[FacetCount, ...]:
        others = {name: value for name, value in filters.items() if name != facet}
        under = " AND ".join([f"{facet} IS NOT NULL", *(f"{name} = ?" for name in others)])
        limit = values if values and facet in LONG_FACETS else -1
        rows = self._database.execute(
            f"SELECT {facet}, count(*) AS n {joined} {under} GROUP BY 1 ORDER BY n DESC, 1 LIMIT {limit}",
            list(others.values()),
        )
        return tuple(FacetCount(value, count) for value, count in rows)


def _match(node: Query) -> str:
    """The query in the language of FTS5."""
    if isinstance(node, Term):
        return f"{{{node.fieldname}}} : {_string(node.text)}"
    if isinstance(node, Phrase):
        return f"{{{node.fieldname}}} : {_string(' '.join(node.words))}"
    if isinstance(node, Or):
        return "(" + " OR ".join(_match(part) for part in node.subqueries) + ")"
    if isinstance(node, And):
        wanted = [_match(part) for part in node.subqueries if not isinstance(part, Not)]
        unwanted = [_match(part.query) for part in node.subqueries if isinstance(part, Not)]
        return "(" + " NOT ".join([" AND ".join(wanted), *unwanted]) + ")"
    raise ValueError(f"{type(node).__name__} is not compared")


def _string(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
