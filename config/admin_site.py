"""The admin's door: staff only, and only with a second factor proven in this session.

Django's own admin login takes a password and never asks allauth for the second factor (measured);
it does not exist here. A proof opens the door for STAFF_PROOF_HOURS, or until half an hour idle.
"""

import time
from functools import update_wrapper
from http import HTTPStatus
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.reader import Reader
from api.problems.pages import refused
from api.unmoved import READS
from forum.moderation.figures import may_see_figures

IDLE_SECONDS = 30 * 60
SEEN_EVERY_SECONDS = 60  # how finely the idle time is kept; each change writes the session
SEEN = "staff_seen"
FACTORS = ["totp", "webauthn"]


class TillitAdminSite(AdminSite):
    """Django's admin without its login form."""

    site_header = site_title = "Tillit"
    index_title = _("Looking after Tillit")
    site_url = None

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether this is active staff whose second factor still counts."""
        user = request.user
        return bool(user.is_active and getattr(user, "is_staff", False) and is_open(request))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show the desk, with the way to its figures for whoever may see them."""
        # The pages register with this very site, so they cannot be imported before it is there.
        from forum.admin.desk import desk_of  # noqa: PLC0415

        user = cast("User", request.user)
        by = Reader.of(user)
        shown = {
            "desk": desk_of(by),
            "suspended": by.suspended_until,
            "may_see_figures": may_see_figures(user),
        }
        return super().index(request, shown | (extra_context or {}))

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Send whoever comes to the step that is missing, and then back."""
        target = LoginView().get_redirect_url(request) or reverse("admin:index")
        if self.has_permission(request):
            return HttpResponseRedirect(target)
        if not request.user.is_authenticated:
            return _go("account_login", target)
        if not getattr(request.user, "is_staff", False):
            return _page(request, "staff/not_staff.html", _("This is the staff entrance"))
        return _prove(request, target)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A page for staff; what is sent without a proof that holds is refused, not redirected.

        A redirect would show the sign-in page and lose what was filled in; this way Back has it.
        """
        page = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            leaves = request.path == reverse("admin:logout", current_app=self.name)
            if request.method in READS or leaves or self.has_permission(request):
                return page(request, *args, **kwargs)
            return refused(request, "authentication_failed")

        return update_wrapper(guarded, page)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Passwords change in one place, which also ends the person's other sessions."""
        return HttpResponseRedirect(reverse("account_change_password"))


def is_open(request: HttpRequest) -> bool:
    """Tell whether the proof is young enough and the person was here lately; note the visit."""
    now = time.time()
    proven = proven_at(request)
    seen = max(proven, request.session.get(SEEN, 0))
    if now - proven > settings.STAFF_PROOF_HOURS * 3600 or now - seen > IDLE_SECONDS:
        return False
    if now - seen > SEEN_EVERY_SECONDS:
        request.session[SEEN] = int(now)
    return True


def proven_at(request: HttpRequest) -> float:
    """When a second factor was last proven in this session (seconds since 1970); 0 for never."""
    records = get_authentication_records(request, request.user)
    return max((float(one["at"]) for one in records if one["method"] == "mfa"), default=0.0)


def _prove(request: HttpRequest, target: str) -> HttpResponse:
    """Enrol, or prove the factor; a proof grown old ends the session, as staff sessions do."""
    if not get_mfa_adapter().is_mfa_enabled(request.user, FACTORS):
        return _page(request, "staff/second_factor.html", _("One more step for staff"))
    if proven_at(request):
        logout(request)
        return _go("account_login", target)
    methods = get_adapter().get_reauthentication_methods(request.user)
    url = next(one["url"] for one in methods if one["id"].startswith("mfa"))
    return HttpResponseRedirect(f"{url}?{urlencode({'next': target})}")


def _go(name: str, target: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': target})}")


def _page(request: HttpRequest, template: str, title: Any) -> HttpResponse:
    return TemplateResponse(request, template, {"title": title}, status=HTTPStatus.FORBIDDEN)
