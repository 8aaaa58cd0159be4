"""Passkeys sign in; whatever else is sent for one is wrong, in one way."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from fido2.utils import websafe_encode

from tests.accounts.doors import PASSWORD, App
from tests.accounts.passkey import Passkey, user_handle
from tests.factories import make_user

LOGIN = "/auth/webauthn/login"
PROVING, ADDING = "/auth/webauthn/reauthenticate", "/account/authenticators/webauthn"
WRONG: list[Any] = [None, 5, "!!", "", [], {}, True, websafe_encode(b"\xff\xfe"), "A" * 4000]


def options(app: App, path: str = LOGIN) -> dict[str, Any]:
    """Ask for a challenge."""
    asked: dict[str, Any] = app.look(path).json()["data"]["request_options"]
    return asked


def signed_in_with(passkey: Passkey) -> Any:
    app = App()
    return app.post(LOGIN, credential=passkey.answer(options(app)))


def made_up(right: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A right credential with one thing left out, replaced, or forged."""
    response = right["response"]
    for name in right:
        yield {other: value for other, value in right.items() if other != name}
    for name in response:
        less = {other: value for other, value in response.items() if other != name}
        yield right | {"response": less}
        for wrong in WRONG:
            yield right | {"response": response | {name: wrong}}
    for wrong in WRONG:
        yield right | {"rawId": wrong, "id": wrong}
    for handle in (uuid4().hex.encode(), b"0" * 300, b"\0", b"1"):
        yield right | {"response": response | {"userHandle": websafe_encode(handle)}}
    yield right | {"response": response | {"authenticatorData": websafe_encode(b"A" * 60)}}


def test_a_passkey_signs_in(db: None) -> None:
    passkey = Passkey(make_user())
    passkey.register()

    assert signed_in_with(passkey).status_code == 200


def test_an_answer_is_good_for_one_challenge(db: None) -> None:
    passkey, app = Passkey(make_user()), App()
    passkey.register()
    answer = passkey.answer(options(app))
    assert app.post(LOGIN, credential=answer).status_code == 200

    other = App()
    options(other)

    assert other.post(LOGIN, credential=answer).status_code == 400


def test_every_made_up_credential_is_wrong_in_the_same_way(db: None) -> None:
    """Measured before: an error of ours, 500, for a credential without `rawId`."""
    passkey, user = Passkey(make_user()), make_user()
    passkey.register()
    app = App()
    unknown = {"userHandle": websafe_encode(user_handle(user))}

    right = passkey.answer(options(app))
    wrongs = [*made_up(right), right | {"response": right["response"] | unknown}]
    answers = [wrong_answer(credential) for credential in wrongs]

    assert {(status, code) for status, code, _ in answers} == {(400, "incorrect_code")}
    assert len({body for _, _, body in answers}) == 1


def wrong_answer(credential: dict[str, Any]) -> tuple[int, str, bytes]:
    app = App()
    options(app)
    answer = app.post(LOGIN, credential=credential)
    return answer.status_code, answer.json()["errors"][0]["code"], answer.content


@pytest.mark.parametrize("credential", [5, "x", "{", [1], True, "[]", {"a": 1}])
def test_what_is_no_credential_at_all_is_refused(credential: Any, db: None) -> None:
    app = App()
    options(app)
    assert app.post(LOGIN, credential=credential).status_code == 400


def test_whoever_is_shut_out_is_answered_like_a_wrong_key(db: None) -> None:
    passkey, stranger = Passkey(make_user()), Passkey(make_user())
    passkey.register()
    wrong = signed_in_with(stranger)
    passkey.user.is_active = False
    passkey.user.save()

    refused = signed_in_with(passkey)

    assert (refused.status_code, refused.content) == (wrong.status_code, wrong.content)


def test_made_up_credentials_prove_nothing_again(db: None) -> None:
    passkey, app = Passkey(make_user()), App()
    passkey.register()
    app.post(LOGIN, credential=passkey.answer(options(app)))
    options(app, PROVING)

    assert refusals(app, PROVING, passkey) == {(400, "incorrect_code")}


def test_made_up_credentials_are_not_added(db: None) -> None:
    user, app = make_user(), App()
    app.log_in(user)
    app.post("/auth/reauthenticate", password=PASSWORD)
    assert app.look(ADDING).status_code == 200

    assert refusals(app, ADDING, Passkey(user)) == {(400, "incorrect_code")}
    assert not Authenticator.objects.filter(user=user).exists()


def refusals(app: App, path: str, passkey: Passkey) -> set[tuple[int, str]]:
    """What is answered to everything made up of an answer to another challenge."""
    right = passkey.answer({"publicKey": {"challenge": "AAAA"}})
    answers = [app.post(path, credential=wrong, name="Ny") for wrong in made_up(right)]
    return {(answer.status_code, answer.json()["errors"][0]["code"]) for answer in answers}


def test_a_second_factor_that_is_made_up_is_wrong(db: None) -> None:
    user = make_user()
    passkey = Passkey(user)
    passkey.register()
    app = App()
    app.log_in(user)
    right = passkey.answer(options(app, "/auth/webauthn/authenticate"))

    answers = [
        app.post("/auth/webauthn/authenticate", credential=credential).status_code
        for credential in made_up(passkey.answer({"publicKey": {"challenge": "AAAA"}}))
    ]

    assert set(answers) == {400}
    assert app.post("/auth/webauthn/authenticate", credential=right).status_code == 200


def test_the_staff_page_for_keys_refuses_them_too(db: None, client: Any) -> None:
    client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    for credential in ('{"id": "x"}', "5", "{", '{"response": 5}', ""):
        answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})
        assert answer.status_code < 500
