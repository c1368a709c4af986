"""Full-text search over the archive's records.

`Searcher` answers a `SearchRequest`; `excerpt` and `mark` show what was found. `reindex`,
`update_index`, `ensure_index` and `compare_index` keep the index in step with the rows.
"""

from app.search.bounds import MAX_SIZE
from app.search.dictionary import word_file_problems
from app.search.documents import generation, similar_to
from app.search.errors import (
    EngineMissingError,
    IndexDamagedError,
    IndexMissingError,
    IndexNotVerifiedError,
    PageOutOfRangeError,
    QueryRefusedError,
    QueryTooComplexError,
    QueryTooLongError,
    SearchError,
    SegmenterMissingError,
    UnknownFilterError,
    UnreadableQueryError,
)
from app.search.highlight import Piece, Snippet, Terms, excerpt, is_marked, mark, of_kind
from app.search.reasons import Reason, printed, reasons
from app.search.rebuild import (
    IndexDifferences,
    compare_index,
    ensure_index,
    index_stamp,
    reindex,
    update_index,
)
from app.search.searcher import Searcher
from app.search.suggestions import Suggestion, Suggestions
from app.search.synonyms import OF_ONE
from app.search.types import (
    FACETS,
    LITERAL,
    SIMILAR,
    Asked,
    FacetCount,
    SearchRequest,
    SearchResult,
    Sort,
    Wanted,
    Widened,
)
from app.search.verify import index_faults

__all__ = [
    "FACETS",
    "LITERAL",
    "MAX_SIZE",
    "OF_ONE",
    "SIMILAR",
    "Asked",
    "EngineMissingError",
    "FacetCount",
    "IndexDamagedError",
    "IndexDifferences",
    "IndexMissingError",
    "IndexNotVerifiedError",
    "PageOutOfRangeError",
    "Piece",
    "QueryRefusedError",
    "QueryTooComplexError",
    "QueryTooLongError",
    "Reason",
    "SearchError",
    "SearchRequest",
    "SearchResult",
    "Searcher",
    "SegmenterMissingError",
    "Snippet",
    "Sort",
    "Suggestion",
    "Suggestions",
    "Terms",
    "UnknownFilterError",
    "UnreadableQueryError",
    "Wanted",
    "Widened",
    "compare_index",
    "ensure_index",
    "excerpt",
    "generation",
    "index_faults",
    "index_stamp",
    "is_marked",
    "mark",
    "of_kind",
    "printed",
    "reasons",
    "reindex",
    "similar_to",
    "update_index",
    "word_file_problems",
]
