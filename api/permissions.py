"""Deny by default: an operation says who may call it, or nobody may."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class NobodyUnlessDeclared(BasePermission):
    """Lets in the signed-in where an Operation is declared, and nobody where it is `public`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Tell whether the request may go on to ask the domain."""
        declared = getattr(view, "operation", None)
        if declared is None:
            return False
        return declared.public or request.user is not None
