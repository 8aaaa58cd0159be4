"""The few HTML pages of sign-in, for staff on their way to the admin.

Everybody else signs in through `/_allauth/`. Pages that allauth's code names but that are not
offered here (sign-up, addresses, setting a first password) answer 404: that is the API's.
"""

from typing import NoReturn

from allauth.account import views as account
from allauth.mfa import urls as mfa_urls
from django.http import Http404, HttpRequest
from django.urls import include, path


def elsewhere(_request: HttpRequest) -> NoReturn:
    """Answer 404: this is done through the API."""
    raise Http404


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    path("2fa/", include(mfa_urls)),
    path("signup/", elsewhere, name="account_signup"),
    path("email/", elsewhere, name="account_email"),
    path("password/set/", elsewhere, name="account_set_password"),
]
