"""Files of every encoding are read, and every other file is refused with a line that says what to do."""

from pathlib import Path

import pytest

from app.sources import SourceError, read_source

TEXT = "陆一帆代表：停车难要治。\r\n許小溪委員：關鍵在落實，𠮷祥。\n"


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
def test_chinese_encodings_give_the_same_text(tmp_path: Path, codec: str, encoding: str) -> None:
    file = tmp_path / "发言.txt"
    file.write_bytes(TEXT.encode(codec))
    source = read_source(file)
    assert source.text == TEXT
    assert source.encoding == encoding
    assert source.file == "发言.txt"
    assert len(source.sha256) == 64


def test_big_endian_utf_16_is_known_by_its_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert read_source(file).text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "no text"),
        ("blank.txt", b" \n\n ", "no text"),
        ("scan.txt", b"%PDF-1.7 ...", "PDF"),
        ("zip.txt", b"PK\x03\x04....", "DOCX"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        ("photo.txt", b"\x89PNG\r\n", "image"),
        ("data.csv", "发言".encode(), ".csv"),
        ("noending", "发言".encode(), "nothing"),
        ("zeros.txt", b"abc\x00def", "zero bytes"),
        ("broken.txt", b"\xef\xbb\xbf\xff\xfe", "utf-8"),
        ("bytes.txt", b"\x80\xff\xff\x80\xff", "UTF-8"),
    ],
)
def test_other_files_are_refused_with_a_clear_line(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(SourceError, match=says) as caught:
        read_source(file)
    assert "\n" not in str(caught.value)


def test_a_missing_and_a_large_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be opened"):
        read_source(tmp_path / "absent.txt")
    large = tmp_path / "large.txt"
    large.write_text("停" * 100, encoding="utf-8")
    with pytest.raises(SourceError, match="YISHILU_MAX_SOURCE_BYTES"):
        read_source(large, max_bytes=299)
    assert read_source(large, max_bytes=300).text
