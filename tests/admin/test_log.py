"""What the admin writes down and says at its entrance holds ids and verbs, never words (T10)."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from accounts.models import Company, User
from forum.models import Case, Story, Thread, Topic
from tests.admin.pages import decide, page


def test_the_log_names_the_verb_and_the_id_only(
    bench: Client, moderator: User, story: Story, question: Thread
) -> None:
    decide(bench, "hide", story)
    decide(bench, "lock", question)
    rows = LogEntry.objects.order_by("id").values_list("user", "object_repr", "change_message")
    of_story, of_question = (str(Case.objects.get(item=one.pk).pk) for one in (story, question))
    assert list(rows) == [
        (moderator.pk, of_story, "decide.hide"),
        (moderator.pk, of_question, "decide.lock"),
    ]


def test_a_changed_company_is_logged_by_id(chief: Client, company: Company) -> None:
    data = {"name": "Nya Namnet AB", "organisation_number": company.organisation_number}
    empty = {"participations-TOTAL_FORMS": "0", "participations-INITIAL_FORMS": "0"}
    chief.post(page(company, "change"), {**data, **empty, "_save": "Save"})
    entry = LogEntry.objects.get()
    assert entry.object_repr == str(company.pk)
    assert "Nya Namnet" not in entry.change_message


def test_a_topic_keeps_its_synonyms_as_lines(chief: Client, db: None) -> None:
    topic = Topic.objects.create(slug="prov", name_sv="Prov", name_en="Trial", group="x")
    data = {"name_sv": "Prov", "name_en": "Trial", "group": "x", "_save": "Save"}
    chief.post(page(topic, "change"), {**data, "synonyms": "försök\r\n\r\n test \r\n"})
    topic.refresh_from_db()
    assert topic.synonyms == ["försök", "test"]


@pytest.mark.usefixtures("story")
def test_the_entrance_says_what_staff_see_and_why(bench: Client, chief: Client) -> None:
    for client in (bench, chief):
        text = client.get(reverse("admin:index")).content.decode()
        assert "What you see here, and why" in text
        assert page(Story, "changelist") in text
    assert page(User, "changelist") not in bench.get(reverse("admin:index")).content.decode()
