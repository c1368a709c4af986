"""The command line on an archive of its own, with documents of a city that does not exist."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli

SPEECHES = """\
市人大代表分组审议政府工作报告发言摘要

周小舟代表：
建议把老旧小区加装电梯纳入民生实事，由街道统一受理，分类制定补贴标准，让老人下楼不再难。

秦文代表：
社区食堂要办得长久，关键在于把配餐、送餐和结算的账算清楚，建议由市里统一采购平台服务。
"""

Run = Callable[..., Result]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "speeches.txt").write_text(SPEECHES, encoding="utf-8")
    return folder


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder; nothing of the environment of whoever runs the tests counts."""
    (tmp_path / "seeds").mkdir()
    for name in ("DATABASE_URL", "SITE_URL", "DEBUG", "SEARCH", "SEGMENTER"):
        monkeypatch.delenv(f"YISHILU_{name}", raising=False)
    monkeypatch.setenv("YISHILU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("YISHILU_SEEDS", str(tmp_path / "seeds"))
    return tmp_path / "data"


@pytest.fixture
def run(environment: Path) -> Run:
    """Runs `yishilu` with these arguments."""
    runner = CliRunner()
    return lambda *arguments: runner.invoke(cli, [str(argument) for argument in arguments])
