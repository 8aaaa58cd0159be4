"""Every operation, asked by everybody about everything, answers as the one table says (T1–T4)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from tests.api.inventory import operations
from tests.clients import API
from tests.trust.asking import seen
from tests.trust.matrix.ground import Ground, make_ground, nothing
from tests.trust.matrix.reading import PERSONAS, Cell, Row, rows
from tests.trust.matrix.request import send
from tests.trust.matrix.urlconf import served

ALONE = (
    "nobody",
    "bearer",
    "deactivated",
    "unseated",
)  # all others, having signed in, are told the same

PROVED = {"site.proved"}  # open to a fresh proof of who one is, which nobody here has


@pytest.fixture
def ground(db: None) -> Ground:
    """The cast, and one of everything."""
    return make_ground()


def asked(ground: Ground, who: str, row: Row, names: Any) -> Any:
    """What a client can compare of the answer; whatever the request did is undone."""
    with transaction.atomic():
        answer = seen(send(ground, who, row, names))
        transaction.set_rollback(True)
    return answer


def answers(ground: Ground, row: Row) -> Iterator[tuple[str, Cell, Any]]:
    """The answer to each persona in each cell; who is let in nowhere is asked once."""
    for number, cell in enumerate(row.cells):
        with transaction.atomic():
            ground.place(cell)
            for who in PERSONAS:
                if number == 0 or (row.asks(who, cell) and not row.turns_away(who)):
                    yield who, cell, asked(ground, who, row, ground.named(cell))
            transaction.set_rollback(True)


def told_of_nothing(ground: Ground, row: Row) -> dict[str, Any]:
    """What each persona is told of something that never was."""
    never = replace(ground, letter="x" * 43, receipt="0" * 16)
    names = nothing(ground.named(Cell("circle", "published")))
    kinds = {who: asked(never, who, row, names) for who in (*ALONE, "newcomer")}
    return {who: kinds[who if who in ALONE else "newcomer"] for who in PERSONAS}


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    declared = Counter((row.method, row.path) for row in rows())
    described = {(one.method.upper(), one.path.removeprefix(f"{API}/")) for one in operations()}

    assert set(declared) == served()
    assert described == served()
    assert set(declared.values()) == {1}


@pytest.mark.parametrize("row", rows(), ids=str)
def test_everybody_is_answered_as_the_table_says(row: Row, ground: Ground) -> None:
    wrong, statuses, nothing_told = [], set(), told_of_nothing(ground, row)

    for who, cell, answer in answers(ground, row):
        promised = row.expected(who, cell)
        statuses.add(answer[0])
        if answer[0] != promised or (promised == 404 and answer != nothing_told[who]):
            wrong.append((who, *cell, answer[0], promised))

    assert wrong == []
    assert any(status < 300 for status in statuses) or row.rule in PROVED
    assert statuses & {401, 403, 404}
