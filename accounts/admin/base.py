"""What every page of the admin keeps to: nothing deleted, nothing told by filter, log or count."""

import json
from collections.abc import Callable, Iterator
from typing import Any, cast, override

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import ActionLocation, ShowFacets
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, ngettext

from accounts.errors import DomainError
from accounts.models import User
from accounts.reader import Reader

EVERYWHERE = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]
COMPARISONS = ("exact", "isempty", "isnull")  # what the stock list filters send


def person(request: HttpRequest) -> User | None:
    """The member of staff who asks (the site lets nobody else in)."""
    return request.user if isinstance(request.user, User) else None


def reader(request: HttpRequest) -> Reader:
    """Staff read as everybody reads: by companies and appointments, whatever their rights."""
    return Reader.of(person(request))


class Guarded[Item: Model](admin.ModelAdmin[Item]):
    """A page of the admin on which state changes only by verbs and nothing is ever deleted.

    Filters take only what the page itself offers (a lookup typed into the address would answer
    questions about columns that are not shown), and the log keeps ids and verbs, no content.
    """

    view_on_site = False
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes here (T11); this takes the stock bulk deletion away as well."""
        return False

    @override
    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Tell whether the page offers this filter; everything else is a bad request."""
        name, _, comparison = lookup.rpartition("__")
        offered = {filter_name(item) for item in self.get_list_filter(request)}
        return lookup in offered or (comparison in COMPARISONS and name in offered)

    def response_action(
        self,
        request: HttpRequest,
        queryset: QuerySet[Item],
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> HttpResponse | None:
        """Run an action; an id that is none is the client's fault, not the server's."""
        try:
            return super().response_action(request, queryset, action_location=action_location)
        except ValidationError as error:
            raise BadRequest from error

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save a form; what a verb refuses is told and leaves nothing behind."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def carry_out(
        self,
        request: HttpRequest,
        items: QuerySet[Item],
        verb: str,
        act: Callable[[Item], object],
    ) -> None:
        """Do `act` to each item; log what was done by its verb, tell each refusal once."""
        done, refusals = 0, dict[str, None]()
        for item in items:
            try:
                act(item)
            except DomainError as refusal:
                refusals[str(refusal)] = None
            else:
                self.log_act(request, item, verb)
                done += 1
        for refused in refusals:
            self.message_user(request, refused, messages.ERROR)
        if done:
            told = ngettext("Done for %(count)d item.", "Done for %(count)d items.", done)
            self.message_user(request, told % {"count": done}, messages.SUCCESS)

    def log_act(self, request: HttpRequest, item: Any, verb: str) -> None:
        """Log an act by its verb; a page whose items must not be dated logs none."""
        self.log_change(request, item, verb)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        """Log that something came into being, by its id."""
        return write_down(request, obj, ADDITION, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        """Log a change by the item's id; `message` is a verb or Django's list of fields."""
        return write_down(request, obj, CHANGE, message)


class Fixed[Item: Model](Guarded[Item]):
    """A page whose rows nobody adds or changes by hand; if at all, verbs do."""

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is added here."""
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is typed over here."""
        return False


class Happened(admin.EmptyFieldListFilter):
    """Narrow a list by whether a moment was noted: `yes` and `no` in place of `not empty`."""

    @override
    def choices(self, changelist: Any) -> Iterator[Any]:
        """Offer all, those it did not happen to, and those it did."""
        words = (gettext("All"), gettext("no"), gettext("yes"))
        for choice, word in zip(super().choices(changelist), words, strict=True):
            yield {**choice, "display": word}


class Listed[Item: Model](admin.TabularInline[Item, Any]):
    """Rows shown below the thing they belong to; they are changed on pages of their own."""

    extra = 0
    can_delete = False

    @override
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are added by verbs."""
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are changed by verbs."""
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows stay."""
        return False


def filter_name(item: Any) -> str:
    """The field or parameter a list filter asks by."""
    name = item[0] if isinstance(item, (list, tuple)) else item
    return name if isinstance(name, str) else str(name.parameter_name)


def write_down(request: HttpRequest, obj: Model, flag: int, message: Any) -> LogEntry:
    """Write Django's log with the id in place of the item's text, which may have to go (T10)."""
    return LogEntry.objects.create(
        user=cast("User", request.user),
        content_type=ContentType.objects.get_for_model(obj),
        object_id=str(obj.pk),
        object_repr=str(obj.pk),
        action_flag=flag,
        change_message=message if isinstance(message, str) else json.dumps(message),
    )
