"""T5: neither the transaction that wrote a row nor its place say who told it anonymously."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from secrets import token_hex
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.models import Circle, Company, User
from accounts.models.identified import Identified
from accounts.sweeping.postgresql import orders
from forum import batches
from forum.mixing import mixed
from forum.mixing.drawing import mixable
from forum.models import Story
from forum.tasks import mix_rows, release_batch
from tests.factories import (
    make_anonymous,
    make_circle,
    make_company,
    make_draft,
    make_member,
    make_user,
)
from tests.trust import clocks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]
type Tellers = dict[UUID, UUID]

TELLERS = 15
BY_LOT = 7  # of 15 as many are found by chance once in 100,000 times


@pytest.fixture
def circle() -> Circle:
    """A circle of as many companies as there are tellers, and a moderator of none."""
    circle = make_circle(*(make_company() for _teller in range(TELLERS)))
    for _checker in range(2):
        circle.appoint(make_user(), "moderator")
    return circle


@pytest.fixture
def told(circle: Circle) -> Iterator[Tellers]:
    """The tellers of anonymous drafts, each begun between two drafts under the teller's name."""
    with clocks.readable_long_texts():
        people = [make_member(company) for company in circle.companies.all()]
        yield {tell(by, circle).pk: by.pk for by in people}


def tell(by: User, circle: Circle) -> Story:
    """Something by name, something anonymously, something by name; long enough to lie apart."""
    make_draft(by, background=token_hex(5000))
    told = make_anonymous(by, circle, background=token_hex(5000), topics=["5s"])
    make_draft(by, background=token_hex(5000))
    return told


def found(told: Tellers) -> dict[str, int]:
    """How many tellers the nearest named row gives away, by the clock it is read from."""
    read = {name: clock() for name, clock in clocks.clocks().items()}
    return {
        name: sum(clocks.nearest(rows, story) == by for story, by in told.items())
        for name, rows in read.items()
    }


def test_until_the_night_the_nearest_named_row_is_the_tellers(told: Tellers) -> None:
    assert set(found(told).values()) == {TELLERS}


def test_after_the_night_the_nearest_named_row_is_anybodys(told: Tellers) -> None:
    mix_rows.call()

    assert [clock for clock, tellers in found(told).items() if tellers > BY_LOT] == []


def test_no_night_can_be_told_from_another(told: Tellers, circle: Circle) -> None:
    mix_rows.call()
    tell(make_member(circle.companies.all()[0]), circle)
    mix_rows.call()

    assert len(clocks.moments(mixable())) <= 1
    assert [clock for clock, tellers in found(told).items() if tellers > BY_LOT] == []


def test_what_comes_out_with_a_batch_is_written_anew_with_it(told: Tellers) -> None:
    due = batches.last_batch(timezone.now())
    Story.objects.filter(pk__in=told).update(state="scheduled", batch_on=due)

    release_batch.call()

    assert Story.objects.filter(state="published").count() == TELLERS
    assert len(clocks.moments(mixable())) <= 1
    assert [clock for clock, tellers in found(told).items() if tellers > BY_LOT] == []


def test_rows_lie_in_an_order_that_is_not_the_one_they_were_written_in(told: Tellers) -> None:
    mix_rows.call()

    laid = [key for key in clocks.as_laid(Story) if key in told]
    assert laid != list(told)
    if connection.vendor == "postgresql":  # whatever room there was in the pages
        for model in (one for one in mixable() if issubclass(one, Identified)):
            named: Any = model._meta.ordering
            told_by_columns = named if model._meta.db_table in orders() else ["pk"]
            rows = model._default_manager.order_by(*told_by_columns)
            assert clocks.as_laid(model) == [*rows.values_list("pk", flat=True)], model


def alone[Found](act: Callable[[], Found]) -> Found:
    """Do it on a connection of its own."""
    try:
        return act()
    finally:
        connection.close()


def test_while_rows_are_mixed_others_read_and_whoever_writes_waits(told: Tellers) -> None:
    with ThreadPoolExecutor(2) as others:
        with mixed():
            reading = others.submit(alone, Story.objects.count)
            assert reading.result(timeout=5) == 3 * TELLERS
            writing = others.submit(alone, make_company)
            assert not wait([writing], timeout=0.2).done

        assert writing.result(timeout=10).pk
    assert Company.objects.count() == TELLERS + 1


def test_rows_are_not_mixed_while_somebody_writes(told: Tellers) -> None:
    with clocks.impatient(), ThreadPoolExecutor(1) as others, transaction.atomic():
        Circle.objects.update(name_sv="Annan krets")
        before = clocks.moments(mixable())

        with pytest.raises(OperationalError):
            others.submit(alone, mix_rows.call).result()

        assert clocks.moments(mixable()) == before
    assert Circle.objects.get().name_sv == "Annan krets"
