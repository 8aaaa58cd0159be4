"""The cast of every test: a teller, a colleague, a steward, a stranger and the rest."""

from collections.abc import Callable, Generator

import pytest
from django.apps import apps
from django.core.cache import cache
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key
from rest_framework.test import APIClient

import accounts.reference
import forum.reference
from accounts.models import Circle, Company, Membership, User
from accounts.reader import Reader
from forum.models import Story, Thread
from tests import databases
from tests.clients import signed_in
from tests.factories import (
    make_anonymous,
    make_circle,
    make_company,
    make_crowd,
    make_member,
    make_question,
    make_story,
    make_user,
    publish_unnamed,
)

ANY_DATABASE = (  # no row decides; or, of the last, what is proved is the harness itself
    "tests/project/",
    "tests/forum/test_identifiers_",
    "tests/forum/test_markdown",
    "tests/forum/test_uploads_",
    "tests/forum/test_masking.py",
    "tests/forum/test_holding_words.py",
    "tests/forum/test_statistics.py",
    "tests/api/test_methods.py",
    "tests/api/test_suspended.py",
    "tests/accounts/test_enumeration.py",
    "tests/trust/test_t10_traces.py",
    "tests/trust/test_t13_",
    "tests/trust/test_canary_crawl.py",
    "tests/trust/test_non_interference.py::test_a_planted_leak_is_found",
)
# Of the matrix the rows that read are asked of both: who may write is decided among what is read.
MATRIX = "tests/trust/test_authorisation_matrix.py::test_everybody_is_answered_as_the_table_says"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what says the same on every database."""
    for item in items:
        reads = item.nodeid.startswith(f"{MATRIX}[GET ")
        if item.nodeid.startswith((*ANY_DATABASE, MATRIX)) and not reads:
            item.add_marker("any_database")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Generator[None]:
    """A migrated database for this worker, copied from one that was made once."""
    with django_db_blocker.unblock():
        take_away = databases.prepare()
    yield
    with django_db_blocker.unblock():
        take_away()


@pytest.fixture
def company(db: None) -> Company:
    """The teller's company."""
    return make_company("Åkerströms Mekaniska AB")


@pytest.fixture
def other_company(db: None) -> Company:
    """Another company of the same circle."""
    return make_company("Bergslagens Gjuteri AB")


@pytest.fixture
def circle(company: Company, other_company: Company) -> Circle:
    """The circle both companies take part in."""
    return make_circle(company, other_company)


@pytest.fixture
def teller(company: Company, circle: Circle) -> User:
    """A member who tells."""
    return make_member(company, "Tea Teller")


@pytest.fixture
def colleague(company: Company) -> User:
    """Another member of the teller's company."""
    return make_member(company, "Kalle Kollega")


@pytest.fixture
def steward(company: Company) -> User:
    """The steward of the teller's company."""
    return make_member(company, "Stina Steward", "steward")


@pytest.fixture
def stranger(other_company: Company, circle: Circle) -> User:
    """A member of another company in the circle."""
    return make_member(other_company, "Sture Stranger")


@pytest.fixture
def outsider(db: None) -> User:
    """A member of a company that shares no circle with the teller's."""
    return make_member(make_company("Utanför AB"), "Ulla Utanför")


@pytest.fixture
def coach(circle: Circle) -> User:
    """A coach of the circle."""
    user = make_user("Cecilia Coach")
    circle.appoint(user, "coach")
    return user


@pytest.fixture
def moderator(circle: Circle) -> User:
    """A moderator of the circle who belongs to no company."""
    user = make_user("Moa Moderator")
    circle.appoint(user, "moderator")
    return user


@pytest.fixture
def peer(circle: Circle) -> User:
    """Another moderator of the circle, of no company."""
    user = make_user("Maja Medhjälpare")
    circle.appoint(user, "moderator")
    return user


@pytest.fixture
def two_hats(company: Company, other_company: Company, circle: Circle) -> User:
    """A member of both companies of the circle, and steward of the second."""
    user = make_member(company, "Tova Tvåhatt")
    Membership.objects.create(user=user, company=other_company, role="steward")
    return user


@pytest.fixture
def inside_and_out(company: Company, circle: Circle) -> User:
    """A member of one company in the circle and of one that is in none."""
    user = make_member(company, "Inga Inochut")
    Membership.objects.create(user=user, company=make_company("Utifrån AB"))
    return user


@pytest.fixture
def working_moderator(other_company: Company, circle: Circle) -> User:
    """A moderator of the circle who belongs to a company in it."""
    user = make_member(other_company, "Majken Moderator")
    circle.appoint(user, "moderator")
    return user


@pytest.fixture
def coaching_steward(circle: Circle) -> User:
    """A steward of a company outside the circle who coaches in it."""
    user = make_member(make_company("Konsulten AB"), "Kerstin Coach", "steward")
    circle.appoint(user, "coach")
    return user


@pytest.fixture
def funder(circle: Circle) -> User:
    """An observer: totals only."""
    user = make_user("Fia Funder")
    circle.appoint(user, "observer")
    return user


@pytest.fixture
def as_reader() -> Callable[[User | None], Reader]:
    """Resolve a person as the request would."""
    return Reader.of


@pytest.fixture
def story(teller: User, steward: User, circle: Circle) -> Story:
    """A story published in the circle."""
    return make_story(teller, steward=steward, audience="circle", circle_id=circle.pk)


@pytest.fixture
def no_approval(company: Company) -> None:
    """The teller's company lets its members change what is out without asking anybody."""
    company.approval_required = False
    company.save(update_fields=["approval_required"])


@pytest.fixture
def question(stranger: User, circle: Circle) -> Thread:
    """A question the stranger asks in the circle."""
    return make_question(stranger, circle)


@pytest.fixture
def api() -> Callable[[User | None], APIClient]:
    """A client signed in as somebody, or as nobody."""
    return signed_in


@pytest.fixture(autouse=True)
def _first_language() -> None:
    """Start in the language of the settings: the last request of another test leaves its own."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Start without what another test left in the cache."""
    cache.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Put back the reference rows after a test that flushed the database, if more will come."""
    yield
    marker = item.get_closest_marker("django_db")
    flushed = "transactional_db" in getattr(item, "fixturenames", ())
    if nextitem and (flushed or (marker and marker.kwargs.get("transaction"))):
        with item.config.stash[blocking_manager_key].unblock():
            accounts.reference.load(apps)
            forum.reference.load(apps)
            forum.reference.load_guidelines(apps)


@pytest.fixture
def crowd(circle: Circle, moderator: User, peer: User) -> list[User]:
    """Members of five more companies in the circle, and two who could check what is anonymous.

    Enough for somebody anonymous (T4, T7).
    """
    return make_crowd(circle)


@pytest.fixture
def whisper(teller: User, circle: Circle, crowd: list[User]) -> Story:
    """An anonymous draft of the teller's, in a circle where it can come out."""
    return make_anonymous(teller, circle)


@pytest.fixture
def secret(whisper: Story, moderator: User) -> Story:
    """An anonymous story, published."""
    return publish_unnamed(whisper, moderator)
