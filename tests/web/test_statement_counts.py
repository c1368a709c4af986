"""A page's statements do not grow with the rows it shows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from tests.web.client import Client
from tests.web.large import build


@contextmanager
def _counted(engine: Engine) -> Iterator[Callable[[], int]]:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield lambda: len(statements)
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _count(client: Client, address: str) -> int:
    client.page(address)  # what is opened once is not counted
    with _counted(client.app.state.engine) as so_far:
        client.page(address)
        return so_far()


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Client, dict[str, str]], ...]:
    return tuple(build(tmp_path_factory.mktemp(f"size{size}"), size) for size in (2, 8))


def test_statements_do_not_grow_with_rows(sizes: tuple[tuple[Client, dict[str, str]], ...]) -> None:
    counts = [{name: _count(client, address) for name, address in pages.items()} for client, pages in sizes]
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 12, counts[0]
    assert min(counts[0].values()) >= 1
