"""Fact 3 of the reliability notes: a cursor discloses nothing, and any defect is a plain 400."""

import base64
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cursors import BadCursor, CursorCodec, Position, binding

CODEC = CursorCodec("a secret")
STATION: list[Position] = [
    datetime(2026, 11, 22, 7, 30, 0, 123456, tzinfo=UTC),
    UUID(int=2**127 + 1),
]

positions = st.lists(
    st.one_of(
        st.integers(-(2**63), 2**63 - 1),
        st.text(st.characters(exclude_categories=["Cs"])),
        st.uuids(),
        st.dates(),
        st.datetimes(timezones=st.just(UTC)),
    ),
    min_size=1,
    max_size=4,
)


@given(positions)
def test_a_position_comes_back_as_it_was(position):
    token = CODEC.encode(position, bound_to="stories")

    assert CODEC.decode(token, bound_to="stories") == position
    assert [type(value) for value in CODEC.decode(token, bound_to="stories")] == [
        type(value) for value in position
    ]


def test_the_same_position_has_the_same_token():
    assert CODEC.encode(STATION, bound_to="a") == CODEC.encode(STATION, bound_to="a")


def test_a_token_shows_nothing_of_the_position():
    sealed = base64.urlsafe_b64decode(CODEC.encode(["anna", 4711], bound_to="a") + "==")

    assert b"anna" not in sealed
    assert b"4711" not in sealed


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_every_flipped_byte_is_noticed(mask):
    sealed = base64.urlsafe_b64decode(CODEC.encode(STATION, bound_to="a") + "==")

    for place in range(len(sealed)):
        forged = bytearray(sealed)
        forged[place] ^= mask
        token = base64.urlsafe_b64encode(forged).rstrip(b"=").decode()
        with pytest.raises(BadCursor):
            CODEC.decode(token, bound_to="a")


def test_every_changed_character_is_noticed():
    token = CODEC.encode(STATION, bound_to="a")

    for place, letter in enumerate(token):
        for other in "AQ9-_ =\n.å\0":
            if other != letter:
                with pytest.raises(BadCursor):
                    CODEC.decode(token[:place] + other + token[place + 1 :], bound_to="a")


@given(st.text(max_size=80))
def test_no_text_is_a_cursor_by_chance(text):
    with pytest.raises(BadCursor):
        CODEC.decode(text, bound_to="a")


@pytest.mark.parametrize("text", ["", "A", "AAAA", "A" * 100_000, "cD1hYmM", "cD0lMDA", "\ud800"])
def test_what_is_no_cursor_is_refused(text):
    with pytest.raises(BadCursor):
        CODEC.decode(text, bound_to="a")


def test_a_cursor_belongs_to_its_list_filters_and_reader():
    here = binding("stories", {"topic": ["5s"], "cursor": ["x"], "page_size": ["5"]}, "anna")
    token = CODEC.encode(STATION, bound_to=here)

    assert CODEC.decode(token, bound_to=binding("stories", {"topic": ["5s"]}, "anna")) == STATION
    for other in (
        binding("threads", {"topic": ["5s"]}, "anna"),
        binding("stories", {"topic": ["smed"]}, "anna"),
        binding("stories", {}, "anna"),
        binding("stories", {"topic": ["5s"]}, "bo"),
    ):
        with pytest.raises(BadCursor):
            CODEC.decode(token, bound_to=other)


def test_a_cursor_survives_a_rotation_of_the_secret():
    token = CODEC.encode(STATION, bound_to="a")

    assert CursorCodec("a new one", ["a secret"]).decode(token, bound_to="a") == STATION
    with pytest.raises(BadCursor):
        CursorCodec("a new one").decode(token, bound_to="a")
