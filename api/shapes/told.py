"""The teller as others see them (T3), and when it was told (T8)."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.models.company import SizeClass
from forum.batches import NOT_OUT
from forum.models import Byline

COLUMNS = (
    "byline",
    "author__display_name",
    "author__title",
    "company__name",
    "company__slug",
    "told_at",
    "attribution__source",
    "attribution__author_name",
    "attribution__company_name",
    "attribution__licence",
    "attribution__url",
    "persona__label",
    "persona__sector",
    "persona__size",
    "persona__region",
)


class CompanyName(serializers.Serializer[Any]):
    """A company by the name and slug others know."""

    slug = serializers.CharField()
    name = serializers.CharField()


class Source(serializers.Serializer[Any]):
    """Where imported text comes from; keep it with the text."""

    collection = serializers.CharField()
    author = serializers.CharField()
    organisation = serializers.CharField()
    licence = serializers.CharField()
    url = serializers.CharField()


class TraitsShown(serializers.Serializer[Any]):
    """What an anonymous teller's company shares with a crowd; null where too few share it (T7)."""

    sector = serializers.CharField(allow_null=True)
    size = serializers.ChoiceField(choices=SizeClass.choices, allow_null=True)
    region = serializers.CharField(allow_null=True, help_text="NUTS 2")


class Teller(serializers.Serializer[Any]):
    """Who tells, as far as the byline shows: a person, a company, a voice, or another source."""

    byline = serializers.ChoiceField(choices=Byline.choices)
    name = serializers.CharField(
        allow_null=True,
        help_text="the person; of the anonymous the label they have in this thread. Two labels may"
        " be one person, and nothing counts them.",
    )
    title = serializers.CharField(allow_null=True)
    company = CompanyName(allow_null=True)
    source: Any = Source(allow_null=True)
    traits = TraitsShown(required=False, help_text="of the anonymous only")


class Told(serializers.Serializer[Any]):
    """What everything told has: who and when."""

    teller = Teller()
    told_at = serializers.DateTimeField(allow_null=True, help_text="null for the anonymous")
    told_on = serializers.DateField(
        allow_null=True,
        help_text="the day in Stockholm; of the anonymous the date of the batch, null before it",
    )


def as_told(columns: tuple[Any, ...]) -> dict[str, Any]:
    """The fields of `Told` from COLUMNS."""
    byline, name, title, company, slug, at, *rest = columns
    if byline == Byline.ANONYMOUS:
        return {"teller": as_voice(*rest[5:]), "told_at": None, "told_on": day(at)}
    shown = byline == Byline.PERSON
    named = shown or byline == Byline.COMPANY
    return {
        "teller": {
            "byline": byline,
            "name": name if shown else None,
            "title": title if shown else None,
            "company": {"slug": slug, "name": company} if named and slug else None,
            "source": as_source(*rest[:5]) if byline == Byline.SOURCE else None,
        },
        "told_at": at,
        "told_on": day(at),
    }


def as_voice(label: str | None, sector: str, size: str, region: str) -> dict[str, Any]:
    """A `Teller` of whom only the label is known, and what a crowd shares."""
    traits = {"sector": sector or None, "size": size or None, "region": region or None}
    nothing = {"title": None, "company": None, "source": None}
    return {"byline": Byline.ANONYMOUS, "name": label, **nothing, "traits": traits}


def as_source(collection: str, author: str, company: str, licence: str, url: str) -> dict[str, str]:
    """The fields of `Source`."""
    return {
        "collection": collection,
        "author": author,
        "organisation": company,
        "licence": licence,
        "url": url,
    }


@lru_cache(maxsize=10_000)
def day(at: datetime) -> date | None:
    """The date of a moment in the programme's own time zone; None of what is not out."""
    return None if at == NOT_OUT else at.astimezone(timezone.get_default_timezone()).date()
