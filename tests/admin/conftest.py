"""Staff at their desks: signed in, with a second factor proven a moment ago."""

import time
from collections.abc import Callable

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.test import Client

from accounts.models import Circle, User
from accounts.sessions import SessionStore
from tests.admin.pages import act, act_on_page
from tests.clients import session_token
from tests.factories import make_user

type Desk = Callable[[User], Client]


def sit_down(user: User) -> Client:
    """A browser in which the person has proven a password and a second factor."""
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    session = SessionStore(session_token(user))
    proofs = [{"method": method, "at": time.time()} for method in ("password", "mfa")]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = proofs
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
    client = Client(headers={"Accept-Language": "en"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


@pytest.fixture
def desk() -> Desk:
    """Seat a person at the admin."""
    return sit_down


@pytest.fixture
def chief(db: None) -> Client:
    """The desk of somebody with every right and no circle."""
    return sit_down(make_user("Carin Chef", is_superuser=True))


@pytest.fixture
def bench(moderator: User) -> Client:
    """The desk of the moderator."""
    return sit_down(moderator)


@pytest.fixture
def side(coach: User, circle: Circle) -> Client:
    """The desk of the coach, who reads in the circle and moderates nothing."""
    return sit_down(coach)


@pytest.fixture(params=[act, act_on_page], ids=["in the list", "on the page"])
def choose(request: pytest.FixtureRequest) -> Callable[..., str]:
    """Each of the two ways in which staff choose an action."""
    way: Callable[..., str] = request.param
    return way
