"""Signing up."""

from django import forms


class InvitedSignUpForm(forms.Form):
    """placeholder"""

    def signup(self, request, user):
        pass
