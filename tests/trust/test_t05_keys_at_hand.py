"""T5: a receipt and its pass are kept by nobody on the way, and stand in no address."""

import re
from typing import Any

import pytest

from accounts.models import Circle, User
from forum.models import Story, Thread
from tests.api.inventory import description, operations, resolved
from tests.clients import API, assert_problem, bearing, signed_in

KEYS = {"receipt", "pass"}
DIGITS = re.compile(r"\d{16}|(\d{4}[ -]?){4}")


def gives(name: str) -> set[str]:
    """The fields of every answer that an operation is described to give."""
    (declared,) = (
        verbs[method]
        for verbs in description()["paths"].values()
        for method in verbs
        if isinstance(verbs[method], dict) and verbs[method].get("operationId") == name
    )
    contents = [one.get("content", {}) for one in declared["responses"].values()]
    shapes = [content["application/json"]["schema"] for content in contents if JSON in content]
    return {field for shape in shapes for field in resolved(shape).get("properties", {})}


JSON = "application/json"
HANDING_OUT = {one.name for one in operations() if KEYS & gives(one.name)}


def begin(client: Any, circle: Circle, **headers: str) -> Any:
    body = {"byline": "anonymous", "audience": "circle", "circle": circle.slug, "title": "Tyst"}
    return client.post(f"{API}/stories/", body, headers=headers)


def answer(client: Any, thread: Thread, **headers: str) -> Any:
    body = {"body": "Så gick det för oss.", "byline": "anonymous"}
    return client.post(f"{API}/threads/{thread.pk}/comments/", body, headers=headers)


def test_the_operations_that_hand_out_a_key_are_these() -> None:
    assert {"beginStory", "comment", "openReceipt"} == HANDING_OUT


def test_whoever_begins_is_given_a_receipt_that_nobody_keeps(
    api: Any, teller: User, circle: Circle, crowd: list[User], moderator: User
) -> None:
    began = begin(api(teller), circle)

    assert (began.status_code, len(began.json()["receipt"])) == (201, 16)
    assert_kept_by_nobody(began)


def test_nor_is_it_kept_when_it_is_asked_for_again(
    api: Any, teller: User, circle: Circle, crowd: list[User], moderator: User
) -> None:
    once = {"Idempotency-Key": "a-key-of-the-client"}
    first, again = begin(api(teller), circle, **once), begin(api(teller), circle, **once)

    assert again["Idempotency-Replayed"] == "true"
    assert again.json()["receipt"] == first.json()["receipt"]
    assert_kept_by_nobody(again)


def test_nor_is_the_receipt_of_an_answer(
    api: Any, stranger: User, secret: Story, moderator: User
) -> None:
    taken = answer(api(stranger), secret.thread)

    assert (taken.status_code, len(taken.json()["receipt"])) == (202, 16)
    assert_kept_by_nobody(taken)


def test_nor_is_the_pass_that_a_receipt_opens(whisper: Story) -> None:
    opened = signed_in().post(f"{API}/receipts/", {"receipt": whisper.receipt})

    assert opened.json()["pass"]
    assert_kept_by_nobody(opened)


def assert_kept_by_nobody(given: Any) -> None:
    """No-store, and no key among the headers."""
    assert given["Cache-Control"] == "no-store"
    body = given.json()
    keys = {str(body[name]) for name in KEYS & set(body)}
    assert keys
    assert not any(key in value for key in keys for value in given.headers.values())


def test_no_address_takes_a_key() -> None:
    places = [
        (one["name"], one["in"])
        for verbs in description()["paths"].values()
        for declared in verbs.values()
        if isinstance(declared, dict)
        for one in declared.get("parameters", [])
    ]
    named = [place for place in places if re.search("receipt|pass|token", place[0], re.IGNORECASE)]
    assert {where for _, where in named} <= {"header"}
    assert not any("receipt}" in path or "pass}" in path for path in description()["paths"])


@pytest.mark.parametrize("name", ["receipt", "pass", "X-Receipt-Pass"])
def test_a_key_in_an_address_opens_nothing(name: str, whisper: Story) -> None:
    opened = signed_in().post(f"{API}/receipts/", {"receipt": whisper.receipt}).json()
    client = signed_in()

    for key in (whisper.receipt, opened["pass"]):
        refused = client.get(f"{API}/stories/{whisper.pk}/?{name}={key}")
        assert_problem(refused, 400, "invalid_parameter")
        assert key not in refused.content.decode()


def test_no_link_of_an_answer_holds_a_key(whisper: Story) -> None:
    client = bearing(whisper.receipt)
    held = client.get(f"{API}/stories/{whisper.pk}/").content.decode()
    addresses = re.findall(r'"(?:https?:)?/[^"]*"', held)

    assert not any(DIGITS.search(address) for address in addresses)
    assert whisper.receipt not in held
