"""T3: who is shown – chosen before publication, and no more than the byline says."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.errors import AnonymityFromTheStart, AnonymityTooLate, BylineNotOpen, NotYours
from forum.models import Story, Thread
from tests.clients import API, assert_problem
from tests.factories import make_draft, make_story
from tests.trust.asking import body_of

NAME = "Tea Teller"


def test_the_byline_of_a_published_story_stands(story: Story, teller: User) -> None:
    with pytest.raises(BylineNotOpen):
        story.edit(by=Reader.of(teller), byline="company")
    story.refresh_from_db()
    assert story.byline == "person"


def test_what_others_have_read_with_a_name_does_not_become_anonymous(
    api: Any, story: Story, teller: User
) -> None:
    client = api(teller)
    tag = client.get(f"{API}/stories/{story.pk}/")["ETag"]

    refused = client.patch(
        f"{API}/stories/{story.pk}/", {"byline": "anonymous"}, headers={"If-Match": tag}
    )

    assert_problem(refused, 409, "anonymity_too_late")
    assert "dra tillbaka" in refused.json()["detail"]
    with pytest.raises(AnonymityTooLate):
        story.edit(by=Reader.of(teller), byline="anonymous")
    story.refresh_from_db()
    assert (story.byline, story.author_id) == ("person", teller.pk)


def test_a_draft_that_carried_a_name_does_not_become_anonymous(teller: User) -> None:
    draft = make_draft(teller)
    with pytest.raises(AnonymityFromTheStart):
        draft.edit(by=Reader.of(teller), byline="anonymous")
    draft.refresh_from_db()
    assert draft.byline == "person"


def test_what_began_anonymously_takes_no_name(whisper: Story) -> None:
    with pytest.raises(BylineNotOpen):
        whisper.edit(by=Reader(persona=whisper.persona_id), byline="person")
    whisper.refresh_from_db()
    assert (whisper.byline, whisper.author_id) == ("anonymous", None)


@pytest.mark.parametrize("byline", ["source", "Person", "", None])
def test_the_api_knows_no_other_bylines(byline: Any, api: Any, teller: User) -> None:
    answer = api(teller).post(f"{API}/stories/", {"byline": byline})

    assert_problem(answer, 400, "invalid")
    assert answer.json()["errors"][0]["pointer"] == "/byline"
    assert not Story.objects.exists()


def test_a_story_told_by_the_company_names_no_person_to_anybody(
    api: Any, teller: User, steward: User, stranger: User, circle: Circle
) -> None:
    told = {"byline": "company", "audience": "circle", "circle_id": circle.pk}
    story = make_story(teller, steward=steward, **told)
    paths = [f"stories/{story.pk}/", "stories/", f"threads/{story.thread.pk}/", "threads/"]

    for reader in (stranger, steward):
        client: APIClient = api(reader)
        bodies = [body_of(client.get(f"{API}/{path}")).decode() for path in paths]
        assert "Åkerströms Mekaniska AB" in bodies[0]
        assert not any(NAME in body or str(teller.pk) in body for body in bodies)


def test_only_a_steward_speaks_for_the_company_in_a_thread(
    api: Any, story: Story, colleague: User, steward: User
) -> None:
    comments = f"{API}/threads/{story.thread.pk}/comments/"
    said = {"body": "Så tycker vi.", "byline": "company"}

    assert_problem(api(colleague).post(comments, said), 403, "not_yours")
    assert not story.thread.comments.exists()

    teller = api(steward).post(comments, said).json()["teller"]
    assert (teller["name"], teller["company"]["name"]) == (None, "Åkerströms Mekaniska AB")


def test_only_a_steward_asks_in_the_companys_name(colleague: User, circle: Circle) -> None:
    with pytest.raises(NotYours):
        Thread.ask(
            by=Reader.of(colleague), title="Vi?", body="Hur?", circle_id=circle.pk, byline="company"
        )
    assert not Thread.objects.exists()
