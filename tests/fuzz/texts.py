"""Texts: of the samples and of nothing, with everything in them that no editor would write."""

import random
from collections.abc import Callable
from functools import cache

from app.settings import ROOT
from tests.fuzz.chance import cut_points, pick, some
from tests.parse.test_properties import PIECES

SAMPLES = ROOT / "seeds" / "documents"
_LONGEST = 2_500
"""Characters of a sample that are taken at once."""
_CONTROLS = [chr(code) for code in (*range(1, 9), 11, 12, *range(14, 32), 127, 0x85, 0x2028, 0x2029)]
_ODD = [
    *"\u200b\u200d\u202e\u2066\ufeff\ufffd\ufffe\u0301\u3099\ue000\U000e0041\U0010ffff\U00020bb7",
    "👨‍👩‍👧",
    "ﷺ",
    "ＡＢ１２",
    "㈠⑴Ⅻ",
    "臨沅市代表",
]
_BREAKS = ("\n", "\r\n", "\r", "\n\r", "\x0b", "\x0c", "\x85", "\u2028")
_RANGES = (
    (0x20, 0x7F),
    (0x4E00, 0x9FFF),
    (0x3000, 0x303F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x2A6DF),
    (1, 0xD7FF),
)
_NAMES = ("陆一帆", "许小溪", "杜明", "李四维", "阿依古丽·买买提", "欧阳 菲")
_LABELS = (
    "{}代表：",
    "{}委员:",
    "提问代表：{}\n",
    "商务局局长{}：",
    "追问（{}）：",
    "——{}委员",
    "【{}】",
    "{}代表问：",
    "市住建局{}答：",
)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@cache
def samples() -> tuple[str, ...]:
    """The texts of the sample documents."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt")))


def text(chance: random.Random) -> str:
    """A text in the manner of the archive's documents, more or less."""
    made = chance.choice((_sample, _sample, _pieces, _labels, _any))(chance)
    for _ in range(some(chance, 4)):
        made = chance.choice(_CHANGES)(chance, made)
    return made


def paragraphs(chance: random.Random) -> list[str]:
    """Its lines, without those that hold nothing; one at least."""
    return [line for line in text(chance).splitlines() if line.strip()] or ["停车难要治。"]


def encoded(chance: random.Random, made: str) -> bytes:
    """The text in any encoding, at times one that cannot hold it; halves of characters are let through."""
    encoding = chance.choice(ENCODINGS)
    errors = "surrogatepass" if encoding.startswith("utf") and chance.random() < 0.5 else "replace"
    data = made.encode(encoding, errors)
    return data + data[: some(chance, 3)]


def _sample(chance: random.Random) -> str:
    sample = chance.choice(samples())
    start = chance.randrange(len(sample))
    return sample[start if chance.random() < 0.5 else 0 :][: some(chance, _LONGEST, 50)]


def _pieces(chance: random.Random) -> str:
    return "".join(pick(chance, PIECES, 80))


def _labels(chance: random.Random) -> str:
    """Labels after labels; now and then thousands."""
    said = chance.choice(("停车难要治，车位要增。\n", "\n", "", "停车难？"))
    label = chance.choice(_LABELS)
    times = some(chance, 40, 1) if chance.random() < 0.97 else chance.randrange(1_000, 4_000)
    return "".join(label.format(chance.choice(_NAMES)) + said for _ in range(times))


def _any(chance: random.Random) -> str:
    ranges = (
        (0x20, 0x7F),
        (0x4E00, 0x9FFF),
        (0x3000, 0x303F),
        (0xFF00, 0xFFEF),
        (0x20000, 0x2A6DF),
        (1, 0xD7FF),
    )
    return "".join(chr(chance.randint(*chance.choice(ranges))) for _ in range(some(chance, 300, 1)))


def _strewn(items: list[str]) -> Callable[[random.Random, str], str]:
    def strew(chance: random.Random, made: str) -> str:
        for item in pick(chance, items, 20):
            at = chance.randrange(len(made) + 1)
            made = made[:at] + item + made[at:]
        return made

    return strew


def _other_breaks(chance: random.Random, made: str) -> str:
    return "".join(chance.choice(_BREAKS) if char == "\n" else char for char in made)


def _one_line(chance: random.Random, made: str) -> str:
    """Without line ends, and at times very long."""
    line = made.replace("\n", chance.choice(("", " ", "　")))
    return line * (1 if chance.random() < 0.9 else chance.randrange(20))


def _repeated(chance: random.Random, made: str) -> str:
    start, end = cut_points(chance, min(len(made), 200))
    return made[:start] + made[start:end] * some(chance, 60) + made[end:]


def _without(chance: random.Random, made: str) -> str:
    start, end = cut_points(chance, len(made))
    return made[:start] + made[end:]


def _shuffled(chance: random.Random, made: str) -> str:
    lines = made.splitlines(keepends=True)
    chance.shuffle(lines)
    return "".join(lines)


def _nested(chance: random.Random, made: str) -> str:
    """Inside of brackets inside of brackets."""
    left, right = chance.choice(("（）", "“”", "【】", "()", "《》"))
    depth = some(chance, 400, 1)
    return left * depth + made + right * (depth if chance.random() < 0.7 else depth // 2)


_CHANGES: tuple[Callable[[random.Random, str], str], ...] = (
    _strewn(_CONTROLS),
    _strewn(_ODD),
    _strewn(["\ud800", "\udfff", "\x00"]),
    _strewn(PIECES),
    _strewn([" ", "　", "\n", "\t"]),
    _other_breaks,
    _one_line,
    _repeated,
    _without,
    _shuffled,
    _nested,
)
