"""The JSON interface keeps what its own description promises, whatever is asked of it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import negative_data_rejection

from app.main import create_app
from app.settings import Settings
from tests.web.city import City


@pytest.fixture(scope="module")
def operations(settings: Settings, rows: City) -> dict[str, APIOperation]:
    """Label of each operation, as `GET /api/v1/search` → the operation, of the server's own description."""
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(settings))
    return {one.ok().label: one.ok() for one in described.get_all_operations()}


def test_the_description_names_search_and_records(operations: dict[str, APIOperation]) -> None:
    assert {"GET /api/v1/search", "GET /api/v1/records/{key}"} <= set(operations)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_answer_is_as_described(operations: dict[str, APIOperation], data: st.DataObject) -> None:
    operation = data.draw(st.sampled_from(list(operations.values())))
    wrong = operation.label == "GET /api/v1/search" and data.draw(st.booleans())
    mode = GenerationMode.NEGATIVE if wrong else GenerationMode.POSITIVE
    case = data.draw(operation.as_strategy(generation_mode=mode))
    # As on the search page, an empty parameter or one that is unknown is as good as none.
    case.call_and_validate(excluded_checks=[negative_data_rejection])
