"""Deny by default: an operation says who may call it, or nobody may."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.passes import Bearer


class NobodyUnlessDeclared(BasePermission):
    """Lets in the signed-in where an Operation is declared, nobody where it is `public`.

    The bearer of a receipt is let in where that is declared: `by_receipt`.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Tell whether the request may go on to ask the domain."""
        declared = getattr(view, "operation", None)
        if declared is None:
            return False
        if isinstance(request.user, Bearer):
            return declared.public or declared.by_receipt
        return declared.public or request.user is not None
