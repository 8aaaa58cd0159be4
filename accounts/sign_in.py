"""How people sign in: allauth's decisions that are Tillit's own."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """placeholder"""


class MfaAdapter(DefaultMFAAdapter):
    """placeholder"""
