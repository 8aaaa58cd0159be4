"""The guidelines' page: drafted from what holds, worded, published, and then left standing."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from forum.models import Guidelines
from tests.admin.conftest import sit_down
from tests.admin.pages import act, act_on_page, listed, page, shown
from tests.factories import make_user

WORDS = ("number", "name_sv", "name_en", "text_sv", "text_en")


@pytest.fixture
def writer(db: None) -> Client:
    """The desk of somebody who may write the guidelines and nothing else."""
    user = make_user("Gun Granskare")
    user.user_permissions.add(Permission.objects.get(codename="add_guidelines"))
    return sit_down(user)


@pytest.fixture
def first(db: None) -> Guidelines:
    """What holds."""
    return Guidelines.objects.current()


@pytest.fixture
def draft(first: Guidelines) -> Guidelines:
    """The next version, begun."""
    return first.draft_next(by=make_user(is_superuser=True))


def form_of(version: Guidelines, **changes: str) -> dict[str, Any]:
    """What the browser posts when the page is saved."""
    rules = list(version.rules.order_by("number"))
    data = {"preamble_sv": version.preamble_sv, "preamble_en": version.preamble_en}
    data |= {"rules-TOTAL_FORMS": str(len(rules)), "rules-INITIAL_FORMS": str(len(rules))}
    for place, rule in enumerate(rules):
        own = {"id": str(rule.pk), "guidelines": str(version.pk)}
        own |= {word: str(getattr(rule, word)) for word in WORDS}
        data |= {f"rules-{place}-{name}": text for name, text in own.items()}
    return {**data, **changes, "_save": "Save"}


@pytest.mark.parametrize("choose", [act, act_on_page], ids=["list", "page"])
def test_the_next_version_is_drafted_from_the_one_that_holds(
    writer: Client, first: Guidelines, choose: Any
) -> None:
    text = choose(writer, "draft_next", first)
    draft = Guidelines.objects.drafts().get()
    assert "Done for 1 item." in text
    assert str(draft.rules.get(number=1).pk) in text
    assert draft.rules.count() == 8


def test_a_draft_is_worded_and_a_rule_left_out(writer: Client, draft: Guidelines) -> None:
    changes = {"preamble_en": "New.", "rules-0-name_en": "Be honest", "rules-7-DELETE": "on"}
    writer.post(page(draft, "change"), form_of(draft, **changes))
    draft.refresh_from_db()
    assert (draft.preamble_en, draft.published_at) == ("New.", None)
    assert draft.rules.order_by("number")[0].name_en == "Be honest"
    assert draft.rules.count() == 7


def test_a_rule_is_added_to_a_draft(writer: Client, draft: Guidelines) -> None:
    ninth = {"number": "9", "name_sv": "Nio", "name_en": "Nine", "text_sv": "Ja.", "text_en": "Yes"}
    added = {f"rules-8-{name}": text for name, text in ninth.items()}
    data = form_of(draft, **{"rules-TOTAL_FORMS": "9"}, **added)
    writer.post(page(draft, "change"), {**data, "rules-8-guidelines": str(draft.pk)})
    assert draft.rules.get(number=9).name_sv == "Nio"


def test_the_log_holds_verbs_and_no_words(writer: Client, draft: Guidelines) -> None:
    writer.post(page(draft, "change"), form_of(draft, **{"rules-7-DELETE": "on"}))
    act(writer, "publish", draft)
    logged = LogEntry.objects.order_by("pk").values_list("object_repr", "change_message")
    assert [*logged] == [(str(draft.pk), "reword"), (str(draft.pk), "publish")]


def test_a_draft_is_published(writer: Client, draft: Guidelines) -> None:
    assert "Done for 1 item." in act_on_page(writer, "publish", draft)
    assert Guidelines.objects.current() == draft


def test_a_published_version_is_read_only(writer: Client, first: Guidelines) -> None:
    text = shown(writer, first)
    assert "Tell it as it was" in text
    assert 'name="_save"' not in text
    assert "rules-0-name_en" not in text
    answer = writer.post(page(first, "change"), form_of(first, preamble_en="New."))
    assert answer.status_code == 403
    assert "published and stand" in act(writer, "publish", first)
    first.refresh_from_db()
    assert first.preamble_en != "New."


def test_what_is_published_meanwhile_is_not_written_over(writer: Client, draft: Guidelines) -> None:
    stale = form_of(draft, preamble_en="New.", **{"rules-0-name_en": "Be honest"})
    draft.publish(by=make_user(is_superuser=True))
    assert writer.post(page(draft, "change"), stale).status_code == 403
    draft.refresh_from_db()
    assert draft.preamble_en != "New."
    assert not draft.rules.filter(name_en="Be honest").exists()


def test_a_version_without_rules_is_not_published(
    writer: Client, first: Guidelines, draft: Guidelines
) -> None:
    draft.rules.all().delete()
    assert "at least one rule" in act(writer, "publish", draft)
    assert Guidelines.objects.current() == first


def test_nobody_adds_a_version_out_of_nothing(chief: Client, writer: Client) -> None:
    for client in (chief, writer):
        assert client.get(page(Guidelines, "add")).status_code == 403


def test_a_moderator_does_not_see_the_page(bench: Client, draft: Guidelines) -> None:
    assert bench.get(page(Guidelines, "changelist")).status_code == 403
    assert bench.post(page(draft, "change"), form_of(draft)).status_code == 403


def test_who_may_only_look_changes_nothing(draft: Guidelines) -> None:
    user = make_user()
    names = ["view_guidelines", "change_guidelines"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = sit_down(user)
    assert page(draft, "change") in listed(client, Guidelines)
    assert client.post(page(draft, "change"), form_of(draft)).status_code == 403
    act(client, "publish", draft)
    assert Guidelines.objects.drafts().get() == draft


def test_the_page_carries_no_script_or_style_of_its_own(writer: Client, draft: Guidelines) -> None:
    text = shown(writer, draft)
    assert " style=" not in text
    assert "<script>" not in text
