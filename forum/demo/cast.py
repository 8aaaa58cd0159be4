"""Who takes part: companies, people, circles and appointments, made once and then left alone."""

from dataclasses import dataclass, field
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission

from accounts.models import Circle, Company, Invitation, Membership, User
from accounts.reader import Reader
from forum.demo.reading import Words

PENDING: Final = "nyanstalld@brunnaker-plat.example"
INVITING: Final = "brunnaker-plat"
CHECKER: Final = "ingrid.salg@skruvavidare.example"


@dataclass(slots=True)
class Cast:
    """The people of the world by e-mail and circles by slug; readers are resolved once each."""

    people: dict[str, User] = field(default_factory=dict)
    circles: dict[str, Circle] = field(default_factory=dict)
    newcomers: list[User] = field(default_factory=list)
    _readers: dict[str, Reader] = field(default_factory=dict)

    def reader(self, email: str) -> Reader:
        """The person as a reader, once everybody is in place."""
        if email not in self._readers:
            self._readers[email] = Reader.of(self.people[email])
        return self._readers[email]

    def steward(self, company: Company) -> Reader:
        """The steward who answers for a company."""
        stewards = Membership.objects.current().filter(company=company, role="steward")
        return Reader.of(stewards.select_related("user").order_by("user__email")[0].user)

    def checker(self) -> Reader:
        """The moderator, who belongs to no company and may check the anonymous (T4)."""
        return self.reader(CHECKER)


def gather(words: Words, password: str) -> Cast:
    """Bring everybody in who is not here yet; `password` is for those who are new."""
    cast = Cast()
    companies = {company["slug"]: _company(company) for company in words["companies"]}
    hashed = make_password(password)
    for person in words["people"]:
        _bring(cast, person, companies, hashed)
    for circle in words["circles"]:
        cast.circles[circle["slug"]] = _circle(circle, cast, companies)
    for appointment in words["appointments"]:
        user = cast.people[appointment["person"]]
        if user in cast.newcomers:
            cast.circles[appointment["circle"]].appoint(user, appointment["role"])
    return cast


def _company(words: Words) -> Company:
    names = ("name", "organisation_number", "size", "approval_required")
    values = {name: words[name] for name in names}
    values |= {"industry_id": words["sni"], "county_id": words["county"]}
    return Company.objects.get_or_create(slug=words["slug"], defaults=values)[0]


def _bring(cast: Cast, words: Words, companies: dict[str, Company], hashed: str) -> None:
    """Let a person in by an invitation accepted, with an address that is verified."""
    email = words["email"]
    user = User.objects.filter(email=email).first()
    if user is None:
        user = _person(words, hashed)
        cast.newcomers.append(user)
        if "company" in words:
            company = companies[words["company"]]
            invitation, _token = Invitation.issue(
                company=company, email=email, role=words["role"], by=None
            )
            invitation.accept(by=user)
    cast.people[email] = user


def _person(words: Words, hashed: str) -> User:
    admin = bool(words.get("admin"))
    user = User.objects.create_user(
        words["email"],
        display_name=words["name"],
        title=words["title"],
        language=words["language"],
        is_staff=admin or bool(words.get("staff")),
        is_superuser=admin,
    )
    user.password = hashed
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    rights = Permission.objects.filter(codename__in=words.get("rights", []))
    user.user_permissions.set(rights)
    return user


def _circle(words: Words, cast: Cast, companies: dict[str, Company]) -> Circle:
    names = {name: words[name] for name in ("name_sv", "name_en", "kind")}
    names["parent"] = cast.circles.get(words.get("parent", ""))
    circle, is_new = Circle.objects.get_or_create(slug=words["slug"], defaults=names)
    if is_new:
        for slug in words["companies"]:
            circle.admit(companies[slug])
    return circle


def invite() -> str:
    """Leave one invitation open; return its token, or "" when it was sent before."""
    company = Company.objects.get(slug=INVITING)
    if Invitation.objects.filter(company=company, email=PENDING).exists():
        return ""
    steward = Membership.objects.current().filter(company=company, role="steward")[0].user
    return Invitation.issue(company=company, email=PENDING, role="member", by=steward)[1]
