"""Reveals in the admin: a page only custodians have, and a name that is shown once (T6)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast, override

from django import forms
from django.contrib import admin
from django.contrib.admin.options import ActionLocation
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, person
from accounts.admin.issued import AskingForm, Issued
from accounts.models import User
from forum.admin import shown
from forum.models import Comment, Persona, Reveal, State, Story
from forum.models.reveal import is_custodian

ON_ITS_PAGE = [ActionLocation.CHANGE_FORM]  # whoever agrees has read the reason just before


class Asking(AskingForm):
    """Names the text meant, and says why."""

    item = forms.UUIDField(
        label=_("story or comment"), help_text=_("Its id, as it stands in its address.")
    )

    def clean_item(self) -> Any:
        """The id of something told anonymously that has left its teller's desk."""
        item = self.cleaned_data["item"]
        voice = voice_behind(item)
        if voice is None:
            raise forms.ValidationError(_("No anonymous story or comment has this id."))
        self.instance.persona = voice.pk
        return item


@admin.register(Reveal)
class Reveals(Issued[Reveal]):
    """Requests to know who an anonymous teller is; for everybody else there is no such page."""

    form = Asking
    asked = ("item", "reason", "sentence")
    list_display = (
        *("asked_at", "kind", "voice", "reason", "asked_by"),
        *("where_it_stands", "answered_by", "answered_at"),
    )
    list_select_related = ("asked_by", "answered_by")
    readonly_fields = ("voice", "conversation", "where_it_stands")
    actions = ("confirm", "decline")

    def get_urls(self) -> Any:
        """Every page here, absent for who is not a custodian."""
        urls = super().get_urls()
        for url in urls:
            url.callback = self.hidden(url.callback)
        return urls

    def hidden(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Answer staff without the right as if the page did not exist."""

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            inside = self.admin_site.has_permission(request)
            if inside and not self.has_module_permission(request):
                raise Http404
            return view(request, *args, **kwargs)

        return answer

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reveal]:
        """The requests with the label of each voice that still speaks."""
        label = Persona.objects.filter(pk=OuterRef("persona")).values("label")
        return super().get_queryset(request).annotate(label=Subquery(label))

    @override
    def get_fields(self, request: HttpRequest, obj: Reveal | None = None) -> Any:
        """Ask for the text and the reason; later show the record."""
        about = ("kind", "voice", "conversation", "reason", "sentence", "asked_by", "asked_at")
        answered = ("where_it_stands", "answered_by", "answered_at")
        return (*about, *answered) if obj else self.asked

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever was given the right; being a superuser is not enough."""
        user = person(request)
        return user is not None and is_custodian(user)

    @override
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Custodians see each other's requests."""
        return self.has_module_permission(request)

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        """Custodians ask."""
        return self.has_module_permission(request)

    @override
    def issue(self, request: HttpRequest, asked: Reveal) -> Reveal:
        """Ask; the verb refuses where the seal is gone."""
        voice = Persona.objects.get(pk=asked.persona)
        return Reveal.ask(voice, custodian(request), asked.reason, asked.sentence)

    @admin.action(
        permissions=["view"], description=_("Agree, and show who it is"), location=ON_ITS_PAGE
    )
    def confirm(self, request: HttpRequest, queryset: QuerySet[Reveal]) -> HttpResponse:
        """Answer with who it is: in this response, in no message and in no log."""
        reveal = queryset.get()
        known = reveal.confirm(by=custodian(request))
        self.log_change(request, reveal, "confirm")
        context = {"title": _("Who it is"), "opts": self.opts, "known": known}
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/revealed.html", context)

    @admin.action(permissions=["view"], description=_("Say no"), location=EVERYWHERE)
    def decline(self, request: HttpRequest, queryset: QuerySet[Reveal]) -> None:
        """Close requests without an answer."""
        by = custodian(request)
        self.carry_out(request, queryset, "decline", lambda reveal: reveal.decline(by=by))

    @admin.display(description=_("anonymous voice"))
    def voice(self, reveal: Reveal) -> str:
        """The label others see, as long as the voice is there."""
        return getattr(reveal, "label", None) or "-"

    @admin.display(description=_("where it stands"))
    def where_it_stands(self, reveal: Reveal) -> str:
        """Waiting, answered, or run out."""
        return reveal.standing

    @admin.display(description=_("thread"))
    def conversation(self, reveal: Reveal) -> str:
        """The way to the thread, which shows itself to its readers only."""
        thread = Persona.objects.filter(pk=reveal.persona).values_list("thread", flat=True).first()
        return shown.link("forum_thread_change", thread, _("open")) if thread else "-"


def voice_behind(item: Any) -> Persona | None:
    """The voice that told a story or comment; not through `visible_to`, unlike everything else.

    A court names texts that neither custodian reads, and the worst ones are hidden already.
    Nothing of the text is shown, and a random id cannot be guessed.
    """
    told = Story.objects.exclude(state=State.DRAFT).filter(pk=item).values("persona")
    said = Comment.objects.filter(pk=item).values("persona")
    return Persona.objects.filter(Q(pk__in=told) | Q(pk__in=said)).first()


def custodian(request: HttpRequest) -> User:
    """Whoever asks; the site lets nobody in who is not signed in."""
    return cast("User", request.user)
