"""Who may come across the words of which field: written from design.md §3 and leaks.md.

A field without a line is for nobody: whoever shows a new one declares it here first.
"""

from functools import cache
from typing import Any

from django.db import models

from accounts.models import Membership
from tests.trust.canaries.planting import Canary
from tests.trust.canaries.scene import Scene

CIRCLE = {"teller", "colleague", "steward", "stranger", "coach", "moderator", "insider"}
FAR = {"outsider", "elsewhere"}
OWN = {"teller", "colleague", "steward", "insider"}
JUDGES = {"moderator", "insider"}
# Where a thing lies, and for whom it exists there (T2, T4, T10).
PLACES: dict[str, set[str]] = {
    "circle": CIRCLE,
    "company": OWN,
    "draft": {"teller"},
    "in_review": {"teller", "steward"},
    "scheduled": {"teller", "steward"},
    "hidden": {"teller", "steward"} | JUDGES,
    "withdrawn": set(),
    "far": FAR,
    "silenced": {"stranger"},
    "taken_away": set(),
    # Told without a name (T5): of the teller's own session nothing is left, only of the receipt's.
    "unnamed draft": set(),
    "unnamed in review": {"moderator", "bearer"},  # of no company there (T4)
    "unnamed": CIRCLE,
    "unspoken voice": set(),
    "unspoken": {"moderator"},  # an answer nobody but its voice and who checks it has read
}
AUTHORS = {"far": {"outsider"}, "unnamed in review": {"bearer"}}
# `readers`: for whom it exists; `author`, and `handlers` (with the steward of the company's name):
# of them, these; `asked`: its readers where it is a question, for a story has its own words;
# `in_force`: everybody, from the day it is published;
# `sender`: whoever reported; `concerned`: whom a decision fell on; both the stranger, in the scene;
# `members`: the company's own; `met`: oneself, colleagues, and readers of what the person told.
FIELDS = """
forum.story         readers    title summary background expectation actions results analysis
forum.story         readers    lessons advice participation sections_html
forum.story         author     review_note
forum.story         handlers   requested_audience
forum.revision      handlers   texts
forum.thread        asked      title body body_html
forum.comment       readers    body body_html
forum.cycle         readers    title plan do checked act
forum.measurement   readers    name unit baseline_period result_period
forum.followup      readers    body
forum.attachment    readers    name caption content_type file.bytes
forum.attachment    nobody     words
forum.proposal      handlers   contents note file.bytes
forum.waiting       readers    body
forum.persona       heard      label
forum.persona       readers    sector size region
forum.redaction     nobody     source
forum.report        sender     sentence
forum.decision      concerned  sentence
forum.appeal        concerned  sentence answer
forum.ruling        nobody     before
forum.heldword      nobody     word
forum.guidelines    in_force   preamble_sv preamble_en
forum.guidelines    in_force   company_promise_sv company_promise_en
forum.guidelines    in_force   programme_promise_sv programme_promise_en
forum.rule          in_force   name_sv name_en text_sv text_en
accounts.user       met        display_name title
accounts.user       self       email
accounts.company    partners   name slug
accounts.company    members    whistleblowing_url
accounts.circle     inside     name_sv name_en
accounts.circle     appointed  slug
accounts.invitation steward    email
"""
# In the admin whoever holds every right looks after people, companies and circles, but reads none
# of their secrets and no mail; being staff shows nothing that was told.
KEPT_FROM_STAFF = {"accounts.user.password", "accounts.invitation.digest"}
DECISIONS = {"hide", "restore"}


@cache
def declared() -> dict[str, str]:
    """The word of the table for each field."""
    lines = (line.split() for line in FIELDS.strip().splitlines())
    return {f"{model}.{name}": word for model, word, *names in lines for name in names}


def may_find(scene: Scene, canary: Canary) -> set[str]:
    """The personas who may come across this word through the API."""
    word = declared().get(canary.field, "nobody")
    ask = {"met": met, "self": oneself, "partners": partners, "inside": insiders}
    ask |= {"members": lambda scene, company: members_of(scene, [company.pk])}
    ask |= {"appointed": appointed, "steward": its_steward, "nobody": lambda *_: set()}
    ask |= {"in_force": in_force, "sender": stranger, "concerned": stranger}
    found = ask.get(word, told_to.get(word))
    assert found, word
    return found(scene, canary.row) - {"deactivated"}


def its_steward(scene: Scene, row: Any) -> set[str]:
    """The steward, of what belongs to the steward's own company."""
    return {"steward"} if row.company == scene.world.company else set()


def readers(scene: Scene, row: Any) -> set[str]:
    """For whom a row exists that hangs on a story, a thread or a comment."""
    return PLACES[place_of(scene, row)]


def authors(scene: Scene, row: Any) -> set[str]:
    """Of its readers, whoever told it."""
    place = place_of(scene, row)
    return PLACES[place] & ({"teller"} if in_a_name(place) else AUTHORS.get(place, set()))


def in_a_name(place: str) -> bool:
    """Tell whether what lies there is told in the company's name."""
    return place != "far" and not place.startswith("un")


def handlers(scene: Scene, row: Any) -> set[str]:
    """Author and steward, of a story; earlier texts of comments are shown to nobody."""
    if getattr(row, "comment_id", None):
        return set()
    steward = {"steward"} if in_a_name(place_of(scene, row)) else set()
    return authors(scene, row) | (readers(scene, row) & steward)


def asked(scene: Scene, row: Any) -> set[str]:
    """The readers of a question."""
    return set() if row.story_id else readers(scene, row)


def heard(scene: Scene, row: Any) -> set[str]:
    """The readers of what a voice says; whoever checks an answer sees the label it will have."""
    is_waiting = place_of(scene, row) == "unspoken voice"
    return PLACES["unspoken"] if is_waiting else readers(scene, row)


told_to = {
    "heard": heard,
    "readers": readers,
    "author": authors,
    "handlers": handlers,
    "asked": asked,
}


def place_of(scene: Scene, row: Any) -> str:
    """Where a row lies: by itself, or by what it hangs on."""
    while row.pk not in scene.places:
        above = [getattr(row, name, None) for name in ("comment", "thread", "story")]
        row = next(one for one in above if isinstance(one, models.Model))
    return scene.places[row.pk]


def oneself(scene: Scene, user: Any) -> set[str]:
    """The person."""
    return {who for who, one in scene.cast.items() if one == user}


def met(scene: Scene, user: Any) -> set[str]:
    """The person, the colleagues, and the readers of what they told."""
    me = oneself(scene, user)
    companies = user.memberships.current().values_list("company", flat=True)
    told = CIRCLE if me & {"teller", "stranger"} else FAR if me & FAR else set()
    return me | told | members_of(scene, companies)


def in_force(scene: Scene, row: Any) -> set[str]:
    """Everybody, of the guidelines that hold; nobody, of a draft."""
    published = getattr(row, "guidelines", row).published_at
    return {*scene.cast, "bearer"} if published else set()


def stranger(scene: Scene, row: Any) -> set[str]:
    """Who reported and was warned: nobody else is shown either."""
    return {"stranger"}


def members_of(scene: Scene, companies: Any) -> set[str]:
    """The personas who belong to any of the companies now."""
    members = Membership.objects.current().filter(company__in=companies)
    users = set(members.values_list("user", flat=True))
    return {who for who, one in scene.cast.items() if one and one.pk in users}


def partners(scene: Scene, company: Any) -> set[str]:
    """Who may know a company: its own, and those who read in a circle it takes part in."""
    circles = company.participations.filter(left_at=None).values_list("circle", flat=True)
    found = members_of(scene, [company.pk])
    for circle, people in ((scene.world.circle, CIRCLE), (scene.far, FAR)):
        found |= people if circle.pk in circles else set()
    return found


def insiders(scene: Scene, circle: Any) -> set[str]:
    """Who reads in a circle."""
    return {scene.world.circle.pk: CIRCLE, scene.far.pk: FAR}.get(circle.pk, set())


def appointed(scene: Scene, circle: Any) -> set[str]:
    """Who reads in a circle or has any appointment there, or told something there."""
    here = {"funder", "bearer"} if circle.pk == scene.world.circle.pk else set()
    return insiders(scene, circle) | here


def may_find_at_desk(scene: Scene, canary: Canary) -> set[str]:
    """The personas who may come across this word in the admin, as staff."""
    found = may_find(scene, canary)
    model, _, name = canary.field.rpartition(".")
    looked_after = model.startswith("accounts.") and model != "accounts.mail"
    if looked_after and canary.field not in KEPT_FROM_STAFF:
        judge = canary.row in {scene.cast[who] for who in JUDGES}
        decided = {"superuser"} | (JUDGES if judge else set())
        return found | decided  # who decided stands beside the reason
    if model in {"forum.guidelines", "forum.rule"}:
        return found | {"superuser"}  # who may write them reads the draft
    if model == "forum.heldword":
        return {*scene.cast}  # none of the rules against spam is secret from those at a desk
    if model in AT_THE_DESK:
        return AT_THE_DESK[model]
    if model == "forum.thread":
        return found | readers(scene, canary.row)
    return found | (silenced(scene, canary.row, name) if model in MODERATED else set())


def silenced(scene: Scene, row: Any, name: str) -> set[str]:
    """Moderators read what moderation hid, and why (T11)."""
    if name == "note":
        return readers(scene, row) & JUDGES if row.verb in DECISIONS else set()
    if name not in {"body", "body_html"}:
        return set()
    # The verb that takes a comment away empties it: what it might leave the page would show.
    left = CIRCLE if place_of(scene, row) == "taken_away" else set()
    return left | (JUDGES if place_of(scene, row) == "silenced" else set())


# The report is about the insider's own company, which leaves it to the moderator (T11).
AT_THE_DESK = {
    "forum.report": {"moderator"}, "forum.decision": JUDGES, "forum.appeal": JUDGES,
}  # fmt: skip
MODERATED = {"forum.comment", "forum.storyevent"}
