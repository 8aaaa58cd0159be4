"""Two at once: what may happen once happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.errors import InvitationSpent
from accounts.models import Invitation, Membership, User
from tests.accounts.doors import App, enrol, totp
from tests.factories import make_company, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run the acts in threads that start together."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_racing_sign_ups_with_one_invitation_one_succeeds() -> None:
    company = make_company()
    _, token = Invitation.issue(company=company, email="ny@x.example", role="member", by=None)
    body = {"email": "ny@x.example", "password": "violett gräsklippare 7", "display_name": "Ny"}

    def sign_up() -> tuple[int, bytes]:
        answer = App().post("/auth/signup", **body, invitation=token)
        return answer.status_code, answer.content

    answers = at_once([sign_up] * 6)
    assert sorted(status for status, _ in answers) == [200, 400, 400, 400, 400, 400]
    assert len({content for status, content in answers if status == 400}) == 1
    assert User.objects.count() == Membership.objects.count() == 1


def test_of_racing_acceptances_one_succeeds() -> None:
    user = make_user()
    company = make_company()
    invitation, _ = Invitation.issue(company=company, email=user.email, role="member", by=None)

    def accept() -> bool:
        try:
            return bool(Invitation.objects.get(pk=invitation.pk).accept(by=user))
        except InvitationSpent:
            return False

    assert sorted(at_once([accept] * 6)) == [False] * 5 + [True]
    assert Membership.objects.count() == 1


def test_of_sixteen_uses_of_one_totp_code_one_succeeds(mid_step: None) -> None:
    user = make_user()
    enrol(user)
    apps = [App() for _ in range(16)]
    for app in apps:
        app.log_in(user)
    code = totp()

    def authenticate(app: App) -> int:
        return int(app.post("/auth/2fa/authenticate", code=code).status_code)

    answers = at_once([partial(authenticate, app) for app in apps])
    assert sorted(answers) == [200] + [400] * 15
