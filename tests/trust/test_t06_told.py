"""T6: whoever was revealed is told so, why, and not by a mail that says which text it was."""

import pytest
from django.utils.translation import gettext, override

from accounts.leaving import forget
from accounts.models import Mail, User
from forum.models import Reveal, Story
from forum.models.reveal import Reason
from tests.trust.test_t06_reveal import make_custodian


@pytest.fixture
def second(db: None) -> User:
    return make_custodian("Viktor Väktare")


@pytest.fixture
def asked(secret: Story) -> Reveal:
    assert secret.persona
    return Reveal.ask(secret.persona, make_custodian(), "danger", "Ett hot mot en person.")


@pytest.mark.parametrize(("language", "asking"), [("en", "sv"), ("sv", "en")])
def test_the_teller_is_told_why_in_their_own_language(
    asked: Reveal, second: User, teller: User, language: str, asking: str
) -> None:
    teller.describe(language=language)

    with override(asking):
        asked.confirm(by=second)

    mail = Mail.objects.get()
    with override(language):
        words = gettext("Reason: %(reason)s.") % {"reason": Reason.DANGER.label}
    assert mail.recipient == teller.email
    assert words in mail.text


def test_the_mail_does_not_say_which_text(
    asked: Reveal, second: User, teller: User, secret: Story
) -> None:
    teller.describe(language="en")

    asked.confirm(by=second)

    mail = Mail.objects.get()
    written = f"{mail.subject} {mail.text} {mail.html}"
    texts = (secret.title, secret.summary, asked.sentence)
    for key in (*texts, secret.pk, secret.thread.pk, asked.persona, asked.pk):
        assert str(key) not in written
    assert "anonym" not in mail.subject.lower()


def test_whoever_has_left_for_good_is_no_longer_known(
    asked: Reveal, second: User, teller: User
) -> None:
    forget(teller)

    known = asked.confirm(by=second)

    assert known.name in {"no longer known", "inte längre känd"}
    assert known.email == ""
    assert not Mail.objects.exists()
