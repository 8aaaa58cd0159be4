"""Changes that wait for a yes, as whoever answers them meets them: difference and two verbs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, reader
from accounts.legible import spelled_out
from accounts.reader import Reader
from forum.admin import shown
from forum.admin.agreeing import Asked, agree
from forum.admin.base import Telling
from forum.admin.identifiers import listed
from forum.admin.reasons import send_items_back
from forum.admin.source import block, source
from forum.comparing import Compared, compared
from forum.differences import IN, OUT, Piece
from forum.identifiers import find
from forum.identifying.everyone import everyone
from forum.identifying.found import Found, Place, blocking
from forum.models import Byline, Proposal

TAGS = {IN: "ins", OUT: "del"}


@admin.register(Proposal)
class Proposals(Telling[Proposal]):
    """What waits for this person's yes, and nothing else; the published stays until then."""

    list_display = ("about", "what", "proposer", "proposed")
    list_select_related = ("story__company", "author", "persona")
    fields = readonly_fields = (
        *("about", "what", "proposer", "proposed", "difference", "source", "identifying"),
    )
    actions = ("say_yes", "send_back")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """Those this person may answer."""
        by = reader(request)
        waiting = super().get_queryset(request).filter(state=Proposal.State.WAITING)
        return waiting.filter(pk__in=Proposal.objects.to_be_answered_by(by).values("pk"))

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Proposal | None:
        """Keep who asks with the row: the difference names only stories that they may read."""
        found = super().get_object(request, *args, **kwargs)
        if found is not None:
            found.read_by = reader(request)
        return found

    @admin.action(permissions=["moderate"], description=_("Say yes"), location=EVERYWHERE)
    def say_yes(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> HttpResponse:
        """Let it out, as it is shown once more before the yes."""
        by = reader(request)
        asked = [Asked(one, name_of(one), difference(one, by)) for one in queryset]
        page = agree(self, request, asked, lambda one, seen: one.accept(by=by, seen=seen))
        return page or self.next_to_answer()

    @admin.action(
        permissions=["moderate"], description=_("Send back with a note …"), location=EVERYWHERE
    )
    def send_back(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> HttpResponse:
        """Ask whoever proposed it to change something first."""
        return send_items_back(self, request, queryset, named=name_of) or self.next_to_answer()

    def next_to_answer(self) -> HttpResponse:
        """What else waits: the one just answered can no longer be read."""
        return HttpResponseRedirect(reverse("admin:forum_proposal_changelist"))

    @admin.display(description=_("story"))
    def about(self, proposal: Proposal) -> str:
        """The story it is beside."""
        return str(proposal.story)

    @admin.display(description=_("what is proposed"))
    def what(self, proposal: Proposal) -> str:
        """Another text, or something more."""
        return what(proposal)

    @admin.display(description=_("proposed by"))
    def proposer(self, proposal: Proposal) -> str:
        """Who proposed it, as the story's byline has them (T3)."""
        return proposer(proposal)

    @admin.display(description=_("proposed"), ordering="proposed_at")
    def proposed(self, proposal: Proposal) -> str:
        """The moment; of the anonymous none is known (T8)."""
        return "-" if proposal.persona_id else shown.moment(proposal.proposed_at)

    @admin.display(description=_("difference"))
    def difference(self, proposal: Proposal) -> SafeString:
        """What it would change, beside what is published."""
        return difference(proposal, proposal.read_by)

    @admin.display(description=_("as it was written"))
    def source(self, proposal: Proposal) -> SafeString:
        """The whole text that would be published, as it was typed."""
        texts = texts_of(proposal).items()
        return block([(heading(proposal, name), source(text)) for name, text in texts])

    @admin.display(description=_("could identify someone"))
    def identifying(self, proposal: Proposal) -> SafeString:
        """What the lint finds in the text proposed."""
        return listed(findings_in(proposal))


def name_of(proposal: Proposal) -> str:
    """A proposal in a line: the story, and what would be done to it."""
    return f"{proposal.story} – {what(proposal)}"


def what(proposal: Proposal) -> str:
    """What is proposed, with the kind of part where it is one."""
    act = str(proposal.get_act_display())
    if not proposal.kind:
        return act
    return f"{act}: {proposal.model()._meta.verbose_name}"


def proposer(proposal: Proposal) -> str:
    """Who proposed it; a person behind a company's name stays there."""
    if proposal.persona is not None:
        return proposal.persona.label
    by_name = proposal.author and proposal.story.byline == Byline.PERSON
    person = proposal.author.display_name if by_name and proposal.author else ""
    return shown.joined(person, proposal.story.company)


def texts_of(proposal: Proposal) -> dict[str, str]:
    """The texts proposed, by column."""
    return {name: proposal.contents[name] for name in proposal.written()}


def heading(proposal: Proposal, name: str) -> str:
    """What a field is called."""
    try:
        field: Any = proposal.model()._meta.get_field(name)
    except LookupError:
        return capfirst(name)
    return str(capfirst(getattr(field, "verbose_name", name)))


def difference(proposal: Proposal, by: Reader) -> SafeString:
    """Every field it would write: texts with their difference, the rest as before and after."""
    rows = [(heading(proposal, one.name), written(one)) for one in compared(proposal, by)]
    if proposal.file:
        rows.append((str(_("file")), shown_file(proposal)))
    return format_html_join("", '<h3>{}</h3><div class="source">{}</div>', rows)


def written(one: Compared) -> SafeString:
    """One field compared."""
    if one.pieces is not None:
        return format_html_join("", "{}", ((marked(piece),) for piece in one.pieces))
    before = format_html("<del>{}</del> ", told(one.before)) if one.before else ""
    return format_html("{}<ins>{}</ins>", before, told(one.after))


def marked(piece: Piece) -> SafeString:
    """A run of text, marked where it is taken out or put in."""
    tag = TAGS.get(piece.kind)
    text = spelled_out(piece.text)
    return format_html("{}", text) if tag is None else format_html("<{0}>{1}</{0}>", tag, text)


def told(value: Any) -> str:
    """A value as one line."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def shown_file(proposal: Proposal) -> SafeString:
    """The way to the file, which the API serves to whoever may know of it."""
    place = reverse("proposals-file", args=[proposal.pk])
    return format_html('<a href="{}">{}</a>', place, proposal.contents["name"])


def findings_in(proposal: Proposal) -> list[Found]:
    """What could identify someone in the text proposed."""
    known, blocks = everyone(), blocking(proposal.story.byline)
    asked: dict[str, Any] = {"known": known, "language": proposal.story.language}
    places = [Place(place_of(proposal, name), text) for name, text in texts_of(proposal).items()]
    return [one.found(hit, blocks) for one in places for hit in find(one.text, **asked)]


def place_of(proposal: Proposal, name: str) -> str:
    """Where a text would stand, as a pointer into the story."""
    return f"/{proposal.kind}/0/{name}" if proposal.kind else f"/{name}"
