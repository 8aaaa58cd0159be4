"""Proposals over HTTP: 202 for what waits, its difference, and a yes that names what was read."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Membership, User
from accounts.reader import Reader
from forum.models import Notification, Proposal, Story
from tests.clients import API, approve, assert_problem, signed_in
from tests.factories import make_user
from tests.forum.files import encoded, two_halves
from tests.forum.pdfs import lines
from tests.trust.asking import body_of

LIE = "Chefen ljög för kunden."
PART = {"title": "Ett varv till", "plan": LIE}
ADDED: list[tuple[str, dict[str, Any]]] = [
    ("cycles", PART),
    ("measurements", {"name": "Tid", "unit": "min", "direction": "lower", "baseline": "40"}),
    ("follow-ups", {"months": 6, "held": "no", "body": LIE}),
]


def path(story: Story, end: str = "") -> str:
    return f"{API}/stories/{story.pk}/{end}"


def change(story: Story, by: User, **changes: Any) -> Any:
    """PATCH the story as whoever has just read it."""
    client = signed_in(by)
    read = client.get(path(story))
    return client.patch(path(story), changes, headers={"If-Match": read["ETag"]})


@pytest.fixture
def waiting(story: Story, teller: User) -> str:
    """The address of a proposal for another text."""
    answer = change(story, teller, results=LIE)
    assert answer.status_code == 202, answer.content
    return str(answer["Location"])


def test_a_change_answers_202_with_where_it_waits(story: Story, teller: User) -> None:
    answer = change(story, teller, results=LIE, title=story.title)

    told = answer.json()
    assert (answer.status_code, told["state"], told["touches"]) == (202, "waiting", ["results"])
    assert answer["Location"] == f"{API}/proposals/{told['id']}/"
    assert signed_in(teller).get(path(story)).json()["sections"]["results"] == ""


@pytest.mark.parametrize(("kind", "body"), ADDED, ids=[kind for kind, _body in ADDED])
def test_a_part_added_answers_202_and_comes_out_with_a_yes(
    kind: str, body: dict[str, Any], story: Story, teller: User, steward: User
) -> None:
    answer = signed_in(teller).post(path(story, f"{kind}/"), body)

    assert answer.status_code == 202, answer.content
    assert signed_in(teller).get(path(story, f"{kind}/")).json()["results"] == []
    assert approve(signed_in(steward), answer["Location"]).json()["state"] == "accepted"
    (shown,) = signed_in(teller).get(path(story, f"{kind}/")).json()["results"]
    assert {name: shown[name] for name in body} == body


def test_a_result_that_was_left_open_waits_as_well(
    story: Story, teller: User, steward: User
) -> None:
    values = {"name": "Tid", "unit": "min", "direction": "lower", "position": 1}
    part = story.measurements.create(**values)

    answer = signed_in(teller).patch(path(story, f"measurements/{part.pk}/"), {"result": "20"})

    assert (answer.status_code, answer.json()["part"]) == (202, str(part.pk))
    approve(signed_in(steward), answer["Location"])
    part.refresh_from_db()
    assert part.result == 20


def test_a_file_waits_can_be_looked_at_and_comes_out(
    story: Story, teller: User, steward: User, stranger: User
) -> None:
    file = SimpleUploadedFile("tavla.png", encoded(two_halves(), "PNG"))
    sent = {"file": file, "caption": "Vid tavlan"}
    answer = signed_in(teller).post(path(story, "attachments/"), sent, format="multipart")
    place = answer["Location"]
    assert (answer.status_code, answer.json()["has_file"]) == (202, True)
    proposed = body_of(signed_in(steward).get(f"{place}file/"))
    assert_problem(signed_in(stranger).get(f"{place}file/"), 404, "not_found")

    approve(signed_in(steward), place)

    (one,) = signed_in(stranger).get(path(story, "attachments/")).json()["results"]
    read = signed_in(stranger).get(path(story, f"attachments/{one['id']}/file/"))
    assert (one["caption"], body_of(read)) == ("Vid tavlan", proposed)


def test_whoever_proposes_a_document_is_told_what_it_lost_and_its_words_stay_inside(
    story: Story, teller: User, steward: User
) -> None:
    sent = {"file": SimpleUploadedFile("rapport.pdf", lines("Vi bytte tavla."))}
    answer = signed_in(teller).post(path(story, "attachments/"), sent, format="multipart")
    assert (answer.status_code, [one["code"] for one in answer.json()["lost"]]) == (202, ["pages"])
    shown = signed_in(steward).get(answer["Location"]).json()
    assert "words" not in {*shown["touches"], *(one["field"] for one in shown["changes"])}
    approve(signed_in(steward), answer["Location"])
    assert story.attachments.get().words == "Vi bytte tavla."


def test_the_difference_is_shown_word_by_word(story: Story, teller: User, steward: User) -> None:
    Story.objects.filter(pk=story.pk).update(results="Vi mätte i maj.")
    place = change(story, teller, results="Vi mätte i juni.")["Location"]

    (shown,) = signed_in(steward).get(place).json()["changes"]

    assert (shown["field"], shown["before"]) == ("results", "Vi mätte i maj.")
    pieces = [(one["kind"], one["text"]) for one in shown["difference"]]
    assert pieces == [("same", "Vi mätte i "), ("out", "maj"), ("in", "juni"), ("same", ".")]


def test_a_yes_without_a_version_is_no_yes(waiting: str, story: Story, steward: User) -> None:
    assert_problem(signed_in(steward).post(f"{waiting}approval/"), 428, "precondition_required")
    story.refresh_from_db()
    assert story.results == ""


def test_a_yes_to_what_the_author_has_changed_since_is_no_yes(
    waiting: str, story: Story, teller: User, steward: User
) -> None:
    read = signed_in(steward).get(waiting)["ETag"]
    assert change(story, teller, results=f"{LIE} Två gånger.")["Location"] == waiting

    late = signed_in(steward).post(f"{waiting}approval/", headers={"If-Match": read})

    assert_problem(late, 412, "stale_version")
    story.refresh_from_db()
    assert story.results == ""


def test_a_yes_is_none_when_the_published_moved_since_it_was_read(
    waiting: str, story: Story, teller: User, steward: User
) -> None:
    read = signed_in(steward).get(waiting)["ETag"]
    change(story, teller, audience="company")

    late = signed_in(steward).post(f"{waiting}approval/", headers={"If-Match": read})

    assert_problem(late, 412, "stale_version")
    assert approve(signed_in(steward), waiting).status_code == 200


def test_what_was_changed_beneath_it_can_only_be_returned(
    waiting: str, story: Story, teller: User, steward: User
) -> None:
    Story.objects.filter(pk=story.pk).update(results="Något annat.")

    assert signed_in(steward).get(waiting).json()["outdated"] is True
    assert_problem(approve(signed_in(steward), waiting), 409, "proposal_outdated")
    returned = signed_in(steward).delete(f"{waiting}approval/", {"note": "Skriv om det."})
    assert returned.json()["state"] == "returned"
    assert signed_in(teller).get(waiting).json()["note"] == "Skriv om det."


@pytest.mark.parametrize("who", ["colleague", "stranger", "coach", "moderator", "outsider"])
def test_nobody_else_finds_it(
    who: str, waiting: str, story: Story, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for answer in (client.get(waiting), approve(client, waiting), client.delete(waiting)):
        assert_problem(answer, 404, "not_found")
    assert client.get(f"{API}/proposals/").json()["results"] == []
    assert Proposal.objects.get().state == "waiting"


def test_other_readers_see_the_same_bytes_whether_something_waits(
    story: Story, teller: User, stranger: User, colleague: User
) -> None:
    def looked_at() -> list[Any]:
        ends = ("", "cycles/", "follow-ups/", "attachments/", "proposals/", "revisions/")
        asked = [signed_in(who).get(path(story, e)) for who in (stranger, colleague) for e in ends]
        return [(one.content, one.headers.get("ETag")) for one in asked]

    before = looked_at()
    change(story, teller, results=LIE)
    signed_in(teller).post(path(story, "cycles/"), PART)

    assert looked_at() == before


def test_author_and_steward_find_what_waits(
    waiting: str, story: Story, teller: User, steward: User
) -> None:
    may = {"teller": ["take_back"], "steward": ["approve", "return"]}
    for who, by in (("teller", teller), ("steward", steward)):
        for place in (f"{API}/proposals/?state=waiting", path(story, "proposals/")):
            (one,) = signed_in(by).get(place).json()["results"]
            assert one["may"] == may[who]
            assert one["proposed_by"]["name"] == teller.display_name


def test_behind_a_company_s_name_nobody_is_named(story: Story, waiting: str, steward: User) -> None:
    Story.objects.filter(pk=story.pk).update(byline="company")
    assert signed_in(steward).get(waiting).json()["proposed_by"]["name"] is None


def test_its_author_takes_it_back(waiting: str, teller: User) -> None:
    assert signed_in(teller).delete(waiting).status_code == 204
    assert_problem(signed_in(teller).get(waiting), 404, "not_found")


def test_readers_see_that_it_was_changed_and_when(
    waiting: str, story: Story, steward: User, stranger: User, time_machine: Any
) -> None:
    assert signed_in(stranger).get(path(story)).json()["changed_at"] is None
    approve(signed_in(steward), waiting)

    shown = signed_in(stranger).get(path(story)).json()
    story.refresh_from_db()
    assert story.changed_at
    assert shown["changed_on"] == story.changed_at.date().isoformat()
    assert shown["changed_at"]


def test_earlier_texts_are_for_author_and_steward(
    waiting: str, story: Story, steward: User, stranger: User, teller: User
) -> None:
    approve(signed_in(steward), waiting)
    kept = [signed_in(who).get(path(story, "revisions/")).json() for who in (teller, steward)]
    assert [len(one["results"]) for one in kept] == [1, 1]
    assert signed_in(stranger).get(path(story, "revisions/")).json()["results"] == []


def test_stewards_and_proposers_are_told(waiting: str, teller: User, steward: User) -> None:
    pk = waiting.rstrip("/").rsplit("/", 1)[1]
    (told,) = signed_in(steward).get(f"{API}/notifications/").json()["results"]
    assert (told["kind"], told["subject"]) == ("proposal_waits", pk)
    approve(signed_in(steward), waiting)
    (told,) = signed_in(teller).get(f"{API}/notifications/").json()["results"]
    assert (told["kind"], told["subject"]) == ("proposal_answered", pk)


# --- where no steward is left -----------------------------------------------------------------
@pytest.fixture
def officer(db: None) -> User:
    """Somebody of the programme office, who answers for companies without a steward."""
    user = make_user("Olle Office", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="answer_proposals"))
    return user


@pytest.fixture
def alone(story: Story, steward: User) -> None:
    """The steward can no longer sign in."""
    steward.deactivate()


def test_without_a_steward_the_office_is_told_and_answers(
    alone: None, story: Story, officer: User, teller: User
) -> None:
    place = change(story, teller, results=LIE)["Location"]

    (told,) = signed_in(officer).get(f"{API}/notifications/").json()["results"]
    assert told["kind"] == "proposal_waits"
    assert approve(signed_in(officer), place).json()["state"] == "accepted"
    story.refresh_from_db()
    assert story.results == LIE


def test_with_a_steward_the_office_neither_knows_nor_answers(officer: User, waiting: str) -> None:
    assert_problem(signed_in(officer).get(waiting), 404, "not_found")
    assert not Notification.objects.filter(recipient=officer).exists()


@pytest.mark.parametrize(
    "who",
    [{"is_staff": True}, {"is_staff": True, "is_superuser": True}, {}],
    ids=["staff", "superuser", "nobody in particular"],
)
def test_only_whoever_was_given_the_right_is_the_office(
    who: dict[str, Any], alone: None, story: Story, teller: User
) -> None:
    other = make_user(**who)
    place = change(story, teller, results=LIE)["Location"]
    assert_problem(approve(signed_in(other), place), 404, "not_found")
    assert Proposal.objects.to_be_answered_by(Reader.of(other)).count() == 0
    assert Membership.objects.exists()
