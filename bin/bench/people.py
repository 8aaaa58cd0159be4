"""Who takes part in the measured world: 40 companies in two circles, two members each."""

from datetime import timedelta
from itertools import count

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from accounts.models import Circle, Company, Membership, Participation, User
from accounts.sessions import SessionStore

COMPANIES = 40
SETTLED = timedelta(days=365)  # nearly everybody who writes; a first week has rules of its own
_numbers = count(1)


def plant_people() -> list[Circle]:
    """Write companies, members and circles; every third company takes part in both circles."""
    companies = Company.objects.bulk_create([_company(n) for n in range(COMPANIES)])
    circles = Circle.objects.bulk_create([_circle(name) for name in ("Norr", "Söder")])
    users = User.objects.bulk_create([_person(n) for n in range(2 * COMPANIES)])
    Membership.objects.bulk_create(
        Membership(user=user, company=companies[n // 2], role=("steward", "member")[n % 2])
        for n, user in enumerate(users)
    )
    Participation.objects.bulk_create(
        Participation(circle=circle, company=company)
        for n, company in enumerate(companies)
        for circle in (circles if n % 3 == 0 else [circles[n % 2]])
    )
    return circles


def members(circle: Circle) -> list[tuple[User, Company]]:
    """Those who read in the circle, each with their company."""
    found = Membership.objects.filter(company__participations__circle=circle)
    rows = found.select_related("user", "company").order_by("user__email")
    return [(row.user, row.company) for row in rows]


def sign_in(user: User) -> str:
    """A session as a sign-in leaves it; returns the token the client sends."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    session.save()
    return str(session.session_key)


def _company(n: int) -> Company:
    name, slug = f"Provverkstaden {n} AB", f"provverkstaden-{n}"
    number = f"559{n:06d}-0"  # unlike a real one, its check digit is mostly wrong
    return Company(name=name, slug=slug, organisation_number=number)


def _person(n: int) -> User:
    who = {"email": f"prov{n}@tillit.example", "display_name": f"Prova Provsson {n}"}
    joined = timezone.now() - SETTLED
    return User(**who, joined_at=joined, title="produktionsledare", password="!")  # noqa: S106


def _circle(name: str) -> Circle:
    names = {"name_sv": f"Krets {name}", "name_en": f"Circle {name}"}
    return Circle(kind="group", slug=f"krets-{next(_numbers)}", **names)
