"""The signs of the query language: quotation marks, brackets, fields and ranges, as a reader types them."""

import re

from app.search.errors import QueryTooComplexError
from app.search.names import FIELD_NAMES

_MAX_DEPTH = 20
_NAMES = "|".join(sorted(FIELD_NAMES, key=len, reverse=True))
FIELD = rf'(?<![^\s(\-"”])(?P<text>(?i:{_NAMES}))\s*:\s*'
EMPTY_FIELD = re.compile(rf"{FIELD}(?=\)|$|\(\s*\)|(?i:{_NAMES})\s*:)")
OR = r"(?<=\s)(?:OR|Or|or|ＯＲ)(?=\s)"
AND = r"(?<=\s)(?:AND|ＡＮＤ)(?=\s)"
NOT = r"(?<![^\s(])(?:(?:NOT|ＮＯＴ)\s+|[-–—−])(?=[^\s\-–—−)])"
_OPERATOR = "(?:OR|AND|NOT|ＯＲ|ＡＮＤ|ＮＯＴ)"
DANGLING = re.compile(
    rf"(?:^|(?<=\())\s*(?:OR|AND|ＯＲ|ＡＮＤ)(?=[\s)]|$)|(?<![^\s(]){_OPERATOR}(?=\s*(?:\)|$)|\s+(?:OR|AND|ＯＲ|ＡＮＤ)\s)"
)
HALF_WIDTH = str.maketrans("：（）＂「『」』－［］", ':()"““””-[]')
QUOTES = '"“”'
QUOTED = re.compile(r"""["“](?P<text>(?<=")[^"]*(?=")|(?<=“)[^“”]*(?=”))["”]""")
RANGE = re.compile(
    r"(?P<open>\[)(?P<start>[^\[\]]*?)\s*\bTO\b\s*(?P<end>[^\[\]]*)(?P<close>\])", re.IGNORECASE
)
UNBALANCED = "引号或括号不成对，已按普通文字查找。"
_TOO_DEEP = f"括号最多套{_MAX_DEPTH}层，请简化后再查。"


class MalformedError(Exception):
    """The query breaks the language's rules; the message is for the reader."""


def is_operator(word: str) -> bool:
    """True for a word that joins others: it is not itself looked for."""
    return re.fullmatch(_OPERATOR, word) is not None


def is_enclosed(typed: str) -> bool:
    """True for a query between quotation marks, whichever."""
    return len(typed) > 2 and typed[0] in QUOTES and typed[-1] in QUOTES


def check_brackets(unquoted: str) -> None:
    """Raises MalformedError for brackets without partner, QueryTooComplexError for too many in each other."""
    depth = 0
    for char in unquoted:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            raise MalformedError(UNBALANCED)
        if depth > _MAX_DEPTH:
            raise QueryTooComplexError(_TOO_DEEP)
    if depth:
        raise MalformedError(UNBALANCED)
