"""Everything of a story that a reader would see is looked through, and what blocks is refused."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Company, User
from accounts.reader import Reader
from forum.admin.identifiers import LABELS
from forum.errors import IdentifiesSomeone
from forum.identifying import (
    ADVICE,
    KINDS,
    findings,
    refuse_identifiers,
    refuse_identifiers_in,
)
from forum.models import Attachment, Cycle, FollowUp, Measurement, Story
from forum.models.sections import SECTIONS
from forum.uploads import clean_upload
from tests.factories import make_draft, make_story, make_user
from tests.forum import files

NUMBER, ADDRESS, PHONE = "850709-9805", "bo@exempel.se", "070-123 45 67"
ORGANISATION = "556036-0793"


@pytest.fixture
def draft(teller: User) -> Story:
    """A draft in which there is nothing to find."""
    return make_draft(teller, title="tavlan som tystnade", summary="vi slutade mötas")


@pytest.fixture
def by(teller: User) -> Reader:
    return Reader.of(teller)


def found(story: Story) -> list[tuple[str, str, str | None]]:
    return [(one.pointer, one.text, one.suggestion) for one in findings(story)]


def pointers(story: Story) -> list[str]:
    return [one.pointer for one in findings(story)]


def test_there_is_nothing_to_find_in_plain_words(draft):
    assert findings(draft) == []


@pytest.mark.parametrize("name", ["title", "summary", *SECTIONS])
def test_every_text_of_a_story_is_looked_through(draft, by, name):
    draft.edit(by=by, **{name: f"Vi ringde {PHONE} då."})
    (one,) = findings(draft)
    where = name if name in {"title", "summary"} else f"sections/{name}"
    assert (one.pointer, one.text, one.kind) == (f"/{where}", PHONE, "phone")
    assert getattr(draft, name)[one.start : one.end] == PHONE


@pytest.mark.parametrize(
    ("name", "shown"),
    [("title", "title"), ("plan", "plan"), ("do", "do"), ("checked", "check"), ("act", "act")],
)
def test_every_text_of_a_cycle_is_looked_through_and_named_as_it_is_shown(draft, by, name, shown):
    Cycle.add(draft, by=by, title="första försöket")
    Cycle.add(draft, by=by, **{"title": "andra", name: PHONE})
    assert pointers(draft) == [f"/cycles/1/{shown}"]


@pytest.mark.parametrize("name", ["name", "unit", "baseline_period", "result_period"])
def test_every_text_of_a_measurement_is_looked_through(draft, by, name):
    values = {"name": "ställtid", "unit": "min", "direction": "lower", name: PHONE}
    Measurement.add(draft, by=by, **values)
    assert pointers(draft) == [f"/measurements/0/{name}"]


def test_follow_ups_are_looked_through(teller, steward):
    story = make_story(teller, title="tavlan", summary="tystnade", audience="company")
    FollowUp.tell(story, by=Reader.of(teller), months=6, held="no", body=f"ring {PHONE}")
    assert pointers(story) == ["/follow_ups/0/body"]


def attach(story: Story, by: Reader, data: bytes, name: str, caption: str = "") -> Attachment:
    clean = clean_upload(data, name=name)
    attached: Attachment = Attachment.attach(story, by=by, clean=clean, caption=caption)
    return attached


def test_a_files_name_caption_and_words_are_looked_through(draft, by):
    data = files.written_pdf("en sida utan namn", f"ring {PHONE} idag")
    attach(draft, by, data, "rapport_2022-03-14.pdf", caption=f"av {ADDRESS}")
    assert found(draft) == [
        ("/attachments/0/name", "2022-03-14", "våren 2022"),
        ("/attachments/0/caption", ADDRESS, ""),
        ("/attachments/0", PHONE, ""),
    ]
    inside = findings(draft)[-1]
    assert (inside.start, inside.end) == (None, None)


def test_a_telephone_puts_the_day_into_a_pictures_name(draft, by):
    attach(draft, by, files.png_of(9, 9), "IMG_20220314_101112.png")
    assert found(draft)[0] == ("/attachments/0/name", "20220314", "våren 2022")


@pytest.mark.parametrize(
    ("data", "name"), [(files.pdf(), "tom.pdf"), (files.png_of(9, 9), "tavlan.png")]
)
def test_a_file_without_words_is_left_to_people(draft, by, data, name):
    attach(draft, by, data, name)
    (one,) = findings(draft)
    assert (one.pointer, one.kind, one.text, one.blocks) == (
        *("/attachments/0", "unread_file", name),
        False,
    )


@pytest.mark.parametrize(
    ("language", "told", "instead"),
    [
        ("sv", "2022-03-14", "våren 2022"),
        ("en", "2022-03-14", "spring 2022"),
        ("sv", "47 anställda", "20–49 anställda"),
        ("en", "47 employees", "20–49 employees"),
    ],
)
def test_suggestions_are_in_the_language_of_the_story(draft, by, language, told, instead):
    draft.edit(by=by, language=language, lessons=f"det var {told} då")
    assert found(draft) == [("/sections/lessons", told, instead)]


def test_companies_and_active_people_known_to_tillit_are_found(draft, by, other_company):
    make_user("Ylva Ytterst")
    make_user("Xenta Gången").deactivate()
    draft.edit(by=by, lessons="vi frågade bergslagens gjuteri, ylva ytterst och xenta gången")
    assert found(draft) == [
        ("/sections/lessons", "bergslagens gjuteri", "företaget"),
        ("/sections/lessons", "ylva ytterst", "en kollega"),
    ]


def test_a_new_name_is_known_at_once(draft, by):
    draft.edit(by=by, lessons="vi frågade nytorps plåt om råd")
    assert findings(draft) == []
    Company.objects.create(name="Nytorps Plåt AB", slug="nytorp", organisation_number=ORGANISATION)
    assert found(draft) == [("/sections/lessons", "nytorps plåt", "företaget")]


def test_a_number_of_employees_among_the_measurements_is_exact(teller, steward):
    story = make_story(teller, title="tavlan", summary="tystnade", audience="company")
    by = Reader.of(teller)
    counted = {"name": "antal anställda", "unit": "st", "direction": "higher"}
    other = {"name": "sjukdagar per anställd", "unit": "dagar", "direction": "lower"}
    Measurement.add(story, by=by, **other, baseline=Decimal(47))
    told = Measurement.add(story, by=by, **counted, baseline=Decimal(47), target=Decimal(50))
    FollowUp.tell(story, by=by, months=6, held="yes", readings={told.pk: Decimal("152.5")})
    assert found(story) == [
        ("/measurements/1/baseline", "47", "50"),
        ("/follow_ups/0/readings/0/value", "152.5", "200"),
    ]


def test_the_days_of_cycles_are_exact_where_the_teller_is_not_named(draft, by):
    Cycle.add(draft, by=by, title="ett", started_on="2022-03-14", ended_on="2022-04-01")
    assert findings(draft) == []
    draft.byline = "anonymous"
    assert found(draft) == [("/cycles/0/started_on", "2022-03-14", "2022-03-01")]


BLOCKED: list[Any] = [
    *[("anonymous", each) for each in (NUMBER, ORGANISATION, ADDRESS, PHONE)],
    ("person", NUMBER),
    ("company", f"{NUMBER}@exempel.se"),
]
ADVISED: list[Any] = [
    *[("person", each) for each in (ORGANISATION, ADDRESS, PHONE)],
    *[("anonymous", each) for each in ("Lena", "www.exempel.se", "2022-03-14", "Åkerströms")],
]


@pytest.mark.parametrize(("byline", "told"), BLOCKED)
def test_a_direct_key_to_somebody_is_refused(draft, by, byline, told):
    draft.edit(by=by, lessons=f"fråga {told} om råd")
    draft.byline = byline
    with pytest.raises(IdentifiesSomeone) as refusal:
        refuse_identifiers(draft)
    ((pointer, kind, sentence),) = refusal.value.places
    blocking = [(one.pointer, one.kind) for one in findings(draft) if one.blocks]
    assert blocking == [(pointer, kind)] == [("/sections/lessons", kind)]
    assert told not in f"{refusal.value} {sentence}"


@pytest.mark.parametrize(("byline", "told"), ADVISED)
def test_the_rest_only_advises(draft, by, byline, told):
    draft.edit(by=by, lessons=f"fråga {told} om råd")
    draft.byline = byline
    refuse_identifiers(draft)
    assert [one.blocks for one in findings(draft)] == [False]


def test_a_key_inside_a_file_is_refused(draft, by):
    attach(draft, by, files.written_pdf(f"av {NUMBER}"), "rapport.pdf")
    with pytest.raises(IdentifiesSomeone) as refusal:
        refuse_identifiers(draft)
    assert [place[:2] for place in refusal.value.places] == [("/attachments/0", "personal_number")]


def test_an_anonymous_comment_is_refused_alike():
    with pytest.raises(IdentifiesSomeone) as refusal:
        refuse_identifiers_in(f"Ring mig på {PHONE}.")
    assert [place[:2] for place in refusal.value.places] == [("/body", "phone")]
    refuse_identifiers_in("Fråga Lena på Åkerströms den 14 mars 2022.")


def test_a_line_of_a_file_that_ends_inside_a_number_hides_nothing(draft, by):
    attach(draft, by, files.written_pdf("av 850709-", "9805 den dagen"), "rapport.pdf")
    with pytest.raises(IdentifiesSomeone) as refusal:
        refuse_identifiers(draft)
    assert [place[:2] for place in refusal.value.places] == [("/attachments/0", "personal_number")]


def test_every_kind_has_a_label_and_advice_in_both_languages():
    assert set(ADVICE) == set(LABELS) == set(KINDS)
    with translation.override("en"):
        english = {kind: str(sentence) for kind, sentence in ADVICE.items()}
    with translation.override("sv"):
        assert all(str(ADVICE[kind]) != english[kind] for kind in KINDS)


def test_what_is_protected_most_has_wording_of_its_own():
    kinds = ("health", "pregnancy", "union", "religion", "conviction")
    assert len({str(ADVICE[kind]) for kind in kinds}) == len(kinds)
    assert all("GDPR" in str(ADVICE[kind]) for kind in kinds)
