"""Leaks beside the answers: mails, their headers, queues, log lines, the admin's pages."""

from contextlib import ExitStack
from typing import Any

import structlog
from django.core.mail import EmailMessage

from accounts import mail
from accounts.tasks import forget_sessions
from forum.admin import shown
from forum.models import Story
from tests.trust.interference.leaks.planting import after, around, known, leak


@leak(40)
def mail_to_the_steward(patches: ExitStack) -> None:
    """The steward of the teller's company is told by mail that somebody has handed in a story."""

    def change(_done: Any, *_: Any, **__: Any) -> None:
        address = f"{known().company.slug}@tillit.example"
        EmailMessage("Någon har berättat", "Läs gärna.", to=[address]).send()

    after(patches, Story, "submit", change)


@leak(36)
def mail_answers_to_the_teller(patches: ExitStack) -> None:
    """A mail to everybody carries the teller's address for replies."""

    def publish(_done: Any, *_: Any) -> None:
        mail.post("alla@tillit.example", "En ny berättelse", "Läs gärna.")

    def address(letter: Any, _mail: Any) -> Any:
        letter.reply_to = [known().teller.email]
        return letter

    after(patches, Story, "after_publishing", publish)
    around(patches, mail.letter, address)


@leak(36)
def message_id_of_the_teller(patches: ExitStack) -> None:
    """The Message-ID of a mail is made of the author's id."""

    def publish(_done: Any, *_: Any) -> None:
        mail.post("alla@tillit.example", "En ny berättelse", "Läs gärna.")

    def identify(letter: Any, _mail: Any) -> Any:
        letter.extra_headers["Message-ID"] = f"<{known().teller.pk}@tillit.example>"
        return letter

    after(patches, Story, "after_publishing", publish)
    around(patches, mail.letter, identify)


@leak(47)
def line_in_the_log(patches: ExitStack) -> None:
    """A line of the log says which company published something."""

    def change(_done: Any, *_: Any) -> None:
        structlog.get_logger("tillit.stories").info("published", company=known().company.slug)

    after(patches, Story, "after_publishing", change)


@leak(3)
def work_for_colleagues(patches: ExitStack) -> None:
    """Something is put into the queue for the teller's company only."""

    def change(_done: Any, *_: Any) -> None:
        if known().company.name.startswith("Alfa"):
            forget_sessions.enqueue()

    after(patches, Story, "after_publishing", change)


@leak(33)
def column_of_the_admin(patches: ExitStack) -> None:
    """The admin's list shows the company behind what is anonymous."""

    def change(text: str, item: Any) -> str:
        return f"{text} ({known().company.name})" if item.byline == "anonymous" else text

    around(patches, shown.teller, change)


@leak(33)
def page_of_the_admin(patches: ExitStack) -> None:
    """The admin's page of a story says who wrote it in a tooltip."""

    def change(text: str, story: Any) -> str:
        return f"{text} {known().teller.display_name}" if story.byline == "anonymous" else text

    around(patches, shown.told, change)
