"""Nobody's change is lost, and nobody reads twice what has not changed."""

import pytest

from api.preconditions import etag, version_tag
from tests.api.ground.answers import assert_problem
from tests.api.ground.urls import Versioned

pytestmark = pytest.mark.urls("tests.api.ground.urls")
URL = "/api/versioned/"


@pytest.fixture(autouse=True)
def _first_version(monkeypatch) -> None:
    monkeypatch.setattr(Versioned, "version", 1)


def patch(client, **headers):
    return client.patch(URL, headers={name.replace("_", "-"): v for name, v in headers.items()})


def test_a_change_names_the_version_it_changes(client):
    answer = patch(client, If_Match=client.get(URL)["ETag"])

    assert answer.status_code == 200
    assert Versioned.version == 2


def test_a_change_without_if_match_is_refused(client):
    assert_problem(patch(client), 428, "precondition_required")
    assert Versioned.version == 1


def test_a_change_of_an_older_version_is_refused_with_the_current_one(client):
    old = client.get(URL)["ETag"]
    patch(client, If_Match=old)

    answer = patch(client, If_Match=old)

    assert_problem(answer, 412, "stale_version")
    assert Versioned.version == 2
    assert patch(client, If_Match=answer["ETag"]).status_code == 200


def test_any_version_may_be_meant(client):
    assert patch(client, If_Match="*").status_code == 200


def test_one_of_several_versions_may_be_meant(client):
    tags = f'"other", {client.get(URL)["ETag"]}'

    assert patch(client, If_Match=tags).status_code == 200


def test_a_weak_tag_does_not_do_for_a_change(client):
    weak = f"W/{client.get(URL)['ETag']}"

    assert_problem(patch(client, If_Match=weak), 412, "stale_version")
    assert Versioned.version == 1


@pytest.mark.parametrize(
    "header", ["abc", '"abc', '"a" "b"', '*, "a"', '"' + "a" * 5000 + '"', ","]
)
def test_a_malformed_if_match_is_refused(client, header):
    assert_problem(patch(client, If_Match=header), 400, "malformed_header")
    assert Versioned.version == 1


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_what_is_known_is_not_sent_again(client, form):
    first = client.get(URL)
    known = form.replace("{}", first["ETag"])

    again = client.get(URL, headers={"If-None-Match": known})

    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Vary"]) == (first["ETag"], first["Vary"])


def test_what_has_changed_is_sent(client):
    old = client.get(URL)["ETag"]
    patch(client, If_Match=old)

    assert client.get(URL, headers={"If-None-Match": old}).status_code == 200


def test_the_tag_tells_neither_version_nor_order():
    tags = [version_tag(f"thing:7:{version}") for version in range(9)]

    assert len(set(tags)) == 9
    assert all(len(tag) == 16 for tag in tags)


def test_two_views_of_one_version_have_different_tags():
    assert etag("thing:7:1", b"for me") != etag("thing:7:1", b"for you")


def test_the_tag_depends_on_the_secret(settings):
    before = version_tag("thing:7:1")
    settings.SECRET_KEY = "another"

    assert version_tag("thing:7:1") != before
