"""People write, the planner looks at it, and they take it back; run as a program of its own.

It needs an empty database to itself, and prints as JSON in which of the database's files their
word stands: `before` they take it back, `after` that, and by the next `morning`.
"""

import json
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

WORD = b"Kvarglomt"  # in all they write, and in nothing else
SEVERAL = 12  # people: of a few rows the planner's statistics keep no values


def places() -> list[str]:
    """The files of the database in which the word stands."""
    folder = Path(connection.settings_dict["NAME"]).parent
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            folder = Path(cursor.fetchone()[0])
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in files if WORD in path.read_bytes())


def written() -> list[Any]:
    """People of one company each who wrote wherever one can, to be taken back; an anonymous one."""
    from accounts.models import Invitation, Mail
    from tests.factories import make_circle, make_company, make_member, make_user

    word = WORD.decode()
    companies = [make_company() for _number in range(SEVERAL)]
    circle = make_circle(*companies)
    for _checker in range(2):
        circle.appoint(make_user(), "moderator")
    people = [
        make_member(one, f"{word} {n}", email=f"{word}{n}@x.example".lower())
        for n, one in enumerate(companies)
    ]
    for by, company in zip(people, companies, strict=True):
        asked = {"email": f"{word}@{company.slug}.example", "role": "member"}
        Invitation.issue(company=company, by=by, **asked)
        Mail.objects.create(recipient=f"{word}@x.example", subject=word, text=f"Hej {word}.")
    return [tell(by, circle, f"{word} {n}") for n, by in enumerate(people)]


def tell(by: Any, circle: Any, text: str) -> Any:
    """A story with a changed text and a comment on it, a question, and an anonymous draft."""
    from accounts.reader import Reader
    from forum.models import Cycle
    from tests.factories import make_anonymous, make_question, make_story

    long = f"{text} " * 1000
    story = make_story(by, title=text, summary=text, background=long)
    Cycle.add(story, by=Reader.of(by), title=text, plan=long)
    story.edit(by=Reader.of(by), lessons=long)
    comment = story.thread.comment(by=Reader.of(by), body=text)
    comment.edit(by=Reader.of(by), body=f"{text}!")
    make_question(by, circle, title=text, body=text)
    return by, make_anonymous(by, circle, title=text, background=long)


def take_back(told: list[Any]) -> None:
    """Everybody leaves with all they told; receipts throw away what was anonymous."""
    from accounts.models import Invitation, Mail
    from forum.leaving import leave
    from tests.factories import voice_of

    for by, secret in told:
        leave(by, withdraw=True)
        secret.discard(by=voice_of(secret))
    Invitation.objects.all().delete()  # as the night does with what has run out
    Mail.objects.all().delete()


def main() -> None:
    """Play it and print what is found."""
    from forum.tasks import mix_rows

    call_command("migrate", verbosity=0)
    told = written()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = {"before": places()}
    take_back(told)
    found["after"] = places()
    mix_rows.call()
    found["morning"] = places()
    print(json.dumps(found))  # noqa: T201 - for whoever started it


if __name__ == "__main__":
    django.setup()
    main()
