"""Measured values are taken as people write them; what cannot be read is told its fault."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from accounts.models import User
from api.amounts import PATTERN
from forum.models import Story
from tests.clients import API, assert_problem
from tests.factories import make_draft

AMOUNTS = [
    ("2,5", "2.5"), ("2.5", "2.5"), ("1 400 000", "1400000"), ("1\u00a0400,5", "1400.5"),
    ("1\u202f400\u202f000,25", "1400000.25"), ("\u22123,25", "-3.25"), (" 7 ", "7"),
    ("1.400", "1.4"),
    ("0,125", "0.125"), ("1234,567", "1234.567"), ("1 234,567", "1234.567"),
    ("12\u2009500", "12500"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "kept"), AMOUNTS)
def test_a_value_is_taken_as_people_write_it(api, teller: User, sent: str, kept: str) -> None:
    address = f"{API}/stories/{make_draft(teller).pk}/measurements/"

    answer = api(teller).post(address, {"metric": "setup_time", "baseline": sent})

    assert answer.status_code == 201, answer.content
    assert answer.json()["baseline"] == kept


FAULTS = [
    ("1,400", "”1,400” kan vara 1400 eller 1.400."), ("-12,345", "”-12,345” kan vara -12345 eller"),
    ("1.400.000", "”1.400.000” har mer än"), ("1,4,5", "”1,4,5” har mer än"), ("1.400,50", "”1.40"),
    ("14 00", "Mellanslag skiljer tusental"), ("1 4000", "Mellanslag"), ("1400 000", "Mellanslag"),
    ("12 min", "Skriv siffror"), ("1e3", "Skriv siffror"), ("ca 5", "Skriv siffror"), ("٣", "S"),
    ("5-", "Minus står först"), ("--5", "Minus står först"), (",5", "Skriv siffror på båda sidor"),
    ("5,", "Skriv siffror på båda sidor"), ("-", "Skriv siffror på båda sidor"), ("", "Skriv ett"),
    (" ", "Skriv ett tal"), ("1234567890123", "Högst 12 siffror"), ("1,2345678", "Högst 6 siffror"),
    (10**13, "Högst 12 siffror"), (True, "Skicka värdet som text"), ([], "Skicka värdet som text"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "sentence"), FAULTS)
def test_a_value_that_cannot_be_read_is_told_its_fault(
    api, teller: User, sent: Any, sentence: str
) -> None:
    draft = make_draft(teller)
    address = f"{API}/stories/{draft.pk}/measurements/"

    answer = api(teller).post(address, {"metric": "setup_time", "baseline": sent})

    assert_problem(answer, 400, "invalid")
    [fault] = answer.json()["errors"]
    assert fault["detail"].startswith(sentence)
    assert fault["code"] == ("ambiguous_amount" if "kan vara" in sentence else "amount")
    assert not Story.objects.get(pk=draft.pk).measurements.exists()


@pytest.mark.parametrize("sent", [sent for sent, _kept in AMOUNTS])
def test_the_contract_describes_what_is_taken(sent: str) -> None:
    jsonschema.validate(sent, {"pattern": PATTERN})


@pytest.mark.parametrize("sent", [sent for sent, _said in FAULTS if isinstance(sent, str)])
def test_the_contract_describes_nothing_else(sent: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(sent, {"pattern": PATTERN})
