"""GB/T 7714—2015, for what is known and what is not."""

from datetime import date

import pytest

from app.archive.models import Document, Record
from app.archive.queries import By, Entry
from app.web.citation import gb7714
from tests.web.factory import by


def entry(
    kind: str = "speech", names: tuple[str, ...] = ("江晚舟",), title: str | None = None, **known: str
) -> Entry:
    document = Document(
        key="d", source_sha256="", position=0, title="发言摘要", **{"genre": "speeches", **known}
    )
    record = Record(key="r", document_key="d", position=0, kind=kind, text="", title=title)
    said = tuple(By(by("speaker", name), None, None) for name in names)
    return Entry(record, "", document, None, said)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            entry(publication="云汀日报", published="2025-01-18", page="03"),
            "江晚舟. 发言摘要[N/OL]. 云汀日报, 2025-01-18(03)[2026-03-04]. http://a/r.",
        ),
        (
            entry(publication="云汀日报", published="2025", page="第03版"),
            "江晚舟. 发言摘要[N/OL]. 云汀日报, 2025(03)[2026-03-04]. http://a/r.",
        ),
        (entry(title="停车"), "江晚舟. 发言摘要：停车[Z/OL]. [2026-03-04]. http://a/r."),
        (entry(held="2024-07"), "江晚舟. 发言摘要[Z/OL]. 2024-07[2026-03-04]. http://a/r."),
        (entry(names=()), "佚名. 发言摘要[Z/OL]. [2026-03-04]. http://a/r."),
        (
            entry(names=("甲", "乙", "丙")),
            "甲, 乙, 丙. 发言摘要[Z/OL]. [2026-03-04]. http://a/r.",
        ),
        (
            entry(names=("甲", "乙", "丙", "丁")),
            "甲, 乙, 丙, 等. 发言摘要[Z/OL]. [2026-03-04]. http://a/r.",
        ),
        (
            entry("section", (), "停车", genre="plan", published="2021"),
            "发言摘要：停车[R/OL]. 2021[2026-03-04]. http://a/r.",
        ),
    ],
)
def test_citations(given: Entry, expected: str) -> None:
    assert gb7714(given, "http://a/r", date(2026, 3, 4)) == expected
