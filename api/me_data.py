"""My data: everything Tillit holds about me, and leaving for good."""

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.about import about as person_and_standing
from accounts.addresses import normal
from accounts.models import User
from accounts.reauthentication import proved_recently
from api.authentication import HEADER
from api.base import Resource
from api.fields import Strict
from api.operations import operation
from api.problems import Refusal
from api.shapes.my_data import Erased, MyData
from api.values import Choice, Mail
from forum.about import about as told
from forum.leaving import leave

NOT_HELD = _(
    "What you have told anonymously is not here. Nothing in Tillit leads from you to it, so we "
    "cannot find it for you. Use the receipt you got when you told it."
)
NOT_SHOWN = _(
    "What others wrote is theirs and is not here. Where you no longer may read, your own things "
    "are listed without their text: ask the company they were told for."
)
STAYS = _(
    "What stays says “former member” instead of your name, and no longer leads to you. Your acts "
    "as moderator or steward stay in the records with an empty row in place of you."
)
NOT_OURS_TO_ERASE = _(
    "What you have told anonymously stays as it is, because nothing leads from you to it. "
    "With its receipt you can still withdraw it."
)


class Leave(Strict):
    """How to leave, and one's address typed again so that nobody leaves by mistake."""

    mode = Choice(
        choices=["keep", "withdraw"],
        help_text="keep: what I told by name stays without my name; withdraw: I take it back",
    )
    email = Mail(max_length=254)


class Proved(Resource):
    """Something only for a person who has just proved who they are."""

    def proved(self) -> User:
        """The person; 401 `reauthentication_required` when the proof is over five minutes old.

        The challenge is RFC 9470's, so that programs know a newer sign-in is all that is missing.
        """
        user = self.request.user
        if not isinstance(user, User):
            raise Http404
        if not proved_recently(str(self.request.auth)):
            longest = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
            challenge = (
                f'Session realm="tillit", header="{HEADER}", '
                f'error="insufficient_user_authentication", max_age="{longest}"'
            )
            raise Refusal("reauthentication_required", headers={"WWW-Authenticate": challenge})
        return user


class MyDataResource(Proved):
    """Everything Tillit holds about the person signed in."""

    @operation(
        "exportMe",
        "GET",
        summary="Everything Tillit holds about me",
        gives=MyData,
        scope="export",
    )
    def retrieve(self, request: Request) -> Response:
        """As one file, within five minutes of proving who one is; nobody stores it on the way."""
        user = self.proved()
        notes = {"not_here": [str(NOT_HELD), str(NOT_SHOWN)]}
        body = notes | person_and_standing(user, self.reader) | told(user, self.reader)
        answer = Response(body)
        answer["Cache-Control"] = "no-store"
        answer["Content-Disposition"] = 'attachment; filename="tillit.json"'
        return answer


class Erasure(Proved):
    """Leaving for good."""

    @operation("eraseMe", "POST", summary="Erase me", body=Leave, gives=Erased)
    def create(self, request: Request) -> Response:
        """Within five minutes of proving who one is; afterwards nobody is signed in any more."""
        user = self.proved()
        asked = self.take()
        if normal(asked["email"]) != user.email:
            wrong = ErrorDetail(str(_("This is not your address.")), code="not_your_address")
            raise ValidationError({"email": [wrong]})
        left = leave(user, withdraw=asked["mode"] == "withdraw")
        why = [str(STAYS), str(NOT_OURS_TO_ERASE)]
        answer = Response({"mode": asked["mode"], **left._asdict(), "why": why})
        answer["Cache-Control"] = "no-store"
        return answer
