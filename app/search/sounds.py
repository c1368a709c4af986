"""Pinyin of a text, for finding what sounds alike."""


def pinyin(text: str) -> list[str]:
    """Without tones: one for each Chinese character, what lies between them in one piece."""
    # Only when it is asked for: its tables take fifty megabytes, which building an index has no use for.
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)
