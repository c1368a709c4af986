"""What operators see: a number, a log line and figures for every request, and never what was searched for."""

import json
import logging
import os
import subprocess
import sys

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.main import create_app
from app.settings import ROOT, Settings
from app.web import logs
from tests.web.city import City
from tests.web.client import Client


def figures(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """The samples of an exposition by name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def said(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """The fields of the lines for requests; others write to the log as well."""
    return [record.fields for record in caplog.records if record.name == "yishilu.requests"]


def test_requests_are_counted_by_route_and_not_by_address(settings: Settings, rows: City) -> None:
    client = Client(create_app(settings))
    for path in ("/search?q=停车", "/search?q=养老", f"/r/{rows.speech.key}", "/no/such/page"):
        client.get(path)
    found = figures(client.get("/metrics").text)

    def requests(route: str, status: int) -> float:
        labels = (("method", "GET"), ("route", route), ("status", str(status)))
        return found[("yishilu_requests_total", labels)]

    assert requests("/search", 200) == 2
    assert requests("/r/{typed}", 200) == 1
    assert requests("(no page)", 404) == 1
    assert found[("yishilu_request_seconds_count", (("route", "/search"),))] == 2
    assert found[("yishilu_search_seconds_count", ())] >= 2
    generation = found[("yishilu_rows_generation", ())]
    assert found[("yishilu_index_generation", ())] == generation
    assert rows.speech.key not in client.get("/metrics").text


def test_a_request_has_a_number_that_its_log_line_has_too(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "yishilu.requests"):
        own = client.get("/search?q=秘密的话").headers["X-Request-ID"]
        given = client.get("/", headers={"X-Request-ID": "proxy-7"}).headers["X-Request-ID"]
        forged = client.get("/", headers={"X-Request-ID": "a b\tc"}).headers["X-Request-ID"]
    assert len(own) == 16
    assert given == "proxy-7"
    assert forged != "a b\tc"
    lines = said(caplog)
    assert [line["path"] for line in lines] == ["/search", "/", "/"]
    assert all("秘密" not in str(line) and "%E7" not in str(line) for line in lines)


def test_the_query_is_logged_where_that_is_switched_on(
    settings: Settings, rows: City, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(create_app(settings.model_copy(update={"log_queries": True})))
    with caplog.at_level(logging.INFO, "yishilu.requests"):
        client.get("/search?q=AI")
    assert said(caplog)[-1]["query"] == "q=AI"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_line_of_the_log(form: str) -> None:
    script = (
        "import logging; from app.web import logs; from app.settings import Settings;"
        f"logs.configure(Settings(log_format={form!r}, log_level='info'));"
        "logs.request_id.set('r1'); logging.getLogger('x').debug('unsaid');"
        "logging.getLogger('x').info('请求', extra={'fields': {'status': 200}})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    (line,) = done.stderr.splitlines()
    if form == "json":
        read = json.loads(line)
        assert (read["message"], read["status"], read["request_id"]) == ("请求", 200, "r1")
        assert "请求" in line
    else:
        assert line.endswith("INFO    请求 status=200 request_id=r1")


def test_outside_a_request_there_is_no_number() -> None:
    assert logs.request_id.get() == ""


def test_a_visitor_cannot_write_lines_of_the_log() -> None:
    forged = "/x\n2026-11-22T00:00:00+0000 ERROR   path=/admin\x1b[2J"
    record = logging.LogRecord("x", logging.INFO, "", 0, "request", (), None)
    record.fields = {"path": forged, "status": 404}
    line = logs.text_form().format(record)
    assert line.isprintable()
    assert line.endswith('path="/x\\n2026-11-22T00:00:00+0000 ERROR   path=/admin\\u001b[2J" status=404')


def test_a_mistake_of_ours_has_the_number_that_the_log_knows(
    settings: Settings, rows: City, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings)

    @app.get("/broken")
    def broken() -> None:
        raise ValueError("unforeseen")

    with caplog.at_level(logging.INFO, "yishilu.requests"):
        answer = Client(app).get("/broken", headers={"X-Request-ID": "r-17"})
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] == "r-17"
    assert "<dt>编号</dt><dd>r-17</dd>" in answer.text
    assert "unforeseen" not in answer.text
    assert said(caplog)[-1]["status"] == 500
