"""Names and titles show something to everybody, and turn nothing around that stands beside them."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from accounts.legible import (
    is_unfit,
    leaves_direction_open,
    legible_name,
    legible_title,
    shows,
    spelled_out,
)
from accounts.models import User
from tests.factories import make_company

UNSEEN = [
    *("\u200b", "\u2800", "\u3164", "\u00ad", "\u2060", "\ufeff", "\xa0", "\u115f\u1160", "\uffa0"),
    *(
        "\u0301",
        "\ufe0f",
        "\U000e0041",
        "\u202a\u202c",
        "\u2066\u2069",
        "\ue000",
        "\U0001d159",
        " ",
    ),
]


@pytest.mark.parametrize("text", UNSEEN)
def test_what_cannot_be_seen_is_told(text: str) -> None:
    assert not shows(text)


@pytest.mark.parametrize("text", ["a", "Å", "7", "?", "🙂", "漢", "·", "\u200b.", "A\u030a"])
def test_what_can_be_seen_is_told(text: str) -> None:
    assert shows(text)


@pytest.mark.parametrize(
    "text",
    ["\u202egpj.exe", "\u202aA", "\u2067A", "\u2066\u202eA\u202c", "\u202eA\u2069", "\u2068"],
)
def test_a_direction_left_open_is_told(text: str) -> None:
    assert leaves_direction_open(text)


@pytest.mark.parametrize(
    "text",
    ["A", "\u200fA", "\u202eA\u202c", "\u2067A\u2069", "\u2067A\u202eB\u2069", "\u202c\u2069"],
)
def test_a_direction_that_is_closed_disturbs_nobody(text: str) -> None:
    assert not leaves_direction_open(text)


@pytest.mark.parametrize(
    "letter", ["\u200b", "\u200d", "\u202e", "\ue000", "\uffff", "\ufdd0", "\x1b"]
)
def test_a_name_takes_no_character_that_others_may_not_see(letter: str) -> None:
    with pytest.raises(ValidationError) as refused:
        legible_name(f"An{letter}na")
    assert refused.value.code in {"unfit_character", "direction"}


@pytest.mark.parametrize(
    "name", ["Åsa Öberg", "Łukasz Żak", "Nguyễn Văn An", "محمد", "Anna-Lena O’Hara"]
)
def test_names_of_people_are_names(name: str) -> None:
    legible_name(name)
    legible_title(name)


def test_a_title_may_hold_what_joins_a_picture() -> None:
    legible_title("Nu kör vi 👩\u200d🏭")


def test_what_cannot_be_seen_is_spelled_out() -> None:
    assert spelled_out("a\u200bb\n\tc\u202e\x07å") == "a[U+200B]b\n\tc[U+202E][U+0007]å"


def test_every_joiner_and_mark_of_direction_is_unfit() -> None:
    signs = map(chr, [*range(0xD800), *range(0xE000, 0x1_1000)])
    formats = [sign for sign in signs if unicodedata.category(sign) == "Cf"]
    shown = {
        *range(0x600, 0x606),
        0x6DD,
        0x70F,
        0x890,
        0x891,
        0x8E2,
        *range(0xFFF9, 0xFFFC),
        0x110BD,
    }

    assert {ord(sign) for sign in formats if not is_unfit(sign)} <= shown | {0x110CD}


@pytest.mark.parametrize("name", ["\u200b", "Anna\u202e", "\ue000"])
def test_nobody_is_made_with_a_name_that_cannot_be_seen(db: None, name: str) -> None:
    with pytest.raises(ValidationError):
        User.objects.create_user("ny@tillit.example", display_name=name)
    assert not User.objects.exists()


def test_a_name_has_one_spelling_in_the_database(db: None) -> None:
    company = make_company("A\u030akerströms")
    company.refresh_from_db()

    assert company.name == "Åkerströms"
