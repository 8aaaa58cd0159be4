"""T5: a full copy of the database, with all keys, does not say who told anything anonymously."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task_backends
from django.utils import timezone

from accounts.sign_in import second_factor_keys
from accounts.tasks import forget_sessions
from api.keys import derived, mac
from api.models import IdempotencyRecord
from forum.models import Attachment, Comment, Persona, Story, StoryEvent
from tests.trust.interference import dump, needles, scripts
from tests.trust.interference.acts import ACTS
from tests.trust.interference.pair import play, populated
from tests.trust.interference.stage import Stage
from tests.trust.interference.trace import Trace

pytestmark = pytest.mark.django_db
TOLD = (
    *(*scripts.TELLING, "ask", "answer_anonymously", "answer_by_receipt", "release_answers"),
    *("hide", "restore", "follow_up"),
)
FILE = "ab/planted"
LATER = (*TOLD, "weeks_pass", "ask")  # the next request sweeps the counters of the last one
PLANTS: dict[str, Callable[[Stage], Any]] = {}
type Ending = Callable[[Stage], None]


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Play a script with a person who never speaks by name, and look at its end."""

    def end(script: tuple[str, ...], ending: Ending) -> None:
        monkeypatch.setitem(ACTS, "end", ending)
        with populated() as cast:
            play((*script, "end"), Stage(cast, scripts.secrets(0)[0], Trace()))

    return end


def marks(stage: Stage, role: str) -> dict[str, list[bytes]]:
    """What to search for of the teller or the answerer."""
    who = getattr(stage.secret, role)
    return needles.needles_of(stage.cast.people[who], stage.cast.companies[stage.company_of(who)])


def search(stage: Stage) -> list[str]:
    """Everything found of the teller and the answerer, with the keys of the environment."""
    keys = needles.fernet_keys()
    return [hit for role in ("teller", "answerer") for hit in dump.found(marks(stage, role), keys)]


def beside_the_counters(hits: list[str]) -> list[str]:
    """What is found, but that somebody made a request within the last hours, like everybody."""
    return [hit for hit in hits if not (hit.startswith("counter") and hit.endswith(" in counters"))]


@pytest.mark.parametrize("script", [("begin",), TOLD], ids=["the first word", "all of it"])
def test_from_the_first_word_nothing_leads_to_anybody(script: Any, ended: Any) -> None:
    def ending(stage: Stage) -> None:
        assert beside_the_counters(search(stage)) == []
        assert Story.objects.filter(pk=stage.ids["story"], byline="anonymous").exists()

    ended(script, ending)


def test_once_their_day_is_over_the_counters_lead_nowhere_either(ended: Any) -> None:
    def ending(stage: Stage) -> None:
        assert search(stage) == []
        assert Comment.objects.filter(byline="anonymous").count() == 3

    ended(LATER, ending)


def test_telling_leaves_nothing_with_the_people(ended: Any) -> None:
    before: dict[str, Any] = {}
    ended((), lambda stage: before.update(dump.people()))
    unmoderated = tuple(
        act for act in TOLD if act not in {"hide", "restore"}
    )  # a desk is a session

    ended(unmoderated, lambda stage: before.update(after=dump.people()))

    assert before.pop("after") == before


def test_no_record_of_a_retry_of_the_first_word_is_in_the_database(ended: Any) -> None:
    def ending(stage: Stage) -> None:
        assert stage.receipts["story"]
        assert not IdempotencyRecord.objects.exists()

    ended(("begin",), ending)


def test_nor_of_any_other_request_of_theirs_later(ended: Any) -> None:
    def ending(stage: Stage) -> None:
        kept = dump.everything()["api_idempotencyrecord"]
        teller = stage.cast.people[stage.secret.teller].pk
        assert not any(name in kept for name in needles.retried(teller, requests=120))

    ended(LATER, ending)


# --- the search finds what it is there to find ------------------------------------------------
def plant(done: Callable[[Stage], Any]) -> Callable[[Stage], Any]:
    """Register something that must be found."""
    PLANTS[done.__name__] = done
    return done


def teller(stage: Stage) -> Any:
    """Who told it."""
    return stage.cast.people[stage.secret.teller]


def clear() -> None:
    """Take away what no rollback does."""
    queue: Any = task_backends["default"]
    queue.clear()
    default_storage.delete(FILE)
    cache.clear()


def note(stage: Stage, text: str) -> None:
    """Leave a text with the story."""
    StoryEvent.objects.create(story_id=stage.ids["story"], verb="edit", note=text)


@plant
def user_id_in_a_key(stage: Stage) -> None:
    StoryEvent.objects.create(story_id=stage.ids["story"], verb="edit", by=teller(stage))


@plant
def user_id_in_a_text(stage: Stage) -> None:
    note(stage, f"by {teller(stage).pk}")


@plant
def company_id_without_hyphens(stage: Stage) -> None:
    note(stage, stage.cast.companies["Alfa"].pk.hex)


@plant
def raw_id_in_a_binary_column(stage: Stage) -> None:
    IdempotencyRecord.objects.create(
        digest="0", fingerprint="0", sealed=teller(stage).pk.bytes, created_at=timezone.now()
    )


@plant
def email_in_the_log_of_the_admin(stage: Stage) -> None:
    kind = ContentType.objects.get_for_model(Story)
    moderator = stage.cast.people["moderator"]
    LogEntry.objects.create(
        user=moderator, content_type=kind, action_flag=2, change_message=teller(stage).email
    )


@plant
def name_in_a_caption(stage: Stage) -> None:
    Attachment.objects.update(caption=teller(stage).display_name)


@plant
def name_in_a_file(stage: Stage) -> None:
    default_storage.save(FILE, ContentFile(teller(stage).display_name.encode()))


@plant
def company_in_the_cache(stage: Stage) -> None:
    cache.set("recent", stage.cast.companies["Alfa"].slug)


@plant
def id_in_the_queue(stage: Stage) -> None:
    task: Any = forget_sessions
    task.enqueue(str(teller(stage).pk))


@plant
def plain_hash_in_a_trait(stage: Stage) -> None:
    digest = hashlib.sha256(str(teller(stage).pk).encode()).hexdigest()
    Persona.objects.update(region=digest[:20])


@plant
def keyed_hash_of_ours(stage: Stage) -> None:
    note(stage, mac("idempotency digest", f"user {teller(stage).pk}").hex())


@plant
def encrypted_with_a_key_of_the_environment(stage: Stage) -> None:
    note(stage, second_factor_keys().encrypt(teller(stage).pk.hex.encode()).decode())


@plant
def encrypted_with_the_secret(stage: Stage) -> None:
    key = urlsafe_b64encode(derived("receipt pass", settings.SECRET_KEY))
    note(stage, Fernet(key).encrypt(teller(stage).pk.bytes).decode())


def test_whatever_is_planted_is_found(ended: Any) -> None:
    missed: list[str] = []

    def ending(stage: Stage) -> None:
        for name, planted in PLANTS.items():
            assert search(stage) == []
            with transaction.atomic():
                planted(stage)
                missed.extend([] if search(stage) else [name])
                transaction.set_rollback(True)
            clear()

    ended(LATER, ending)
    assert missed == []
    assert len(PLANTS) >= 10
