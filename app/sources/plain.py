"""Plain text in the encodings that Chinese text comes in."""

import codecs
from collections.abc import Iterator

from app.sources.extracted import Extracted
from app.sources.plausible import is_chinese, refuse_garbled, share_of_common

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
"""Tried where UTF-8 fails. Nearly any bytes are valid in each, so their characters must decide."""
_FEW = 8
"""With fewer characters beyond ASCII the share of common ones says little; GB18030 is then believed."""
_WRONG = 20
"""A text of an encoding with some bytes wrong has at least so many characters for each that is lost."""
_ZEROS = (
    "the file is binary (it contains NUL bytes), not text: give the document itself, or save it as UTF-8 text"
)


def extract(data: bytes) -> Extracted:
    """The text of a plain text file and the name of its encoding. Line ends stay as they are.

    Raises ValueError when the bytes are no Chinese text, or text that was garbled before.
    """
    text, encoding = decode(data)
    refuse_garbled(text)
    return Extracted(text, encoding)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters and the name of their encoding.

    A byte-order mark decides, then the `declared` encoding where the bytes are valid in it and Chinese,
    then strict UTF-8, because other text is hardly ever valid UTF-8 by chance. Between GB18030, Big5 and
    UTF-16 without a mark the share of common characters decides.

    Raises ValueError when the bytes are none of these, or decode to zero characters, which no text holds.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding)), encoding
    for encoding in filter(None, (declared, "utf-8")):
        text = _tried(data, encoding)
        if text is not None and (encoding == "utf-8" or is_chinese(text)):
            return text, encoding
    found = max(_candidates(data), key=lambda one: one[0], default=None)
    if found is None:
        raise ValueError(_why_not(data))
    return found[1], found[2]


def _candidates(data: bytes) -> Iterator[tuple[float, str, str]]:
    """(share of common characters, text, encoding) for each encoding in which the bytes could be text."""
    for encoding in _UNMARKED:
        text = _tried(data, encoding)
        if text is None:
            continue
        believed = encoding == "gb18030" and sum(char > "\x7f" for char in text) < _FEW
        if believed or is_chinese(text):
            yield share_of_common(text), text, encoding


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\x00" in text else text


def _why_not(data: bytes) -> str:
    if b"\x00" in data:
        return _ZEROS
    for encoding in ("utf-8", *_UNMARKED[:2]):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            text = data.decode(encoding, errors="replace")
            if is_chinese(text) and text.count("\ufffd") * _WRONG <= len(text):
                line = data.count(b"\n", 0, error.start) + 1
                return (
                    f"the text is {encoding} up to byte {error.start}, in line {line}, and broken there: get"
                    " the file again, or put the place right and save it as UTF-8"
                )
    return "the bytes are no text in UTF-8, UTF-16, GB18030 or Big5: save the file again as UTF-8"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"the file says it is {encoding}, but byte {error.start} is not: save it again as UTF-8"
        ) from error


def _checked(text: str) -> str:
    if "\x00" in text:
        raise ValueError(_ZEROS)
    return text
