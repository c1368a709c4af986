"""The numbers that a browser or Word puts before the items of a list, which the file itself does not hold."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = [
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
]
_LARGEST = 9999
"""Larger numbers are written in digits in every style, as browsers do where a style ends."""


def chinese(value: int) -> str:
    """`value` from 0 to 9999 as it is counted: 10 is 十, 12 十二, 20 二十, 103 一百零三.

    >>> [chinese(n) for n in (1, 10, 12, 20, 103, 110, 1005)]
    ['一', '十', '十二', '二十', '一百零三', '一百一十', '一千零五']
    """
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text or "零"


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _legal(value: int) -> str:
    counted = chinese(value)
    return ("一" + counted if counted.startswith("十") else counted).translate(_LEGAL)


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text


def _letters(value: int) -> str:
    """A to Z, then AA, BB, as Word goes on."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _row(first: str, length: int) -> Callable[[int], str]:
    """Signs that follow one another in Unicode; beyond the last one the number in digits."""
    return lambda value: chr(ord(first) + value - 1) if value <= length else str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "chineseCounting": chinese,
    "chineseLegalSimplified": _legal,
    "ideographDigital": _digital,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "none": lambda _: "",
}
"""Word's names of the styles (ECMA-376, ST_NumberFormat) → the number as it is shown."""
_SAME = {
    "chineseCountingThousand": "chineseCounting",
    "taiwaneseCounting": "chineseCounting",
    "taiwaneseCountingThousand": "chineseCounting",
    "japaneseCounting": "chineseCounting",
    "japaneseDigitalTenThousand": "ideographDigital",
    "taiwaneseDigital": "ideographDigital",
    "decimalEnclosedCircleChinese": "decimalEnclosedCircle",
    "decimalFullWidth2": "decimalFullWidth",
    "ideographLegalTraditional": "chineseLegalSimplified",
}


def numbered(value: int, style: str) -> str:
    """`value` in a style of Word; a style that is not known here is shown in digits."""
    if not 1 <= value <= _LARGEST:
        return str(value)
    return _STYLES.get(_SAME.get(style, style), str)(value)
