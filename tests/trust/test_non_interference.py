"""Nothing tells who the anonymous is: two worlds that differ in that alone look alike (T3-T9).

`TILLIT_PAIRS` sets how many pairs of worlds are played; the more, the rarer a leak that stays.
"""

import os
from itertools import count
from typing import Any

import pytest

from tests.trust.interference import addresses, looking, scripts
from tests.trust.interference.leaks import LEAKS, Leak
from tests.trust.interference.pair import difference, play, populated
from tests.trust.interference.stage import Stage
from tests.trust.interference.trace import Answer, Trace

PAIRS = int(os.environ.get("TILLIT_PAIRS", "2"))
MOST_PAIRS = 6  # in which a planted leak must have been found
STEP = 4  # turns; after six pairs each address was asked by each kind of onlooker
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", range(PAIRS))
def test_nobody_can_tell_who_the_anonymous_is(number: int) -> None:
    script = scripts.drawn(number) if number else scripts.EVERYTHING

    assert difference(script, scripts.secrets(number), turn=7 * number) is None, script


def test_a_company_that_leaves_before_publication_tells_nothing() -> None:
    assert difference(scripts.LEFT_EARLY, scripts.between("tilda", "berit")) is None


@pytest.mark.parametrize("leak", LEAKS.values(), ids=str)
def test_a_planted_leak_is_found(leak: Leak) -> None:
    with leak.planted():
        turns = range(0, STEP * MOST_PAIRS, STEP)
        secrets = scripts.between(*leak.between)
        found = next(filter(None, (difference(leak.script, secrets, turn) for turn in turns)), None)

    assert found, f"{leak.channel}: {leak.plant.__doc__}"


def test_there_are_leaks_enough() -> None:
    assert len(LEAKS) >= 30


def test_by_name_everybody_can_tell() -> None:
    found = difference(scripts.TOLD, scripts.between("tilda", "berit", "person"))

    assert found
    assert "stories/" in found.where


def test_the_same_world_twice_is_the_same() -> None:
    secret, _other = scripts.between("tilda", "berit", "person")

    assert difference(scripts.MODERATED, (secret, secret)) is None


def test_the_script_happens_as_it_is_written() -> None:
    trace = Trace()
    acts = [line for line in scripts.EVERYTHING if line != scripts.LOOK]

    with populated() as cast:
        play(acts, Stage(cast, scripts.secrets(0)[0], trace))

    answers = [(where, what) for where, what in trace.seen if isinstance(what, Answer)]
    refused = [(where, what.body) for where, what in answers if what.status >= 400]
    assert refused == []
    assert len(answers) > 30


def test_all_that_an_onlooker_can_see_is_looked_at() -> None:
    """Every read of the API has its addresses, every parameter its values: KeyError otherwise."""
    every = addresses.every_address()

    for path, _parameters in addresses.reads():
        assert next(addresses.places(path)) in every


def test_every_look_takes_up_where_the_last_one_stopped() -> None:
    things: list[Any] = list(range(37))
    turns = (looking.in_turn(things, turn) for turn, _ in zip(count(4), range(looking.TURNS)))

    assert sorted(one for turn in turns for one in turn) == things
