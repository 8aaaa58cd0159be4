"""What goes in as JSON comes out as JSON, and dates and numbers are written one way."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import orjson
import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from api.json import MalformedJSON, OrjsonRenderer, safe_json, strict_loads

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=15,
)


@given(values)
def test_a_good_value_is_read_as_it_is(value):
    assert strict_loads(json.dumps(value).encode()) == value
    assert strict_loads(orjson.dumps(value)) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_malformed(raw):
    with suppress(MalformedJSON):
        strict_loads(raw)


@given(st.integers(0, 30), st.sampled_from(["[", '{"a":']))
def test_brackets_in_texts_are_no_depth(depth, opening):
    closing = "]" if opening == "[" else "}"
    raw = (opening * depth + json.dumps('[{\\"' * 20) + closing * depth).encode()

    if depth <= 20:
        assert strict_loads(raw) == json.loads(raw)
    else:
        with pytest.raises(MalformedJSON):
            strict_loads(raw)


@pytest.mark.parametrize("value", ["\ud800", {"\0": 1}, [2**53 + 1], float("nan"), {"a": "\0"}])
def test_a_field_takes_nothing_that_poisons_a_list(value):
    with pytest.raises(ValidationError) as refused:
        safe_json(value)

    assert refused.value.code == "unsafe_json"


def test_a_field_takes_no_depth_without_end():
    value: list[object] = []
    for _ in range(5000):
        value = [value]

    with pytest.raises(ValidationError):
        safe_json(value)


def test_a_field_takes_64_kib():
    safe_json("a" * (64 * 1024 - 2))

    with pytest.raises(ValidationError) as refused:
        safe_json("a" * (64 * 1024 - 1))
    assert refused.value.code == "too_large"


def test_every_value_is_written_one_way():
    instant = datetime(2026, 11, 22, 7, 30, 1, 999_999, tzinfo=UTC)
    data = {
        "at": instant,
        "on": date(2026, 11, 22),
        "id": UUID(int=7),
        "share": Decimal("0.10"),
        "said": gettext_lazy("Not found"),
        "rows": (n for n in (1, 2)),
    }

    assert json.loads(OrjsonRenderer().render(data)) == {
        "at": "2026-11-22T07:30:01Z",
        "on": "2026-11-22",
        "id": "00000000-0000-0000-0000-000000000007",
        "share": "0.10",
        "said": str(gettext_lazy("Not found")),
        "rows": [1, 2],
    }


def test_nothing_is_written_for_nothing():
    assert OrjsonRenderer().render(None) == b""
