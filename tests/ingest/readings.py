"""Readings made by hand: a source's text and what a reader of it says, without a real reader."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.parse.types import Body, Document, Genre, Parse, Record, Role, Speech
from app.text.spans import Span

LONG = (
    "本段发言围绕老旧小区加装电梯、社区食堂布点和公交线路优化三个方面展开，共提出了十二条具体的意见和建议，"
)

TREES = (
    "老城区的行道树去年冻死了四百多棵，补种的树苗太细，夏天遮不住太阳。"
    "建议改种本地的大叶榆，并把树池加宽到一米五。"
)
TAXI = (
    "火车站夜里十一点以后打不到车，旅客拖着箱子走到两公里外的路口。"
    "建议夜班公交延长到凌晨一点，出租车候客区增设雨棚。"
)
WELLS = (
    "北坡六个村的机井水位五年下降了九米，灌溉要排队三天。"
    "建议把西渠的余水引上北坡，先修两级泵站，明年春灌前通水。"
)


def long_text(about: str) -> str:
    """A text long enough to identify itself."""
    return f"{LONG}重点是{about}。"


def speech(speaker: str, text: str, **more: object) -> Speech:
    """A speech by one speaker."""
    return Speech(speakers=[speaker], text=text, **more)  # type: ignore[arg-type]


def document(*records: Record, genre: Genre = Genre.SPEECHES, **more: object) -> Document:
    """A document of a people's congress unless `more` says otherwise."""
    return Document(genre=genre, records=list(records), **{"body": Body.NPC, "title": "发言摘编", **more})


def source_text(*documents: Document) -> str:
    """A text that holds all the records of the documents, each with its names before it."""
    lines = []
    for one in documents:
        lines.append(one.title or "无题")
        for record in one.records:
            names = getattr(record, "speakers", []) or [getattr(record, "asker", "") or ""]
            lines += ["、".join(names) + "：", record.text]
    return "\n".join(lines) + "\n"


def reading(text: str, documents: Sequence[Document]) -> Parse:
    """The documents as a reader of `text` gives them: each record's words are found where they stand."""
    at = 0
    segments: list[tuple[int, int, Role]] = []
    for one in documents:
        for record in one.records:
            if record.text:
                start = text.index(record.text, at)
                segments += [(at, start, Role.UNREAD), (start, start + len(record.text), Role.TEXT)]
                at = start + len(record.text)
                record.spans = [Span(start, at)]
    segments.append((at, len(text), Role.UNREAD))
    return Parse(len(text), list(documents), [one for one in segments if one[0] < one[1]], [])


def reader_of(*known: Sequence[Document]) -> Callable[[str], Parse]:
    """A reader that knows these sources by their text, which `source_text` wrote."""
    by_text = {source_text(*documents): documents for documents in known}
    return lambda text: reading(text, by_text[text])


def write_source(folder: Path, name: str, *documents: Document) -> Path:
    """A file whose text holds the documents."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(source_text(*documents), encoding="utf-8")
    return path
