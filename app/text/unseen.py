"""Which characters show nothing: decided here, for what is indexed and for what is asked.

They come with text that is copied from pages and office programs (marks of direction, joiners, soft hyphens,
variation selectors, control characters), and a reader can neither see nor type them. Unicode's default
ignorable code points, the format characters (Cf) but for the signs of numbers and verses, which are printed,
and the control characters (Cc) but for those that are white space and for NUL, which no text may have.
"""

import re

CLASS = (
    r"\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""These characters as they are written in the brackets of a pattern."""
_UNSEEN = re.compile(f"[{CLASS}]")


def seen(text: str) -> str:
    """`text` without the characters that show nothing; white space stays."""
    return _UNSEEN.sub("", text)
