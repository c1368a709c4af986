"""Archives as every version of the schema has held them, kept as exports in `upgrades/`.

    python -m tests.archive.earlier

keeps one of the present schema; a migration without one fails a test.
"""

import io
import json
import tempfile
from pathlib import Path

from sqlalchemy import Engine, insert

from app.archive.db import migrate, number_on, open_engine
from app.archive.export import export_archive
from app.archive.lines import inward, tables_of, unpacked
from app.archive.originals import keep_original
from app.ingest import ingest
from app.settings import Settings

KEPT = Path(__file__).parent / "upgrades"
DOCUMENTS = {
    "speeches.txt": """\
市人大代表分组审议政府工作报告发言摘要

周小舟代表：
建议把老旧小区加装电梯纳入民生实事，由街道统一受理，分类制定补贴标准，让老人下楼不再难。

秦文代表：
社区食堂要办得长久，关键在于把配餐、送餐和结算的账算清楚，建议由市里统一采购平台服务。
""",
    "answers.txt": """\
市人大代表专题询问摘要

林溪代表问：学校周边停车难，放学时道路常常堵死，有什么办法？

交通局答：年底前在三所学校试行错时停车，家长可以使用附近单位的车位，效果好就推广到全市。
""",
}


def settings_in(folder: Path) -> Settings:
    """An archive in this folder, of no seeds."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    return Settings(data=folder / "data", seeds=folder / "seeds", database_url=None)


def given(folder: Path) -> Path:
    """The documents, in a folder."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    for name, text in DOCUMENTS.items():
        (documents / name).write_text(text, encoding="utf-8")
    return documents


def revisions() -> list[str]:
    """The schemas of which an archive is kept."""
    return sorted(path.stem for path in KEPT.glob("*.jsonl"))


def lines(revision: str) -> list[dict[str, object]]:
    """The rows of the archive that is kept of a schema."""
    found = (KEPT / f"{revision}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in found[1:-1]]


def made_by(revision: str, settings: Settings) -> Engine:
    """An archive as the program of that time has left it: its schema, its rows, its originals."""
    engine = open_engine(settings)
    migrate(engine, revision)
    with engine.execution_options(writes=True).begin() as connection:
        tables = {table.name: table for table in tables_of(connection)}
        for line in lines(revision):
            table = tables[str(line["table"])]
            connection.execute(insert(table), inward(table, line["row"]))  # type: ignore[arg-type]
            if "original" in line:
                row, original = line["row"], line["original"]
                keep_original(settings.originals, row["sha256"], unpacked(original))  # type: ignore[index, arg-type]
        number_on(connection)
    return engine


def keep(revision: str = "head") -> Path:
    """Keep an archive of the present schema (of an older one only where none was kept in its time)."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder))
        assert not ingest(settings, [given(Path(folder))]).failed
        engine, out = open_engine(settings), io.BytesIO()
        migrate(engine, revision)
        export_archive(engine, settings.originals, out)
        engine.dispose()
    schema = json.loads(out.getvalue().splitlines()[0])["schema"]
    path = KEPT / f"{schema}.jsonl"
    path.write_bytes(out.getvalue())
    return path


if __name__ == "__main__":
    print(keep())
