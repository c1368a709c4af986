"""An archive that has been through more than one ingest, its export, and all that can be asked of it."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from shutil import copy

from fastapi import FastAPI
from sqlmodel import SQLModel, select

from app.archive import models
from app.archive.db import open_engine, session_factory
from app.archive.export import export_archive
from app.archive.restore import restore_archive
from app.ingest import ingest
from app.search import reindex
from app.settings import ROOT, Settings
from tests.web.client import Client

SAMPLES = (
    "2021-linyuan-daibiao-wenzheng.txt",
    "2021-linyuan-lianghui-taolun.txt",
    "2022-linyuan-yaowen.txt",
    "2023-linyuan-yanglao-guihua.txt",
    "2025-linyuan-zhengxie-dahui.txt",
    "2026-linyuan-lianghui-taolun.txt",
)
LATIN = "会议纪要\n李明远代表：\n公园要建在居民走得到的地方，长椅要多，路灯要亮，厕所要近，门要开得晚一些。\n"


@dataclass
class Sample:
    """An archive that has been through more than one ingest, and its export."""

    settings: Settings
    exported: bytes


def settings_in(folder: Path, seeds: Path = ROOT / "seeds") -> Settings:
    """An archive in this folder."""
    return Settings(data=folder, seeds=seeds, database_url=None, search="whoosh", segmenter="jieba")


def exported(settings: Settings) -> bytes:
    """The archive's export."""
    engine = open_engine(settings)
    out = io.BytesIO()
    export_archive(engine, settings.originals, out)
    engine.dispose()
    return out.getvalue()


def restored(settings: Settings, data: bytes) -> int:
    """Put an export into the archive; the number of rows."""
    engine = open_engine(settings)
    try:
        count = restore_archive(
            engine, settings.originals, io.BytesIO(data), max_bytes=settings.max_source_bytes
        )
    finally:
        engine.dispose()
    indexed_anew(settings)
    return count


def indexed_anew(settings: Settings) -> None:
    """Build the archive's index as for the first time."""
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()


def merging(settings: Settings) -> str:
    """A correction that merges the first two speeches of a document, and one that cannot be applied."""
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        first, second = session.exec(
            select(models.RecordSpan)
            .join(models.Record)
            .where(
                models.Record.kind == "speech", models.Record.position < 2, models.RecordSpan.position == 0
            )
            .order_by(models.Record.document_key, models.Record.position)
            .limit(2)
        ).all()
        document = session.get_one(models.Record, first.record_key).document_key
        sha256 = session.get_one(models.Document, document).source_sha256
        words = session.get_one(models.Source, sha256).text[first.start : second.end]
    engine.dispose()
    entry = {
        "source": sha256,
        "span": [first.start, second.end],
        "expect": [words.strip()[:4], words.strip()[-4:]],
        "kind": "merge",
        "who": "资料室",
        "why": "同一人的话。",
        "date": "2026-03-02",
    }
    wrong = {**entry, "expect": ["不在此处", "不在此处"]}
    entries = [
        "\n".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in one.items())
        for one in (entry, wrong)
    ]
    return "\n".join(f"[[corrections]]\n{one}\n" for one in entries)


def addresses(settings: Settings) -> list[str]:
    """Every address of the archive: pages, originals, searches, keys that led elsewhere, the interface."""
    engine = open_engine(settings)
    with session_factory(engine)() as session:

        def keys(model: type[SQLModel]) -> list[str]:
            return sorted(session.exec(select(model.key)))  # type: ignore[attr-defined]

        found = ["/", "/documents", "/plans", "/delegates", "/departments", "/coverage", "/healthz"]
        found += [f"/documents/{key}" for key in keys(models.Document)]
        found += [f"/plans/{key}" for key in keys(models.Document)]
        for key in keys(models.Record):
            found += [f"/r/{key}", f"/qa/{key}", f"/api/v1/records/{key}"]
        found += [
            f"/r/{row.record_key}@{row.number}"
            for row in session.exec(select(models.Revision))
            if row.number > 1
        ]
        found += [f"/delegates/{key}" for key in keys(models.Person)]
        found += [f"/departments/{key}" for key in keys(models.Department)]
        for sha256 in session.exec(select(models.Source.sha256)):
            found += [f"/sources/{sha256}", f"/sources/{sha256}/original"]
        for old in session.exec(select(models.KeyRedirect.old_key)):
            found += [f"/{noun}/{old}" for noun in ("r", "documents", "delegates", "departments")]
    engine.dispose()
    for query in ("停车", "养老", "部门:民政局", "“公交”"):
        found += [f"/search?q={query}", f"/api/v1/search?q={query}", f"/search?q={query}&sort=newest"]
    return found


def served(app: FastAPI, asked: list[str]) -> dict[str, tuple[int, str | None, bytes]]:
    """Status, where it leads, and the bytes, for each address."""
    client = Client(app)
    answers = {address: client.get(address) for address in asked}
    return {
        address: (answer.status_code, answer.headers.get("location"), answer.content)
        for address, answer in answers.items()
    }


def make_sample(folder: Path) -> Sample:
    """Documents of every genre, one of them in GB18030; two records merged later, so that a key leads on."""
    documents, seeds = folder / "documents", folder / "seeds"
    documents.mkdir()
    (seeds / "corrections").mkdir(parents=True)
    for name in ("catalogue.toml", "departments.toml", "words.txt"):
        copy(ROOT / "seeds" / name, seeds / name)
    for name in SAMPLES:
        copy(ROOT / "seeds" / "documents" / name, documents / name)
    (documents / "gb.txt").write_bytes(LATIN.encode("gb18030"))
    settings = settings_in(folder / "archive", seeds)
    ingest(settings, [documents])
    (seeds / "corrections" / "merge.toml").write_text(merging(settings), encoding="utf-8")
    ingest(settings, [documents])
    indexed_anew(settings)  # one that was updated ranks with the counts of records that are gone, too
    return Sample(settings, exported(settings))
