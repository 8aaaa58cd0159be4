"""What the API says of input that does not fit: what to write instead, in both languages."""

from collections.abc import Iterator
from json import dumps
from typing import Any

import pytest
from django.urls import get_resolver
from django.utils import translation
from rest_framework import serializers

from accounts.models import User
from api.fields import Strict
from tests.clients import API, assert_problem
from tests.factories import make_draft

ID = "b3a4cf9e-0f55-4c5e-9f4e-0d5e3f0b9a10"
STORY, PART = "stories", "stories/{draft}"
SENTENCES: list[tuple[Any, ...]] = [
    (STORY, None, "Skicka ett objekt", "Send an object: fields with their values."),
    (STORY, [], "Skicka ett objekt", "Send an object: fields with their values."),
    (STORY, "x", "Skicka ett objekt", "Send an object: fields with their values."),
    (STORY, {"publish_on": "2026-02-30"}, "Skriv ett datum som finns", "Write a date that exists"),
    (STORY, {"publish_on": "30/3 2026"}, "Skriv ett datum som finns", "Write a date that exists"),
    (STORY, {"title": "x" * 121}, "Högst 120 tecken.", "At most 120 characters."),
    (STORY, {"title": 7}, "Skriv text här.", "Write text here."),
    (STORY, {"topics": "oee"}, "Skicka en lista", "Send a list, in [ ]."),
    ("notifications/read", {"ids": [ID] * 101}, "Skicka högst 100", "Send at most 100"),
    (STORY, {"language": "fi"}, "Välj något av: sv, en.", "Choose one of: sv, en."),
    (STORY, {"audience": None}, "Här behövs ett värde", "A value is needed here"),
    (f"{PART}/follow-ups", {"months": 6, "held": "kanske"}, "Välj något av: yes, partly, no.",
     "Choose one of: yes, partly, no."),
    (f"{PART}/follow-ups", {"held": "yes"}, "Det här behövs.", "This is needed."),
    (f"{PART}/follow-ups", {"months": "6", "held": "yes"}, "Skriv ett heltal", "Write a whole"),
    (f"{PART}/follow-ups", {"months": 500, "held": "yes"}, "Högst 120.", "At most 120."),
    (f"{PART}/follow-ups", {"months": 6, "held": "yes", "readings": {}}, "Skicka en lista",
     "Send a list, in [ ]."),
    (f"{PART}/follow-ups", {"months": 6, "held": "yes", "readings": [3]}, "Skicka ett objekt",
     "Send an object"),
    (f"{PART}/cycles", {"title": " "}, "Skriv något här.", "Write something here."),
    ("receipts", {"receipt": "1234"}, "Ett kvitto har 16 siffror.", "A receipt has 16 digits."),
    ("receipts", {"receipt": 1234}, "Ett kvitto har 16 siffror.", "A receipt has 16 digits."),
    ("notifications/read", {"ids": ["x"]}, "Det här är inget id", "This is no id"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "body", "said"), [(one[0], one[1], one[2:]) for one in SENTENCES])
def test_a_fault_says_what_to_write_instead(
    api, teller: User, path: str, body: Any, said: tuple[str, str]
) -> None:
    address = f"{API}/{path.format(draft=make_draft(teller).pk)}/"
    client = api(None if path == "receipts" else teller)

    for language, sentence in zip(("sv", "en"), said, strict=True):
        answer = client.generic(
            "POST", address, dumps(body), "application/json", HTTP_ACCEPT_LANGUAGE=language
        )
        assert_problem(answer, 400, "invalid")
        [fault] = answer.json()["errors"]
        assert fault["detail"].startswith(sentence)


def test_a_query_that_does_not_fit_is_told_the_same_way(api, teller: User) -> None:
    for query, sentence in (
        ("mine=ja", "Skriv true eller false."),
        ("outcome=x", "Välj något av: "),
    ):
        answer = api(teller).get(f"{API}/stories/?{query}")
        assert_problem(answer, 400, "invalid_parameter")
        assert answer.json()["errors"][0]["detail"].startswith(sentence)


def shapes() -> Iterator[type[Strict]]:
    """Every shape that an operation takes as body or query."""
    for pattern in get_resolver("api.urls").url_patterns:
        resource: Any = getattr(pattern.callback, "cls", None)
        for method in getattr(pattern.callback, "actions", {}).values():
            declared = getattr(resource, method).operation
            yield from (shape for shape in (declared.body, declared.parameters) if shape)


def fields(field: Any) -> Iterator[Any]:
    """A field with everything inside it."""
    yield field
    for inner in getattr(field, "fields", {}).values():
        yield from fields(inner)
    if (child := getattr(field, "child", None)) is not None:
        yield from fields(child)


# Never said: a text is refused before its length in characters is asked, a day is never a moment.
NEVER = {"max_string_length", "datetime", "min_length", "not_a_dict", "make_aware", "overflow"}
NEVER |= {"invalid_unicode"}
NEVER |= {"max_digits", "max_decimal_places", "max_whole_digits", "min_value", "max_value"}


def of_drf(field: Any) -> dict[str, str]:
    """What DRF's own classes would say."""
    said: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("rest_framework"):
            said |= vars(kind).get("default_error_messages", {})
    return {key: str(sentence) for key, sentence in said.items()}


@pytest.mark.parametrize("shape", sorted({*shapes()}, key=str))
def test_no_field_that_people_fill_in_speaks_as_the_library_does(shape: type[Strict]) -> None:
    with translation.override("en"):
        for field in fields(shape()):
            theirs = of_drf(field)
            for key, sentence in field.error_messages.items():
                is_amount = isinstance(field, serializers.DecimalField)
                unsaid = NEVER | ({"invalid"} if is_amount else set())
                assert key in unsaid or str(sentence) != theirs.get(key), (shape, field, key)
