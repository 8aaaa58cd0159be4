"""What could identify someone, in a moderator's words: what it is, where it stands, what to say."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from forum.identifiers import Kind, find, language_of
from forum.identifying.everyone import everyone
from forum.identifying.found import UNREAD, Found, Place, blocking
from forum.models import Attachment, Comment, Cycle, FollowUp, Measurement, Story
from forum.moderation import texts

LABELS: Final[dict[str, Any]] = {
    Kind.PERSONAL_NUMBER: gettext_lazy("personal identity number"),
    Kind.EMAIL: gettext_lazy("e-mail address"),
    Kind.ACCOUNT_NUMBER: gettext_lazy("number of an account"),
    Kind.REFERENCE_NUMBER: gettext_lazy("number of an order, an article or a drawing"),
    Kind.ORGANISATION_NUMBER: gettext_lazy("organisation number"),
    Kind.PHONE: gettext_lazy("phone number"),
    Kind.EXTENSION: gettext_lazy("extension"),
    Kind.HANDLE: gettext_lazy("name on another platform"),
    Kind.URL: gettext_lazy("web address"),
    Kind.POSTCODE: gettext_lazy("postal address"),
    Kind.NUMBER_PLATE: gettext_lazy("number plate"),
    Kind.HEALTH: gettext_lazy("health, specially protected"),
    Kind.PREGNANCY: gettext_lazy("pregnancy, specially protected"),
    Kind.UNION: gettext_lazy("union membership, specially protected"),
    Kind.RELIGION: gettext_lazy("faith, specially protected"),
    Kind.CONVICTION: gettext_lazy("crime or suspicion, specially protected"),
    Kind.ROLE: gettext_lazy("fits one single person or company"),
    Kind.COMPANY: gettext_lazy("company in Tillit"),
    Kind.PERSON: gettext_lazy("name of a person"),
    Kind.EXACT_DATE: gettext_lazy("exact day"),
    Kind.EXACT_HEADCOUNT: gettext_lazy("exact number of people"),
    Kind.EXACT_AMOUNT: gettext_lazy("exact sum"),
    Kind.PLACE: pgettext_lazy("identifier", "place"),
    Kind.NAME: gettext_lazy("looks like a name"),
    UNREAD: gettext_lazy("file nobody has read: look into it"),
}
PARTS: Final[dict[str, Any]] = {
    "cycles": Cycle,
    "measurements": Measurement,
    "follow_ups": FollowUp,
    "attachments": Attachment,
}


def in_texts(item: Any) -> list[Found]:
    """What could identify someone in the texts of an item that can be masked; None has none."""
    written = texts.read(item)
    if not written:
        return []
    language = getattr(item, "language", "") or language_of(" ".join(written.values()))
    asked: dict[str, Any] = {"known": everyone(), "language": language}
    blocks, vouched = blocking(item.byline), getattr(item, "vouched", ())
    places = [Place(f"/{field}", text) for field, text in written.items()]
    found = ((one, hit) for one in places for hit in find(one.text, **asked))
    return [one.found(hit, blocks, vouched) for one, hit in found]


def listed(findings: Iterable[Found]) -> SafeString:
    """The findings in an item, one a line, in the order in which they are read."""
    rows = [(place(one.pointer), LABELS[one.kind], one.text, advice(one)) for one in findings]
    if not rows:
        return format_html("{}", _("Nothing was found. Read it with your own eyes all the same."))
    lines = format_html_join("", "<li>{} – {}: <strong>{}</strong>{}</li>", rows)
    return format_html("<ul>{}</ul>", lines)


def place(pointer: str) -> str:
    """Where a pointer leads: a story's section, which of its tries and files; a question's text."""
    kind, *rest = pointer.strip("/").split("/")
    if kind in PARTS:
        return f"{capfirst(PARTS[kind]._meta.verbose_name)} {int(rest[0]) + 1}"
    name = rest[0] if rest else kind
    field: Any = (Comment if name == "body" else Story)._meta.get_field(name)
    return str(capfirst(field.verbose_name))


def advice(found: Found) -> str:
    """What to say instead, and whether the story has to wait for it."""
    words = {"": _("leave it out"), None: ""}
    instead = words.get(found.suggestion, found.suggestion)
    text = f" → {instead}" if instead else ""
    if found.vouched_for:
        return f"{text} ({_('the teller vouches that it is none; look whether that is so')})"
    return f"{text} ({_('has to go')})" if found.blocks else text
