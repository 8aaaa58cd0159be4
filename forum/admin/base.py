"""Pages on which staff read what others told: what they may read anyway, and never more."""

from functools import reduce
from operator import or_
from typing import Any, override

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Fixed, reader
from accounts.models import Circle


class Telling[Item: Model](Fixed[Item]):
    """A read-only page of stories, threads or comments.

    Every row, search, filter, autocompletion and link goes through `visible_to`, so that being
    staff, or holding every right, shows nothing that the same person could not read in the forum
    (T1). Words are their tellers': there is nothing to add or change here, only verbs.
    """

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        """What this person may read."""
        rows: Any = super().get_queryset(request)
        visible: QuerySet[Item] = rows.visible_to(reader(request))
        return visible

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may enter the admin may open the page."""
        return self.admin_site.has_permission(request)

    @override
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may enter the admin may look; circles decide what there is to see."""
        return self.admin_site.has_permission(request)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Whoever may look may ask: the verb decides, and says why not (T11)."""
        return self.has_view_permission(request)


class CircleFilter(admin.SimpleListFilter):
    """Narrow a list to one circle; only circles the person reads in are offered or accepted."""

    title = _("circle")
    parameter_name = "circle"
    columns: tuple[str, ...] = ("circle",)

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The person's circles."""
        circles = Circle.objects.visible_to(reader(request))
        return [(str(circle.pk), circle.name) for circle in circles]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the circle chosen; a circle that was not offered has none."""
        chosen = self.value()
        if not chosen:
            return queryset
        if chosen not in {key for key, _name in self.lookup_choices}:
            return queryset.none()
        in_circle = (Q(**{column: chosen}) for column in self.columns)
        return queryset.filter(reduce(or_, in_circle))


def circle_filter(*columns: str) -> type[CircleFilter]:
    """A CircleFilter for rows that name their circle in one of these columns."""
    return type("CircleFilter", (CircleFilter,), {"columns": columns})
