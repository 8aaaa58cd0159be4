"""The API speaks Swedish unless English is asked for, down to what the libraries say."""

from typing import Any

import pytest
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import override
from rest_framework import serializers

from accounts.models import User
from forum.models import Thread
from tests.clients import API, assert_problem

ABSENT = f"{API}/stories/00000000-0000-4000-8000-000000000000/"
HEADERS = [
    ({"HTTP_ACCEPT_LANGUAGE": "sv"}, "sv"),
    ({"HTTP_ACCEPT_LANGUAGE": "sv-FI, en;q=0.5"}, "sv"),
    ({"HTTP_ACCEPT_LANGUAGE": "fi"}, "sv"),
    ({"HTTP_ACCEPT_LANGUAGE": ""}, "sv"),
    ({"HTTP_ACCEPT_LANGUAGE": "en"}, "en"),
    ({"HTTP_ACCEPT_LANGUAGE": "en-GB, sv;q=0.5"}, "en"),
]
NOT_FOUND = {
    "sv": ("Finns inte", "Här finns inget som du kan se."),
    "en": ("Not found", "There is nothing here that you can see."),
}
LANGUAGES = ["sv", "en"]


@pytest.mark.parametrize(("header", "language"), HEADERS)
def test_a_problem_is_told_in_the_language_asked_for(
    api: Any, teller: User, header: dict[str, str], language: str
) -> None:
    answer = api(teller).get(ABSENT, **header)

    assert_problem(answer, 404, "not_found")
    assert (answer.json()["title"], answer.json()["detail"]) == NOT_FOUND[language]
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]


def test_who_asks_for_no_language_gets_swedish(client: Any) -> None:
    answer = client.get(f"{API}/me/")

    assert (answer.json()["title"], answer["Content-Language"]) == ("Logga in först", "sv")


@pytest.mark.parametrize(
    ("body", "swedish", "english"),
    [
        ({"titel": "x"}, "Det fältet finns inte.", "There is no such field."),
        ({"title": 7}, "Skriv text här.", "Write text here."),
        ({"language": "fi"}, "Välj något av: sv, en.", "Choose one of: sv, en."),
        (
            {"circle": "finns-inte"},
            "Det finns inget sådant som du kan se.",
            "There is no such thing that you can see.",
        ),
    ],
)
def test_a_fault_in_a_field_is_told_in_both_languages(
    api: Any, teller: User, body: dict[str, Any], swedish: str, english: str
) -> None:
    for language, sentence in (("sv", swedish), ("en", english)):
        answer = api(teller).post(f"{API}/stories/", body, HTTP_ACCEPT_LANGUAGE=language)
        assert_problem(answer, 400, "invalid")
        assert answer.json()["errors"][0]["detail"].startswith(sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Samtalet är låst och tar inte emot fler kommentarer."),
        ("en", "This thread is locked and takes no more comments."),
    ],
)
def test_a_rule_that_refuses_says_why_in_the_language_asked_for(
    api: Any, stranger: User, question: Thread, language: str, sentence: str
) -> None:
    api(stranger).put(f"{API}/threads/{question.pk}/lock/")

    answer = api(stranger).post(
        f"{API}/threads/{question.pk}/comments/",
        {"body": "För sent."},
        HTTP_ACCEPT_LANGUAGE=language,
    )

    assert_problem(answer, 409, "thread_locked")
    assert answer.json()["detail"] == sentence
    assert not question.comments.exists()


@pytest.mark.parametrize(
    ("field", "value", "swedish"),
    [
        (serializers.BooleanField(), "kanske", "Måste vara true eller false."),
        (serializers.UUIDField(), "7", "Måste vara ett giltigt UUID."),
        (serializers.IntegerField(), "sju", "Ett giltigt heltal krävs."),
        (serializers.CharField(), None, "Det här fältet får inte vara null."),
        (serializers.ListField(max_length=1), [1, 2], "Högst 1 får plats här."),
    ],
)
def test_the_framework_speaks_swedish(field: Any, value: Any, swedish: str) -> None:
    with override("sv"), pytest.raises(serializers.ValidationError) as refused:
        field.run_validation(value)

    assert [str(sentence) for sentence in refused.value.detail] == [swedish]


def test_a_password_too_short_is_told_in_swedish() -> None:
    with override("sv"), pytest.raises(ValidationError) as refused:
        MinimumLengthValidator(12).validate("hemligt")

    assert "minst 12 tecken" in refused.value.messages[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_wrote_stays_in_their_language(
    api: Any, stranger: User, question: Thread, language: str
) -> None:
    answer = api(stranger).get(f"{API}/threads/{question.pk}/", HTTP_ACCEPT_LANGUAGE=language)

    assert answer.json()["title"] == question.title
