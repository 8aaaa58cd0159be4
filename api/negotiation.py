"""What a client accepts: nothing said means anything, whether by no header or by an empty one."""

from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation


class Negotiation(DefaultContentNegotiation):
    """DRF's negotiation, which refuses an empty `Accept` (RFC 9110 §12.5.1 lets it say nothing)."""

    def get_accept_list(self, request: Any) -> list[str]:
        """The media types asked for."""
        if not request.headers.get("Accept", "").strip(" \t,"):
            return ["*/*"]
        accepted: list[str] = super().get_accept_list(request)
        return accepted
