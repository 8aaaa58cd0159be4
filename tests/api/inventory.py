"""Every operation of the API as its description lists them, and a world with one of everything.

Tests that go through this list cover an operation from the day it is declared.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import uuid4

import yaml
from django.apps import apps
from django.utils import timezone
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from rest_framework.test import APIClient

from accounts.models import Circle, Company, Invitation, User
from accounts.reader import Reader
from forum.models import (
    Attachment,
    Cycle,
    FollowUp,
    Measurement,
    Persona,
    Postponed,
    Report,
    Story,
    Thread,
    Waiting,
)
from forum.uploads import CleanFile
from tests.factories import (
    make_decision,
    make_draft,
    make_member,
    make_question,
    make_story,
    make_user,
)
from tests.project.tree import ROOT

VERBS = {"get", "post", "put", "patch", "delete"}
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**15,
    "",
    " ",
    "\t",
    "x",
    [],
    ["x"],
    [[]],
    {},
    {"x": {}},
]


PICTURE = CleanFile("bild.png", b"x", "image/png", ".png", 1, 1, "0" * 64)
UNNAMED = replace(PICTURE, lost=("name",))  # as it is cleaned for what is told anonymously


@dataclass(frozen=True)
class Operation:
    """One method of one address, with its JSON body if it takes one."""

    name: str
    method: str
    path: str
    body: Any
    is_paged: bool
    is_versioned: bool
    is_repeatable: bool  # takes an Idempotency-Key

    def __str__(self) -> str:
        return self.name

    @property
    def is_a_moderators(self) -> bool:
        """Whether it is about an answer that waits, which no steward sees (T4)."""
        return self.path.startswith("/api/v1/waiting/{id}/")


@cache
def description() -> dict[str, Any]:
    """The OpenAPI file of docs/ (another test keeps it in step with the code)."""
    text = (ROOT / "docs" / "openapi.yaml").read_text()
    found: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return found


@cache
def operations() -> list[Operation]:
    """All operations, in the order of the file."""
    return [
        operation(method, path, declared)
        for path, verbs in description()["paths"].items()
        for method, declared in verbs.items()
        if method in VERBS
    ]


def operation(method: str, path: str, declared: dict[str, Any]) -> Operation:
    """What the file says of one operation."""
    content = declared.get("requestBody", {}).get("content", {})
    parameters = {one["name"] for one in declared.get("parameters", [])}
    return Operation(
        name=declared["operationId"],
        method=method,
        path=path,
        body=content.get("application/json", {}).get("schema"),
        is_paged="cursor" in parameters,
        is_versioned="If-Match" in parameters,
        is_repeatable="Idempotency-Key" in parameters,
    )


def with_body() -> list[Operation]:
    """Operations that take JSON."""
    return [one for one in operations() if one.body]


def addressed() -> list[Operation]:
    """Operations whose address names something."""
    return [one for one in operations() if "{" in one.path]


def resolved(schema: Any) -> Any:
    """A schema with its reference followed."""
    if "$ref" in schema:
        return resolved(description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    return schema


def fields(one: Operation) -> dict[str, Any]:
    """The fields of a body with their schemas."""
    found: dict[str, Any] = resolved(one.body)["properties"]
    return found


def takes(schema: Any, value: Any) -> bool:
    """Tell whether the description allows a value."""
    whole = {**schema, "components": description()["components"]}
    return bool(Draft202012Validator(whole).is_valid(value))


def sample(schema: Any, text: str = "Text") -> Any:
    """The smallest body that the description allows."""
    schema = resolved(schema)
    if "enum" in schema:
        return schema["enum"][0]
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    simple = {"integer": 6, "number": 6, "boolean": True, "array": []}
    if kind == "object":
        needed = schema.get("required", [])
        return {name: sample(schema["properties"][name], text) for name in needed}
    texts = {"uuid": str(uuid4()), "email": "ny@x.example", "date": "2026-11-22"}
    return simple.get(kind, texts.get(schema.get("format", ""), text))


@dataclass
class World:
    """Names of one of everything, by the word of the address before them."""

    names: dict[str, str]

    def at(self, path: str, **instead: str) -> str:
        """The address with its names filled in."""
        words = path.split("/")
        for place, word in enumerate(words):
            if word.startswith("{"):
                kind = words[place - 1]
                words[place] = instead.get(kind) or self.names[kind]
        return "/".join(words)


def one_of_everything(boss: User, company: Company, circle: Circle) -> World:
    """What a steward who also writes has: a draft with parts, a question, a comment, an invitation.

    All of it is told to the circle and seen by nobody outside it.
    """
    by = Reader.of(boss)
    story = make_draft(boss, audience="circle", circle_id=circle.pk)
    proposed = proposed_by(make_member(company), boss, circle)
    question = make_question(boss, circle)
    comment = question.comment(by=by, body="Så gör vi.")
    circle.appoint(moderator := make_user(), "moderator")
    reported = Report.file(question, by=by, reason="other")
    invitation, _token = Invitation.issue(
        company=company, email="in@x.example", role="member", by=boss
    )
    found: dict[str, Any] = parts_of(story, by) | {
        "stories": story.pk,
        "threads": question.pk,
        "proposals": proposed.pk,
        "comments": comment.pk,
        "reports": reported.pk,
        "decisions": make_decision(comment, by=moderator, measure="warn").pk,
        "companies": company.slug,
        "circles": circle.slug,
        "members": company.memberships.get(user=boss).pk,
        "invitations": invitation.pk,
        "reactions": "learned",
        **waiting_in(question, story),
    }
    return World({kind: str(name) for kind, name in found.items()})


def proposed_by(member: User, steward: User, circle: Circle) -> Any:
    """A picture that a member wants beside a story that is out; it waits for the steward."""
    told = make_story(member, steward=steward, audience="circle", circle_id=circle.pk)
    return Attachment.attach(told, by=Reader.of(member), clean=PICTURE)


def waiting_in(thread: Thread, story: Story) -> dict[str, Any]:
    """An anonymous answer and an act by receipt that wait for their batch."""
    voice, today = Persona.speak(thread), timezone.localdate()
    answer = Waiting.objects.create(persona=voice, thread=thread, body="Vi teg.", batch_on=today)
    later = Postponed.objects.create(persona=voice, story=story, act="lock", due_on=today)
    return {"waiting": answer.pk, "postponed": later.pk}


def send(client: APIClient, one: Operation, world: World, body: Any = None) -> Any:
    """Call an operation with a body and a version that always matches."""
    call = getattr(client, one.method)
    return call(world.at(one.path), body, headers={"If-Match": "*"} if one.is_versioned else {})


def nothing_at_all(world: World) -> World:
    """The same kinds of names, none of which exists."""
    plain = {"companies": "ingen", "circles": "ingen", "reactions": world.names["reactions"]}
    return World({kind: plain.get(kind) or str(uuid4()) for kind in world.names})


def parts_of(story: Story, by: Reader) -> dict[str, Any]:
    """One part of each kind."""
    values = {"name": "Ställtid", "unit": "min", "direction": "lower", "baseline": 40}
    return {
        "cycles": Cycle.add(story, by=by, title="Försök").pk,
        "measurements": Measurement.add(story, by=by, **values).pk,
        "follow-ups": FollowUp.add(story, by=by, months=6, held="yes").pk,
        "attachments": Attachment.attach(
            story, by=by, clean=PICTURE if story.is_named else UNNAMED
        ).pk,
    }


def everything() -> dict[str, list[Any]]:
    """All rows of all tables, to compare before and after."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
    }


def assert_lists_answer(client: APIClient) -> None:
    """No poison pill: every list still answers."""
    for one in operations():
        if one.method == "get" and "{" not in one.path:
            assert client.get(one.path).status_code == 200, one.path
    assert Thread.objects.exists()
