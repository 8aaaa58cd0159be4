"""Reports of errors, should anything ever ask Django for one: without anything people sent."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter

from accounts.faults import as_text


class ClosedReporter(ExceptionReporter):
    """Django's report of an error without request, settings, variables and messages.

    Nothing of ours asks for one: DEBUG is off in every mode, and no errors are mailed.
    """

    def get_traceback_data(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def get_traceback_text(self) -> SafeString:
        """Kind and places."""
        return mark_safe(as_text(self.exc_value))  # noqa: S308  # no page

    def get_traceback_html(self) -> SafeString:
        """The same as a page."""
        return format_html("<pre>{}</pre>", as_text(self.exc_value))
