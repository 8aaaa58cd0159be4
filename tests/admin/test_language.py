"""Who reads Swedish finds no English word of ours in the admin."""

import io
from html.parser import HTMLParser
from typing import override

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.db.models import Model
from django.test import Client

from accounts.models import Circle, Company, Invitation, User
from accounts.reader import Reader
from forum.models import Comment, Story, Thread, Topic
from tests.admin.pages import decide, page
from tests.factories import make_user

SHOWN = {"title", "placeholder", "aria-label", "value"}
NOT_SHOWN = {"script", "style"}


class Words(HTMLParser):
    """The pieces of text a person meets on a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.pieces: set[str] = set()
        self.silent = False
        self.feed(content)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what attributes show; fall silent in scripts."""
        self.silent = tag in NOT_SHOWN
        if tag != "option" and dict(attrs).get("type") != "hidden":
            self.pieces |= {clean(text) for name, text in attrs if text and name in SHOWN}

    @override
    def handle_data(self, data: str) -> None:
        """Take the text."""
        if not self.silent:
            self.pieces.add(clean(data))


def clean(text: str) -> str:
    """The words as the catalogue has them: no colon of a label, no capital of a heading."""
    return " ".join(text.split()).removesuffix(":").casefold()


@pytest.fixture(scope="module")
def english() -> set[str]:
    """What the code says in English and Swedish says otherwise."""
    path = settings.BASE_DIR / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    catalog = read_po(io.BytesIO(path.read_bytes()), locale="sv")
    pairs = [(str(one.id), str(one.string)) for one in catalog if isinstance(one.id, str)]
    swedish = {clean(spoken) for _, spoken in pairs}
    return {clean(sentence) for sentence, _ in pairs} - swedish - {""}


@pytest.fixture
def swede(bench: Client, moderator: User) -> Client:
    """The desk of a moderator with every right."""
    User.objects.filter(pk=moderator.pk).update(is_superuser=True)
    return bench


def pieces(client: Client, address: str) -> set[str]:
    answer = client.get(address, headers={"Accept-Language": "sv"}, follow=True)
    assert answer.status_code == 200
    assert answer["Content-Language"] == "sv"
    return Words(answer.content.decode()).pieces


def test_the_first_page_is_in_swedish(swede: Client, english: set[str]) -> None:
    shown = pieces(swede, "/admin/")

    assert {"berättelser", "samtal", "kretsar", "ta hand om tillit"} <= shown
    assert shown & english == set()


@pytest.mark.parametrize("model", [Circle, Comment, Company, Invitation, Story, Thread, User])
def test_a_list_is_in_swedish(
    swede: Client, english: set[str], story: Story, company: Company, model: type[Model]
) -> None:
    story.thread.comment(by=Reader.of(story.author), body="Vi provar igen.")
    Invitation.issue(company=company, email="ny@tillit.example", role="member", by=make_user())

    assert pieces(swede, page(model, "changelist")) & english == set()


def test_the_page_of_a_story_is_in_swedish(swede: Client, english: set[str], story: Story) -> None:
    decide(swede, "hide", story)

    shown = pieces(swede, page(story, "change"))

    assert {"berättat av", "första utfall", "mätvärden", "försök"} <= shown
    assert shown & english == set()
    assert any("dold – " in piece for piece in shown)


@pytest.mark.parametrize("model", [Circle, Company, Topic])
def test_a_form_is_in_swedish(swede: Client, english: set[str], model: type[Model]) -> None:
    assert pieces(swede, page(model, "add")) & english == set()
