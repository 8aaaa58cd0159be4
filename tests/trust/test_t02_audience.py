"""T2: who may read, for every audience, state and reader, on every address there is to read."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from forum.models import Attachment, Comment, Cycle, FollowUp, Measurement, Story, Thread
from tests.clients import API
from tests.trust.asking import READS, body_of, read, seen
from tests.trust.shut_out import SIGNED_IN, nothing_there
from tests.trust.table import AUDIENCES, READERS, STATES, may_read
from tests.trust.world import CANARY, World, put

# By HTTP every audience of the published, and every state of what is told in a circle; the models
# below answer for all twenty-four.
CELLS = [(audience, "published") for audience in AUDIENCES]
CELLS += [("circle", state) for state in STATES.values() if state != "published"]
MODELS: dict[Any, str] = {
    Story: "story", Thread: "thread", Comment: "own", Cycle: "cycle",
    Measurement: "measurement", FollowUp: "follow_up", Attachment: "attachment",
}  # fmt: skip
PARTS = {Cycle, Measurement, FollowUp, Attachment}


@pytest.mark.parametrize(("audience", "state"), CELLS)
def test_what_is_not_for_you_answers_as_what_never_was(
    audience: str, state: str, world: World, asking: dict[str, APIClient]
) -> None:
    put(world, audience, state)
    readers, nothing = may_read(audience, state), nothing_there(world, asking)
    wrong = []

    for who, client in asking.items():
        for path in READS:
            answer = read(client, path, world.ids)
            shown = who in readers and (who, path) != ("nobody", "revisions")
            as_told = answer.status_code == 200 if shown else seen(answer) == nothing(who, path)
            if not as_told:
                wrong.append((who, path, answer.status_code))

    assert wrong == []


def test_what_never_was_answers_everybody_the_same(
    world: World, asking: dict[str, APIClient]
) -> None:
    nothing = nothing_there(world, asking)

    for path in READS:
        assert nothing("nobody", path)[0] == (401 if path == "revisions" else 404)
        assert nothing("deactivated", path)[0] == 401
        assert nothing("newcomer", path)[0] == 404
        everybody = {who: nothing.ask(who, path) for who in SIGNED_IN}
        assert all(answer == everybody["newcomer"] for answer in everybody.values()), path


def seeing(world: World, model: Any) -> set[str]:
    """The readers to whom the model gives the world's own row."""
    mine = model.objects.filter(pk=world.ids[MODELS[model]])
    return {who for who in READERS if mine.visible_to(world.reader(who)).exists()}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_model_answers_as_the_table_says(audience: str, world: World) -> None:
    for state in STATES.values():
        put(world, audience, state)
        gone = PARTS if state == "withdrawn" else set()
        found = {model: seeing(world, model) for model in MODELS}
        told = may_read(audience, state)
        told |= {"deactivated"} if "nobody" in told else set()  # read as nobody; the API says 401
        assert found == {model: told - (told if model in gone else set()) for model in MODELS}


@pytest.mark.parametrize(("audience", "state"), CELLS)
def test_lists_show_it_to_those_and_no_others(
    audience: str, state: str, world: World, asking: dict[str, APIClient]
) -> None:
    put(world, audience, state)
    asked = "published" if state in {"hidden", "withdrawn"} else state
    lists = [f"{API}/stories/?page_size=100&state={asked}", f"{API}/threads/?page_size=100"]

    for path, name in zip(lists, ("story", "thread"), strict=True):
        bodies = {who: body_of(client.get(path)).decode() for who, client in asking.items()}
        finding = {who for who, body in bodies.items() if str(world.ids[name]) in body}
        telling = {who for who, body in bodies.items() if CANARY in body}
        assert finding == telling == may_read(audience, state)


def test_the_probe_finds_what_is_there(world: World, asking: dict[str, APIClient]) -> None:
    """A search that cannot find proves nothing: the teller finds the canary everywhere."""
    paths = [path for path in READS if path != "reply"]
    bodies = {path: body_of(read(asking["teller"], path, world.ids)) for path in paths}

    assert [path for path, body in bodies.items() if CANARY.encode() not in body] == []
