"""The files that a deployment starts from name what exists."""

import asyncio
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
import yaml
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from typer.main import get_command
from typer.testing import CliRunner

from app.cli import cli
from app.settings import ROOT, Settings
from app.web import logs

DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("yishilu*.*"))
SETTINGS = {f"YISHILU_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_that_is_named_exists() -> None:
    files = [ROOT / "compose.yaml", ROOT / "Dockerfile", *DEPLOY.iterdir()]
    named = {name for file in files for name in re.findall(r"YISHILU_[A-Z_]+", file.read_text("utf-8"))}
    assert named <= SETTINGS
    assert {"YISHILU_DATA", "YISHILU_DATABASE_URL", "YISHILU_SITE_URL"} <= named


def test_services_of_the_composition_fit_together() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    assert set(services) == {"database", "server", "ingest", "nightly", "proxy"}
    for name in ("server", "ingest", "nightly"):
        assert services[name]["read_only"] is True
        assert "@database/yishilu" in services[name]["environment"]["YISHILU_DATABASE_URL"]
        assert any(volume.endswith(":/data") for volume in services[name]["volumes"])
    port = services["server"]["command"][services["server"]["command"].index("--port") + 1]
    proxied = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert f"$archive server:{port};" in proxied
    (listening,) = re.findall(r"listen (\d+);", proxied)
    assert services["proxy"]["ports"] == [f"80:{listening}"]


def test_the_night_of_the_composition_finds_what_it_needs() -> None:
    nightly = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["nightly"]
    (script,) = nightly["entrypoint"]
    assert f"COPY {script} {script}\n" in (ROOT / "Dockerfile").read_text("utf-8")
    inside = {volume.removesuffix(":ro").rpartition(":")[2] for volume in nightly["volumes"]}
    assert inside == {"/data", nightly["environment"]["DOCUMENTS"], nightly["environment"]["BACKUPS"]}


def test_the_image_is_built_of_nothing_but_what_it_names() -> None:
    # `# syntax=` fetches a builder from a registry, before anything that the file says.
    assert "# syntax" not in (ROOT / "Dockerfile").read_text("utf-8")
    # The folder is handed to the builder, and lies beside the passwords.
    for name in (".gitignore", ".dockerignore"):
        assert ".env" in (ROOT / name).read_text("utf-8").splitlines()


def test_the_scheme_that_the_proxy_names_is_believed() -> None:
    server = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["server"]
    assert "ports" not in server  # only the proxy gets at it
    config = uvicorn.Config("app", forwarded_allow_ips=server["environment"]["FORWARDED_ALLOW_IPS"])
    config.load_app = lambda: _says_its_scheme  # type: ignore[method-assign]
    config.load()

    async def asked() -> str:
        proxy = httpx.ASGITransport(config.loaded_app, client=("172.18.0.4", 50000))
        async with httpx.AsyncClient(transport=proxy, base_url="http://archive.test") as client:
            return (await client.get("/", headers={"X-Forwarded-Proto": "https"})).text

    assert asyncio.run(asked()) == "https"


async def _says_its_scheme(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(scope["scheme"])(scope, receive, send)


def test_the_server_waits_for_its_workers_and_the_services_for_the_server(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: dict[str, Any] = {}
    monkeypatch.setenv("YISHILU_DATA", str(tmp_path))
    monkeypatch.setattr(uvicorn, "run", lambda _app, **how: said.update(how))
    monkeypatch.setattr(logs, "configure", lambda _settings: None)  # the log of the other tests is theirs
    assert CliRunner().invoke(cli, ["serve", "--port", "65530"]).exit_code == 0
    assert said["timeout_worker_healthcheck"] >= 120
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    (unit,) = re.findall(r"TimeoutStopSec=(\d+)", (DEPLOY / "yishilu.service").read_text("utf-8"))
    waits = (int(services["server"]["stop_grace_period"].removesuffix("s")), int(unit))
    assert min(waits) > said["timeout_graceful_shutdown"]


def test_commands_of_the_composition_are_understood() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    known = get_command(cli).commands  # type: ignore[attr-defined]
    for name in ("server", "ingest"):
        command, *words = services[name]["command"]
        with known[command].make_context(command, list(words)):
            pass


@pytest.mark.parametrize("unit", UNITS)
def test_units_are_as_systemd_wants_them(unit: str, tmp_path: Path) -> None:
    if not (verify := shutil.which("systemd-analyze")):
        pytest.skip("no systemd-analyze: install systemd to check the units")
    for program in (tmp_path / ".venv/bin/yishilu", tmp_path / "deploy/nightly"):
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    for other in UNITS:
        text = (DEPLOY / other).read_text("utf-8").replace("/srv/yishilu/", f"{tmp_path}/")
        (tmp_path / other).write_text(text)
    said = subprocess.run([verify, "verify", tmp_path / unit], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


def test_commands_run_as_the_services_do() -> None:
    wrapper = (DEPLOY / "yishilu").read_text("utf-8")
    for unit in ("yishilu.service", "yishilu-nightly.service"):
        text = (DEPLOY / unit).read_text("utf-8")
        assert re.findall(r"^User=(.+)$", text, re.M) == re.findall(r"--uid=(\S+)", wrapper)
        for name in ("EnvironmentFile", "StateDirectory"):
            assert re.findall(rf"^{name}=(.+)$", text, re.M) == re.findall(rf"{name}=(\S+)", wrapper)
        assert re.findall(r"YISHILU_DATA=\S+", text) == re.findall(r"YISHILU_DATA=\S+", wrapper)
    (program,) = re.findall(r"^ExecStart=(\S+)", (DEPLOY / "yishilu.service").read_text("utf-8"), re.M)
    assert f'{program} "$@"' in wrapper
    # Called in a folder that the service's user may not enter, it would end with 200 and not a word.
    assert '--property=WorkingDirectory=-"$PWD"' in wrapper


def test_both_guides_give_the_same_commands() -> None:
    english, chinese = (
        re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
        for name in ("OPERATING.md", "OPERATING.zh-CN.md")
    )
    assert english == chinese
    for file in re.findall(r"deploy/[\w.*-]+", " ".join(english)):
        assert list(ROOT.glob(file)), file


def nightly(tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The night's script with a program in the place of `yishilu` that says what it was asked."""
    script = tmp_path / "deploy" / "nightly"
    program = tmp_path / ".venv" / "bin" / "yishilu"
    for path in (script, program):
        path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(DEPLOY / "nightly", script)
    program.write_text(
        '#!/bin/sh\necho "$@" >> "$SAID"\n[ "$1" = "$FAILS" ] && exit 1\n'
        '[ "$1" = backup ] && touch "$2"\nexit 0\n'
    )
    program.chmod(0o755)
    environment = {
        "PATH": "/usr/bin:/bin",
        "DOCUMENTS": "/documents",
        "BACKUPS": str(tmp_path / "backups"),
        "SAID": str(tmp_path / "said"),
        "FAILS": "",
    }
    return subprocess.run(
        [script], env=environment | more, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_night_reads_checks_backs_up_and_keeps_the_last(tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    for day in range(1, 6):
        (backups / f"yishilu-2020010{day}-000000.zip").touch()
    (backups / "other.zip").touch()
    assert nightly(tmp_path, KEEP="3").returncode == 0
    assert [line.split()[0] for line in (tmp_path / "said").read_text().splitlines()] == [
        "ingest",
        "check",
        "backup",
    ]
    kept = sorted(path.name for path in backups.iterdir())
    assert kept[:3] == ["other.zip", "yishilu-20200104-000000.zip", "yishilu-20200105-000000.zip"]
    assert len(kept) == 4


@pytest.mark.parametrize("step", ["ingest", "check", "backup"])
def test_a_night_that_failed_says_so_and_removes_nothing_for_it(tmp_path: Path, step: str) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    for day in (1, 2):
        (backups / f"yishilu-2020010{day}-000000.zip").touch()
    assert nightly(tmp_path, FAILS=step, KEEP="1").returncode == 1
    assert len(list(backups.iterdir())) == (2 if step == "backup" else 1)


def test_the_proxy_is_as_nginx_wants_it(tmp_path: Path) -> None:
    if not (nginx := shutil.which("nginx")):
        pytest.skip("no nginx: install nginx-light to check its configuration")
    site = (DEPLOY / "nginx.conf").read_text("utf-8").replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    (tmp_path / "nginx.conf").write_text(
        f"events {{}}\npid {tmp_path}/pid;\nhttp {{ include {tmp_path}/site.conf; }}\n"
    )
    said = subprocess.run(
        [nginx, "-t", "-e", tmp_path / "errors", "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr


def test_the_proxy_looks_the_server_up_anew_and_logs_no_query() -> None:
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    # A name in `upstream` or written out in `proxy_pass` is looked up once, at the start.
    assert "upstream" not in re.sub(r"#.*", "", site)
    assert re.findall(r"proxy_pass (.+);", site) == ["http://$archive"]
    (logged,) = re.findall(r"log_format yishilu '(.+)';", site)
    assert re.search(r"access_log \S+ yishilu;", site)
    assert not re.search(r"\$(request|request_uri|args|query_string|http_referer)\b", logged)
