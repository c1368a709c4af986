"""The signs of the query language: quotation marks, brackets, fields and ranges, as a reader types them."""

import re
from string import ascii_letters, digits

from app.search.errors import QueryTooComplexError
from app.search.names import FIELD_NAMES

_MAX_DEPTH = 20
_NAMES = "|".join(sorted(FIELD_NAMES, key=len, reverse=True))
FIELD = rf'(?<![^\s(\-"”])(?P<text>(?i:{_NAMES}))\s*:[:\s]*'
EMPTY_FIELD = re.compile(rf"{FIELD}(?=\)|$|\(\s*\)|(?i:{_NAMES})\s*:)")
OTHER_FIELD = re.compile(
    rf"(?<![^\s(\-])(?!(?i:{_NAMES})\s*:)(?P<text>[^\W\d_]{{1,8}})\s*:(?!//)\s*(?=[^\s):])"
)
"""What looks like a field and is none."""
_EITHER = r"(?:OR|Or|or|\|\|?|或者?)"
OR = rf"(?<=\s){_EITHER}(?=\s)"
AND = r"(?<=\s)AND(?=\s)"
NOT = r"(?<![^\s(])(?:NOT\s+|[-–—−])(?=[^\s\-–—−)])"
_JOINING = rf"(?:{_EITHER}|AND)"
_OPERATOR = rf"(?:{_EITHER}|AND|NOT)"
_DANGLING = re.compile(
    rf"(?:^|(?<=\())\s*{_JOINING}(?=[\s)]|$)|(?<![^\s(]){_OPERATOR}(?=\s*(?:\)|$)|\s+{_JOINING}\s)"
    r"|(?<![^\s(])NOT(?=\s+(?:NOT\s|[-–—−]))"
)
HALF_WIDTH = str.maketrans(
    {chr(ord(char) + 0xFEE0): char for char in ascii_letters + digits + ':()"-[]*|'}
    | dict(zip("「『」』", "““””", strict=True))
)
"""Full-width letters, figures and signs, which lie at one distance from ASCII; CJK quotation marks."""
QUOTES = '"“”'
AROUND = QUOTES + "()"
QUOTED = re.compile(r"""["“](?P<text>(?<=")[^"]*(?=")|(?<=“)[^“”]*(?=”))["”]""")
DOUBLED = re.compile(r"""(?P<marks>["“”]{2,})(?P<text>[^"“”]+)(?P<after>["“”]{2,})""")
_TO = r"(?:\s*(?:\bTO\b|[至到~～])\s*|\s+[-–—−]+\s+)"
RANGE = re.compile(rf"(?P<open>\[)(?P<start>[^\[\]]*?){_TO}(?P<end>[^\[\]]*)(?P<close>\])", re.IGNORECASE)
UNBALANCED = "引号或括号不成对，已按普通文字查找。"
_EMPTY_BRACKETS = re.compile(r"(?<!:)(?<!:\s)\(\s*\)")
_DATED = "|".join(name for name, field in FIELD_NAMES.items() if field in ("year", "date"))
_SPREAD_RANGE = re.compile(
    rf"(?P<first>(?i:{_DATED})\s*:\s*\d[^\s,，]*)\s+(?:[-–—−~～至到]|TO|to)\s+(?=\d{{4}})"
)
_AFTER_VALUE = re.compile(rf'(?P<value>{FIELD}[^\s()"“”，；。,]+)(?:[，；。]|,(?!\d))(?=[^\s，；。,])')
_DAY = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})[\d年月日度./~～至到—–-]*"
_DAYS = re.compile(rf"(?i:{_DATED})\s*:[:\s]*{_DAY}(?:\s*[,，、；;]\s*{_DAY})+(?=[\s)]|$)")
_BETWEEN_VALUES = re.compile(r"\s*[,，、；;]\s*")
_NAMED = "|".join(name for name, field in FIELD_NAMES.items() if field == "who")
_NAME_AND_COMMA = re.compile(
    rf'(?i:{_NAMED})\s*:[:\s]*[^\s()"“”，；。,]+[，,](?=[\u4e00-\u9fff·]{{2,4}}(?:[\s)，,]|$))'
)
_TOO_DEEP = (
    f"括号最多套{_MAX_DEPTH}层，请简化后再查。",
    f"brackets go no deeper than {_MAX_DEPTH} in each other: simplify the query",
)


class MalformedError(Exception):
    """The query breaks the language's rules; the message is for the reader."""


def normalised(typed: str) -> str:
    """A query with the signs of its language in one form each, but for what is quoted: half width; a range of
    dates without blanks, several dates with `、`; a blank for the comma between a field's value and what
    follows, and for `()`."""
    typed = typed.translate(HALF_WIDTH)
    out, at = "", 0
    for start, end in [*(found.span() for found in QUOTED.finditer(typed)), (len(typed), len(typed))]:
        said = _SPREAD_RANGE.sub(r"\g<first>..", typed[at:start])
        said = _DAYS.sub(lambda days: _BETWEEN_VALUES.sub("、", days[0]), said)
        out += _EMPTY_BRACKETS.sub(" ", _AFTER_VALUE.sub(r"\g<value> ", said)) + typed[start:end]
        at = end
    return out.strip()


def dangling(unquoted: str) -> str:
    """The operator that lacks what it joins or excludes; empty where none does."""
    found = _DANGLING.search(unquoted)
    return found.group().strip() if found else ""


def values(text: str) -> list[str]:
    """What a field is asked for, of which any will do: names, years and the like with commas between."""
    return [value for value in _BETWEEN_VALUES.split(text.strip()) if value] or [text]


def has_name_and_comma(typed: str) -> bool:
    """True where a comma behind a speaker's name, which counts as a blank, may have been to part names."""
    return _NAME_AND_COMMA.search(QUOTED.sub("_", typed)) is not None


def is_operator(word: str) -> bool:
    """True for a word that joins others: it is not itself looked for."""
    return re.fullmatch(_OPERATOR, word) is not None


def is_enclosed(typed: str) -> bool:
    """True for a query between quotation marks, whichever."""
    return len(typed) > 2 and typed[0] in QUOTES and typed[-1] in QUOTES


def is_bracketed(typed: str) -> bool:
    """True for a query that begins or ends with a bracket."""
    return typed.startswith("(") or typed.endswith(")")


def check_brackets(unquoted: str) -> None:
    """Raises MalformedError for brackets without partner, QueryTooComplexError for too many in each other."""
    depth = 0
    for char in unquoted:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            raise MalformedError(UNBALANCED)
        if depth > _MAX_DEPTH:
            raise QueryTooComplexError(*_TOO_DEEP)
    if depth:
        raise MalformedError(UNBALANCED)
