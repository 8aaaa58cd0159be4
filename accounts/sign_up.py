"""Signing up: by invitation, unless the setting OPEN_SIGNUP lets anyone.

Whatever is wrong with the invitation – missing, made up, spent, sent to another address, or the
address has an account already – gets one answer and costs one password hash, so that neither body
nor time tells whether an address is known (measured before: 12 ms known, 186 ms and more new).

`homepage` is a trap that no form shows: programs that fill in every field they find fall into it,
are answered like somebody who is to confirm a new address, and have made nobody. Neither the trap
nor what it does is a secret; it stops the many programs that do not read, and no others. allauth's
own (ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD, 65.21.1) stands in its HTML form alone, which we do not
serve. The field is not called `website`, which browsers fill in for people.
"""

from typing import Any

from allauth.core import context as allauth_context
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.legible import legible_name
from accounts.models import Invitation, User

REFUSAL = _(
    "This invitation cannot be used with this address. "
    "If you have an account, sign in and accept it there; otherwise ask for a new one."
)

TRAPPED = "tillit_sign_up_trapped"


def is_trapped(request: HttpRequest | None) -> bool:
    """Tell whether the sign-up of this request filled in what no form shows."""
    return bool(getattr(request, TRAPPED, False))


class InvitedSignUpForm(forms.Form):
    """What allauth's sign-up asks besides e-mail and password; allauth's form derives from it."""

    display_name = forms.CharField(label=_("Name"), max_length=80, validators=[legible_name])
    invitation = forms.CharField(label=_("Invitation"), max_length=200, required=False)
    homepage = forms.CharField(required=False)

    found: Invitation | None = None
    account_already_exists: bool

    def clean(self) -> dict[str, Any]:
        """Judge the password beside name and address, then the trap or the invitation."""
        super().clean()
        if not self.errors:
            self._check_password()
        if not self.errors:
            (self._play_along if self.cleaned_data["homepage"] else self._check_invitation)()
        return self.cleaned_data

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing: allauth demands it, `AccountAdapter.save_user` has done it atomically."""

    def accept(self, user: User) -> None:
        """Accept the invitation found, if any; InvitationSpent when another was faster."""
        if self.found:
            self.found.accept(by=user)

    def refuse(self) -> None:
        """Give the one answer."""
        self.add_error("invitation", ValidationError(REFUSAL, code="invitation_spent"))

    def _check_password(self) -> None:
        given = self.cleaned_data
        person = User(email=given["email"], display_name=given["display_name"])
        try:
            validate_password(given["password"], person)
        except ValidationError as error:
            self.add_error("password", error)

    def _play_along(self) -> None:
        """Let allauth answer as for a known address, with a hash and a mail nobody gets."""
        make_password(self.cleaned_data["password"])
        self.account_already_exists = True
        vars(allauth_context.request)[TRAPPED] = True

    def _check_invitation(self) -> None:
        token = self.cleaned_data["invitation"]
        if settings.OPEN_SIGNUP and not token:
            if self.account_already_exists:  # allauth answers as for a new one, without hashing
                make_password(self.cleaned_data["password"])
            return
        found = Invitation.objects.find(token)
        if found and found.email == self.cleaned_data["email"] and not self.account_already_exists:
            self.found = found
            return
        make_password(self.cleaned_data["password"])
        self.refuse()
