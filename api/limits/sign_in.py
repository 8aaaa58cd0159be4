"""The limits in front of every sign-in, counted before a secret is judged.

allauth checks its own counter, hashes, and counts afterwards: of 40 parallel bad passwords 20 to 40
were tried where 5 were allowed (measured). Here the count comes first and is atomic, and requests
of one session take turns, since allauth keeps in the session how often a code was tried and
whether it was taken (of 48 looks at a code 12 were judged instead of 3, and one code was taken
four times).

Counted are the network (far higher: a factory is one network), the account within a network, and
the account over all networks – but for those from which it has signed in today, so that nobody can
lock somebody out at their own place. An account is whatever the client names, in every field that a
door could read, and what its session is in the middle of. Which networks an account signs in from
is known to the counters alone, under the key of the day.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from typing import Any

from allauth.account.signals import authentication_step_completed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import counters
from accounts.counters import CountersUnavailable
from accounts.counters.turns import NoTurn, turn
from accounts.guessing import LockedOut, by_name, by_session, every_name
from accounts.models import User
from accounts.sessions import turn_of
from api.json import MalformedJSON, strict_loads
from api.limits.doors import PATHS, Entry, entry
from api.limits.identity import client_address, counting_key
from api.limits.rates import LimitExceeded, LimitsUnavailable, count
from api.problems.document import Refusal

FIELDS = ("email", "login", "username")
TOKEN_HEADER = "X-Session-Token"  # noqa: S105 - the name of a header
PASSED, SIGNED_IN = "tillit_passed", "tillit_signed_in"
LOCKED_SECONDS = 60  # the longest of allauth's own windows, which it does not tell
DAY_SECONDS = 86_400
UNDER_WAY = _("Another request of your session is not finished yet. Wait and retry.")


class SignInLimit:
    """Middleware: counts what is tried at the doors of sign-in, one request of a session at a time.

    Answers 404 and 405 where a door does not open, 409 `request_in_flight` to who waits too long
    for another request of their session, 429 `rate_limited` with Retry-After, for allauth's own
    limits too, and 503 `limits_unavailable` when nothing can be counted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or refuse it."""
        if not request.path.startswith(PATHS):
            return self.get_response(request)
        try:
            return self._answered(request, Attempt(request, entry(request)))
        except Refusal as refusal:
            return refusal.response(request)
        except CountersUnavailable:
            return LimitsUnavailable().response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say so when allauth has locked somebody out, or the counters went meanwhile."""
        if isinstance(error, LockedOut):
            return _locked().response(request)
        if isinstance(error, CountersUnavailable):
            return LimitsUnavailable().response(request)
        return None

    def _answered(self, request: HttpRequest, attempt: "Attempt") -> HttpResponse:
        attempt.count()
        try:
            with attempt.turn():
                response = self.get_response(request)
        except NoTurn as error:
            wait = {"Retry-After": "1"}
            raise Refusal("request_in_flight", detail=UNDER_WAY, headers=wait) from error
        with suppress(CountersUnavailable):  # counted a little too much, then
            attempt.settle()
        is_foreign = response.headers.get("Content-Type") != "application/problem+json"
        if response.status_code == 429 and is_foreign:
            raise _locked()
        return response


class Attempt:
    """One request at a door: whom it is about, and what was counted for it."""

    def __init__(self, request: HttpRequest, entered: Entry) -> None:
        self._request = request
        self._entered = entered
        self._network = client_address(request)
        self._tokens = sorted(_tokens(request))
        self._counted: list[str] = []

    def count(self) -> None:
        """Count; LimitExceeded or LimitsUnavailable if it may not go on."""
        if not self._entered.counts:
            return
        _hit("sign_in_address", self._network)
        for account in sorted(_accounts(self._request, self._tokens)):
            self._count(account)

    def turn(self) -> AbstractContextManager[object]:
        """Wait until no other request of the same session is under way; in one order, for two."""
        with ExitStack() as turns:
            for token in self._tokens:
                turns.enter_context(turn(turn_of(token)))
            return turns.pop_all()

    def settle(self) -> None:
        """Who passed was no guess; and a network somebody signed in from is theirs for today."""
        done = vars(self._request)
        if done.get(PASSED):
            for key in self._counted:
                counters.give_back(key)
        if person := done.get(SIGNED_IN):
            for account in every_name(person):
                counters.remember(_known(self._network, account), b"", DAY_SECONDS)

    def _count(self, account: str) -> None:
        here = f"{self._network} {account}"
        _hit("sign_in", here)
        self._counted.append(counting_key("sign_in", here))
        if self._entered.judges and counters.recall(_known(self._network, account)) is None:
            anywhere = f"anywhere {account}"
            _hit("sign_in", anywhere)
            self._counted.append(counting_key("sign_in", anywhere))


def _hit(scope: str, identity: str) -> None:
    standing = count(scope, identity, fail_open=False)
    if standing.is_exceeded:
        raise LimitExceeded(standing)


def _known(network: str, account: str) -> str:
    return counters.keyed("signed in from", f"{network} {account}")


def _locked() -> Refusal:
    return Refusal("rate_limited", headers={"Retry-After": str(LOCKED_SECONDS)})


def _tokens(request: HttpRequest) -> set[str]:
    """The sessions a door could read: an app's by its header, a browser's by its cookie."""
    given = (request.headers.get(TOKEN_HEADER), request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return {token for token in given if token}


def _accounts(request: HttpRequest, tokens: list[str]) -> set[str]:
    names = {by_name(text) for text in _names(request)}
    return names.union(*(by_session(token) for token in tokens))


def _names(request: HttpRequest) -> Iterator[str]:
    """Every name given: which of them a door reads is its own business."""
    given = _fields(request)
    texts = (given.get(name) for name in FIELDS)
    yield from (text for text in texts if isinstance(text, str) and text.strip())


def _fields(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        given = strict_loads(request.body)
    except MalformedJSON:
        return {}
    return given if isinstance(given, dict) else {}


def _passed(request: HttpRequest, **_more: Any) -> None:
    vars(request)[PASSED] = True


def _signed_in(request: HttpRequest | None, user: User, **_more: Any) -> None:
    if request is not None:
        vars(request)[SIGNED_IN] = user


authentication_step_completed.connect(_passed)
user_logged_in.connect(_signed_in)
