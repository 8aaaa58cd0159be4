"""A word in every text: nobody comes across one they may not, and who may does (leaks.md)."""

from typing import Any

import pytest
from django.apps import apps
from django.test import override_settings

from tests.admin.conftest import sit_down
from tests.clients import API
from tests.trust.canaries.allowed import declared, may_find, may_find_at_desk
from tests.trust.canaries.crawl import addresses, words_for
from tests.trust.canaries.desks import finding, words_at
from tests.trust.canaries.leaking import LEAKS
from tests.trust.canaries.planting import LEFT, OURS, REFERENCE, found_in, text_fields
from tests.trust.canaries.scene import Scene, asking, by, make_scene

ASKING = [
    ["nobody", "newcomer", "former", "funder"],
    ["staff", "superuser", "deactivated", "departed"],
    ["teller", "steward", "colleague"],
    ["stranger", "coach", "moderator", "insider"],
    ["outsider", "elsewhere", "bearer"],
]
# The desks, and what each must come across as far as it may: who finds nothing proves nothing.
DESKS = {
    "superuser": {"accounts.user.email", "accounts.company.organisation_number"},
    "staff": {"accounts.user.display_name"},
    "moderator": {"forum.story.title", "forum.storyevent.note"},
    "insider": {"forum.story.title", "forum.storyevent.note"},
    "coach": {"forum.story.title", "forum.cycle.title"},
    "elsewhere": {"forum.story.title", "forum.cycle.title"},
}
UNWRITTEN = {"forum.attribution"}  # of other collections: shown with what it is about


@pytest.fixture
def scene(db: None) -> Scene:
    """One of everything, with a word in every text."""
    return make_scene()


def spots(scene: Scene) -> list[bytes]:
    """Where the files lie: no word of ours, and for nobody."""
    return [one.word for one in scene.canaries if one.field.endswith(".file")]


def fields(scene: Scene, words: Any) -> set[tuple[str, bytes]]:
    """Words with the fields they were planted in."""
    return {(one.field, one.word) for one in scene.canaries if one.word in words}


def test_every_text_there_is_holds_a_word(scene: Scene) -> None:
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    texts = {
        f"{model._meta.label_lower}.{field.name}"
        for model in models
        if model._meta.label_lower not in REFERENCE | UNWRITTEN
        for field in text_fields(model)
    }
    planted = {one.field for one in scene.canaries}

    assert texts - set(LEFT) <= planted
    assert set(declared()) <= planted


@pytest.mark.parametrize("personas", ASKING, ids=" ".join)
def test_everybody_comes_across_just_the_words_they_may(personas: list[str], scene: Scene) -> None:
    paths, clients = addresses(scene), asking(scene)

    for who in personas:
        found = words_for(clients[who], paths, spots(scene))
        may = {one.word for one in scene.canaries if who in may_find(scene, one)}
        too_many = {(*one, found[one[1]]) for one in fields(scene, found.keys() - may)}
        assert (who, too_many, fields(scene, may - found.keys())) == (who, set(), set())


def test_everybody_is_asked() -> None:
    asked = [who for personas in ASKING for who in personas]
    assert sorted(asked) == sorted({*asked})
    assert len(asked) == 18


@pytest.mark.parametrize("who", DESKS)
def test_no_desk_shows_a_word_that_is_not_for_it(who: str, scene: Scene) -> None:
    found = words_at(sit_down(by(scene.world, who)), spots(scene))

    may = {one.word for one in scene.canaries if who in may_find_at_desk(scene, one)}
    must = {one for one in fields(scene, may) if one[0] in DESKS[who]}
    assert {(*one, found[one[1]]) for one in fields(scene, found.keys() - may)} == set()
    assert must
    assert must <= fields(scene, found)


@pytest.mark.parametrize("who", ["superuser", "moderator", "elsewhere"])
def test_no_desk_finds_anything_by_a_word_that_is_not_for_it(who: str, scene: Scene) -> None:
    desk = sit_down(by(scene.world, who))
    shut = [one for one in scene.canaries if who not in may_find_at_desk(scene, one)]
    one_a_field = {one.field: one.word for one in (*shut, *reversed(shut))}

    assert {field: finding(desk, word.decode()) for field, word in one_a_field.items()} == {
        field: [] for field in one_a_field
    }


def test_a_mail_tells_its_reader_who_invites_and_nothing_else(
    scene: Scene, mailoutbox: Any
) -> None:
    steward, invited = by(scene.world, "steward"), by(scene.world, "outsider")
    company = scene.world.company
    address = f"{API}/companies/{company.slug}/invitations/"

    asking(scene)["steward"].post(address, {"email": invited.email})

    (mail,) = mailoutbox
    assert mail.recipients() == [invited.email]
    words = found_in(f"{mail.subject} {mail.body}".encode())
    assert words == {company.name.encode(), steward.display_name.encode()}


@override_settings(ROOT_URLCONF="tests.trust.canaries.leaking")
def test_the_crawl_finds_a_leak_wherever_it_is_put(scene: Scene) -> None:
    nobody = asking(scene)["nobody"]
    withdrawn = next(pk for pk, place in scene.places.items() if place == "withdrawn")
    (title,) = {
        one.word for one in scene.canaries
        if one.row.pk == withdrawn and one.field == "forum.story.title"
    }  # fmt: skip

    leaks = [path for path in addresses(scene) if "/leaks/" in path]

    assert len(leaks) == len(LEAKS)
    assert {path: set(words_for(nobody, [path], [])) for path in leaks} == {
        path: {title} for path in leaks
    }
