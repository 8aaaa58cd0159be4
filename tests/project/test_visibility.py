"""Every query that the API begins asks first who reads (T1)."""

import ast
from pathlib import Path

from tests.project.tree import ROOT, named, sources

# What needs no reader, with the reason. Whoever adds a line here explains it to a reviewer.
REFERENCE = "reference data, the same for everybody"
CHILD = "children of a story or thread the caller has loaded by visible_to"
ANSWERS = "asks for the reader itself: of what they see, what waits for their yes"
OWN = "rows of the one who asks, by a secret or an id only they have"
WITHOUT_READER = {
    "api/authentication.py: Session.objects.filter": OWN,
    "api/comments.py: Thread.objects.filter": "the thread of a comment found by visible_to",
    "api/comments.py: Thread.objects.open_to": OWN,
    "api/companies.py: Guidelines.objects.current": REFERENCE,
    "api/companies.py: Invitation.objects.find": OWN,
    "api/thread_identifiers.py: Thread.objects.open_to": OWN,
    "api/decisions.py: Appeal.objects.lodged_by": OWN,
    "api/decisions.py: Ruling.objects.concerning": OWN,
    "api/guidelines.py: Guidelines.objects.current": REFERENCE,
    "api/idempotency.py: IdempotencyRecord.objects.bulk_create": OWN,
    "api/idempotency.py: IdempotencyRecord.objects.filter": OWN,
    "api/me.py: Guidelines.objects.standing_of": OWN,
    "api/kept_outside.py: Persona.objects.held_by": OWN,
    "api/parts.py: Metric.objects.order_by": REFERENCE,
    "api/passes.py: Persona.objects.filter": OWN,
    "api/proposals.py: Proposal.objects.to_be_answered_by": ANSWERS,
    "api/promises.py: Guidelines.objects.current": REFERENCE,
    "api/receipts.py: Comment.objects.filter": OWN,
    "api/receipts.py: Persona.objects.held_by": OWN,
    "api/receipts.py: Story.objects.filter": OWN,
    "api/reference.py: Metric.objects.order_by": REFERENCE,
    "api/reference.py: Topic.objects.order_by": REFERENCE,
    "api/reports.py: Persona.objects.filter": "the labels of voices in one's own reports",
    "api/shapes/audience.py: CompanyPromise.objects.given_by": "of the teller's own company",
    "api/shapes/audience.py: Guidelines.objects.current": REFERENCE,
    "api/shapes/comment.py: Comment.objects.filter": CHILD,
    "api/shapes/thread.py: Comment.objects.filter": "whether a visible thread holds something",
    "api/shapes/parts.py: self.model.objects.of": CHILD,
    "api/shapes/proposal.py: Proposal.objects.to_be_answered_by": ANSWERS,
    "api/shapes/story.py: Reaction.objects.filter": OWN,
    "api/shapes/audience.py: Inspiration.objects.for_every_reader": CHILD,
    "api/shapes/story.py: Inspiration.objects.for_every_reader": CHILD,
    "api/shapes/story.py: StoryTopic.objects.filter": CHILD,
    "api/stories.py: Topic.objects.order_by": REFERENCE,
}


def chained(tree: ast.AST) -> list[str]:
    """Every `Name.objects.attribute` of a file; a bare `Name.objects` ends in a full stop."""
    owners = {
        id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    return [
        f"{ast.unparse(node)}.{owners.get(id(node), '')}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]


def begun_without_reader(path: Path) -> list[str]:
    found = chained(ast.parse(path.read_text()))
    return [f"{named(path)}: {begun}" for begun in found if not begun.endswith(".visible_to")]


def test_every_query_of_the_api_is_visible_to_somebody() -> None:
    api = [path for path in sources() if path.is_relative_to(ROOT / "api")]
    strays = {stray for path in api for stray in begun_without_reader(path)}
    assert strays == set(WITHOUT_READER)


def test_a_query_without_a_reader_is_noticed() -> None:
    assert chained(ast.parse("Story.objects.filter(pk=1)")) == ["Story.objects.filter"]
    assert chained(ast.parse("manager = Story.objects")) == ["Story.objects."]
