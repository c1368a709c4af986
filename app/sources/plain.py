"""Plain text in the encodings that Chinese text comes in."""

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    A byte-order mark decides; without one strict UTF-8 is tried before GB18030, because text in GB18030
    is hardly ever valid UTF-8 by chance, while GB18030 accepts nearly any bytes. Line ends stay as they are.

    Raises ValueError when the bytes are neither, or decode to control characters no text holds.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding)), encoding
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding)), encoding
        except UnicodeDecodeError:
            continue
    raise ValueError("the bytes are no text in UTF-8, UTF-16 or GB18030: save the file again as UTF-8")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"the file says it is {encoding}, but byte {error.start} is not: save it again as UTF-8"
        ) from error


def _checked(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the file holds zero bytes, so it is no text file: save it again as UTF-8 text")
    return text
