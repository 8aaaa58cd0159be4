"""A story from an empty draft to a commented, reacted-to publication, by HTTP alone."""

from typing import Any

from accounts.models import Circle, User
from forum.models import Story
from tests.clients import API, approve, assert_problem

QUICK = {
    "title": "Tavlan som tystnade",
    "summary": "Vi slutade mötas vid tavlan efter fem veckor.",
    "expectation": "Att **alla** skulle prata varje morgon.",
    "results": "Efter fem veckor stod ingen där.",
    "analysis": "Skiftgången gjorde att hälften aldrig var där.",
    "lessons": "Fråga först när folk kan.",
}


def begin(client: Any, circle: Circle) -> dict[str, Any]:
    """A draft for the circle, as the API shows it."""
    answer = client.post(f"{API}/stories/", QUICK | {"audience": "circle", "circle": circle.slug})
    assert answer.status_code == 201, answer.content
    story: dict[str, Any] = answer.json()
    return story


def test_four_questions_become_a_draft_nobody_else_can_see(
    api: Any, teller: User, stranger: User, circle: Circle
) -> None:
    story = begin(api(teller), circle)

    assert story["state"] == "draft"
    assert (
        story["html"]["expectation"]
        == "<p>Att <strong>alla</strong> skulle prata varje morgon.</p>\n"
    )
    assert_problem(api(stranger).get(f"{API}/stories/{story['id']}/"), 404, "not_found")


def test_a_story_waits_for_its_steward_and_then_for_nobody(
    api: Any, teller: User, steward: User, stranger: User, circle: Circle
) -> None:
    here = f"{API}/stories/{begin(api(teller), circle)['id']}"

    assert api(teller).post(f"{here}/submission/").json()["state"] == "in_review"
    assert api(stranger).get(f"{here}/").status_code == 404
    assert approve(api(steward), f"{here}/").json()["state"] == "published"
    assert api(stranger).get(f"{here}/").json()["title"] == QUICK["title"]


def test_a_steward_sends_a_story_back_with_a_note(
    api: Any, teller: User, steward: User, circle: Circle
) -> None:
    here = f"{API}/stories/{begin(api(teller), circle)['id']}"
    api(teller).post(f"{here}/submission/")

    api(steward).delete(f"{here}/approval/", {"note": "Ta bort kundens namn."})

    back = api(teller).get(f"{here}/").json()
    assert (back["state"], back["review_note"]) == ("draft", "Ta bort kundens namn.")


def test_others_comment_reply_and_react(
    api: Any, story: Story, stranger: User, teller: User
) -> None:
    comments = f"{API}/threads/{story.thread.pk}/comments/"
    first = api(stranger).post(comments, {"body": "Vi känner igen oss."}).json()
    api(teller).post(comments, {"body": "Hur gjorde ni?", "parent": first["id"]})
    answer = api(stranger).put(f"{API}/stories/{story.pk}/reactions/brave/")

    page = api(stranger).get(comments).json()
    assert answer.status_code == 204
    assert [(c["body"], c["depth"]) for c in page["results"]] == [
        ("Vi känner igen oss.", 0),
        ("Hur gjorde ni?", 1),
    ]
    assert api(stranger).get(f"{API}/stories/{story.pk}/").json()["my_reactions"] == ["brave"]


def test_a_published_change_needs_the_version_it_changes(
    api: Any, no_approval: None, teller: User, story: Story
) -> None:
    here = f"{API}/stories/{story.pk}/"
    tag = api(teller).get(here)["ETag"]

    assert_problem(api(teller).patch(here, {"title": "Ny"}), 428, "precondition_required")
    changed = api(teller).patch(here, {"title": "Ny"}, headers={"If-Match": tag})
    stale = api(teller).patch(here, {"title": "Nyare"}, headers={"If-Match": tag})

    assert changed.json()["title"] == "Ny"
    assert_problem(stale, 412, "stale_version")
    revisions = api(teller).get(f"{here}revisions/").json()["results"]
    assert [one["texts"]["title"] for one in revisions] == ["Tavlan som tystnade"]


def test_a_withdrawn_story_is_gone_with_its_thread(
    api: Any, teller: User, stranger: User, story: Story
) -> None:
    thread = f"{API}/threads/{story.thread.pk}/"

    assert api(teller).post(f"{API}/stories/{story.pk}/withdrawal/").status_code == 204

    for reader in (teller, stranger):
        assert api(reader).get(f"{API}/stories/{story.pk}/").status_code == 404
        assert api(reader).get(thread).status_code == 404
