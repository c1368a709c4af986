"""Whether decoded characters are Chinese text: the evidence for an encoding, and against a garbled file."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

_SHARED = (
    "的一是在不了有和人中大上我以要他用生到作地出就分成可主年同工也能下子而方定行法所民得十三之部度家力里如水化高自"
    "二理起小物加量都使本去把性好合因由其些然前外天政四日那社平形相全表重新正心反你明看原又利比或第向道命此解建月公"
    "系很情者最立代想已通提直程展五果料位入常文次品式活求老基流路山接知手角期根指九放西被做必先回取色光即保治北造百"
    "七海口志世金增思交受什六共收改清己美再更切打白教花安例真具每目至走示完八名才科信米元今集土石求段研界林究持音布"
    "往史感便市克何除消值族存候毛斯院查江眼王格易置派片始卻育京包火住局照引府令早未考省乡"
)
_SIMPLIFIED = (
    "这为个国时来们于对会发动过说产种后学经进电现实两体机当点从业应开还义间样与关线内数质气变条没结问无军并题党员总设"
    "长头资边级图统较将组见计别论运农几区强决干战则据处队给门规热领东导压争济阶极认联权证采转单风带场车务万达积议声报"
    "类离华确张马节话温传许群广记观织装众书复儿须际验连断难备办习响约劳团称准号维划选标写亲层专识适属圆调满县参细听该"
    "价严镇乡镇长问题桥楼厅协优势环卫发"
)
_TRADITIONAL = (
    "這為個國時來們於對會發動過說產種後學經進電現實兩體機當點從業應開還義間樣與關線內數質氣變條沒結問無軍並題黨員總設"
    "長頭資邊級圖統較將組見計別論運農幾區強決幹戰則據處隊給門規熱領東導壓爭濟階極認聯權證採轉單風帶場車務萬達積議聲報"
    "類離華確張馬節話溫傳許群廣記觀織裝眾書復兒須際驗連斷難備辦習響約勞團稱準號維劃選標寫親層專識適屬圓調滿縣參細聽該"
    "價嚴鎮鄉裡橋樓廳協優勢環衛"
)
_COMMON = frozenset(_SHARED + _SIMPLIFIED + _TRADITIONAL + "，。、：；？！“”《》（）「」\u3000")
"""Of running Chinese text more than half, in either script; of a wrong decoding next to nothing."""

_SAMPLE = 20_000
"""Characters that are looked at; an encoding does not change within a file."""
_TEXT = 0.2
"""From this share on, characters are Chinese text: lists of names and tables reach it too."""
_GARBLED = 0.1
"""Up to this share they may be text that was decoded wrongly and saved again."""
_ENOUGH = 12
"""Characters beyond ASCII that a verdict needs."""
_REPLACED = re.compile("\ufffd|锟斤拷|锟斤")
_REPLACED_RUN = re.compile("(?:\ufffd|锟斤拷|锟斤)+")
_QUESTIONS = 0.3
"""Share of question marks that no text reaches whose characters are as they were written."""
_READINGS = [
    (wrong, right)
    for wrong, right in product(("latin-1", "gb18030", "big5hkscs"), ("utf-8", "gb18030", "big5hkscs"))
    if wrong != right
]
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5hkscs": "Big5", "latin-1": "Latin-1"}
_WINDOWS = str.maketrans(
    {char: byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}
)
"""What Windows shows for the bytes 80 to 9F, which are control characters in Latin-1."""


def share_of_common(text: str) -> float:
    """Of the characters beyond ASCII, the share of common Chinese ones; 1 where there are none."""
    return _share_of_common(Counter(text[:_SAMPLE]))


def _share_of_common(counts: Counter[str]) -> float:
    wide = {char: count for char, count in counts.items() if char > "\x7f" and not char.isspace()}
    total = sum(wide.values())
    return sum(wide[char] for char in wide.keys() & _COMMON) / total if total else 1.0


def is_chinese(text: str) -> bool:
    """True when the share of common characters is that of Chinese text."""
    return share_of_common(text) >= _TEXT


def refuse_garbled(text: str) -> None:
    """Raise ValueError when `text` was spoilt before it came here, so that its words are not those written.

    Known are characters replaced by U+FFFD, and text in one encoding that was read as another and saved,
    once or twice. A few replaced characters in a long text are let pass.
    """
    replaced = len(_REPLACED.findall(text))
    if replaced * 100 > len(text):
        raise ValueError(
            f"{replaced:,} characters of the text were lost when it was saved (they read \ufffd or 锟斤拷):"
            " get the file from its source again"
        )
    seen = Counter(text[:_SAMPLE])
    total = sum(count for char, count in seen.items() if not char.isspace())
    if seen["?"] >= _ENOUGH and seen["?"] > _QUESTIONS * total:
        raise ValueError(
            "the Chinese characters of the text were lost when it was saved (they read ?):"
            " get the file from its source again"
        )
    wide = sum(count for char, count in seen.items() if char > "\x7f")
    if wide < _ENOUGH or _share_of_common(seen) > _GARBLED:
        return
    if found := _misread(text[:_SAMPLE]) or _twice_misread(text[:_SAMPLE]):
        raise ValueError(
            f"the text is garbled ({found[1]} that was read as {found[0]} and saved):"
            " get the file from its source again, or open and save it with the right encoding"
        )


def garbled_runs(text: str) -> Iterator[tuple[int, int]]:
    """`[start, end)` of each run of characters that were replaced when the text was saved."""
    for run in _REPLACED_RUN.finditer(text):
        yield run.span()


def _misread(text: str) -> tuple[str, str] | None:
    """The encoding `text` was wrongly read in, and the one it was written in, by which it is Chinese."""
    for wrong, right in _READINGS:
        before = _undone(text, wrong, right)
        if before is not None and is_chinese(before):
            return _NAMES[wrong], _NAMES[right]
    return None


def _twice_misread(text: str) -> tuple[str, str] | None:
    for wrong, right in _READINGS:
        before = _undone(text, wrong, right)
        if before is not None and _misread(before):
            return _NAMES[wrong], _NAMES[right]
    return None


def _undone(text: str, wrong: str, right: str) -> str | None:
    """`text` as it was before it was read in the wrong encoding; None where that cannot have been.

    What the wrong encoding could not show is lost for good, so some bytes may be missing.
    """
    shown = text.translate(_WINDOWS) if wrong == "latin-1" else text
    data = shown.encode(wrong, errors="ignore")
    if len(data) < 0.9 * len(text):  # not what that encoding shows
        return None
    before = data.decode(right, errors="replace")
    wide = sum(char > "\x7f" for char in before)
    return before if wide >= _ENOUGH // 2 and before.count("\ufffd") * 3 <= wide else None
