"""Mail leaves by a task: a request only writes it down, a worker sends it.

A worker killed between the mail server's yes and our own commit sends once more, with the same
Message-ID, so that mail programs show one.
"""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.tasks import task

from accounts.models import Mail


class QueuedBackend(BaseEmailBackend):
    """Django's default mailer here: keeps each message as a Mail row and enqueues its sending.

    Row and task are written in the caller's transaction, so a rolled-back act mails nobody and a
    killed process loses nothing. One row for each recipient: nobody sees another's address.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages down; return how many."""
        for message in email_messages:
            for recipient in message.recipients():
                post(recipient, str(message.subject), str(message.body), html_of(message))
        return len(email_messages)


def html_of(message: EmailMessage) -> str:
    """The HTML form of a message, or nothing."""
    forms: Any = getattr(message, "alternatives", [])
    return next((str(form[0]) for form in forms if form[1] == "text/html"), "")


@transaction.atomic
def post(recipient: str, subject: str, text: str, html: str = "") -> None:
    """Write one mail down and enqueue its sending, in the caller's transaction."""
    mail = Mail.objects.create(recipient=recipient, subject=subject, text=text, html=html)
    deliver.enqueue(str(mail.pk))


@task
def deliver(mail_id: str) -> None:
    """Send a mail and forget it; one sent already is fine. The queue tries again on errors.

    One without a recipient was written only so that unknown addresses cost as much as known ones.
    """
    mail = Mail.objects.filter(pk=mail_id).first()
    if mail is None:
        return
    if mail.recipient:
        letter(mail).send(using="outside")
    mail.delete()


def letter(mail: Mail) -> EmailMultiAlternatives:
    """The message as it goes over the wire; its Message-ID holds the row's random id only."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    headers = {"Message-ID": f"<{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
