"""Who there is: companies that look alike, those who may be the secret, and those who look on."""

from dataclasses import dataclass, field

from rest_framework.test import APIClient

from accounts.models import Circle, Company, User
from tests.clients import API, signed_in
from tests.factories import make_circle, make_company, make_member, make_user

# All are alike, so that what is shown of the teller's says nothing; six of them are a crowd, and
# after one has left it matters whether the teller's own is counted.
COMPANIES = ["Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta"]
# Nobody who may be the secret looks on: each knows what they did themselves.
SECRETIVE = {
    "tilda": ("Alfa", "member"),
    "tore": ("Alfa", "member"),
    "tove": ("Alfa", "steward"),
    "berit": ("Beta", "member"),
    "zoe": ("Zeta", "member"),
    "klara": ("Gamma", "member"),
    "klas": ("Delta", "member"),
}
ONLOOKERS = {
    "colleague of Alfa": ("Alfa", "member"),
    "steward of Alfa": ("Alfa", "steward"),
    "colleague of Beta": ("Beta", "member"),
    "steward of Beta": ("Beta", "steward"),
    "colleague of Gamma": ("Gamma", "member"),
    "stranger": ("Epsilon", "member"),
    "local moderator": ("Zeta", "member"),
}
BUSY = {  # they fill the forum, and the second anonymous story of each batch is one of theirs
    "frida": ("Eta", "member"),
    "folke": ("Eta", "steward"),
    "gerd": ("Zeta", "steward"),
}
APPOINTED = {
    "coach": "coach",
    "moderator": "moderator",
    "other moderator": "moderator",
    "local moderator": "moderator",
    "funder": "observer",
}


@dataclass
class Cast:
    """People and companies by their names in the script."""

    people: dict[str, User] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    circles: dict[str, Circle] = field(default_factory=dict)
    clients: dict[str, APIClient] = field(default_factory=dict)


def make_cast() -> Cast:
    """Seven companies in a circle, two of them in another as well, and everybody of them."""
    cast = Cast()
    for name in COMPANIES:
        cast.companies[name] = make_company(f"{name} Verkstad AB")
    cast.circles["main"] = make_circle(*cast.companies.values())
    cast.circles["side"] = make_circle(cast.companies["Alfa"], cast.companies["Epsilon"])
    for who, (company, role) in (SECRETIVE | ONLOOKERS | BUSY).items():
        cast.people[who] = make_member(cast.companies[company], who.title(), role)
    for who, role in APPOINTED.items():
        cast.people.setdefault(who, make_user(who.title()))
        cast.circles["main"].appoint(cast.people[who], role)
    cast.people["chief"] = make_user("Chief", is_staff=True, is_superuser=True)
    # Everybody signs in before anything happens: who signs in when is not the question.
    cast.clients = {who: signed_in(user) for who, user in cast.people.items()}
    for client in cast.clients.values():
        client.get(f"{API}/me/")
    cast.clients["nobody"] = signed_in()
    return cast
