"""Ids of others, of the wrong kind, and made up: all three answer the same bytes (T1)."""

from typing import Any

import pytest

from accounts.models import Circle, Company, User
from tests.api.inventory import (
    Operation,
    World,
    addressed,
    everything,
    fields,
    nothing_at_all,
    one_of_everything,
    operations,
    sample,
    send,
    with_body,
)
from tests.clients import signed_in
from tests.factories import make_circle, make_company, make_member

each_addressed = pytest.mark.parametrize("operation", addressed(), ids=str)
# Parts of a story; a reaction is named by its kind, and a kind belongs to every story.
PARTS = [one for one in addressed() if one.path.count("{") == 2 and "reactions" not in one.path]
CHANGING = {"x-request-id", "ratelimit", "ratelimit-policy", "content-security-policy"}
# References in bodies, and the word under which the world holds what they name.
REFERENCES = {
    "circle": "circles",
    "company": "companies",
    "parent": "comments",
    "inspired_by": "stories",
    "measurement": "measurements",
    "readings": "measurements",
}


@pytest.fixture
def theirs(db: None) -> World:
    """One of everything in a company and circle that nobody else shares."""
    company = make_company()
    return one_of_everything(make_member(company, role="steward"), company, make_circle(company))


@pytest.fixture
def spare(company: Company, circle: Circle, teller: User) -> World:
    """A second one of everything in the same company."""
    return one_of_everything(make_member(company, role="steward"), company, circle)


def bytes_of(answer: Any) -> tuple[int, dict[str, str], bytes]:
    """Everything of an answer but what is different every time."""
    headers = {name: value for name, value in answer.items() if name.lower() not in CHANGING}
    return answer.status_code, headers, answer.getvalue() if answer.streaming else answer.content


def body_for(one: Operation) -> Any:
    """A body that would be taken."""
    return sample(one.body) if one.body else None


@pytest.mark.parametrize("who", ["nobody", "outsider", "funder"])
@each_addressed
def test_what_one_cannot_see_answers_like_what_does_not_exist(
    operation: Operation, who: str, world: World, request: Any
) -> None:
    client = signed_in(None if who == "nobody" else request.getfixturevalue(who))
    body, before = body_for(operation), everything()

    hidden = send(client, operation, world, body)
    absent = send(client, operation, nothing_at_all(world), body)

    assert bytes_of(hidden) == bytes_of(absent)
    assert hidden.status_code in {401, 404}
    assert everything() == before


@each_addressed
def test_an_id_of_another_kind_is_no_id(operation: Operation, world: World, steward: User) -> None:
    client, body, before = signed_in(steward), body_for(operation), everything()
    kinds = [kind for kind in world.names if f"{kind}/{{" in operation.path and kind != "reactions"]

    for kind in kinds:
        others = {name for other, name in world.names.items() if other != kind and "-" in name}
        absent = World({**world.names, kind: nothing_at_all(world).names[kind]})
        for other in others - {world.names["companies"], world.names["circles"]}:
            wrong = World({**world.names, kind: other})
            assert bytes_of(send(client, operation, wrong, body)) == bytes_of(
                send(client, operation, absent, body)
            )

    assert everything() == before


@pytest.mark.parametrize("operation", PARTS, ids=str)
def test_a_part_is_found_below_its_own_story_only(
    operation: Operation, world: World, theirs: World, steward: User
) -> None:
    client, body, before = signed_in(steward), body_for(operation), everything()
    (child,) = [w for w in world.names if f"{w}/{{" in operation.path.split("}", 1)[1]]
    foreign = World({**world.names, child: theirs.names[child]})
    absent = World({**world.names, child: nothing_at_all(world).names[child]})

    assert bytes_of(send(client, operation, foreign, body)) == bytes_of(
        send(client, operation, absent, body)
    )
    assert everything() == before


@pytest.mark.parametrize("operation", with_body(), ids=str)
def test_a_body_that_names_what_one_cannot_see_answers_like_one_that_names_nothing(
    operation: Operation, world: World, theirs: World, steward: User
) -> None:
    client, before = signed_in(steward), everything()

    for name in REFERENCES.keys() & fields(operation).keys():
        hidden, absent = (
            send(client, operation, world, naming(operation, name, names[REFERENCES[name]]))
            for names in (theirs.names, nothing_at_all(theirs).names)
        )
        assert bytes_of(hidden) == bytes_of(absent)
        assert hidden.status_code == 400

    assert everything() == before


def naming(operation: Operation, name: str, value: str) -> Any:
    """A body that would be taken but for what it names."""
    named: dict[str, Any] = {
        "inspired_by": [value],
        "readings": [{"measurement": value, "value": "1"}],
    }
    return {**sample(operation.body), name: named.get(name, value)}


def test_a_reply_stays_in_its_thread(world: World, spare: World, steward: User) -> None:
    (comment,) = [one for one in operations() if one.name == "comment"]
    client, before = signed_in(steward), everything()

    elsewhere, absent = (
        send(client, comment, world, {"body": "Hej", "parent": names["comments"]})
        for names in (spare.names, nothing_at_all(spare).names)
    )

    assert elsewhere.status_code == 400
    assert bytes_of(elsewhere) == bytes_of(absent)
    assert everything() == before
