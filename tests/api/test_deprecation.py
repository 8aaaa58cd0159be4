"""What will go says so in every answer, and in the contract (RFC 9745, RFC 8594)."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from api.operations import Operation
from tests.api.ground import leaving

pytestmark = [pytest.mark.urls("tests.api.ground.leaving"), pytest.mark.django_db]
OLD, NEW = "/api/v1/old/", "/api/v1/new/"


def test_an_answer_says_since_when_until_when_and_where_it_is_told(api: Any) -> None:
    answer = api().get(OLD)

    assert answer.status_code == 200
    assert answer["Deprecation"] == f"@{int(datetime(2027, 1, 15, tzinfo=UTC).timestamp())}"
    assert parsedate_to_datetime(answer["Sunset"]) == datetime(2027, 7, 1, tzinfo=UTC)
    assert answer["Sunset"].endswith(" GMT")
    expected = f'<{leaving.ANNOUNCED}>; rel="deprecation sunset"; type="text/html"'
    assert answer["Link"] == expected


def test_a_refusal_says_so_too_and_only_what_is_known(api: Any) -> None:
    answer = api().post(OLD)

    assert answer.status_code == 401
    assert answer["Deprecation"].startswith("@")
    assert "Sunset" not in answer
    assert "Link" not in answer


def test_what_stays_announces_nothing(api: Any) -> None:
    assert not {"Deprecation", "Sunset", "Link"} & {*api().get(NEW).headers}


def test_the_contract_marks_what_will_go() -> None:
    schema = SchemaGenerator(patterns=leaving.urlpatterns).get_schema(public=True)

    going, staying = schema["paths"][OLD]["get"], schema["paths"][NEW]["get"]
    assert going["deprecated"] is True
    assert "deprecated" not in staying
    notices = {"Deprecation", "Sunset", "Link"}
    assert notices <= going["responses"]["200"]["headers"].keys()
    assert not notices & staying["responses"]["200"]["headers"].keys()
    assert notices <= schema["components"]["headers"].keys()


@pytest.mark.parametrize("deprecated", [None, date(2027, 7, 2)])
def test_nothing_ends_before_it_was_announced(deprecated: date | None) -> None:
    with pytest.raises(ValueError, match="2027-07-01"):
        Operation(summary="x", deprecated=deprecated, sunset=date(2027, 7, 1))
