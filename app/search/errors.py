"""What can go wrong with a search, by name.

A `QueryRefusedError` is the reader's to mend: its message is Chinese, for the page, with status 400. The
others are the operator's: one English line that says what to do.
"""


class SearchError(Exception):
    """Any failure of the search."""


class QueryRefusedError(SearchError):
    """What was asked is out of bounds; the message says so to the reader of a page, in Chinese.

    `english` says it in a line to whoever typed a command.
    """

    def __init__(self, message: str, english: str) -> None:
        super().__init__(message)
        self.english = english


class QueryTooLongError(QueryRefusedError):
    """The query has more characters than `max_query_chars`."""


class QueryTooComplexError(QueryRefusedError):
    """The query has more terms, or brackets deeper inside of each other, than are looked up."""


class UnreadableQueryError(QueryRefusedError):
    """The query or a filter holds characters that no text has, or a filter is longer than any key."""


class PageOutOfRangeError(QueryRefusedError):
    """A page before the first, beyond the last that is served, or of a size that is not served."""


class UnknownFilterError(QueryRefusedError):
    """A filter that is none of FACETS, or a sort order that is none of Sort."""


class IndexMissingError(SearchError):
    """There is no index, or none that this code and these settings can answer from."""


class IndexDamagedError(IndexMissingError):
    """The files of the index in use are gone or cut short."""


def damaged(error: BaseException) -> IndexDamagedError:
    """What to raise when `error` came of the files of the index."""
    return IndexDamagedError(
        f"the search index is damaged ({type(error).__name__}): run `yishilu check --repair`"
    )


class IndexNotWrittenError(SearchError):
    """The index could not be written: a full disk, a folder without rights. The rows are right."""


class IndexNotVerifiedError(SearchError):
    """A newly built index does not hold the records that the rows hold; the old one stays in use."""


class WordFileError(SearchError):
    """A list of words in the seeds is no text; the message names the file and the line."""


class EngineMissingError(SearchError):
    """The settings name a search engine that is not installed."""


class SegmenterMissingError(SearchError):
    """The settings name a segmenter that is not installed."""
