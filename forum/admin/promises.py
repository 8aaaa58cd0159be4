"""Promises of companies, for the programme office to read."""

from django.contrib import admin

from accounts.admin.base import Fixed
from forum.models import CompanyPromise


@admin.register(CompanyPromise)
class CompanyPromises(Fixed[CompanyPromise]):
    """Which companies have promised what, since when; given over the API by a steward."""

    list_display = ("company", "guidelines", "accepted_on", "accepted_by")
    list_filter = ("accepted_on",)
