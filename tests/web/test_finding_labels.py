"""Whatever a reader of documents may find fault with has a Chinese sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

from app.web import labels

APP = Path(labels.__file__).parents[1]
_TAKES_A_CODE = {"find": "", "Finding": "", "RefusedError": "correction_"}
"""What is called with the code of a finding as its first argument, and what stands before the code."""


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        first = node.args[0]
        if name in _TAKES_A_CODE and isinstance(first, ast.Constant) and isinstance(first.value, str):
            code = first.value
            if len(node.args) > 1 and code.isascii() and code.isidentifier():
                yield _TAKES_A_CODE[name] + code


def test_every_finding_that_is_emitted_has_a_chinese_label() -> None:
    files = [path for area in ("parse", "ingest") for path in (APP / area).rglob("*.py")]
    codes = {code for path in files for code in _codes(ast.parse(path.read_text("utf-8")))}
    assert {"unrecognised", "annex", "edition_lacks", "asker_inferred", "correction_unfit"} <= codes
    assert codes == set(labels.FINDINGS)
