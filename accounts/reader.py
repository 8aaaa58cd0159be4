"""The reader: whoever asks, resolved once per request, and the start of every `visible_to`."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.db.models import CharField, QuerySet, Value

from accounts.prepared import Prepared

if TYPE_CHECKING:
    from accounts.models import User

type Standing = tuple[str, UUID, str, UUID]
READING_ROLES = ("coach", "moderator", "editor")
PARTICIPATION = ""  # the role of who reads in a circle by a company


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks and what they belong to; ids only, so that a rule cannot leak a name.

    `companies` and `stewarding` are companies the person is a current member or steward of;
    `circles` are those the person may read in, by a company's participation or an appointment
    that reads; `moderating` are circles the person moderates, `independent` those of them in which
    none of the person's companies takes part. `persona` is the anonymous voice of whoever shows a
    receipt instead of signing in; everything else is empty then. `suspended_until` is set while the
    person may read but not write; `joined_at` is when the account was made. `participations` says
    which of the companies takes part in which circle, as pairs (company, circle); it decides which
    company may speak where and never what is visible.
    """

    user_id: UUID | None = None
    companies: frozenset[UUID] = frozenset()
    stewarding: frozenset[UUID] = frozenset()
    circles: frozenset[UUID] = frozenset()
    moderating: frozenset[UUID] = frozenset()
    independent: frozenset[UUID] = frozenset()
    persona: UUID | None = None
    suspended_until: datetime | None = None
    joined_at: datetime | None = field(default=None, compare=False)
    participations: frozenset[tuple[UUID, UUID]] = field(default=frozenset(), compare=False)

    @property
    def is_participant(self) -> bool:
        """Tell whether the audience `members` includes this reader (T2)."""
        return bool(self.companies or self.circles)

    def companies_in(self, circle_id: UUID | None) -> frozenset[UUID]:
        """The person's companies that take part in a circle."""
        return frozenset(company for company, circle in self.participations if circle == circle_id)

    def circles_of(self, company_id: UUID | None) -> frozenset[UUID]:
        """The circles in which one of the person's companies takes part."""
        return frozenset(circle for company, circle in self.participations if company == company_id)

    @classmethod
    def of(cls, user: "User | None") -> Self:
        """Resolve a signed-in person by one query; nobody and the deactivated read as nobody."""
        if user is None or not user.is_active:
            return cls()
        found = cls._from_standings(user.pk, STANDINGS.rows(user_id=user.pk))
        return replace(found, joined_at=user.joined_at, suspended_until=user.suspension_ends_at)

    @classmethod
    def of_everybody(cls) -> list[Self]:
        """Everybody who can sign in, each as `of` resolves them, by two queries."""
        standings: dict[UUID, list[Standing]] = {}
        for user_id, *standing in _standing_rows({"user__is_active": True}, "user_id"):
            standings.setdefault(user_id, []).append(tuple(standing))
        users = apps.get_model("accounts", "User").objects.filter(is_active=True).order_by("pk")
        ids = users.values_list("pk", flat=True)
        return [cls._from_standings(pk, standings.get(pk, [])) for pk in ids]

    @classmethod
    def _from_standings(cls, user_id: UUID, standings: Iterable[Standing]) -> Self:
        rows = list(standings)
        moderating = _ids(rows, "circle", "moderator")
        return cls(
            user_id=user_id,
            companies=_ids(rows, "company"),
            stewarding=_ids(rows, "company", "steward"),
            circles=_ids(rows, "circle"),
            moderating=moderating,
            independent=moderating - _ids(rows, "circle", PARTICIPATION),
            participations=frozenset(
                (company, circle)
                for kind, circle, role, company in rows
                if kind == "circle" and role == PARTICIPATION
            ),
        )


NOBODY = Reader()


def _ids(rows: list[Standing], kind: str, role: str | None = None) -> frozenset[UUID]:
    return frozenset(pk for k, pk, r, _by in rows if k == kind and role in (None, r))


def _standings(user_id: UUID) -> QuerySet[Any, Any]:
    """What one person belongs to."""
    return _standing_rows({"user": user_id})


def _standing_rows(who: dict[str, Any], *whose: str) -> QuerySet[Any, Any]:
    """Memberships, participations of the companies and appointments, as one UNION.

    `who` chooses the people; `whose` are columns of theirs to put in front. The last column is the
    company that takes part; in the other rows it repeats the id, and nobody reads it.
    """
    path = "company__memberships__"
    theirs = {f"{path}{name}": value for name, value in who.items()}
    memberships = apps.get_model("accounts", "Membership").objects.current()
    participations = apps.get_model("accounts", "Participation").objects.filter(
        left_at=None, **theirs, company__memberships__left_at=None
    )
    appointments = apps.get_model("accounts", "Appointment").objects.filter(
        **who, ended_at=None, role__in=READING_ROLES
    )
    below = appointments.filter(circle__children__isnull=False)  # a programme's cohorts
    texts = ("company", "circle", PARTICIPATION)
    company, circle, none = (Value(text, CharField()) for text in texts)
    by_company = [f"{path}{name}" for name in whose]
    rows: QuerySet[Any, Any] = (
        memberships.filter(**who)
        .order_by()
        .values_list(*whose, company, "company_id", "role", "company_id")
        .union(
            participations.order_by().values_list(
                *by_company, circle, "circle_id", none, "company_id"
            ),
            appointments.order_by().values_list(*whose, circle, "circle_id", "role", "circle_id"),
            below.order_by().values_list(
                *whose, circle, "circle__children__id", "role", "circle_id"
            ),
        )
        .order_by()
    )
    return rows


STANDINGS = Prepared(_standings)
