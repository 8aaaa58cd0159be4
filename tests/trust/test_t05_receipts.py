"""T5: a receipt and nothing else opens what was told anonymously, for whoever holds it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Circle, Session, User
from accounts.reader import Reader
from forum.models import Persona, Story
from forum.models.persona import digest_of
from tests.clients import API, assert_problem, bearing, session_token, signed_in

STORIES = f"{API}/stories/"


def begin(user: User, circle: Circle, **fields: Any) -> Any:
    told = {"title": "Tavlan tystnade", "summary": "Vi slutade mötas.", "byline": "anonymous"}
    return signed_in(user).post(
        STORIES, {**told, "audience": "circle", "circle": circle.slug, **fields}
    )


def change(client: Any, pk: Any, fields: dict[str, Any]) -> Any:
    tag = client.get(f"{STORIES}{pk}/")["ETag"]
    return client.patch(f"{STORIES}{pk}/", fields, headers={"If-Match": tag})


@pytest.mark.usefixtures("crowd", "moderator")
def test_the_receipt_is_shown_once_and_kept_only_as_a_slow_digest(
    teller: User, circle: Circle
) -> None:
    answer = begin(teller, circle)

    receipt = answer.json()["receipt"]
    assert answer.status_code == 201
    assert receipt.isdigit()
    assert len(receipt) == 16
    persona = Persona.objects.get()
    assert persona.receipt == digest_of(receipt) != receipt
    again = bearing(receipt).get(f"{STORIES}{answer.json()['id']}/")
    assert "receipt" not in again.json()


def test_a_story_with_a_name_has_no_receipt(teller: User) -> None:
    answer = signed_in(teller).post(STORIES, {"title": "Med namn"})

    assert answer.json()["receipt"] is None
    assert not Persona.objects.exists()


@pytest.mark.usefixtures("crowd", "moderator")
def test_from_the_first_word_no_row_holds_a_key(teller: User, circle: Circle) -> None:
    begin(teller, circle)

    story = Story.objects.get()
    assert (story.author_id, story.company_id) == (None, None)
    assert not story.events.exists()


def test_signed_in_the_teller_is_a_reader_like_any_other(
    api: Any, whisper: Story, teller: User
) -> None:
    assert_problem(api(teller).get(f"{STORIES}{whisper.pk}/"), 404, "not_found")
    mine = api(teller).get(f"{STORIES}?mine=true&state=draft").json()
    assert mine["results"] == []


def test_with_the_receipt_a_draft_is_written_and_sent_on_its_way(whisper: Story) -> None:
    client = bearing(whisper.receipt)

    changed = change(client, whisper.pk, {"results": "Det blev **sämre** först."})
    cycle = client.post(f"{STORIES}{whisper.pk}/cycles/", {"title": "Första försöket"})
    submitted = client.post(f"{STORIES}{whisper.pk}/submission/")

    assert changed.json()["yours"] is True
    assert cycle.status_code == 201
    assert submitted.json()["state"] == "in_review"


def test_spaces_and_hyphens_in_a_receipt_are_how_people_write(whisper: Story) -> None:
    digits = whisper.receipt
    written = "-".join([digits[:4], digits[4:8] + " " + digits[8:12], digits[12:]])

    answer = signed_in().post(f"{API}/receipts/", {"receipt": written})

    assert answer.json()["may"] == ["edit", "preview", "submit", "discard"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("receipt", ["", "1234", "a" * 16, 1234567890123456, None, "1" * 17])
def test_what_is_no_receipt_is_refused_as_such(receipt: Any, db: None) -> None:
    assert_problem(signed_in().post(f"{API}/receipts/", {"receipt": receipt}), 400, "invalid")


def test_a_wrong_receipt_opens_nothing(whisper: Story) -> None:
    answer = signed_in().post(f"{API}/receipts/", {"receipt": "0000 0000 0000 0000"})

    assert_problem(answer, 404, "unknown_receipt")


def test_guessing_is_counted(whisper: Story, settings: Any, tmp_path: Any) -> None:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "receipt": "2/hour"}
    client = signed_in()
    statuses = [
        client.post(f"{API}/receipts/", {"receipt": f"{n:016d}"}).status_code for n in range(4)
    ]
    assert statuses == [404, 404, 429, 429]


def test_years_later_the_receipt_still_answers_follows_up_and_withdraws(secret: Story) -> None:
    receipt = secret.receipt
    client = bearing(receipt)

    told = {"months": 12, "held": "no", "body": "Det gick tillbaka."}
    follow_up = client.post(f"{STORIES}{secret.pk}/follow-ups/", told)
    answer = client.post(f"{API}/threads/{secret.thread.pk}/comments/", {"body": "Fråga på."})
    gone = client.post(f"{STORIES}{secret.pk}/withdrawal/", {"now": True})

    assert (follow_up.status_code, answer.status_code, gone.status_code) == (201, 202, 204)
    secret.refresh_from_db()
    assert (secret.state, secret.title) == ("withdrawn", "")
    assert_problem(
        signed_in().post(f"{API}/receipts/", {"receipt": receipt}), 404, "unknown_receipt"
    )


def test_a_pass_opens_only_its_own(api: Any, secret: Story, story: Story) -> None:
    client = bearing(secret.receipt)

    assert_problem(client.get(f"{STORIES}{story.pk}/"), 404, "not_found")
    assert_problem(client.get(f"{API}/me/"), 403, "permission_denied")
    assert_problem(client.post(STORIES, {"title": "En till"}), 403, "permission_denied")
    comments = f"{API}/threads/{story.thread.pk}/comments/"
    assert_problem(client.post(comments, {"body": "Hej."}), 404, "not_found")


def test_a_pass_beside_a_sign_in_is_refused(api: Any, secret: Story, teller: User) -> None:
    opened = signed_in().post(f"{API}/receipts/", {"receipt": secret.receipt}).json()
    held = {"X-Receipt-Pass": opened["pass"]}
    answer = api(teller).get(f"{STORIES}{secret.pk}/", headers=held)

    assert_problem(answer, 400, "two_identities")


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_so_is_a_pass_beside_the_cookie_of_a_browser(
    method: str, secret: Story, teller: User, settings: Any
) -> None:
    client = bearing(secret.receipt)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_token(teller)

    answer = getattr(client, method)(f"{STORIES}{secret.pk}/", headers={"If-Match": "*"})

    assert_problem(answer, 400, "two_identities")
    secret.refresh_from_db()
    assert secret.state == "published"


@pytest.mark.parametrize("cookie", ["", "made-up", "ended"])
def test_a_cookie_that_signs_nobody_in_is_no_identity(
    cookie: str, secret: Story, teller: User, settings: Any
) -> None:
    token = session_token(teller)
    Session.objects.filter(user=teller).delete()
    client = bearing(secret.receipt)
    client.cookies[settings.SESSION_COOKIE_NAME] = token if cookie == "ended" else cookie

    assert client.get(f"{STORIES}{secret.pk}/").json()["yours"] is True


@pytest.mark.parametrize("path", ["stories/", "stories/{}/", "topics/", "me/"])
def test_answers_say_that_they_depend_on_the_pass(path: str, secret: Story) -> None:
    answer = bearing(secret.receipt).get(f"{API}/{path.format(secret.pk)}")

    assert "X-Receipt-Pass" in answer["Vary"].split(", ")


@pytest.mark.parametrize("shown", ["", "gAAAAA", "x" * 5000, "ö"])
def test_a_made_up_pass_is_no_pass(shown: str, db: None) -> None:
    answer = signed_in().get(STORIES, headers={"X-Receipt-Pass": shown})

    assert_problem(answer, 401, "authentication_failed")


def test_a_pass_ends(secret: Story, time_machine: Any) -> None:
    client = bearing(secret.receipt)
    time_machine.move_to(timezone.now() + timedelta(seconds=1801))

    assert_problem(client.get(f"{STORIES}{secret.pk}/"), 401, "authentication_failed")


def test_a_discarded_draft_leaves_no_voice(whisper: Story) -> None:
    whisper.discard(by=Reader(persona=whisper.persona_id))

    assert not Persona.objects.exists()
