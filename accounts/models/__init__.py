"""The models of accounts, one file per idea."""

from accounts.models.circle import Anonymity, Appointment, Circle, Participation
from accounts.models.company import Company, SizeClass
from accounts.models.invitation import Invitation
from accounts.models.mail import Mail
from accounts.models.membership import Membership
from accounts.models.place import County, Industry
from accounts.models.session import Session
from accounts.models.user import User

__all__ = [
    "Anonymity",
    "Appointment",
    "Circle",
    "Company",
    "County",
    "Industry",
    "Invitation",
    "Mail",
    "Membership",
    "Participation",
    "Session",
    "SizeClass",
    "User",
]
