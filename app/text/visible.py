"""Names of files as text that can be printed, stored and sent: what cannot be shown is escaped."""

import re

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029"  # control characters and line ends
    r"\u202a-\u202e\u2066-\u2069"  # turns of the direction of writing, which make one name look like another
    r"\ud800-\udfff]"  # bytes that are not UTF-8, as Python has them (PEP 383), and no characters otherwise
)
_BYTES = range(0xDC80, 0xDD00)
_ESCAPED = re.compile(r"\\(?:(\\)|x([0-9a-f]{2})|u([0-9a-f]{4}))")


def visible(text: str) -> str:
    r"""The text in one line that a terminal prints and UTF-8 can hold: `\x1b` stands for an escape character.

    A byte that is not UTF-8 is `\x` and its number, as is a control character below 128; others are `\u`.
    """
    return _UNSEEN.sub(_escape, text)


def printable(name: str) -> str:
    r"""The name of a file, or a path, in such a form; other names give other forms: `\` itself is `\\`."""
    return visible(name.replace("\\", "\\\\"))


def as_on_disk(printed: str) -> str:
    """The name that `printable` made this of."""
    return _ESCAPED.sub(_original, printed)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number in _BYTES:
        return f"\\x{number - 0xDC00:02x}"
    return f"\\x{number:02x}" if number < 0x80 else f"\\u{number:04x}"


def _original(found: re.Match[str]) -> str:
    if found[1]:
        return "\\"
    if found[3]:
        return chr(int(found[3], 16))
    number = int(found[2], 16)
    return chr(number if number < 0x80 else 0xDC00 + number)
