"""Community guidelines: versions that stand once published, and people who accept them."""

from typing import Any

import pytest
from django.apps import apps
from django.utils.translation import override

from accounts.models import User
from accounts.reader import Reader
from forum.about import about
from forum.errors import GuidelinesReplaced, GuidelinesStand, GuidelinesWithoutRules, NotYours
from forum.leaving import leave
from forum.models import Acceptance, AuditEntry, Guidelines, Rule
from forum.reference import load_guidelines
from tests.factories import make_draft, make_user


@pytest.fixture
def editor(db: None) -> User:
    """Somebody with every right, who may write the guidelines."""
    return make_user("Eva Editor", is_superuser=True)


@pytest.fixture
def first(db: None) -> Guidelines:
    """The version every forum begins with."""
    return Guidelines.objects.current()


@pytest.fixture
def draft(first: Guidelines, editor: User) -> Guidelines:
    """The next version, begun."""
    return first.draft_next(by=editor)


def stored() -> list[Any]:
    return [*Guidelines.objects.order_by("pk").values(), *Rule.objects.order_by("pk").values()]


def test_every_forum_begins_with_eight_rules_in_both_languages(first: Guidelines) -> None:
    rules = list(first.rules.order_by("number"))
    assert [rule.number for rule in rules] == list(range(1, 9))
    with override("sv"):
        swedish = [first.preamble, *(f"{rule.name} {rule.text}" for rule in rules)]
    with override("en"):
        english = [first.preamble, *(f"{rule.name} {rule.text}" for rule in rules)]
    assert "Chatham House-regeln" in swedish[0]
    assert "Chatham House Rule" in english[0]
    assert all(pair[0] != pair[1] for pair in zip(swedish, english, strict=True))


def test_loading_them_again_changes_nothing(draft: Guidelines) -> None:
    before = stored()
    load_guidelines(apps)
    assert stored() == before


def test_a_draft_begins_with_the_words_that_hold(first: Guidelines, draft: Guidelines) -> None:
    words = ("number", "name_sv", "name_en", "text_sv", "text_en")
    assert (draft.version, draft.published_at) == (first.version + 1, None)
    assert draft.preamble_sv == first.preamble_sv
    assert [*draft.rules.values_list(*words)] == [*first.rules.values_list(*words)]


def test_there_is_one_draft_at_a_time(first: Guidelines, draft: Guidelines, editor: User) -> None:
    assert first.draft_next(by=editor) == draft
    assert Guidelines.objects.drafts().count() == 1


def test_a_draft_holds_for_nobody(first: Guidelines, draft: Guidelines, teller: User) -> None:
    assert Guidelines.objects.current() == first
    for version in (draft.version, 99):
        with pytest.raises(GuidelinesReplaced):
            Guidelines.objects.current(version)
    with pytest.raises(GuidelinesReplaced):
        draft.accept(teller)
    assert not Acceptance.objects.exists()


def test_a_published_version_holds_and_the_log_knows_who(draft: Guidelines, editor: User) -> None:
    draft.publish(by=editor)
    assert Guidelines.objects.current() == draft
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor, entry.item) == ("guidelines.publish", editor.pk, draft.pk)
    assert entry.details == {"version": draft.version}


def test_a_published_version_stands(first: Guidelines, editor: User) -> None:
    before = stored()
    stale = Guidelines(pk=first.pk, version=first.version, preamble_sv="Ny.", preamble_en="New.")
    for verb in (stale.reword, stale.publish, first.publish):
        with pytest.raises(GuidelinesStand):
            verb(by=editor)
    assert stored() == before
    assert not AuditEntry.objects.exists()


def test_what_has_been_replaced_is_not_carried_on(
    first: Guidelines, draft: Guidelines, editor: User, teller: User
) -> None:
    draft.publish(by=editor)
    with pytest.raises(GuidelinesReplaced):
        first.draft_next(by=editor)
    with pytest.raises(GuidelinesReplaced):
        first.accept(teller)
    assert not Guidelines.objects.drafts().exists()
    assert not Acceptance.objects.exists()


def test_guidelines_need_a_rule(draft: Guidelines, first: Guidelines, editor: User) -> None:
    draft.rules.all().delete()
    with pytest.raises(GuidelinesWithoutRules):
        draft.publish(by=editor)
    assert Guidelines.objects.current() == first


def test_only_who_has_the_right_writes_them(
    first: Guidelines, draft: Guidelines, moderator: User
) -> None:
    before = stored()
    for verb in (first.draft_next, draft.reword, draft.publish):
        with pytest.raises(NotYours):
            verb(by=moderator)
    assert stored() == before


def test_accepting_twice_is_accepting_once(first: Guidelines, teller: User) -> None:
    assert not first.accepted_by(teller)
    first.accept(teller)
    accepted_at = Acceptance.objects.get().accepted_at
    first.accept(teller)
    assert first.accepted_by(teller)
    assert Acceptance.objects.get().accepted_at == accepted_at


def test_a_new_version_asks_everybody_again(
    first: Guidelines, draft: Guidelines, editor: User, teller: User
) -> None:
    first.accept(teller)
    assert Guidelines.objects.standing_of(teller) == {"version": 1, "accepted": True}
    draft.publish(by=editor)
    assert Guidelines.objects.standing_of(teller) == {"version": 2, "accepted": False}
    assert first.accepted_by(teller)


def test_nobody_is_stopped_in_the_middle_of_telling(first: Guidelines, teller: User) -> None:
    story = make_draft(teller)
    story.edit(by=Reader.of(teller), lessons="Fråga först.")
    assert story.lessons == "Fråga först."
    assert not first.accepted_by(teller)


def test_an_acceptance_is_told_to_its_person_and_goes_with_them(
    first: Guidelines, teller: User
) -> None:
    first.accept(teller)
    (act,) = about(teller, Reader.of(teller))["acts"]
    assert (act["verb"], act["id"], act["note"]) == ("accept_guidelines", first.pk, "1")

    leave(teller, withdraw=False)

    assert not Acceptance.objects.exists()


def test_one_query_finds_what_holds(
    first: Guidelines, draft: Guidelines, teller: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        Guidelines.objects.current()
    with django_assert_num_queries(1):
        Guidelines.objects.standing_of(teller)
