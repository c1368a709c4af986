"""The files that a deployment starts from name what exists."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from app.settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("yishilu*"))
SETTINGS = {f"YISHILU_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_that_is_named_exists() -> None:
    files = [ROOT / "compose.yaml", ROOT / "Dockerfile", *DEPLOY.iterdir()]
    named = {name for file in files for name in re.findall(r"YISHILU_[A-Z_]+", file.read_text("utf-8"))}
    assert named <= SETTINGS
    assert {"YISHILU_DATA", "YISHILU_DATABASE_URL", "YISHILU_SITE_URL"} <= named


def test_services_of_the_composition_fit_together() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    assert set(services) == {"database", "server", "ingest", "proxy"}
    for name in ("server", "ingest"):
        assert services[name]["read_only"] is True
        assert "@database/yishilu" in services[name]["environment"]["YISHILU_DATABASE_URL"]
        assert any(volume.endswith(":/data") for volume in services[name]["volumes"])
    port = services["server"]["command"][services["server"]["command"].index("--port") + 1]
    proxied = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert f"server server:{port};" in proxied
    (listening,) = re.findall(r"listen (\d+);", proxied)
    assert services["proxy"]["ports"] == [f"80:{listening}"]


def test_commands_of_the_composition_are_understood() -> None:
    from typer.main import get_command

    from app.cli import cli

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
    site = (DEPLOY / "nginx.conf").read_text("utf-8").replace("server server:8000", "server 127.0.0.1:8000")
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
