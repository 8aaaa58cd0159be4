"""What shows nothing is refused as empty at every door; what has meaning at the edge stays."""

from typing import Any

import pytest

from accounts.models import Circle, Company, User
from forum.models import Comment, Story, Thread
from tests.accounts.doors import App
from tests.accounts.test_sign_up import invite, sign_up
from tests.clients import API, assert_problem
from tests.factories import make_draft

NOTHING = ["\u200b", "\u2800", "\u3164\u200d", "[x]: https://a.example/dolt", "&#8203;", "---"]


def fault(answer: Any) -> tuple[str, str]:
    assert_problem(answer, 400, "invalid")
    [one] = answer.json()["errors"]
    return one["pointer"], one["code"]


@pytest.mark.parametrize("body", NOTHING)
def test_a_comment_without_anything_to_see_is_refused(api, question, stranger, body) -> None:
    answer = api(stranger).post(f"{API}/threads/{question.pk}/comments/", {"body": body})

    assert fault(answer) == ("/body", "blank")
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["results", "lessons"])
def test_a_section_without_anything_to_see_is_refused(api, teller, name) -> None:
    draft = make_draft(teller, **{name: "Kvar."})
    address = f"{API}/stories/{draft.pk}/"
    tag = api(teller).get(address)["ETag"]

    answer = api(teller).patch(address, {name: "\u200b"}, headers={"If-Match": tag})

    assert fault(answer) == (f"/{name}", "blank")
    draft.refresh_from_db()
    assert getattr(draft, name) == "Kvar."


@pytest.mark.parametrize(
    ("title", "code"), [("\u2800", "blank"), ("\u202eABC", "direction"), ("\u200b", "blank")]
)
def test_a_title_others_cannot_read_is_refused(
    api, stranger: User, circle: Circle, title: str, code: str
) -> None:
    sent = {"title": title, "body": "Hur?", "circle": circle.slug}

    assert fault(api(stranger).post(f"{API}/threads/", sent)) == ("/title", code)
    assert fault(api(stranger).post(f"{API}/stories/", {"title": title})) == ("/title", code)
    assert not Thread.objects.exists()
    assert not Story.objects.exists()


@pytest.mark.parametrize("field", ["display_name", "title"])
@pytest.mark.parametrize("name", ["\u200b", "\u2800", "Ann\u200ba", "Anna\u202e", "\ue000nna"])
def test_a_name_others_cannot_see_is_refused(api, stranger: User, field: str, name: str) -> None:
    answer = api(stranger).patch(f"{API}/me/", {field: name})

    pointer, code = fault(answer)
    assert pointer == f"/{field}"
    assert code in {"blank", "direction", "unfit_character"}
    stranger.refresh_from_db()
    assert stranger.display_name == "Sture Stranger"


@pytest.mark.parametrize("name", ["\u200b", "\u2800", "Anna\u202e", "\ue000"])
def test_nobody_signs_up_under_a_name_others_cannot_see(company: Company, name: str) -> None:
    _invitation, token = invite(company)

    answer = sign_up(App(), token, display_name=name)

    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"][0]["param"] == "display_name"
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("    G0 X10\n    G1 Y20\n\nSå.", "    G0 X10\n    G1 Y20\n\nSå."),
        ("\n \n\tkod\n\n", "\tkod"),
        ("\r\n    kod\r\n", "    kod"),
        ("Rad  \nnästa  ", "Rad  \nnästa  "),
        ("  \u2003\n  A\u030a  \n \n", "  Å  "),
    ],
)
def test_space_that_means_something_stays(api, question, stranger, sent: str, kept: str) -> None:
    answer = api(stranger).post(f"{API}/threads/{question.pk}/comments/", {"body": sent})

    assert answer.status_code == 201, answer.content
    assert answer.json()["body"] == kept


def test_a_comment_that_begins_with_code_is_shown_as_code(api, question, stranger) -> None:
    answer = api(stranger).post(
        f"{API}/threads/{question.pk}/comments/", {"body": "    G0 X10\n\nSå."}
    )

    assert answer.json()["html"].startswith("<pre><code>G0 X10")
