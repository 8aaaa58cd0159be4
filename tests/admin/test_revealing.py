"""Revealing from the admin: a page for custodians, a name shown once; no way to the seals (T6)."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import Circle, Mail, User
from accounts.reader import Reader
from forum.models import Reveal, Seal, Story
from tests.admin.conftest import sit_down
from tests.admin.pages import act_on_page, listed, page, shown
from tests.factories import make_user, voice_of

WHY = "Ett hot mot en namngiven person."


def make_custodian(name: str) -> Client:
    """The desk of somebody with the right and no circle."""
    user = make_user(name)
    user.user_permissions.add(Permission.objects.get(codename="reveal_teller"))
    return sit_down(user)


@pytest.fixture
def custodian(db: None) -> Client:
    return make_custodian("Vera Väktare")


@pytest.fixture
def second(db: None) -> Client:
    return make_custodian("Viktor Väktare")


def ask(client: Client, item: Any, **more: str) -> str:
    data = {"item": str(item), "reason": "danger", "sentence": WHY, "_save": "Save", **more}
    return client.post(page(Reveal, "add"), data, follow=True).content.decode()


@pytest.fixture
def asked(custodian: Client, secret: Story) -> Reveal:
    ask(custodian, secret.pk)
    return Reveal.objects.get()


def agree(client: Client, reveal: Reveal) -> Any:
    data = {"CHANGE_FORM-action": "confirm", "_selected_action": str(reveal.pk)}
    return client.post(page(reveal, "change"), data)


def test_a_custodian_asks_with_a_reason(custodian: Client, asked: Reveal, secret: Story) -> None:
    assert (asked.persona, asked.reason, asked.sentence) == (secret.persona_id, "danger", WHY)
    assert asked.asked_by.display_name == "Vera Väktare"
    listing = listed(custodian, Reveal)
    assert str(secret.persona) in listing
    assert secret.title not in listing + shown(custodian, asked)


def test_the_second_custodian_sees_who_it_is_once(
    second: Client, asked: Reveal, teller: User
) -> None:
    assert WHY in shown(second, asked)

    answer = agree(second, asked)

    text = answer.content.decode()
    assert teller.display_name in text
    assert teller.email in text
    assert "Åkerströms Mekaniska AB" in text
    assert "no-store" in answer["Cache-Control"]
    again = agree(second, asked)
    assert (again.status_code, Mail.objects.count()) == (302, 1)


def test_the_name_stays_nowhere_in_the_admin(
    second: Client, custodian: Client, asked: Reveal, teller: User
) -> None:
    answer = agree(second, asked)

    assert not list(get_messages(answer.wsgi_request))
    log = list(LogEntry.objects.order_by("id").values_list("object_repr", "change_message"))
    assert log == [(str(asked.pk), '[{"added": {}}]'), (str(asked.pk), "confirm")]
    for client in (custodian, second):
        history = client.get(page(asked, "history")).content.decode()
        for text in (history, listed(client, Reveal), shown(client, asked)):
            assert teller.display_name not in text
            assert teller.email not in text


def test_who_asked_cannot_agree(custodian: Client, asked: Reveal, teller: User) -> None:
    text = act_on_page(custodian, "confirm", asked)

    assert "Somebody else with the same right must agree." in text
    assert teller.display_name not in text
    asked.refresh_from_db()
    assert asked.answer == ""


def test_agreeing_from_the_list_is_not_possible(second: Client, asked: Reveal) -> None:
    data = {"action": "confirm", "_selected_action": str(asked.pk)}
    text = second.post(page(Reveal, "changelist"), data, follow=True).content.decode()

    assert "No action selected." in text
    assert not Mail.objects.exists()


def test_a_request_is_declined_and_seen_to_be(second: Client, asked: Reveal) -> None:
    act_on_page(second, "decline", asked)

    asked.refresh_from_db()
    assert asked.answer == "declined"
    assert "declined" in listed(second, Reveal)


def test_what_was_told_by_name_or_by_nobody_is_no_item(
    custodian: Client, story: Story, whisper: Story
) -> None:
    for item in (story.pk, whisper.pk, uuid4(), "1234", ""):
        assert "errorlist" in ask(custodian, item)

    assert not Reveal.objects.exists()


def test_a_reason_and_a_sentence_are_needed(custodian: Client, secret: Story) -> None:
    for missing in ({"reason": ""}, {"reason": "curious"}, {"sentence": " "}):
        assert "errorlist" in ask(custodian, secret.pk, **missing)

    assert not Reveal.objects.exists()


def test_after_the_strip_the_form_says_so(custodian: Client, secret: Story) -> None:
    Seal.objects.all().delete()

    assert "There is nothing to reveal" in ask(custodian, secret.pk)
    assert not Reveal.objects.exists()


def test_for_other_staff_there_is_no_such_page(bench: Client, chief: Client, asked: Reveal) -> None:
    for client in (bench, chief):
        for name in ("changelist", "add"):
            assert client.get(page(Reveal, name)).status_code == 404
        for name in ("change", "history", "delete"):
            assert client.get(page(asked, name)).status_code == 404
        assert agree(client, asked).status_code == 404
        for entrance in ("admin:index", "admin:app_list"):
            args = ["forum"] if entrance == "admin:app_list" else []
            assert "reveal" not in client.get(reverse(entrance, args=args)).content.decode()
    assert not Mail.objects.exists()


def test_without_a_second_factor_a_custodian_is_sent_to_prove_it(asked: Reveal) -> None:
    user = make_user("Vida Väktare", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="reveal_teller"))
    client = Client()
    client.force_login(user)

    assert client.get(page(asked, "change")).status_code == 302


def test_no_page_completes_or_follows_a_voice(
    chief: Client, custodian: Client, secret: Story
) -> None:
    address = reverse("admin:autocomplete")
    for client in (chief, custodian):
        for model, field in (("story", "persona"), ("comment", "persona"), ("seal", "persona")):
            about = {"app_label": "forum", "model_name": model, "field_name": field}
            assert client.get(address, about).status_code == 403
        for query in ("persona", "persona__label", "persona__seal"):
            assert client.get(page(Story, "changelist"), {query: "x"}).status_code == 400


def test_the_pages_of_the_told_hold_no_way_to_the_voice(bench: Client, secret: Story) -> None:
    for item in (secret, secret.thread):
        text = shown(bench, item)
        assert str(secret.persona) in text
        assert str(secret.persona_id) not in text


def test_only_who_is_in_no_company_there_sees_it_in_review(
    bench: Client, whisper: Story, stranger: User, circle: Circle
) -> None:
    whisper.submit(by=voice_of(whisper))
    circle.appoint(stranger, "moderator")
    inside = sit_down(stranger)

    assert str(whisper.persona) in listed(bench, Story)
    assert whisper.title in shown(bench, whisper)
    assert whisper.title not in listed(inside, Story)
    assert "doesn’t exist" in shown(inside, whisper)


def test_anonymous_answers_carry_their_label(bench: Client, story: Story, crowd: Any) -> None:
    by = Reader.of(crowd[0])
    waiting = story.thread.comment(by=by, body="Hos oss med.", byline="anonymous")
    waiting.release()

    comment = story.thread.comments.get()
    assert waiting.persona.label in shown(bench, comment)
