"""Groups: which pages of reference data a member of staff may change."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from accounts.admin.base import Guarded

admin.site.unregister(Group)


@admin.register(Group)
class Groups(Guarded[Group], GroupAdmin):
    """Groups of rights; none of them lets anybody read more than their circles do."""
