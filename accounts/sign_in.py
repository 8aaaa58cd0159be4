"""How people sign in: allauth's decisions that are Tillit's own."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation

from accounts.addresses import ascii_only, normal
from accounts.errors import InvitationSpent
from accounts.guessing import LockedOut
from accounts.mail import post
from accounts.models import User
from accounts.passwords import opaque
from accounts.sessions import digest
from accounts.sign_up import InvitedSignUpForm, is_trapped

NOBODY = ""  # the recipient of a mail that is written for the sake of equal work and never sent
UNKNOWN_ACCOUNT = "account/email/unknown_account"
LOCKED_OUT = frozenset({"too_many_login_attempts", "rate_limited"})
check_length = MaxLengthValidator(254)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up makes a person and a member at once; mail speaks the language of who reads it."""

    def clean_email(self, email: str) -> str:
        """The address in its one spelling; ValidationError for look-alikes and too long ones."""
        email = normal(email)
        check_length(email)
        ascii_only(email)
        return email

    def clean_password(self, password: str, user: User | None = None) -> str:
        """The password as it will be hashed; ValidationError if it is too easy to guess."""
        cleaned: str = super().clean_password(opaque(password), user)
        return cleaned

    def save_user(
        self, request: HttpRequest, user: User, form: InvitedSignUpForm, commit: bool = True
    ) -> User:
        """Save the person and accept the invitation, both or neither.

        Of two racing sign-ups the later meets a spent invitation or a taken address, and gets the
        answer every refused sign-up gets. The password is hashed before the transaction, which
        would otherwise hold SQLite's write lock for as long.
        """
        user.display_name = form.cleaned_data["display_name"]
        user.language = "en" if (translation.get_language() or "").startswith("en") else "sv"
        super().save_user(request, user, form, commit=False)
        try:
            with transaction.atomic():
                user.save()
                form.accept(user)
        except (IntegrityError, InvitationSpent) as error:
            form.refuse()
            raise ImmediateHttpResponse(ErrorResponse(request, input=form)) from error
        if form.found:  # the token came to the address by mail: there is nothing more to verify
            self.stash_verified_email(request, user.email)
        return user

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person whose password it is; nobody, like any wrong one, if they are shut out."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def validation_error(self, code: str, *args: Any) -> Exception:
        """The fault of this code; LockedOut where allauth would say that a limit is reached."""
        if code in LOCKED_OUT:
            raise LockedOut
        fault: Exception = super().validation_error(code, *args)
        return fault

    def set_password(self, user: User, password: str) -> None:
        """Set a password and end every other session of the person, whoever holds it."""
        user.set_password(password)
        with transaction.atomic():
            user.save(update_fields=["password"])
            user.sessions.exclude(session_key=digest(_token_in_use())).delete()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail down for its addressee.

        An address nobody has costs the same writes as a known one, so that time does not tell
        them apart, and gets no mail: strangers cannot be written to through our forms. Nor does
        whoever was named by a program in the trap of the sign-up.
        """
        if template_prefix == UNKNOWN_ACCOUNT or is_trapped(allauth_context.request):
            message = self.render_mail(template_prefix, email, {"email": email, **context})
            post(NOBODY, str(message.subject), str(message.body))
        else:
            super().send_mail(template_prefix, email, context)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The mail in the addressee's language, or in the request's for somebody unknown."""
        with translation.override(_language_of(email) or translation.get_language()):
            message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        return message


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: secrets are encrypted at rest, passkeys are bound to the public address."""

    def encrypt(self, text: str) -> str:
        """Encrypt a TOTP secret or the seed of recovery codes with the newest key."""
        return second_factor_keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with whichever of the keys it was; InvalidToken when that one is gone."""
        return second_factor_keys().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site a passkey belongs to: never the Host a request claims."""
        return {"id": urlsplit(settings.PUBLIC_URL).hostname or "localhost", "name": "Tillit"}


def second_factor_keys() -> MultiFernet:
    """The environment's keys for the secrets of second factors, newest first."""
    return MultiFernet([Fernet(key) for key in settings.SECOND_FACTOR_KEYS])


def _token_in_use() -> str:
    request = allauth_context.request
    return (request.session.session_key if request else None) or ""


def _language_of(email: str | list[str]) -> str | None:
    addresses = [email] if isinstance(email, str) else email
    known = User.objects.filter(Q(email__in=addresses) | Q(emailaddress__email__in=addresses))
    return known.values_list("language", flat=True).first()
