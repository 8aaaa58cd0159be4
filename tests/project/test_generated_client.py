"""An integrator generates a client from our OpenAPI file and tells a whole story with it."""

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from accounts.models import Circle, User
from forum.models import Story
from tests.clients import session_token
from tests.project.tree import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
type Call = Callable[..., Any]

# The generator knows no type of a file but this one.
FILES = ("application/pdf", "image/jpeg", "image/png", "image/webp")
CONFIG = "post_hooks: []\ncontent_type_overrides:\n" + "".join(
    f"  {kind}: application/octet-stream\n" for kind in FILES
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package `tillit_client` made from docs/openapi.yaml."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "config.yml").write_text(CONFIG)
    command = [
        str(Path(sys.executable).parent / "openapi-python-client"), "generate", "--meta", "none",
        "--fail-on-warning", "--path", str(ROOT / "docs/openapi.yaml"),
        "--config", str(folder / "config.yml"), "--output-path", str(folder / "tillit_client"),
    ]  # fmt: skip
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


@pytest.fixture
def call(generated: Path, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call an operation of the generated client as somebody."""
    monkeypatch.syspath_prepend(str(generated))
    client = importlib.import_module("tillit_client.client").Client

    def as_somebody(user: User, operation: str, *args: Any, **body: Any) -> Any:
        module = importlib.import_module(f"tillit_client.api.{operation}")
        headers = {"X-Session-Token": session_token(user)}
        with client(base_url=live_server.url, headers=headers) as connected:
            return module.sync_detailed(*args, client=connected, **body)

    return as_somebody


def shape(name: str, **fields: Any) -> Any:
    """A body of the generated client's own models."""
    models = importlib.import_module("tillit_client.models")
    return getattr(models, name).from_dict(fields)


def test_a_story_is_told_with_the_generated_client(
    call: Call, teller: User, steward: User, stranger: User, circle: Circle
) -> None:
    words = {"title": "Fixturen", "summary": "Ingen ville ha den.", "audience": "circle"}
    draft = shape("StoryBegunRequest", **words, circle=circle.slug)
    story = call(teller, "stories.begin_story", body=draft).parsed
    call(teller, "stories.add_cycle", story.id, body=shape("CycleBodyRequest", title="Ett"))
    call(teller, "stories.submit_story", story.id)
    call(steward, "stories.approve_story", story.id, if_match="*")
    shown = call(stranger, "stories.read_story", story.id).parsed
    said = shape("CommentBodyRequest", body="Hos oss också.")
    call(stranger, "threads.comment", shown.thread, body=said)
    call(stranger, "stories.react_to_story", story.id, "brave")

    page = call(teller, "threads.list_comments", shown.thread).parsed
    assert [comment.body for comment in page.results] == ["Hos oss också."]
    assert Story.objects.get(pk=story.id).reaction_counts == {"brave": 1}


def test_a_refusal_is_a_typed_problem(call: Call, stranger: User, circle: Circle) -> None:
    draft = shape("StoryBegunRequest", title="x", audience="circle", circle="ingen-krets")
    refused = call(stranger, "stories.begin_story", body=draft)
    assert refused.status_code == httpx.codes.BAD_REQUEST
    assert refused.parsed.code == "invalid"
    assert refused.parsed.errors[0].pointer == "/circle"
