"""T13: before others read it, the teller sees what in a story could identify someone."""

from decimal import Decimal
from functools import reduce
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import Attachment, Cycle, FollowUp, Measurement, Story, Waiting
from forum.uploads import clean_upload
from tests.clients import API, assert_problem, bearing
from tests.factories import make_company, make_draft, make_member, night
from tests.forum.files import written_pdf

TELLING = "Den 14 mars 2022 ringde Åsa Lindqvist på Bergslagens Gjuteri AB 070-123 45 67."
MOST_QUERIES = 8


def address(story: Story) -> str:
    return f"{API}/stories/{story.pk}/identifiers/"


def fill(story: Story, by: User, times: int) -> None:
    """Telling texts in every kind of part."""
    reader = Reader.of(by)
    pdf = clean_upload(written_pdf(TELLING), name="rapport_2022-03-14.pdf")
    counted = {"name": "antal anställda", "unit": "st", "direction": "higher"}
    for _ in range(times):
        Cycle.add(story, by=reader, title="ett", checked=TELLING, started_on="2022-03-14")
        one = Measurement.add(story, by=reader, **counted, baseline=47, result_period=TELLING[:30])
        Attachment.attach(story, by=reader, clean=pdf, caption=TELLING)
    FollowUp.tell(
        story, by=reader, months=6, held="no", body=TELLING, readings={one.pk: Decimal(152)}
    )


def test_the_teller_sees_each_finding_with_its_place(api: Any, teller: User) -> None:
    story = make_draft(teller, title="tavlan", summary="ring 070-123 45 67 den 14 mars 2022")
    answer = api(teller).get(address(story))
    assert answer.status_code == 200
    phone, date = answer.json()["results"]
    assert phone == {
        "pointer": "/summary",
        "start": 5,
        "end": 18,
        "text": "070-123 45 67",
        "kind": "phone",
        "blocks": False,
        "can_be_vouched_for": False,
        "vouched_for": False,
        "advice": "Det leder rakt till någon. Ta bort det.",
        "suggestion": "",
    }
    assert (date["kind"], date["suggestion"]) == ("exact_date", "våren 2022")


def part_of(shown: Any, pointer: str) -> Any:
    """What a JSON pointer (RFC 6901) points at."""

    def step(held: Any, name: str) -> Any:
        return held[int(name)] if isinstance(held, list) else held[name]

    return reduce(step, pointer.split("/")[1:], shown)


@pytest.mark.usefixtures("no_approval")
def test_every_pointer_leads_to_the_text_in_the_story_as_it_is_shown(
    api: Any, teller: User, story: Story
) -> None:
    fill(story, teller, 2)
    client = api(teller)
    shown = client.get(f"{API}/stories/{story.pk}/").json()
    found = client.get(address(story)).json()["results"]
    kinds = {one["pointer"].split("/")[1] for one in found}
    assert kinds >= {"cycles", "measurements", "follow_ups", "attachments"}
    for one in found:
        held = part_of(shown, one["pointer"])
        if one["start"] is None:
            assert held["name"] == "rapport_2022-03-14.pdf"
        else:
            assert held[one["start"] : one["end"]] == one["text"]


@pytest.mark.usefixtures("no_approval")
@pytest.mark.parametrize("times", [1, 3])
def test_looking_costs_the_same_however_much_there_is(
    times: int, api: Any, teller: User, story: Story, circle: Circle
) -> None:
    fill(story, teller, times)
    client = api(teller)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address(story)).status_code == 200
    assert len(caught) <= MOST_QUERIES, [query["sql"] for query in caught]


@pytest.mark.parametrize("who", ["colleague", "steward", "stranger", "coach", "moderator"])
def test_whoever_can_only_read_it_is_told_no(
    who: str, api: Any, story: Story, request: Any
) -> None:
    answer = api(request.getfixturevalue(who)).get(address(story))
    assert_problem(answer, 403, "not_yours")


@pytest.mark.parametrize("who", ["colleague", "steward", "stranger", "outsider", "funder"])
def test_a_draft_of_somebody_else_is_not_there(
    who: str, api: Any, teller: User, request: Any
) -> None:
    answer = api(request.getfixturevalue(who)).get(address(make_draft(teller)))
    assert_problem(answer, 404, "not_found")


def test_nobody_signs_in_first(api: Any, story: Story) -> None:
    assert_problem(api(None).get(address(story)), 401, "not_authenticated")


def test_the_answer_does_not_depend_on_who_tells(
    api: Any, teller: User, stranger: User, circle: Circle
) -> None:
    texts = {"title": "Tavlan", "summary": "Åkerströms", "lessons": f"{TELLING} Tea Teller."}
    answers = [
        api(who).get(address(make_draft(who, **texts))).content for who in (teller, stranger)
    ]
    assert answers[0] == answers[1]


def test_what_blocks_stays_a_draft(api: Any, teller: User, steward: User) -> None:
    story = make_draft(teller, lessons="Fråga 850709-9805 om råd, eller bo@exempel.se.")
    answer = api(teller).post(f"{API}/stories/{story.pk}/submission/")
    assert_problem(answer, 409, "identifies_someone")
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/sections/lessons", "personal_number")
    assert b"850709" not in answer.content
    story.refresh_from_db()
    assert story.state == "draft"


def test_a_number_inside_a_file_stays_a_draft_too(api: Any, teller: User, steward: User) -> None:
    story = make_draft(teller)
    pdf = clean_upload(written_pdf("Av 850709-9805."), name="rapport.pdf")
    Attachment.attach(story, by=Reader.of(teller), clean=pdf)
    answer = api(teller).post(f"{API}/stories/{story.pk}/submission/")
    assert_problem(answer, 409, "identifies_someone")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/attachments/0"]


def test_what_advises_does_not_hold_a_story_back(api: Any, teller: User, company: Any) -> None:
    make_member(company, role="steward")
    story = make_draft(teller, audience="company", lessons=TELLING)
    assert api(teller).post(f"{API}/stories/{story.pk}/submission/").status_code == 200
    story.refresh_from_db()
    assert story.state == "published"


@pytest.fixture
def crowd(circle: Circle, moderator: User, peer: User) -> Circle:
    """The circle with as many companies, and moderators of none, as anonymity needs."""
    for _ in range(6):
        circle.admit(make_member(make_company()).memberships.get().company)
    return circle


@pytest.fixture
def unnamed(api: Any, teller: User, crowd: Circle, moderator: User) -> tuple[str, Any]:
    """An anonymous draft with an address of e-mail in it: its own address, and its bearer."""
    told = {"title": "Tavlan", "summary": "Den tystnade.", "lessons": "Skriv till bo@exempel.se."}
    told |= {"byline": "anonymous", "audience": "circle", "circle": crowd.slug}
    begun = api(teller).post(f"{API}/stories/", told).json()
    bearer = api(None)
    opened = bearer.post(f"{API}/receipts/", {"receipt": begun["receipt"]}).json()
    bearer.credentials(HTTP_X_RECEIPT_PASS=opened["pass"])
    return f"{API}/stories/{begun['id']}/", bearer


def test_an_anonymous_draft_is_looked_through_by_its_receipt_alone(
    api: Any, teller: User, moderator: User, unnamed: tuple[str, Any]
) -> None:
    place, bearer = unnamed
    (found,) = bearer.get(f"{place}identifiers/").json()["results"]
    assert (found["kind"], found["blocks"], found["suggestion"]) == ("email", True, "")
    for who in (teller, moderator):
        assert_problem(api(who).get(f"{place}identifiers/"), 404, "not_found")


def test_an_address_holds_an_anonymous_story_back(unnamed: tuple[str, Any]) -> None:
    place, bearer = unnamed
    answer = bearer.post(f"{place}submission/")
    assert_problem(answer, 409, "identifies_someone")
    assert [error["code"] for error in answer.json()["errors"]] == ["email"]
    assert Story.objects.get(byline="anonymous").state == "draft"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("850709\u20119805", "personal_number"),
        ("850709 \u2013 9805", "personal_number"),
        ("8507\u00ad09\u200b-9805", "personal_number"),
        ("850709-\n9805", "personal_number"),
        ("556036\u20100793", "organisation_number"),
        ("070\u2012123\u00a045\u202f67", "phone"),
        ("bo@exem\u00adpel.se", "email"),
        ("bo [at] exempel [dot] se", "email"),
    ],
)
def test_no_spelling_carries_a_key_past(written: str, kind: str, unnamed: tuple[str, Any]) -> None:
    place, bearer = unnamed
    tag = bearer.get(place)["ETag"]
    bearer.patch(place, {"lessons": f"Fråga {written} om råd."}, headers={"If-Match": tag})
    answer = bearer.post(f"{place}submission/")
    assert_problem(answer, 409, "identifies_someone")
    assert [error["code"] for error in answer.json()["errors"]] == [kind]
    (found,) = bearer.get(f"{place}identifiers/").json()["results"]
    assert (found["text"], found["blocks"]) == (written, True)
    assert Story.objects.get(byline="anonymous").state == "draft"


def test_the_moderator_who_checks_sees_what_the_teller_sees(
    api: Any, stranger: User, moderator: User, crowd: Circle, unnamed: tuple[str, Any]
) -> None:
    place, bearer = unnamed
    tag = bearer.get(place)["ETag"]
    bearer.patch(place, {"lessons": "Fråga Åsa Lindqvist."}, headers={"If-Match": tag})
    assert bearer.post(f"{place}submission/").status_code == 200
    night()
    checked = api(moderator).get(f"{place}identifiers/").json()
    assert [found["text"] for found in checked["results"]] == ["Åsa Lindqvist"]
    assert checked == bearer.get(f"{place}identifiers/").json()
    crowd.appoint(stranger, "moderator")
    assert_problem(api(stranger).get(f"{place}identifiers/"), 404, "not_found")


def test_an_address_holds_an_anonymous_comment_back(
    api: Any, teller: User, crowd: Circle, story: Story
) -> None:
    said = {"byline": "anonymous", "body": "Ring 070-123 45 67 så berättar jag."}
    answer = api(teller).post(f"{API}/threads/{story.thread.pk}/comments/", said)
    assert_problem(answer, 409, "identifies_someone")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/body"]
    assert not Waiting.objects.exists()


def test_what_is_out_already_gains_no_key_to_anybody(secret: Any) -> None:
    bearer = bearing(secret.receipt)
    path = f"{API}/stories/{secret.pk}/"
    tag = bearer.get(path)["ETag"]

    edited = bearer.patch(path, {"advice": "Ring 070-174 06 35."}, headers={"If-Match": tag})
    told = {"months": 6, "held": "no", "body": "Skriv till anna@verkstaden.example."}
    followed = bearer.post(f"{path}follow-ups/", told)

    assert_problem(edited, 409, "identifies_someone")
    assert_problem(followed, 409, "identifies_someone")
    secret.refresh_from_db()
    assert (secret.advice, secret.follow_ups.count()) == ("", 0)
