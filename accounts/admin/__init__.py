"""People, companies and circles in Django's admin, one file per idea.

Rows that hold secrets or other people's traces – addresses with their proofs, second factors,
waiting mail, tasks, sessions – have no page here at all (leaks.md 33).
"""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin
from django_ox import admin as _queue  # noqa: F401 - registers its pages, taken away below
from django_ox.models import OxSchedule, OxTask

from accounts.admin import (
    appointments,
    circles,
    companies,
    groups,
    invitations,
    memberships,
    people,
)

__all__ = [
    "appointments",
    "circles",
    "companies",
    "groups",
    "invitations",
    "memberships",
    "people",
]

admin.site.unregister([EmailAddress, Authenticator, OxTask, OxSchedule])
