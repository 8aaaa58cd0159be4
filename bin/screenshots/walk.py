"""The walk itself, in one language: report, desk, case, mask, statement, appeal, reversal, log.

`screenshots` starts it in an environment of its own: `python -m screenshots.walk sv chromium`.
"""

import json
import os
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

django.setup()

from accounts.models import User
from forum.models import Appeal, Case, Comment
from screenshots.chromium import Chromium
from screenshots.document import fill, keep, pretty
from screenshots.site import Site
from screenshots.words import (
    AUTHOR,
    MODERATOR,
    PASSAGES,
    REPORTED,
    REPORTER,
    RULE,
    SECOND,
    WORDS,
)

API = "/api/v1"


class Walk:
    """One walk, with what there is to show for it in `texts`."""

    def __init__(self, site: Site, browser: Chromium, language: str) -> None:
        self.site, self.browser, self.language = site, browser, language
        self.words, self.texts = WORDS[language], dict[str, str]()
        self.comment = Comment.objects.get(body__startswith=REPORTED)

    def go(self) -> None:
        """Everything, in order."""
        self.report()
        self.sit_down(MODERATOR)
        self.look_around()
        self.mask()
        self.read_statement()
        self.appeal()
        self.sit_down(SECOND)
        self.reverse()
        self.audit()

    def report(self) -> None:
        """Somebody reports the comment by the API."""
        said = {"reason": "identifies", "sentence": self.words["report"]}
        body = {"kind": "comment", "item": str(self.comment.pk), **said}
        answer = self.ask("/reports/", REPORTER, body)
        asked = f"POST {API}/reports/\n{pretty(body)}"
        self.texts["report"] = f"{asked}\n\n201\n{pretty(answer)}"

    def look_around(self) -> None:
        """The desk, and the case on it, which the moderator claims."""
        self.browser.go(self.site.url("/admin/"))
        self.shoot("desk")
        self.open(self.case)
        self.run("claim_cases")
        self.open(self.case)
        self.shoot("case")

    def mask(self) -> None:
        """The decision that masks two passages."""
        self.run("decide")
        self.write(measure="mask", sentence=self.words["sentence"], passages=PASSAGES)
        rule = f"[...rule.options].find(one => one.text.startsWith({json.dumps(RULE)})).value"
        self.browser.read(f"(rule => {{ rule.value = {rule} }})({named('rule')})")
        self.shoot("decide")
        self.submit()
        self.open(self.case)
        self.shoot("decided")

    def read_statement(self) -> None:
        """What the author is told, by mail and by the API, and whoever reported."""
        self.texts["mail"] = self.site.mail_to(AUTHOR)
        decided = self.ask("/decisions/", AUTHOR)
        self.decision = decided["results"][0]
        self.texts["decisions"] = pretty(self.decision)
        self.texts["reported"] = pretty(self.ask("/reports/", REPORTER)["results"][0])

    def appeal(self) -> None:
        """The author appeals by the API."""
        sentence = {"sentence": self.words["appeal"]}
        answer = self.ask(f"/decisions/{self.decision['id']}/appeal/", AUTHOR, sentence)
        asked = f"POST {API}/decisions/…/appeal/\n{pretty(sentence)}"
        self.texts["appeal"] = f"{asked}\n\n201\n{pretty(answer)}"

    def reverse(self) -> None:
        """Another moderator hears the appeal and puts everything back."""
        appeal = Appeal.objects.get(decision=self.decision["id"])
        self.open(appeal)
        self.shoot("appeal")
        self.run("reverse")
        self.write(sentence=self.words["answer"])
        self.submit()
        self.open(self.case)
        self.shoot("reversed")
        self.texts["answer"] = self.site.mail_to(AUTHOR)

    def audit(self) -> None:
        """What the auditor's command says of it all."""
        out = StringIO()
        call_command("verify_audit", stdout=out)
        self.texts["audit"] = f"$ .venv/bin/python manage.py verify_audit\n{out.getvalue()}"

    @property
    def case(self) -> Case:
        """The case of the comment."""
        return Case.objects.get(item=self.comment.pk)

    def ask(self, path: str, by: str, body: Any = None) -> Any:
        """Ask the API as one of the people."""
        return self.site.ask(API + path, body, by=by, language=self.language)

    def sit_down(self, email: str) -> None:
        """Let the browser be somebody's."""
        self.browser.call("Network.setCookie", **self.site.cookie(email))
        headers = {"Accept-Language": self.language}
        self.browser.call("Network.setExtraHTTPHeaders", headers=headers)

    def open(self, item: Any) -> None:
        """Open the page of an item."""
        self.browser.go(self.site.url(f"/admin/forum/{item._meta.model_name}/{item.pk}/change/"))

    def run(self, action: str) -> None:
        """Choose an action on the page that is open, and run it."""
        chooser = named("CHANGE_FORM-action")
        self.browser.read(f"{chooser}.value = {json.dumps(action)}")
        self.browser.press("document.querySelector('.actions button').click()")

    def write(self, **fields: str) -> None:
        """Fill in fields of the form that is open."""
        for name, value in fields.items():
            self.browser.read(f"{named(name)}.value = {json.dumps(value)}")

    def submit(self) -> None:
        """Send the form that is open."""
        self.browser.press("document.querySelector('.submit-row input[type=submit]').click()")

    def shoot(self, name: str) -> None:
        """Keep a picture of the page that is open."""
        keep(f"{name}.{self.language}.png", self.browser.picture())


def named(name: str) -> str:
    """The field of a name, as the page knows it."""
    return f"document.getElementsByName({json.dumps(name)})[0]"


def main(language: str, program: str) -> None:
    """Build the world, walk, and put the texts in place."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo", stdout=StringIO())
    User.objects.filter(email=AUTHOR).update(language=language)
    profile = Path(os.environ["TILLIT_VAR"]) / "profile"
    with Site() as site, Chromium(program, str(profile)) as browser:
        walk = Walk(site, browser, language)
        walk.go()
    fill(language, walk.texts)


if __name__ == "__main__":
    main(*sys.argv[1:])
