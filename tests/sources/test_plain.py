"""Chinese text in every encoding is read as what it is, and text that was garbled before is refused."""

import pytest

from app.sources import SourceError, SourceText
from app.sources.plausible import refuse_garbled, share_of_common
from app.sources.read import source_of

SIMPLIFIED = (
    "陆一帆代表：停车难是老城居民反映最多的问题。去年以来，市里新增泊位三千个，但晚上回家还是没有地方停。\n"
    "建议把机关大院的车位在夜间向居民开放，由社区统一管理。\n"
)
TRADITIONAL = (
    "許小溪委員：關鍵在於落實。過去三年，我們對養老服務提了十多件提案，辦理結果都是滿意，老人卻沒有感覺到變化。\n"
    "建議由街道對每一件提案逐條說明，並向社會公開。\n"
)
SHORT = "市政協委員許小溪：關於老城停車的建議"


def read(data: bytes) -> SourceText:
    return source_of("发言.txt", data)


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, SHORT], ids=["simplified", "traditional", "short"])
@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_gives_the_same_text(text: str, codec: str) -> None:
    source = read(text.encode(codec))
    assert (source.text, source.encoding, source.media_type) == (text, codec, "text/plain")
    assert (source.file, len(source.sha256)) == ("发言.txt", 64)


def test_a_big_endian_mark_is_known() -> None:
    assert read(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")).text == SIMPLIFIED


@pytest.mark.parametrize("text", [TRADITIONAL, SHORT], ids=["long", "short"])
def test_big5_is_told_from_gb18030_by_its_characters(text: str) -> None:
    source = read(text.encode("big5"))
    assert (source.text, source.encoding) == (text, "big5hkscs")


def test_every_stretch_of_the_sample_text_is_read_in_every_encoding() -> None:
    for text, codecs in ((SIMPLIFIED, ("gb18030", "utf-16-le")), (TRADITIONAL, ("big5", "gb18030"))):
        for codec in codecs:
            for start in range(0, len(text) - 30, 2):
                piece = text[start : start + 30]
                assert read(piece.encode(codec)).text == piece


def test_line_ends_stay_as_they_are() -> None:
    text = "第一行\r第二行\r\n第三行\n"
    assert read(text.encode()).text == text


def test_utf_16_of_plain_latin_text_is_known_by_its_zero_bytes() -> None:
    assert read("Page 1 of 12\n".encode("utf-16-le")).text == "Page 1 of 12\n"


@pytest.mark.parametrize(("wrong", "right"), [("latin-1", "utf-8"), ("gb18030", "utf-8"), ("gbk", "utf-8")])
@pytest.mark.parametrize("times", [1, 2])
def test_text_read_in_the_wrong_encoding_and_saved_is_refused(wrong: str, right: str, times: int) -> None:
    for text in (SIMPLIFIED, TRADITIONAL):
        for _ in range(times):
            text = text.encode(right).decode(wrong, errors="replace")
        with pytest.raises(SourceError, match=r"garbled|lost"):
            read(text.encode())


@pytest.mark.parametrize(
    ("wrong", "right"), [("latin-1", "gb18030"), ("gb18030", "big5"), ("big5", "gb18030")]
)
def test_other_confusions_are_refused_too(wrong: str, right: str) -> None:
    text = TRADITIONAL if right == "big5" else SIMPLIFIED
    garbled = text.encode(right).decode(wrong, errors="ignore")
    with pytest.raises(SourceError, match="garbled"):
        read(garbled.encode())


def test_lost_characters_are_refused_when_there_are_many_of_them() -> None:
    with pytest.raises(SourceError, match="lost"):
        read((SIMPLIFIED[:20] + "锟斤拷锟斤拷").encode())
    assert read((SIMPLIFIED * 5 + "何\ufffd舟").encode()).text.endswith("何\ufffd舟")


@pytest.mark.parametrize(
    "text",
    [
        "Café, naïve, déjà vu: ein schöner Überblick über die Wörter, été à côté.",
        "日本語の文章もここにはあるかもしれない。ひらがなとカタカナ。",
        "Привет, как дела? Это обычный текст.",
        "欧阳淑芬、尉迟恭谨、闾丘璟瑜、濮阳懿轩、亓官翀、赫连勖",
    ],
)
def test_unusual_text_is_not_taken_for_garbled(text: str) -> None:
    refuse_garbled(text)
    assert read(text.encode()).text == text


def test_a_file_cut_inside_a_character_says_where() -> None:
    with pytest.raises(SourceError, match="up to byte"):
        read(SIMPLIFIED.encode()[:-3] + b"\xe3")


def test_common_characters_tell_right_from_wrong_decodings() -> None:
    for text in (SIMPLIFIED, TRADITIONAL):
        assert share_of_common(text) > 0.5
    assert share_of_common(TRADITIONAL.encode("big5").decode("gb18030")) < 0.15
