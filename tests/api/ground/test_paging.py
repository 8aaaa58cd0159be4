"""Lists are read a page at a time in both directions, each row once, in constant queries."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from api.models import IdempotencyRecord
from tests.api.ground.answers import assert_problem
from tests.api.ground.urls import ORDERS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.ground.urls")]
START = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def rows() -> None:
    """47 rows, seven to each instant, so that pages break inside ties."""
    IdempotencyRecord.objects.bulk_create(
        IdempotencyRecord(digest=f"{n * 37 % 101:03}", created_at=START + timedelta(hours=n // 7))
        for n in range(47)
    )


def walk(client, url: str, direction: str) -> list[dict]:
    pages = [client.get(url).json()]
    while url := pages[-1][direction]:
        pages.append(client.get(url).json())
    return pages


def names(pages: list[dict]) -> list[str]:
    return [name for page in pages for name in page["results"]]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 5, 46, 47, 48])
def test_every_row_is_met_once_in_order(client, rows, order, size):
    in_order = IdempotencyRecord.objects.order_by(*ORDERS[order])

    pages = walk(client, f"/api/list/{order}/?page_size={size}", "next")

    assert names(pages) == list(in_order.values_list("digest", flat=True))
    assert len(pages) == -(-47 // size)


@pytest.mark.parametrize("order", ORDERS)
def test_the_way_back_shows_the_same_pages(client, rows, order):
    there = walk(client, f"/api/list/{order}/?page_size=5", "next")

    back = walk(client, there[-2]["next"], "previous")

    assert [page["results"] for page in reversed(back)] == [page["results"] for page in there]
    assert back[-1]["previous"] is None


def test_neighbours_link_to_each_other(client, rows):
    pages = walk(client, "/api/list/down/?page_size=10", "next")

    for here, there in pairwise(pages):
        assert client.get(there["previous"]).json()["results"] == here["results"]


def test_an_empty_list_has_no_neighbours(client):
    assert client.get("/api/list/down/").json() == {"results": [], "next": None, "previous": None}


@pytest.mark.parametrize("order", ORDERS)
def test_a_page_costs_one_query_and_counts_nothing(client, rows, order, django_assert_num_queries):
    last = walk(client, f"/api/list/{order}/?page_size=10", "next")[-2]["next"]

    with django_assert_num_queries(1) as asked:
        client.get(last)

    assert "COUNT" not in asked[0]["sql"]


def test_rows_that_vanish_leave_no_gap_and_no_repeat(client, rows):
    first = client.get("/api/list/single/?page_size=5").json()
    IdempotencyRecord.objects.filter(digest=first["results"][-1]).delete()

    second = client.get(first["next"]).json()

    assert min(second["results"]) > max(first["results"])


def test_links_are_absolute_and_keep_the_other_parameters(client, rows):
    link = client.get("/api/list/down/?topic=%C3%A5&topic=b&page_size=5").json()["next"]

    assert link.startswith("http://testserver/api/list/down/?")
    kept = parse_qs(urlsplit(link).query)
    assert (kept["topic"], kept["page_size"]) == (["å", "b"], ["5"])


@pytest.mark.parametrize("size", ["0", "101", "-1", "1e1", "٢", "", "9999999999", "x"])
def test_a_page_size_out_of_range_is_refused(client, rows, size):
    answer = client.get("/api/list/down/", {"page_size": size})

    document = assert_problem(answer, 400, "invalid_parameter")
    assert document["errors"][0]["parameter"] == "page_size"


@pytest.mark.parametrize("cursor", ["p=abc", "cD1hYmM=", "%00x", "A" * 5000, "99999-01-01"])
def test_a_forged_cursor_is_refused(client, rows, cursor):
    assert_problem(client.get("/api/list/down/", {"cursor": cursor}), 400, "bad_cursor")


@pytest.mark.parametrize(
    "change", [{"path": "/api/list/mixed/"}, {"headers": {"X-User": "bo"}}, {"topic": "other"}]
)
def test_a_cursor_of_another_list_or_reader_is_refused(client, rows, change):
    link = urlsplit(client.get("/api/list/down/?page_size=5").json()["next"])
    cursor = parse_qs(link.query)["cursor"][0]
    asked = {"cursor": cursor} | {k: v for k, v in change.items() if k == "topic"}

    answer = client.get(change.get("path", link.path), asked, headers=change.get("headers"))

    assert_problem(answer, 400, "bad_cursor")
