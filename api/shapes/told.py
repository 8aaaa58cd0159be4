"""The teller as others see them (T3), and when it was told (T8)."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from rest_framework import serializers

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


class Teller(serializers.Serializer[Any]):
    """Who tells, as far as the byline shows: a person, a company, nobody, or another source."""

    byline = serializers.ChoiceField(choices=Byline.choices)
    name = serializers.CharField(allow_null=True, help_text="the person; null unless byline=person")
    title = serializers.CharField(allow_null=True)
    company = CompanyName(allow_null=True)
    source: Any = Source(allow_null=True)


class Told(serializers.Serializer[Any]):
    """What everything told has: who and when."""

    teller = Teller()
    told_at = serializers.DateTimeField(allow_null=True, help_text="null for the anonymous")
    told_week = serializers.CharField(help_text="ISO week, as 2026-W47")


def as_told(columns: tuple[Any, ...]) -> dict[str, Any]:
    """The fields of `Told` from COLUMNS."""
    byline, name, title, company, slug, at, *source = columns
    shown = byline == Byline.PERSON
    named = shown or byline == Byline.COMPANY
    return {
        "teller": {
            "byline": byline,
            "name": name if shown else None,
            "title": title if shown else None,
            "company": {"slug": slug, "name": company} if named and slug else None,
            "source": as_source(*source) if byline == Byline.SOURCE else None,
        },
        "told_at": None if byline == Byline.ANONYMOUS else at,
        "told_week": week(at),
    }


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
def week(at: datetime) -> str:
    """The ISO week of a moment in the programme's own time zone."""
    year, number, _day = at.astimezone(timezone.get_default_timezone()).isocalendar()
    return f"{year}-W{number:02d}"
