"""Sample documents against what a person read in them.

A document without a golden file fails, and so does a golden file that nobody has marked as reviewed: the
expectation is made by reading the document, never by running the parser.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.parse import read
from app.parse.types import Genre, Role
from app.settings import ROOT
from app.sources import read_source
from app.text.folding import fold, squeeze

SAMPLES = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
LAYOUTS = sorted((ROOT / "tests" / "layouts").glob("*.txt"))
GOLD = {path: ROOT / "tests" / "golden" / f"{path.stem}.gold.json" for path in SAMPLES} | {
    path: path.with_suffix(".gold.json") for path in LAYOUTS
}
SHARED = ROOT.parent / "shared"
FIELDS = {
    "speech": ("speakers", "body", "section_heading", "title", "represents"),
    "question": ("asker", "affiliation", "topic", "follow_up"),
    "answer": ("respondent", "respondent_person", "respondent_post", "supplementary", "follow_up", "partial"),
    "section": ("level", "number", "ordinal", "title", "path"),
}


def plain(value: Any) -> Any:
    """Folded and without white space, as the gold is compared; False and empty are the same as absent."""
    if isinstance(value, str):
        return fold(squeeze(value)) or None
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value or None if not isinstance(value, int) or isinstance(value, bool) else value


def facts(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind} | {name: plain(values.get(name)) for name in FIELDS[kind]}


def expected(gold: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        facts(entry["type"], entry)
        | {
            "from": fold(entry["starts_with"]),
            "to": fold(entry["ends_with"]),
            "characters": entry["n_chars"],
        }
        for entry in gold["records"]
        if entry["type"] != "article"
    ]


def found(record: dict[str, Any]) -> dict[str, Any]:
    text = squeeze(record["text"])
    return facts(record["kind"], record) | {
        "from": fold(text[:12]),
        "to": fold(text[-12:]),
        "characters": len(text),
    }


def test_every_document_has_a_reviewed_golden_file() -> None:
    assert SAMPLES
    assert LAYOUTS
    golden = {*(ROOT / "tests" / "golden").glob("*.json"), *(ROOT / "tests" / "layouts").glob("*.json")}
    assert golden == set(GOLD.values())
    assert [path.name for path in golden if not json.loads(path.read_text("utf-8")).get("reviewed")] == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_document_is_read_as_a_person_reads_it(path: Path) -> None:
    gold = json.loads(GOLD[path].read_text(encoding="utf-8"))
    documents = read(read_source(path).text).as_json()["documents"]
    records = [record for document in documents for record in document["records"]]
    assert [found(record) for record in records] == expected(gold)

    words = [squeeze(record["text"]) for record in records]
    for noise in gold.get("noise", []) + gold.get("not_in_text", []):
        assert not any(squeeze(noise) in text for text in words), noise
    for entry in gold["records"]:
        for joined in entry.get("must_contain", []):
            assert any(fold(squeeze(joined)) in fold(text) for text in words), joined
    titles = {plain(document["title"]) for document in documents if document["genre"] == Genre.ARTICLE}
    assert {plain(e["title"]) for e in gold["records"] if e["type"] == "article"} <= titles


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_nothing_of_a_document_is_left_unread_without_a_finding(path: Path) -> None:
    parse = read(read_source(path).text)
    said = {i for finding in parse.findings for i in range(finding.start, finding.end)}
    unread = {i for start, end, role in parse.ledger if role is Role.UNREAD for i in range(start, end)}
    assert unread <= said


@pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the five real documents (../shared/seeds) are absent"
)
def test_real_documents_are_read_exactly() -> None:
    tool = SHARED / "tools" / "score_parse.py"
    reader = [Path(sys.executable).with_name("yishilu"), "parse"]
    score = subprocess.run(
        [sys.executable, tool, SHARED / "gold", SHARED / "seeds", "-v", "--", *reader],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert score.returncode == 0, score.stdout + score.stderr
