"""The word list and a circle's three boxes, as staff meet them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import Circle, User
from forum.models import AuditEntry, HeldWord
from tests.admin.pages import act, listed, page

NEW = {"language": "sv", "in_compounds": "on", "_save": "Save"}


def add(client: Client, word: str, **more: str) -> str:
    data = {**NEW, "word": word, **more}
    return client.post(page(HeldWord, "add"), data, follow=True).content.decode()


def test_a_word_is_added_in_the_spelling_it_is_looked_for(chief: Client) -> None:
    add(chief, " SKITPRAT ")
    word = HeldWord.objects.get()
    assert (word.word, word.language, word.in_compounds) == ("skitprat", "sv", True)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.item) == ("list_word", word.pk)
    assert "skitprat" not in LogEntry.objects.get().object_repr


@pytest.mark.parametrize("word", ["två ord", "e-post", "!", "SKIT"])
def test_what_cannot_be_found_or_is_there_is_not_added(chief: Client, word: str) -> None:
    HeldWord.objects.create(word="skit")
    assert "errornote" in add(chief, word)
    assert HeldWord.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_the_word_stands_and_how_it_is_looked_for_can_change(chief: Client) -> None:
    word = HeldWord.objects.create(word="skit")
    chief.post(page(word, "change"), {"word": "annat", "language": "en", "_save": "Save"})
    word.refresh_from_db()
    assert (word.word, word.language, word.in_compounds) == ("skit", "sv", False)


def test_a_word_is_taken_off_the_list_and_the_log_knows(chief: Client) -> None:
    word, kept = (HeldWord.objects.create(word=each) for each in ("skit", "prat"))
    act(chief, "take_off", word)
    assert list(HeldWord.objects.all()) == [kept]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.item, entry.actor) == (
        *("unlist_word", word.pk),
        User.objects.get(is_superuser=True).pk,
    )
    assert LogEntry.objects.get().object_id == str(word.pk)


def test_all_staff_see_the_list_and_only_those_with_the_right_change_it(
    bench: Client, moderator: User
) -> None:
    word = HeldWord.objects.create(word="skit")
    assert "skit" in listed(bench, HeldWord)
    act(bench, "take_off", word)
    assert bench.post(page(HeldWord, "add"), {**NEW, "word": "ny"}).status_code == 403
    assert HeldWord.objects.get() == word
    moderator.user_permissions.add(Permission.objects.get(codename="delete_heldword"))
    act(bench, "take_off", word)
    assert not HeldWord.objects.exists()


def test_a_circle_says_what_is_read_first_and_what_can_be_anonymous(
    chief: Client, circle: Circle
) -> None:
    data = {"name_sv": circle.name_sv, "name_en": circle.name_en, "_save": "Save"}
    data |= {"anonymity": "stories", "answers_unread": "on"}
    chief.post(page(circle, "change"), {**data, "hold_newcomers": "on", "hold_words": "on"})
    circle.refresh_from_db()
    assert (circle.hold_newcomers, circle.hold_words) == (True, True)
    assert (circle.anonymity, circle.answers_unread) == ("stories", True)
