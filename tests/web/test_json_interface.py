"""The JSON interface and the operators' addresses."""

from pathlib import Path

import pytest

from app.archive.db import ArchiveError, migrate, open_engine
from app.main import create_app
from app.settings import Settings
from tests.web.city import City
from tests.web.client import SITE, Client


def test_a_search_in_json(client: Client, rows: City) -> None:
    answer = client.get("/api/v1/search?q=停车&body=cppcc").json()
    assert answer["total"] == 1
    (hit,) = answer["hits"]
    assert hit["key"] == rows.party_speech.key
    assert hit["url"] == f"{SITE}/r/{rows.party_speech.key}"
    assert "停车" in hit["text"]
    assert {"role": "represents", "name": "民建云汀市委会", "department": rows.party.key}.items() <= hit[
        "by"
    ][1].items()
    assert {"value": "speech", "count": 1} in answer["facets"]["kind"]


def test_a_record_in_json(client: Client, rows: City) -> None:
    record = client.get(f"/api/v1/records/{rows.speech.key}").json()
    assert record["text"] == rows.speech.text
    assert record["revision"] == 2
    assert record["document"]["meeting"] == "云汀市人大代表审议工作报告"
    answer = client.get(f"/api/v1/records/{rows.answers[0].key}").json()
    assert answer["exchange"] == rows.question.key


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/records/zzzzz-zzzzz", 404),
        ("/api/v1/search?body=senate", 400),
        ("/api/v1/search?q=" + "停" * 300, 400),
        ("/api/v1/nowhere", 404),
    ],
)
def test_problems_are_json_in_chinese(client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert any("一" <= char <= "鿿" for char in answer.json()["detail"])


def test_a_gone_key_says_so_in_json(client: Client, rows: City) -> None:
    answer = client.get(f"/api/v1/records/{rows.gone}")
    assert answer.status_code == 410
    assert "原件撤回" in answer.json()["detail"]


def test_the_interface_is_described(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {"/api/v1/search", "/api/v1/records/{key}", "/healthz", "/readyz"}
    for path in described["paths"].values():
        assert "$ref" in path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    for address in ("/docs", "/redoc"):
        assert client.get(address).status_code == 404


def test_health_and_readiness(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "index": "ok"}


def test_without_an_archive_the_server_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="yishilu ingest"):
        create_app(Settings(data=tmp_path))


def test_with_an_older_archive_the_server_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    engine = open_engine(settings)
    migrate(engine, "0001")
    with pytest.raises(ArchiveError, match="yishilu ingest"):
        create_app(settings)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(ArchiveError, match="newer version of yishilu"):
        create_app(settings)


def test_our_own_mistake_gets_a_chinese_page_with_the_headers(settings: Settings, rows: City) -> None:
    app = create_app(settings)
    app.state.sessions = None
    answer = Client(app).get("/documents")
    assert answer.status_code == 500
    assert "服务器出错" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Traceback" not in answer.text
