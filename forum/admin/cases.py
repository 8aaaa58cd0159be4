"""Cases in the admin: what waits, in one list, and everything known about each on its page."""

from collections.abc import Iterable
from typing import Any, override
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.admin.base import EVERYWHERE, reader
from accounts.reader import Reader
from forum.admin.base import Telling
from forum.admin.case_page import page_of
from forum.admin.deciding import decide
from forum.admin.desk import SORTS, claimant, since
from forum.admin.subjects import subjects
from forum.models import Case, Comment, Story, Thread


class WaitingFilter(admin.SimpleListFilter):
    """What waits, unless something else is asked for."""

    title = pgettext_lazy("case", "state")
    parameter_name = "waiting"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The sorts of the desk, and what does not wait."""
        sorts = [(name, title) for name, (title, _sort) in SORTS.items()]
        return [*sorts, (Case.State.DECIDED, Case.State.DECIDED.label), ("all", _("All"))]

    @override
    def choices(self, changelist: Any) -> Any:
        """The stock first choice is everything; here it is everything that waits."""
        first, *others = super().choices(changelist)
        return [{**first, "display": _("Whatever waits")}, *others]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The cases of one sort."""
        chosen = self.value()
        if chosen == "all":
            return queryset
        if chosen == Case.State.DECIDED:
            return queryset.filter(state=chosen)
        sort = SORTS[chosen][1] if chosen in SORTS else ~Q(state=Case.State.DECIDED)
        return queryset.filter(sort)


@admin.register(Case)
class Cases(Telling[Case]):
    """Cases the person may handle, longest waiting first."""

    change_form_template = "admin/case.html"
    list_display = ("what", "kind", "reports", "held", "waits", "claim", "state")
    list_display_links = ("what",)
    list_filter = (WaitingFilter, "kind", "held_for")
    list_select_related = ("claimed_by",)
    search_fields = ("item",)
    search_help_text = _("The id of a case or of what it is about, or words that stand in it.")
    ordering = ("opened_at", "id")
    fields = (("kind", "teller", "held"), ("state", "waits", "claim", "reports"))
    readonly_fields = ("kind", "teller", "held", "state", "waits", "claim", "reports")
    actions = ("claim_cases", "let_go", "decide")

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list, with what its cases are about fetched for the page."""
        changelist = super().get_changelist_instance(request)
        rows: Any = dressed(changelist.result_list, reader(request))
        changelist.result_list = rows
        return changelist

    @override
    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Case | None:
        """One case, with what it is about."""
        case = super().get_object(request, *args, **kwargs)
        return dressed([case], reader(request))[0] if case else None

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        """Cases by id, or by words of what they are about that the person may read (T1)."""
        if not search_term:
            return queryset, False
        try:
            known = UUID(search_term)
        except ValueError:
            return queryset.filter(item__in=saying(search_term, queryset, reader(request))), False
        return queryset.filter(Q(pk=known) | Q(item=known)), False

    @override
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page, with everything known about the case."""
        case: Any = kwargs["obj"]
        more = {"title": case.about.name, "subtitle": None} | page_of(case.about)
        return super().render_change_form(request, context | more, *args, **kwargs)

    @admin.action(
        permissions=["moderate"], description=_("Claim for half an hour"), location=EVERYWHERE
    )
    def claim_cases(self, request: HttpRequest, queryset: QuerySet[Case]) -> None:
        """Take cases on, so that nobody else does the same work."""
        by = reader(request)
        self.carry_out(request, queryset, "claim", lambda case: case.claim(by=by))

    @admin.action(permissions=["moderate"], description=_("Let go"), location=EVERYWHERE)
    def let_go(self, request: HttpRequest, queryset: QuerySet[Case]) -> None:
        """Leave cases to others again."""
        by = reader(request)
        self.carry_out(request, queryset, "let_go", lambda case: case.let_go(by=by))

    @admin.action(permissions=["moderate"], description=_("Decide …"), location=EVERYWHERE)
    def decide(self, request: HttpRequest, queryset: QuerySet[Case]) -> HttpResponse | None:
        """Decide about the cases as one decision."""
        return decide(self, request, list(queryset))

    @admin.display(description=_("about"))
    def what(self, case: Any) -> str:
        """How the item presents itself."""
        return str(case.about.name)

    @admin.display(description=_("told by"))
    def teller(self, case: Any) -> str:
        """The byline as readers see it."""
        return str(case.about.teller or "-")

    @admin.display(description=_("reports"), ordering="report_count")
    def reports(self, case: Case) -> str:
        """How many nobody has answered yet."""
        return str(case.report_count or "-")

    @admin.display(description=_("held for"))
    def held(self, case: Case) -> str:
        """Why it waits before others see it."""
        return str(case.get_held_for_display() or "-")

    @admin.display(description=_("waits since"), ordering="opened_at")
    def waits(self, case: Case) -> str:
        """How long it has waited."""
        return "-" if case.state == Case.State.DECIDED else since(case.opened_at)

    @admin.display(description=_("claimed by"))
    def claim(self, case: Any) -> str:
        """Who has it before them."""
        return case.claimant or "-"


def dressed(cases: Iterable[Case], by: Reader) -> list[Case]:
    """The cases, each with what it is about and who is at it."""
    rows = subjects(cases)
    for one in rows:
        case: Any = one.case
        case.about, case.claimant = one, claimant(one.case, by)
    return [one.case for one in rows]


def saying(words: str, cases: QuerySet[Case], by: Reader) -> list[UUID]:
    """The items of these cases in which the words stand."""
    ids = cases.order_by().values("item")
    titled = Q(title__icontains=words)
    found: list[QuerySet[Any]] = [
        Story.objects.visible_to(by).filter(titled | Q(summary__icontains=words), pk__in=ids),
        Thread.objects.visible_to(by).filter(titled | Q(body__icontains=words), pk__in=ids),
        Comment.objects.visible_to(by).filter(body__icontains=words, pk__in=ids),
    ]
    return [pk for rows in found for pk in rows.order_by().values_list("pk", flat=True)]
