"""T5: what is anonymous holds no key of a person or company; the database itself refuses it."""

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from accounts.models import Company, User
from accounts.reader import Reader
from forum.models import (
    Attachment,
    Attribution,
    Comment,
    Cycle,
    FollowUp,
    Measurement,
    Revision,
    Story,
    Thread,
)
from forum.models.follow_up import Reading
from tests.factories import make_draft

UNNAMED = ["anonymous", "source"]
KEYS = ["author", "company"]
PARTS: list[type[models.Model]] = [Attachment, Cycle, FollowUp, Measurement, Reading, Revision]


@pytest.fixture
def rows(story: Story, stranger: User) -> dict[str, models.Model]:
    """A story, its thread and a comment, emptied of every key."""
    comment = story.thread.comment(by=Reader.of(stranger), body="Hej.")
    told: dict[str, models.Model] = {"story": story, "thread": story.thread, "comment": comment}
    return told


@pytest.fixture
def keys(teller: User, company: Company) -> dict[str, models.Model]:
    """What must not be held."""
    return {"author": teller, "company": company}


def unnamed(byline: str, **keys: Any) -> dict[str, Any]:
    """The columns of something without a name, with the keys given and no others."""
    source = Attribution.objects.create(source="arkiv", source_id=byline)
    attribution = source if byline == "source" else None
    return {"byline": byline, "author": None, "company": None, "attribution": attribution, **keys}


@pytest.mark.parametrize("byline", UNNAMED)
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("what", ["story", "thread", "comment"])
def test_the_database_refuses_a_key_on_what_has_no_name(
    what: str, key: str, byline: str, rows: Any, keys: dict[str, models.Model]
) -> None:
    row = rows[what]
    before = type(row).objects.values().get(pk=row.pk)

    with pytest.raises(IntegrityError, match="unnamed_holds_no_key"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**unnamed(byline, **{key: keys[key]}))

    assert type(row).objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("byline", UNNAMED)
@pytest.mark.parametrize("what", ["story", "thread", "comment"])
def test_without_keys_it_is_taken(what: str, byline: str, rows: Any) -> None:
    row = rows[what]
    assert type(row).objects.filter(pk=row.pk).update(**unnamed(byline)) == 1


def test_saving_a_new_one_is_refused_as_well(teller: User) -> None:
    with pytest.raises(IntegrityError, match="unnamed_holds_no_key"), transaction.atomic():
        Story(byline="anonymous", author=teller).save()
    assert not Story.objects.exists()


@pytest.mark.parametrize("byline", ["", "nobody", "PERSON"])
def test_no_other_byline_exists(byline: str, teller: User) -> None:
    draft = make_draft(teller)
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=draft.pk).update(byline=byline, author=None, company=None)
    draft.refresh_from_db()
    assert draft.byline == "person"


@pytest.mark.parametrize("model", PARTS)
def test_parts_and_revisions_know_no_person_and_no_company(model: type[models.Model]) -> None:
    pointing = {
        field.related_model
        for field in model._meta.get_fields()
        if field.is_relation and (field.many_to_one or field.many_to_many or field.one_to_one)
    }
    assert pointing.isdisjoint({User, Company})
    names = {field.name for field in model._meta.get_fields()}
    assert names.isdisjoint({"by", "user", "author", "uploader", "owner", "added_by", "company"})


def test_only_what_is_told_and_handled_names_anybody() -> None:
    """A new column that points at a person or company is thought about here first."""
    naming = {
        f"{model._meta.model_name}.{field.name}"
        for model in (Story, Thread, Comment)
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model in {User, Company}
    }
    told = {f"{name}.{key}" for name in ("story", "thread", "comment") for key in KEYS}
    assert naming == told | {"thread.locked_by"}
