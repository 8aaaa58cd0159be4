"""What companies and the programme promise, so that telling is safe."""

from typing import Any

from rest_framework import serializers

from forum.models import Guidelines


class PromiseGiven(serializers.Serializer[Any]):
    """What a company has promised: in which version, since when, and whether that one holds."""

    version = serializers.IntegerField()
    accepted_on = serializers.DateField()
    is_current = serializers.BooleanField(help_text="false once the words have been changed")


class PromisesShown(serializers.Serializer[Any]):
    """What makes it safe to tell, in the language asked for."""

    company = serializers.CharField(help_text="what the management of a company undertakes")
    programme = serializers.CharField(help_text="what the programme office undertakes")


class PromisesBefore(PromisesShown):
    """The same before one tells, with what one's own company has promised."""

    given = PromiseGiven(
        allow_null=True, help_text="null where it has promised nothing, and for the anonymous"
    )


def as_promises(guidelines: Guidelines) -> dict[str, str]:
    """A version of the guidelines as `PromisesShown`."""
    return {"company": guidelines.company_promise, "programme": guidelines.programme_promise}
