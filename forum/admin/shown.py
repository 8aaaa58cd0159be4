"""How an item presents itself to readers: who told it, when, and to whom – never more."""

from datetime import datetime

from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from forum.batches import NOT_OUT
from forum.models import Byline, Story, Thread
from forum.models.told import Told


def teller(item: Told) -> str:
    """The byline as readers see it (T3); an author behind a company's name stays there.

    The anonymous by the label of their voice, which means nothing outside its thread (T14).
    """
    if item.byline == Byline.ANONYMOUS:
        return item.persona.label if item.persona else _("anonymous")
    if item.byline == Byline.SOURCE and item.attribution:
        source = item.attribution
        return joined(source.author_name, source.company_name, source.source)
    person = item.author.display_name if item.author and item.byline == Byline.PERSON else ""
    return joined(person, item.company.name if item.company else "")


def told(item: Told) -> str:
    """When it was told: the moment, and for the anonymous the date of its batch only (T8)."""
    if item.byline == Byline.ANONYMOUS:
        return day(item.told_at)
    return moment(item.told_at)


def moment(at: datetime) -> str:
    """A moment on the local clock, to the minute."""
    return str(date(timezone.localtime(at), "Y-m-d H:i"))


def day(at: datetime) -> str:
    """A moment as its date; a dash for what is not out."""
    return "-" if at == NOT_OUT else str(date(timezone.localtime(at), "Y-m-d"))


def yes(happened: object) -> str:
    """The word where something happened, a dash where not: no red cross for what is well."""
    return _("yes") if happened else "-"


def audience(item: Story | Thread) -> str:
    """Who may read, with the circle's name where it is one."""
    return joined(item.get_audience_display(), item.circle.name if item.circle else "")


def joined(*parts: object) -> str:
    """The parts that are there, in one line."""
    return ", ".join(str(part) for part in parts if part)


def link(page: str, pk: object, text: object) -> SafeString:
    """A link to another page of the admin, which asks for itself what may be seen there."""
    return format_html('<a href="{}">{}</a>', reverse(f"admin:{page}", args=[pk]), text)


def safe(html: str) -> SafeString:
    """HTML kept with a row: `forum.markdown` made it and nothing else writes those columns."""
    return mark_safe(html)  # noqa: S308
