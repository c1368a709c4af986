"""Chinese numerals, as the numbers of headings are written."""

import unicodedata

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CIRCLED = {c: i for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", start=1)}


_FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")


def to_int(numeral: str) -> int | None:
    """The value of `十二`, `二十`, `一百零三`, `二〇二五`, `12`, `１２` or `③`; None if it is no numeral.

    >>> [to_int(n) for n in ("十", "十二", "二十", "一百零三", "二〇二五", "１２", "③", "⑷", "叁", "甲")]
    [10, 12, 20, 103, 2025, 12, 3, 4, 3, None]
    """
    if not numeral:
        return None
    if numeral in _CIRCLED:
        return _CIRCLED[numeral]
    numeral = numeral.translate(_FORMAL)
    if len(numeral) == 1 and not numeral.isdecimal() and unicodedata.category(numeral) == "No":
        return int(unicodedata.numeric(numeral))
    if numeral.isdecimal():
        return int(numeral)
    if all(c in _DIGITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    return _with_units(numeral)


def _with_units(numeral: str) -> int | None:
    total, digit = 0, 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            return None
    return total + digit
