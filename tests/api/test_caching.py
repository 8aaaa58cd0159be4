"""What depends on who asks is kept by nobody in between, and told apart by what it depends on."""

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests.accounts.doors import App
from tests.admin.conftest import sit_down
from tests.api.inventory import Operation, World, operations, sample, send
from tests.clients import signed_in
from tests.factories import make_user
from tests.proofs import proved

# The same bytes for everybody; whoever adds one shows that it is (the second test asks).
FOR_ALL = {
    "listTopics",
    "listMetrics",
    "listOutcomes",
    "listFailureTypes",
    "listReactionKinds",
    "readGuidelines",
    "listModerationStatistics",
}
NOT_A_STEWARDS = {"readWaiting"}  # an anonymous answer, for moderators apart and its holder
DEPENDS_ON = {"x-session-token", "authorization", "cookie", "accept-language", "x-receipt-pass"}
READS = [one for one in operations() if one.method == "get"]
WRITES = [one for one in operations() if one.method != "get"]


def words(answer: HttpResponse, header: str) -> set[str]:
    return {word.strip().lower() for word in answer.get(header, "").split(",")}


def is_kept_by_nobody(answer: HttpResponse) -> bool:
    """Private and asked for anew each time, or not kept at all."""
    said = words(answer, "Cache-Control")
    return "no-store" in said or said == {"private", "no-cache"}


def readers(steward: User, outsider: User) -> list[Any]:
    return [signed_in(), signed_in(outsider), proved(steward)]


def test_what_is_read_is_kept_by_nobody(world: World, steward: User, outsider: User) -> None:
    for one in READS:
        if one.name in FOR_ALL:
            continue
        answers = [client.get(world.at(one.path)) for client in readers(steward, outsider)]
        assert one.name in NOT_A_STEWARDS or answers[-1].status_code == 200, one.name
        for answer in answers:
            assert is_kept_by_nobody(answer), (one.name, answer["Cache-Control"])
            assert words(answer, "Vary") >= DEPENDS_ON, (one.name, answer["Vary"])


@pytest.mark.parametrize("one", [one for one in READS if one.name in FOR_ALL], ids=str)
def test_what_may_be_kept_is_the_same_for_everybody(
    one: Operation, world: World, steward: User, outsider: User
) -> None:
    answers = [client.get(world.at(one.path)) for client in readers(steward, outsider)]

    assert {answer.content for answer in answers} == {answers[0].content}
    assert {answer.status_code for answer in answers} == {200}
    assert "public" in words(answers[0], "Cache-Control")
    assert "accept-language" in words(answers[0], "Vary")


def test_nothing_else_may_be_kept() -> None:
    assert {one.name for one in READS} >= FOR_ALL


def test_what_is_answered_to_a_write_is_kept_by_nobody(world: World, steward: User) -> None:
    for one in WRITES:
        for client in (signed_in(), proved(steward)):
            with transaction.atomic():
                answer = send(client, one, world, sample(one.body) if one.body else None)
                transaction.set_rollback(True)
            assert is_kept_by_nobody(answer), (one.name, answer["Cache-Control"])
            assert words(answer, "Vary") >= DEPENDS_ON, (one.name, answer["Vary"])


def test_an_answer_that_nothing_has_changed_says_so_too(world: World, steward: User) -> None:
    client, path = proved(steward), world.at("/api/v1/stories/{id}/")
    tag = client.get(path)["ETag"]

    answer = client.get(path, headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert is_kept_by_nobody(answer)
    assert words(answer, "Vary") >= DEPENDS_ON


def test_signing_in_and_the_desk_are_kept_by_nobody(db: None) -> None:
    user, app = make_user(), App()
    answers = [app.log_in(user), app.look("/auth/session"), app.look("/config")]
    answers += [Client().get(path) for path in ("/accounts/login/", "/accounts/login/code/")]
    desk = sit_down(make_user(is_superuser=True))
    answers += [desk.get("/admin/"), desk.get("/admin/accounts/user/"), desk.get("/admin/figures/")]

    for answer in answers:
        assert {"no-store", "private"} & words(answer, "Cache-Control"), answer
