"""The mail of an invitation."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from accounts.models import Invitation

TEMPLATE = "account/email/invitation"


def mail(invitation: Invitation, token: str) -> None:
    """Mail the invitation with its token, in the caller's transaction.

    Swedish first and a paragraph of English, since nobody knows yet which one the person reads. The
    token stands in the link's fragment, which browsers send to no server, so no log keeps it.
    """
    inviter = invitation.invited_by
    context = {
        "company": invitation.company.name,
        "inviter": inviter.display_name if inviter else "Tillit",
        "link": f"{settings.PUBLIC_URL}/invitation#{token}",
        "token": token,
        "expires_at": invitation.expires_at,
    }
    subject = " ".join(render_to_string(f"{TEMPLATE}_subject.txt", context).split())
    text = render_to_string(f"{TEMPLATE}_message.txt", context).strip()
    EmailMessage(subject, text, to=[invitation.email]).send()
